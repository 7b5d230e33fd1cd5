"""The parts that spaces and rooms are made of, as requests and answers have them: hours, prices, rules."""

import datetime as dt
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from chalicelib.core.money import Basis
from chalicelib.kit.shapes import Cents, Day, Instant, Shape

# Digits are spelled [0-9] below: \d also means the digits of every other script.
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):(00|15|30|45)$", examples=["09:00"])]
ClosingTime = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):(00|15|30|45)|24:00)$", examples=["18:30"])]


def refused(code: str, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(f"value_error.{code}", "{en}", {"fr": fr, "en": en})


class AddressShape(Shape):
    line1: Annotated[str, Field(min_length=1, max_length=120)]
    line2: Annotated[str, Field(max_length=120)] = ""
    postcode: Annotated[str, Field(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}$")]
    city: Annotated[str, Field(min_length=1, max_length=80)]
    country: Literal["FR"] = "FR"


class AddressView(Shape):
    """That of an imported draft may lack its street and its postcode, which its first edit gives it."""

    line1: str
    line2: str
    postcode: str
    city: str
    country: str


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


class ExceptionalDayShape(Shape):
    """`hours` hold on `day` instead of the week's; none, and the space is closed."""

    day: Day
    hours: DayHours = Field(default_factory=list)
    label: Annotated[str, Field(max_length=60)] = ""


def _each_once(days: list[ExceptionalDayShape]) -> list[ExceptionalDayShape]:
    found = sorted(days, key=lambda one: one.day)
    if any(a.day == b.day for a, b in pairwise(found)):
        raise refused("day_twice", "Un jour y figure deux fois.", "A day appears twice.")
    return found


ExceptionalDays = Annotated[list[ExceptionalDayShape], Field(max_length=200), AfterValidator(_each_once)]


class PictureBody(Shape):
    """`alt` says what it shows to who cannot see it; `caption` is printed under it."""

    image_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,40}$")]
    caption: Annotated[str, Field(max_length=120)] = ""
    alt: Annotated[str, Field(max_length=200)] = ""


class PictureView(PictureBody):
    """Paths on the site, of three sizes: at most 480, 1200 and 2000 pixels on the long side."""

    small: str
    medium: str
    large: str


class LocationShape(Shape):
    """Degrees (WGS 84)."""

    latitude: Annotated[float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]


class EditState(StrEnum):
    WAITING = "waiting"
    REFUSED = "refused"


class PublicValuesView(Shape):
    """What a published space shows where an edit of it is pending."""

    name: str
    description: str
    address: AddressShape
    location: LocationShape | None
    pictures: list[PictureView]


class PendingEditView(Shape):
    """An edit of a published space: since when it waits, for the moderators until `moderate_by`, or for its host,
    with the reason of their refusal. `fields` are those that differ from what is `published`."""

    state: EditState
    fields: list[str]
    since: Instant
    moderate_by: Instant | None
    refusal_reason: str
    published: PublicValuesView


class HolidayView(Shape):
    """A public holiday at the place of the space."""

    day: dt.date
    name: str


class HolidaysView(Shape):
    items: list[HolidayView]


class TariffShape(Shape):
    """Cents per unit, all typed on one `basis`."""

    basis: Basis
    hour: Cents | None = None
    half_day: Cents | None = None
    day: Cents | None = None
    week: Cents | None = None
    month: Cents | None = None

    @model_validator(mode="after")
    def at_least_one(self) -> Self:
        prices = (self.hour, self.half_day, self.day, self.week, self.month)
        if not any(prices) or 0 in prices:
            raise refused(
                "no_price",
                "Indiquez au moins un prix supérieur à zéro, ou choisissez « gratuit ».",
                "Give at least one price above zero, or choose “free”.",
            )
        return self


class TariffView(TariffShape):
    """`vat_rate` in basis points (2000 = 20 %), as a sale of today is taxed; null while the host cannot sell."""

    vat_rate: int | None


Minutes = Annotated[int, Field(strict=True, ge=0, le=60 * 24 * 31)]
Quarters = Annotated[int, Field(strict=True, ge=15, le=60 * 24 * 31, multiple_of=15)]


class BookingRulesShape(Shape):
    """Minutes, and days for `horizon_days`; null leaves it to the platform's limits. `buffer_minutes` is how long a
    room stays empty after each booking."""

    shortest_minutes: Quarters | None = None
    longest_minutes: Quarters | None = None
    notice_minutes: Minutes | None = None
    horizon_days: Annotated[int, Field(strict=True, ge=1, le=365)] | None = None
    buffer_minutes: Annotated[int, Field(strict=True, ge=0, le=240, multiple_of=15)] = 0

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.shortest_minutes and self.longest_minutes and self.shortest_minutes > self.longest_minutes:
            raise refused(
                "longest_below_shortest",
                "La durée maximale est plus courte que la durée minimale.",
                "The longest duration is shorter than the shortest.",
            )
        return self


class CancellationStepShape(Shape):
    """Who cancels less than `hours` before the start leaves `kept` percent of the price."""

    hours: Annotated[int, Field(strict=True, ge=1, le=24 * 90)]
    kept: Annotated[int, Field(strict=True, ge=1, le=100)]


def _stricter_and_stricter(steps: list[CancellationStepShape]) -> list[CancellationStepShape]:
    found = sorted(steps, key=lambda one: -one.hours)
    if any(a.hours == b.hours or a.kept >= b.kept for a, b in pairwise(found)):
        raise refused(
            "steps_not_stricter",
            "Plus l'annulation est tardive, plus la part conservée augmente.",
            "The later the cancellation, the more is kept.",
        )
    return found


CancellationSteps = Annotated[
    list[CancellationStepShape], Field(max_length=4), AfterValidator(_stricter_and_stricter)
]
