"""Updates by webhook, from Telegram alone."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest

from bot.configuration import SettingsError
from bot.settings import Listen
from bot.telegram.running import serve
from bot.telegram.webhook import BODY_LIMIT
from tests.peer import Peer
from tests.telegram.living import HastyClock, living, settings_for
from tests.telegram.scripted import Scripted

SECRET = "rahasia-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def listen() -> Listen:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Listen("127.0.0.1", probe.getsockname()[1])


def hook(listen: Listen) -> dict[str, object]:
    return {"webhook_url": f"http://127.0.0.1:{listen.port}/hook", "webhook_secret": SECRET, "webhook_listen": listen}


async def test_questions_by_webhook(peer: Peer, scripted: Scripted, listen: Listen) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, scripted, **hook(listen)):
        asked = await chat.send("satu?")
        assert (await chat.next_message()).quotes == ["Jawaban atas: satu?"]
        await peer.redeliver(asked)
        await chat.send("dua?")
        await chat.next_message()
    assert len(scripted.asked) == 2
    assert peer.webhook.secret == SECRET
    assert peer.sent("getUpdates") == []


async def test_strangers_are_turned_away(peer: Peer, scripted: Scripted, listen: Listen) -> None:
    url = f"http://127.0.0.1:{listen.port}"
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "/reindex", "chat": {"id": 1}}}
    secret = {HEADER: SECRET}
    async with living(peer, scripted, **hook(listen)), httpx.AsyncClient() as client:
        await peer.request("setWebhook")
        assert (await client.get(f"{url}/healthz")).status_code == 200
        assert (await client.post(f"{url}/hook", json=forged)).status_code == 403
        assert (await client.post(f"{url}/hook", json=forged, headers={HEADER: "rahasia"})).status_code == 403
        assert (await client.post(f"{url}/hook", json=forged, headers={HEADER: "é".encode()})).status_code == 403
        assert (await client.post(f"{url}/hook", content=b"[1", headers=secret)).status_code == 400
        assert (await client.post(f"{url}/hook", json=[forged], headers=secret)).status_code == 400
        assert (await client.post(f"{url}/hook", json={"update_id": True}, headers=secret)).status_code == 400
        huge = b" " * (BODY_LIMIT + 1)
        assert (await client.post(f"{url}/hook", content=huge, headers=secret)).status_code == 413
        assert (await client.get(f"{url}/hook")).status_code == 405
    assert scripted.asked == []
    assert peer.sent("sendMessage") == []


async def test_pending_updates_outlive_the_webhook_s_process(peer: Peer, scripted: Scripted, listen: Listen) -> None:
    chat = peer.private(peer.user("Ani"))
    scripted.gates["satu?"] = asyncio.Event()
    async with living(peer, scripted, drain_seconds=0, **hook(listen)):
        await chat.send("satu?")
        await peer.idle()
    scripted.gates.clear()
    async with living(peer, scripted):
        assert (await chat.next_message()).quotes == ["Jawaban atas: satu?"]


async def test_a_taken_port_is_named(peer: Peer, scripted: Scripted) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = Listen("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(SettingsError, match="KUTIP_WEBHOOK_LISTEN"):
            await serve(settings_for(peer, **hook(listen)), scripted, asyncio.Event(), HastyClock())
