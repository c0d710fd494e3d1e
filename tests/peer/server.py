"""The HTTP side: https://core.telegram.org/bots/api under http://127.0.0.1, with faults and limits in between."""

from __future__ import annotations

import asyncio
import json
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.peer.errors import ApiError
from tests.peer.faults import Fault
from tests.peer.methods import METHODS, NAMES
from tests.peer.params import Params, read_params
from tests.peer.pusher import Pusher
from tests.peer.world import Request, World

_PAGE = "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class Server:
    """Serves one world on an ephemeral port, in the running loop."""

    def __init__(self, world: World, webhook_retry_seconds: float) -> None:
        self.world = world
        self.url = ""
        self._state = ServerState()
        self._pusher = Pusher(world, webhook_retry_seconds)
        self._tasks: list[asyncio.Task[None]] = []
        self._listener: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        await self.listen(0)
        self._tasks.append(asyncio.create_task(self._pusher.run()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hang_up()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def listen(self, port: int) -> None:
        """Starts to accept connections; port 0 means any free one."""
        # uvicorn's protocol without its Server: no signal handlers in the test's process, no pauses when it ends.
        config = uvicorn.Config(
            self,
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            # Longer than any client keeps an idle connection, so that none is closed while it is picked up again.
            timeout_keep_alive=3600,
        )
        config.load()
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: H11Protocol(config, self._state, {}), "127.0.0.1", port, reuse_address=True
        )
        self.url = f"http://127.0.0.1:{self._listener.sockets[0].getsockname()[1]}"

    async def hang_up(self) -> None:
        """Stops listening and cuts every connection, as a network that goes away."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for connection in list(self._state.connections):
            connection.transport.abort()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        parts = request.url.path.strip("/").split("/")
        if parts[0] == "file" and len(parts) > 2:
            response: Response | None = self._download(parts[1], parts[-1])
        elif len(parts) != 2 or not parts[0].startswith("bot"):
            response = _answer(ApiError(404, "Not Found"))
        elif parts[0] != f"bot{self.world.token}":
            response = _answer(ApiError(401, "Unauthorized"))
        else:
            response = await self._method(parts[1], request)
        if response is None:
            await self._drop(scope, receive)
        else:
            await response(scope, receive, send)

    def _download(self, bot: str, name: str) -> Response:
        attachment = self.world.files.get(name)
        if bot != f"bot{self.world.token}" or attachment is None:
            return _answer(ApiError(404, "Not Found"))
        return Response(attachment.data, media_type=attachment.media_type)

    async def _method(self, name: str, request: HttpRequest) -> Response | None:
        """The response, or None where the connection is to be closed without one."""
        world = self.world
        method = NAMES.get(name.lower())
        if method is None:
            return _answer(ApiError(404, "Not Found: method not found"))
        record = Request(method, None, world.clock.monotonic(), Params())
        world.requests.append(record)
        busy = method != "getUpdates"
        world.under_way += busy
        try:
            response = await self._faulty(record, request)
        except ClientDisconnect:
            # The bot hung up before its request was complete, as one that stops may do.
            response = None
        except Exception as error:
            world.crashes.append(error)
            response = _answer(ApiError(500, f"Internal Server Error: {error!r}"))
        finally:
            world.under_way -= busy
            world.signal.notify()
        record.status = 0 if response is None else response.status_code
        return response

    async def _faulty(self, record: Request, request: HttpRequest) -> Response | None:
        try:
            record.params = await read_params(request)
            record.chat_id = record.params.chat_id
            record.read = True
            self.world.signal.notify()
            fault = self.world.faults.strike(record.method, record.chat_id)
            if fault is None:
                return _answer(await self._run(record, request))
            return await self._with(fault, record, request)
        except ApiError as error:
            record.description = error.description
            return _answer(error)

    async def _with(self, fault: Fault, record: Request, request: HttpRequest) -> Response | None:
        if fault.error is not None:
            raise fault.error
        if fault.kind == "page":
            return Response(_PAGE, status_code=fault.code, media_type="text/html")
        if fault.kind == "drop_before":
            return None
        if fault.kind == "slow_before" and fault.event is not None:
            await fault.event.wait()
        result = await self._run(record, request)
        if fault.kind == "slow_after" and fault.event is not None:
            await fault.event.wait()
        return None if fault.kind == "drop_after" else _answer(result)

    async def _run(self, record: Request, request: HttpRequest) -> Any:
        if record.method == "getUpdates":
            return await self._get_updates(record.params, request)
        self._limit(record)
        result = METHODS[record.method.lower()](self.world, record.params)
        self.world.signal.notify()
        return result

    def _limit(self, record: Request) -> None:
        if self.world.meter is None or record.chat_id is None:
            return
        chat = self.world.chats.require(record.chat_id)
        self.world.meter.take(record.method, chat.id, group=chat.type in {"group", "supergroup"})

    async def _get_updates(self, params: Params, request: HttpRequest) -> list[dict[str, Any]]:
        updates = self.world.updates
        updates.allow(params.sequence("allowed_updates"))
        limit = min(max(params.integer("limit", 100) or 100, 1), 100)
        seconds = min(max(params.integer("timeout", 0) or 0, 0), 50)
        gone = asyncio.Event()
        watch = asyncio.create_task(_watch(request, gone))
        try:
            return await updates.poll(params.integer("offset", 0) or 0, limit, seconds, gone)
        finally:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)

    async def _drop(self, scope: Scope, receive: Receive) -> None:
        """Closes this request's connection without a word."""
        client = tuple(scope["client"])
        for connection in list(self._state.connections):
            if connection.transport.get_extra_info("peername") == client:
                connection.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            continue


async def _watch(request: HttpRequest, gone: asyncio.Event) -> None:
    # The body was read before, so the next thing to come is the end of the connection.
    while (await request.receive())["type"] != "http.disconnect":
        continue
    gone.set()


def _answer(result: Any) -> Response:
    if isinstance(result, ApiError):
        headers = {"Retry-After": str(result.parameters["retry_after"])} if "retry_after" in result.parameters else None
        return JSONResponse(result.body(), status_code=result.code, headers=headers)
    # In ASCII, as from Telegram.
    return Response(json.dumps({"ok": True, "result": result}), media_type="application/json")
