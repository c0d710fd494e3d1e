"""Sending and changing messages: lengths, replies, keyboards, files, and every refusal."""

from __future__ import annotations

import httpx
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from tests.peer import ManualClock, Peer, Private


@pytest.fixture
async def chat(peer: Peer) -> Private:
    room = peer.private(peer.user("Alice"))
    await room.send("/start")
    return room


def keyboard(data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Lagi", callback_data=data)]])


async def test_lengths_count_utf16_units_after_parsing(chat: Private, bot: Bot) -> None:
    sent = await bot.send_message(chat.id, f"<b>{'🗞' * 2048}</b>", parse_mode="HTML")
    assert sent.entities[0].length == 4096
    with pytest.raises(BadRequest, match=r"^Message is too long$"):
        await bot.send_message(chat.id, "🗞" * 2048 + "x")
    with pytest.raises(BadRequest, match=r"^Message caption is too long$"):
        await bot.send_document(chat.id, b"x", caption="x" * 1025)


@pytest.mark.parametrize("text", [" \n ", "<b> </b>"])
async def test_an_empty_text(chat: Private, bot: Bot, text: str) -> None:
    with pytest.raises(BadRequest, match=r"^Message text is empty$"):
        await bot.send_message(chat.id, text, parse_mode="HTML")


async def test_bad_html_has_no_effect(chat: Private, bot: Bot) -> None:
    with pytest.raises(BadRequest, match='unsupported start tag "p" at byte offset 3'):
        await bot.send_message(chat.id, "<b><p>x</p></b>", parse_mode="HTML")
    assert chat.received == []


async def test_explicit_entities_and_control_characters(chat: Private, bot: Bot) -> None:
    await bot.send_message(chat.id, "satu\r\n\x07dua <b>")
    assert (await chat.next_message()).text == "satu\n dua <b>"


async def test_unknown_chats(peer: Peer, bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(12345, "x")
    stranger = peer.private(peer.user("Budi"))
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(stranger.id, "x")


async def test_a_blocked_bot_is_told_and_refused(peer: Peer, chat: Private, bot: Bot) -> None:
    await bot.get_updates(offset=-1)
    await chat.block()
    with pytest.raises(Forbidden, match=r"^Forbidden: bot was blocked by the user$"):
        await bot.send_message(chat.id, "x")
    await chat.unblock()
    await bot.send_message(chat.id, "x")
    statuses = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert statuses == ["kicked", "member"]


async def test_replies(peer: Peer, chat: Private, bot: Bot) -> None:
    asked = await chat.send("Siapa?")
    sent = await bot.send_message(chat.id, "Dia.", reply_parameters=ReplyParameters(asked.message_id))
    assert sent.reply_to_message.text == "Siapa?"
    await peer.delete(asked)
    with pytest.raises(BadRequest, match=r"^Message to be replied not found$"):
        await bot.send_message(chat.id, "Dia.", reply_parameters=ReplyParameters(asked.message_id))
    lenient = ReplyParameters(asked.message_id, allow_sending_without_reply=True)
    assert (await bot.send_message(chat.id, "Dia.", reply_parameters=lenient)).reply_to_message is None


async def test_edits(peer: Peer, chat: Private, bot: Bot) -> None:
    sent = await bot.send_message(chat.id, "<b>Satu</b>", parse_mode="HTML", reply_markup=keyboard("a"))
    with pytest.raises(BadRequest, match=r"^Message is not modified: specified new message content"):
        await bot.edit_message_text(
            "<b>Satu</b>", chat.id, sent.message_id, parse_mode="HTML", reply_markup=keyboard("a")
        )
    # Without reply_markup the keyboard goes, so this is a change.
    edited = await bot.edit_message_text("<b>Satu</b>", chat.id, sent.message_id, parse_mode="HTML")
    assert edited.reply_markup is None
    assert edited.edit_date is not None
    await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=keyboard("b"))
    assert [button["callback_data"] for button in chat.messages[0].buttons] == ["b"]
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await bot.edit_message_reply_markup(chat.id, sent.message_id, reply_markup=keyboard("b"))
    with pytest.raises(BadRequest, match=r"^Message to edit not found$"):
        await bot.edit_message_text("x", chat.id, 999)
    asked = await chat.send("Siapa?")
    with pytest.raises(BadRequest, match=r"^Message can't be edited$"):
        await bot.edit_message_text("x", chat.id, asked.message_id)


@pytest.mark.parametrize("data", ["", "é" * 33])
async def test_callback_data_has_1_to_64_bytes(chat: Private, bot: Bot, data: str) -> None:
    with pytest.raises(BadRequest, match=r"^Button_data_invalid$"):
        await bot.send_message(chat.id, "x", reply_markup=keyboard(data))
    await bot.send_message(chat.id, "x", reply_markup=keyboard("é" * 32))


async def test_files_keep_their_bytes(chat: Private, bot: Bot) -> None:
    sent = await bot.send_document(
        chat.id, b"a,b\n1,2\n", filename="celah.csv", caption="<i>Celah</i>", parse_mode="HTML"
    )
    got = await chat.next_message()
    assert (got.file.name, got.file.data, got.text, got.parts("italic")) == (
        "celah.csv",
        b"a,b\n1,2\n",
        "Celah",
        ["Celah"],
    )
    again = await bot.send_document(chat.id, sent.document.file_id)
    assert again.document.file_size == 8
    photo = await bot.send_photo(chat.id, b"\x89PNG")
    assert photo.photo[-1].file_size == 4
    with pytest.raises(BadRequest, match=r"^There is no text in the message to edit$"):
        await bot.edit_message_text("x", chat.id, sent.message_id)
    edited = await bot.edit_message_caption(chat.id, sent.message_id, caption="Baru")
    assert edited.caption == "Baru"


async def test_a_photo_takes_the_place_of_another(peer: Peer, chat: Private, bot: Bot) -> None:
    sent = await bot.send_photo(chat.id, b"\x89PNG 1", caption="satu")
    words = await bot.send_message(chat.id, "x")
    media = InputMediaPhoto(b"\x89PNG 2", caption="<b>dua</b>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, chat.id, sent.message_id, reply_markup=keyboard("x"))
    assert edited.caption == "dua"
    shown = (await chat.next_edit()).message
    assert (shown.file.data, shown.parts("bold"), len(shown.buttons)) == (b"\x89PNG 2", ["dua"], 1)
    same = InputMediaPhoto(edited.photo[-1].file_id, caption="<b>dua</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"^Message is not modified"):
        await bot.edit_message_media(same, chat.id, sent.message_id, reply_markup=keyboard("x"))
    with pytest.raises(BadRequest, match=r"^There is no media in the message to edit$"):
        await bot.edit_message_media(media, chat.id, words.message_id)
    with pytest.raises(BadRequest, match=r"^Message caption is too long$"):
        await bot.edit_message_media(InputMediaPhoto(b"x", caption="x" * 1025), chat.id, sent.message_id)


async def test_a_persons_file_can_be_downloaded(chat: Private, bot: Bot) -> None:
    await chat.send_file(b"isi", "halaman.txt", caption="/tambah")
    update = (await bot.get_updates())[-1]
    assert update.message.caption == "/tambah"
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"isi"


async def test_deleting(chat: Private, bot: Bot) -> None:
    sent = await bot.send_message(chat.id, "x")
    await bot.delete_message(chat.id, sent.message_id)
    assert chat.messages == []
    assert len(chat.received) == 1
    with pytest.raises(BadRequest, match=r"^Message to delete not found$"):
        await bot.delete_message(chat.id, sent.message_id)


async def test_old_messages_stay() -> None:
    clock = ManualClock()
    async with Peer(clock=clock) as peer, Bot(peer.token, base_url=f"{peer.url}/bot") as bot:
        chat = peer.private(peer.user("Alice"))
        await chat.send("x")
        sent = await bot.send_message(chat.id, "y")
        clock.advance(48 * 3600 + 1)
        with pytest.raises(BadRequest, match=r"^Message can't be deleted for everyone$"):
            await bot.delete_message(chat.id, sent.message_id)


async def test_chat_actions(chat: Private, bot: Bot) -> None:
    await bot.send_chat_action(chat.id, "typing")
    assert [action.action for action in chat.actions] == ["typing"]
    with pytest.raises(BadRequest, match=r"^Wrong parameter action in request$"):
        await bot.send_chat_action(chat.id, "thinking")


async def test_link_previews_are_echoed(chat: Private, bot: Bot) -> None:
    preview = LinkPreviewOptions(is_disabled=True)
    sent = await bot.send_message(chat.id, "https://kabar.example/a", link_preview_options=preview)
    assert sent.link_preview_options.is_disabled
    assert [entity.type for entity in sent.entities] == ["url"]


async def test_json_bodies_and_unknown_methods(peer: Peer, chat: Private) -> None:
    root = f"{peer.url}/bot{peer.token}"
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(
            f"{root}/sendmessage", json={"chat_id": chat.id, "text": "x", "reply_parameters": {"message_id": 1}}
        )
        assert answer.json()["result"]["reply_to_message"]["text"] == "/start"
        broken = await client.post(f"{root}/sendMessage", content="{", headers={"content-type": "application/json"})
        assert (broken.status_code, broken.json()["ok"]) == (400, False)
        unknown = await client.get(f"{root}/sendKiss")
        assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
        assert (await client.get(f"{root}/getMe?x=1")).json()["result"]["username"] == "kutip_bot"


async def test_markdown_is_not_for_this_server(chat: Private, bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"^Unsupported parse_mode"):
        await bot.send_message(chat.id, "*x*", parse_mode="MarkdownV2")


async def test_every_request_is_on_record(peer: Peer, chat: Private, bot: Bot) -> None:
    await bot.send_message(chat.id, "x")
    with pytest.raises(BadRequest):
        await bot.send_message(chat.id, "")
    first, second = peer.sent("sendMessage")
    assert (first.chat_id, first.status, first.params.text("text")) == (chat.id, 200, "x")
    assert (second.status, second.description) == (400, "Bad Request: message text is empty")
    assert first.at <= second.at
