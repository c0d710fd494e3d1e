"""Puts the bot's parts together."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, User

from bot.settings import Settings
from bot.telegram.answers import Answers
from bot.telegram.buttons import Buttons
from bot.telegram.chats import Chats
from bot.telegram.chronicle.desk import Chronicle
from bot.telegram.clock import Clock
from bot.telegram.commands import Commands
from bot.telegram.conversation import Conversation
from bot.telegram.delivery import Delivery
from bot.telegram.gaps.desk import Gaps
from bot.telegram.gaps.weekly import Weekly
from bot.telegram.handling import Handling
from bot.telegram.inbox import Inbox
from bot.telegram.incoming import Request
from bot.telegram.inlining import Inlining
from bot.telegram.jobs import Jobs
from bot.telegram.limits import Limits
from bot.telegram.listings import Listings
from bot.telegram.members import Members
from bot.telegram.menu import Menu
from bot.telegram.opening import Opening
from bot.telegram.outbox import Outbox
from bot.telegram.panel.building import Panel, build_panel
from bot.telegram.personal.desk import VERB as ERASE
from bot.telegram.personal.desk import Personal
from bot.telegram.personal.erasure import Erasure
from bot.telegram.poster import Poster
from bot.telegram.preferences.desk import VERB as SETTINGS
from bot.telegram.preferences.desk import Settings as ChatSettings
from bot.telegram.preferences.store import Preferences
from bot.telegram.pressing import Presses
from bot.telegram.reindexing import VERB as REINDEX
from bot.telegram.reindexing import Reindexing
from bot.telegram.replays import Replays
from bot.telegram.replies import Replies
from bot.telegram.response import Response
from bot.telegram.rights import Rights
from bot.telegram.schedule import Schedule
from bot.telegram.service import Service
from bot.telegram.watching.building import Watching, build_watching
from bot.telegram.watching.notices import Notices
from bot.telegram.watching.vigil import Vigil
from bot.telegram.watching.wording import VERB as WATCH
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
    vigil: Vigil
    erasure: Erasure
    schedule: Schedule


def build(settings: Settings, service: Service, database: Database, bot: Bot, me: User, clock: Clock) -> Parts:
    texts = load_texts(settings.language)
    inbox, outbox, answers = Inbox(database, clock), Outbox(clock), Answers(database)
    poster, rights = Poster(bot, outbox), Rights(settings.admin_ids, settings.editor_ids)
    chats = Chats(database, clock, settings.allowed_chat_ids, settings.admin_ids)
    delivery, members = Delivery(answers, poster, texts("telegram.withdrawn")), Members(bot, outbox)
    preferences = Preferences(database)
    desk = ChatSettings(service, preferences, members, rights, settings.quotes)
    watching = build_watching(
        settings, service, database, answers, delivery, chats, members, rights, preferences, clock
    )
    wake = watching.vigil.wake
    jobs = Jobs(database, clock)
    reindexing = Reindexing(service, settings.sources, settings.columns, jobs, poster, rights, texts, clock, wake)
    conversation = Conversation(service, answers, me, settings.follow_up_minutes)
    replies = Replies(service, conversation, rights, settings.quotes)
    panel = build_panel(service, database, chats, rights, settings.quotes, clock)
    chronicle = Chronicle(service, panel.access, clock)
    notices = Notices(database)
    weekly = Weekly(service, notices, database, chats, clock)
    schedule = Schedule(
        service,
        settings.sources,
        settings.columns,
        settings.reindex_minutes,
        admins=settings.admin_ids,
        notices=notices,
        texts=texts,
        clock=clock,
        wake=wake,
    )
    for look in (weekly.go, schedule.go):
        watching.vigil.add(look)
    erasure = Erasure(database)
    personal = Personal(erasure, settings.retention_days)
    limits = Limits(clock, rights, of_person=settings.questions_per_minute, of_chat=settings.chat_questions_per_minute)
    presses: Presses = {
        REINDEX: reindexing.pressed,
        WATCH: watching.desk.pressed,
        SETTINGS: desk.pressed,
        ERASE: personal.pressed,
        **panel.presses,
        **chronicle.presses,
    }
    buttons = Buttons(
        presses,
        settings.language,
        answers=answers,
        chats=chats,
        delivery=delivery,
        poster=poster,
        preferences=preferences,
    )
    handling = Handling(
        bot,
        me,
        settings.language,
        acts={"reindex": reindexing.asked, "batal": reindexing.asked_to_stop},
        answers=answers,
        buttons=buttons,
        chats=chats,
        commands={
            **_commands(settings, service, replies, Opening(replies, Menu(bot, clock), rights), panel, reindexing),
            **_watching(watching),
            "kronologi": chronicle.told,
            "linimasa": chronicle.shown,
            "atur": desk.asked,
            "celah": Gaps(service, weekly, rights).asked,
            "hapusdata": personal.asked,
        },
        delivery=delivery,
        inlining=Inlining(bot, service, chats, inbox, preferences),
        limits=limits,
        poster=poster,
        preferences=preferences,
        presence=watching.presence,
        replies=replies,
        rights=rights,
    )
    workers = Workers(inbox, handling.handle, handling.apologize, clock)
    return Parts(inbox, outbox, workers, reindexing, watching.vigil, erasure, schedule)


def _watching(watching: Watching) -> Commands:
    return {"pantau": watching.desk.watch, "pantauan": watching.desk.list}


def _commands(
    settings: Settings, service: Service, replies: Replies, opening: Opening, panel: Panel, reindexing: Reindexing
) -> Commands:
    listings = Listings(service.archive)

    async def status(request: Request) -> Response:
        return await replies.status(request, reindexing=reindexing.running)

    return {
        "start": opening.start,
        "bantuan": replies.help,
        "help": replies.help,
        "sumber": listings.sources,
        "terbaru": listings.newest,
        "artikel": panel.reader.asked,
        "ulang": Replays(service, panel.access, settings.quotes).again,
        "status": status,
    }
