"""Shapes of spaces and rooms: the host's document, the moderator's queue, the public catalogue."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, EmailStr, Field, model_validator
from pydantic_core import PydanticCustomError

from chalicelib.core.money import Basis
from chalicelib.kit.shapes import Cents, Day, Instant, Page, PageQuery, Shape
from chalicelib.spaces.model import MOST_ROOMS, Amenity, RoomKind, SoldAs, SpaceStatus

# Digits are spelled [0-9] below: \d also means the digits of every other script.
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):(00|15|30|45)$", examples=["09:00"])]
ClosingTime = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):(00|15|30|45)|24:00)$", examples=["18:30"])]
Reason = Annotated[str, Field(min_length=3, max_length=2000)]


def refused(code: str, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(f"value_error.{code}", "{en}", {"fr": fr, "en": en})


class AddressShape(Shape):
    line1: Annotated[str, Field(min_length=1, max_length=120)]
    line2: Annotated[str, Field(max_length=120)] = ""
    postcode: Annotated[str, Field(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}$")]
    city: Annotated[str, Field(min_length=1, max_length=80)]
    country: Literal["FR"] = "FR"


class IntervalShape(Shape):
    """Wall times of the space's zone, on the quarter."""

    opens: ClockTime
    closes: ClosingTime

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if self.opens >= self.closes:
            raise refused(
                "closes_before_opening",
                "La fermeture suit l'ouverture.",
                "Closing comes after opening.",
            )
        return self


def _apart(day: list[IntervalShape]) -> list[IntervalShape]:
    if any(a.closes > b.opens for a, b in pairwise(day)):
        raise refused(
            "overlapping_hours",
            "Les plages d'une journée se suivent sans se chevaucher.",
            "The intervals of a day follow each other without overlapping.",
        )
    return day


DayHours = Annotated[list[IntervalShape], Field(max_length=4), AfterValidator(_apart)]


class TariffShape(Shape):
    """Cents per unit, all typed on one `basis`."""

    basis: Basis
    hour: Cents | None = None
    half_day: Cents | None = None
    day: Cents | None = None

    @model_validator(mode="after")
    def at_least_one(self) -> Self:
        if not any((self.hour, self.half_day, self.day)) or 0 in (self.hour, self.half_day, self.day):
            raise refused(
                "no_price",
                "Indiquez au moins un prix supérieur à zéro, ou choisissez « gratuit ».",
                "Give at least one price above zero, or choose “free”.",
            )
        return self


class TariffView(TariffShape):
    """`vat_rate` in basis points (2000 = 20 %), as a sale of today is taxed; null while the host cannot sell."""

    vat_rate: int | None


class RoomBody(Shape):
    """`id` is absent for a new room. `tariff` null means free."""

    id: Annotated[str, Field(max_length=40)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=80)]
    description: Annotated[str, Field(max_length=2000)] = ""
    kind: RoomKind
    capacity: Annotated[int, Field(strict=True, ge=1, le=500)]
    sold_as: SoldAs
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = "#3b6fb6"
    tariff: TariffShape | None
    automatic_acceptance: Annotated[bool, Field(strict=True)] = False
    answer_delay_hours: Annotated[int, Field(strict=True, ge=1, le=144)] = 72


class SpaceBody(Shape):
    """`contact_email` empty means the owner's. `opening_hours` is Monday first, an empty day is closed."""

    name: Annotated[str, Field(min_length=2, max_length=120)]
    description: Annotated[str, Field(max_length=5000)] = ""
    address: AddressShape
    timezone: Annotated[str, Field(max_length=64)] = "Europe/Paris"
    amenities: list[Amenity] = Field(default_factory=list, max_length=30)
    opening_hours: Annotated[list[DayHours], Field(min_length=7, max_length=7)]
    contact_email: EmailStr | None = None
    contact_phone: Annotated[str, Field(max_length=30, pattern=r"^[0-9+ ().-]*$")] = ""
    rooms: list[RoomBody] = Field(default_factory=list, max_length=MOST_ROOMS)


class RoomView(Shape):
    id: str
    name: str
    description: str
    kind: RoomKind
    capacity: int
    sold_as: SoldAs
    colour: str
    tariff: TariffView | None
    automatic_acceptance: bool
    answer_delay_hours: int


class SpaceView(Shape):
    """A space as its host and the moderators see it. `missing` lists what keeps it from being submitted, and its paid
    rooms from being booked: codes of the space, and `billing.…` ones of the host's settings and mandate."""

    id: str
    host_id: str
    status: SpaceStatus
    version: int
    name: str
    description: str
    address: AddressShape
    timezone: str
    amenities: list[Amenity]
    opening_hours: list[list[IntervalShape]]
    contact_email: str
    contact_phone: str
    rooms: list[RoomView]
    submitted_at: Instant | None
    moderate_by: Instant | None
    refusal_reason: str
    missing: list[str]


class SpaceSummary(Shape):
    id: str
    name: str
    city: str
    status: SpaceStatus
    room_count: int
    submitted_at: Instant | None
    moderate_by: Instant | None
    refusal_reason: str
    missing: list[str]


class SpacePage(Page):
    items: list[SpaceSummary]


class RefusalBody(Shape):
    reason: Reason


class QueueEntryView(Shape):
    """A space that waits for a moderator; `overdue` once the 48 hours are over."""

    id: str
    host_id: str
    host_name: str
    name: str
    city: str
    room_count: int
    submitted_at: Instant
    moderate_by: Instant
    overdue: bool


class QueuePage(Page):
    items: list[QueueEntryView]


class CatalogueSpaceView(Shape):
    """A published space as everybody sees it: the contact e-mail stays with the platform. `sells` is false while its
    paid rooms cannot be booked, because the host's settings or mandate are no longer complete."""

    id: str
    name: str
    description: str
    address: AddressShape
    timezone: str
    amenities: list[Amenity]
    opening_hours: list[list[IntervalShape]]
    contact_phone: str
    rooms: list[RoomView]
    sells: bool


class SearchQuery(PageQuery):
    """`date`, `start` and `end` (wall times of the space) go together; `people` defaults to one."""

    where: Annotated[str, Field(max_length=80)] = ""
    date: Day | None = None
    limit: Annotated[int, Field(ge=1, le=25)] = 12
    start: ClockTime | None = None
    end: ClosingTime | None = None
    people: Annotated[int, Field(ge=1, le=500)] = 1

    @model_validator(mode="after")
    def whole_span(self) -> Self:
        given = [value is not None for value in (self.date, self.start, self.end)]
        if any(given) and not all(given):
            raise refused(
                "partial_span",
                "Indiquez le jour, l'heure de début et l'heure de fin.",
                "Give the day, the start and the end.",
            )
        if self.start and self.end and self.start >= self.end:
            raise refused("ends_before_start", "La fin suit le début.", "The end comes after the start.")
        return self
