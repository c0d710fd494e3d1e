"""Words for where a sentence comes from: outlet, date and how the date is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.texts import Texts
from retrieval.answering.answer import ArticleRef
from retrieval.article import DateBasis, Published

# Evidence is a phrase such as "Minggu (20/2)"; anything longer would drown the caption.
_EVIDENCE_LIMIT = 60

# Indonesia's three time zones; news pages name them rather than the offset.
_ZONES = {7: "WIB", 8: "WITA", 9: "WIT"}


def caption(article: ArticleRef, texts: Texts) -> str:
    """``Outlet · date (how it is known)``, as plain text."""
    return f"{outlet(article, texts)} · {published(article.published, texts)}"


def outlet(article: ArticleRef, texts: Texts) -> str:
    return article.outlet or texts.template("reply.outlet_unknown")


def published(when: Published, texts: Texts) -> str:
    """The publication date in words, with its basis unless the page states it."""
    if when.value is None or when.basis is DateBasis.UNKNOWN:
        return texts.template("reply.date_unknown")
    moment = minute(when.value, texts) if isinstance(when.value, datetime) else day(when.value, texts)
    evidence = _shortened(when.evidence)
    if when.basis is DateBasis.INFERRED and not evidence:
        return texts.template("reply.date_inferred_without_evidence").format(date=moment)
    return texts.template(f"reply.date_{when.basis.value}").format(date=moment, evidence=evidence)


def day(value: date, texts: Texts) -> str:
    """Such as ``20 Februari 2022``."""
    return texts.template("reply.day").format(**_calendar(value, texts))


def minute(value: datetime, texts: Texts) -> str:
    """Such as ``15 Februari 2022, 16.11 WIB``, in the zone in which it was stated."""
    return (
        texts.template("reply.minute")
        .format(**_calendar(value, texts), hour=f"{value:%H}", minute=f"{value:%M}", zone=_zone(value.utcoffset()))
        .rstrip()
    )


def _calendar(value: date, texts: Texts) -> dict[str, object]:
    return {"day": value.day, "month": texts.items("reply.months")[value.month - 1], "year": value.year}


def _zone(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    minutes = int(offset.total_seconds() // 60)
    if minutes % 60 == 0 and minutes // 60 in _ZONES:
        return _ZONES[minutes // 60]
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes >= 0 else '-'}{hours:02}.{rest:02}" if minutes else "UTC"


def _shortened(evidence: str | None) -> str:
    words = " ".join((evidence or "").split())
    return words if len(words) <= _EVIDENCE_LIMIT else words[:_EVIDENCE_LIMIT].rsplit(" ", 1)[0] + " …"
