"""/pantau and /pantauan: what is new comes to the chat once, whatever happens meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Fault, Peer
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
AGAIN = "Warga Sukamaju yang kebanjiran mengungsi ke balai desa."


@pytest.fixture
def room(kutip: Kutip, tmp_path: Path) -> Newsroom:
    return Newsroom(kutip, tmp_path / "berita.jsonl")


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock()


async def test_a_new_sentence_comes_once(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir Sukamaju")
        confirmed = await chat.next_message()
        assert "banjir, Sukamaju" in confirmed.text
        assert [button["text"] for button in confirmed.buttons] == ["Sekali sehari saja", "Hentikan"]
        await clock.look()
        await room.publish(1, f"{FLOOD} Pasar tetap buka.")
        await clock.look()
        news = await chat.next_message()
        await room.publish(2, AGAIN, outlet=None, published=None)
        await clock.look()
        more = await chat.next_message()
        await room.publish(1, f"{FLOOD} Pasar sudah tutup.")
        await clock.look()
    assert news.quotes == [FLOOD]
    assert "Kabar Uji · 20 November 2026" in news.text
    assert "Naskah 1" in news.text
    assert news.reply_to is None
    assert more.quotes == [AGAIN]
    assert "tanggal tidak tercantum" in more.text
    assert chat.received == [confirmed, news, more]


async def test_other_words_and_the_list(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        for words, part in (("", "/pantau banjir"), (" yang itu", "terlalu umum"), (f" {'banjir ' * 30}", "100 huruf")):
            await chat.send(f"/pantau{words}")
            assert part in (await chat.next_message()).text
        await chat.send("/pantauan")
        assert "tidak memantau apa-apa" in (await chat.next_message()).text
        for words in ("banjir", '"pasar <b>Kembang</b>" & kopi', "BANJIR"):
            await chat.send(f"/pantau {words}")
            await chat.next_message()
        await chat.send("/pantauan")
        shown = await chat.next_message()
        assert '• banjir · setiap kali ada\n• "pasar <b>Kembang</b>" & kopi ·' in shown.text
        assert len(shown.buttons) == 2
        await (await peer.press(shown, "Hentikan: banjir", by=chat.user)).answer()
        await chat.wait_text(shown, 'Yang dipantau di sini\n• "pasar')
        assert len(shown.buttons) == 1
        await clock.look()
        await room.publish(1, FLOOD)
        await room.publish(2, "Harga kopi di pasar <b>Kembang</b> naik.")
        await clock.look()
        news = await chat.next_message()
    assert news.quotes == ["Harga kopi di pasar <b>Kembang</b> naik."]


async def test_only_some_may_stop_it(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    boss, ani, budi = peer.user("Bos"), peer.user("Ani"), peer.user("Budi")
    admin = peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [boss, ani, budi, admin])
    async with living(peer, room.kutip, clock):
        for words, may in (("banjir", ani), ("gempa", boss), ("kopi", admin)):
            await group.send(ani, f"/pantau {words}")
            shown = await group.next_message()
            refused = await (await peer.press(shown, "Hentikan", by=budi)).answer()
            assert "Hanya yang memasang" in refused["text"]
            await (await peer.press(shown, "Hentikan", by=may)).answer()
            await group.wait_text(shown, "Tidak lagi memantau")
            assert shown.buttons == []
        await group.set_status(budi, "administrator", by=boss)
        await group.send(ani, "/pantau pasar")
        shown = await group.next_message()
        await (await peer.press(shown, "Hentikan", by=budi)).answer()
        await group.wait_text(shown, "Tidak lagi memantau")
        await group.send(ani, "/pantauan")
        assert "tidak memantau apa-apa" in (await group.next_message()).text


async def test_where_members_are_not_told_the_list_of_admins_is(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    boss, ani, budi = peer.user("Bos"), peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [boss, ani, budi])
    peer.fail("getChatMember", with_=Fault.refuse(400, "Bad Request: member list is inaccessible"), times=None)
    async with living(peer, room.kutip, clock):
        await group.send(ani, "/pantau banjir")
        shown = await group.next_message()
        refused = await (await peer.press(shown, "Hentikan", by=budi)).answer()
        assert "Hanya yang memasang" in refused["text"]
        await (await peer.press(shown, "Hentikan", by=boss)).answer()
        await group.wait_text(shown, "Tidak lagi memantau")


async def test_asking_again_changes_only_an_own_watch(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    boss, ani, budi = peer.user("Bos"), peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [boss, ani, budi])
    said = []
    async with living(peer, room.kutip, clock):
        for who, words in ((ani, "banjir"), (budi, "harian banjir"), (ani, "harian banjir"), (boss, "Banjir")):
            await group.send(who, f"/pantau {words}")
            said.append("sekali sehari" in (await group.next_message()).text)
        await group.send(budi, "/pantauan")
        assert (await group.next_message()).text.count("•") == 1
    assert said == [False, False, True, False]


async def test_a_topic_gets_its_own_news(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    ani = peer.user("Ani")
    forum = peer.forum("Redaksi", [ani])
    weather, trade = [await forum.open_topic(name, by=ani) for name in ("Cuaca", "Dagang")]
    async with living(peer, room.kutip, clock):
        for topic, words in ((weather, "banjir"), (trade, "harga kopi"), (forum, "gempa")):
            await topic.send(ani, f"/pantau {words}")
            await topic.next_message()
        await weather.send(ani, "/pantauan")
        shown = await weather.next_message()
        assert "• banjir · setiap kali ada\n• harga kopi · setiap kali ada (di topik lain)" in shown.text
        await clock.look()
        room.write(1, FLOOD)
        room.write(2, "Harga kopi naik.")
        await room.publish(3, "Gempa terasa di Sukamaju.")
        await clock.look()
        told = [await place.next_message() for place in (weather, trade, forum)]
    assert [one.quotes for one in told] == [[FLOOD], ["Harga kopi naik."], ["Gempa terasa di Sukamaju."]]


async def test_much_at_once_is_cut_short(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani", language="en"))
    async with living(peer, room.kutip, clock):
        for words in ("banjir", "Sukamaju", "kopi"):
            await chat.send(f"/pantau {words}")
            await chat.next_message()
        for number in range(12):
            room.write(number, f"Banjir ke-{number} surut di Sukamaju.")
        room.write(30, "Banjir ke-3 surut di Sukamaju.", outlet="Pos Contoh")
        await clock.look()
        await room.publish(20, "Sukamaju tenang. Kopi murah.")
        await clock.look()
        news = await chat.next_message()
    flood, rest = news.text.split("Watch: Sukamaju")
    assert flood.count("surut di Sukamaju") == 3
    assert "and 9 more" in flood
    assert news.quotes[3:] == ["Sukamaju tenang.", "Kopi murah."]
    assert "more" not in rest


async def test_the_same_words_of_two_outlets_are_one_quote(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir")
        await chat.next_message()
        await clock.look()
        room.write(1, FLOOD)
        await room.publish(2, FLOOD, outlet="Pos Contoh")
        await clock.look()
        news = await chat.next_message()
    assert news.quotes == [FLOOD]
    assert "juga: Pos Contoh · 20 November 2026" in news.text


async def test_the_bot_s_own_reindex_is_looked_at_at_once(peer: Peer, room: Newsroom) -> None:
    admin = peer.private(peer.user("Admin", user_id=ADMIN))
    chat = peer.private(peer.user("Ani"))
    room.write(1, FLOOD)
    room.save()
    async with living(peer, room.kutip, sources=str(room.file)):
        await chat.send("/pantau banjir")
        await chat.next_message()
        await admin.send("/reindex")
        assert (await chat.next_message()).quotes == [FLOOD]


async def test_an_edited_message_watches_for_other_words(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, room.kutip, clock):
        asked = await chat.send("/pantau gempa")
        confirmed = await chat.next_message()
        await peer.edit(asked, "/pantau banjir")
        await chat.wait_text(confirmed, "Memantau: banjir")
        await clock.look()
        room.write(1, FLOOD)
        await room.publish(2, "Gempa terasa di Sukamaju.")
        await clock.look()
        assert (await chat.next_message()).quotes == [FLOOD]
        await (await peer.press(confirmed, "Hentikan", by=chat.user)).answer()
        await chat.wait_text(confirmed, "Tidak lagi")
        await peer.edit(asked, "/pantau banjir")
        await chat.send("/pantauan")
        assert "tidak memantau" in (await chat.next_message()).text


async def test_a_forwarded_command_watches_for_nothing(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani"))
    origin = {"type": "hidden_user", "sender_user_name": "Budi", "date": 1_700_000_000}
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir", forward_origin=origin)
        await chat.send("/pantauan")
        assert "tidak memantau" in (await chat.next_message()).text


async def test_in_english(peer: Peer, room: Newsroom, clock: DeskClock) -> None:
    chat = peer.private(peer.user("Ani", language="en"))
    async with living(peer, room.kutip, clock):
        await chat.send("/pantau banjir")
        shown = await chat.next_message()
        await (await peer.press(shown, "Once a day only", by=chat.user)).answer()
        await chat.wait_text(shown, "once a day, at 07.00 WIB")
        await (await peer.press(shown, "Whenever there is something", by=chat.user)).answer()
        await chat.wait_text(shown, "whenever the archive is updated")
        await clock.look()
        await room.publish(1, FLOOD)
        await clock.look()
        assert "New in the archive" in (await chat.next_message()).text
