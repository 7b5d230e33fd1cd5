"""A price of nought skips the page and follows the same rule of acceptance."""

from datetime import timedelta

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Money, Status
from tests.make.audit import assert_settled, kinds, places_taken
from tests.make.sold import AUTOMATIC, FREE, sold
from tests.make.till import Till, latest


@pytest.fixture(autouse=True)
def nothing_is_asked_of_stripe(till: Till) -> object:
    yield
    assert till.contract.sent == []


def test_it_goes_straight_to_the_host_and_is_confirmed_by_him(till: Till) -> None:
    booking, page = sold(till, **FREE).request()
    assert (booking.status, booking.money, page) == (Status.PENDING_HOST, Money.NONE, None)

    confirmed = accept(booking, uow=till.work("host"))

    assert (confirmed.status, confirmed.money) == (Status.CONFIRMED, Money.NONE)
    assert kinds(confirmed) == ["BookingAccepted", "BookingConfirmed", "BookingRequested"]
    assert_settled(till)


def test_an_automatic_room_confirms_it_at_once(till: Till) -> None:
    booking, page = sold(till, **FREE, **AUTOMATIC).request()
    assert (booking.status, page) == (Status.CONFIRMED, None)
    assert kinds(booking) == ["BookingConfirmed"]
    assert_settled(till)


def test_silence_frees_the_places(till: Till) -> None:
    booking = sold(till, **FREE, answer_delay=timedelta(hours=1)).requested()
    till.later(hours=1)
    till.run_clock()
    assert (latest(booking).status, latest(booking).money) == (Status.EXPIRED, Money.NONE)
    assert not places_taken()
    assert_settled(till)


def test_a_refusal_frees_the_places(till: Till) -> None:
    declined = decline(sold(till, **FREE).requested(), reason="", uow=till.work("host"))
    assert (declined.status, declined.money) == (Status.DECLINED, Money.NONE)
    assert not places_taken()
    assert_settled(till)


def test_either_side_cancels_without_a_word_about_money(till: Till) -> None:
    desk = sold(till, **FREE, **AUTOMATIC)
    by_coworker = cancel_as_coworker(desk.requested(), uow=till.work())
    by_host = cancel_as_host(desk.requested(key="2"), refund=False, reason="", uow=till.work("host"))
    for cancelled in (by_coworker, by_host):
        assert (cancelled.status, cancelled.money) == (Status.CANCELLED, Money.NONE)
        assert kinds(cancelled) == ["BookingCancelled", "BookingConfirmed"]
        assert cancelled.cancellation
        assert not cancelled.cancellation.refunded
    assert_settled(till)


def test_seats_are_counted_one_by_one(till: Till) -> None:
    from chalicelib.bookings.quote import Span
    from chalicelib.spaces.model import SoldAs

    desk = sold(till, **FREE, **AUTOMATIC, sold_as=SoldAs.SEAT, capacity=3)
    three = Span("2027-03-16T09:00", "2027-03-16T10:00", people=3)
    booking = desk.requested(span=three)
    assert set(places_taken().values()) == {3}
    cancel_as_coworker(booking, uow=till.work())
    assert not places_taken()
    assert_settled(till)
