"""Shapes of spaces and rooms: the host's document, the public catalogue."""

from typing import Annotated, Self

from pydantic import AfterValidator, EmailStr, Field, field_validator, model_validator

from chalicelib.kit.shapes import Day, Instant, Page, PageQuery, Shape
from chalicelib.spaces.amenities import Amenity, Equipment
from chalicelib.spaces.model import MOST_PICTURES, MOST_ROOMS, RoomKind, SoldAs, SpaceStatus
from chalicelib.spaces.shapes import (
    AddressShape,
    AddressView,
    BookingRulesShape,
    CancellationSteps,
    CancellationStepShape,
    ClockTime,
    ClosingTime,
    DayHours,
    EditState,
    ExceptionalDays,
    ExceptionalDayShape,
    IntervalShape,
    LocationShape,
    PendingEditView,
    PictureBody,
    PictureView,
    TariffShape,
    TariffView,
    refused,
)


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
    surface: Annotated[int, Field(strict=True, ge=1, le=10_000)] | None = None
    equipment: list[Equipment] = Field(default_factory=list, max_length=30)
    rules: BookingRulesShape = Field(default_factory=BookingRulesShape)
    cancellation: CancellationSteps = Field(default_factory=list)

    @model_validator(mode="after")
    def buffer_of_a_whole_room(self) -> Self:
        if self.rules.buffer_minutes and self.sold_as is SoldAs.SEAT:
            raise refused(
                "buffer_by_seat",
                "Le temps de battement ne vaut que pour une salle réservée entière.",
                "Only a room booked whole can stay empty between bookings.",
            )
        return self


class SpaceBody(Shape):
    """`contact_email` empty means the owner's; the first of `pictures` is the cover. `opening_hours` is Monday first,
    an empty day is closed."""

    name: Annotated[str, Field(min_length=2, max_length=120)]
    description: Annotated[str, Field(max_length=5000)] = ""
    address: AddressShape
    timezone: Annotated[str, Field(max_length=64)] = "Europe/Paris"
    amenities: list[Amenity] = Field(default_factory=list, max_length=30)
    opening_hours: Annotated[list[DayHours], Field(min_length=7, max_length=7)]
    contact_email: EmailStr | None = None
    contact_phone: Annotated[str, Field(max_length=30, pattern=r"^[0-9+ ().-]*$")] = ""
    access_notes: Annotated[str, Field(max_length=2000)] = ""
    house_rules: Annotated[str, Field(max_length=3000)] = ""
    location: LocationShape | None = None
    exceptional_days: ExceptionalDays = Field(default_factory=list)
    pictures: list[PictureBody] = Field(default_factory=list, max_length=MOST_PICTURES)
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
    surface: int | None
    equipment: list[Equipment]
    rules: BookingRulesShape
    cancellation: list[CancellationStepShape]


class SpaceView(Shape):
    """A space as its host and the moderators see it: as it was last typed, whatever waits for the moderators still,
    and then `pending` holds what is published. `missing` lists what keeps it from being submitted, and its paid
    rooms from being booked: codes of the space, and `billing.…` ones of the host's settings and mandate."""

    id: str
    host_id: str
    status: SpaceStatus
    version: int
    name: str
    description: str
    address: AddressView
    timezone: str
    amenities: list[Amenity]
    opening_hours: list[list[IntervalShape]]
    contact_email: str
    contact_phone: str
    access_notes: str
    house_rules: str
    location: LocationShape | None
    exceptional_days: list[ExceptionalDayShape]
    pictures: list[PictureView]
    rooms: list[RoomView]
    submitted_at: Instant | None
    moderate_by: Instant | None
    refusal_reason: str
    pending: PendingEditView | None
    missing: list[str]


class SpaceSummary(Shape):
    """`edit` is that of a published space: it waits for the moderators, or they refused it."""

    id: str
    name: str
    city: str
    status: SpaceStatus
    room_count: int
    submitted_at: Instant | None
    moderate_by: Instant | None
    refusal_reason: str
    edit: EditState | None
    missing: list[str]


class SpacePage(Page):
    items: list[SpaceSummary]


class CatalogueSpaceView(Shape):
    """A published space as everybody sees it: its contact e-mail and how to get in are for guests. Exceptional days
    are those to come. `sells` is false while its
    paid rooms cannot be booked, because the host's settings or mandate are no longer complete. `path` is its address
    on the site."""

    id: str
    path: str
    name: str
    description: str
    address: AddressShape
    timezone: str
    amenities: list[Amenity]
    opening_hours: list[list[IntervalShape]]
    contact_phone: str
    house_rules: str
    location: LocationShape | None
    exceptional_days: list[ExceptionalDayShape]
    pictures: list[PictureView]
    rooms: list[RoomView]
    sells: bool


OFFERS = frozenset(map(str, (*Amenity, *Equipment)))


def _known_words(text: str) -> str:
    if unknown := [word for word in text.split(",") if word and word not in OFFERS]:
        raise refused("unknown_amenity", f"Équipement inconnu : {unknown[0]}.", f"Unknown amenity: {unknown[0]}.")
    return text


class SearchQuery(PageQuery):
    """`date`, `start` and `end` (wall times of the space) go together; `people` defaults to one.

    `amenities` are words between commas, of the space or the room. `max_price` is in cents an hour as it is shown:
    tax included, or as it was typed while the rate is not known. `near` is "latitude,longitude" in degrees: the
    nearest space comes first, none beyond `radius_km`.
    """

    where: Annotated[str, Field(max_length=80)] = ""
    date: Day | None = None
    limit: Annotated[int, Field(ge=1, le=25)] = 12
    start: ClockTime | None = None
    end: ClosingTime | None = None
    people: Annotated[int, Field(ge=1, le=500)] = 1
    kind: RoomKind | None = None
    amenities: Annotated[str, Field(max_length=500, examples=["wifi,screen"]), AfterValidator(_known_words)] = ""
    max_price: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    near: Annotated[
        str, Field(pattern=r"^-?[0-9]{1,2}(\.[0-9]{1,7})?,-?[0-9]{1,3}(\.[0-9]{1,7})?$", examples=["48.8722,2.3776"])
    ] | None = None  # fmt: skip
    radius_km: Annotated[float, Field(ge=0.1, le=50, allow_inf_nan=False)] = 10

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

    @field_validator("near")
    @classmethod
    def on_earth(cls, near: str | None) -> str | None:
        latitude, longitude = map(float, near.split(",")) if near else (0.0, 0.0)
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise refused("not_on_earth", "Ce point n'existe pas.", "There is no such point.")
        return near
