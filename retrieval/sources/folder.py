"""Which files a path names: the file itself, or those below the folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.reading.kinds import READERS, kind_of
from retrieval.sources.items import Unreadable
from retrieval.sources.paths import below, printable, refusal, remembered
from retrieval.sources.reasons import why
from retrieval.sources.web.addresses import identity, is_web

RECORDS = (".jsonl", ".jsonl.gz", ".jsonl.xz")
TABLES = (".csv", ".tsv")
EXPORT = ".xml"
_KNOWN = ", ".join((*READERS, *RECORDS, *TABLES, EXPORT))


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, how it is remembered, and its path below the root."""

    path: Path
    source: str
    file: str


@dataclass(slots=True)
class Survey:
    """What is below a root, before anything is opened; ``ignored`` counts files of other kinds.

    Of an address on the ``web`` nothing is known before it is visited.
    """

    root: str
    files: list[Found] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    ignored: int = 0
    web: str | None = None


def is_records(name: str) -> bool:
    return name.lower().endswith(RECORDS)


def is_table(name: str) -> bool:
    return name.lower().endswith(TABLES)


def is_export(name: str) -> bool:
    """Whether it may be an export of WordPress, which calls them .xml like everybody else."""
    return name.lower().endswith(EXPORT)


def survey(root: str | Path) -> Survey:
    """The files that ``root`` names, in the order of their paths; raises nothing, tells what it cannot read."""
    if is_web(str(root)):
        return Survey(identity(str(root)), web=str(root))
    path = Path(root)
    found = Survey(remembered(path))
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "bukan nama berkas"
        found.unreadable.append(Unreadable(printable(str(root)), reason, path=found.root))
        return found
    if stat.S_ISDIR(mode):
        _look_below(path, found)
        found.files.sort(key=lambda file: file.file)
    elif _is_known(path.name):
        _take(path, path.name, found.root, found)
    else:
        reason = f"jenis berkas tidak dikenal (yang dikenal: {_KNOWN})"
        found.unreadable.append(Unreadable(printable(str(root)), reason, path=found.root))
    return found


def _look_below(root: Path, found: Survey) -> None:
    real = root.resolve()
    entered = {real}
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            path = below(found.root, prefix.rstrip("/")) if prefix else found.root
            found.unreadable.append(Unreadable(printable(path), why(error), path=path))
            continue
        for entry in listed:
            name = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry):
                _sort_out(Path(entry.path), name, found)
            elif _may_enter(entry, real, entered):
                waiting.append((Path(entry.path), f"{name}/"))
                _name_misleading(name, found)


def _sort_out(path: Path, name: str, found: Survey) -> None:
    if _is_known(name):
        _take(path, name, below(found.root, name), found)
    else:
        found.ignored += 1


def _take(path: Path, name: str, source: str, found: Survey) -> None:
    reason = refusal(source)
    if reason is None:
        found.files.append(Found(path, source, name))
    else:
        found.unreadable.append(Unreadable(printable(name), reason))


def _name_misleading(name: str, found: Survey) -> None:
    if _is_known(name):
        source = below(found.root, name)
        found.unreadable.append(Unreadable(printable(name), "ini folder, bukan berkas", path=source))


def _may_enter(entry: os.DirEntry[str], root: Path, entered: set[Path]) -> bool:
    """Links to folders are followed out of the root, once each: inside it, their files are found anyway."""
    if not entry.is_symlink():
        return True
    target = Path(entry.path).resolve()
    if target in entered or target.is_relative_to(root) or root.is_relative_to(target):
        return False
    entered.add(target)
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_known(name: str) -> bool:
    return is_records(name) or is_table(name) or is_export(name) or kind_of(name) is not None
