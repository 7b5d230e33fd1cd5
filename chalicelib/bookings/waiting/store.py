"""Entries in the table, each beside the counters of its room. Raw client: whoever frees a place asks for them.

    pk ROOM#<room>   sk WAIT#<start, UTC>#<id>   ttl its start
    mine USER#<user>#WAIT / <start>#<id>         due WAIT#<shard> / <since>#<id>, for the rule that looks after them

An entry is there as long as somebody waits, and no longer: offering, leaving and joining decide on that one item.
"""

import zlib
from datetime import UTC, datetime, timedelta

from chalicelib.bookings import policy
from chalicelib.bookings.waiting.model import Entry, in_turn
from chalicelib.core.period import Period
from chalicelib.kit import table
from chalicelib.kit.table import Item, Key
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.spaces.model import room_key

WAIT = "WAIT#"
SHARDS = 4
LATER_THAN_ANY = "~"
LONGEST = timedelta(days=policy.LONGEST_DAYS)


def put(uow: UnitOfWork, entry: Entry) -> None:
    """Over an earlier one for the same span, if there is one: whoever changes his mind waits anew."""
    uow.put(_item(entry))


def remove(uow: UnitOfWork, entry: Entry, *, refused: Refused) -> None:
    """`refused` when it is gone: offered, left, or over."""
    uow.remove(room_key(entry.room_id), _sk(entry.period.start, entry.id), refused=refused)


def get(entry: Entry) -> Entry | None:
    """As it now is. Strongly consistent."""
    item = table.read(room_key(entry.room_id), _sk(entry.period.start, entry.id))
    return _entry(item) if item else None


def of_room(room_id: str, span: Period) -> list[Entry]:
    """Those whose time touches `span`, in turn. One strong query, which reaches 31 days back: 1 RCU for some ten."""
    first, last = WAIT + _text(span.start - LONGEST), WAIT + _text(span.end)
    found = map(_entry, table.partition(room_key(room_id), first, last))
    return in_turn(entry for entry in found if entry.period.intersection(span))


def page_of_user(user_id: str, after: Key | None, limit: int) -> tuple[list[Entry], Key | None]:
    """The earliest start first, strongly read behind an index that may lag a moment; and where the page ended."""
    keys, last = table.index_page("mine", f"USER#{user_id}#WAIT", after=after, limit=limit)
    found = {item["sk"]["S"]: _entry(item) for item in table.read_many(keys, consistent=True)}
    return [found[at["sk"]["S"]] for at in keys if at["sk"]["S"] in found], last


def page_since(until: datetime, after: str | None, limit: int) -> tuple[list[Entry], str | None]:
    """Those who joined by `until`, shard by shard, strongly read; the next cursor."""
    shards = [_shard(number) for number in range(SHARDS)]
    keys, last = table.index_stretch("due", shards, ("0", _instant(until) + LATER_THAN_ANY), after=after, limit=limit)
    return [_entry(item) for item in table.read_many(keys, consistent=True)], last


def _item(entry: Entry) -> Item:
    start = _text(entry.period.start)
    return {
        **table.key(room_key(entry.room_id), _sk(entry.period.start, entry.id)),
        "user": {"S": entry.user_id},
        "space": {"S": entry.space_id},
        "names": {"L": [{"S": entry.space_name}, {"S": entry.room_name}]},
        "tz": {"S": entry.timezone},
        "ends": {"S": _text(entry.period.end)},
        "people": {"N": str(entry.people)},
        "language": {"S": entry.language},
        "since": {"S": _instant(entry.since)},
        "due_pk": {"S": _shard(zlib.crc32(entry.id.encode()) % SHARDS)},
        "due_sk": {"S": f"{_instant(entry.since)}#{entry.id}"},
        "mine_pk": {"S": f"USER#{entry.user_id}#WAIT"},
        "mine_sk": {"S": f"{start}#{entry.id}"},
        "ttl": {"N": str(int(entry.period.start.timestamp()))},
    }


def _entry(item: Item) -> Entry:
    _, start, entry_id = item["sk"]["S"].split("#")
    space_name, room_name = (one["S"] for one in item["names"]["L"])
    return Entry(
        id=entry_id,
        user_id=item["user"]["S"],
        space_id=item["space"]["S"],
        room_id=item["pk"]["S"].removeprefix("ROOM#"),
        space_name=space_name,
        room_name=room_name,
        timezone=item["tz"]["S"],
        period=Period(datetime.fromisoformat(start), datetime.fromisoformat(item["ends"]["S"])),
        people=int(item["people"]["N"]),
        language="en" if item["language"]["S"] == "en" else "fr",
        since=datetime.fromisoformat(item["since"]["S"]),
    )


def _sk(start: datetime, entry_id: str) -> str:
    return f"{WAIT}{_text(start)}#{entry_id}"


def _shard(number: int) -> str:
    return f"{WAIT}{number}"


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
