"""Many at once: nobody starves, nothing is lost, and Telegram's limits are kept."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import groupby

from tests.peer import Fault, Group, Limits, Message, Peer, Private, User
from tests.telegram.living import HeldClock, living
from tests.telegram.scripted import Scripted

FLOOD, BURST = 30, 3
# In each wave, every chat asks so often, and so many updates are delivered again.
WAVES, QUESTIONS, CHATTER, AGAIN = 40, 3, 19, 80


async def test_a_flooded_group_keeps_nobody_else_waiting(scripted: Scripted) -> None:
    clock = HeldClock()
    async with Peer(limits=Limits(burst=BURST), clock=clock) as peer:
        ani, budi = peer.user("Ani"), peer.user("Budi")
        group, private = peer.group("Redaksi", [ani]), peer.private(budi)
        async with living(peer, scripted, clock):
            for number in range(FLOOD):
                await group.send(ani, f"@kutip_bot {number}?")
            for _ in range(BURST):
                await group.next_message()
            # The group must wait now, and time stands still.
            await private.send("pribadi?")
            assert (await private.next_message()).quotes == ["Jawaban atas: pribadi?"]
            clock.release()
            for _ in range(FLOOD - BURST):
                await group.next_message()
        sent = peer.sent("sendMessage")
        assert [one.chat_id for one in sent] == [group.id] * BURST + [private.id] + [group.id] * (FLOOD - BURST)
        assert [message.quotes for message in group.received] == [[f"Jawaban atas: {n}?"] for n in range(FLOOD)]
        # The server refuses what comes too fast: more than 20 a minute to a group among others.
        assert {one.status for one in sent} == {200}


async def test_ten_thousand_updates_with_faults_and_doubles(peer: Peer, scripted: Scripted) -> None:
    """Each question is answered once, in its chat's order; once more only where the answer to sendMessage was lost."""
    peer.world.privacy = False
    passing = [Fault.too_many(2), Fault.bad_gateway(), Fault.drop_before(), Fault.drop_after()]
    dice = peer.roll(0.05, seed=1, faults=passing, methods=["sendMessage"])
    polls = peer.roll(0.2, seed=2, faults=passing, methods=["getUpdates"])
    people = [peer.user(f"Orang {number}") for number in range(12)]
    chats = [_Chat(peer.private(person), person, 0) for person in people]
    chats += [_Chat(peer.group(f"Redaksi {number}", people), people[number], CHATTER) for number in range(8)]
    chance = random.Random(3)
    sent: list[Message] = []
    async with living(peer, scripted):
        for wave in range(WAVES):
            # Only what was delivered before can come again.
            again = chance.sample(sent, AGAIN) if wave else []
            for chat in chats:
                sent += await chat.speak(chance)
            for message in again:
                await peer.redeliver(message)
            for chat in chats:
                await chat.heard()
    for chat in chats:
        assert chat.answers(once=True) == [f"Jawaban atas: {question}" for question in chat.asked]
    doubles = sum(len(chat.answers()) - len(chat.asked) for chat in chats)
    assert doubles == dice.struck["drop_after"]
    assert len(sent) + (WAVES - 1) * AGAIN > 10_000
    assert min(dice.struck["refuse"], dice.struck["page"], dice.struck["drop_before"], doubles) > 0
    assert polls.hits > 0


@dataclass
class _Chat:
    """A chat in which one person asks; ``chatter`` is said among the questions and is not for the bot."""

    room: Private | Group
    asker: User
    chatter: int
    asked: list[str] = field(default_factory=list)

    async def speak(self, chance: random.Random) -> list[Message]:
        words = [f"{len(self.asked) + number}?" for number in range(QUESTIONS)]
        self.asked += words
        said = [f"/tanya {one}" for one in words]
        for _ in range(self.chatter):
            said.insert(chance.randrange(len(said) + 1), "Kopinya sudah habis.")
        return [await self._say(one) for one in said]

    async def heard(self) -> None:
        """Returns when the last question was answered."""
        while (await self.room.next_message(60)).quotes != [f"Jawaban atas: {self.asked[-1]}"]:
            pass

    def answers(self, *, once: bool = False) -> list[str]:
        given = [message.quotes[0] for message in self.room.received]
        return [answer for answer, _ in groupby(given)] if once else given

    async def _say(self, words: str) -> Message:
        if isinstance(self.room, Private):
            return await self.room.send(words)
        return await self.room.send(self.asker, words)
