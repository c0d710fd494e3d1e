"""Every command that is known does something, in the language of who gives it."""

from __future__ import annotations

import pytest

from bot.telegram.incoming import KNOWN
from bot.telegram.response import Button, data
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.living import ADMIN, living


async def test_every_known_command_is_answered(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(peer.user("Admin", user_id=ADMIN))
    async with living(peer, kutip):
        for name in sorted(KNOWN):
            await chat.send(f"/{name}")
            assert "tidak saya kenal" not in (await chat.next_message()).text
        await chat.send("/entahapa")
        answers = [await chat.next_message()]
        while "tidak saya kenal" not in answers[-1].text:
            answers.append(await chat.next_message())


async def test_everyone_is_spoken_to_in_the_language_of_their_telegram(peer: Peer, kutip: Kutip) -> None:
    ann, budi = (peer.private(peer.user(name, language=code)) for name, code in (("Ann", "en-GB"), ("Budi", "fr")))
    async with living(peer, kutip):
        for chat, words in ((ann, "I do not know that command"), (budi, "tidak saya kenal")):
            await chat.send("/entahapa")
            assert words in (await chat.next_message()).text


def test_a_button_holds_no_more_than_telegram_takes() -> None:
    assert Button("Lagi", data("lagi", "abcd2345", 3)).data == "lagi:abcd2345:3"
    for wrong in ("", "é" * 33):
        with pytest.raises(ValueError, match="data of 1 to 64 bytes"):
            Button("Lagi", wrong)
