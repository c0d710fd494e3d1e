"""A request's parameters, however they came: query, form, multipart or JSON (Bot API, "Making requests")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from tests.peer.errors import bad_request


@dataclass(frozen=True)
class Upload:
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class Params:
    """Typed access; a form's fields are strings that hold JSON where the type is not a string."""

    values: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if isinstance(value, (bool, dict, list)):
            raise bad_request(f'can\'t parse field "{name}": it must be of type String')
        return str(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            raise bad_request(f'can\'t parse field "{name}": it must be a Number')
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'can\'t parse field "{name}": it must be a Number') from None

    def boolean(self, name: str) -> bool:
        value = self.values.get(name, False)
        return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes", "y", "t"}

    def json(self, name: str) -> Any:
        """A parameter that holds an object or an array; None if it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value.strip() else None
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any] | None:
        value = self.json(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value

    def sequence(self, name: str) -> list[Any] | None:
        value = self.json(name)
        if value is not None and not isinstance(value, list):
            raise bad_request(f"can't parse {name}: expected an Array")
        return value

    @property
    def chat_id(self) -> int | str | None:
        """The chat_id as a number, or as the @username it is."""
        value = self.text("chat_id").strip()
        if not value:
            return None
        return int(value) if value.removeprefix("-").isdigit() else value


async def read_params(request: Request) -> Params:
    """Collects a request's parameters; the body's win over the query's."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= _json_object(await request.body())
    elif kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    media_type = value.content_type or "application/octet-stream"
                    files[name] = Upload(value.filename or name, media_type, await value.read())
                else:
                    values[name] = value
    return Params(values, files)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected")
    return values
