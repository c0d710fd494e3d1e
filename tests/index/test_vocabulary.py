"""Terms and what a misspelled word may mean."""

from __future__ import annotations

from retrieval.index.vocabulary import Vocabulary

WORDS = Vocabulary(["delegasi", "demokrasi", "pimpin", "putin", "ukraina", "uji"])


def test_terms_have_their_places() -> None:
    assert len(WORDS) == 6
    assert [WORDS.id("delegasi"), WORDS.id("uji"), WORDS.id("asing")] == [0, 5, None]
    assert "putin" in WORDS
    assert "Putin" not in WORDS


def test_a_misspelled_word_finds_what_it_means_first() -> None:
    assert [term for term, _ in WORDS.similar("delgasi", 3)] == ["delegasi"]
    assert [term for term, _ in WORDS.similar("pimpn", 3)] == ["pimpin"]


def test_swapped_letters_are_one_error() -> None:
    ((term, likeness),) = WORDS.similar("ukrania", 3)
    assert term == "ukraina"
    assert likeness == 1 - 1 / 7


def test_short_and_foreign_words_resemble_nothing() -> None:
    assert WORDS.similar("uju", 3) == []
    assert WORDS.similar("zebra", 3) == []
