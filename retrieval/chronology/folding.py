"""Reports in order of time become reports that each say something: copies are named beside the first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from retrieval.answering.answer import Echo, Quote
from retrieval.archive.records import StoredSentence
from retrieval.article import ArticleRef

# Later than that, the same words are news once more.
REPEATED = timedelta(days=7)

# Takes two sentences, says whether they are the same copy.
Copies = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be shown; ``before`` is what it points back to, where it does."""

    sentence: StoredSentence
    article: ArticleRef
    score: float
    before: StoredSentence | None = None

    @property
    def day(self) -> date | None:
        return self.article.published.day


@dataclass(slots=True)
class _Home:
    candidate: Candidate
    echoes: list[Echo] = field(default_factory=list)

    def takes(self, other: Candidate) -> None:
        outlets = {self.candidate.article.outlet, *(echo.article.outlet for echo in self.echoes)}
        if other.article.outlet not in outlets:
            self.echoes.append(Echo(other.article, other.sentence.text, other.sentence.span))

    def report(self, shown: Collection[int]) -> Quote:
        """With what it points back to, unless that is shown itself."""
        one = self.candidate
        context = one.before.text if one.before is not None and one.before.id not in shown else None
        echoes = tuple(self.echoes)
        return Quote(one.sentence.text, one.article, one.sentence.span, round(one.score, 4), (), context, echoes)


def fold_days(days: Iterable[Sequence[Candidate]], copies: Copies, limit: int) -> list[tuple[Quote, ...]]:
    """For every day, given in order and each with its best first, at most ``limit`` reports; the undated come last."""
    homes: list[list[_Home]] = []
    for candidates in days:
        own: list[_Home] = []
        homes.append(own)
        for one in candidates:
            home = _home_of(one, homes, copies)
            if home is not None:
                home.takes(one)
            elif len(own) < limit:
                own.append(_Home(one))
    shown = {home.candidate.sentence.id for own in homes for home in own}
    return [tuple(home.report(shown) for home in own) for own in homes]


def _home_of(one: Candidate, homes: Sequence[Sequence[_Home]], copies: Copies) -> _Home | None:
    """The earlier report, not long before, of which this one is a copy."""
    for own in reversed(homes):
        for home in own:
            if _long_before(home.candidate, one):
                return None
            if copies(home.candidate.sentence.text, one.sentence.text):
                return home
    return None


def _long_before(earlier: Candidate, later: Candidate) -> bool:
    return earlier.day is not None and later.day is not None and later.day - earlier.day > REPEATED
