"""An Answer becomes what people read: Telegram HTML messages, and the same as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.captions import caption, day
from bot.markup import MESSAGE_LIMIT, Block, Run, block, messages, parse, plain_text, web_link
from bot.texts import DEFAULT_LANGUAGE, Language, Texts, load_texts
from retrieval.answering.answer import Answer, AnswerKind, ArchiveFacts, ArticleRef, Echo, Nearest, Note, Quote
from retrieval.answering.origins import shared_agencies
from retrieval.article import Span

Group = tuple[Block, ...]

# Telegram keeps the first 100 entities of a message; ten quotes with their links stay below that.
_HIGHLIGHTS = 6
_OUTLETS_LISTED = 40


@dataclass(frozen=True, slots=True)
class Reply:
    """A rendered answer: ``html`` is one string per Telegram message, ``plain`` the whole as text.

    Every quote stands in ``plain`` in one piece, word for word.
    """

    html: tuple[str, ...]
    plain: str


def render(answer: Answer, language: Language = DEFAULT_LANGUAGE, *, limit: int = MESSAGE_LIMIT) -> Reply:
    """The reply to send for ``answer``; no message is longer than ``limit`` UTF-16 units once parsed."""
    groups = compose(answer, load_texts(language))
    return Reply(messages(groups, limit), plain_text(groups))


def compose(answer: Answer, texts: Texts) -> list[Group]:
    """The reply as groups of blocks, before any output format; a quote and its caption are one group."""
    if answer.kind is AnswerKind.REFUSAL or (answer.kind is AnswerKind.QUOTES and not answer.quotes):
        return _refusal(answer, texts)
    notes = [(_note(note, texts),) for note in answer.notes]
    return [*notes, *_BODIES[answer.kind](answer, texts)]


def _line(texts: Texts, key: str, **values: object) -> Block:
    return Block(parse(texts(f"reply.{key}", **values)))


def _word(texts: Texts, key: str) -> str:
    return texts.template(f"reply.{key}")


# --- quotes


def _quotes(answer: Answer, texts: Texts) -> list[Group]:
    return [_quote(quote, texts) for quote in answer.quotes]


def _quote(quote: Quote, texts: Texts) -> Group:
    blocks = [block(*_highlighted(quote.text, quote.highlights), quote=True)]
    if quote.context:
        blocks.append(block(Run(f"{_word(texts, 'context')} "), Run(quote.context, ("i",))))
    blocks.append(block(caption(quote.article, texts)))
    heading = _heading(quote.article, texts)
    if heading is not None:
        blocks.append(block(heading))
    if quote.also:
        blocks.append(block(_also(quote, texts)))
    return tuple(blocks)


def _highlighted(text: str, spans: Iterable[Span]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for span in sorted(spans)[:_HIGHLIGHTS]:
        start, end = max(span.start, at), min(span.end, len(text))
        if start < end:
            runs += [Run(text[at:start]), Run(text[start:end], ("b",))]
            at = end
    return [*runs, Run(text[at:])]


def _heading(article: ArticleRef, texts: Texts) -> Run | None:
    """The title, linked when the page has an address that a reader can open."""
    address = web_link(article.url)
    if not article.title and address is None:
        return None
    return Run(article.title or _word(texts, "link"), link=address)


def _also(quote: Quote, texts: Texts) -> str:
    echoes = "; ".join(_distinct(_echo(echo, texts) for echo in quote.also))
    remarks = [f"{_word(texts, 'also')} {echoes}"]
    if agencies := shared_agencies(quote.sources):
        remarks.append(_word(texts, "same_agency").format(agencies=", ".join(agencies)))
    elif quote.independent > 1 and len(quote.also) > 1:
        counted = _word(texts, "independent").format(outlets=len(quote.sources), independent=quote.independent)
        remarks.append(counted)
    if quote.dates_differ:
        remarks.append(_word(texts, "dates_differ" if len(quote.also) == 1 else "dates_differ_several"))
    return " · ".join(remarks)


def _echo(echo: Echo, texts: Texts) -> str:
    return caption(echo.article, texts)


def _distinct(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))


# --- notes


def _note(note: Note, texts: Texts) -> Block:
    key = f"note_{note.kind.value}"
    return _line(texts, f"{key}_about", values=", ".join(note.values)) if note.values else _line(texts, key)


# --- replies without quotes


def _refusal(answer: Answer, texts: Texts) -> list[Group]:
    why = (_note(note, texts) for note in answer.notes)
    groups: list[Group] = [(_line(texts, "refusal"), *why)]
    if answer.nearest:
        groups.append((_line(texts, "nearest"), *(_nearest(near, texts) for near in answer.nearest)))
    return groups


def _nearest(near: Nearest, texts: Texts) -> Block:
    excerpt = near.excerpt.rstrip(" .…,;:")
    about = f" ({_word(texts, 'about').format(name=near.about)})" if near.about else ""
    return block(f"• {caption(near.article, texts)}{about}: ", Run(f"“{excerpt} …”", ("i",)))


def _said(key: str) -> Callable[[Answer, Texts], list[Group]]:
    return lambda answer, texts: [(_line(texts, key),)]


def _said_with_facts(key: str) -> Callable[[Answer, Texts], list[Group]]:
    def body(answer: Answer, texts: Texts) -> list[Group]:
        facts = [_facts(answer.facts, texts)] if answer.facts else []
        return [(_line(texts, key),), *facts]

    return body


def _count(answer: Answer, texts: Texts) -> list[Group]:
    return [_facts(answer.facts, texts)] if answer.facts else [(_line(texts, "empty_archive"),)]


def _facts(facts: ArchiveFacts, texts: Texts) -> Group:
    if facts.articles == 0:
        return (_line(texts, "empty_archive"),)
    count = _line(
        texts,
        "count",
        articles=texts.number(facts.articles),
        sentences=texts.number(facts.sentences),
        outlets=texts.number(len(facts.outlets)),
    )
    return (count, *_days(facts, texts))


def _days(facts: ArchiveFacts, texts: Texts) -> list[Block]:
    lines: list[Block] = []
    if facts.first_day and facts.last_day:
        first, last = day(facts.first_day, texts), day(facts.last_day, texts)
        key = "dates_single" if first == last else "dates_range"
        lines.append(_line(texts, key, first=first, last=last))
    if facts.undated:
        lines.append(_line(texts, "undated", undated=texts.number(facts.undated)))
    return lines


def _sources(answer: Answer, texts: Texts) -> list[Group]:
    facts = answer.facts
    if facts is None or not facts.articles:
        return [(_line(texts, "empty_archive"),)]
    by_size = sorted(facts.outlets.items(), key=lambda item: (-item[1], item[0]))
    lines = [
        _line(texts, "sources_line", outlet=name or _word(texts, "outlet_unknown"), articles=texts.number(articles))
        for name, articles in by_size[:_OUTLETS_LISTED]
    ]
    if len(by_size) > _OUTLETS_LISTED:
        lines.append(_line(texts, "sources_more", outlets=texts.number(len(by_size) - _OUTLETS_LISTED)))
    heading = _line(texts, "sources", articles=texts.number(facts.articles))
    return [(heading, *lines), tuple(_days(facts, texts))]


def _about_articles(answer: Answer, texts: Texts) -> list[Group]:
    if not answer.articles:
        return [(_line(texts, "about_none"),)]
    return [_about(article, texts) for article in answer.articles]


def _about(article: ArticleRef, texts: Texts) -> Group:
    title = Run(article.title or _word(texts, "title_unknown"), ("b",), web_link(article.url))
    blocks = [block(title), block(caption(article, texts))]
    if article.editor:
        blocks.append(_line(texts, "editor", editor=article.editor))
    return tuple(blocks)


_BODIES: dict[AnswerKind, Callable[[Answer, Texts], list[Group]]] = {
    AnswerKind.QUOTES: _quotes,
    AnswerKind.GREETING: _said_with_facts("greeting"),
    AnswerKind.THANKS: _said("thanks"),
    AnswerKind.HELP: _said_with_facts("help"),
    AnswerKind.COUNT: _count,
    AnswerKind.SOURCES: _sources,
    AnswerKind.ABOUT_ARTICLES: _about_articles,
    AnswerKind.EMPTY_QUESTION: _said("empty_question"),
    AnswerKind.EMPTY_ARCHIVE: _said("empty_archive"),
}
