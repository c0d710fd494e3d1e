"""Telegram's HTML (Bot API, "HTML style"): what it accepts, and its own words for what it does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.peer.entities import Entity, utf16_length
from tests.peer.errors import ApiError, bad_request

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
}
_TAGS = frozenset({*_STYLES, "a", "pre", "blockquote", "tg-emoji"})
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?:x(?P<hex>[0-9a-fA-F]{1,6})|(?P<dec>[0-9]{1,7}))|(?P<name>[A-Za-z]+));?")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=>]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.\-]+)(?=[\s>]))"
)
_WEB_LINK = re.compile(r"(?:(?:https?|ftp|tg|ton|tonsite)://\S+|[\w.-]+\.\w{2,}(?:[/?#]\S*)?)", re.IGNORECASE)


def parse(markup: str) -> tuple[str, list[Entity]]:
    """Splits HTML into plain text and entities; raises what Telegram answers to markup it does not take."""
    reader = _Reader(markup)
    while reader.at < len(markup):
        reader.step()
    if reader.open:
        raise _refusal(f'Can\'t find end tag corresponding to start tag "{reader.open[-1].tag}"')
    return "".join(reader.parts), [entity for entity in reader.entities if entity.length]


def unescaped(text: str) -> str:
    """Decodes the four named and the numeric entities; everything else stays as it is."""
    return _CHARACTER.sub(_character, text)


def _refusal(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _character(match: re.Match[str]) -> str:
    if match["name"]:
        return _NAMED.get(match["name"], match.group())
    code = int(match["hex"], 16) if match["hex"] else int(match["dec"])
    usable = 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if usable else match.group()


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    part: int


@dataclass
class _Reader:
    markup: str
    at: int = 0
    offset: int = 0
    parts: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def step(self) -> None:
        if self.markup[self.at] != "<":
            end = self.markup.find("<", self.at)
            end = len(self.markup) if end < 0 else end
            self._add(unescaped(self.markup[self.at : end]))
            self.at = end
        elif self.markup.startswith("</", self.at):
            self._end_tag()
        else:
            self._start_tag()

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += utf16_length(text)

    def _byte(self) -> int:
        return len(self.markup[: self.at].encode("utf-8", "surrogatepass"))

    def _start_tag(self) -> None:
        name = re.compile(r"[^\s>]*").match(self.markup, self.at + 1)
        assert name is not None
        if name.end() == len(self.markup):
            raise _refusal(f"Unclosed start tag at byte offset {self._byte()}")
        tag = name.group().lower()
        if tag not in _TAGS:
            raise _refusal(f'Unsupported start tag "{tag}" at byte offset {self._byte()}')
        attributes, end = self._attributes(tag, name.end())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte()}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.parts)))
        self.at = end

    def _attributes(self, tag: str, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while True:
            while at < len(self.markup) and self.markup[at].isspace():
                at += 1
            if at == len(self.markup):
                raise _refusal(f"Unclosed start tag at byte offset {self._byte()}")
            if self.markup[at] == ">":
                return attributes, at + 1
            bare = re.compile(r"expandable(?=[\s>])").match(self.markup, at) if tag == "blockquote" else None
            if bare is not None:
                attributes["expandable"] = ""
                at = bare.end()
                continue
            match = _ATTRIBUTE.match(self.markup, at)
            if match is None:
                self._refuse_value(at)
                reason = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                raise _refusal(f"{reason} at byte offset {self._byte()}")
            value = match["double"] if match["double"] is not None else match["single"]
            attributes[match["name"]] = (match["bare"] or "").lower() if value is None else unescaped(value)
            at = match.end()

    def _refuse_value(self, at: int) -> None:
        value = re.compile(r"[^\s=>]+\s*=\s*").match(self.markup, at)
        if value is None:
            return
        if self.markup[value.end() : value.end() + 1] in {"", '"', "'"}:
            raise _refusal(f"Unclosed start tag at byte offset {self._byte()}")
        self.at = value.end()
        raise _refusal(f"Unexpected end of name token at byte offset {self._byte()}")

    def _end_tag(self) -> None:
        if not self.open:
            raise _refusal(f"Unexpected end tag at byte offset {self._byte()}")
        match = re.compile(r"</([^\s>]*)\s*(>?)").match(self.markup, self.at)
        assert match is not None
        if not match[2]:
            raise _refusal(f"Unclosed end tag at byte offset {self._byte()}")
        opened = self.open[-1]
        found = match[1].lower()
        if found and found != opened.tag:
            reason = f"Unmatched end tag at byte offset {self._byte()}"
            raise _refusal(f'{reason}, expected "</{opened.tag}>", found "</{found}>"')
        self.open.pop()
        self._close(opened)
        self.at = match.end()

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        inner = "".join(self.parts[opened.part :])
        if opened.tag == "a":
            self._link(opened, length, inner)
        elif opened.tag == "tg-emoji":
            emoji = opened.attributes.get("emoji-id", "")
            if not emoji.isdigit() or not int(emoji):
                raise bad_request("invalid custom emoji identifier specified")
            self.entities.append(Entity("custom_emoji", opened.offset, length, custom_emoji_id=emoji))
        elif opened.tag == "blockquote":
            kind = "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"
            self.entities.append(Entity(kind, opened.offset, length))
        elif opened.tag == "pre":
            self._preformatted(opened, length)
        else:
            language = self._language(opened)
            self.entities.append(Entity(_STYLES[opened.tag], opened.offset, length, language=language))

    def _language(self, opened: _Open) -> str | None:
        name = opened.attributes.get("class", "")
        inside = opened.tag == "code" and bool(self.open) and self.open[-1].tag == "pre"
        return name.removeprefix("language-") or None if inside and name.startswith("language-") else None

    def _link(self, opened: _Open, length: int, inner: str) -> None:
        url = opened.attributes.get("href") or inner
        # Mentions of a person by id are dropped, as Telegram does where the person is out of the bot's sight.
        if url.startswith("tg://user"):
            return
        if _WEB_LINK.fullmatch(url):
            full = url if "://" in url else f"http://{url}"
            self.entities.append(Entity("text_link", opened.offset, length, url=full))

    def _preformatted(self, opened: _Open, length: int) -> None:
        language = None
        if self.entities and self.entities[-1].type == "code":
            code = self.entities[-1]
            if (code.offset, code.length) == (opened.offset, length):
                language = code.language
                self.entities.pop()
        self.entities.append(Entity("pre", opened.offset, length, language=language))
