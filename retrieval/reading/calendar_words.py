"""Month and weekday names as Indonesian pages write them, and the zones of Indonesia."""

from __future__ import annotations

from datetime import timedelta, timezone

_MONTHS = (
    "januari january jan",
    "februari february pebruari feb peb",
    "maret march mar mrt",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags aug agst",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
_WEEKDAYS = (
    "senin senen monday mon sen",
    "selasa tuesday tue sel",
    "rabu wednesday wed rab",
    "kamis thursday thu kam",
    "jumat jum'at jum’at jum`at friday fri jum",
    "sabtu saturday sat sab",
    "minggu ahad sunday sun min mgg",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
ZONES = {name: timezone(timedelta(hours=hours)) for name, hours in (("wib", 7), ("wita", 8), ("wit", 9))}


def alternatives(names: dict[str, int]) -> str:
    """A pattern for any of the names, longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
