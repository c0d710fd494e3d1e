"""Settings: validated at start, errors that name the key and never the secret."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.configuration import SettingsError, known_keys, load_settings, unknown_keys
from bot.settings import Listen

ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key in known_keys():
        monkeypatch.delenv(key, raising=False)
    monkeypatch.chdir(tmp_path)


def complaint(monkeypatch: pytest.MonkeyPatch, key: str, value: str) -> str:
    monkeypatch.setenv(key, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    return str(error.value)


def test_defaults_are_enough_for_a_terminal() -> None:
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.sources == (Path("seeds"),)
    assert settings.quotes == 3
    assert settings.language == "id"
    assert settings.webhook_listen == Listen("127.0.0.1", 8080)
    assert settings.hidden_values == ()


def test_everything_can_be_set_from_a_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"KUTIP_TELEGRAM_TOKEN={TOKEN}\nKUTIP_ADMIN_IDS= 12, 34\nKUTIP_ALLOWED_CHAT_IDS=-1001234567890\n"
        "KUTIP_SOURCES=pages, more/articles.jsonl\nKUTIP_WEBHOOK_LISTEN=[::1]:9000\nKUTIP_LOG_LEVEL=DEBUG\n"
        "KUTIP_TELEGRAM_API_URL=http://127.0.0.1:8081/\n"
    )
    settings = load_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.admin_ids == {12, 34}
    assert settings.allowed_chat_ids == {-1001234567890}
    assert settings.sources == (Path("pages"), Path("more/articles.jsonl"))
    assert settings.webhook_listen == Listen("::1", 9000)
    assert settings.log_level == "debug"
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


def test_the_environment_wins_over_the_file_and_an_override_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("KUTIP_QUOTES=1\nKUTIP_DATABASE_URL=sqlite+aiosqlite:///file.db\n")
    monkeypatch.setenv("KUTIP_QUOTES", "2")
    assert load_settings().quotes == 2
    assert load_settings(quotes=5).quotes == 5
    assert load_settings(database_url=None).database_url == "sqlite+aiosqlite:///file.db"


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in known_keys():
        monkeypatch.setenv(key, "")
    assert load_settings() == load_settings(dotenv=None)
    assert load_settings().telegram_token is None


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("KUTIP_ADMIN_IDS", "12,budi", "'budi' is not a number"),
        ("KUTIP_ALLOWED_CHAT_IDS", "1;2", "'1;2' is not a number"),
        ("KUTIP_QUOTES", "0", "greater than or equal to 1"),
        ("KUTIP_QUOTES", "banyak", "valid integer"),
        ("KUTIP_LANGUAGE", "fr", "'id' or 'en'"),
        ("KUTIP_LOG_LEVEL", "loud", "'debug'"),
        ("KUTIP_WEBHOOK_LISTEN", "8080", "HOST:PORT"),
        ("KUTIP_WEBHOOK_LISTEN", "localhost:99999", "HOST:PORT"),
        ("KUTIP_WEBHOOK_URL", "bot.example.org", "http:// or https://"),
        ("KUTIP_TELEGRAM_API_URL", "ftp://127.0.0.1", "http:// or https://"),
        ("KUTIP_DRAIN_SECONDS", "-1", "greater than or equal to 0"),
    ],
)
def test_an_error_names_the_key_and_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, key: str, value: str, said: str
) -> None:
    message = complaint(monkeypatch, key, value)
    assert message.startswith(f"{key}: ")
    assert said in message
    assert "\n" not in message


@pytest.mark.parametrize("token", ["rahasia", "987654321", ":AAEh", "123456789:AAE hemat", "bot123:AAE/../x"])
def test_a_wrong_token_is_named_but_never_shown(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    message = complaint(monkeypatch, "KUTIP_TELEGRAM_TOKEN", token)
    assert message.startswith("KUTIP_TELEGRAM_TOKEN: not a bot token")
    assert token not in message


def test_a_wrong_webhook_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    message = complaint(monkeypatch, "KUTIP_WEBHOOK_SECRET", "sangat rahasia!")
    assert "KUTIP_WEBHOOK_SECRET" in message
    assert "rahasia" not in message


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUTIP_QUOTES", "99")
    message = complaint(monkeypatch, "KUTIP_ADMIN_IDS", "x")
    assert "KUTIP_QUOTES" in message
    assert "KUTIP_ADMIN_IDS" in message


def test_secrets_do_not_show_in_the_settings_themselves() -> None:
    settings = load_settings(telegram_token=TOKEN, webhook_secret="s3cret_value")
    assert TOKEN not in repr(settings)
    assert "s3cret_value" not in str(settings)
    assert settings.hidden_values == (TOKEN, "s3cret_value")


def test_a_webhook_without_a_secret_gets_a_fresh_one() -> None:
    first, second = (load_settings(webhook_url="https://bot.example.org/hook") for _ in range(2))
    assert first.webhook_secret is not None
    assert second.webhook_secret is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{32,256}", first.webhook_secret.get_secret_value())
    assert first.webhook_secret != second.webhook_secret


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"KUTIP_QUOTES=\xff\xfe3\n")
    with pytest.raises(SettingsError, match=r"\.env: not UTF-8"):
        load_settings()


def test_unknown_keys_are_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("KUTIP_DATABSE_URL=x\nOTHER=1\nPOSTGRES_PASSWORD=x\n")
    found = unknown_keys({"KUTIP_TELEGRAM_TOKENS": "x", "KUTIP_XYZZY": "1", "KUTIP_QUOTES": "3", "HOME": "/"})
    assert found == {
        "KUTIP_DATABSE_URL": "KUTIP_DATABASE_URL",
        "KUTIP_TELEGRAM_TOKENS": "KUTIP_TELEGRAM_TOKEN",
        "KUTIP_XYZZY": None,
    }


def documented() -> dict[str, str]:
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    found = (re.fullmatch(r"# (KUTIP_[A-Z_]+)=(.*)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def test_the_example_file_names_every_setting_and_no_other() -> None:
    assert documented().keys() == known_keys()


def test_the_example_file_gives_the_true_defaults(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("".join(f"{key}={value}\n" for key, value in documented().items()))
    assert load_settings() == load_settings(dotenv=None)


def test_every_setting_in_the_example_file_has_its_meaning_above() -> None:
    lines = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()
    for key in documented():
        at = next(number for number, line in enumerate(lines) if line.startswith(f"# {key}="))
        assert re.match(r"# [A-Za-z\"(]", lines[at - 1]), key


def test_the_readme_lists_every_setting_with_its_default() -> None:
    readme = (ENV_EXAMPLE.parent / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(KUTIP_[A-Z_]+)` \| ([^|]*?) *\|", readme, re.MULTILINE))
    defaults = documented()
    assert rows.keys() == defaults.keys()
    # The webhook's secret has no fixed default: it is drawn at the start.
    assert {key: value.strip("`") for key, value in rows.items() if value != "random"} == {
        key: value for key, value in defaults.items() if key != "KUTIP_WEBHOOK_SECRET"
    }
