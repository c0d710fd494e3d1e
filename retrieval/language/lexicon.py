"""The word lists by which questions are understood, read once from editable files (formats: lexicons/README.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from retrieval.language.lexicon_lines import (
    LexiconError,
    Line,
    columns_of,
    inflect,
    lines_of,
    members_of,
    named_lists,
    plain_list,
    replacements,
)

__all__ = [
    "AliasGroup",
    "English",
    "Focus",
    "LexiconError",
    "Lexicons",
    "QuestionKind",
    "Recognised",
    "Recogniser",
    "Smalltalk",
    "SynonymGroup",
    "load_lexicons",
]

SHIPPED = Path(__file__).parent / "lexicons"
DEFAULT_SYNONYM_WEIGHT = 0.8
LONGEST_SMALLTALK = 60
Group = TypeVar("Group")


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Words and phrases for one thing; ``weight`` in (0, 1], 1 meaning interchangeable."""

    weight: float
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasGroup:
    """Names of one entity, the usual one first; ``metonyms`` may stand for it but are weaker."""

    names: tuple[str, ...]
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class English:
    """What an English word or phrase means; ``shared`` when it is also an ordinary Indonesian word."""

    meanings: tuple[str, ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class QuestionKind:
    """A kind of question and the cues that give it away, in matching order."""

    name: str
    cues: Mapping[str, tuple[re.Pattern[str], ...]]


@dataclass(frozen=True, slots=True)
class Focus:
    """A cue that says which sort of thing is asked for.

    ``wants`` is ``class:NAME`` (classes.txt), ``unit:NAME`` (units.txt), or a bare word such as ``date``.
    """

    kind: str
    wants: str
    cues: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Whole-question patterns for talk that the archive's sentences cannot answer."""

    name: str
    kind: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a recogniser made of a question; ``topic`` is what an article asked about deals with, if said."""

    name: str
    kind: str
    topic: str | None


@dataclass(frozen=True, slots=True)
class Smalltalk:
    """Recognisers in matching order, and the filler words that may surround what they match."""

    fillers: frozenset[str]
    recognisers: tuple[Recogniser, ...]

    def recognise(self, question: str) -> Recognised | None:
        """The first recogniser that covers the whole question, with and then without its fillers."""
        words = re.sub(r"[^\w\s]|_", " ", question.casefold().replace("'", "")).split()
        if len(words) > LONGEST_SMALLTALK:
            return None
        full = " ".join(words)
        bare = " ".join(self._without_fillers(words))
        for text in dict.fromkeys((full, bare)):
            for recogniser in self.recognisers:
                for pattern in recogniser.patterns:
                    if text and (match := pattern.fullmatch(text)):
                        topic = match.groupdict().get("topic")
                        return Recognised(recogniser.name, recogniser.kind, topic.strip() or None if topic else None)
        return Recognised("fillers", "greeting", None) if words and not bare else None

    def _without_fillers(self, words: list[str]) -> list[str]:
        start, end = 0, len(words)
        while start < end and words[start] in self.fillers:
            start += 1
        while end > start and words[end - 1] in self.fillers:
            end -= 1
        return words[start:end]


@dataclass(frozen=True, slots=True)
class Lexicons:
    """Every list; keys and members are lower case except names, titles and leaning openings."""

    slang: Mapping[str, str]
    abbreviations: Mapping[str, str]
    synonyms: tuple[SynonymGroup, ...]
    aliases: tuple[AliasGroup, ...]
    classes: Mapping[str, tuple[str, ...]]
    english: Mapping[str, English]
    english_markers: frozenset[str]
    question_kinds: tuple[QuestionKind, ...]
    focuses: tuple[Focus, ...]
    question_rewrites: tuple[tuple[re.Pattern[str], str], ...]
    smalltalk: Smalltalk
    people_titles: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]
    leaning: Mapping[str, tuple[str, ...]]
    speech_verbs: tuple[str, ...]
    cause_markers: tuple[str, ...]
    place_markers: tuple[str, ...]

    def kind_of(self, question: str, language: str = "id") -> str | None:
        """The name of the first kind with a cue in the question (lower case, slang already expanded)."""
        question = self._plain(question)
        for kind in self.question_kinds:
            if any(cue.search(question) for cue in kind.cues.get(language, ())):
                return kind.name
        return None

    def focus_of(self, question: str) -> Focus | None:
        """The first focus with a cue in the question, in either language."""
        question = self._plain(question)
        return next((focus for focus in self.focuses if any(cue.search(question) for cue in focus.cues)), None)

    def _plain(self, question: str) -> str:
        for pattern, plain in self.question_rewrites:
            question = pattern.sub(plain, question)
        return question


def load_lexicons(folder: Path | None = None) -> Lexicons:
    """The shipped lexicons, extended and overridden by the files of the same names in ``folder``.

    Raises ``LexiconError``.
    """
    if folder is not None and not folder.is_dir():
        raise LexiconError(f"{folder}: no such folder of lexicons")
    folders = (SHIPPED,) if folder is None else (SHIPPED, folder)

    def paths(name: str) -> list[Path]:
        return [path for path in (parent / name for parent in folders) if path.is_file()]

    kinds, focuses, rewrites = _questions(paths("question_words.toml"))
    return Lexicons(
        slang=replacements(paths("slang.tsv")),
        abbreviations=replacements(paths("abbreviations.tsv")),
        synonyms=tuple(_headed(paths("synonyms.txt"), _synonym_group, lambda group: group.members[0])),
        aliases=tuple(_headed(paths("aliases.txt"), _alias_group, lambda group: group.names[0])),
        classes=named_lists(paths("classes.txt")),
        english=_english(paths("english.tsv")),
        english_markers=frozenset(plain_list(paths("english_markers.txt"))),
        question_kinds=kinds,
        focuses=focuses,
        question_rewrites=rewrites,
        smalltalk=_smalltalk(paths("smalltalk.toml")),
        people_titles=plain_list(paths("people_titles.txt")),
        units=named_lists(paths("units.txt")),
        leaning=named_lists(paths("leaning.txt")),
        speech_verbs=plain_list(paths("speech_verbs.txt")),
        cause_markers=plain_list(paths("cause_markers.txt")),
        place_markers=plain_list(paths("place_markers.txt")),
    )


def _headed(paths: Iterable[Path], parse: Callable[[Line], Group], head: Callable[[Group], str]) -> list[Group]:
    """Groups of all files; a later file's group replaces an earlier file's groups of the same first word."""
    groups: list[Group] = []
    for path in paths:
        own = [parse(line) for line in lines_of(path)]
        heads = {head(group) for group in own}
        groups = [group for group in groups if head(group) not in heads] + own
    return groups


def _synonym_group(line: Line) -> SynonymGroup:
    weight, members = DEFAULT_SYNONYM_WEIGHT, line.text
    if ":" in members:
        before, members = members.split(":", 1)
        try:
            weight = float(before)
        except ValueError:
            raise line.error(f"weight {before.strip()!r} is no number") from None
        if not 0 < weight <= 1:
            raise line.error(f"weight {weight} is not above 0 and at most 1")
    return SynonymGroup(weight, members_of(line, members))


def _alias_group(line: Line) -> AliasGroup:
    members = members_of(line, line.text)
    names = tuple(name for name in members if not name.startswith("~"))
    if not names or members[0] != names[0]:
        raise line.error("the first name may not be a metonym (~)")
    return AliasGroup(names, tuple(name[1:].strip() for name in members if name.startswith("~")))


def _english(paths: Iterable[Path]) -> dict[str, English]:
    entries: dict[str, English] = {}
    for path in paths:
        own: dict[str, English] = {}
        for line in lines_of(path):
            forms, meanings, *flag = columns_of(line, 2, 3)
            if flag not in ([], ["id"]):
                raise line.error(f"unknown mark {flag[0]!r} (only 'id')")
            entry = English(members_of(line, meanings, "|"), bool(flag))
            inflected = (each for form in members_of(line, forms) for each in inflect(form))
            for form in dict.fromkeys(inflected):
                if form in own:
                    raise line.error(f"{form!r} is already given")
                own[form] = entry
        entries.update(own)
    return {form: entry for form, entry in entries.items() if entry.meanings != ("-",)}


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: {error}") from error


def _compile(path: Path, phrase: object, whole: bool = False) -> re.Pattern[str]:
    if not isinstance(phrase, str):
        raise LexiconError(f"{path.name}: {phrase!r} is no text")
    try:
        return re.compile(phrase if whole else rf"(?<!\w)(?:{phrase})(?!\w)")
    except re.error as error:
        raise LexiconError(f"{path.name}, line {_line_of(path, phrase)}: {phrase!r}: {error}") from error


def _line_of(path: Path, phrase: str) -> int:
    lines = path.read_text("utf-8").split("\n")
    return next((number for number, line in enumerate(lines, 1) if phrase in line), 1)


def _value(path: Path, table: Mapping[str, Any], key: str) -> Any:
    if key not in table:
        raise LexiconError(f"{path.name}: {key!r} is missing from {dict(table)!r}")
    return table[key]


def _questions(
    paths: Iterable[Path],
) -> tuple[tuple[QuestionKind, ...], tuple[Focus, ...], tuple[tuple[re.Pattern[str], str], ...]]:
    kinds: list[QuestionKind] = []
    focuses: list[Focus] = []
    rewrites: list[tuple[re.Pattern[str], str]] = []
    for path in paths:
        content = _toml(path)
        own_kinds = [
            QuestionKind(
                _value(path, table, "name"),
                {
                    language: tuple(_compile(path, cue) for cue in cues)
                    for language, cues in table.items()
                    if language != "name"
                },
            )
            for table in content.get("kind", [])
        ]
        own_focuses = [
            Focus(
                _value(path, table, "kind"),
                _value(path, table, "wants"),
                tuple(_compile(path, cue) for cue in _value(path, table, "cues")),
            )
            for table in content.get("focus", [])
        ]
        kinds, focuses = own_kinds + kinds, own_focuses + focuses
        rewrites += [
            (_compile(path, _value(path, table, "cue")), _value(path, table, "plain"))
            for table in content.get("rewrite", [])
        ]
    return tuple(kinds), tuple(focuses), tuple(rewrites)


def _smalltalk(paths: Iterable[Path]) -> Smalltalk:
    fillers: set[str] = set()
    recognisers: list[Recogniser] = []
    for path in paths:
        content = _toml(path)
        fillers |= set(content.get("fillers", []))
        recognisers = [
            Recogniser(
                _value(path, table, "name"),
                _value(path, table, "kind"),
                tuple(_compile(path, pattern, whole=True) for pattern in _value(path, table, "patterns")),
            )
            for table in content.get("recogniser", [])
        ] + recognisers
    return Smalltalk(frozenset(fillers), tuple(recognisers))
