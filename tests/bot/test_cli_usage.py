"""Help, wrong usage and wrong settings: one clear line, a documented exit code, no traceback."""

from __future__ import annotations

import os
import typing
from pathlib import Path

import pytest

if typing.TYPE_CHECKING:
    from conftest import Command

SEEDS = Path(__file__).parents[2] / "seeds"
COMMANDS = ("ask", "chat", "run", "reindex", "status", "articles", "health")


def test_help_names_every_command_and_the_exit_codes(kutip: Command) -> None:
    done = kutip("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in COMMANDS)
    assert "Exit codes" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(kutip: Command, command: str) -> None:
    done = kutip(command, "--help")
    assert done.returncode == 0
    assert f"kutip {command}" in done.stdout


def test_help_does_not_load_the_library(kutip: Command) -> None:
    done = kutip.process("--help", PYTHONPROFILEIMPORTTIME="1")
    assert "typer" in done.stderr
    for heavy in ("sqlalchemy", "numpy", "telegram", "pydantic"):
        assert f"| {heavy}\n" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("ask",),
        ("ask", "halo", "--batch", "-"),
        ("ask", "--batch", "tidak-ada.jsonl"),
        ("ask", "halo", "--quotes", "0"),
        ("tanya", "halo"),
        ("status", "--yaml"),
    ],
)
def test_wrong_usage_is_exit_code_2(kutip: Command, words: tuple[str, ...]) -> None:
    done = kutip(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named_in_one_line(kutip: Command) -> None:
    done = kutip("status", KUTIP_ADMIN_IDS="budi")
    assert done.returncode == 2
    assert done.stderr.startswith("kutip: KUTIP_ADMIN_IDS: 'budi' is not a number")
    assert done.stderr.count("\n") == 1


def test_a_wrong_token_is_not_shown(kutip: Command) -> None:
    done = kutip.process("run", KUTIP_TELEGRAM_TOKEN="sangat-rahasia")
    assert done.returncode == 2
    assert "KUTIP_TELEGRAM_TOKEN: not a bot token" in done.stderr
    assert "rahasia" not in done.stderr


def test_the_bot_needs_a_token(kutip: Command) -> None:
    done = kutip("run")
    assert done.returncode == 2
    assert "KUTIP_TELEGRAM_TOKEN: not set" in done.stderr
    assert not (kutip.folder / "data").exists()


def test_a_misspelt_setting_is_told(kutip: Command) -> None:
    done = kutip("health", KUTIP_QUOTE="3")
    assert "KUTIP_QUOTE is no setting of Kutip; did you mean KUTIP_QUOTES?" in done.stderr


@pytest.mark.parametrize("url", ["apa saja", "mysql://a:rahasia@b/c", "postgresql+asyncpg://a:rahasia@127.0.0.1:1/b"])
def test_a_database_that_cannot_be_used_is_exit_code_3(kutip: Command, url: str) -> None:
    done = kutip("status", "--database", url)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("kutip: ")
    assert done.stderr.count("\n") == 1
    assert "rahasia" not in done.stderr


def test_a_file_that_is_no_archive_is_left_as_it_is(kutip: Command) -> None:
    file = kutip.folder / "surat.db"
    file.write_text("Ini surat biasa, bukan arsip. " * 200)
    done = kutip("status", "--database", f"sqlite+aiosqlite:///{file}")
    assert done.returncode == 3, done.stderr
    assert file.read_text() == "Ini surat biasa, bukan arsip. " * 200


def test_health_follows_the_heartbeat(kutip: Command) -> None:
    file = kutip.folder / "heartbeat"
    assert kutip("health").returncode == 2
    assert kutip("health", KUTIP_HEARTBEAT_FILE=str(file)).returncode == 5
    file.touch()
    assert kutip("health", KUTIP_HEARTBEAT_FILE=str(file)).returncode == 0
    os.utime(file, (1_000_000, 1_000_000))
    assert kutip("health", KUTIP_HEARTBEAT_FILE=str(file)).returncode == 5


def test_a_reader_that_leaves_is_no_error(indexed: Command) -> None:
    with indexed.start("articles", "--json") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(60) == 0
