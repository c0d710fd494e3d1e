"""The first word of each button's data; old messages keep theirs, so none may ever change its meaning."""

from __future__ import annotations

TEXT = "chron"
PICTURE = "line"
