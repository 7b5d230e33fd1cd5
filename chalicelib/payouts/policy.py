"""When hosts are paid. Pure; the two promises: within ten days of the service, or between the 10th and the 15th."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.bookings.model import TAKEN, Booking, Status
from chalicelib.core.business_days import after_business_days, business_day_from
from chalicelib.core.money import NOTHING, Amounts
from chalicelib.core.zones import zone_named
from chalicelib.legal.model import ZONE, legal_day

COMPLAINTS = timedelta(days=2)
"""Between the scheduled end and the release: time in which a coworker may complain."""

CONTEST = timedelta(days=7)
EARLIEST_PAYDAY = 9
"""Of the month after: the host's seven days from the 1st are over, and what is sent on the first business day from
then on arrives from the 10th to the 15th, whatever the year (a test asks all of them)."""

BANK_DAYS = 2
"""Business days from a payout to the bank's books (docs.stripe.com/payouts)."""

LOOK_AGAIN = timedelta(hours=1)
MOST_DAYS = 10
LATEST_ARRIVAL = 15
SETTLING_HOUR = time(6)


def month_of(ends: datetime) -> str:
    """`yyyy-mm` of a scheduled end on the space's clocks. What ends at midnight on the 1st took place before."""
    return f"{ends - timedelta(microseconds=1):%Y-%m}"


def local_end(booking: Booking) -> datetime:
    """The scheduled end as the space's clocks show it, without a zone."""
    return local_time(booking.period.end, booking)


def local_time(instant: datetime, booking: Booking) -> datetime:
    """An instant as the clocks of a booking's space show it, without a zone."""
    return instant.astimezone(zone_named(booking.timezone)).replace(tzinfo=None)


def next_month(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01') + timedelta(days=32):%Y-%m}"


def month_before(now: datetime) -> str:
    """The last one that is over in every zone: it is so from the 1st at 12:00 UTC on."""
    return f"{(now.astimezone(UTC) - timedelta(hours=12)).date().replace(day=1) - timedelta(days=1):%Y-%m}"


def is_over(month: str, now: datetime) -> bool:
    """Everywhere: the last places on earth are twelve hours behind UTC."""
    first = date.fromisoformat(f"{next_month(month)}-01")
    return now >= datetime.combine(first, time(12), UTC)


def payday_of(month: str) -> date:
    """On which a month *monthly* is transferred and paid out."""
    return business_day_from(date.fromisoformat(f"{next_month(month)}-01").replace(day=EARLIEST_PAYDAY))


def contest_until(billed_at: datetime) -> datetime:
    """The end of the seventh day behind, in the platform's zone."""
    return midnight_after(legal_day(billed_at) + CONTEST)


def midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(ZONE)).astimezone(UTC)


def last_arrival_of(month: str) -> date:
    """The day on which a month *monthly* is in the bank at the latest."""
    return payday_of(month).replace(day=LATEST_ARRIVAL)


def opening(day: date) -> datetime:
    """When a day's settling begins."""
    return datetime.combine(day, SETTLING_HOUR, ZoneInfo(ZONE)).astimezone(UTC)


def arrival(sent_on: date) -> date:
    return after_business_days(sent_on, BANK_DAYS)


def pause_after(returns: int) -> int:
    """Business days to wait after so many payouts in a row came back: 1, 2, 4, 8."""
    return int(2 ** min(returns - 1, 3))


def billable(booking: Booking) -> Amounts:
    """What the platform keeps of it for its host: captured, less what goes back, what a cancellation kept included.
    Free, credit-paid and host-entered bookings never are."""
    sold = booking.status in {Status.CONFIRMED, Status.CANCELLED} and booking.price.terms is not None
    return booking.standing if sold and booking.money in TAKEN else NOTHING
