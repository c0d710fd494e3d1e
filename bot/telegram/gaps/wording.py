"""The gaps in words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.captions import day
from bot.markup import messages
from bot.telegram.listings import line
from bot.texts import Texts
from retrieval.gaps.grouping import Gap
from retrieval.service import JAKARTA

MOST = 20
_QUESTION_LENGTH = 200


def report(gaps: Sequence[Gap], days: int, texts: Texts) -> tuple[str, ...]:
    """Messages with the gaps of so many days, most asked first."""
    if not gaps:
        return (texts("gaps.none", days=days),)
    asked = sum(gap.asked for gap in gaps)
    groups = [(line(texts, "gaps.title", days=days, asked=texts.number(asked), gaps=texts.number(len(gaps))),)]
    for gap in gaps[:MOST]:
        last = day(gap.last.astimezone(JAKARTA).date(), texts)
        question = gap.questions[0][:_QUESTION_LENGTH]
        groups.append((line(texts, "gaps.gap", question=question, asked=texts.number(gap.asked), last=last),))
    if len(gaps) > MOST:
        groups.append((line(texts, "gaps.more", more=texts.number(len(gaps) - MOST)),))
    return messages(groups)
