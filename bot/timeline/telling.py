"""A chronology in words: days in order, a few sentences each, the undated apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.captions import day
from bot.markup import Block, Run, block, parse
from bot.reply import Group, compose
from bot.texts import Texts
from retrieval.answering.answer import Answer, AnswerKind, Quote
from retrieval.article import DateBasis
from retrieval.chronology.chronology import Chronology, Day

_TOPIC = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote as it is told, under the heading of its day, which the first of the day ``opens``."""

    heading: Group
    told: Group
    quote: Quote
    opens: bool

    @property
    def group(self) -> Group:
        return (*self.heading, *self.told) if self.opens else self.told


def heading(found: Chronology, texts: Texts) -> Group:
    """What was looked for, and how much of it there is."""
    days, undated = texts.number(len(found.days)), found.undated
    values = {"articles": texts.number(len(found.articles)), "days": days}
    if undated is not None:
        values["undated"] = texts.number(len(undated.articles))
    summary = _line(texts, "summary" if undated is None else "summary_undated", **values)
    return (_line(texts, "heading", topic=shortened(found.topic)), summary)


def passages(found: Chronology, texts: Texts) -> list[Passage]:
    """The days with something of their own to tell, a quote each."""
    return [passage for part in found.parts if part.reports for passage in _day(part, texts)]


def nothing(found: Chronology, texts: Texts) -> Group:
    """Why there is nothing, as far as that is known."""
    if found.version is None:
        return (Block(parse(texts("reply.empty_archive"))),)
    if not found.understood:
        return (_line(texts, "not_understood"),)
    lines = [_line(texts, "nothing", topic=shortened(found.topic))]
    if found.unknown_outlets:
        lines.append(_line(texts, "unknown_outlet", values=", ".join(found.unknown_outlets)))
    if found.missing:
        lines.append(_line(texts, "missing", values=", ".join(found.missing)))
    return tuple(lines)


def caption(found: Chronology, summary: Sequence[str], texts: Texts) -> Group:
    """What goes with a picture: the topic, what is counted, and where the dates come from."""
    counted = [
        texts.template(f"chronicle.basis_{basis.value}").format(articles=texts.number(found.bases[basis]))
        for basis in DateBasis
        if found.bases.get(basis)
    ]
    head = _line(texts, "timeline", topic=shortened(found.topic))
    return (head, *(block(words) for words in summary if words), _line(texts, "dates", bases=", ".join(counted)))


def shortened(topic: str) -> str:
    words = " ".join(topic.split())
    return words if len(words) <= _TOPIC else f"{words[:_TOPIC].rstrip()} …"


def _day(part: Day, texts: Texts) -> list[Passage]:
    title = _line(texts, "undated_heading") if part.day is None else block(Run(day(part.day, texts), ("b",)))
    more = len(part.articles) > len(part.reports)
    count = (_line(texts, "day_more", articles=texts.number(len(part.articles))),) if more else ()
    groups = compose(Answer(AnswerKind.QUOTES, "", quotes=part.reports), texts)
    return [
        Passage((title, *count), group, report, opens=place == 0)
        for place, (group, report) in enumerate(zip(groups, part.reports, strict=True))
    ]


def _line(texts: Texts, key: str, **values: object) -> Block:
    return Block(parse(texts(f"chronicle.{key}", **values)))
