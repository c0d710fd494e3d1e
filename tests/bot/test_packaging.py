"""What an installed Kutip (the container's) needs beside its code."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_data_file_is_installed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = [*project["tool"]["setuptools"]["package-data"]["*"], "*.py", "*.pyc", "README.md"]
    files = [file for room in ("bot", "retrieval") for file in (ROOT / room).rglob("*") if file.is_file()]
    left_out = [file.relative_to(ROOT) for file in files if not any(fnmatch(file.name, name) for name in patterns)]
    assert left_out == []
