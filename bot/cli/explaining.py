"""``explain``: why a question is answered, or refused, as it is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.cli.batch import sound
from bot.cli.records import Record, quote_record
from bot.cli.session import Session
from retrieval.answering.explanation import CandidateExplained, Decision, Explanation, Reason, ReasonKind, Understood

if TYPE_CHECKING:
    from retrieval.answering.explanation import ConceptFound

# Wide enough for the tables where nobody looks on, as in a file.
_WIDTH = 110
_CONTRIBUTIONS = 6
_REASONS = {
    ReasonKind.UNKNOWN_OUTLET: "the archive has no outlet {}",
    ReasonKind.NOTHING_FOUND: "no sentence that may answer shares a word with the question",
    ReasonKind.UNSURE: "confidence is below {}",
    ReasonKind.MISSING_NAME: "names that the archive has nowhere: {}",
    ReasonKind.MISSING_WORD: "words that the archive has nowhere: {}",
}


def explain_question(
    session: Session, question: str, context: Sequence[str], *, shown: int, quotes: int, as_json: bool
) -> None:
    """Answers one question and shows what led there."""
    explanation = session.wait(
        session.kutip.explain(sound(question), context=[sound(turn) for turn in context], limit=quotes, shown=shown)
    )
    if as_json:
        sys.stdout.write(json.dumps(explanation_record(explanation), ensure_ascii=False, default=_plain) + "\n")
        return
    console = Console() if sys.stdout.isatty() else Console(file=sys.stdout, width=_WIDTH)
    for part in explained(explanation):
        console.print(part, markup=False, highlight=False)


def explanation_record(explanation: Explanation) -> Record:
    """The object of ``explain --json``."""
    answer = explanation.answer
    return {
        "question": asdict(explanation.question) if explanation.question else None,
        "kind": answer.kind,
        "answered": answer.answered,
        "quotes": [quote_record(quote) for quote in answer.quotes],
        "concepts": [asdict(concept) for concept in explanation.concepts],
        "weighed": explanation.weighed,
        "candidates": [asdict(candidate) for candidate in explanation.candidates],
        "decision": _decision_record(explanation.decision) if explanation.decision else None,
    }


def explained(explanation: Explanation) -> Iterator[RenderableType]:
    """The explanation from the question to the decision."""
    if explanation.question is None:
        yield Text("Nothing is indexed yet; run: kutip reindex PATH")
        return
    yield Rule("question", align="left")
    yield _understood(explanation.question)
    if explanation.decision is None:
        yield Text(f"No sentence is weighed: the reply is {explanation.answer.kind.value}.")
        return
    yield _concepts(explanation.concepts)
    yield Rule("decision", align="left")
    yield _verdict(explanation, explanation.decision)
    yield _parts(explanation.decision)
    yield Rule(f"the best of {explanation.weighed} candidates", align="left")
    for candidate in explanation.candidates:
        yield _candidate(candidate)


def _understood(question: Understood) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    terms = Text(" ").join(
        Text(_form(one.word, one.term), style="dim" if one.stop else "bold") for one in question.terms
    )
    lines: list[tuple[str, Text]] = [
        ("asked", Text(question.text)),
        ("terms", terms),
        ("language", Text(question.language)),
        ("wants", Text(_wanted(question))),
    ]
    lines += [(name, Text(value)) for name, value in _filters(question) if value]
    for name, value in lines:
        table.add_row(Text(name, style="dim"), value)
    return table


def _wanted(question: Understood) -> str:
    details = [
        f"nearest to the question word: {question.focus}" if question.focus else "",
        f"noun asked about: {question.head}" if question.head else "",
        f"units: {', '.join(question.units)}" if question.units else "",
        "negated" if question.negated else "",
        f"recognised as {question.recognised}" if question.recognised else "",
    ]
    return "; ".join([question.kind, *filter(None, details)])


def _filters(question: Understood) -> Iterator[tuple[str, str]]:
    yield "outlets", ", ".join(question.outlets)
    yield "unknown outlets", ", ".join(question.unknown_outlets)
    days = [str(day) for day in (question.since, question.until) if day is not None]
    yield "days", f"{question.since or '…'} to {question.until or '…'}" if days else ""
    yield "newest", "only the newest article answers" if question.newest else ""


def _concepts(concepts: Sequence[ConceptFound]) -> RenderableType:
    table = Table("concept", "kind", "weight", "everyday", "sentences", "looked up as (sentences)")
    for column in table.columns[2:5]:
        column.justify = "right"
    for one in concepts:
        variants = ", ".join(
            f"{' '.join(variant.terms)} [{variant.kind.value} {variant.weight:.2f}] ({variant.sentences})"
            for variant in one.variants
        )
        kind = f"{one.kind.value}, from an earlier turn" if one.inherited else one.kind.value
        figures = (f"{one.weight:.2f}", f"{one.everyday:.2f}", str(one.sentences))
        table.add_row(Text(one.text), kind, *figures, Text(variants))
    return table


def _verdict(explanation: Explanation, decision: Decision) -> RenderableType:
    verdict = "answered" if explanation.answer.answered else "refused"
    lines = [
        Text(f"{verdict} with confidence {decision.confidence:.3f}; {decision.threshold} is needed", style="bold"),
        *(Text(f"- {_worded(reason, decision)}") for reason in decision.reasons),
    ]
    return Group(*lines)


def _worded(reason: Reason, decision: Decision) -> str:
    values = ", ".join(reason.values) if reason.values else str(decision.threshold)
    return _REASONS[reason.kind].format(values)


def _parts(decision: Decision) -> RenderableType:
    table = Table("evidence", "figure", "weight", "adds to the logit")
    for column in table.columns[1:]:
        column.justify = "right"
    for part in decision.parts:
        table.add_row(part.name, f"{part.figure:.3f}", f"{part.weight:+.2f}", f"{part.points:+.3f}")
    table.add_section()
    table.add_row("bias", "", "", f"{decision.bias:+.3f}")
    table.add_row("logit", "", "", f"{decision.logit:+.3f}")
    return table


def _candidate(one: CandidateExplained) -> RenderableType:
    words = Text(one.text)
    for match in one.matches:
        words.stylize("bold", match.span.start, match.span.end)
    source = one.article.outlet or one.article.file or str(one.article.id)
    head = Text(f"{one.rank}. {source}, {one.article.published.isoformat() or 'undated'}: score {one.score:+.3f}")
    if one.gap:
        head.append(f", {one.gap:.3f} behind the first")
    shown = one.contributions[:_CONTRIBUTIONS]
    rest = sum(each.points for each in one.contributions[_CONTRIBUTIONS:])
    table = Table("feature", "value", "average", "adds to the score")
    for column in table.columns[1:]:
        column.justify = "right"
    for each in shown:
        table.add_row(each.name, f"{each.value:.3f}", f"{each.average:.3f}", f"{each.points:+.3f}")
    table.add_section()
    table.add_row("all other features", "", "", f"{rest:+.3f}")
    table.add_row("average candidate", "", "", f"{one.average:+.3f}")
    table.add_row("correction of its kind", "", "", f"{one.adjustment:+.3f}")
    return Group(head, words, Text(_held(one), style="dim"), table)


def _held(one: CandidateExplained) -> str:
    """Which word forms stand for what, and what is missing."""
    forms: dict[str, list[str]] = {}
    for match in one.matches:
        forms.setdefault(match.concept, []).append(f"{match.word} [{match.wording.value}]")
    held = "; ".join(f"{concept}: {', '.join(dict.fromkeys(words))}" for concept, words in forms.items())
    missing = f"missing: {', '.join(one.missing)}" if one.missing else ""
    return "\n".join(filter(None, (held, missing)))


def _form(word: str, term: str) -> str:
    return word if word.casefold() == term else f"{word}→{term}"


def _decision_record(decision: Decision) -> Record:
    return {**asdict(decision), "parts": [{**asdict(part), "points": part.points} for part in decision.parts]}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
