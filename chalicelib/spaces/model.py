"""Spaces and rooms: one aggregate, edited as one document under one version."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from chalicelib.core.money import Basis
from chalicelib.core.period import Period
from chalicelib.core.words import slug_of
from chalicelib.core.zones import boundary, zone_named

MODERATION_DELAY = timedelta(hours=48)
MOST_ROOMS = 40
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


class Amenity(StrEnum):
    WIFI = "wifi"
    SCREEN = "screen"
    VIDEOCONFERENCE = "videoconference"
    WHITEBOARD = "whiteboard"
    PRINTER = "printer"
    COFFEE = "coffee"
    KITCHEN = "kitchen"
    PARKING = "parking"
    BIKE_PARKING = "bike_parking"
    SHOWER = "shower"
    LOCKERS = "lockers"
    OUTDOOR = "outdoor"
    ACCESSIBLE = "accessible"
    AIR_CONDITIONING = "air_conditioning"
    PETS = "pets"
    NATURAL_LIGHT = "natural_light"


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
class Tariff:
    """Prices in cents per unit of time, typed on `basis`; None where the unit is not sold. The rate of VAT is not
    typed: it follows from the place and from who sells (`legal.selling`)."""

    basis: Basis
    hour: int | None = None
    half_day: int | None = None
    day: int | None = None


@dataclass(frozen=True)
class Room:
    """`tariff` None means free. `answer_delay` is how long the host has to answer a request."""

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

    @property
    def key(self) -> str:
        return room_key(self.id)


@dataclass(frozen=True)
class Space:
    """`std_offset` is the constant by which storage counts days (booking-and-ledger design, ADR 0003):
    it never changes once the space was submitted. `submitted_at` is the last submission; None means never.
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
    version: int = 1

    @property
    def key(self) -> str:
        return space_key(self.id)

    @property
    def zone(self) -> ZoneInfo:
        return zone_named(self.timezone)

    @property
    def moderate_by(self) -> datetime | None:
        """When the moderators should have answered, while the space waits for them."""
        waits = self.status is SpaceStatus.IN_MODERATION and self.submitted_at
        return waits + MODERATION_DELAY if waits else None

    def room(self, room_id: str) -> Room | None:
        return next((room for room in self.rooms if room.id == room_id), None)

    def open_periods(self, day: date) -> list[Period]:
        """The absolute periods during which the space is open on local `day`."""
        zone = self.zone
        periods: list[Period] = []
        for interval in self.opening_hours[day.weekday()]:
            start = boundary(day, interval.opens, zone)
            end = boundary(day, interval.closes, zone, closing=True)
            if periods and start <= periods[-1].end:
                # Hours that meet inside an hour that exists twice would overlap on that night.
                start = periods.pop().start
            if start < end:
                periods.append(Period(start, end))
        return periods

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
