"""From ranked candidates to quotes: each thing once, its other outlets named, what it leans on shown with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

import numpy as np

from retrieval.answering.agreement import (
    ABOUT_THE_SAME,
    Statement,
    alike,
    contradict,
    figures_of,
    fold,
    likeness,
    same,
    statement,
)
from retrieval.answering.answer import Echo, Nearest, Quote
from retrieval.answering.concept import ConceptKind
from retrieval.answering.naming import Naming
from retrieval.answering.ranking import Ranked, Ranking
from retrieval.answering.snapshot import Snapshot
from retrieval.answering.surface import POINTS_BACK
from retrieval.archive.records import StoredSentence
from retrieval.article import ArticleRef, Span
from retrieval.language.analyzer import Analyzer
from retrieval.language.background import Background

CONSIDERED = 30
REMEMBERED = 20_000
WORTH_QUOTING = 2.5
# One sentence in common may be a phrase that everybody uses; with more, one article is told after the other.
SHARED_SENTENCES = 2
# Longer apart, two reports with different names in them are of two events.
SAME_EVENT = timedelta(days=3)
EXCERPT_WORDS = 9
EXCERPT_SHARE = 0.6

# A variant that is this sure names what the question names.
NAMED = 0.7
ABOUT_NAMES = 2

_COUNTED = re.compile(r" [^\W\d_]+")
Sentences = Mapping[int, StoredSentence]
Related = set[tuple[int, int]]


class Composer:
    """Makes quotes out of ranked rows."""

    def __init__(self, analyzer: Analyzer, background: Background, naming: Naming) -> None:
        self._analyzer = analyzer
        self._background = background
        self._naming = naming
        self._statement = lru_cache(maxsize=REMEMBERED)(self._reduce)

    def quotes(
        self, snapshot: Snapshot, ranking: Ranking, sentences: Sentences, limit: int, *, figures: bool = False
    ) -> tuple[Quote, ...]:
        """At most ``limit`` quotes, best first; near-identical sentences are folded into one.

        With ``figures`` a date or number is asked for: then sentences on the same thing with the same one are, too.
        """
        groups = self._groups(ranking)
        if figures:
            groups = self._joined(snapshot, ranking, groups)
        groups = groups[:limit]
        shown = {one.row for group in groups for one in group}
        return tuple(self._quote(snapshot, group, sentences, shown) for group in groups)

    def copies(self, one: str, other: str) -> bool:
        """Whether two sentences say the same in nearly the same words."""
        return same(self._statement(one), self._statement(other), self._naming.differing)

    def disagreement(self, snapshot: Snapshot, ranking: Ranking, limit: int) -> tuple[str, ...]:
        """The dates or numbers, as written, in which quotes on the same thing differ; empty where they agree.

        Quotes are on the same thing when their words are alike, or when their articles share several sentences.
        """
        quoted = [group[0] for group in self._groups(ranking)[:limit] if group[0].evidence.spans]
        answers = [(one, value) for one in quoted if figures_of(value := _answer_of(one))]
        if len(answers) < 2:
            return ()
        related = self._related(snapshot, ranking)
        for (one, value), (other, second) in combinations(answers, 2):
            if self._on_the_same(snapshot, related, one, other) and contradict(figures_of(value), figures_of(second)):
                return value, second
        return ()

    def other_names(self, snapshot: Snapshot, ranking: Ranking, limit: int) -> tuple[str, ...]:
        """The names, as written, in which quotes of different articles differ that read alike; empty without such.

        Articles of different weeks tell of different things, and a name that was asked for is no disagreement.
        """
        quoted = [group[0] for group in self._groups(ranking)[:limit]]
        asked = {word for one in ranking.concepts for word in one.concept.text.casefold().split()}
        for one, other in combinations(quoted, 2):
            names = self._naming.differing(one.text, other.text)
            if (
                names is not None
                and asked.isdisjoint(" ".join(names).casefold().split())
                and alike(self._statement(one.text), self._statement(other.text))
                and _of_one_time(*(snapshot.articles[int(snapshot.article_of[each.row])] for each in (one, other)))
            ):
                return names
        return ()

    def _joined(self, snapshot: Snapshot, ranking: Ranking, groups: list[list[Ranked]]) -> list[list[Ranked]]:
        """The groups, those of other articles that give the same figure for the same thing put into one."""
        related = self._related(snapshot, ranking)
        joined: list[list[Ranked]] = []
        for group in groups:
            home = next((own for own in joined if self._tells_the_same(snapshot, related, own[0], group[0])), None)
            if home is None:
                joined.append(group)
            else:
                home.extend(group)
        return joined

    def _tells_the_same(self, snapshot: Snapshot, related: Related, one: Ranked, other: Ranked) -> bool:
        figures = _figures(one)
        return (
            bool(figures)
            and figures == _figures(other)
            and snapshot.article_of[one.row] != snapshot.article_of[other.row]
            and self._on_the_same(snapshot, related, one, other)
        )

    def _on_the_same(self, snapshot: Snapshot, related: Related, one: Ranked, other: Ranked) -> bool:
        alike = likeness(self._statement(one.text), self._statement(other.text)) >= ABOUT_THE_SAME
        return alike or not related.isdisjoint(_pairs(_articles(snapshot, (one, other))))

    def _related(self, snapshot: Snapshot, ranking: Ranking) -> Related:
        """Pairs of articles of which one is told after the other, or both after a third."""
        copies = fold([self._statement(one.text) for one in ranking.candidates], self._naming.differing)
        shared = Counter(
            pair
            for group in copies
            for pair in _pairs(_articles(snapshot, [ranking.candidates[place] for place in group]))
        )
        return {pair for pair, times in shared.items() if times >= SHARED_SENTENCES}

    def _groups(self, ranking: Ranking) -> list[list[Ranked]]:
        best = ranking.candidates[0].score if ranking.candidates else 0.0
        worthy = [one for one in ranking.candidates[:CONSIDERED] if best - one.score <= WORTH_QUOTING]
        groups = fold([self._statement(one.text) for one in worthy], self._naming.differing)
        return [[worthy[place] for place in group] for group in groups]

    def candidates(self, snapshot: Snapshot, ranking: Ranking, sentences: Sentences, limit: int) -> tuple[Quote, ...]:
        """The first ``limit`` candidates, each on its own."""
        return tuple(self._quote(snapshot, [one], sentences, ()) for one in ranking.candidates[:limit])

    def nearest(self, snapshot: Snapshot, ranking: Ranking) -> tuple[Nearest, ...]:
        """What a refusal names: the best candidate, and what there is about a name that this one lacks."""
        if not ranking.candidates:
            return ()
        shown = {ranking.candidates[0].row: _near(snapshot, ranking.candidates[0])}
        for place, one in enumerate(ranking.concepts):
            named = one.concept.kind is ConceptKind.NAME and one.known and _first_with(ranking, place)
            if named and named.row not in shown and len(shown) <= ABOUT_NAMES:
                shown[named.row] = _near(snapshot, named, as_written(one.concept.text, named.text))
        return tuple(shown.values())

    def _quote(
        self, snapshot: Snapshot, group: Sequence[Ranked], sentences: Sentences, shown: Collection[int]
    ) -> Quote:
        first = group[0]
        article = snapshot.articles[int(snapshot.article_of[first.row])]
        outlets = {article.outlet}
        echoes = []
        for other in group[1:]:
            source = snapshot.articles[int(snapshot.article_of[other.row])]
            if source.outlet not in outlets:
                outlets.add(source.outlet)
                echoes.append(Echo(source, other.text, sentences[other.row].span))
        return Quote(
            text=first.text,
            article=article,
            span=sentences[first.row].span,
            score=round(first.score, 4),
            highlights=(_answer_span(first),) if first.evidence.spans else (),
            context=_context(snapshot, first, sentences, shown),
            also=tuple(echoes),
        )

    def _reduce(self, text: str) -> Statement:
        terms = {
            term: self._background.weight(term)
            for term in self._analyzer.terms(text)
            if not self._analyzer.is_stop(term)
        }
        return statement(text, terms)


def leaning_rows(snapshot: Snapshot, ranking: Ranking, limit: int) -> list[int]:
    """The rows before those of the first ``limit`` candidates that point back."""
    rows = np.array(
        [one.row for one in ranking.candidates[:limit] if one.evidence.leans >= POINTS_BACK], dtype=np.int64
    )
    return [int(row) for row in snapshot.before(rows) if row >= 0] if len(rows) else []


def _of_one_time(one: ArticleRef, other: ArticleRef) -> bool:
    """Whether two articles may tell of the same event; without dates nothing speaks against it."""
    if one.id == other.id:
        return False
    days = one.published.day, other.published.day
    return days[0] is None or days[1] is None or abs(days[0] - days[1]) <= SAME_EVENT


def _context(snapshot: Snapshot, one: Ranked, sentences: Sentences, shown: Collection[int]) -> str | None:
    """The sentence that this one points back to, unless it is quoted anyway."""
    if one.evidence.leans < POINTS_BACK:
        return None
    before = int(snapshot.before(np.array([one.row]))[0])
    return sentences[before].text if before in sentences and before not in shown else None


def _first_with(ranking: Ranking, place: int) -> Ranked | None:
    """The best candidate that holds the concept."""
    return next((one for one in ranking.candidates if one.matched[place] >= NAMED), None)


def _near(snapshot: Snapshot, one: Ranked, about: str | None = None) -> Nearest:
    return Nearest(excerpt(one.text), snapshot.articles[int(snapshot.article_of[one.row])], about)


def _articles(snapshot: Snapshot, group: Sequence[Ranked]) -> set[int]:
    return {int(snapshot.article_of[one.row]) for one in group}


def _pairs(articles: Collection[int]) -> set[tuple[int, int]]:
    return set(combinations(sorted(articles), 2))


def _figures(one: Ranked) -> frozenset[str]:
    """The figures of the answer, with what they count."""
    if not one.evidence.spans:
        return frozenset()
    value = _answer_of(one)
    numbers = figures_of(value)
    return numbers | {value.casefold().split()[-1]} if numbers else numbers


def _answer_span(one: Ranked) -> Span:
    """The name or date that answers, or the number with the word that it counts."""
    span = one.evidence.spans[0]
    value = span.of(one.text).rstrip()
    end = span.start + len(value)
    counted = _COUNTED.match(one.text, end) if value.replace(".", "").isdigit() else None
    return Span(span.start, counted.end() if counted else end)


def _answer_of(one: Ranked) -> str:
    return _answer_span(one).of(one.text).strip("() ")


def as_written(name: str, text: str) -> str:
    """The name as the text writes it, capitals and all; as given where it is not found."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return found[0] if found else name


def excerpt(text: str) -> str:
    """The opening words of a sentence: a verbatim prefix, never the whole."""
    words = text.split(" ")
    keep = max(1, min(EXCERPT_WORDS, int(len(words) * EXCERPT_SHARE)))
    return " ".join(words[:keep]).rstrip(" ,;:–-")
