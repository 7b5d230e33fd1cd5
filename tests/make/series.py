"""Series as tests want them: asked for through the real verb, at the price that the plan gives."""

from typing import Any

from chalicelib.bookings.find import bookings_among
from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span, terms_of
from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Mode, Series
from chalicelib.bookings.series.plan import Plan, plan
from chalicelib.bookings.series.request import SeriesRequest, request_series
from chalicelib.legal.texts import current_terms
from tests.make.sold import Sold
from tests.make.till import GOOD_CARD

TUESDAYS = Span("2027-03-16T09:00", "2027-03-16T12:00", people=1)
"""From a Tuesday in March on; the clocks change after the second."""


def planned(sold: Sold, first: Span = TUESDAYS, weeks: int = 4) -> Plan:
    terms = terms_of(sold.space, sold.room, sold.till.now)
    return plan(sold.space, sold.room, first, weeks, terms, now=sold.till.now)


def a_series_request(sold: Sold, **changes: Any) -> SeriesRequest:
    first, weeks = changes.get("first", TUESDAYS), changes.get("weeks", 4)
    found = planned(sold, first, weeks)
    fields: dict[str, Any] = {
        "user_id": "coworker",
        "space_id": sold.space.id,
        "room_id": sold.room.id,
        "first": first,
        "weeks": weeks,
        "mode": Mode.ALL_OR_NOTHING,
        "expected_dates": len(found.bookable),
        "expected_ttc": found.ttc,
        "terms": current_terms() if sold.room.tariff else "",
        "key": "series",
        "language": "fr",
    } | changes
    return SeriesRequest(**fields)


def requested(sold: Sold, **changes: Any) -> tuple[Series, str | None]:
    wish = a_series_request(sold, **changes)
    return request_series(wish, uow=sold.till.work(wish.user_id))


def paid(sold: Sold, card: str = GOOD_CARD, **changes: Any) -> Series:
    """Asked for and paid, with Stripe's webhooks delivered."""
    series, page = requested(sold, **changes)
    sold.till.later(seconds=1)
    assert sold.till.pay(page, card).status_code == 303
    sold.till.deliver()
    return series


def bookings_of(series: Series) -> list[Booking]:
    latest = store.get(series.id)
    assert latest
    return bookings_among(latest.booking_ids)
