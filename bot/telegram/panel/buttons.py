"""Which buttons stand under an answer."""

from __future__ import annotations

from bot.telegram.panel import verbs
from bot.telegram.response import Button, Rows, data
from bot.texts import Texts
from retrieval.answering.answer import Answer, AnswerKind


def under(answer: Answer, texts: Texts, *, explained: bool) -> Rows:
    """For an answer with quotes all of them; ``explained`` adds the reasons, for answers and refusals."""
    if answer.id is None:
        return ()
    reasons = ((_button(verbs.EXPLAIN, answer.id, texts),),) if explained and _weighed(answer) else ()
    if not answer.quotes:
        return reasons
    rows = ((verbs.CONTEXT, verbs.READ, verbs.MORE), (verbs.EVENTS, verbs.CITE), (verbs.GOOD, verbs.BAD))
    return (*(tuple(_button(verb, answer.id, texts) for verb in row) for row in rows), *reasons)


def _button(verb: str, exchange_id: str, texts: Texts) -> Button:
    return Button(texts.template(f"panel.button_{verb}"), data(verb, exchange_id))


def _weighed(answer: Answer) -> bool:
    return answer.kind in (AnswerKind.QUOTES, AnswerKind.REFUSAL)
