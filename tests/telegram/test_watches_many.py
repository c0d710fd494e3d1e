"""Many chats that watch for the same: all are told, once, and within Telegram's limits."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from retrieval.service import Kutip
from tests.peer import Fault, Limits, Peer
from tests.telegram.living import living
from tests.telegram.newsroom import DeskClock, Newsroom

FLOOD = "Banjir merendam empat desa di Kecamatan Sukamaju."
CHATS, TOPICS = 40, 6


class SharedClock(DeskClock):
    """The server's clock, too: it goes on only when the bot waits."""

    def monotonic(self) -> float:
        return self._skipped

    def time(self) -> float:
        return self.moment.timestamp() + self._skipped


async def test_all_are_told_once(kutip: Kutip, tmp_path: Path) -> None:
    room, clock = Newsroom(kutip, tmp_path / "berita.jsonl"), SharedClock()
    async with Peer(limits=Limits(burst=3), clock=clock) as peer:
        people = [peer.user(f"Orang {number}") for number in range(CHATS)]
        forum = peer.forum("Redaksi", people)
        topics = [await forum.open_topic(f"Topik {number}", by=people[0]) for number in range(TOPICS)]
        chats = [peer.private(person) for person in people]
        async with living(peer, kutip, clock):
            for chat in chats:
                await chat.send("/pantau banjir")
            for topic in topics:
                await topic.send(people[0], "/pantau banjir")
            for place in (*chats, *topics):
                await place.next_message()
            await clock.look()
            asked = len(peer.sent("sendMessage"))
            peer.fail("sendMessage", with_=Fault.bad_gateway(), times=5)
            await room.publish(1, FLOOD)
            await clock.look()
            for place in (*chats, *topics):
                assert (await place.next_message()).quotes == [FLOOD]
            await peer.idle()
            await clock.look()
        answers = Counter(one.status for one in peer.sent("sendMessage")[asked:])
        assert answers[200] == CHATS + TOPICS
        assert answers[502] == 5
        # What one waits for passes for all at once, so that a few come sooner than they were meant to.
        assert answers[429] < 5
        assert {len(place.received) for place in (*chats, *topics)} == {2}
