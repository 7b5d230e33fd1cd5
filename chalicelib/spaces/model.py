"""Spaces and rooms: one aggregate, edited as one document under one version."""

from dataclasses import field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Basis
from chalicelib.core.period import Period
from chalicelib.core.words import slug_of
from chalicelib.core.zones import boundary, zone_named
from chalicelib.spaces.amenities import Amenity, Equipment

if TYPE_CHECKING:
    from chalicelib.spaces.pending import PendingEdit

MODERATION_DELAY = timedelta(hours=48)
MOST_ROOMS = 40
MOST_PICTURES = 30
WEEKDAYS = 7


class SpaceStatus(StrEnum):
    DRAFT = "draft"
    IN_MODERATION = "in_moderation"
    LIVE = "live"
    REFUSED = "refused"


class RoomKind(StrEnum):
    OPEN_SPACE = "open_space"
    MEETING_ROOM = "meeting_room"
    CLOSED_OFFICE = "closed_office"
    PHONE_BOOTH = "phone_booth"
    TRAINING_ROOM = "training_room"
    EVENT_ROOM = "event_room"
    WORKSHOP = "workshop"


class SoldAs(StrEnum):
    """`whole`: one booking takes the room; `seat`: each person takes one of its seats."""

    WHOLE = "whole"
    SEAT = "seat"


@dataclass(frozen=True)
class Address:
    line1: str
    line2: str
    postcode: str
    city: str
    country: str = "FR"

    @property
    def city_slug(self) -> str:
        return slug_of(self.city)


@dataclass(frozen=True)
class OpenInterval:
    """Minutes from local midnight, on the quarter: `[opens, closes)`, 0 to 1440."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{clock_of(self.opens)}-{clock_of(self.closes)}"


OpeningHours = tuple[tuple[OpenInterval, ...], ...]
"""Monday first; an empty day is closed."""


@dataclass(frozen=True)
class DayHours:
    """What holds on one day instead of the week's hours: none, the space is closed. `label` says why."""

    day: date
    hours: tuple[OpenInterval, ...]
    label: str = ""


@dataclass(frozen=True)
class Picture:
    """`alt` says what it shows to who cannot see it; `caption` is printed under it."""

    image_id: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Location:
    """Degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Tariff:
    """Prices in cents per unit of time, typed on `basis`; None where the unit is not sold. The rate of VAT is not
    typed: it follows from the place and from who sells (`legal.selling`)."""

    basis: Basis
    hour: int | None = None
    half_day: int | None = None
    day: int | None = None
    week: int | None = None
    month: int | None = None


@dataclass(frozen=True)
class BookingRules:
    """How a room may be booked: shortest and longest, how long before, how far ahead, and how long it stays empty
    after each booking. None leaves it to the platform's own limits (`bookings.policy`)."""

    shortest: timedelta | None = None
    longest: timedelta | None = None
    notice: timedelta | None = None
    horizon: timedelta | None = None
    buffer: timedelta = timedelta()


@dataclass(frozen=True)
class CancellationStep:
    """Who cancels less than `hours` before the start leaves `kept` percent of the price."""

    hours: int
    kept: int


CancellationPolicy = tuple[CancellationStep, ...]
"""The longest notice first, each step keeping more than the one before it. Without steps, all comes back before the
start."""


@dataclass(frozen=True)
class Room:
    """`tariff` None means free. `answer_delay` is how long the host has to answer a request. `surface` in m², None if
    untold."""

    id: str
    name: str
    description: str
    kind: RoomKind
    capacity: int
    sold_as: SoldAs
    colour: str
    tariff: Tariff | None
    automatic_acceptance: bool
    answer_delay: timedelta = timedelta(hours=72)
    surface: int | None = None
    equipment: tuple[Equipment, ...] = ()
    rules: BookingRules = field(default_factory=BookingRules)
    cancellation: CancellationPolicy = ()

    @property
    def key(self) -> str:
        return room_key(self.id)


@dataclass(frozen=True)
class Space:
    """`std_offset` is the constant by which storage counts days (booking-and-ledger design, ADR 0003):
    it never changes once the space was submitted. `submitted_at` is the last submission; None means never.

    `access_notes` are for guests who booked (door, floor, code), `house_rules` for everybody. `exceptional_days` are
    in order, one for a day. The first of `pictures` is the cover. `pending` waits beside what is published.
    """

    id: str
    host_id: str
    name: str
    description: str
    address: Address
    timezone: str
    std_offset: timedelta
    amenities: tuple[Amenity, ...]
    opening_hours: OpeningHours
    contact_email: str
    contact_phone: str
    rooms: tuple[Room, ...]
    created_at: datetime
    status: SpaceStatus = SpaceStatus.DRAFT
    submitted_at: datetime | None = None
    refusal_reason: str = ""
    access_notes: str = ""
    house_rules: str = ""
    location: Location | None = None
    exceptional_days: tuple[DayHours, ...] = ()
    pictures: tuple[Picture, ...] = ()
    pending: "PendingEdit | None" = None
    version: int = 1

    @property
    def key(self) -> str:
        return space_key(self.id)

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.timezone)

    @property
    def waiting_since(self) -> datetime | None:
        """When the moderators were first sent what waits for them: the space, or an edit of it."""
        if self.status is SpaceStatus.IN_MODERATION:
            return self.submitted_at
        return self.pending.since if self.pending and not self.pending.refusal else None

    @property
    def moderate_by(self) -> datetime | None:
        """When the moderators should have answered."""
        since = self.waiting_since
        return since + MODERATION_DELAY if since else None

    def room(self, room_id: str) -> Room | None:
        return next((room for room in self.rooms if room.id == room_id), None)

    def hours_on(self, day: date) -> tuple[OpenInterval, ...]:
        exceptional = self._by_day.get(day)
        return exceptional.hours if exceptional else self.opening_hours[day.weekday()]

    def open_periods(self, day: date) -> list[Period]:
        """The absolute periods during which the space is open on local `day`."""
        zone = self.zone
        periods: list[Period] = []
        for interval in self.hours_on(day):
            start = boundary(day, interval.opens, zone)
            end = boundary(day, interval.closes, zone, closing=True)
            if periods and start <= periods[-1].end:
                # Hours that meet inside an hour that exists twice would overlap on that night.
                start = periods.pop().start
            if start < end:
                periods.append(Period(start, end))
        return periods

    @cached_property
    def _by_day(self) -> dict[date, DayHours]:
        return {one.day: one for one in self.exceptional_days}

    def next_version(self, **changes: object) -> "Space":
        return replace(self, version=self.version + 1, **changes)  # type: ignore[arg-type]


def space_key(space_id: str) -> str:
    return f"SPACE#{space_id}"


def room_key(room_id: str) -> str:
    return f"ROOM#{room_id}"


def minutes_of(clock: str) -> int:
    """Minutes from midnight of "HH:MM", up to "24:00"."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def clock_of(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
