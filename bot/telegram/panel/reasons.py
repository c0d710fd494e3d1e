"""Why a question is answered as it is, for admins: terms, what matched, figures, and what decided."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import caption, day
from bot.markup import Block, Run, block, messages, plain
from bot.telegram.listings import line
from bot.telegram.panel.access import Access, gone
from bot.telegram.pressing import Outcome, Press
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.answering.explanation import CandidateExplained, Decision, Explanation, Understood

SHOWN = 3
FIGURES = 6
PARTS = 5


class Reasons:
    """The explanation of what would be answered now, from the archive as it is."""

    def __init__(self, service: Service, access: Access, rights: Rights, quotes: int) -> None:
        self._service = service
        self._access = access
        self._rights = rights
        self._quotes = quotes

    async def explained(self, press: Press) -> Outcome:
        if self._rights.of_presser(press.query) is None:
            return Outcome(plain(press.texts("telegram.reindex_no")))
        exchange = await self._access.exchange(press)
        if exchange is None:
            return gone(press.texts)
        found = await self._service.explain(
            exchange.question,
            context=exchange.context,
            limit=press.choice.quotes or self._quotes,
            shown=SHOWN,
            scope=press.choice.scope,
        )
        groups = worded(found, press.texts)
        if found.answer.version != exchange.version:
            groups.insert(0, (line(press.texts, "panel.explain_since"),))
        return Outcome(response=Response(messages(groups), exchange.id))


def worded(found: Explanation, texts: Texts) -> list[Sequence[Block]]:
    """The explanation as groups of blocks, one a candidate."""
    groups: list[Sequence[Block]] = []
    if found.question is not None:
        groups.append(_understood(found.question, texts))
    if found.decision is None:
        return [*groups, (line(texts, "panel.explain_no_sentence"),)]
    groups.append(_decided(found, found.decision, texts))
    return [*groups, *(_candidate(one, texts) for one in found.candidates)]


def _understood(question: Understood, texts: Texts) -> Sequence[Block]:
    terms = [f"{one.word}→{one.term}" if one.word.casefold() != one.term else one.word for one in question.terms]
    asked = [term for term, one in zip(terms, question.terms, strict=True) if not one.stop]
    said = line(texts, "panel.explain_asked", question=question.text, kind=question.kind, terms=", ".join(asked))
    days = [day(one, texts) if one else "…" for one in (question.since, question.until)]
    limits = [*question.outlets, *(["–".join(days)] if question.since or question.until else [])]
    return (said, *([line(texts, "panel.explain_limits", limits=", ".join(limits))] if limits else []))


def _decided(found: Explanation, decision: Decision, texts: Texts) -> Sequence[Block]:
    key = "panel.explain_answered" if found.answer.answered else "panel.explain_refused"
    figures = {"confidence": f"{decision.confidence:.2f}", "threshold": f"{decision.threshold:.2f}"}
    parts = ", ".join(f"{part.name} {part.points:+.2f}" for part in decision.parts[:PARTS])
    reasons = [line(texts, f"panel.reason_{one.kind.value}", values=", ".join(one.values)) for one in decision.reasons]
    return (line(texts, key, **figures), *reasons, line(texts, "panel.explain_evidence", parts=parts))


def _candidate(one: CandidateExplained, texts: Texts) -> Sequence[Block]:
    head = line(
        texts, "panel.explain_candidate", rank=one.rank, source=caption(one.article, texts), score=f"{one.score:+.2f}"
    )
    blocks = [head, _with_matches(one)]
    matched = dict.fromkeys(f"{match.concept}: {match.word} [{match.wording.value}]" for match in one.matches)
    if matched:
        blocks.append(line(texts, "panel.explain_matched", matched="; ".join(matched)))
    if one.missing:
        blocks.append(line(texts, "panel.explain_missing", missing=", ".join(one.missing)))
    figures = [f"{each.name} {each.value:.2f} ({each.points:+.2f})" for each in one.contributions[:FIGURES]]
    blocks.append(line(texts, "panel.explain_features", features=", ".join(figures)))
    return tuple(blocks)


def _with_matches(one: CandidateExplained) -> Block:
    runs, at = [], 0
    for match in sorted(one.matches, key=lambda each: each.span):
        if match.span.start >= at:
            runs += [Run(one.text[at : match.span.start]), Run(match.span.of(one.text), ("b",))]
            at = match.span.end
    return block(*runs, one.text[at:], quote=True)
