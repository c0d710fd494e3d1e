"""Small articles for the tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FOLK = ("nelayan", "petani", "guru", "perawat", "pedagang", "sopir", "penjahit", "pemahat", "peternak", "pelaut")


def body(number: int, extra: str = "") -> str:
    who = FOLK[number % len(FOLK)]
    return (
        f"Sebanyak {number + 10} {who} di Desa Karang {number} menerima bantuan alat kerja dari pemerintah kabupaten. "
        f"Kepala desa itu mengatakan bantuan tahap {number} akan dibagikan pada pekan depan.\n\n"
        f"Para {who} menyambut baik rencana tersebut karena harga alat terus naik. {extra}".rstrip()
    )


def record(number: int, **fields: object) -> dict[str, object]:
    given = {
        "id": number,
        "outlet": "Warta Karang",
        "title": f"Bantuan ke-{number}",
        "published": f"2023-05-{number % 28 + 1:02d}",
        "url": f"https://warta.example/{number}",
        "body": body(number),
    }
    return {**given, **fields}


def write_records(file: Path, *records: Mapping[str, object] | str) -> Path:
    lines = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in records]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def write_page(file: Path, number: int, extra: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body(number, extra).encode("utf-8"))
    return file
