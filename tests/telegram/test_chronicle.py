"""/kronologi and /linimasa, out of the real archive, over HTTP."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.timeline.themes import THEMES
from retrieval.service import Kutip
from tests.peer import Fault, Message, Peer, Private
from tests.telegram.asker import Asker, labels
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import Newsroom

FIRST = date(2022, 5, 1)
RIVER = "Sungai Tirta Asih meluap hingga {} rumah terendam banjir."
MAYOR = "Wali Kota meninjau korban banjir Tirta Asih pada hari ke-{} dan membagikan {} paket makanan."
RISKY = "Warta <b>Uji</b> $x_1$ & Rekan"


def flood(number: int, day: date | None, outlet: str, body: str) -> dict[str, object]:
    return {"id": f"b{number}", "outlet": outlet, "published": day and day.isoformat(), "body": body}


FLOODS = [
    flood(1, FIRST + timedelta(days=2), RISKY, MAYOR.format(3, 900)),
    flood(2, FIRST, "Pos Contoh", RIVER.format(210)),
    flood(3, FIRST + timedelta(days=1), "Harian Tiga", RIVER.format(210)),
    flood(4, None, "Warta Lain", "Pengungsi banjir Tirta Asih <i>menempati</i> gedung & sekolah."),
    flood(5, FIRST + timedelta(days=9), "Pos Contoh", "Harga cabai di Pasar Melati turun."),
]
LONG = [
    flood(n, FIRST + timedelta(days=n), "Pos Contoh", MAYOR.format(n, 700 + 3 * n) + f" Petugas {n} ikut serta.")
    for n in range(40)
]


async def filled(kutip: Kutip, folder: Path, articles: list[dict[str, object]]) -> Kutip:
    file = folder / "banjir.jsonl"
    file.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    await kutip.reindex([file])
    return kutip


@pytest.fixture
async def flooded(kutip: Kutip, tmp_path: Path) -> Kutip:
    return await filled(kutip, tmp_path, FLOODS)


@pytest.fixture
async def long_flooded(kutip: Kutip, tmp_path: Path) -> Kutip:
    return await filled(kutip, tmp_path, LONG)


async def said(chat: Private, words: str) -> Message:
    await chat.send(words)
    return await chat.next_message()


def picture(message: Message) -> Image.Image:
    assert message.file is not None
    assert message.file.kind == "photo"
    return Image.open(BytesIO(message.file.data)).convert("RGB")


def background(message: Message) -> str:
    return "#{:02X}{:02X}{:02X}".format(*picture(message).getpixel((2, 2)))


async def test_a_topic_day_by_day(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, flooded):
        message = await said(chat, "/kronologi banjir Tirta Asih")
    bodies = [FLOODS[place]["body"] for place in (1, 0, 3)]
    assert message.quotes == bodies
    lines = message.text.splitlines()
    assert lines[:2] == [
        "Kronologi: banjir Tirta Asih",
        "4 artikel memuat topik ini, 3 hari terbit; 1 tanpa tanggal.",
    ]
    days = ["1 Mei 2022", "3 Mei 2022", "Tanggal tidak tercantum"]
    assert [line for line in lines if line in days] == days
    assert "Pos Contoh · 1 Mei 2022\njuga: Harian Tiga · 2 Mei 2022" in message.text
    assert f"{RISKY} · 3 Mei 2022" in message.text
    assert "Warta Lain · tanggal tidak tercantum" in message.text
    assert message.reply_to is not None
    assert labels(message) == ["Linimasa"]


async def test_what_the_archive_does_not_report_is_said(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, flooded):
        for command in ("/kronologi", "/linimasa"):
            assert f"{command} harga beras" in (await said(chat, command)).text
            nothing = await said(chat, f"{command} <b>kunjungan</b> Wagimin Sastro")
            assert "Tidak ada kalimat di arsip tentang topik itu: <b>kunjungan</b> Wagimin Sastro" in nothing.text
            assert "Tidak ditemukan di arsip: Wagimin" in nothing.text
            assert "kosong" in (await said(chat, f"{command} dan ???")).text
            assert "Radio Sunyi di arsip" in (await said(chat, f'{command} banjir sumber:"Radio Sunyi"')).text
            assert not nothing.buttons


async def test_a_long_chronology_is_turned_in_place_after_a_restart_too(peer: Peer, long_flooded: Kutip) -> None:
    chat = (ani := Asker(peer)).chat
    async with living(peer, long_flooded):
        message = await said(chat, "/kronologi banjir Tirta Asih")
        assert labels(message) == ["▶", "Linimasa"]
        quotes = [*message.quotes]
    async with living(peer, long_flooded):
        while "▶" in labels(message):
            await ani.toast(message, "▶")
            await chat.next_edit()
            quotes += message.quotes
    assert len(chat.received) == 1
    bodies = [str(article["body"]) for article in LONG]
    # Every day tells something, in order, and each sentence is one of its article, word for word.
    places = [next(place for place, body in enumerate(bodies) if quote in body) for quote in quotes]
    assert places == sorted(places)
    assert set(places) == set(range(40))
    assert "Halaman" in message.text
    assert "40 artikel memuat topik ini, 40 hari terbit." in message.text


async def test_a_picture_that_turns_dark_in_place(peer: Peer, flooded: Kutip) -> None:
    chat = (ani := Asker(peer)).chat
    async with living(peer, flooded):
        message = await said(chat, "/linimasa banjir Tirta Asih")
        assert background(message) == THEMES["light"].background
        assert picture(message).size == (1080, 1260)
    assert message.text.splitlines() == [
        "Linimasa: banjir Tirta Asih",
        "4 artikel dari 4 media",
        "1 Mei 2022 – 3 Mei 2022 · 1 tanpa tanggal",
        "Dasar tanggal: 3 dinyatakan halaman, 1 tidak diketahui.",
    ]
    assert labels(message) == ["Gelap", "Kronologi"]
    async with living(peer, flooded):
        await ani.toast(message, "Gelap")
        assert (await chat.next_edit()).message is message
        assert background(message) == THEMES["dark"].background
        assert labels(message) == ["Terang", "Kronologi"]
        await ani.toast(message, "Terang")
        await chat.next_edit()
        assert background(message) == THEMES["light"].background
        await ani.toast(message, "Kronologi")
        text = await chat.next_message()
    assert text.quotes[0] == FLOODS[1]["body"]
    assert text.reply_to is message
    assert len(chat.received) == 2


async def test_a_topic_as_long_as_a_message(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    topic = "banjir Tirta Asih " + "😀<&" * 1000
    async with living(peer, flooded):
        drawn, told = await ani.ask(f"/linimasa {topic}"), await ani.ask(f"/kronologi {topic}")
    assert drawn.text.startswith("Linimasa: banjir Tirta Asih 😀<&😀")
    assert told.quotes[0] == FLOODS[1]["body"]


async def test_the_words_are_in_the_language_of_whoever_asks(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Eve", language="en"))
    async with living(peer, flooded):
        message = await said(chat, "/linimasa banjir Tirta Asih")
        assert "1 May 2022 – 3 May 2022 · 1 without a date" in message.text
        text = await said(chat, "/kronologi banjir Tirta Asih")
    assert "Date not stated" in text.text
    assert labels(message) == ["Dark", "Chronology"]


async def test_the_topic_belongs_to_its_chat(peer: Peer, flooded: Kutip) -> None:
    ani, budi = Asker(peer), Asker(peer, "Budi")
    async with living(peer, flooded):
        message = await ani.ask("/kronologi banjir Tirta Asih")
        own = await budi.ask("/kronologi harga cabai")
        stolen = message.buttons[0]["callback_data"]
        for data in (stolen, f"{stolen}:dark", "chron:", "chron", "chron:x:9", "line:\u0660:dark"):
            own.buttons[0]["callback_data"] = data
            assert "bukan milik obrolan ini" in await budi.toast(own, data)
        await peer.idle()
        assert len(budi.chat.received) == 1


async def test_an_edited_topic_changes_its_answer_and_its_picture(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, flooded):
        asked = await chat.send("/linimasa banjir Tirta Asih")
        message = await chat.next_message()
        before = picture(message)
        await peer.edit(asked, "/linimasa harga cabai")
        assert (await chat.next_edit()).message is message
        assert "harga cabai" in message.text
        assert picture(message).tobytes() != before.tobytes()
        await peer.edit(asked, "/kronologi harga cabai")
        text = await chat.next_message()
    assert text.quotes == [FLOODS[4]["body"]]
    assert message.deleted


async def test_a_chat_that_takes_no_photos_gets_the_words(peer: Peer, flooded: Kutip) -> None:
    chat = (ani := Asker(peer)).chat
    refusal = Fault.refuse(400, "Bad Request: not enough rights to send photos to the chat")
    peer.fail("sendPhoto", with_=refusal, times=1, chat=chat)
    async with living(peer, flooded):
        message = await said(chat, "/linimasa banjir Tirta Asih")
        assert message.file is None
        assert "4 artikel dari 4 media" in message.text
        await ani.toast(message, "Kronologi")
        assert (await chat.next_message()).quotes[0] == FLOODS[1]["body"]


async def test_in_a_topic_of_a_forum_it_stays_there(peer: Peer, flooded: Kutip) -> None:
    ani = peer.user("Ani")
    forum = peer.forum("Redaksi", [ani])
    topic = await forum.open_topic("Banjir", by=ani)
    async with living(peer, flooded):
        asked = await topic.send(ani, "/linimasa banjir Tirta Asih")
        message = await topic.next_message()
        assert message.reply_to is asked
        await (await peer.press(message, "Kronologi", by=ani)).answer()
        text = await topic.next_message()
    assert (message.thread_id, text.thread_id) == (topic.thread_id, topic.thread_id)


async def test_a_chat_s_own_part_of_the_archive_and_follow_ups(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, flooded):
        await said(chat, "/atur media Pos Contoh")
        message = await said(chat, "/kronologi banjir Tirta Asih")
        assert message.quotes == [FLOODS[1]["body"]]
        assert "obrolan ini (/atur)" in (await said(chat, "/linimasa paket makanan Wali Kota")).text


async def test_a_topic_without_reports_is_a_gap(peer: Peer, flooded: Kutip) -> None:
    chat = peer.private(peer.user("Editor", user_id=ADMIN))
    async with living(peer, flooded):
        for words in ("/kronologi kunjungan Wagimin Sastro", "/linimasa banjir Tirta Asih", "/kronologi dan"):
            await said(chat, words)
        report = (await said(chat, "/celah")).text
    assert "kunjungan Wagimin Sastro" in report
    assert "banjir" not in report


async def test_a_press_delivered_twice_draws_once(peer: Peer, flooded: Kutip) -> None:
    chat = (ani := Asker(peer)).chat
    async with living(peer, flooded):
        message = await said(chat, "/kronologi banjir Tirta Asih")
        press = await peer.press(message, "Linimasa", by=ani.user)
        await chat.next_message()
        assert press.update is not None
        await peer.redeliver(press.update)
        await peer.taken()
        await said(chat, "/sumber")
    assert [one.file is not None for one in chat.received] == [False, True, False]


async def test_a_corrected_report_is_followed_up(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    newsroom = Newsroom(kutip, tmp_path / "banjir.jsonl")
    await newsroom.publish(1, RIVER.format(210))
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        await said(chat, "/kronologi banjir Tirta Asih")
    await newsroom.publish(1, RIVER.format(120))
    async with living(peer, kutip):
        told = await chat.next_message()
    assert RIVER.format(210) in told.text
    assert RIVER.format(120) in told.text
