"""Blocks in the table, beside the counters that they weigh on. Raw client, as the counters are.

pk ROOM#<room>   sk BLOCK#<start, UTC>#<id>   e end (minutes), o offset (minutes), b batch, r reason, u who
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from chalicelib.availability.model import LONGEST_DAYS, Block
from chalicelib.core.period import Period
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.spaces.model import room_key

LAST = "~"
LONGEST = timedelta(days=LONGEST_DAYS)


def add(uow: UnitOfWork, block: Block) -> None:
    """Its key is a business key: a second put of the same block raises Replayed."""
    uow.create(_item(block))


def remove(uow: UnitOfWork, block: Block, *, refused: Refused) -> None:
    """`refused` when it is gone already."""
    uow.remove(room_key(block.room_id), _sk(block.period.start, block.id), refused=refused)


def get(room_id: str, start: datetime, block_id: str) -> Block | None:
    """Strongly consistent."""
    item = table.read(room_key(room_id), _sk(start, block_id))
    return _block(item) if item else None


def of_room(room_id: str, span: Period) -> Iterator[Block]:
    """The blocks that touch `span`, by their start; strongly read, one query: they reach 31 days back."""
    first, last = _text(span.start - LONGEST), _text(span.end)
    for item in table.partition(room_key(room_id), f"BLOCK#{first}", f"BLOCK#{last}"):
        block = _block(item)
        if block.period.intersection(span):
            yield block


def since(room_id: str, start: datetime) -> Iterator[Block]:
    """Every block that ends after `start`, strongly read."""
    first = _text(start - LONGEST)
    for item in table.partition(room_key(room_id), f"BLOCK#{first}", f"BLOCK#{LAST}"):
        block = _block(item)
        if block.period.end > start:
            yield block


def _item(block: Block) -> Item:
    return {
        **table.key(room_key(block.room_id), _sk(block.period.start, block.id)),
        "e": {"N": str(int(block.period.end.timestamp()) // 60)},
        "o": {"N": str(int(block.offset.total_seconds()) // 60)},
        "b": {"S": block.batch_id},
        "r": {"S": block.reason},
        "u": {"S": block.created_by},
    }


def _block(item: Item) -> Block:
    _, start, block_id = item["sk"]["S"].split("#")
    ends = datetime.fromtimestamp(60 * int(item["e"]["N"]), UTC)
    return Block(
        id=block_id,
        batch_id=item["b"]["S"],
        room_id=item["pk"]["S"].removeprefix("ROOM#"),
        period=Period(datetime.fromisoformat(start), ends),
        offset=timedelta(minutes=int(item["o"]["N"])),
        reason=item["r"]["S"],
        created_by=item["u"]["S"],
    )


def _sk(start: datetime, block_id: str) -> str:
    return f"BLOCK#{_text(start)}#{block_id}"


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
