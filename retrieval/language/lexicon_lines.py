"""Reading the lines of lexicon files: columns, members and lists, with errors that name file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import KutipError


class LexiconError(KutipError):
    """A lexicon file is malformed; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    path: Path
    number: int
    text: str

    def error(self, reason: str) -> LexiconError:
        return LexiconError(f"{self.path.name}, line {self.number}: {reason}")


def lines_of(path: Path) -> Iterator[Line]:
    """Entries with their line numbers, without comments and blank lines."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: not UTF-8 at byte {error.start}") from error
    for number, raw in enumerate(text.split("\n"), 1):
        content = raw.split("#", 1)[0].rstrip()
        if content.strip():
            yield Line(path, number, content)


def members_of(line: Line, text: str, separator: str = ",") -> tuple[str, ...]:
    members = tuple(" ".join(part.split()) for part in text.split(separator))
    if not all(members):
        raise line.error("an empty entry (two separators in a row, or one at an end)")
    if twice := [member for position, member in enumerate(members) if member in members[:position]]:
        raise line.error(f"{twice[0]!r} is named twice")
    return members


def columns_of(line: Line, least: int, most: int) -> list[str]:
    columns = [column.strip() for column in line.text.split("\t")]
    if not least <= len(columns) <= most or not all(columns):
        raise line.error(f"expected {least} to {most} columns separated by one tab each, found {len(columns)}")
    return columns


def replacements(paths: Iterable[Path]) -> dict[str, str]:
    entries: dict[str, str] = {}
    for path in paths:
        own: dict[str, str] = {}
        for line in lines_of(path):
            forms, standard = columns_of(line, 2, 2)
            for form in members_of(line, forms):
                if form in own:
                    raise line.error(f"{form!r} is already given")
                own[form] = standard
        entries.update(own)
    return {form: standard for form, standard in entries.items() if standard != "-"}


def named_lists(paths: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    lists: dict[str, dict[str, None]] = {}
    for path in paths:
        for line in lines_of(path):
            name, colon, rest = line.text.partition(":")
            if not colon:
                raise line.error("expected 'name: member, member'")
            _extend(lists.setdefault(name.strip(), {}), members_of(line, rest))
    return {name: tuple(members) for name, members in lists.items()}


def plain_list(paths: Iterable[Path]) -> tuple[str, ...]:
    members: dict[str, None] = {}
    for path in paths:
        for line in lines_of(path):
            _extend(members, members_of(line, line.text))
    return tuple(members)


def _extend(members: dict[str, None], more: Iterable[str]) -> None:
    for member in more:
        if member.startswith("-"):
            members.pop(member[1:].strip(), None)
        else:
            members[member] = None


def inflect(form: str) -> tuple[str, ...]:
    """The regular English forms of ``word*v`` (verb) or ``word*n`` (noun); anything else stands for itself."""
    word, _, mark = form.partition("*")
    if mark not in ("v", "n"):
        return (form,)
    soft_y = word.endswith("y") and word[-2:-1] not in "aeiou"
    sibilant = word.endswith(("s", "x", "z", "ch", "sh"))
    plural = word[:-1] + "ies" if soft_y else word + ("es" if sibilant else "s")
    if mark == "n":
        return (word, plural)
    if word.endswith("e"):
        return (word, plural, word + "d", word[:-1] + "ing")
    return (word, plural, (word[:-1] + "ied") if soft_y else word + "ed", word + "ing")
