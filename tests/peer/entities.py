"""Message entities, counted as Telegram counts: in UTF-16 code units (Bot API, "MessageEntity")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests.peer.errors import bad_request

# What Telegram finds by itself in any text, in the order in which a match wins over the later ones.
_DETECTED = (
    ("url", re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.@])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@])")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{3,31})?(?![\w/<>@])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")),
)
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})
_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
_GIVEN = _OPAQUE | _STYLES | {"blockquote", "expandable_blockquote"}


@dataclass(frozen=True)
class Entity:
    """One stretch of a text; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Formatted:
    """A text with its entities, as Telegram stores it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def covered_by(self, *kinds: str) -> list[str]:
        """The texts of the entities of these types, in order."""
        return [utf16_slice(self.text, entity) for entity in self.entities if entity.type in kinds]


# What Telegram's servers do to every text: carriage returns and direction marks go, control characters become spaces.
_CLEANING = {
    **dict.fromkeys((0x0D, *range(0x2028, 0x202F), 0x030A, 0x0333, 0x033F)),
    **{code: " " for code in range(32) if code not in (0x09, 0x0A, 0x0D)},
}


def cleaned(text: str) -> str:
    """The text as Telegram's servers take it in."""
    return text.translate(_CLEANING)


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, entity: Entity) -> str:
    units = text.encode("utf-16-le", "surrogatepass")[2 * entity.offset : 2 * entity.end]
    return units.decode("utf-16-le", "surrogatepass")


def trimmed(text: str, entities: Iterable[Entity]) -> Formatted:
    """Outer white space goes, as on Telegram's servers; entities move along and empty ones go."""
    kept = text.strip()
    lead = utf16_length(text[: len(text) - len(text.lstrip())])
    total = utf16_length(kept)
    moved = []
    for entity in entities:
        start, end = max(entity.offset - lead, 0), min(entity.end - lead, total)
        if end > start:
            moved.append(replace(entity, offset=start, length=end - start))
    return Formatted(kept, tuple(moved))


def settled(text: str, given: Iterable[Entity]) -> Formatted:
    """Trims, drops what may not be nested, adds what Telegram finds by itself, and sorts."""
    formatted = trimmed(text, given)
    nested = _without_forbidden_nesting(sorted(formatted.entities, key=_order))
    found = detected(formatted.text)
    free = [entity for entity in found if not any(_overlap(entity, other) for other in nested if other.type in _OPAQUE)]
    return Formatted(formatted.text, tuple(sorted([*nested, *free], key=_order)))


def detected(text: str) -> list[Entity]:
    """Links, mentions, commands and hashtags; the first kind to claim a stretch keeps it."""
    found: list[Entity] = []
    for kind, pattern in _DETECTED:
        for match in pattern.finditer(text):
            entity = Entity(kind, utf16_length(text[: match.start()]), utf16_length(match.group()))
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return sorted(found, key=_order)


def from_json(items: Sequence[object], text: str) -> list[Entity]:
    """The entities that a bot gave explicitly, checked against its text."""
    total = utf16_length(text)
    entities = []
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("type"), str):
            raise bad_request('can\'t parse MessageEntity: Field "type" must be of type String')
        offset, length = item.get("offset"), item.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if offset < 0 or length < 0 or offset + length > total:
            raise bad_request(f"entity {item['type']} is out of the text's {total} UTF-16 units")
        if item["type"] in _GIVEN:
            extra = {name: item[name] for name in ("url", "language", "custom_emoji_id") if name in item}
            entities.append(Entity(item["type"], offset, length, **extra))
    return entities


def _order(entity: Entity) -> tuple[int, int]:
    return entity.offset, -entity.length


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _without_forbidden_nesting(entities: Sequence[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        around = [other for other in kept if other.offset <= entity.offset and entity.end <= other.end]
        quote = "blockquote" in entity.type and any("blockquote" in other.type for other in around)
        opaque = any(other.type in {"code", "pre"} for other in around)
        link = entity.type in _OPAQUE and any(other.type in _OPAQUE for other in around)
        if not (quote or opaque or link):
            kept.append(entity)
    return kept
