"""Series in the table: pk WEEKLY#<id>, sk A. Its bookings are found by their ids, and name it."""

from datetime import UTC, datetime
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.bookings.series.model import Date, DateOutcome, Mode, Series, series_key
from chalicelib.kit import table
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork

SK = "A"


class SeriesItem(Model):
    class Meta:
        table_name = settings().table_name

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=SK)
    version = NumberAttribute()
    user = UnicodeAttribute()
    host = UnicodeAttribute()
    space = UnicodeAttribute()
    room = UnicodeAttribute()
    people = NumberAttribute()
    mode = UnicodeAttribute()
    payer = UnicodeAttribute()
    dates = JSONAttribute()
    created = UnicodeAttribute()
    body_hash = UnicodeAttribute()


def add(uow: UnitOfWork, series: Series) -> None:
    """Its key is a business key: a second put of the same series raises Replayed."""
    uow.create(_item(series).serialize())


def save(uow: UnitOfWork, series: Series) -> None:
    """Compare-and-swap on the version before this one. Raises StaleVersion on commit."""
    uow.replace(_item(series).serialize(), version=series.version - 1)


def get(series_id: str) -> Series | None:
    """Strongly consistent."""
    found = table.read(series_key(series_id), SK)
    return _series(found) if found else None


def _item(series: Series) -> SeriesItem:
    return SeriesItem(
        pk=series.key,
        sk=SK,
        version=series.version,
        user=series.user_id,
        host=series.host_id,
        space=series.space_id,
        room=series.room_id,
        people=series.people,
        mode=series.mode.value,
        payer=series.payer_id,
        dates=[[one.start, one.end, one.outcome.value, one.booking_id, one.why] for one in series.dates],
        created=series.created_at.astimezone(UTC).isoformat(timespec="seconds"),
        body_hash=series.body_hash,
    )


def _series(raw: Any) -> Series:
    item = SeriesItem.from_raw_data(raw)
    return Series(
        id=item.pk.removeprefix("WEEKLY#"),
        user_id=item.user,
        host_id=item.host,
        space_id=item.space,
        room_id=item.room,
        people=int(item.people),
        mode=Mode(item.mode),
        payer_id=item.payer,
        dates=tuple(
            Date(start, end, DateOutcome(outcome), booking_id, why)
            for start, end, outcome, booking_id, why in item.dates
        ),
        created_at=datetime.fromisoformat(item.created),
        body_hash=item.body_hash,
        version=int(item.version),
    )
