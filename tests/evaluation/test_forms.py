"""The forms of question sets, each on a few lines of its own."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from retrieval.errors import MalformedQuestions
from retrieval.evaluation.forms import read_questions
from retrieval.evaluation.gold import Expected
from tests.evaluation.archive import BRIDGE, QUESTIONS, SHIP, write

FACQA = {
    "id": "f1",
    "question": "Siapa bupati Lontar?",
    "context": BRIDGE,
    "answers": ["Marsudi Kayana"],
    "answer_start": [BRIDGE.index("Marsudi")],
    "passage_id": "p7",
}
IDK = {
    "id": "i1",
    "question": "Siapa pemilik kapal feri itu?",
    "context": SHIP,
    "answers": [],
    "answer_start": None,
    "answerable": False,
    "split": "valid",
}
REPLY = {
    "id": "g1",
    "question": "Kapan jembatan itu runtuh?",
    "kind": "when",
    "expect": "quote",
    "context": ["Jembatan Wai Apu runtuh?"],
    "gold": [{"file": "a.txt", "quote": "Jembatan runtuh pada Selasa pagi.", "sent": "0.1"}],
}


def test_the_own_form(tmp_path: Path) -> None:
    found = read_questions(write(tmp_path / "q.jsonl", QUESTIONS))
    captain, workers, _, moon, hello = found.questions
    assert captain.expected == (Expected("ship", "Nakhoda Yohana Rahail"),)
    assert (captain.answerable, captain.kind, captain.group) == (True, "who", "ship")
    assert workers.expected == (Expected("bridge", "14 pekerja"),)
    assert moon.answerable is False
    assert hello.answerable is None
    assert not any(one.familiar for one in found.questions)


def test_the_own_form_may_bring_passages_and_needs_only_a_question(tmp_path: Path) -> None:
    found = read_questions(write(tmp_path / "q.jsonl", [{"question": "Di mana?", "passages": {"p": "Di Kendal."}}]))
    assert found.passages == {"p": "Di Kendal."}
    assert found.questions[0].id == "1"
    assert found.questions[0].answerable is False


def test_reading_comprehension_brings_its_passage_and_the_place_of_the_answer(tmp_path: Path) -> None:
    found = read_questions(write(tmp_path / "q.jsonl", [FACQA]))
    (question,) = found.questions
    (expected,) = question.expected
    assert found.passages == {"p7": BRIDGE}
    assert BRIDGE[expected.start :].startswith(expected.text)
    assert question.context == ()
    assert question.answerable
    assert question.familiar
    assert question.group == "p7"


def test_unanswerable_reading_comprehension(tmp_path: Path) -> None:
    train = {**IDK, "id": "i2", "split": "train"}
    found = read_questions(write(tmp_path / "q.jsonl", [IDK, train]))
    valid, trained = found.questions
    assert valid.answerable is False
    assert not valid.familiar
    assert trained.familiar
    assert valid.group == trained.group
    assert list(found.passages.values()) == [SHIP]


def test_a_split_and_a_limit_keep_all_passages(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", [FACQA, IDK, {**IDK, "id": "i3"}])
    found = read_questions(path, split="valid", limit=1)
    assert [one.id for one in found.questions] == ["i1"]
    assert set(found.passages.values()) == {BRIDGE, SHIP}


def test_gold_replies_quote_whole_sentences_of_files(tmp_path: Path) -> None:
    small = {"id": "g2", "question": "halo", "expect": "greet", "gold": []}
    refused = {"id": "g3", "question": "Siapa?", "expect": "refuse", "gold": []}
    quoted, greeted, refusal = read_questions(write(tmp_path / "q.jsonl", [REPLY, small, refused])).questions
    assert quoted.expected == (Expected("a.txt", "Jembatan runtuh pada Selasa pagi.", whole=True),)
    assert quoted.context == ("Jembatan Wai Apu runtuh?",)
    assert (quoted.answerable, greeted.answerable, refusal.answerable) == (True, None, False)


def test_a_compressed_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl.xz"
    path.write_bytes(lzma.compress('\ufeff{"question": "Di mana?"}\n\n'.encode()))
    assert read_questions(path).questions[0].text == "Di mana?"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{rusak", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": 1}', "'question' is missing"),
        ('{"question": 3.5}', '"question" must be text, not float'),
        ('{"question": "a", "answerable": true}', '"answerable" is true'),
        ('{"question": "a", "answerable": "ya"}', '"answerable" must be true, false or null'),
        ('{"question": "a", "relevant": "b"}', '"relevant" must be a list'),
        ('{"question": "a", "relevant": [{"text": "b"}]}', "'article' is missing"),
        ('{"question": "a", "relevant": ["b"]}', "line 2"),
        ('{"question": "a", "passages": {"p": 1}}', '"passages" must map'),
        ('{"id": "x", "question": "a", "context": "b", "answers": ["c"]}', "line 2"),
        ('{"question": "a", "id": "1"}', "id '1' is given twice"),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"question": "Siapa?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(MalformedQuestions) as caught:
        read_questions(path)
    assert reason in str(caught.value)
    assert "line 2" in str(caught.value)


def test_what_cannot_be_read_at_all(tmp_path: Path) -> None:
    with pytest.raises(MalformedQuestions, match="No such file"):
        read_questions(tmp_path / "nowhere.jsonl")
    with pytest.raises(MalformedQuestions, match="holds no question of the split 'test'"):
        read_questions(write(tmp_path / "q.jsonl", [IDK]), split="test")
    (tmp_path / "broken.jsonl.xz").write_bytes(b"no archive")
    with pytest.raises(MalformedQuestions):
        read_questions(tmp_path / "broken.jsonl.xz")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MalformedQuestions):
        read_questions(tmp_path / "binary.jsonl")
