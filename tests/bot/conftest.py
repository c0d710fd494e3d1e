"""The command line, run inside the tests or as the process that people start."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Command:
    """``kutip`` in a folder of its own, with no settings but the ones given."""

    folder: Path

    def __call__(self, *words: str, given: str = "", **settings: str) -> Done:
        """Runs inside this process, which spares the start of Python."""
        unset = {key: None for key in os.environ if key.startswith("KUTIP_")}
        with contextlib.chdir(self.folder):
            done = CliRunner().invoke(app, words, input=given.encode(), env={**unset, **settings}, prog_name="kutip")
        return Done(done.exit_code, done.stdout, done.stderr)

    def process(self, *words: str, given: str = "", **settings: str) -> Done:
        """Runs ``python -m bot`` as people do."""
        done = subprocess.run(
            self.arguments(words),
            cwd=self.folder,
            env=self.variables(settings),
            input=given.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str) -> subprocess.Popen[str]:
        """The running process, with pipes to its standard streams."""
        return subprocess.Popen(
            self.arguments(words),
            cwd=self.folder,
            env=self.variables({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def arguments(self, words: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", "bot", *words]

    def variables(self, settings: dict[str, str]) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("KUTIP_")}
        return {**kept, "PYTHONPATH": str(ROOT), **settings}


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
