"""When an article was published, as far as its page carries it. A wrong date is worse than none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.article import UNDATED, DateBasis, Published, Span
from retrieval.reading.blocks import Block
from retrieval.reading.calendar_words import MONTHS, alternatives
from retrieval.reading.dates import DateMention, find_dates
from retrieval.reading.furniture import Effect
from retrieval.reading.quotations import quotations
from retrieval.reading.words import cues

_FIRST_ONLINE_YEAR = 1995
_DAYS_AHEAD = timedelta(days=1)
# A partial date completes a full one only when it follows closely: it tells of the same news.
_SAME_NEWS = timedelta(days=45)
_CORROBORATES = timedelta(days=7)
_STAMP_REACH = 8
# A site's clock stands among the first lines of a page; a byline above its headline stands right above it.
_CLOCK_BLOCKS = 3
_ADJACENT = 2


def _any_of(*names: str) -> re.Pattern[str]:
    return re.compile(rf"\b{cues(*names)}\b", re.IGNORECASE)


_UPDATE = _any_of("update")
_PUBLISH = _any_of("publish")
_SPEECH = re.compile(rf"\b{cues('saying', 'citing')}\b|[\"”]", re.IGNORECASE)
_CITATION = re.compile(rf"\b{cues('citing_closely')}\b[^.!?]{{0,90}}$", re.IGNORECASE)
_AHEAD_BEFORE = re.compile(rf"\b{cues('ahead_before')}(?!\w)", re.IGNORECASE)
_AHEAD_WITHIN_PHRASE = re.compile(rf"\b{cues('ahead_before', 'ahead_within_phrase')}(?!\w)", re.IGNORECASE)
_NOT_THE_DAY_AFTER = re.compile(rf"[\s,)]{{0,3}}{cues('ahead_after', 'history_after')}\b", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(r"\W*(?:\w+\W+){0,4}")
_AHEAD_OF_OPENING = re.compile(rf",\s[^.!?\"“”]{{1,60}}?\b{cues('ahead_verbs')}\b", re.IGNORECASE)
# ", Senin (21/2/2022)" dates the statement before it, not what the statement promises.
_APPOSED = re.compile(r",\s*$")
_HISTORY_BEFORE = re.compile(
    rf"\b(?:{cues('history_before')}\b[^.!?]{{0,40}}|{cues('history_far_before')}\b[^.!?]{{0,60}}"
    rf"|{cues('history_right_before')}\b[^.!?,]{{0,40}})$",
    re.IGNORECASE,
)
_TODAY = re.compile(rf"\b{cues('today')},?\s*$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d.,/-])\b(?:pada|sejak|tahun|akhir|awal|pertengahan|dalam|di|hingga|sepanjang|selama)\s+"
    rf"(?:(?:tahun|bulan|tanggal)\s+)?(?:\d{{1,2}}\s+)?(?:(?:{alternatives(MONTHS)})\s+)?"
    r"(?P<year>(?:19|20)\d\d)\b(?![\d.,/-]*\d)",
    re.IGNORECASE,
)
_PAST = _any_of("past")
_FUTURE = _any_of("future")
_SENTENCE_START = re.compile(r"[.!?][\"”)]?\s+(?=[A-Z\"“])|\n")


@dataclass(frozen=True, slots=True)
class Page:
    """What the search for the date looks at: blocks, where the body opens, its stretches, the title's index."""

    text: str
    blocks: list[Block]
    opening: int
    title: int | None
    pieces: list[Span]
    dateline: Span | None = None


def find_publication(page: Page, today: date) -> Published:
    """Date and basis. ``today`` is the day of reading: nothing was published after it."""
    in_text = _from_text(page, today)
    stamped = _stamped(page, today, in_text.day)
    if stamped is not None:
        return stamped
    if in_text.value is not None:
        return in_text
    return _updated(page, today) or UNDATED


def _stamped(page: Page, today: date, corroboration: date | None) -> Published | None:
    """The time stamp of the byline, or a line that is labelled as the publication's."""
    below: list[DateMention] = []
    above: list[DateMention] = []
    for index, block in enumerate(page.blocks):
        mentions = [mention for mention in block.stamps if not _is_update(page.text, block, mention)]
        labelled = bool(block.effect is Effect.BYLINE and _PUBLISH.search(block.line))
        if index < page.opening and index >= page.opening - 3 * _STAMP_REACH:
            from_title = page.title is not None and index > page.title
            (below if labelled or from_title else above).extend(mentions)
        elif labelled:
            below.extend(mentions)
    for mention in below:
        if _plausible(mention.value, today):
            return _stated(page.text, mention)
    for mention in reversed(above):
        if _plausible(mention.value, today) and _believed_above(page, mention, corroboration):
            return _stated(page.text, mention)
    return None


def _believed_above(page: Page, mention: DateMention, corroboration: date | None) -> bool:
    """A date above the headline may be the site's clock at the hour of the crawl, unless the body agrees with it."""
    day = mention.value
    if day is None:
        return False
    if corroboration is not None:
        return timedelta(0) <= day - corroboration <= _CORROBORATES
    if any(timedelta(0) <= day - near <= _CORROBORATES for near in _partial_days(page, day)):
        return True
    if mention.moment is None or day.year < _latest_past_year(page):
        return False
    index = next(i for i, block in enumerate(page.blocks) if mention in block.stamps)
    heading = page.title if page.title is not None else page.opening
    return index >= _CLOCK_BLOCKS and heading - index <= _ADJACENT


def _partial_days(page: Page, day: date) -> list[date]:
    """The days that the body's partial dates mean if they are of the same year as ``day``, or the one before."""
    mentions = [mention for piece in page.pieces for mention in find_dates(page.text, piece.start, piece.end)]
    years = (day.year, day.year - 1)
    partial = [mention for mention in mentions if mention.year is None]
    return [found for mention in partial for year in years if (found := mention.in_year(year)) is not None]


def _is_update(text: str, block: Block, mention: DateMention) -> bool:
    before = text[block.span.start : mention.span.start]
    updates, publishes = _last(_UPDATE, before), _last(_PUBLISH, before)
    return updates > publishes


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _updated(page: Page, today: date) -> Published | None:
    """The day of the last update, when the page states no other: not the publication itself, so only inferred."""
    for block in page.blocks[: page.opening]:
        for mention in block.stamps:
            if _is_update(page.text, block, mention) and _plausible(mention.value, today):
                evidence = Span(block.span.start, mention.span.end).of(page.text)
                return Published(mention.value, DateBasis.INFERRED, evidence)
    return None


def _stated(text: str, mention: DateMention) -> Published:
    return Published(mention.moment or mention.value, DateBasis.STATED, mention.span.of(text))


def _plausible(day: date | None, today: date) -> bool:
    return day is not None and day.year >= _FIRST_ONLINE_YEAR and day <= today + _DAYS_AHEAD


def _from_text(page: Page, today: date) -> Published:
    mentions = [mention for piece in page.pieces for mention in _outside_quotations(page.text, piece)]
    full = [mention for mention in mentions if mention.year is not None and _dates_the_news(page.text, mention)]
    if page.dateline is not None:
        full += [mention for mention in find_dates(page.text, page.dateline.start, page.dateline.end) if mention.year]
    partial = [mention for mention in mentions if mention.year is None and _dates_the_news(page.text, mention)]
    dated = [(day, mention) for mention in full if _plausible(day := mention.value, today) and day is not None]
    latest = max(dated, key=_day, default=None)
    if latest is None:
        return _inferred(page, partial, today)
    later = _later_partial(partial, latest[0], today)
    if later is not None:
        return Published(later[0], DateBasis.INFERRED, later[1].span.of(page.text))
    if _latest_past_year(page) > latest[0].year:
        return UNDATED
    return Published(latest[0], DateBasis.TEXT, latest[1].span.of(page.text))


def _outside_quotations(text: str, piece: Span) -> list[DateMention]:
    """Dates that the article tells itself: what a speaker names in a quotation is an event."""
    quoted = quotations(text, piece.start, piece.end)
    found = find_dates(text, piece.start, piece.end)
    return [mention for mention in found if not any(q.start < mention.span.start < q.end for q in quoted)]


def _dates_the_news(text: str, mention: DateMention) -> bool:
    """Whether the mention is written the way newsrooms write the day of the news, and does not look ahead or back."""
    clause = _clause_before(text, mention.span.start)
    if _TODAY.search(clause) and (mention.framed or mention.bracketed):
        return True
    behind = text[mention.span.end : mention.span.end + 90]
    if _NOT_THE_DAY_AFTER.match(behind) or (_OPENS_SENTENCE.fullmatch(clause) and _AHEAD_OF_OPENING.match(behind)):
        return False
    attached = clause[max((match.end() for match in _SPEECH.finditer(clause)), default=0) :]
    apposed = _APPOSED.search(attached)
    ahead = _AHEAD_BEFORE.search(attached[-80:]) if apposed else _AHEAD_WITHIN_PHRASE.search(attached)
    if ahead or _HISTORY_BEFORE.search(attached):
        return False
    return mention.framed or bool(_CITATION.search(clause)) or (mention.bracketed and bool(_SPEECH.search(clause)))


def _clause_before(text: str, at: int) -> str:
    """The sentence up to ``at``, roughly: back to the last full stop or line end."""
    window = text[max(0, at - 300) : at]
    return _SENTENCE_START.split(window)[-1]


def _later_partial(partial: list[DateMention], after: date, today: date) -> tuple[date, DateMention] | None:
    found = [
        (day, mention)
        for mention in partial
        for year in (after.year, after.year + 1)
        if (day := mention.in_year(year)) is not None and after < day <= after + _SAME_NEWS and day <= today
    ]
    return max(found, key=_day, default=None)


def _inferred(page: Page, partial: list[DateMention], today: date) -> Published:
    """Complete the latest partial date where weekday and the years that the body looks back on leave one year."""
    earliest = max(_FIRST_ONLINE_YEAR, _latest_past_year(page))
    found: list[tuple[date, DateMention]] = []
    for mention in partial:
        years = [year for year in range(earliest, today.year + 1) if _fits(mention, year, today)]
        if len(years) != 1:
            return UNDATED
        day = mention.in_year(years[0])
        if day is not None:
            found.append((day, mention))
    if not found or max(found, key=_day)[0] - min(found, key=_day)[0] > _SAME_NEWS:
        return UNDATED
    day, mention = max(found, key=_day)
    if day.year > _latest_year_at_hand(page, default=day.year):
        return UNDATED
    return Published(day, DateBasis.INFERRED, mention.span.of(page.text))


def _fits(mention: DateMention, year: int, today: date) -> bool:
    day = mention.in_year(year)
    return day is not None and day <= today


def _latest_past_year(page: Page) -> int:
    """The latest year of which the body speaks as past; 0 when there is none."""
    years = [0]
    for piece in page.pieces:
        paragraph = piece.of(page.text)
        for sentence in re.split(r"(?<=[.!?])\s+", paragraph):
            if _FUTURE.search(sentence):
                continue
            years += [int(match.group("year")) for match in _YEAR.finditer(sentence) if _is_past(sentence, match)]
    return max(years)


def _latest_year_at_hand(page: Page, default: int) -> int:
    """The latest year of which the body speaks as its own or one to come ("untuk mudik tahun 2017")."""
    years = [
        int(match.group("year"))
        for piece in page.pieces
        for match in _YEAR.finditer(page.text, piece.start, piece.end)
        if not _is_past(page.text, match)
    ]
    return max(years, default=default)


def _is_past(sentence: str, year: re.Match[str]) -> bool:
    return bool(_PAST.search(sentence[max(0, year.start() - 40) : year.end() + 40]))


def _day(dated: tuple[date, DateMention]) -> date:
    return dated[0]
