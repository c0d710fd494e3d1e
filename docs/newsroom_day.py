"""Writes docs/newsroom-day.md: a newsroom's day with the bot, as the real bot and the sample pages make it.

The people and their messages are made up; every word of the bot, and every picture, is what it sent over the Bot API
to the server of the tests. Run it from the root of the project: .venv/bin/python -m docs.newsroom_day
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from retrieval.service import Kutip
from tests.peer import Message, Peer, Room, User
from tests.telegram.living import ADMIN, living
from tests.telegram.newsroom import DeskClock

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "newsroom-day.md"
PICTURES = ROOT / "docs" / "newsroom-day"
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NEW = {
    "id": "baru-1",
    "outlet": "Kabar Contoh",
    "title": "Perundingan dilanjutkan",
    "published": "2026-11-23",
    "body": "Grup Kontak Trilateral bertemu lagi di Minsk pada Senin pagi. Perundingan gencatan senjata itu tertutup.",
}
CORRECTED = NEW | {
    "body": "Grup Kontak Trilateral bertemu lagi di Wina pada Senin pagi. Perundingan gencatan senjata itu tertutup."
}
INTRODUCTION = """# A day in the newsroom

Written by `.venv/bin/python -m docs.newsroom_day`: the real bot on the five sample pages, over HTTP against the Bot API
server of the tests. What people write is made up for the occasion; what the bot writes, and its pictures, are as sent.
Buttons stand in brackets below a message.
"""


@dataclass
class Scribe:
    """Writes down what is said, room by room."""

    peer: Peer
    lines: list[str] = field(default_factory=lambda: [INTRODUCTION])
    pictures: int = 0

    def chapter(self, title: str) -> None:
        self.lines.append(f"\n## {title}\n")

    async def say(self, room: Room, user: User, text: str, replies: int = 1, **fields: object) -> Message:
        """The user writes; gives the last message of the bot in answer."""
        self._person(user, text)
        if hasattr(room, "user"):
            await room.send(text, **fields)
        else:
            await room.send(user, text, **fields)
        return await self.hear(room, replies)

    async def hear(self, room: Room, messages: int = 1) -> Message:
        for _ in range(messages):
            message = await room.next_message(60)
            self._bot(message)
        return message

    async def press(self, room: Room, message: Message, label: str, user: User, *, edits: bool = False) -> Message:
        """The user presses a button; gives the message that comes, or the edited one."""
        self.lines.append(f"*{user.first_name} presses* **[{label}]**\n")
        toast = (await (await self.peer.press(message, label, by=user)).answer()).get("text")
        if toast:
            self.lines.append(f"*beside the button:* {toast}\n")
        if edits:
            changed = (await room.next_edit(60)).message
            self._bot(changed, "changes its message to")
            return changed
        return await self.hear(room)

    def note(self, text: str) -> None:
        self.lines.append(f"{text}\n")

    def write(self) -> None:
        text = "\n".join(self.lines).rstrip("\n") + "\n"
        PAGE.write_text(text, encoding="utf-8")

    def _person(self, user: User, text: str) -> None:
        self.lines.append(f"**{user.first_name}:** {text}\n")

    def _bot(self, message: Message, does: str = "") -> None:
        self.lines.append(f"**Kutip**{f' {does}' if does else ''}:\n")
        if message.file is not None:
            self.lines.append(self._picture(message))
        self.lines += [f"> {line}".rstrip() for line in message.text.splitlines()]
        rows = (message.markup or {}).get("inline_keyboard", [])
        if rows:
            self.lines += [">", *("> " + " ".join(f"`[{button['text']}]`" for button in row) + "  " for row in rows)]
        self.lines.append("")

    def _picture(self, message: Message) -> str:
        self.pictures += 1
        file = PICTURES / f"{self.pictures}.png"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(message.file.data)
        return f"![picture]({PICTURES.name}/{file.name})\n"


@asynccontextmanager
async def archive(folder: Path) -> AsyncIterator[Kutip]:
    async with await Kutip.open(f"sqlite+aiosqlite:///{folder}/kutip.db", clock=lambda: MORNING) as kutip:
        await kutip.reindex([ROOT / "seeds"])
        yield kutip


async def morning(scribe: Scribe, chat: Room, rara: User) -> None:
    scribe.chapter("08.00 A reporter in her private chat")
    answer = await scribe.say(chat, rara, "brp lama sih macron nelpon putin?")
    await scribe.press(chat, answer, "Konteks", rara)
    await scribe.press(chat, answer, "Kutip", rara)
    article = await scribe.press(chat, answer, "Artikel", rara)
    if any(button["text"] == "▶" for button in article.buttons):
        await scribe.press(chat, article, "▶", rara, edits=True)
    await scribe.say(chat, rara, "Siapa yang memimpin delegasi Ukraina di Belarusia?")
    await scribe.say(chat, rara, "kalau dari pihak Rusia?")
    refusal = await scribe.say(chat, rara, "Berapa lama Biden menelepon Putin?")
    scribe.note("A false premise is refused, with what the archive does say about the name.")
    assert not refusal.quotes


async def desk(scribe: Scribe, topic: Room, budi: User) -> None:
    scribe.chapter("10.30 The desk checks a claim, in a topic of its group")
    answer = await scribe.say(topic, budi, "@kutip_bot Kapan Macron dan Putin bertelepon selama 105 menit?")
    await scribe.press(topic, answer, "Kronologi", budi)
    await scribe.say(topic, budi, "/tanya menurut GenPI kapan telepon itu?")
    await scribe.say(topic, budi, "/kronologi gencatan senjata")
    picture = await scribe.say(topic, budi, "/linimasa Putin")
    for button in picture.buttons[:1]:
        await scribe.press(topic, picture, button["text"], budi, edits=True)


async def inline(scribe: Scribe, group: Room, rara: User) -> None:
    scribe.chapter("11.00 A quote pasted into another chat")
    words = "siapa yang mengonfirmasi komitmen Rusia"
    scribe.note(f"*Rara types* `@kutip_bot {words}` *in a chat that the bot is not in, and is offered:*")
    asked = await scribe.peer.inline(rara, words)
    results = (await asked.answer())["results"]
    for result in results:
        scribe.note(f"- **{result['title']}**: {result['description']}")
    if results:
        message = await asked.choose(results[0]["id"], group)
        scribe.note("*She picks the first; it is sent in her name:*")
        scribe.note("\n".join(f"> {line}".rstrip() for line in message.text.splitlines()))


async def watching(
    scribe: Scribe, chat: Room, topic: Room, people: tuple[User, User], kutip: Kutip, file: Path, clock: DeskClock
) -> None:
    rara, budi = people
    scribe.chapter("13.00 A watch, and a correction")
    await scribe.say(chat, rara, "/pantau Grup Kontak Trilateral")
    scribe.note("*A new article comes in with the next reindex.*")
    await publish(kutip, file, NEW)
    await clock.look(minutes=30)
    await scribe.hear(chat)
    await scribe.say(topic, budi, "@kutip_bot Di mana Grup Kontak Trilateral bertemu lagi pada Senin pagi?")
    scribe.note("*The outlet corrects its article. Whoever watches is told of the new sentence ...*")
    await publish(kutip, file, CORRECTED)
    await clock.look(minutes=30)
    await scribe.hear(chat)
    scribe.note("*... and the topic that was given the old one, of the correction.*")
    await scribe.hear(topic)


async def evening(scribe: Scribe, chat: Room, editor: User) -> None:
    scribe.chapter("17.00 The editor looks after the desk")
    refusal = await scribe.say(chat, editor, "Siapa yang memenangi Piala Dunia?")
    await scribe.press(chat, refusal, "Mengapa?", editor)
    for words in ("/celah", "/sumber", "/status", "/atur", "/hapusdata"):
        await scribe.say(chat, editor, words)


async def publish(kutip: Kutip, file: Path, article: dict[str, object]) -> None:
    await asyncio.to_thread(file.write_text, json.dumps(article), encoding="utf-8")
    await kutip.reindex([ROOT / "seeds", file])


async def day() -> None:
    """The whole day."""
    with tempfile.TemporaryDirectory() as folder:
        async with archive(Path(folder)) as kutip, Peer() as peer:
            rara, budi, editor = peer.user("Rara"), peer.user("Budi"), peer.user("Sari", user_id=ADMIN)
            private, office = peer.private(rara), peer.private(editor)
            forum = peer.forum("Redaksi", [rara, budi, editor])
            topic = await forum.open_topic("Perang", by=budi)
            elsewhere = peer.group("Teman lama", [rara])
            scribe, clock = Scribe(peer), DeskClock(MORNING)
            async with living(peer, kutip, clock):
                await morning(scribe, private, rara)
                await desk(scribe, topic, budi)
                await inline(scribe, elsewhere, rara)
                await watching(scribe, private, topic, (rara, budi), kutip, Path(folder) / "baru.jsonl", clock)
            scribe.note("*The bot is stopped and started again.*")
            async with living(peer, kutip, clock):
                await evening(scribe, office, editor)
            scribe.write()


if __name__ == "__main__":
    asyncio.run(day())
