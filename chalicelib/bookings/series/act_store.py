"""Acts on series that are not finished, in the table: written before the first date is cancelled, gone with the fact
that tells of all of them.

pk WEEKLY#<series>   sk ACT#<id>   h host, u who, b bookings, at when
due: WEEKLY / <instant>#<id>
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from chalicelib.bookings.series.act import Act
from chalicelib.bookings.series.model import series_key
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import Refused, UnitOfWork

DUE = "WEEKLY"
LATER_THAN_ANY = "~"


def add(uow: UnitOfWork, act: Act) -> None:
    uow.create(_item(act))


def remove(uow: UnitOfWork, act: Act, *, refused: Refused) -> None:
    """`refused` when it is gone already."""
    uow.remove(series_key(act.series_id), _sk(act.id), refused=refused)


def of_series(series_id: str) -> list[Act]:
    """Those that are not finished, strongly read."""
    return list(map(_act, table.partition(series_key(series_id), _sk(""), _sk(LATER_THAN_ANY))))


def due(now: datetime) -> Iterator[Act]:
    """Those whose hour has come, strongly read."""
    keys = list(table.index_until("due", DUE, _text(now) + LATER_THAN_ANY))
    yield from map(_act, table.read_many(keys, consistent=True))


def _item(act: Act) -> Item:
    return {
        **table.key(series_key(act.series_id), _sk(act.id)),
        "h": {"S": act.host_id},
        "u": {"S": act.user_id},
        "b": {"L": [{"S": one} for one in act.booking_ids]},
        "at": {"S": act.at.astimezone(UTC).isoformat()},
        "due_pk": {"S": DUE},
        "due_sk": {"S": f"{_text(act.look_at)}#{act.id}"},
    }


def _act(item: Item) -> Act:
    return Act(
        id=item["sk"]["S"].removeprefix(_sk("")),
        series_id=item["pk"]["S"].removeprefix(series_key("")),
        host_id=item["h"]["S"],
        user_id=item["u"]["S"],
        booking_ids=tuple(one["S"] for one in item["b"]["L"]),
        at=datetime.fromisoformat(item["at"]["S"]),
    )


def _sk(act_id: str) -> str:
    return f"ACT#{act_id}"


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
