"""A press of a button, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from telegram import CallbackQuery, Message

from bot.markup import plain
from bot.telegram.answers import Answers
from bot.telegram.chats import Chats
from bot.telegram.delivery import Delivery
from bot.telegram.languages import language_of
from bot.telegram.poster import Poster
from bot.telegram.preferences.store import Preferences
from bot.telegram.pressing import Outcome, Press, Presses, read_press
from bot.texts import Language, load_texts


class Buttons:
    """Hands a press to whom its verb belongs; doing so again after a kill goes on where the kill was."""

    def __init__(
        self,
        presses: Presses,
        language: Language,
        *,
        answers: Answers,
        chats: Chats,
        delivery: Delivery,
        poster: Poster,
        preferences: Preferences,
    ) -> None:
        self._presses = presses
        self._language = language
        self._answers = answers
        self._chats = chats
        self._delivery = delivery
        self._poster = poster
        self._preferences = preferences

    async def pressed(self, update_id: int, query: CallbackQuery) -> None:
        press = read_press(update_id, query)
        if press is None:
            await self._answer(query, Outcome())
            return
        press = await self._in_topic(press)
        if await self._answers.planned_by(update_id):
            await self._delivery.go_on(await self._answers.place_of(update_id, press.shown) or press.place)
        else:
            choice = await self._preferences.of(press.shown.chat_id)
            language = choice.language or language_of(query.from_user, self._language)
            await self._press(update_id, replace(press, language=language, choice=choice))

    async def apologize(self, query: CallbackQuery) -> None:
        """Instead of an outcome that failed."""
        texts = load_texts(language_of(query.from_user, self._language))
        await self._answer(query, Outcome(plain(texts("telegram.apology"))))

    async def _in_topic(self, press: Press) -> Press:
        """A message that the bot may not read any more does not say its topic (Bot API, InaccessibleMessage)."""
        if isinstance(press.query.message, Message):
            return press
        topic = await self._answers.topic_of(press.shown)
        return replace(press, place=press.place._replace(thread_id=topic))

    async def _press(self, update_id: int, press: Press) -> None:
        outcome = await self._outcome(press)
        await self._answer(press.query, outcome)
        if outcome.response is None:
            return
        response = replace(outcome.response, language=press.language)
        if outcome.instead:
            await self._delivery.change(update_id, press.shown, response)
        else:
            await self._delivery.answer(update_id, press.place, response)

    async def _outcome(self, press: Press) -> Outcome:
        allowed = press.query.message is not None and await self._chats.may_ask(press.query.message.chat)
        handler = self._presses.get(press.verb)
        if not allowed or handler is None:
            # A button of a version of the bot that is no more, or of a chat that may not ask any more.
            return Outcome(press.texts.template("telegram.button_over"))
        return await handler(press)

    async def _answer(self, query: CallbackQuery, outcome: Outcome) -> None:
        await self._poster.answer_button(query.id, query.from_user.id, outcome.words, alert=outcome.alert)
