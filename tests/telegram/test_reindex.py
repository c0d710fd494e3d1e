"""The admins' reindex."""

from __future__ import annotations

import asyncio

import pytest

from retrieval.reindex import Progress, ReindexReport, Unreadable
from retrieval.service import Kutip
from tests.peer import Fault, Peer
from tests.peer.rooms import Private
from tests.telegram.living import ADMIN, living
from tests.telegram.scripted import Scripted


def admin_chat(peer: Peer) -> Private:
    return peer.private(peer.user("Admin", user_id=ADMIN))


async def test_progress_and_report_in_one_message(peer: Peer, scripted: Scripted) -> None:
    reasons = tuple(Unreadable(f"<b>{number}</b>.txt", "kosong & <i>rusak</i>" * 10) for number in range(100))
    scripted.report = ReindexReport(2, 1234, 2, 10, 1, reasons, 12.4)
    chat, other = admin_chat(peer), peer.private(peer.user("Ani"))
    async with living(peer, scripted):
        await chat.send("/reindex")
        shown = await chat.next_message()
        await peer.idle()
        assert scripted.progress is not None
        scripted.progress(Progress(40, 100, "berkas"))
        await chat.wait_text(shown, "40 dari 100")
        assert [button["text"] for button in shown.buttons] == ["Hentikan"]
        await other.send("satu?")
        assert (await other.next_message()).quotes == ["Jawaban atas: satu?"]
        await chat.send("/reindex")
        assert "sudah berjalan" in (await chat.next_message()).text
        await chat.send("/status")
        assert "sedang berjalan" in (await chat.next_message()).text
        scripted.reindex_gate.set()
        await chat.wait_text(shown, "selesai")
    assert "1.234 baru · 2 berubah · 10 tetap · 1 hilang · 100 tidak terbaca" in shown.text
    assert "• <b>0</b>.txt: kosong & <i>rusak</i>" in shown.text
    told = shown.text.count("• <b>")
    assert told > 10
    assert shown.text.endswith(f"dan {100 - told} lagi")
    assert shown.buttons == []
    assert len(scripted.reindexes) == 1


async def test_others_get_a_polite_no(peer: Peer, scripted: Scripted, caplog: pytest.LogCaptureFixture) -> None:
    ani = peer.user("Ani")
    chat, group = peer.private(ani), peer.group("Redaksi", [ani])
    async with living(peer, scripted):
        for command in ("/reindex", "/batal"):
            await chat.send(command)
            assert "hanya admin" in (await chat.next_message()).text
        await group.send(ani, "/reindex")
        assert "hanya admin" in (await group.next_message()).text
    assert scripted.reindexes == []
    warned = [record for record in caplog.records if record.levelname == "WARNING" and "not an admin" in record.message]
    assert len(warned) == 3
    assert all(str(ani.id) in record.message for record in warned)


async def test_who_writes_as_the_group_is_no_admin(peer: Peer, scripted: Scripted) -> None:
    admin = peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [admin])
    async with living(peer, scripted):
        anonymous = group.chat.to_json()
        await group.send_other(
            admin,
            sender_chat=anonymous,
            text="/reindex",
            entities=[{"type": "bot_command", "offset": 0, "length": 8}],
        )
        payload = group.chat.messages[group.chat.last_message_id].to_json()
        peer.world.updates.put("message", payload)
        assert "hanya admin" in (await group.next_message()).text
    assert scripted.reindexes == []


async def test_the_button_stops_it_for_admins_only(peer: Peer, scripted: Scripted) -> None:
    admin, ani = peer.user("Admin", user_id=ADMIN), peer.user("Ani")
    group = peer.group("Redaksi", [admin, ani])
    async with living(peer, scripted):
        await group.send(admin, "/reindex")
        shown = await group.next_message()
        refused = await (await peer.press(shown, "Hentikan", by=ani)).answer()
        assert "hanya admin" in refused["text"]
        assert scripted.cancelled is not None
        assert not scripted.cancelled()
        taken = await (await peer.press(shown, "Hentikan", by=admin)).answer()
        assert "Menghentikan" in taken["text"]
        await group.wait_text(shown, "dihentikan")
        await group.send(admin, "/batal")
        assert "Tidak ada" in (await group.next_message()).text
    assert shown.buttons == []
    assert len(str(shown.history[0].markup)) > 0


async def test_batal_stops_it(peer: Peer, scripted: Scripted) -> None:
    chat = admin_chat(peer)
    async with living(peer, scripted):
        await chat.send("/reindex")
        shown = await chat.next_message()
        await chat.send("/batal")
        assert "Menghentikan" in (await chat.next_message()).text
        await chat.wait_text(shown, "dihentikan")


async def test_a_report_that_cannot_be_edited_in_is_sent_anew(peer: Peer, scripted: Scripted) -> None:
    chat = admin_chat(peer)
    async with living(peer, scripted):
        await chat.send("/reindex")
        await peer.delete(await chat.next_message())
        scripted.reindex_gate.set()
        assert "selesai" in (await chat.next_message()).text


async def test_a_stop_is_told_in_the_same_message(peer: Peer, scripted: Scripted) -> None:
    chat = admin_chat(peer)
    async with living(peer, scripted):
        await chat.send("/reindex")
        shown = await chat.next_message()
        await peer.idle()
    assert "terputus" in shown.text


async def test_after_a_restart_the_message_says_that_it_was_cut_short(peer: Peer, scripted: Scripted) -> None:
    chat = admin_chat(peer)
    async with living(peer, scripted, drain_seconds=0):
        await chat.send("/reindex")
        shown = await chat.next_message()
        await peer.idle()
        peer.fail("editMessageText", with_=Fault.bad_gateway(), times=None)
    peer.heal()
    async with living(peer, scripted):
        await chat.wait_text(shown, "terputus")
        await chat.send("satu?")
        await chat.next_message()
    assert len(scripted.reindexes) == 1
    assert shown.buttons == []


async def test_the_real_thing(peer: Peer, kutip: Kutip, tmp_path: object) -> None:
    chat = admin_chat(peer)
    async with living(peer, kutip, sources="seeds"):
        await chat.send("/reindex")
        shown = await chat.next_message()
        await chat.wait_text(shown, "selesai")
        await chat.send("/status")
        status = await chat.next_message()
    assert "5 baru" in shown.text
    assert "8 artikel" in status.text


async def test_an_answer_waits_for_no_progress(peer: Peer, scripted: Scripted) -> None:
    """The group's quota is left to answers: progress is shown from what they do not need."""
    admin = peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [admin])
    async with living(peer, scripted):
        await group.send(admin, "/reindex")
        await group.next_message()
        gate = asyncio.Event()
        peer.fail("editMessageText", with_=Fault.slow(gate))
        await peer.idle()
        gate.set()
        await group.send(admin, "/tanya satu?")
        assert (await group.next_message()).quotes == ["Jawaban atas: satu?"]
        scripted.reindex_gate.set()
