"""Edits that the clock looks at once more, in the table: written with the space, gone when that is done.

pk SPACE#<space>   sk EDIT#<version>   h host, s seen, e ended, r reason, u who, at when
due: EDIT / <instant>#<space>
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from chalicelib.bookings.edited import Edit
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import Refused, UnitOfWork
from chalicelib.spaces.model import space_key

DUE = "EDIT"
LATER_THAN_ANY = "~"


def add(uow: UnitOfWork, edit: Edit) -> None:
    """The version of the space, in the same transaction, guards it."""
    uow.put(_item(edit))


def remove(uow: UnitOfWork, edit: Edit, *, refused: Refused) -> None:
    """`refused` when it is gone already."""
    uow.remove(space_key(edit.space_id), _sk(edit), refused=refused)


def due(now: datetime) -> Iterator[Edit]:
    """Those whose hour has come, strongly read."""
    keys = list(table.index_until("due", DUE, _text(now) + LATER_THAN_ANY))
    yield from map(_edit, table.read_many(keys, consistent=True))


def _item(edit: Edit) -> Item:
    return {
        **table.key(space_key(edit.space_id), _sk(edit)),
        "h": {"S": edit.host_id},
        "s": {"L": [{"S": one} for one in edit.seen]},
        "e": {"L": [{"S": one} for one in edit.ending]},
        "r": {"S": edit.reason},
        "u": {"S": edit.user_id},
        "at": {"S": edit.at.astimezone(UTC).isoformat()},
        "due_pk": {"S": DUE},
        "due_sk": {"S": f"{_text(edit.look_at)}#{edit.space_id}"},
    }


def _edit(item: Item) -> Edit:
    return Edit(
        space_id=item["pk"]["S"].removeprefix(space_key("")),
        version=int(item["sk"]["S"].removeprefix("EDIT#")),
        host_id=item["h"]["S"],
        seen=tuple(one["S"] for one in item["s"]["L"]),
        ending=tuple(one["S"] for one in item["e"]["L"]),
        reason=item["r"]["S"],
        user_id=item["u"]["S"],
        at=datetime.fromisoformat(item["at"]["S"]),
    )


def _sk(edit: Edit) -> str:
    return f"EDIT#{edit.version:010d}"


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
