"""What the buttons under an answer bring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.asker import Asker, labels
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, BRIDGE, COST, HOSTILE
from tests.telegram.living import living

FLOOD = "Banjir merendam {} rumah di Kelurahan Tirta Asih."
ASK_FLOOD = "Berapa rumah yang terendam banjir di Kelurahan Tirta Asih?"
FLOODS = [
    {"id": "11", "outlet": "Kabar Uji", "published": "2022-05-03", "body": FLOOD.format(210)},
    {"id": "12", "outlet": "Pos Contoh", "published": "2022-05-01", "body": FLOOD.format(140)},
    {"id": "13", "outlet": "Warta Lain", "published": None, "body": FLOOD.format(175)},
    {"id": "14", "outlet": "Harian Tiga", "published": "2022-05-09", "body": FLOOD.format(320)},
    {"id": "15", "outlet": "Harian Empat", "published": "2022-05-05", "body": FLOOD.format(55)},
]


@pytest.fixture
async def flooded(kutip: Kutip, tmp_path: Path) -> Kutip:
    (tmp_path / "banjir.jsonl").write_text("\n".join(map(json.dumps, FLOODS)), encoding="utf-8")
    await kutip.reindex([tmp_path / "banjir.jsonl"])
    return kutip


async def test_context_and_citation_outlive_a_restart(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
    async with living(peer, kutip):
        context = await ani.press(answer, "Konteks")
        cited = await ani.press(answer, "Kutip")
    assert context.quotes == [f"{BRIDGE} {COST}"]
    assert "Kabar Uji · 20 Februari 2022" in context.text
    assert context.reply_to is answer
    assert f'"{BRIDGE}" (Kabar Uji, 20 Februari 2022)' in cited.text


async def test_what_an_article_says_stays_text(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_HOSTILE)
        shown = [await ani.press(answer, button) for button in ("Konteks", "Kutip", "Artikel")]
    assert all(HOSTILE in message.text for message in shown)


async def test_the_events_of_an_answer_in_order_the_undated_apart(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded, quotes=5):
        answer = await ani.ask(ASK_FLOOD)
        events = await ani.press(answer, "Kronologi")
    assert sorted(events.quotes) == sorted(answer.quotes)
    assert events.quotes == [FLOOD.format(number) for number in (140, 210, 55, 320, 175)]
    days = ["1 Mei 2022", "3 Mei 2022", "5 Mei 2022", "9 Mei 2022", "Tanpa tanggal"]
    assert [line for line in events.text.splitlines() if line in days] == days


async def test_the_order_of_events_is_turned_round_in_place(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded, quotes=5):
        events = await ani.press(await ani.ask(ASK_FLOOD), "Kronologi")
        shown = [events.quotes]
        for button in ("Terbaru dulu", "Terlama dulu"):
            await ani.toast(events, button)
            shown.append((await ani.chat.next_edit()).message.quotes)
    newest = [FLOOD.format(number) for number in (320, 55, 210, 140, 175)]
    assert shown == [[*reversed(newest[:-1]), newest[-1]], newest, [*reversed(newest[:-1]), newest[-1]]]
    assert len(ani.chat.received) == 2


async def test_what_was_given_stays_in_the_timeline_when_it_is_withdrawn(
    peer: Peer, flooded: Kutip, tmp_path: Path
) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        answer = await ani.ask(ASK_FLOOD)
        (tmp_path / "banjir.jsonl").write_text(json.dumps(FLOODS[1]), encoding="utf-8")
        await flooded.reindex([tmp_path / "banjir.jsonl"])
        events = await ani.press(answer, "Kronologi")
        cited = await ani.press(answer, "Kutip")
        article = await ani.press(answer, "Artikel")
    assert sorted(answer.quotes) == sorted(events.quotes)
    gone = sum(one["body"] in answer.quotes for one in FLOODS if one is not FLOODS[1])
    assert gone
    assert cited.text.count("sudah ditarik dari arsip") == gone
    assert answer.quotes[0] in article.text


async def test_a_citation_names_the_day_of_a_moment(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    page = {"id": "21", "outlet": "Harian · Tiga", "published": "2022-02-15T16:11:00+07:00", "body": FLOOD.format(9)}
    (tmp_path / "jam.jsonl").write_text(json.dumps(page), encoding="utf-8")
    await kutip.reindex([tmp_path / "jam.jsonl"])
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_FLOOD)
        cited = await ani.press(answer, "Kutip")
    assert "16.11" in answer.text
    assert f'"{FLOOD.format(9)}" (Harian · Tiga, 15 Februari 2022)' in cited.text


async def test_what_a_day_rests_on_stands_beside_the_citation(peer: Peer, kutip: Kutip, seeds: Path) -> None:
    await kutip.reindex([seeds])
    ani = Asker(peer)
    async with living(peer, kutip, quotes=1):
        answer = await ani.ask("Siapa yang berhasil menjinakkan Vladimir Putin?")
        cited = await ani.press(answer, "Kutip")
    citation, origin = cited.text.split("\n\n")[1].split("\n")
    assert citation == f'"{answer.quotes[0]}" (GenPI.co, 20 Februari 2022)'
    assert origin == 'GenPI.co · 20 Februari 2022 (disimpulkan dari "Minggu (20/2)")'


async def test_neighbours_are_those_of_the_quoted_revision(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    before, after = "Hujan turun sejak Jumat malam.", "Warga mengungsi ke balai desa."
    first = {"id": "22", "outlet": "Kabar Uji", "body": f"{before}\n\n{FLOOD.format(9)} {after}"}
    second = first | {"body": f"Redaksi memperbarui berita ini. {FLOOD.format(9)} Air sudah surut."}
    ani = Asker(peer)
    (tmp_path / "satu.jsonl").write_text(json.dumps(first), encoding="utf-8")
    await kutip.reindex([tmp_path / "satu.jsonl"])
    async with living(peer, kutip):
        answer = await ani.ask(ASK_FLOOD)
        (tmp_path / "satu.jsonl").write_text(json.dumps(second), encoding="utf-8")
        await kutip.reindex([tmp_path / "satu.jsonl"])
        context = await ani.press(answer, "Konteks")
    assert context.quotes == [f"{before}\n{FLOOD.format(9)} {after}"]
    assert "berubah sejak dikutip" in context.text


async def test_more_quotes_are_those_not_yet_given(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded, quotes=2):
        answer = await ani.ask(ASK_FLOOD)
        second = await ani.press(answer, "Lainnya")
        third = await ani.press(second, "Lainnya")
    given = [*answer.quotes, *second.quotes, *third.quotes]
    assert sorted(given) == sorted(FLOOD.format(number) for number in (140, 210, 55, 320, 175))
    assert not labels(third)


async def test_no_more_quotes_is_said_beside_the_button(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        assert "Tidak ada kutipan lain" in await ani.toast(answer, "Lainnya")


async def test_the_articles_of_an_answer_in_one_message(peer: Peer, flooded: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, flooded):
        answer = await ani.ask(ASK_FLOOD)
        article = await ani.press(answer, "Artikel")
        assert answer.quotes[0] in article.text
        other = labels(article)[-1]
        await ani.toast(article, other)
        changed = (await ani.chat.next_edit()).message
    assert other in changed.text
    assert answer.quotes[0] not in changed.text
