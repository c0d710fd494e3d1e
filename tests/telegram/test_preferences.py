"""/atur: what each chat chose for itself."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.preferences.choice import Choice
from bot.telegram.preferences.wishes import Unclear, wished
from retrieval.service import Kutip
from tests.peer import Peer
from tests.telegram.content import ASK_BRIDGE, ASK_HARVEST, BRIDGE, HARVEST
from tests.telegram.living import ADMIN, living
from tests.telegram.scripted import Scripted

choices = st.builds(
    Choice,
    language=st.sampled_from([None, "id", "en"]),
    quotes=st.none() | st.integers(1, 10),
    outlets=st.lists(st.text()).map(tuple),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    quiet=st.booleans(),
    digest_hour=st.integers(0, 23),
)


@given(choices)
def test_a_choice_survives_being_kept(choice: Choice) -> None:
    assert Choice.read(json.loads(json.dumps(choice.record()))) == choice


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("kutipan 5", Choice(quotes=5)),
        ("bahasa EN", Choice(language="en")),
        ("media kabar uji,  Pos Contoh", Choice(outlets=("Kabar Uji", "Pos Contoh"))),
        ("sejak 20 Februari 2022", Choice(since=date(2022, 2, 20))),
        ("sampai 2022-03-01", Choice(until=date(2022, 3, 1))),
        ("senyap ya", Choice(quiet=True)),
        ("jam 06.00", None),
        ("jam 6.00", Choice(digest_hour=6)),
        ("jam 24", None),
        ("kutipan 0", None),
        ("kutipan ²", None),
        ("media Antah Berantah", None),
        ("media ,", None),
        ("sejak kapan saja", None),
        ("bahasa klingon", None),
        ("senyap mungkin", None),
        ("warna merah", None),
    ],
)
def test_what_can_be_wished(words: str, choice: Choice | None) -> None:
    outlets = ["Kabar Uji", "Pos Contoh"]
    if choice is None and words != "jam 06.00":
        with pytest.raises(Unclear):
            wished(Choice(), words, outlets)
    else:
        assert wished(Choice(), words, outlets) == (choice or Choice(digest_hour=6))


def test_a_span_ends_after_it_begins() -> None:
    with pytest.raises(Unclear):
        wished(Choice(since=date(2022, 5, 1)), "sampai 2022-04-30", ())
    assert wished(Choice(since=date(2022, 5, 1)), "sejak semua", ()) == Choice()


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(words: str) -> None:
    with suppress(Unclear):
        assert wished(Choice(), words, ["Kabar Uji"]).quotes in (None, *range(1, 11))


async def test_outlets_and_days_hold_for_every_question_after_a_restart_too(peer: Peer, kutip: Kutip) -> None:
    chat, other = peer.private(peer.user("Ani")), peer.private(peer.user("Budi"))
    async with living(peer, kutip):
        await chat.send("/atur media Pos Contoh")
        assert "Media: Pos Contoh" in (await chat.next_message()).text
    async with living(peer, kutip):
        await chat.send(ASK_BRIDGE)
        refusal = await chat.next_message()
        await chat.send(ASK_HARVEST)
        assert (await chat.next_message()).quotes == [HARVEST]
        await other.send(ASK_BRIDGE)
        assert (await other.next_message()).quotes == [BRIDGE]
        await chat.send("/atur ulang")
        await chat.next_message()
        await chat.send(ASK_BRIDGE)
        assert (await chat.next_message()).quotes == [BRIDGE]
    assert not refusal.quotes
    assert "bagian arsip yang dipilih" in refusal.text


async def test_buttons_change_the_settings_in_place(peer: Peer, kutip: Kutip) -> None:
    chat = peer.private(ani := peer.user("Ani"))
    async with living(peer, kutip):
        await chat.send("/atur")
        shown = await chat.next_message()
        for button, change in (("4 kutipan", "Kutipan per jawaban: 4"), ("Inggris", "Quotes in an answer: 4")):
            await (await peer.press(shown, button, by=ani)).answer()
            assert change in (await chat.next_edit()).message.text
        await chat.send(ASK_BRIDGE)
        assert "20 February 2022" in (await chat.next_message()).text


async def test_in_a_group_only_those_who_lead_it_change_anything(peer: Peer, kutip: Kutip) -> None:
    ani, budi, admin = peer.user("Ani"), peer.user("Budi"), peer.user("Admin", user_id=ADMIN)
    group = peer.group("Redaksi", [ani, budi, admin])
    await group.set_status(ani, "administrator", by=ani)
    async with living(peer, kutip):
        await group.send(budi, "/atur kutipan 1")
        assert "Hanya pengurus" in (await group.next_message()).text
        await group.send(budi, "/atur")
        shown = await group.next_message()
        pressed = await (await peer.press(shown, "4 kutipan", by=budi)).answer()
        assert "Hanya pengurus" in pressed["text"]
        for number, leader in enumerate((ani, admin), start=5):
            await group.send(leader, f"/atur kutipan {number}")
            assert f"Kutipan per jawaban: {number}" in (await group.next_message()).text


async def test_who_writes_as_the_group_leads_it_and_who_writes_as_a_channel_does_not(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    group, channel = peer.group("Redaksi", [ani]), peer.channel("Siaran")
    for_groups = {"from": peer.user("Group", username="GroupAnonymousBot", is_bot=True).to_json()}
    for_channels = {"from": peer.user("Channel", username="Channel_Bot", is_bot=True).to_json()}
    async with living(peer, kutip):
        await group.send(ani, "/atur kutipan 5", sender_chat=channel.chat.to_json(), **for_channels)
        assert "Hanya pengurus" in (await group.next_message()).text
        await group.send(ani, "/atur kutipan 6", sender_chat=group.chat.to_json(), **for_groups)
        assert "Kutipan per jawaban: 6" in (await group.next_message()).text


async def test_a_channel_is_set_by_its_posts_and_by_those_who_lead_it(peer: Peer, kutip: Kutip) -> None:
    ani, channel = peer.user("Ani"), peer.channel("Siaran")
    async with living(peer, kutip):
        await channel.post("/atur media Pos Contoh")
        shown = await channel.next_message()
        assert "Media: Pos Contoh" in shown.text
        pressed = await (await peer.press(shown, "Kembali ke awal", by=ani)).answer()
        assert "Hanya pengurus" in pressed["text"]
        await channel.post(f"/tanya {ASK_BRIDGE}")
        assert "bagian arsip yang dipilih" in (await channel.next_message()).text


async def test_a_quiet_group_answers_mentions_and_commands_only(peer: Peer, scripted: Scripted) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani])
    await group.set_status(ani, "administrator", by=ani)
    async with living(peer, scripted):
        await group.send(ani, "/atur senyap ya")
        shown = await group.next_message()
        await group.send(ani, "balasan?", reply_to=shown)
        await group.send(ani, "@kutip_bot sebutan?")
        await group.send(ani, "/tanya perintah?")
        answers = [(await group.next_message()).quotes for _ in range(2)]
    assert answers == [["Jawaban atas: sebutan?"], ["Jawaban atas: perintah?"]]


async def test_settings_follow_a_group_that_becomes_a_supergroup(peer: Peer, kutip: Kutip) -> None:
    ani = peer.user("Ani")
    group = peer.group("Redaksi", [ani], basic=True)
    await group.set_status(ani, "administrator", by=ani)
    async with living(peer, kutip):
        await group.send(ani, "/atur kutipan 7")
        await group.next_message()
        grown = await peer.migrate(group, by=ani)
        await grown.send(ani, "/atur")
        assert "Kutipan per jawaban: 7" in (await grown.next_message()).text


async def test_limits_are_told(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    chat = peer.private(peer.user("Ani"))
    async with living(peer, kutip):
        for words, told in (("kutipan 99", "antara 1 dan 10"), ("<b>x</b>", "<b>x</b> tidak ada")):
            await chat.send(f"/atur {words}")
            assert told in (await chat.next_message()).text
