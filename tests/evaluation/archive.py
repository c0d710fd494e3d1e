"""A small archive of four articles, two of them of one agency's copy, and questions on it."""

from __future__ import annotations

import json
from pathlib import Path

BRIDGE = (
    "Jembatan Wai Apu di Kabupaten Lontar runtuh pada Selasa pagi. "
    "Sebanyak 14 pekerja selamat karena sedang beristirahat. "
    "Bupati Lontar Marsudi Kayana meminta kontraktor bertanggung jawab."
)
COPY = (
    "Hujan lebat turun sejak malam. "
    "Sebanyak 14 pekerja selamat karena sedang beristirahat, kata polisi. "
    "Arus lalu lintas dialihkan ke jalan desa."
)
SHIP = (
    "Kapal feri Nusa Tirta berlayar perdana dari Pelabuhan Kendal. "
    "Tiket dijual seharga 85.000 rupiah untuk sekali jalan. "
    "Nakhoda Yohana Rahail memimpin pelayaran itu."
)
FESTIVAL = (
    "Festival layang-layang digelar di Pantai Sora selama tiga hari. Panitia mencatat 40 tim dari sembilan negara ikut."
)
ARTICLES = {"bridge": BRIDGE, "copy": COPY, "ship": SHIP, "festival": FESTIVAL}

QUESTIONS: list[dict[str, object]] = [
    {
        "id": "captain",
        "question": "Siapa nakhoda yang memimpin pelayaran itu?",
        "kind": "who",
        "relevant": [{"article": "ship", "text": "Nakhoda Yohana Rahail"}],
    },
    {
        "id": "workers",
        "question": "Berapa pekerja selamat karena sedang beristirahat?",
        "kind": "how_many",
        "passage": "bridge",
        "answers": ["14 pekerja"],
    },
    {
        "id": "teams",
        "question": "Berapa tim dari sembilan negara yang ikut?",
        "kind": "how_many",
        "passage": "festival",
        "answers": ["40 tim"],
    },
    {"id": "moon", "question": "Kapan roket Garuda mendarat di bulan?", "kind": "when", "answerable": False},
    {"id": "hello", "question": "halo", "answerable": None},
]


def write_articles(path: Path) -> Path:
    """The articles as ready records."""
    return write(path, [{"id": key, "body": body} for key, body in ARTICLES.items()])


def write(path: Path, records: list[dict[str, object]]) -> Path:
    """Records as JSON lines."""
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path
