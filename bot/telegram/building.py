"""Puts the bot's parts together."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, User

from bot.settings import Settings
from bot.telegram.answers import Answers
from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.commands import Menu
from bot.telegram.conversation import Conversation
from bot.telegram.delivery import Delivery
from bot.telegram.handling import Handling
from bot.telegram.inbox import Inbox
from bot.telegram.jobs import Jobs
from bot.telegram.listings import Listings
from bot.telegram.outbox import Outbox
from bot.telegram.poster import Poster
from bot.telegram.reindexing import Reindexing
from bot.telegram.replays import Replays
from bot.telegram.replies import Replies
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.telegram.workers import Workers
from bot.texts import load_texts
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """What starting and stopping have to do with."""

    inbox: Inbox
    outbox: Outbox
    workers: Workers
    reindexing: Reindexing


def build(settings: Settings, service: Service, database: Database, bot: Bot, me: User, clock: Clock) -> Parts:
    texts = load_texts(settings.language)
    inbox, outbox, answers = Inbox(database, clock), Outbox(clock), Answers(database)
    poster = Poster(bot, outbox)
    reindexing = Reindexing(service, settings.sources, Jobs(database, clock), poster, texts, clock)
    conversation = Conversation(service, answers, me, settings.follow_up_minutes)
    handling = Handling(
        bot,
        me,
        texts,
        menu=Menu(bot, clock),
        answers=answers,
        chats=Chats(database, clock, settings.allowed_chat_ids, settings.admin_ids),
        delivery=Delivery(answers, poster, texts("telegram.withdrawn")),
        listings=Listings(service.archive, texts),
        poster=poster,
        reindexing=reindexing,
        replays=Replays(service, texts, settings.quotes),
        replies=Replies(service, conversation, texts, settings.quotes),
        rights=Rights(settings.admin_ids),
    )
    return Parts(inbox, outbox, Workers(inbox, handling.handle, handling.apologize, clock), reindexing)
