"""The first word of each button's data; old messages keep theirs, so none may ever change its meaning."""

from __future__ import annotations

CONTEXT = "ctx"
READ = "read"
PAGE = "page"
MORE = "more"
EVENTS = "days"
CITE = "cite"
GOOD = "good"
BAD = "bad"
WHY_BAD = "badly"
EXPLAIN = "why"
