"""The real bot process against the Bot API server: killed, terminated, wrongly set up, and what it writes."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.peer import Fault, Peer
from tests.telegram.content import ARTICLES, ASK_BRIDGE, ASK_HARVEST, ASK_HOSTILE, BRIDGE, HARVEST, HOSTILE
from tests.telegram.living import ADMIN
from tests.telegram.process import START_SECONDS, started

# No part of it is a word that a log could hold for another reason.
KEY = "AAEw7qPz1Rk_tKUTIPxq9"
SECRET = "rahasia-pos-masuk-31337"


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(token=f"987654:{KEY}") as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, archive_file: Path) -> Path:
    """Where a bot lives, with an archive of the tests' articles."""
    shutil.copy(archive_file, tmp_path / "kutip.db")
    return tmp_path


async def test_killed_in_the_middle_it_goes_on_and_at_sigterm_it_finishes(peer: Peer, folder: Path) -> None:
    ani, budi = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    async with started(peer, folder, "first.txt") as first:
        await ani.send(ASK_BRIDGE)
        assert (await ani.next_message(START_SECONDS)).quotes == [BRIDGE]
        # One request never reaches Telegram, the other one's answer never comes back, a third question only waits.
        peer.fail("sendMessage", with_=Fault.slow(asyncio.Event()), times=None, chat=ani)
        peer.fail("sendMessage", with_=Fault.slow_answer(asyncio.Event()), chat=budi)
        await ani.send(ASK_HOSTILE)
        await ani.send(ASK_HARVEST)
        await budi.send(ASK_BRIDGE)
        await peer.request("sendMessage", count=3)
        await peer.taken()
        await first.kill()
    peer.heal()
    async with started(peer, folder, "second.txt") as second:
        assert (await ani.next_message(START_SECONDS)).quotes == [HOSTILE]
        assert (await ani.next_message()).quotes == [HARVEST]
        assert [(await budi.next_message()).quotes for _ in range(2)] == [[BRIDGE]] * 2
        gate = asyncio.Event()
        peer.fail("sendMessage", with_=Fault.slow(gate), chat=ani)
        await ani.send(ASK_BRIDGE)
        sent = len(peer.sent("sendMessage"))
        await peer.request("sendMessage", count=sent + 1)
        second.terminate()
        await peer.deaf()
        gate.set()
        assert await second.ended() == 0
    # The Bot API cannot tell whether a request whose answer was lost took effect: once too often, never not at all.
    assert [message.quotes for message in budi.received] == [[BRIDGE]] * 2
    assert [message.quotes for message in ani.received] == [[BRIDGE], [HOSTILE], [HARVEST], [BRIDGE]]
    for running in (first, second):
        assert " DEBUG " in running.output()
        assert KEY not in running.output()
        assert "Traceback" not in running.output()


async def test_by_webhook_with_a_secret(peer: Peer, folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    hook = {"WEBHOOK_URL": f"{url}/pos", "WEBHOOK_SECRET": SECRET, "WEBHOOK_LISTEN": url.removeprefix("http://")}
    chat = peer.private(peer.user("Ani"))
    settings = {f"KUTIP_{key}": value for key, value in hook.items()}
    async with started(peer, folder, **settings) as running, httpx.AsyncClient(trust_env=False) as client:
        asked = await chat.send(ASK_BRIDGE)
        assert (await chat.next_message(START_SECONDS)).quotes == [BRIDGE]
        assert asked.update is not None
        forged = asked.update.to_json() | {"update_id": asked.update.id + 1000}
        assert (await client.post(f"{url}/pos", json=forged)).status_code == 403
        wrong = {"X-Telegram-Bot-Api-Secret-Token": f"{SECRET}x"}
        assert (await client.post(f"{url}/pos", json=forged, headers=wrong)).status_code == 403
        await peer.redeliver(asked)
        await chat.send(ASK_HOSTILE)
        assert (await chat.next_message()).quotes == [HOSTILE]
        running.terminate()
        assert await running.ended() == 0
    assert len(chat.received) == 2
    assert peer.sent("getUpdates") == []
    assert KEY not in running.output()
    assert SECRET not in running.output()
    # The library itself logs what setWebhook is given.
    assert "[hidden]" in running.output()


async def test_a_wrong_token_is_one_line(peer: Peer, folder: Path) -> None:
    wrong = "987654:SALAH-SEKALI"
    async with started(peer, folder, KUTIP_TELEGRAM_TOKEN=wrong, KUTIP_LOG_LEVEL="info") as running:
        assert await running.ended() == 2
    assert running.output().startswith("kutip: KUTIP_TELEGRAM_TOKEN: ")
    assert running.output().count("\n") == 1
    assert "SALAH" not in running.output()


async def test_a_killed_reindex_is_told_and_the_old_index_answers(peer: Peer, folder: Path) -> None:
    """Thousands of new articles, so that the reindex is still under way when the bot has answered /status."""
    sources = folder / "sumber"
    sources.mkdir()
    body = "Pabrik teh di Kaliurip nomor {} menghentikan produksi selama dua pekan karena banjir. " * 5
    lines = [json.dumps(ARTICLES[0])]
    lines += [json.dumps({"id": f"teh-{number}", "body": body.replace("{}", str(number))}) for number in range(4000)]
    (sources / "artikel.jsonl").write_text("\n".join(lines), encoding="utf-8")
    settings = {"KUTIP_SOURCES": str(sources), "KUTIP_ADMIN_IDS": str(ADMIN)}
    chat = peer.private(peer.user("Admin", user_id=ADMIN))
    async with started(peer, folder, "first.txt", **settings) as first:
        await chat.send("/reindex")
        shown = await chat.next_message(START_SECONDS)
        await chat.send("/status")
        assert "sedang berjalan" in (await chat.next_message()).text
        await first.kill()
    async with started(peer, folder, "second.txt", **settings):
        await chat.wait_text(shown, "terputus", START_SECONDS)
        await chat.send(ASK_HARVEST)
        # The first bot may have been killed before it noted that its last answer had arrived.
        while (answer := await chat.next_message()).quotes == []:
            pass
        await chat.send("/status")
        status = await chat.next_message()
    assert shown.buttons == []
    assert f"{len(ARTICLES)} artikel" in status.text
    assert "sedang berjalan" not in status.text
    assert answer.quotes == [HARVEST]
