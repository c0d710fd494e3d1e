"""Verdicts on answers."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from bot.telegram.panel.tables import FeedbackRow
from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Peer
from tests.telegram.asker import Asker
from tests.telegram.content import ASK_BRIDGE, ASK_HOSTILE, HOSTILE
from tests.telegram.living import living
from tests.telegram.writes import Writes


async def verdicts(kutip: Kutip) -> set[tuple[int, str, str | None]]:
    columns = (col(FeedbackRow.user_id), col(FeedbackRow.verdict), col(FeedbackRow.reason))
    async with kutip.archive.database.reading() as connection:
        return {tuple(row) for row in await connection.execute(select(*columns))}


async def test_a_verdict_is_kept_once_for_each_person(peer: Peer, kutip: Kutip) -> None:
    ani = Asker(peer)
    async with living(peer, kutip):
        answer = await ani.ask(ASK_BRIDGE)
        await ani.toast(answer, "👍")
        reasons = await ani.press(answer, "👎")
        assert "Tercatat" in await ani.toast(reasons, "Sudah usang")
        assert "Sudah usang" in (await ani.chat.next_edit()).message.text
        # Asked for a reason once is enough.
        assert "tercatat" in await ani.toast(answer, "👎")
        await peer.idle()
        received = len(ani.chat.received)
    assert await verdicts(kutip) == {(ani.user.id, "bad", "old")}
    assert received == 2


async def test_a_reason_is_given_by_whoever_was_asked(peer: Peer, kutip: Kutip) -> None:
    ani, budi = peer.user("Ani"), peer.user("Budi")
    group = peer.group("Redaksi", [ani, budi])
    async with living(peer, kutip):
        await group.send(ani, f"/tanya {ASK_BRIDGE}")
        answer = await group.next_message()
        await (await peer.press(answer, "👎", by=ani)).answer()
        reasons = await group.next_message()
        other = await (await peer.press(reasons, "Sudah usang", by=budi)).answer()
        assert "orang lain" in other["text"]
        await (await peer.press(answer, "👍", by=budi)).answer()
        await (await peer.press(reasons, "Sudah usang", by=ani)).answer()
        await (await peer.press(answer, "👎", by=ani)).answer()
        await peer.idle()
    assert await verdicts(kutip) == {(ani.id, "bad", "old"), (budi.id, "good", None)}


async def test_a_verdict_survives_a_kill_at_any_write(
    tmp_path: Path, archive_file: Path, minds: tuple[Analyzer, Answerer]
) -> None:
    async def judged(name: str, writes: Writes) -> None:
        shutil.copy(archive_file, tmp_path / name)
        archive = await Archive.open(f"sqlite:///{tmp_path / name}")
        async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as kutip:
            await _judged(kutip, writes)

    undisturbed = Writes()
    await judged("undisturbed.db", undisturbed)
    assert undisturbed.made > 4
    for number in range(undisturbed.made):
        await judged(f"{number}.db", Writes(number))


async def _judged(kutip: Kutip, writes: Writes) -> None:
    """Whenever the bot ends between a press and the end of what comes of it, the reason is asked for."""
    async with Peer() as peer:
        ani = Asker(peer)
        async with living(peer, kutip):
            answer = await ani.ask(ASK_BRIDGE)
            await peer.idle()
        with writes.of(kutip.archive.database):
            async with living(peer, kutip, drain_seconds=20 if writes.limit is None else 0):
                await peer.press(answer, "👎", by=ani.user)
                if writes.limit is None:
                    await ani.chat.next_message()
                    await peer.idle()
                else:
                    await writes.over()
        async with living(peer, kutip):
            await ani.chat.send(ASK_HOSTILE)
            while HOSTILE not in (await ani.chat.next_message()).text:
                pass
            await peer.idle()
        assert "Apa yang kurang?" in [message.text for message in ani.chat.received]
        assert await verdicts(kutip) == {(ani.user.id, "bad", None)}


async def test_on_either_engine(peer: Peer, archive_url: str, seeds: Path, minds: tuple[Analyzer, Answerer]) -> None:
    # Bot API, User: ids have at most 52 significant bits.
    ani = Asker(peer, user_id=2**52 - 1)
    archive = await Archive.open(archive_url)
    async with Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now) as kutip:
        await kutip.reindex([seeds])
        async with living(peer, kutip):
            answer = await ani.ask("Siapa yang berhasil menjinakkan Vladimir Putin?")
            reasons = await ani.press(answer, "👎")
            await ani.toast(reasons, "Bukan jawaban")
            await ani.chat.next_edit()
            shown = [await ani.press(answer, button) for button in ("Konteks", "Artikel", "Kronologi", "Kutip")]
            inline = await (await peer.inline(ani.user, "Siapa yang menjinakkan Vladimir Putin?")).answer()
        assert all(answer.quotes[0] in message.text for message in shown)
        assert inline["results"][0]["description"] == answer.quotes[0]
        assert await verdicts(kutip) == {(ani.user.id, "bad", "beside")}
