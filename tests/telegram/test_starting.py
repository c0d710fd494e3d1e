"""What goes wrong at the start, told in one line and without the token."""

from __future__ import annotations

import pytest

from bot.configuration import SettingsError, load_settings
from bot.telegram.running import run_telegram
from retrieval.service import Kutip
from tests.peer import Fault, Peer
from tests.telegram.living import living, settings_for
from tests.telegram.scripted import Scripted

WRONG = "987654:SALAH-SEKALI"


async def test_a_wrong_token_is_named_and_not_shown(peer: Peer, kutip: Kutip, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SettingsError, match="KUTIP_TELEGRAM_TOKEN") as caught:
        await run_telegram(settings_for(peer, telegram_token=WRONG), kutip)
    assert WRONG not in f"{caught.value!r} {caught.value.__cause__!r} {caplog.text}"
    assert caught.value.__suppress_context__


async def test_telegram_away_at_the_start_is_waited_for(
    peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    peer.fail("getMe", with_=Fault.bad_gateway(), times=2)
    peer.fail("getMe", with_=Fault.page(404))
    peer.fail("deleteWebhook", with_=Fault.too_many(3))
    peer.fail("getUpdates", with_=Fault.page(401))
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send("satu?")
        await chat.next_message()
    assert peer.token not in caplog.text


async def test_the_waiting_is_bounded(kutip: Kutip, caplog: pytest.LogCaptureFixture) -> None:
    settings = load_settings(None, telegram_token=WRONG, telegram_api_url="http://127.0.0.1:9", bootstrap_retries=1)
    assert await run_telegram(settings, kutip) == 1
    assert "KUTIP_BOOTSTRAP_RETRIES" in caplog.text
    assert WRONG not in caplog.text
