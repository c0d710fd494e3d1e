"""What is said of watches, and what they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.captions import day
from bot.markup import Block, block, messages
from bot.reply import Group, compose
from bot.telegram.listings import line
from bot.telegram.response import Button, Response, Rows, data
from bot.telegram.watching.store import Watch
from bot.texts import Texts
from retrieval.answering.answer import Answer, AnswerKind, Echo, Quote
from retrieval.watching.arrivals import Arrival, flat
from retrieval.watching.watched import Watched

VERB = "watch"
DAILY, AT_ONCE, STOP, REMOVE = "daily", "now", "stop", "drop"
# Quotes in one notice, shared by its watches.
MOST_QUOTES = 10
_LABEL = 40


@dataclass(frozen=True, slots=True)
class Section:
    """What one watch brings."""

    watch: Watch
    arrivals: Sequence[Arrival]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is shown of a section, and how many quotes more there are."""

    watch: Watch
    quotes: Sequence[Quote]
    more: int


def confirmation(watch: Watch, watched: Watched | None, hour: int, texts: Texts) -> Response:
    """What was understood, with buttons to change it."""
    if watch.ended:
        return Response((texts("watch.stopped", words=watch.words),))
    lines = [texts("watch.set", words=watch.words)]
    if watched is not None:
        lines.append(texts("watch.understood", keywords=", ".join(one.word for one in watched.keywords)))
        if watched.phrases:
            phrases = "; ".join(" ".join(phrase) for phrase in watched.phrases)
            lines.append(texts("watch.understood_phrase", phrases=phrases))
    lines.append(texts("watch.told_daily", hour=f"{hour:02}") if watch.daily else texts("watch.told_at_once"))
    other = AT_ONCE if watch.daily else DAILY
    switch = Button(
        texts.template("watch.button_at_once" if watch.daily else "watch.button_daily"), _data(other, watch)
    )
    stop = Button(texts.template("watch.button_stop"), _data(STOP, watch))
    return Response(("\n".join(lines),), buttons=((switch, stop),))


def overview(watches: Sequence[Watch], thread_id: int | None, hour: int, texts: Texts) -> Response:
    """A chat's watches, each with a button that stops it."""
    if not watches:
        return Response((texts("watch.none"),))
    lines = [_item(watch, thread_id, hour, texts) for watch in watches]
    buttons: Rows = tuple(
        (Button(texts.template("watch.button_stop_of").format(words=_label(watch.words)), _data(REMOVE, watch)),)
        for watch in watches
    )
    return Response(("\n".join([texts("watch.list"), *lines]),), buttons=buttons)


def news(tellings: Sequence[Telling], texts: Texts, digest_of: date | None = None) -> tuple[str, ...]:
    """The sentences that came, word for word."""
    heading = line(texts, "watch.news") if digest_of is None else line(texts, "watch.digest", day=day(digest_of, texts))
    groups: list[Group] = []
    for telling in tellings:
        first, *rest = compose(Answer(AnswerKind.QUOTES, "", quotes=tuple(telling.quotes)), texts)
        groups += [(line(texts, "watch.about", words=telling.watch.words), *first), *rest]
        if telling.more:
            groups.append((line(texts, "watch.more", more=texts.number(telling.more)),))
    return messages([(heading, *groups[0]), *groups[1:]])


def shortened(sections: Sequence[Section]) -> list[Telling]:
    """As much of every section as a notice holds; what two watches share comes with the first."""
    telling = distinct(sections)
    most = max(1, MOST_QUOTES // max(1, len(telling)))
    quotes = [(section.watch, _quotes(section.arrivals)) for section in telling]
    return [Telling(watch, own[:most], max(0, len(own) - most)) for watch, own in quotes]


def distinct(sections: Sequence[Section]) -> list[Section]:
    """Each sentence once, with the first of the watches that it belongs to; a watch without any is left out."""
    seen: set[int] = set()
    kept = []
    for section in sections:
        fresh = [arrival for arrival in section.arrivals if arrival.sentence not in seen]
        seen.update(arrival.sentence for arrival in fresh)
        if fresh:
            kept.append(Section(section.watch, fresh))
    return kept


def _quotes(arrivals: Sequence[Arrival]) -> list[Quote]:
    """One quote for the same words of several outlets."""
    alike: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        alike.setdefault(flat(arrival.text), []).append(arrival)
    return [
        Quote(
            first.text,
            first.article,
            first.span,
            score=0.0,
            also=tuple(Echo(other.article, other.text, other.span) for other in others),
        )
        for first, *others in alike.values()
    ]


def _item(watch: Watch, thread_id: int | None, hour: int, texts: Texts) -> str:
    if watch.daily:
        item = texts("watch.item_daily", words=watch.words, hour=f"{hour:02}")
    else:
        item = texts("watch.item_at_once", words=watch.words)
    return item if watch.thread_id == thread_id else f"{item} {texts('watch.elsewhere')}"


def _label(words: str) -> str:
    return words if len(words) <= _LABEL else f"{words[:_LABEL].rstrip()} …"


def _data(act: str, watch: Watch) -> str:
    return data(VERB, act, watch.id)


def labelled(texts: Texts, key: str, quoted: str, source: str) -> tuple[Block, ...]:
    """A wording, a sentence word for word, and where it is from."""
    return (line(texts, key), block(quoted, quote=True), block(source))
