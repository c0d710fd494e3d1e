"""The commands of ``kutip``; each one imports what it needs, so that ``--help`` is quick."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import ExitCode, fail, plain_errors, say

if TYPE_CHECKING:
    from bot.settings import Settings

_EXIT_CODES = """
**Exit codes**  0 done (a refusal is a valid answer) · 1 internal error · 2 wrong usage or settings ·
3 the archive cannot be used · 4 nothing could be read, or a reindex is already running · 5 unhealthy
"""

app = typer.Typer(
    name="kutip",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)

Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Where the archive is: sqlite+aiosqlite:///FILE or postgresql+asyncpg://… [KUTIP_DATABASE_URL]",
        show_default=False,
    ),
]
Quotes = Annotated[
    int | None,
    typer.Option("--quotes", "-n", min=1, max=10, help="At most so many quotes. [KUTIP_QUOTES]", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output, one object a line.")]


@app.callback()
def kutip(ctx: typer.Context, database: Database = None) -> None:
    """Answers questions from a news archive with sentences quoted word for word.

    Start here:

    `kutip reindex seeds`      read a folder of pages into the archive

    `kutip ask "Berapa lama Macron menelepon Putin?"`

    `kutip chat`               a conversation, follow-up questions included

    Settings come from the environment or from **.env**; .env.example explains each one.
    """
    ctx.obj = database


@app.command()
def ask(
    ctx: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="The question.", show_default=False)] = None,
    batch: Annotated[
        str | None,
        typer.Option("--batch", metavar="FILE", help="Questions as JSON lines; - reads standard input."),
    ] = None,
    candidates: Annotated[
        int,
        typer.Option("--candidates", min=0, max=1000, help="Add the N best sentences, answered or not (JSON only)."),
    ] = 0,
    quotes: Quotes = None,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Answer one question, or a batch of them.

    `kutip ask "Siapa yang menelepon Putin?"`

    `kutip ask --batch questions.jsonl > replies.jsonl`

    A batch line is {"id": 1, "question": "…", "context": ["earlier question of the same chat", "…"]}; each gives one
    line {"id", "reply", "answered", "confidence", "quotes"} at once, in order. A malformed line gives
    {"id", "line", "error"} and the rest goes on. `--json` prints the same object for a single question.
    """
    words = " ".join(question or ())
    if batch is not None and question:
        raise typer.BadParameter("give a question or --batch, not both")
    if batch is None and question is None:
        raise typer.BadParameter('what is the question? Such as: kutip ask "Siapa yang menelepon Putin?"')
    with plain_errors():
        from bot.cli.asking import ask_batch, ask_one, batch_file
        from bot.cli.session import opened

        settings = _settings(ctx, database, quotes=quotes)
        if batch is None:
            with opened(settings) as session:
                ask_one(session, settings, words, candidates, as_json)
            return
        with batch_file(batch) as lines, opened(settings) as session:
            outcome = ask_batch(session, settings, lines, candidates)
        if outcome.malformed:
            say(f"kutip: {outcome.malformed} of {outcome.asked} lines were no questions; see their error")
        if outcome.failed:
            raise fail(f"{outcome.failed} of {outcome.asked} questions failed; see their error", ExitCode.ARCHIVE)


@app.command()
def chat(ctx: typer.Context, quotes: Quotes = None, database: Database = None) -> None:
    """Talk with the archive; follow-up questions are understood.

    Without a terminal every line of standard input is a question:
    `echo "Berapa lama Macron menelepon Putin?" | kutip chat`

    An archive that was never indexed is filled from KUTIP_SOURCES first.
    """
    with plain_errors():
        from bot.cli.asking import chat as talk
        from bot.cli.session import opened

        settings = _settings(ctx, database, quotes=quotes)
        with opened(settings) as session:
            talk(session, settings)


@app.command()
def run(ctx: typer.Context, database: Database = None) -> None:
    """Run the Telegram bot until it is stopped (Ctrl-C or SIGTERM).

    Needs KUTIP_TELEGRAM_TOKEN, from @BotFather. Polls unless KUTIP_WEBHOOK_URL is set. An archive that was never
    indexed is filled from KUTIP_SOURCES first.
    """
    with plain_errors():
        from bot.cli.running import run_bot

        settings = _settings(ctx, database, serving=True)
        raise typer.Exit(run_bot(settings))


@app.command()
def reindex(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...", help="Folders, pages, tables, .jsonl files, URLs. [KUTIP_SOURCES]", show_default=False
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what is new, changed or gone.")] = False,
    database: Database = None,
) -> None:
    """Read pages into a new version of the index, and switch to it when it is complete.

    `kutip reindex seeds archive/2022`

    `kutip reindex articles.jsonl`  ready articles, one a line:
    {"id", "outlet", "title", "published", "url", "body"}; all but body may be null

    Each source is compared with what came from it before; the articles of other sources stay. Old answers are served
    until the switch; a reindex that is stopped changes nothing. Files that cannot be read are named with the reason,
    and the rest is indexed all the same (exit code 0).
    """
    with plain_errors():
        from bot.cli.reindexing import read_nothing, tell, tell_changes
        from bot.cli.reindexing import reindex as read
        from bot.cli.session import opened

        settings = _settings(ctx, database)
        with opened(settings) as session:
            report = read(session, paths or settings.sources, settings.columns, dry=dry_run)
        if dry_run:
            tell_changes(report)
        tell(report, dry=dry_run)
        if read_nothing(report):
            raise fail("nothing could be read; see the reasons above", ExitCode.NOTHING_READ)


@app.command()
def status(ctx: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """Show what the archive holds: articles, outlets, dates, index version."""
    with plain_errors():
        from bot.cli.inspecting import show_status
        from bot.cli.session import opened

        settings = _settings(ctx, database)
        with opened(settings) as session:
            show_status(session, settings, as_json)


@app.command()
def articles(ctx: typer.Context, as_json: AsJson = False, database: Database = None) -> None:
    """List the articles as they were read, one a line.

    With `--json`: {"file", "outlet", "title", "published", "date_basis", "date_evidence", "sentences"}.
    """
    with plain_errors():
        from bot.cli.inspecting import list_articles
        from bot.cli.session import opened

        settings = _settings(ctx, database)
        with opened(settings) as session:
            list_articles(session, as_json)


@app.command()
def inspect(
    ctx: typer.Context,
    page: Annotated[str, typer.Argument(help="A file, or the number of a stored article.", show_default=False)],
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show what is kept and dropped of a page and why, and what its date rests on.

    `kutip inspect seeds/000.txt` reads the file as a reindex would; `kutip inspect 12` shows an article of the archive.
    """
    with plain_errors():
        from bot.cli.pages import inspect_article, inspect_file

        if page.isdigit() and not Path(page).exists():
            from bot.cli.session import opened

            with opened(_settings(ctx, database)) as session:
                done = inspect_article(session, int(page), as_json)
        else:
            done = inspect_file(Path(page), as_json)
        raise typer.Exit(ExitCode.OK if done else ExitCode.NOTHING_READ)


@app.command()
def explain(
    ctx: typer.Context,
    question: Annotated[list[str], typer.Argument(help="The question.", show_default=False)],
    context: Annotated[
        list[str] | None,
        typer.Option("--context", metavar="QUESTION", help="An earlier question of the same chat; oldest first."),
    ] = None,
    candidates: Annotated[int, typer.Option("--candidates", min=1, max=50, help="So many of the best sentences.")] = 3,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Show why a question is answered, or refused, as it is.

    `kutip explain "Berapa lama Biden menelepon Putin?"`

    Its terms and filters, what they are looked up as, the best sentences with what each feature added to their score,
    and the evidence for answering at all. The question is not recorded.
    """
    with plain_errors():
        from bot.cli.explaining import explain_question
        from bot.cli.session import opened

        settings = _settings(ctx, database)
        with opened(settings) as session:
            explain_question(
                session,
                " ".join(question),
                context or (),
                shown=candidates,
                quotes=settings.quotes,
                as_json=as_json,
            )


@app.command()
def chronology(
    ctx: typer.Context,
    topic: Annotated[list[str], typer.Argument(help="A person, a place, a thing.", show_default=False)],
    picture: Annotated[
        Path | None,
        typer.Option("--picture", metavar="FILE", help="Draw the coverage by day and outlet as a PNG.", dir_okay=False),
    ] = None,
    dark: Annotated[bool, typer.Option("--dark", help="A dark picture.")] = False,
    sentences: Annotated[int, typer.Option("--sentences", "-n", min=1, max=20, help="At most so many a day.")] = 2,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Tell what the archive reports on a topic, by day of publication, the undated apart.

    `kutip chronology "perundingan Rusia Ukraina" --picture linimasa.png`

    Words on outlets and days limit it as they do a question: `kutip chronology "banjir sejak 1 Mei 2022"`. Sentences
    that other outlets have in nearly the same words are told once.
    """
    with plain_errors():
        from bot.cli.chronicling import tell_topic
        from bot.cli.session import opened

        settings = _settings(ctx, database)
        with opened(settings) as session:
            tell_topic(
                session,
                settings,
                " ".join(topic),
                limit=sentences,
                picture=picture,
                look="dark" if dark else "light",
                as_json=as_json,
            )


@app.command()
def evaluate(
    ctx: typer.Context,
    data: Annotated[
        Path, typer.Argument(metavar="DATA", help="Questions, one JSON object a line.", show_default=False)
    ],
    articles: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[ARCHIVE]...", help="More archives behind --against.", show_default=False),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", metavar="ARCHIVE", help="Folders, pages or .jsonl files to ask.", show_default=False),
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Write what went wrong, one JSON object a line."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first N questions.")] = None,
    split: Annotated[
        str | None, typer.Option("--split", help="Only questions of this split, where data has any.")
    ] = None,
    folds: Annotated[
        int, typer.Option("--folds", min=0, max=20, help="Fit the ranking anew on K-1 of K parts, split by passage.")
    ] = 0,
    as_json: AsJson = False,
    database: Database = None,
) -> None:
    """Measure answers on a question set, against plain BM25 in the same run.

    `kutip evaluate questions.jsonl --against seeds archive.jsonl --errors misses.jsonl`

    A line is {"id", "question", "context", "kind", "answerable", "relevant": [{"article", "text"}]}, an article named
    by file or record id; or "passage" and "answers" in place of "relevant". Read besides: FacQA, IDK-MRC (their
    passages become articles), gold replies. docs/evaluation.md explains forms and figures.

    The articles are read into an archive for this run alone. Without --against and passages, or with --database, the
    existing archive is asked, and nothing is changed in it. Needs the extra: pip install 'kutip[evaluate]'.
    """
    with plain_errors():
        from bot.cli.evaluating import Asked, evaluate_questions

        asked = Asked(data, [*(against or ()), *(articles or ())], errors, limit, split, folds, as_json)
        settings = _settings(ctx, database)
        evaluate_questions(settings, asked, named=(database or ctx.obj) is not None)


@app.command()
def health(ctx: typer.Context) -> None:
    """Check the heartbeat of a running bot (for the container): exit code 0 when it is fresh, 5 when not.

    Reads the age of KUTIP_HEARTBEAT_FILE, which `kutip run` touches every 15 seconds while the archive answers.
    """
    with plain_errors():
        from bot.cli.running import check_health

        raise typer.Exit(check_health(_settings(ctx, None)))


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Whatever the locale says: JSON lines are UTF-8, and no character may end a run.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="kutip")


def _settings(
    ctx: typer.Context, database: str | None, *, serving: bool = False, quotes: int | None = None
) -> Settings:
    """The validated settings; the command's own ``--database`` wins over the one before it."""
    from bot.configuration import load_settings, unknown_keys
    from bot.logs import configure_logging

    settings = load_settings(database_url=database or ctx.obj, quotes=quotes)
    # Only the bot keeps a log; a command that prints a result stays quiet unless something is wrong.
    level = settings.log_level if serving or settings.log_level in ("debug", "error") else "warning"
    configure_logging(level, settings.hidden_values)
    for key, near in unknown_keys().items():
        say(f"kutip: {key} is no setting of Kutip" + (f"; did you mean {near}?" if near else ""))
    return settings
