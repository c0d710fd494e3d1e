"""What the reading code is, so that a new release reads the same bytes again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

READING = ("retrieval.reading", "retrieval.language")


def fingerprint(packages: tuple[str, ...] = READING) -> str:
    """A digest of all modules and data files of the packages."""
    digest = hashlib.sha256()
    for package in packages:
        for name, file in _files(resources.files(package), package):
            digest.update(f"{name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            # The cache holds what Python makes of the modules, anew on every machine.
            if entry.name != "__pycache__":
                yield from _files(entry, name)
        else:
            yield name, entry


# Taken when the program starts: were it upgraded while it runs, the old code must not sign for the new.
READER = fingerprint()
