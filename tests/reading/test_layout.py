"""Which lines amid the body are body."""

from __future__ import annotations

from retrieval.reading.dump import read_dump

LEAD = "KABAR PANTAI - Nelayan di teluk itu menanam bakau untuk menahan abrasi di desa mereka."
MORE = "Camat mengatakan bibit bakau dibagikan kepada semua nelayan di sepanjang pesisir utara."


def sentences(*lines: str) -> list[str]:
    article = read_dump("\n".join([LEAD, *lines]))
    return [span.of(article.text) for span in article.sentences][1:]


def test_sentences_without_full_stops() -> None:
    lines = ["Hal itu disampaikan camat dalam rapat bersama warga desa, Senin (13/3/2023)", MORE]
    lines.append("Bibit bakau yang ditanam warga mencapai dua ribu batang")
    assert sentences(*lines) == lines


def test_headings_and_headlines_are_no_sentences() -> None:
    assert sentences("Bibit dari desa tetangga", MORE, "Warga Teluk Biru Menanam Dua Ribu Bakau Hari Ini") == [MORE]


def test_short_introduction_of_a_list() -> None:
    assert sentences("Warga membutuhkan:", "- terpal", "- selimut", MORE) == [
        "Warga membutuhkan:",
        "terpal",
        "selimut",
        MORE,
    ]


def test_credit_of_a_photo_amid_the_body_is_no_footer() -> None:
    caption = "Bakau saat masih setinggi lutut orang dewasa © kabarpantai.id/sutarno"
    assert sentences(MORE, caption, "Warga senang.") == [MORE, "Warga senang."]


def test_credits_without_a_name_close_the_body() -> None:
    teasers = ["Nelayan Lain Menanam Cemara", MORE.replace("Camat", "Bupati"), "Pasar Ikan Ditutup Sementara", MORE]
    for closing in (["Editor", "Sutarno Adi"], ["(abc/def)"], ["Author", "Dian Ayu", "Related News"]):
        assert sentences("Warga senang menanam bakau di teluk.", *closing, *teasers) == [
            "Warga senang menanam bakau di teluk."
        ]


def test_word_of_a_picture_that_was_still_loading() -> None:
    assert sentences(MORE, "Warga senang., loading...", f"{MORE} (abc), loading...") == [MORE, "Warga senang.", MORE]


def test_short_sentence_behind_inline_links() -> None:
    lines = [MORE, "Baca juga:", "Bakau Ditanam di Pesisir Utara", "Bibit ditanam di empat puluh titik. [abc]"]
    assert sentences(*lines) == [MORE, "Bibit ditanam di empat puluh titik."]
