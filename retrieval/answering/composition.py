"""From ranked candidates to quotes: each thing once, its other outlets named, what it leans on shown with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.answering.agreement import Statement, fold, statement
from retrieval.answering.answer import Echo, Nearest, Quote
from retrieval.answering.ranking import Ranked, Ranking
from retrieval.answering.snapshot import Snapshot
from retrieval.archive.records import StoredSentence
from retrieval.language.analyzer import Analyzer
from retrieval.language.background import Background

CONSIDERED = 30
WORTH_QUOTING = 2.5
EXCERPT_WORDS = 9
EXCERPT_SHARE = 0.6

Sentences = Mapping[int, StoredSentence]


class Composer:
    """Makes quotes out of ranked rows."""

    def __init__(self, analyzer: Analyzer, background: Background) -> None:
        self._analyzer = analyzer
        self._background = background

    def quotes(self, snapshot: Snapshot, ranking: Ranking, sentences: Sentences, limit: int) -> tuple[Quote, ...]:
        """At most ``limit`` quotes, best first; near-identical sentences are folded into one."""
        best = ranking.candidates[0].score if ranking.candidates else 0.0
        worthy = [one for one in ranking.candidates[:CONSIDERED] if best - one.score <= WORTH_QUOTING]
        groups = fold([self._statement(one.text) for one in worthy])
        return tuple(self._quote(snapshot, [worthy[place] for place in group], sentences) for group in groups[:limit])

    def candidates(self, snapshot: Snapshot, ranking: Ranking, sentences: Sentences, limit: int) -> tuple[Quote, ...]:
        """The first ``limit`` candidates, each on its own."""
        return tuple(self._quote(snapshot, [one], sentences) for one in ranking.candidates[:limit])

    def nearest(self, snapshot: Snapshot, ranking: Ranking, sentences: Sentences) -> tuple[Nearest, ...]:
        """What a refusal names: a shortened opening of the best candidate."""
        return tuple(
            Nearest(excerpt(one.text), snapshot.articles[int(snapshot.article_of[one.row])])
            for one in ranking.candidates[:1]
        )

    def _quote(self, snapshot: Snapshot, group: Sequence[Ranked], sentences: Sentences) -> Quote:
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
            highlights=tuple(first.evidence.spans[:1]),
            also=tuple(echoes),
        )

    def _statement(self, text: str) -> Statement:
        terms = {
            term: self._background.weight(term)
            for term in self._analyzer.terms(text)
            if not self._analyzer.is_stop(term)
        }
        return statement(text, terms)


def excerpt(text: str) -> str:
    """The opening words of a sentence: a verbatim prefix, never the whole."""
    words = text.split(" ")
    keep = max(1, min(EXCERPT_WORDS, int(len(words) * EXCERPT_SHARE)))
    return " ".join(words[:keep]).rstrip(" ,;:–-")
