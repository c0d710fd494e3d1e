"""An outlet that has stopped arriving is named in /sumber and /status, and no other."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col

from retrieval.answering.answerer import Answerer
from retrieval.archive.archive import Archive
from retrieval.archive.listing import Listing
from retrieval.archive.silence import Silence
from retrieval.archive.tables import VersionRow
from retrieval.language.analyzer import Analyzer
from retrieval.service import Kutip, utc_now
from tests.peer import Peer
from tests.telegram.living import living

FIRST = date(2023, 1, 2)
OUTLET = "Warta <b>Sunyi</b> & Rekan"


def article(number: int, outlet: str, day: date) -> dict[str, object]:
    body = f"Pasar nomor {number} dibuka oleh camat setempat pada pagi hari."
    return {"id": f"{outlet}-{number}", "outlet": outlet, "published": day.isoformat(), "body": body}


def written(file: Path, *articles: object) -> Path:
    file.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
    return file


async def test_sources_and_status_warn(peer: Peer, kutip: Kutip, tmp_path: Path) -> None:
    daily = [article(number, "Harian Tiga", FIRST + timedelta(days=number)) for number in range(40)]
    stopped = [article(number, OUTLET, FIRST + timedelta(days=2 * number)) for number in range(10)]
    chat = peer.private(peer.user("Ani"))
    visitor = peer.private(peer.user("Eve", language="en"))
    async with living(peer, kutip):
        await kutip.reindex([written(tmp_path / "pasar.jsonl", *daily, *stopped)])
        await chat.send("/sumber")
        outlets = (await chat.next_message()).text.split("\n\n")
        await chat.send("/status")
        status = (await chat.next_message()).text
        await visitor.send("/status")
        english = (await visitor.next_message()).text
        late = article(99, OUTLET, FIRST + timedelta(days=38))
        await kutip.reindex([written(tmp_path / "pasar.jsonl", *daily, *stopped, late)])
        await chat.send("/status")
        after = (await chat.next_message()).text
    assert [part.splitlines()[0] for part in outlets if "⚠" in part] == [f"• {OUTLET}: 10 artikel"]
    assert "⚠ Tidak datang lagi: 21 hari tanpa artikel, biasanya tiap 2 hari." in "\n".join(outlets)
    assert f"⚠ Tidak datang lagi: {OUTLET} (terakhir 20 Januari 2023)." in status
    assert f"⚠ Stopped arriving: {OUTLET} (last on 20 January 2023)." in english
    assert "⚠" not in after


async def test_outlets_without_dates_by_the_days_on_which_they_came(
    archive_url: str, minds: tuple[Analyzer, Answerer], tmp_path: Path
) -> None:
    undated = [article(number, OUTLET, FIRST) | {"published": None} for number in range(4)]
    other = [article(number, "Radio Uji", FIRST) | {"published": None} for number in range(6)]
    dated = [article(number, "Harian Tiga", FIRST + timedelta(days=number)) for number in range(3)]
    came = datetime(2023, 1, 2, 5, tzinfo=UTC)
    async with await Archive.open(archive_url) as archive:
        kutip = Kutip(archive, analyzer=minds[0], answerer=minds[1], clock=utc_now)
        for number in range(1, 7):
            await kutip.reindex([written(tmp_path / "pasar.jsonl", *undated[:number], *other[:number], *dated)])
        async with archive.database.writing() as connection:
            for place, days in enumerate((0, 2, 4, 6, 8, 20)):
                values = {"activated_at": came + timedelta(days=days)}
                await connection.execute(update(VersionRow).where(col(VersionRow.id) == place + 1).values(**values))
        listing = Listing(archive.database)
        assert await listing.silences() == {OUTLET: Silence(date(2023, 1, 8), 14, 2.0)}
        listed = {one.outlet: one.silence for one in await listing.outlets()}
    assert listed == {OUTLET: Silence(date(2023, 1, 8), 14, 2.0), "Radio Uji": None, "Harian Tiga": None}
