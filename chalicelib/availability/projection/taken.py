"""What is taken in a city, by its bits: a day is read once, a shard unpacked when one of its rooms is asked for."""

from collections.abc import Sequence

from chalicelib.availability.projection import store
from chalicelib.availability.projection.bitmaps import PER_SHARD, shard_of
from chalicelib.availability.projection.model import ListedRoom
from chalicelib.availability.projection.sift import Needed


class Taken:
    """For one search, by parties of one level."""

    def __init__(self, level: int) -> None:
        self._level = level
        self._stored: dict[tuple[str, int], dict[int, bytes]] = {}
        self._taken: dict[tuple[str, Needed], dict[int, int]] = {}
        """By city and span: the shards that were asked for, a bit for each room that is taken."""

    def leaves(self, city: str, rooms: Sequence[ListedRoom], spans: Needed) -> list[ListedRoom]:
        """Those of these rooms that are not taken in any of `spans`."""
        shards = self._taken.setdefault((city, spans), {})
        left: list[ListedRoom] = []
        for room in rooms:
            shard, position = divmod(room.number, PER_SHARD)
            if shard not in shards:
                shards[shard] = self._taken_in(city, shard, spans)
            if not shards[shard] >> position & 1:
                left.append(room)
        return left

    def _taken_in(self, city: str, shard: int, spans: Needed) -> int:
        taken = 0
        for bucket, mask in spans:
            if (city, bucket) not in self._stored:
                self._stored[city, bucket] = store.stored_on(city, bucket)
            stored = self._stored[city, bucket].get(shard)
            if stored:
                taken |= shard_of(stored).taken(self._level, mask)
        return taken
