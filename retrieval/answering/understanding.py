"""From the words of a question to what is asked: kind, concepts, filters, and what earlier turns lend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import resources

from retrieval.answering.calendar import MONTH, MONTHS
from retrieval.answering.concept import Concept, ConceptKind, Variant, VariantKind
from retrieval.answering.filters import Filters, Outlets, Scope, read_filters
from retrieval.answering.phrases import Phrase, Phrasebook
from retrieval.answering.wanted import NEGATIONS, Wanted
from retrieval.index.vocabulary import Vocabulary
from retrieval.language.analyzer import Analyzer
from retrieval.language.background import Background
from retrieval.language.lexicon import Lexicons, Recognised

LONGEST = 1000
MOST_CONCEPTS = 40
HOLLOW_FACTOR = 0.2
INHERITED_FACTOR = 0.7
SPELLINGS = 4
LONGEST_SLANG = 3
LEAST_FOCUS = 2.0
NEAR_SPELLING = 0.85
# A name that the archive lacks may be one that it writes another way ("Dmitri", "Dmitry").
OTHER_SPELLING = 0.8
FAR_SPELLING = 0.7
# Titles and the rarer names; where the archive has no such word at all, its lack tells as much as that of a name.
MOSTLY_CAPITAL = 0.6
_DATE = re.compile(
    rf"\b(\d{{1,2}})\s+({MONTH})\b(?:\s+(\d{{4}}))?|\b(\d{{1,2}})\s*[/-]\s*(\d{{1,2}})(?:\s*[/-]\s*(\d{{2,4}}))?\b",
    re.IGNORECASE,
)
_MONTH_NAMES = {number: [name for name, of in MONTHS.items() if of == number] for number in range(1, 13)}
_WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")
_INTERROGATIVE = re.compile(
    r"\b(?:siapa|apa|kapan|mana|di ?mana|berapa|mengapa|kenapa|bagaimana)(?:kah)?\b|\b(?:who|what|when|where|why|how)\b"
)
# "Bersedia bertemu kapan saja" asks for no time; at the start, "kapan saja" asks for several.
_ANY_TIME = re.compile(r"(?<=\w )(?:kapan|di ?mana|siapa|apa|bagaimana) ?pun\b|(?<=\w )kapan saja\b")
_CAPITALISED = re.compile(r"[A-ZÀ-Þ]")
_LEANING = re.compile(
    r"^(?:kalau|terus|lalu|lho|loh|trus|dan|tapi|nah|oh|o|hmm|bukannya|bukankah|emang|memang|masa)\b"
    r"|^(?:then|and|what about|how about)\b"
    r"|\b(?:dia|ia|mereka|nya|beliau|itu|tersebut|situ|sana|keduanya|he|she|they|it|them|his|their|alasannya|tujuannya"
    r"|sebabnya|isinya|hasilnya|namanya|jumlahnya|korbannya|pelakunya|tempatnya|waktunya)\b|\w{4,}nya\b",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    ``text`` is what was asked (cut to ``LONGEST`` characters), ``normal`` its lower-case form with slang written out.
    ``of_event`` is the same question, its days in plain words telling when a thing happened, not when it was reported.
    """

    text: str
    normal: str
    language: str
    wanted: Wanted
    concepts: tuple[Concept, ...]
    filters: Filters
    recognised: Recognised | None
    shortened: bool = False
    of_event: Question | None = None

    @property
    def empty(self) -> bool:
        return not self.concepts and not self.filters.any and self.recognised is None

    def within(self, scope: Scope) -> Question:
        """The same question, to be answered from a part of the archive."""
        of_event = self.of_event.within(scope) if self.of_event is not None else None
        return replace(self, filters=replace(self.filters, scope=scope), of_event=of_event)


class Understanding:
    """Reads questions with the lexicons; knows the archive only through the vocabulary and outlets it is given."""

    def __init__(self, analyzer: Analyzer, lexicons: Lexicons, background: Background) -> None:
        self._analyzer = analyzer
        self._lexicons = lexicons
        self._background = background
        self._common = Vocabulary([word for word in background.capital_share if background.is_common(word)])
        self._phrases = Phrasebook(analyzer, lexicons)
        self._hollow = {term for word in _hollow_words() for term in (word, analyzer.term(word))}
        self._units = {unit: frozenset(members) for unit, members in lexicons.units.items()}
        self._classes = {
            name: frozenset(member.casefold() for member in members) for name, members in lexicons.classes.items()
        }

    def read(
        self, text: str, vocabulary: Vocabulary, outlets: Outlets, today: date, context: Sequence[str] = ()
    ) -> Question:
        """Understand ``text``; ``context`` holds earlier questions, oldest first."""
        question = self._read(text, vocabulary, outlets, today, context, plain_days=True)
        if question.filters.days is None:
            return question
        other = self._read(text, vocabulary, outlets, today, context, plain_days=False)
        return question if other.filters.days == question.filters.days else replace(question, of_event=other)

    def _read(
        self,
        text: str,
        vocabulary: Vocabulary,
        outlets: Outlets,
        today: date,
        context: Sequence[str],
        *,
        plain_days: bool,
    ) -> Question:
        question = self._read_alone(text, vocabulary, outlets, today, plain_days=plain_days)
        if context and question.recognised is None and self._needs_context(question):
            earlier = [self._read_alone(turn, vocabulary, outlets, today) for turn in context[-3:]]
            question = _inherit(question, [turn for turn in earlier if turn.recognised is None], self._classes)
        return question

    def _read_alone(
        self, text: str, vocabulary: Vocabulary, outlets: Outlets, today: date, *, plain_days: bool = True
    ) -> Question:
        cleaned = " ".join(unicodedata.normalize("NFKC", text).split())
        shortened = len(cleaned) > LONGEST
        if shortened:
            cleaned = cleaned[:LONGEST].rsplit(" ", 1)[0]
        remaining, filters = read_filters(cleaned, outlets, today, plain_days=plain_days)
        language = self._language(remaining)
        words = self._words(remaining)
        normal = " ".join(word.normal for word in words)
        smalltalk = self._lexicons.smalltalk
        forms = dict.fromkeys((cleaned, self._normal(cleaned), remaining, normal))
        recognised = next((found for form in forms if (found := smalltalk.recognise(form)) is not None), None)
        wanted = self._wanted(normal, language)
        concepts = self._concepts(remaining, words, language, vocabulary, self._sort_of_answer(normal, wanted))
        return Question(
            text=cleaned,
            normal=normal,
            language=language,
            wanted=replace(wanted, focus=_focus(normal, concepts)),
            concepts=concepts,
            filters=filters,
            recognised=recognised,
            shortened=shortened,
        )

    @staticmethod
    def _needs_context(question: Question) -> bool:
        """Whether a question cannot be understood alone: it points back, or says too little."""
        own = [concept for concept in question.concepts if concept.weight >= 2]
        named = any(concept.kind is ConceptKind.NAME for concept in own)
        if _LEANING.search(question.normal):
            return len(own) <= 4 or not named
        return len(own) <= 1 and not (named and question.wanted.kind != "topic")

    def _normal(self, text: str) -> str:
        return " ".join(word.normal for word in self._words(text))

    def _language(self, text: str) -> str:
        words = text.casefold().split()
        english = sum(word.strip("?,.!'\"") in self._lexicons.english_markers for word in words)
        return "en" if words and english * 4 >= len(words) else "id"

    def _words(self, text: str) -> list[_Word]:
        """The words of a question, slang written out; the longest chat form wins."""
        shouted = text.isupper()
        matches = list(_WORD.finditer(text))
        folded = [match.group().casefold() for match in matches]
        words = []
        index = 0
        while index < len(matches):
            size, standard = self._standard(folded[index:])
            first, last = matches[index], matches[index + size - 1]
            capital = bool(_CAPITALISED.match(first.group())) and not shouted and first.start() > 0
            written = " ".join(folded[index : index + size])
            words.append(_Word(first.start(), last.end(), written, standard or written, capital))
            index += size
        return words

    def _standard(self, folded: Sequence[str]) -> tuple[int, str | None]:
        """How many words the longest slang form at the start takes, and what it stands for."""
        for size in range(min(LONGEST_SLANG, len(folded)), 0, -1):
            standard = self._lexicons.slang.get(" ".join(folded[:size]))
            if standard is not None:
                return size, standard.casefold()
        return 1, None

    def _wanted(self, normal: str, language: str) -> Wanted:
        kind = self._lexicons.kind_of(_ANY_TIME.sub(" ", normal), language) or "topic"
        focus = self._lexicons.focus_of(normal)
        wants = focus.wants if focus and focus.kind == kind else ""
        head = ""
        if match := re.search(r"\b(\w{4,}) (?:apa|mana|apakah|manakah)\b", normal):
            head = match[1]
        units: frozenset[str] = frozenset()
        members: frozenset[str] = frozenset()
        if wants.startswith("unit:"):
            units = self._units.get(wants[5:], frozenset())
        elif wants.startswith("class:"):
            members = self._classes.get(wants[6:], frozenset())
        if kind in ("how_many", "how_much") and not units:
            counted = re.search(r"\bberapa(?:kah)?(?: banyak| jumlah| orang)? (\w+)", normal)
            units = frozenset({counted[1]}) if counted else frozenset()
        if kind == "how_long" and not units:
            units = self._units.get("time", frozenset())
        negated = any(word in NEGATIONS for word in normal.split())
        return Wanted(kind, units, members, head, negated=negated)

    def _sort_of_answer(self, normal: str, wanted: Wanted) -> frozenset[str]:
        """Words that name the sort of answer ("negara mana"): a sentence names the country, not the sort."""
        if not wanted.members:
            return frozenset()
        names = (name for name, members in self._classes.items() if members == wanted.members)
        return frozenset(word for name in names for word in name.split()) & frozenset(normal.split())

    def _concepts(
        self,
        text: str,
        words: Sequence[_Word],
        language: str,
        vocabulary: Vocabulary,
        sort_of_answer: frozenset[str],
    ) -> tuple[Concept, ...]:
        builder = _Builder({self._analyzer.terms(word)[0] for word in sort_of_answer if self._analyzer.terms(word)})
        dates = [match for match in _DATE.finditer(text) if _month_of(match)]
        index = 0
        while index < len(words) and len(builder.concepts) < MOST_CONCEPTS:
            day = next((match for match in dates if match.start() <= words[index].start < match.end()), None)
            if day is not None:
                self._add_day(builder, day)
                while index < len(words) and words[index].start < day.end():
                    index += 1
            elif language == "en" and (size := self._add_english(builder, words[index:], vocabulary)):
                index += size
            else:
                index += self._add_indonesian(builder, words[index:], vocabulary, by_word=language == "en")
        return tuple(builder.concepts)

    def _add_day(self, builder: _Builder, match: re.Match[str]) -> None:
        month = _month_of(match)
        day, year = match[1] or match[4], match[3] or match[6]
        spelled = [(self._term(day), self._term(form)) for form in (*_MONTH_NAMES[month], str(month), f"{month:02}")]
        variants = tuple(Variant(terms, 1.0, VariantKind.EXACT) for terms in dict.fromkeys(spelled))
        builder.add(match.group(), ConceptKind.NUMBER, 6.0, variants)
        if year and len(year) == 4:
            terms = (self._term(year),)
            builder.add(year, ConceptKind.NUMBER, 2.0, (Variant(terms, 1.0, VariantKind.EXACT),))

    def _add_english(self, builder: _Builder, words: Sequence[_Word], vocabulary: Vocabulary) -> int:
        found = self._phrases.translate([word.folded for word in words], vocabulary)
        if found is None or (words[0].capital and found[0] == 1 and self._term(words[0].folded) in vocabulary):
            return 0
        size, meanings = found
        variants: dict[tuple[str, ...], Variant] = {}
        for terms in meanings:
            if all(self._analyzer.is_stop(term) for term in terms):
                continue
            variants[terms] = Variant(terms, 0.95, VariantKind.TRANSLATION)
            for other in self._phrases.variants(terms):
                variants.setdefault(other.terms, Variant(other.terms, 0.9 * other.weight, other.kind))
        if variants:
            text = " ".join(word.folded for word in words[:size])
            weight = min(self._weight(terms) for terms in variants if variants[terms].kind is VariantKind.TRANSLATION)
            builder.add(text, ConceptKind.WORD, weight, tuple(variants.values()))
        return size

    def _add_indonesian(
        self, builder: _Builder, words: Sequence[_Word], vocabulary: Vocabulary, *, by_word: bool = False
    ) -> int:
        """Add the phrase or word at the start; ``by_word`` takes a phrase that the archive lacks word by word."""
        first = words[0]
        terms = [term for word in words[:4] for term in self._analyzer.terms(word.normal)]
        phrase = self._phrases.longest(terms)
        size = self._words_in(words, len(phrase.terms)) if phrase is not None else 1
        named = any(self._background.is_name(word.normal) for word in words[:size])
        if (
            phrase is not None
            and len(phrase.terms) > 1
            and (phrase.name or not named)
            # With a function word inside it describes ("invasi Rusia ke Ukraina"), and may be said in other words.
            and not any(self._analyzer.is_stop(term) for term in phrase.terms)
            and not (by_word and not _held(phrase, vocabulary))
        ):
            exact = Variant(phrase.terms, 1.0, VariantKind.EXACT)
            kind = ConceptKind.NAME if phrase.name else ConceptKind.WORD
            text = " ".join(word.normal for word in words[:size])
            builder.add(text, kind, self._weight(phrase.terms), (exact, *phrase.variants))
            return size
        for part in _parts(first.normal):
            self._add_word(builder, part, first, vocabulary, english=by_word)
        return 1

    def _words_in(self, words: Sequence[_Word], terms: int) -> int:
        """How many words hold the first ``terms`` terms."""
        count = 0
        for size, word in enumerate(words, start=1):
            count += len(self._analyzer.terms(word.normal))
            if count >= terms:
                return size
        return len(words)

    def _add_word(
        self, builder: _Builder, part: str, word: _Word, vocabulary: Vocabulary, *, english: bool = False
    ) -> None:
        if self._analyzer.is_stop(part):
            return
        found = self._analyzer.terms(part)
        if not found or all(self._analyzer.is_stop(term) for term in found):
            return
        terms = tuple(dict.fromkeys(found))
        variants = [Variant(terms, 1.0, VariantKind.EXACT), *self._phrases.variants(terms)]
        number = any(character.isdigit() for character in part)
        ordinary = self._background.knows(part) and not self._background.is_name(part)
        is_name = not number and (
            (word.capital and not ordinary) or self._background.is_name(part) or self._phrases.is_name(terms)
        )
        known = any(all(term in vocabulary for term in variant.terms) for variant in variants)
        if not (known or number or english):
            is_name = is_name or self._background.capital_share.get(part, 0.0) >= MOSTLY_CAPITAL
        weight = self._weight(terms) * (HOLLOW_FACTOR if terms[0] in self._hollow or part in self._hollow else 1.0)
        if not number and len(terms) == 1 and not (known and ordinary):
            meant = self._spellings(part, terms[0], vocabulary, known=known, name=is_name)
            common = None if known or meant or word.capital else self._common_word(part)
            if common is not None:
                self._add_word(builder, common, word, vocabulary, english=english)
                return
            if meant and not known:
                # What the word was meant to be says how much it tells.
                weight = min(weight, max(self._weight(variant.terms) for variant in meant))
                is_name = is_name or self._background.is_name(meant[0].terms[0])
            variants.extend(meant)
        kind = ConceptKind.NUMBER if number else ConceptKind.NAME if is_name else ConceptKind.WORD
        builder.add(part, kind, weight, tuple(variants))

    def _spellings(self, word: str, term: str, vocabulary: Vocabulary, *, known: bool, name: bool) -> list[Variant]:
        """Terms of the archive that the word may be a misspelling of."""
        ordinary = self._background.knows(word)
        if (known or ordinary) and not name:
            return []
        least = NEAR_SPELLING if known else OTHER_SPELLING if ordinary else FAR_SPELLING
        similar = [*vocabulary.similar(term, SPELLINGS), *(vocabulary.similar(word, SPELLINGS) if word != term else ())]
        best = max((likeness for _, likeness in similar), default=0.0)
        return [
            Variant((other,), likeness, VariantKind.SPELLING)
            for other, likeness in similar
            if likeness >= max(least, best - 0.05) and other != term
        ]

    def _common_word(self, word: str) -> str | None:
        """The everyday word that an unknown one is a misspelling of."""
        if self._background.knows(word):
            return None
        found = self._common.similar(word, 1)
        return found[0][0] if found and found[0][1] >= OTHER_SPELLING else None

    def _weight(self, terms: Sequence[str]) -> float:
        content = [self._background.weight(term) for term in terms if not self._analyzer.is_stop(term)]
        return max(content, default=0.5)

    def _term(self, word: str) -> str:
        return self._analyzer.term(word)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question: where it stands, folded, with slang written out, and whether it has a capital."""

    start: int
    end: int
    folded: str
    normal: str
    capital: bool


class _Builder:
    """Collects concepts, each thing once."""

    def __init__(self, light: Collection[str] = ()) -> None:
        self.concepts: list[Concept] = []
        self._seen: set[tuple[str, ...]] = set()
        self._light = light

    def add(self, text: str, kind: ConceptKind, weight: float, variants: tuple[Variant, ...]) -> None:
        if variants and variants[0].terms not in self._seen:
            self._seen.add(variants[0].terms)
            if all(term in self._light for term in variants[0].terms):
                weight *= HOLLOW_FACTOR
            self.concepts.append(Concept(text, kind, weight, len(self.concepts), variants))


def _focus(normal: str, concepts: Sequence[Concept]) -> str:
    """The weighty concept, no name, nearest to the question word, the later of two as near; empty without one."""
    asked = _INTERROGATIVE.search(normal)
    if asked is None:
        return ""
    best, nearest = "", len(normal) + 1
    for concept in concepts:
        place = normal.find(concept.text)
        if place < 0 or concept.weight < LEAST_FOCUS or concept.kind is ConceptKind.NAME:
            continue
        distance = place - asked.end() if place > asked.start() else asked.start() - place - len(concept.text)
        if distance <= nearest:
            best, nearest = concept.text, distance
    return best


def _held(phrase: Phrase, vocabulary: Vocabulary) -> bool:
    """Whether the archive has all words of a phrase, in any of its wordings."""
    return any(
        all(term in vocabulary for term in terms) for terms in (phrase.terms, *(v.terms for v in phrase.variants))
    )


def _parts(normal: str) -> list[str]:
    """The words of a written-out form; joined names come apart, doubled words stay one."""
    return [
        part for word in normal.split() for part in (dict.fromkeys(word.split("-")) if "-" in word else (word,)) if part
    ]


def _month_of(match: re.Match[str]) -> int:
    """The month that a date names, or 0 when the numbers are no date."""
    month = MONTHS[match[2].lower()] if match[2] else int(match[5])
    day = int(match[1] or match[4])
    return month if 1 <= month <= 12 and 1 <= day <= 31 else 0


def _inherit(question: Question, earlier: Sequence[Question], classes: Mapping[str, frozenset[str]]) -> Question:
    """Lend the concepts of earlier turns to a question that leans on them; newer names of a class replace older."""
    own = {concept.variants[0].terms for concept in question.concepts}
    named = {name for concept in question.concepts for name, members in classes.items() if concept.text in members}
    lent: list[Concept] = []
    for age, turn in enumerate(reversed(earlier)):
        for concept in turn.concepts:
            replaced = any(concept.text in members for name, members in classes.items() if name in named)
            if concept.variants[0].terms not in own and not replaced:
                own.add(concept.variants[0].terms)
                factor = INHERITED_FACTOR / (1 + age)
                lent.append(replace(concept, weight=concept.weight * factor, inherited=True))
    concepts = [*question.concepts, *lent][:MOST_CONCEPTS]
    wanted = question.wanted
    if wanted.kind == "topic" and earlier:
        wanted = earlier[-1].wanted
    filters = question.filters if question.filters.any or not earlier else earlier[-1].filters
    return replace(
        question,
        wanted=wanted,
        filters=filters,
        concepts=tuple(replace(concept, position=place) for place, concept in enumerate(concepts)),
    )


def _hollow_words() -> list[str]:
    text = (resources.files("retrieval.answering") / "data" / "hollow.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
