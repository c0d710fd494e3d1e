"""``kutip chronology``: a topic day by day, as text, JSON and a picture."""

from __future__ import annotations

import json
import typing
from pathlib import Path

from PIL import Image

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = Path(__file__).parents[2] / "seeds"
TOPIC = ("perundingan", "Rusia", "Ukraina")


def test_days_in_order_with_their_quotes_word_for_word(indexed: Command) -> None:
    done = indexed("chronology", *TOPIC, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    days = [day["day"] for day in told["days"]]
    assert days == sorted(days)
    assert len(days) == 4
    assert told["articles"] == 5
    assert told["undated"]["day"] is None
    for day in (*told["days"], told["undated"]):
        assert 1 <= len(day["quotes"]) <= 2
        for quote in day["quotes"]:
            page = (SEEDS / quote["file"]).read_text(encoding="utf-8")
            assert page[quote["start"] : quote["end"]] == quote["text"]


def test_as_text_each_quote_in_one_piece(indexed: Command) -> None:
    told = json.loads(indexed("chronology", *TOPIC, "--json", "-n", "1").stdout)
    text = indexed("chronology", *TOPIC, "-n", "1").stdout
    quotes = [day["quotes"][0]["text"] for day in (*told["days"], told["undated"])]
    places = [text.index(quote) for quote in quotes]
    assert places == sorted(places)
    assert "Tanggal tidak tercantum" in text
    assert "Chronology: perundingan" in indexed("chronology", *TOPIC, KUTIP_LANGUAGE="en").stdout


def test_the_picture_is_written_in_the_look_asked_for(indexed: Command, tmp_path: Path) -> None:
    light, dark = tmp_path / "terang.png", tmp_path / "gelap.png"
    assert indexed("chronology", *TOPIC, "--picture", str(light)).returncode == 0
    assert indexed("chronology", *TOPIC, "--picture", str(dark), "--dark").returncode == 0
    shades = [Image.open(file).convert("L").getpixel((2, 2)) for file in (light, dark)]
    assert shades[0] > 200 > 60 > shades[1]


def test_where_nothing_is_reported(indexed: Command, tmp_path: Path) -> None:
    file = tmp_path / "kosong.png"
    done = indexed("chronology", "kunjungan", "Wagimin", "Sastro", "--picture", str(file))
    assert done.returncode == 0
    assert "Tidak ditemukan di arsip: Wagimin" in done.stdout
    assert "nothing to draw" in done.stderr
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_named(indexed: Command, tmp_path: Path) -> None:
    done = indexed("chronology", *TOPIC, "--picture", str(tmp_path / "tiada" / "x.png"))
    assert done.returncode == 2
    assert "--picture" in done.stderr


def test_an_empty_archive(kutip: Command) -> None:
    assert "Arsip masih kosong" in kutip("chronology", "banjir").stdout
