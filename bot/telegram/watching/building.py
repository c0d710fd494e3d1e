"""Puts together what tells chats something unasked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from bot.telegram.answers import Answers
from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.delivery import Delivery
from bot.telegram.members import Members
from bot.telegram.preferences.store import Preferences
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.telegram.watching.desk import Desk
from bot.telegram.watching.followups import Followups
from bot.telegram.watching.notices import Notices
from bot.telegram.watching.notifier import Notifier
from bot.telegram.watching.presence import Presence
from bot.telegram.watching.rounds import Rounds
from bot.telegram.watching.store import Watches
from bot.telegram.watching.sweeping import Sweeping
from bot.telegram.watching.vigil import Vigil
from bot.texts import load_texts
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Watching:
    desk: Desk
    presence: Presence
    vigil: Vigil


def build_watching(
    settings: Settings,
    service: Service,
    database: Database,
    answers: Answers,
    delivery: Delivery,
    chats: Chats,
    members: Members,
    rights: Rights,
    preferences: Preferences,
    clock: Clock,
) -> Watching:
    watches, notices, presence = Watches(database), Notices(database), Presence(database, clock)
    rounds = Rounds(service, watches, notices, chats, preferences, clock)
    days, texts = settings.correction_days, load_texts(settings.language)
    followups = Followups(service.archive, answers, notices, chats, preferences, days, texts, clock)
    vigil = Vigil(service.archive, rounds, followups, Notifier(notices, delivery, chats, presence), clock)
    vigil.add(Sweeping(database, days, clock).go)
    desk = Desk(service, watches, presence, members, rights, preferences, vigil.wake, clock)
    return Watching(desk, presence, vigil)
