"""Puts together what stands under an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.panel import verbs
from bot.telegram.panel.access import Access
from bot.telegram.panel.article import Reader
from bot.telegram.panel.events import Events
from bot.telegram.panel.quotes import Quotes
from bot.telegram.panel.reasons import Reasons
from bot.telegram.panel.verdicts import Verdicts
from bot.telegram.pressing import Presses
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Panel:
    access: Access
    reader: Reader
    presses: Presses


def build_panel(service: Service, database: Database, chats: Chats, rights: Rights, quotes: int, clock: Clock) -> Panel:
    access = Access(service, chats, rights)
    reader, given = Reader(service.archive, access), Quotes(service, access, quotes)
    verdicts = Verdicts(database, access, clock)
    presses = {
        verbs.CONTEXT: given.context,
        verbs.READ: reader.opened,
        verbs.PAGE: reader.turned,
        verbs.MORE: given.more,
        verbs.EVENTS: Events(access).told,
        verbs.CITE: given.citations,
        verbs.GOOD: verdicts.good,
        verbs.BAD: verdicts.bad,
        verbs.WHY_BAD: verdicts.reason,
        verbs.EXPLAIN: Reasons(service, access, rights, quotes).explained,
    }
    return Panel(access, reader, presses)
