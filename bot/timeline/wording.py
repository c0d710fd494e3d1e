"""The words in a picture, as plain text."""

from __future__ import annotations

from datetime import date

from bot.captions import day
from bot.texts import Texts
from bot.timeline.coverage import Coverage, Series, Step


def total(coverage: Coverage, texts: Texts) -> str:
    """How many articles of how many outlets."""
    articles, outlets = texts.number(coverage.articles), texts.number(coverage.outlets)
    return texts.template("chronicle.total").format(articles=articles, outlets=outlets)


def span(coverage: Coverage, texts: Texts) -> str:
    """From which day to which, and how many without one."""
    parts = []
    if coverage.first is not None and coverage.last is not None:
        first, last = day(coverage.first, texts), day(coverage.last, texts)
        parts.append(first if first == last else f"{first} – {last}")
    if coverage.undated:
        parts.append(texts.template("chronicle.undated").format(articles=texts.number(coverage.undated)))
    return " · ".join(parts)


def axis(coverage: Coverage, texts: Texts) -> str:
    """What a bar stands for."""
    key = "years" if coverage.step is Step.YEAR and coverage.years > 1 else coverage.step.value
    return texts.template(f"chronicle.axis_{key}").format(years=coverage.years)


def tick(start: date, coverage: Coverage, texts: Texts) -> str:
    """A bar's first day."""
    month = texts.items("chronicle.months_short")[start.month - 1]
    return texts.template(f"chronicle.tick_{coverage.step.value}").format(day=start.day, month=month, year=start.year)


def name(series: Series, texts: Texts) -> str:
    """Whose articles they are."""
    if series.folded:
        return texts.template("chronicle.others").format(outlets=texts.number(series.folded))
    return series.outlet or texts.template("reply.outlet_unknown")
