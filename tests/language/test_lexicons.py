from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.language.lexicon import SHIPPED, LexiconError, Lexicons, load_lexicons
from retrieval.language.lexicon_lines import inflect

# Words with an everyday standard sense: rewriting them would damage good questions.
STANDARD_WORDS = {
    "apa",
    "siapa",
    "mana",
    "kapan",
    "mengapa",
    "bagaimana",
    "berapa",
    "yang",
    "dan",
    "atau",
    "di",
    "ke",
    "dari",
    "dengan",
    "untuk",
    "pada",
    "oleh",
    "karena",
    "tetapi",
    "jika",
    "sama",
    "bisa",
    "akan",
    "sudah",
    "telah",
    "belum",
    "tidak",
    "bukan",
    "masih",
    "lagi",
    "juga",
    "hanya",
    "saja",
    "sangat",
    "lebih",
    "paling",
    "kata",
    "minta",
    "kota",
    "kali",
    "mati",
    "kasih",
    "hari",
    "tahun",
    "bulan",
    "tanggal",
    "jam",
    "menit",
    "negara",
    "presiden",
    "menteri",
    "perang",
    "damai",
    "harga",
    "gol",
    "laga",
    "juara",
    "api",
    "air",
    "tahu",
    "lalu",
    "mau",
    "ada",
    "para",
    "satu",
    "dua",
    "saat",
    "usai",
    "beras",
    "minyak",
    "tanah",
    "rumah",
    "anak",
    "ibu",
    "ayah",
    "guru",
    "murid",
    "polisi",
    "jaksa",
    "hakim",
    "gua",
    "balik",
    "info",
    "malam",
    "pagi",
    "siang",
    "km",
    "kur",
    "spa",
    "item",
    "make",
    "import",
    "export",
    "match",
    "support",
}

ANTONYMS = [
    ("menang", "kalah"),
    ("naik", "turun"),
    ("tewas", "selamat"),
    ("menyerang", "bertahan"),
    ("membantah", "membenarkan"),
    ("mendukung", "menentang"),
    ("mengizinkan", "melarang"),
    ("mulai", "selesai"),
    ("datang", "pergi"),
    ("masuk", "keluar"),
    ("ekspor", "impor"),
    ("untung", "rugi"),
    ("surplus", "defisit"),
    ("ditangkap", "dibebaskan"),
    ("perang", "damai"),
    ("menguat", "melemah"),
    ("penggugat", "tergugat"),
    ("suami", "istri"),
    ("ayah", "ibu"),
    ("setuju", "menolak"),
    ("tersangka", "korban"),
    ("penjualan", "pembelian"),
    ("diangkat", "dicopot"),
    ("mahal", "murah"),
    ("resmi", "ilegal"),
    ("banjir", "kekeringan"),
]


@pytest.fixture(scope="module")
def lexicons() -> Lexicons:
    return load_lexicons()


def test_every_list_is_filled(lexicons: Lexicons) -> None:
    assert len(lexicons.slang) >= 700
    assert len(lexicons.synonyms) >= 500
    assert len(lexicons.english) >= 1200
    assert len(lexicons.aliases) >= 300
    for members in (
        lexicons.people_titles,
        lexicons.speech_verbs,
        lexicons.cause_markers,
        lexicons.place_markers,
        lexicons.english_markers,
    ):
        assert len(members) >= 50


def test_every_shipped_file_is_described() -> None:
    described = (SHIPPED / "README.md").read_text("utf-8")
    undescribed = [path.name for path in SHIPPED.iterdir() if path.suffix != ".md" and path.name not in described]
    assert undescribed == []


def test_slang_leaves_standard_words_alone(lexicons: Lexicons) -> None:
    assert STANDARD_WORDS & lexicons.slang.keys() == set()


def test_slang_is_lower_case_and_settles_in_one_step(lexicons: Lexicons) -> None:
    assert [form for form in lexicons.slang if form != form.lower()] == []
    unsettled = {
        form: standard
        for form, standard in lexicons.slang.items()
        if form == standard or any(word in lexicons.slang for word in standard.split())
    }
    assert unsettled == {}


@pytest.mark.parametrize(
    ("form", "standard"),
    [
        ("brp", "berapa"),
        ("kapn", "kapan"),
        ("gmn", "bagaimana"),
        ("dimana", "di mana"),
        ("gak", "tidak"),
        ("nelpon", "telepon"),
        ("ngomong", "bicara"),
        ("ngebom", "mengebom"),
        ("naruh", "menempatkan"),
        ("nyampe", "sampai"),
        ("jt", "juta"),
    ],
)
def test_slang_examples(lexicons: Lexicons, form: str, standard: str) -> None:
    assert lexicons.slang[form] == standard


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("menlu", "menteri luar negeri"),
        ("capres", "calon presiden"),
        ("ojk", "otoritas jasa keuangan"),
        ("pbb", "perserikatan bangsa-bangsa"),
        ("timnas", "tim nasional"),
    ],
)
def test_abbreviations_are_kept_apart_from_slang(lexicons: Lexicons, short: str, full: str) -> None:
    assert lexicons.abbreviations[short] == full
    assert short not in lexicons.slang


def test_no_form_is_both_slang_and_abbreviation(lexicons: Lexicons) -> None:
    assert lexicons.slang.keys() & lexicons.abbreviations.keys() == set()


def test_antonyms_never_share_a_group(lexicons: Lexicons) -> None:
    groups = [set(group.members) for group in lexicons.synonyms]
    assert [pair for pair in ANTONYMS if any(set(pair) <= group for group in groups)] == []


def test_synonym_groups_are_small_lower_case_and_unrepeated(lexicons: Lexicons) -> None:
    members = [group.members for group in lexicons.synonyms]
    assert [group for group in members if not 2 <= len(group) <= 24] == []
    assert [word for group in members for word in group if word != word.lower()] == []
    assert [group for group, count in Counter(frozenset(group) for group in members).items() if count > 1] == []


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("meninggal", "tewas"),
        ("menyerang", "invasi"),
        ("telepon", "percakapan telepon"),
        ("bertemu", "tatap muka"),
        ("membantah", "menepis"),
        ("tentara", "serdadu"),
        ("alasan", "motif"),
        ("ditangkap", "dibekuk"),
        ("harga", "tarif"),
        ("menikah", "naik pelaminan"),
        ("mengalahkan", "menundukkan"),
        ("pekan", "minggu"),
    ],
)
def test_synonym_examples(lexicons: Lexicons, asked: str, written: str) -> None:
    assert any({asked, written} <= set(group.members) for group in lexicons.synonyms)


def test_one_spelling_names_one_entity(lexicons: Lexicons) -> None:
    entities = [set(group.names) for group in lexicons.aliases]
    assert [one & other for one, other in combinations(entities, 2) if one & other] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv", "Kiev"),
        ("Perancis", "Prancis"),
        ("Zelensky", "Zelenskyy"),
        ("Jokowi", "Joko Widodo"),
        ("Tiongkok", "China"),
        ("Setan Merah", "Manchester United"),
        ("Jabar", "Jawa Barat"),
    ],
)
def test_alias_examples(lexicons: Lexicons, one: str, other: str) -> None:
    assert any({one, other} <= set(group.names) for group in lexicons.aliases)


def test_metonyms_are_weaker_than_names(lexicons: Lexicons) -> None:
    kremlin = next(group for group in lexicons.aliases if group.names[0] == "Kremlin")
    assert "pemerintah Rusia" in kremlin.metonyms
    assert "pemerintah Rusia" not in kremlin.names


def test_classes_hold_the_usual_members(lexicons: Lexicons) -> None:
    assert {"Antara", "Reuters", "TASS"} <= set(lexicons.classes["kantor berita"])
    assert {"Senin", "Minggu"} <= set(lexicons.classes["hari"])
    assert len(lexicons.classes["negara"]) > 190
    assert len(lexicons.classes["provinsi"]) >= 38


def test_every_focus_points_at_a_list_that_exists(lexicons: Lexicons) -> None:
    kinds = {kind.name for kind in lexicons.question_kinds}
    assert [focus.kind for focus in lexicons.focuses if focus.kind not in kinds] == []
    lists = {"class": lexicons.classes, "unit": lexicons.units}
    targets = [focus.wants.split(":", 1) for focus in lexicons.focuses if ":" in focus.wants]
    assert [name for kind, name in targets if name not in lists[kind]] == []


@pytest.mark.parametrize(
    ("question", "kind", "wants"),
    [
        ("kapan gunung itu meletus", "when", "date"),
        ("jam berapa gempa terjadi", "when", "time"),
        ("hari apa sidang digelar", "when", "class:hari"),
        ("berapa lama hukuman terdakwa", "how_long", "unit:time"),
        ("berapa korban tewas", "how_many", "unit:people"),
        ("berapa harga beras", "how_much", "unit:money"),
        ("berapa persen kenaikan inflasi", "how_much", "unit:percent"),
        ("berapa usia pelaku", "how_much", "age"),
        ("di mana kapal itu tenggelam", "where", "place"),
        ("kota apa yang dilanda banjir", "where", "class:kota"),
        ("kantor berita mana yang melaporkan", "which", "class:kantor berita"),
        ("siapa pelatih baru timnas", "who", "person"),
        ("mengapa pabrik itu ditutup", "why", "cause"),
        ("apa alasan menteri mundur", "why", "cause"),
        ("apa kata gubernur soal banjir", "quote_of", "quote"),
        ("benarkah harga beras naik", "yes_no", "yes_no"),
        ("apakah pelaku sudah ditangkap", "yes_no", "yes_no"),
        ("bagaimana pelaku ditangkap", "how", "manner"),
        ("siapakah pelatih baru timnas", "who", "person"),
        ("kota manakah yang dilanda banjir", "where", "class:kota"),
        ("negara apakah yang menolak resolusi itu", "where", "class:negara"),
        ("apakah penyebab kebakaran pasar", "why", "cause"),
        ("apakah nama kapal yang tenggelam", "what", "name"),
        ("apakah alasan penundaan itu sudah diumumkan", "why", "cause"),
        ("apakah presiden hadir di sidang itu", "yes_no", "yes_no"),
    ],
)
def test_kind_and_focus_of_indonesian_questions(lexicons: Lexicons, question: str, kind: str, wants: str) -> None:
    focus = lexicons.focus_of(question)
    assert lexicons.kind_of(question) == kind
    assert focus is not None
    assert focus.wants == wants


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how long did the leaders talk", "how_long"),
        ("how many people were killed", "how_many"),
        ("what did the minister say", "quote_of"),
        ("which city was flooded", "where"),
        ("why was the trial postponed", "why"),
        ("did the governor resign", "yes_no"),
        ("what is the agreement", "what"),
    ],
)
def test_kind_of_english_questions(lexicons: Lexicons, question: str, kind: str) -> None:
    assert lexicons.kind_of(question, "en") == kind


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Halo", "greeting", "greeting"),
        ("selamat pagi kak", "greeting", "greeting"),
        ("assalamualaikum wr wb", "greeting", "greeting"),
        ("apa kabar?", "greeting", "greeting"),
        ("Pagi min, mau tanya dong", "greeting", "fillers"),
        ("kapan dimuat?", "about_articles", "published"),
        ("makasih banyak ya min", "thanks", "thanks"),
        ("Oke terima kasih", "thanks", "thanks"),
        ("Siapa kamu?", "help", "who_are_you"),
        ("kamu ini robot ya", "help", "who_are_you"),
        ("kamu bisa apa aja sih", "help", "help"),
        ("what can you do?", "help", "help"),
        ("bot bodoh", "help", "chitchat"),
        ("tes tes 123", "test", "test"),
        ("ada berapa artikel di arsip?", "count", "count"),
        ("how many articles do you have", "count", "count"),
        ("sumbernya apa saja?", "sources", "sources"),
        ("datanya dari mana?", "sources", "sources"),
        ("kapan artikel itu terbit?", "about_articles", "published"),
        ("siapa editornya?", "about_articles", "editor"),
        ("siapa penulis berita ini", "about_articles", "author"),
        ("minta link beritanya dong", "about_articles", "link"),
        ("buatkan caption tentang banjir", "generate", "generate"),
        ("tolong bikinin puisi", "generate", "generate"),
        ("write me a poem about rain", "generate", "generate"),
    ],
)
def test_smalltalk_is_recognised(lexicons: Lexicons, text: str, kind: str, name: str) -> None:
    recognised = lexicons.smalltalk.recognise(text)
    assert recognised is not None
    assert (recognised.kind, recognised.name) == (kind, name)


def test_the_topic_of_an_article_asked_about_is_caught(lexicons: Lexicons) -> None:
    recognised = lexicons.smalltalk.recognise("Siapa editor artikel tentang gempa Cianjur?")
    assert recognised is not None
    assert (recognised.name, recognised.topic) == ("editor", "tentang gempa cianjur")


@pytest.mark.parametrize(
    "question",
    [
        "Siapa Kamala Harris?",
        "Halo, berapa lama sidang berlangsung?",
        "Selamat pagi, siapa pelatih timnas?",
        "Berapa artikel undang-undang yang dilanggar terdakwa?",
        "Berapa kasus baru hari ini?",
        "Kapan film itu tayang di bioskop?",
        "Siapa penulis novel Laskar Pelangi?",
        "Siapa yang membuat bom itu?",
        "Siapa yang menulis surat kepada presiden?",
        "Apa kabar korban gempa?",
        "Terima kasih siapa yang disampaikan presiden?",
        "Sumber dana proyek itu dari mana?",
        "Dari mana senjata pelaku berasal?",
        "Dari mana asal virus itu?",
        "Media apa yang diretas?",
        "Jam berapa kecelakaan terjadi?",
        "Umur pelaku berapa?",
        "Berapa umur presiden?",
        "Apa fungsi satelit itu?",
        "Siapa pencipta lagu itu?",
        "Bagaimana cara kerja vaksin?",
        "Pendapat presiden tentang banjir apa?",
        "Siapa pendukung robot pembunuh?",
        "Tes apa yang dijalani pasien?",
        "Bantuan apa yang dikirim?",
        "Apa saja fitur ponsel itu?",
        "What can Ukraine do?",
        "Who wrote the law?",
        "Menurut kamu siapa yang menang pemilihan?",
        "",
        "?!",
        "Apa isi surat yang ditulis menteri?",
        "Kenapa menteri membuat laporan ke polisi?",
        "Apakah perusahaan membuat aplikasi berita?",
    ],
)
def test_real_questions_are_not_swallowed(lexicons: Lexicons, question: str) -> None:
    assert lexicons.smalltalk.recognise(question) is None


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ahiopsty123 .?'é😀", max_size=400))
def test_smalltalk_takes_any_text(lexicons: Lexicons, text: str) -> None:
    recognised = lexicons.smalltalk.recognise(text)
    assert recognised is None or recognised.kind


def test_english_meanings_and_inflections(lexicons: Lexicons) -> None:
    assert "gencatan senjata" in lexicons.english["ceasefire"].meanings
    assert lexicons.english["talks"] == lexicons.english["talked"]
    assert "memimpin" in lexicons.english["led"].meanings
    assert "menteri luar negeri" in lexicons.english["foreign minister"].meanings
    assert lexicons.english["film"].shared
    assert not lexicons.english["troops"].shared


def test_english_is_lower_case(lexicons: Lexicons) -> None:
    words = [*lexicons.english, *(meaning for entry in lexicons.english.values() for meaning in entry.meanings)]
    assert [word for word in words if word != word.lower() or re.search(r"[*\t,]", word)] == []


def test_english_markers_are_no_indonesian_words(lexicons: Lexicons) -> None:
    indonesian = {word for group in lexicons.synonyms for member in group.members for word in member.split()}
    assert lexicons.english_markers & indonesian == set()


@pytest.mark.parametrize(
    ("form", "forms"),
    [
        ("kill*v", ("kill", "kills", "killed", "killing")),
        ("agree", ("agree",)),
        ("invade*v", ("invade", "invades", "invaded", "invading")),
        ("clash*v", ("clash", "clashes", "clashed", "clashing")),
        ("city*n", ("city", "cities")),
        ("day*n", ("day", "days")),
    ],
)
def test_inflect(form: str, forms: tuple[str, ...]) -> None:
    assert inflect(form) == forms


def test_leaning_and_units(lexicons: Lexicons) -> None:
    assert {"Hal itu", "Ia", "Menurutnya", "Keduanya"} <= set(lexicons.leaning["strong"])
    assert {"Namun", "Selain itu", "Bahkan"} <= set(lexicons.leaning["weak"])
    assert set(lexicons.leaning["strong"]) & set(lexicons.leaning["weak"]) == set()
    assert "rupiah" in lexicons.units["money"]
    assert "orang" in lexicons.units["people"]


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def test_an_own_folder_extends_and_overrides(tmp_path: Path) -> None:
    write(tmp_path, "slang.tsv", "brp\t-\nkzl\tkesal\n")
    write(tmp_path, "synonyms.txt", "0.9: sepatu, alas kaki\nbus, oto\n")
    write(tmp_path, "classes.txt", "hari: Pon, -Ahad\nshio: Naga\n")
    write(tmp_path, "smalltalk.toml", '[[recogniser]]\nname = "x"\nkind = "greeting"\npatterns = ["ahoi"]\n')
    own = load_lexicons(tmp_path)
    assert "brp" not in own.slang
    assert own.slang["kzl"] == "kesal"
    assert any(group.weight == 0.9 and group.members == ("sepatu", "alas kaki") for group in own.synonyms)
    assert [group.members for group in own.synonyms if group.members[0] == "bus"] == [("bus", "oto")]
    assert "Pon" in own.classes["hari"]
    assert "Ahad" not in own.classes["hari"]
    assert own.classes["shio"] == ("Naga",)
    recognised = own.smalltalk.recognise("Ahoi!")
    assert recognised is not None
    assert recognised.kind == "greeting"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("slang.tsv", "# x\nbrp berapa\n", "slang.tsv, line 2"),
        ("slang.tsv", "a1\tb\na1\tc\n", "slang.tsv, line 2"),
        ("synonyms.txt", "2: a, b\n", "synonyms.txt, line 1"),
        ("synonyms.txt", "much: a, b\n", "synonyms.txt, line 1"),
        ("synonyms.txt", "a,, b\n", "synonyms.txt, line 1"),
        ("aliases.txt", "\n~a, b\n", "aliases.txt, line 2"),
        ("classes.txt", "hari Senin\n", "classes.txt, line 1"),
        ("english.tsv", "dog\tanjing\tde\n", "english.tsv, line 1"),
        ("question_words.toml", "[[kind]\n", "question_words.toml"),
        ("question_words.toml", '[[kind]]\nname = "x"\nid = ["(apa"]\n', "question_words.toml, line 3"),
        ("smalltalk.toml", '[[recogniser]]\nname = "x"\n', "smalltalk.toml"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(LexiconError, match=re.escape(message)):
        load_lexicons(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no such folder"):
        load_lexicons(tmp_path / "none")
