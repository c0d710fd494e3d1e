"""Ready articles."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.article import DateBasis
from retrieval.errors import EmptySource, ReadingError
from retrieval.reading.record import read_record

BODY = (
    "Jakarta, Kabar Pantai -- Nelayan menanam bakau di teluk.\n"
    "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT\n"
    'Mereka bekerja sejak Senin. "Kami gembira," kata Sutarno.\n'
    "Baca juga: Bakau Ditanam di Pesisir Utara\n"
    "Nelayan memeriksa bibit bakau di teluk. (Foto: Dok. Desa)\n"
    "Hasilnya terlihat tahun depan. (abc/def)"
)
SENTENCES = [
    "Nelayan menanam bakau di teluk.",
    "Mereka bekerja sejak Senin.",
    '"Kami gembira," kata Sutarno.',
    "Hasilnya terlihat tahun depan.",
]


def test_body_is_stored_as_given_and_read_without_furniture() -> None:
    article = read_record({"body": BODY, "outlet": None, "title": None, "published": None, "url": None})
    assert article.text == BODY
    assert [span.of(BODY) for span in article.sentences] == SENTENCES
    assert article.outlet == "Kabar Pantai"
    assert article.published.basis is DateBasis.UNKNOWN


def test_fields_are_taken_over() -> None:
    article = read_record(
        {"body": BODY, "outlet": "kabar.id", "title": "Bakau", "published": "2023-03-14", "url": "https://kabar.id/1"}
    )
    assert (article.outlet, article.title, article.url) == ("kabar.id", "Bakau", "https://kabar.id/1")
    assert article.published.value == date(2023, 3, 14)
    assert (article.published.basis, article.published.evidence) == (DateBasis.STATED, "2023-03-14")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-03-14T10:22:00+07:00", "2023-03-14T10:22:00+07:00"),
        ("2023-03-14T03:22:45Z", "2023-03-14T03:22:00+00:00"),
        ("2023-03-14 10:22:00", "2023-03-14"),
        ("14 Maret 2023, 10:22 WIB", "2023-03-14T10:22:00+07:00"),
    ],
)
def test_published(written: str, expected: str) -> None:
    assert read_record({"body": BODY, "published": written}).published.isoformat() == expected


def test_date_of_the_body_when_none_is_given() -> None:
    body = BODY.replace("kata Sutarno.", "kata Sutarno, Selasa (14/3/2023).")
    assert read_record({"body": body}, date(2024, 1, 1)).published.isoformat() == "2023-03-14"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, '"body"'),
        ({"body": None}, '"body"'),
        ({"body": 7}, "int"),
        ({"body": BODY, "title": ["a"]}, '"title"'),
        ({"body": BODY, "outlet": 1}, '"outlet"'),
        ({"body": BODY, "published": "kemarin"}, "kemarin"),
        ({"body": BODY, "published": "2023-02-31"}, "2023-02-31"),
        ({"body": BODY, "published": 20230314}, '"published"'),
    ],
)
def test_a_bad_field_is_named(record: dict[str, object], reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_record(record)


def test_a_body_without_a_sentence() -> None:
    with pytest.raises(EmptySource):
        read_record({"body": "Bagikan:\nFacebook\n"})


def test_a_link_without_words_leaves_the_prose_behind_it() -> None:
    body = "Nelayan menanam bakau di teluk itu.\nBaca juga:, Menurut Sutarno, bibit didapat dari hutan kota."
    article = read_record({"body": body})
    assert [span.of(body) for span in article.sentences][1] == "Menurut Sutarno, bibit didapat dari hutan kota."


@pytest.mark.parametrize("body", ["Hujan turun di Bogor.", "Banjir", "Warga mengungsi.\n\nBaca Juga: Banjir di Garut"])
def test_a_short_body_is_an_article_all_the_same(body: str) -> None:
    (sentence,) = read_record({"body": body}).sentences
    assert sentence.of(body) == body.partition("\n")[0]


def test_a_closing_paragraph_with_the_initials_of_its_desk_is_no_caption() -> None:
    body = (
        "Nelayan menanam bakau di teluk itu sejak pagi.\n\n"
        "Bibitnya didapat dari hutan kota. Penanaman berlangsung sampai petang. (AFP/Reuters/MON)\n\n"
        "Nelayan menanam bakau di Teluk Contoh, Senin. (AFP/JOHN DOE)"
    )
    sentences = [span.of(body) for span in read_record({"body": body}).sentences]
    assert sentences == [
        "Nelayan menanam bakau di teluk itu sejak pagi.",
        "Bibitnya didapat dari hutan kota.",
        "Penanaman berlangsung sampai petang.",
    ]
