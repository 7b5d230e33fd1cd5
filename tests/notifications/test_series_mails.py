"""A series is told once, by the booking that pays for it; what concerns one date is told of that date."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.bookings.facts import BookingCancelled, BookingConfirmed, BookingRequested
from chalicelib.bookings.model import Booking, Party, SeriesPart
from chalicelib.core.facts import Fact
from chalicelib.core.period import Period
from chalicelib.notifications import deliver as module
from chalicelib.notifications.deliver import deliver
from tests.make.bookings import NOW
from tests.notifications.samples import BOOKING, SPACE, recorded
from tests.notifications.test_deliver import Sent, people, sent  # noqa: F401

FIRST = replace(BOOKING, series=SeriesPart("se_1", BOOKING.id, 3, 3 * BOOKING.amount))
REQUESTED: dict[str, Any] = {"amount": 1, "answer_by": "2027-03-17T08:00:00+00:00"}
CANCELLED: dict[str, Any] = {"by": Party.COWORKER.value, "refunded": True, "amount": 1}


def later(weeks: int) -> Booking:
    shift = timedelta(weeks=weeks)
    period = Period(FIRST.period.start + shift, FIRST.period.end + shift)
    return replace(FIRST, id=f"bk_{weeks + 1}", period=period)


ALL = [FIRST, later(1), later(2)]


@pytest.fixture
def told(people: None, sent: Sent, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: F811
    known = {one.id: one for one in ALL}
    monkeypatch.setattr(module, "booking_of", known.__getitem__)
    monkeypatch.setattr(module, "parts_of", lambda _: ALL)

    def tell(booking: Booking, kind: type[Fact], **fields: Any) -> Sent:
        sent.clear()
        deliver(recorded(kind(subject=booking.key, host_id="ho_1", **fields)), now=NOW)
        return sent

    return tell


def text(mail: dict[str, Any]) -> str:
    body: str = mail["Content"]["Simple"]["Body"]["Text"]["Data"]
    return body.replace("\u00a0", " ").replace("\u202f", " ")


def test_one_request_names_all_dates_and_what_they_cost(told: Any) -> None:
    to_host, to_coworker = told(FIRST, BookingRequested, **REQUESTED)
    assert to_host["Destination"]["ToAddresses"] == [SPACE.contact_email]
    assert "3 dates" in text(to_host)
    assert "your answer counts for all dates" in text(to_host)
    assert "une fois pour vos 3 dates" in text(to_coworker)
    assert all(day in text(to_coworker) for day in ("14 avril 2027", "21 avril 2027", "28 avril 2027"))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (BookingRequested, REQUESTED),
        (BookingConfirmed, {"automatic": False, "amount": 1}),
        (BookingCancelled, {**CANCELLED, "was_confirmed": False}),
    ],
)
def test_the_others_are_not_told_again(told: Any, kind: type[Fact], fields: dict[str, Any]) -> None:
    assert told(later(1), kind, **fields) == []


def test_one_date_that_is_cancelled_is_told_of(told: Any) -> None:
    assert len(told(later(1), BookingCancelled, **CANCELLED, was_confirmed=True)) == 2
