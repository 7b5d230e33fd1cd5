"""Shapes of series: what one would be, what it became, date by date."""

from typing import Annotated

from pydantic import Field

from chalicelib.bookings.schemas import BookingSummary, Identifier, People, PriceQuery, WallTime
from chalicelib.bookings.series.cancel import CancellationScope
from chalicelib.bookings.series.model import DateOutcome, Mode
from chalicelib.bookings.series.plan import MOST_WEEKS
from chalicelib.kit.shapes import Instant, MoneyView, Shape

Weeks = Annotated[int, Field(ge=2, le=MOST_WEEKS)]


class SeriesPriceQuery(PriceQuery):
    """The first date, and how many weeks in all."""

    weeks: Weeks


class PlannedDateView(Shape):
    """Wall times of the space's zone. `total` of a date that can be booked; `why` is the code of what stands against
    one that cannot."""

    start: str
    end: str
    outcome: DateOutcome
    why: str
    total: MoneyView | None


class SeriesPreviewView(Shape):
    """`total` of the dates that can be booked, `bookable` in number. `answer_by` is when the host answers for all of
    them; None where the room accepts by itself."""

    dates: list[PlannedDateView]
    bookable: int
    total: MoneyView
    automatic: bool
    answer_by: Instant | None


class SeriesBody(Shape):
    """`start` and `end` are the first date's. `expected_dates` and `expected_ttc` are what the coworker was shown:
    anything else is refused, never charged. `terms` as for a booking."""

    space_id: Identifier
    room_id: Identifier
    start: WallTime
    end: WallTime
    people: People
    weeks: Annotated[Weeks, Field(strict=True)]
    mode: Mode
    expected_dates: Annotated[int, Field(strict=True, ge=1, le=MOST_WEEKS)]
    expected_ttc: Annotated[int, Field(strict=True, ge=0)]
    terms: Annotated[str, Field(max_length=20)] = ""


class SkippedDateBody(Shape):
    """`start` names the date, as the series does."""

    start: WallTime
    expected_ttc: Annotated[int, Field(strict=True, ge=0)]
    terms: Annotated[str, Field(max_length=20)] = ""


class SeriesCancellationBody(Shape):
    """`booking_id` is the date that `one` and `following` begin with."""

    scope: CancellationScope
    booking_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")] = ""


class SeriesDateView(Shape):
    """A receipt. `refund_if_cancelled` in cents: what comes back if its coworker cancels it now, None when he cannot.
    `can_book`: it was left out, or its booking is over, and its time has not come."""

    start: str
    end: str
    outcome: DateOutcome
    why: str
    booking: BookingSummary | None
    refund_if_cancelled: int | None
    can_book: bool


class SeriesView(Shape):
    """`payer` is the booking whose payment and answer are those of all that was booked at once; for the host it names
    the coworker. `waits`: nobody has answered yet, so it can only be given up as a whole. `total` of what is or was
    booked at once."""

    id: str
    space_id: str
    room_id: str
    space_name: str
    room_name: str
    timezone: str
    people: int
    mode: Mode
    payer: BookingSummary
    waits: bool
    total: MoneyView
    dates: list[SeriesDateView]
    checkout_url: str | None
