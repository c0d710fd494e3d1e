"""What a line looks like: prose, a headline, a list item, a quotation."""

from __future__ import annotations

import re

from retrieval.reading.words import cue_words, cues

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_TERMINATED = re.compile(r"[.!?…][\"”’'»)\]*]*$")
_ENDS_IN_FULL_STOP = re.compile(r"[.…][\"”’'»)\]*]*$|[!?][\"”’'»]$")
_QUOTED = re.compile(r"^[\"“„«][^\"“”]{3,}[\"”»]?")
_SPEECH = re.compile(rf"[\"”][\s,]*{cues('attributing')}")
_ITEM = re.compile(r"^(?:[-–—•●▪■◦·►▶➤✓✔*]\s*\S|\(?\d{1,3}[.)](?!\d)\s*\S|\(?[a-zA-Z][.)]\s+\S)")
_INNER_STOP = re.compile(r"[a-z]{2}\. [A-Z\"“]")
_ANNOUNCES = re.compile(
    r"(?i)^(?:berikut|inilah|daftar)\b|\b(?:sebagai berikut|berikut (?:ini|daftar\w*|rincian\w*))\W*$"
)
_DATA = re.compile(r"^[^.!?:]{2,80}\s?[:=]\s?.{0,60}\d")
_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST_PROSE = 25
_FEWEST_WORDS_OF_SENTENCE = 8
_FEWEST_WORDS_OF_STATEMENT = 5


def terminated(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_TERMINATED.search(line.rstrip()))


def headline_cased(line: str) -> bool:
    """Whether its content words are capitalised, as headlines are and running text is not."""
    small = cue_words("function_words")
    found: list[str] = [word for word in _WORD.findall(line)[1:] if word.lower() not in small and len(word) > 2]
    if len(found) < 2:
        return bool(line.isupper())
    return sum(word[0].isupper() for word in found) / len(found) >= 0.75


def is_prose(line: str) -> bool:
    """A paragraph of running text: sentences with an end, not a headline that asks or shouts."""
    plain = line.strip()
    if len(plain) < _SHORTEST_PROSE or not terminated(plain) or plain.endswith(("...", "…")):
        return is_speech(plain)
    count = len(_WORD.findall(plain))
    if count < 4:
        return is_speech(plain)
    if _ENDS_IN_FULL_STOP.search(plain):
        return not plain.isupper()
    return is_speech(plain) or (not headline_cased(plain) and count > 4)


def is_short_sentence(line: str) -> bool:
    """A paragraph of a few words with a full stop: body text amid body text, though nothing to find a body by."""
    words = _WORD.findall(line)
    return len(words) > 1 and line.rstrip().endswith(".") and not line.endswith("..") and not headline_cased(line)


def is_speech(line: str) -> bool:
    """A quotation, with its attribution or alone."""
    plain = line.strip()
    return bool(_SPEECH.search(plain)) or bool(_QUOTED.match(plain) and plain[-1] in '"”.,!?' and len(plain) > 12)


def is_bulleted(line: str) -> bool:
    return bool(_ITEM.match(line))


def is_item(line: str) -> bool:
    """A list item by its bullet or number, or a figure behind its label."""
    return is_bulleted(line) or bool(_DATA.match(line) and len(line) < 140)


def is_unfinished(line: str, least: int = 80) -> bool:
    """Running text whose full stop is missing: long enough, in sentence case, or broken off at a comma."""
    plain = line.strip()
    if len(plain) >= least and _INNER_STOP.search(plain):
        return True
    if headline_cased(plain) or plain.endswith(("...", "…", "?", "!")):
        return False
    if plain.endswith((",", ";")):
        return len(plain) >= 40
    return len(plain) >= least


def ends_as_statement(line: str) -> bool:
    """A sentence of ordinary length with a full stop, which headlines do not have."""
    plain = line.strip()
    count = len(_WORD.findall(plain))
    return count >= _FEWEST_WORDS_OF_STATEMENT and is_prose(plain) and plain[-1] == "." and not headline_cased(plain)


def lacks_full_stop(line: str) -> bool:
    """Running text of ordinary length without its full stop, which between sentences is no heading."""
    plain = line.strip()
    if terminated(plain) and not plain.endswith(")"):
        return False
    return len(_WORD.findall(plain)) >= _FEWEST_WORDS_OF_SENTENCE and not headline_cased(plain) and not is_item(plain)


def introduces_list(line: str) -> bool:
    plain = line.strip()
    announced = plain.endswith(":") or bool(_ANNOUNCES.search(plain))
    return announced and len(plain) >= 25 and not headline_cased(plain)


def folded(line: str) -> str:
    """A line for comparing: its letters and digits, lower case."""
    return _NO_LETTER.sub("", line).lower()
