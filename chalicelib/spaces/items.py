"""What the items of spaces and rooms hold, and their passage from and to the model.

    space   pk SPACE#<id>   sk META
            host      host_pk HOST#<host>   host_sk SPACE#<created>#<id>
            due       due_pk MODERATION     due_sk <since>#<id>           while it, or its edit, awaits a moderator
            listed    listed_pk LIVE        listed_sk <city slug>#<id>    while live
    room    pk SPACE#<id>   sk ROOM#<id>

pynamodb says what an item holds; it makes no call. Facts of the space share its partition.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.models import Model

from chalicelib.core.money import Basis
from chalicelib.identity.model import host_key
from chalicelib.kit.table import Item
from chalicelib.spaces.amenities import Amenity, Equipment
from chalicelib.spaces.model import (
    Address,
    BookingRules,
    CancellationStep,
    DayHours,
    Location,
    OpeningHours,
    OpenInterval,
    Picture,
    Room,
    RoomKind,
    SoldAs,
    Space,
    SpaceStatus,
    Tariff,
)
from chalicelib.spaces.pending_item import pending_json, pending_of

META = "META"
QUEUE = "MODERATION"
LIVE = "LIVE"
MINUTE = timedelta(minutes=1)


class SpaceItem(Model):
    """`room_ids` keeps the host's order and tells a list which rooms to fetch. It is a text of words, like
    `amenities`; `opening_hours` is one of minutes."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True, default=META)
    host_pk = UnicodeAttribute()
    host_sk = UnicodeAttribute()
    due_pk = UnicodeAttribute(null=True)
    due_sk = UnicodeAttribute(null=True)
    listed_pk = UnicodeAttribute(null=True)
    listed_sk = UnicodeAttribute(null=True)
    id = UnicodeAttribute()
    host_id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    line1 = UnicodeAttribute()
    line2 = UnicodeAttribute()
    postcode = UnicodeAttribute()
    city = UnicodeAttribute()
    country = UnicodeAttribute()
    timezone = UnicodeAttribute()
    std_offset_minutes = NumberAttribute()
    amenities = UnicodeAttribute()
    opening_hours = UnicodeAttribute()
    contact_email = UnicodeAttribute()
    contact_phone = UnicodeAttribute()
    room_ids = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    submitted_at = UTCDateTimeAttribute(null=True)
    refusal_reason = UnicodeAttribute()
    access_notes = UnicodeAttribute()
    house_rules = UnicodeAttribute()
    location = JSONAttribute(null=True)
    exceptional_days = JSONAttribute(null=True)
    pictures = JSONAttribute(null=True)
    pending = JSONAttribute(null=True)
    version = NumberAttribute()


class RoomItem(Model):
    """A free room has neither `basis` nor prices. `rules` are minutes in the order of the model's fields,
    `cancellation` pairs of hours and percent."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    id = UnicodeAttribute()
    name = UnicodeAttribute()
    description = UnicodeAttribute()
    kind = UnicodeAttribute()
    capacity = NumberAttribute()
    sold_as = UnicodeAttribute()
    colour = UnicodeAttribute()
    basis = UnicodeAttribute(null=True)
    hour = NumberAttribute(null=True)
    half_day = NumberAttribute(null=True)
    day = NumberAttribute(null=True)
    week = NumberAttribute(null=True)
    month = NumberAttribute(null=True)
    automatic_acceptance = BooleanAttribute()
    answer_delay_minutes = NumberAttribute()
    surface = NumberAttribute(null=True)
    equipment = UnicodeAttribute()
    rules = JSONAttribute()
    cancellation = JSONAttribute()


def space_item(space: Space) -> Item:
    waits = space.waiting_since
    live = space.status is SpaceStatus.LIVE
    return SpaceItem(
        pk=space.key,
        host_pk=host_key(space.host_id),
        host_sk=f"SPACE#{instant_text(space.created_at)}#{space.id}",
        due_pk=QUEUE if waits else None,
        due_sk=f"{instant_text(waits)}#{space.id}" if waits else None,
        listed_pk=LIVE if live else None,
        listed_sk=f"{space.address.city_slug}#{space.id}" if live else None,
        id=space.id,
        host_id=space.host_id,
        name=space.name,
        description=space.description,
        **vars(space.address),
        timezone=space.timezone,
        std_offset_minutes=space.std_offset // MINUTE,
        amenities=" ".join(space.amenities),
        opening_hours=_hours_text(space.opening_hours),
        contact_email=space.contact_email,
        contact_phone=space.contact_phone,
        room_ids=" ".join(room.id for room in space.rooms),
        status=space.status.value,
        created_at=space.created_at,
        submitted_at=space.submitted_at,
        refusal_reason=space.refusal_reason,
        access_notes=space.access_notes,
        house_rules=space.house_rules,
        location=list(vars(space.location).values()) if space.location else None,
        exceptional_days=[_exceptional_day(one) for one in space.exceptional_days] or None,
        pictures=[list(vars(one).values()) for one in space.pictures] or None,
        pending=pending_json(space.pending),
        version=space.version,
    ).serialize()


def room_item(space: Space, room: Room) -> Item:
    tariff = room.tariff
    return RoomItem(
        pk=space.key,
        sk=room.key,
        id=room.id,
        name=room.name,
        description=room.description,
        kind=room.kind.value,
        capacity=room.capacity,
        sold_as=room.sold_as.value,
        colour=room.colour,
        basis=tariff.basis.value if tariff else None,
        hour=tariff.hour if tariff else None,
        half_day=tariff.half_day if tariff else None,
        day=tariff.day if tariff else None,
        week=tariff.week if tariff else None,
        month=tariff.month if tariff else None,
        automatic_acceptance=room.automatic_acceptance,
        answer_delay_minutes=room.answer_delay // MINUTE,
        surface=room.surface,
        equipment=" ".join(room.equipment),
        rules=[None if length is None else length // MINUTE for length in vars(room.rules).values()],
        cancellation=[[step.hours, step.kept] for step in room.cancellation],
    ).serialize()


def space_of(meta: Item, room_items: Iterable[Item]) -> Space:
    """Rooms that META does not name are left out, as are those it names that are not given."""
    item = SpaceItem.from_raw_data(meta)
    rooms = {room.id: room for room in map(_room, room_items)}
    return Space(
        id=item.id,
        host_id=item.host_id,
        name=item.name,
        description=item.description,
        address=Address(item.line1, item.line2, item.postcode, item.city, item.country),
        timezone=item.timezone,
        std_offset=timedelta(minutes=item.std_offset_minutes),
        amenities=tuple(Amenity(value) for value in item.amenities.split()),
        opening_hours=_hours(item.opening_hours),
        contact_email=item.contact_email,
        contact_phone=item.contact_phone,
        rooms=tuple(rooms[room_id] for room_id in room_ids(meta) if room_id in rooms),
        created_at=item.created_at,
        status=SpaceStatus(item.status),
        submitted_at=item.submitted_at,
        refusal_reason=item.refusal_reason,
        access_notes=item.access_notes,
        house_rules=item.house_rules,
        location=Location(*item.location) if item.location else None,
        exceptional_days=tuple(
            DayHours(date.fromisoformat(day), _day_hours(hours), label)
            for day, hours, label in item.exceptional_days or ()
        ),
        pictures=tuple(Picture(*one) for one in item.pictures or ()),
        pending=pending_of(item.pending),
        version=int(item.version),
    )


def room_ids(meta: Item) -> list[str]:
    return str(meta["room_ids"]["S"]).split()


def _room(raw: Item) -> Room:
    item = RoomItem.from_raw_data(raw)
    return Room(
        id=item.id,
        name=item.name,
        description=item.description,
        kind=RoomKind(item.kind),
        capacity=int(item.capacity),
        sold_as=SoldAs(item.sold_as),
        colour=item.colour,
        tariff=_tariff(item),
        automatic_acceptance=item.automatic_acceptance,
        answer_delay=item.answer_delay_minutes * MINUTE,
        surface=None if item.surface is None else int(item.surface),
        equipment=tuple(Equipment(value) for value in item.equipment.split()),
        rules=_rules(*item.rules),
        cancellation=tuple(CancellationStep(hours, kept) for hours, kept in item.cancellation),
    )


def _rules(*minutes: int | None) -> BookingRules:
    shortest, longest, notice, horizon, buffer = (None if one is None else one * MINUTE for one in minutes)
    return BookingRules(shortest, longest, notice, horizon, buffer or timedelta())


def _tariff(item: RoomItem) -> Tariff | None:
    if not item.basis:
        return None
    return Tariff(
        basis=Basis(item.basis),
        hour=_cents(item.hour),
        half_day=_cents(item.half_day),
        day=_cents(item.day),
        week=_cents(item.week),
        month=_cents(item.month),
    )


def _cents(value: float | None) -> int | None:
    return None if value is None else int(value)


def _hours_text(hours: OpeningHours) -> str:
    """Days from Monday on, in minutes: "540-750 840-1080|540-1080|||||"."""
    return "|".join(map(_day_text, hours))


def _day_text(day: tuple[OpenInterval, ...]) -> str:
    return " ".join(f"{span.opens}-{span.closes}" for span in day)


def _exceptional_day(one: DayHours) -> list[str]:
    return [one.day.isoformat(), _day_text(one.hours), one.label]


def _hours(text: str) -> OpeningHours:
    return tuple(map(_day_hours, text.split("|")))


def _day_hours(text: str) -> tuple[OpenInterval, ...]:
    return tuple(map(_interval, text.split()))


def _interval(text: str) -> OpenInterval:
    opens, closes = text.split("-")
    return OpenInterval(int(opens), int(closes))


def instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
