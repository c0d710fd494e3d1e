"""A Bot API server on 127.0.0.1 for end-to-end tests: strict where Telegram is strict, and able to fail.

    async with Peer(username="kutip_bot") as peer:        # point the bot at peer.url with peer.token
        alice = peer.user("Alice", language="id")
        chat = peer.private(alice)
        await chat.send("Berapa lama Macron menelepon Putin?")
        reply = await chat.next_message()                 # waits, never sleeps; reply.text, .quotes, .buttons
        group = peer.group("Redaksi", [alice])            # privacy mode is on: see message.update
        asked = await group.send(alice, "/tanya siapa?")
        await peer.edit(asked, "/tanya apa?")             # the bot gets edited_message
        peer.fail("sendMessage", with_=Fault.too_many(retry_after=1), times=2)
        await peer.redeliver(asked)                       # the same update_id again

Everything people do is awaited; `Room` (rooms.py) lists what a chat can tell, `Peer` (peer.py) the rest.
"""

from __future__ import annotations

from tests.peer.clock import Clock, ManualClock
from tests.peer.delivery import Update
from tests.peer.faults import SENDING, Dice, Fault, Planned
from tests.peer.limits import Limits
from tests.peer.messages import Message
from tests.peer.peer import TOKEN, Peer
from tests.peer.people import User
from tests.peer.rooms import Channel, Forum, Group, Private, Room, TopicRoom
from tests.peer.world import Request

__all__ = [
    "SENDING",
    "TOKEN",
    "Channel",
    "Clock",
    "Dice",
    "Fault",
    "Forum",
    "Group",
    "Limits",
    "ManualClock",
    "Message",
    "Peer",
    "Planned",
    "Private",
    "Request",
    "Room",
    "TopicRoom",
    "Update",
    "User",
]
