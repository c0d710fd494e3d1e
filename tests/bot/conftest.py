"""The real command, run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Command:
    """Runs ``python -m bot`` in a folder of its own, with no settings but the ones given."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def arguments(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    def variables(self, **more: str) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("KUTIP_")}
        return {**kept, "PYTHONPATH": str(ROOT), **self.environment, **more}

    def __call__(self, *words: str, given: str | bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
        data = given.encode() if isinstance(given, str) else given
        done = subprocess.run(
            self.arguments(*words),
            cwd=self.folder,
            env=self.variables(**more),
            input=data,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def kutip(tmp_path: Path) -> Command:
    """The command with an archive that does not exist yet."""
    return Command(tmp_path)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command with the seed pages indexed; tests must not change its archive."""
    command = Command(tmp_path_factory.mktemp("indexed"))
    done = command("reindex", str(ROOT / "seeds"))
    assert done.returncode == 0, done.stderr
    return command
