"""What a question gets back: quotes that can be traced, or a refusal that names the nearest."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from retrieval.answering.origins import origins
from retrieval.archive.records import ArchiveFacts
from retrieval.article import ArticleRef, Span

__all__ = ["Answer", "AnswerKind", "ArchiveFacts", "ArticleRef", "Echo", "Nearest", "Note", "NoteKind", "Quote"]


class AnswerKind(StrEnum):
    """What sort of reply a question calls for."""

    QUOTES = "quotes"
    REFUSAL = "refusal"
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    COUNT = "count"
    SOURCES = "sources"
    ABOUT_ARTICLES = "about_articles"
    EMPTY_QUESTION = "empty_question"
    EMPTY_ARCHIVE = "empty_archive"


@dataclass(frozen=True, slots=True)
class Echo:
    """A near-identical sentence of another outlet, folded into a quote."""

    article: ArticleRef
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the archive, word for word.

    ``text`` equals ``span`` of the revision's stored text. ``highlights`` are spans relative to ``text`` (the words
    that answer). ``context`` is the sentence before, verbatim, when the quote leans on it.
    """

    text: str
    article: ArticleRef
    span: Span
    score: float
    highlights: tuple[Span, ...] = ()
    context: str | None = None
    also: tuple[Echo, ...] = ()

    @property
    def dates_differ(self) -> bool:
        """Whether the folded sources carry another publication day than this one."""
        own = self.article.published.day
        return any(echo.article.published.day not in (None, own) for echo in self.also) if own else False

    @property
    def sources(self) -> tuple[ArticleRef, ...]:
        """The article and those of its echoes."""
        return (self.article, *(echo.article for echo in self.also))

    @property
    def independent(self) -> int:
        """How many origins its sources have; outlets that carry the copy of one agency count once."""
        return len(origins(self.sources))


@dataclass(frozen=True, slots=True)
class Nearest:
    """What a refusal names: the opening words (a verbatim, shortened excerpt) of the closest sentence.

    ``about`` is a name of the question that this sentence is about, where the closest one lacks it.
    """

    excerpt: str
    article: ArticleRef
    about: str | None = None


class NoteKind(StrEnum):
    """A remark about the answer as a whole, worded by the reply."""

    SOURCES_DISAGREE = "sources_disagree"
    UNKNOWN_OUTLET = "unknown_outlet"
    NOTHING_IN_RANGE = "nothing_in_range"
    MISSING_NAME = "missing_name"
    QUESTION_SHORTENED = "question_shortened"
    SCOPED = "scoped"


@dataclass(frozen=True, slots=True)
class Note:
    kind: NoteKind
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole reply to one question, before any wording.

    ``confidence`` is in 0..1. ``candidates`` are the best sentences whether or not the question was answered, filled
    only when asked for. ``id`` names the stored exchange.
    """

    kind: AnswerKind
    question: str
    confidence: float = 0.0
    quotes: tuple[Quote, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    notes: tuple[Note, ...] = ()
    articles: tuple[ArticleRef, ...] = ()
    facts: ArchiveFacts | None = None
    version: int | None = None
    id: str | None = None
    candidates: tuple[Quote, ...] = field(default=())

    @property
    def answered(self) -> bool:
        return self.kind not in (AnswerKind.REFUSAL, AnswerKind.EMPTY_QUESTION, AnswerKind.EMPTY_ARCHIVE)

    def with_id(self, identity: str) -> Answer:
        """The same answer under the id of its recorded exchange."""
        return replace(self, id=identity)
