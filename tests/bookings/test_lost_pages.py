"""The process dies, or Stripe does, between the booking and its payment page: the page is found again by its key."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chalicelib.bookings import checkout
from chalicelib.bookings.checkout import resume_checkout
from chalicelib.bookings.errors import PaymentUnavailable
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.identity.profile import contact_of, welcome
from tests.make.audit import assert_settled, assert_sound, bookings, places_taken
from tests.make.identity import pool_user, work
from tests.make.sold import Sold, sold
from tests.make.till import Till, latest

FAULTS = (
    "error_before_effect", "error_after_effect", "rate_limited", "key_in_flight", "timeout_before_effect",
    "timeout_after_effect",
)  # fmt: skip


@contextmanager
def death_before_the_note(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Between Stripe's answer and our note of the page."""

    def died(*_: object) -> Booking:
        raise ConnectionError("the process is gone")

    with monkeypatch.context() as dying:
        dying.setattr(checkout, "_note", died)
        with pytest.raises(ConnectionError):
            yield


def the_booking() -> Booking:
    (booking,) = bookings()
    return booking


def request_fails(till: Till, desk: Sold, fault: str) -> Booking:
    """Neither the page's own answer arrives, nor that of a search for it."""
    till.fail(fault, "POST", "/v1/checkout/sessions")
    till.fail("error_before_effect", "GET", "/v1/checkout/sessions", times=10)
    with pytest.raises(PaymentUnavailable):
        desk.request()
    till.control("fail_next/cancel")
    assert the_booking().status is Status.AWAITING_PAYMENT
    assert_sound(till)
    return the_booking()


def test_a_payment_is_heard_before_we_noted_its_page(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sold(till)
    with death_before_the_note(monkeypatch):
        desk.request()
    booking = the_booking()
    assert not booking.checkout_id
    till.pay(till.page_of(booking))

    till.deliver()

    assert latest(booking).money is Money.HELD
    assert_settled(till)


def test_a_crash_before_the_note_finds_the_same_page_again(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = sold(till)
    with death_before_the_note(monkeypatch):
        desk.request()

    booking, page = desk.request()

    assert page == till.page_of(booking)
    assert len(till.sessions(booking)) == 1
    assert latest(booking).checkout_id == till.sessions(booking)[0]["id"]
    assert_sound(till)


@pytest.mark.parametrize("paid", [False, True])
def test_a_crash_before_the_note_and_no_return_is_settled_by_the_clock(
    till: Till, monkeypatch: pytest.MonkeyPatch, paid: bool
) -> None:
    desk = sold(till)
    with death_before_the_note(monkeypatch):
        desk.request()
    if paid:
        till.pay(till.page_of(the_booking()))
    till.later(minutes=32)
    till.may_ask_late = True

    till.run_clock()

    assert the_booking().status is (Status.PENDING_HOST if paid else Status.ABANDONED)
    assert bool(places_taken()) is paid
    assert_settled(till)


@pytest.mark.parametrize("fault", ["error_after_effect", "timeout_after_effect"])
@pytest.mark.parametrize("behind", [0, 5], ids=["one clock", "Stripe's clock is five seconds behind"])
def test_a_page_whose_answer_was_lost_is_found_at_once(till: Till, fault: str, behind: int) -> None:
    booked_at = till.now
    till.later(seconds=-behind)
    till.now = booked_at
    till.fail(fault, "POST", "/v1/checkout/sessions")

    booking, page = sold(till).request()

    assert page == till.page_of(booking)
    assert len(till.sessions(booking)) == 1
    assert_sound(till)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_could_not_be_made_keeps_the_places_and_is_made_later(till: Till, fault: str) -> None:
    booking = request_fails(till, sold(till), fault)

    till.later(seconds=5)
    page = resume_checkout(booking, uow=till.work())

    assert till.pay(page).status_code == 303
    till.deliver()
    assert latest(booking).money is Money.HELD
    assert len(till.intents(booking)) == 1
    assert_settled(till)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_could_not_be_made_and_is_never_asked_for_again_frees_the_places(till: Till, fault: str) -> None:
    booking = request_fails(till, sold(till), fault)

    till.later(minutes=33)
    till.may_ask_late = True
    till.run_clock()

    assert latest(booking).status is Status.ABANDONED
    assert_settled(till)


def test_a_page_made_late_lasts_the_half_hour_that_stripe_demands(till: Till) -> None:
    booking = request_fails(till, sold(till), "error_before_effect")
    till.later(minutes=10)
    till.may_ask_late = True

    page = resume_checkout(booking, uow=till.work())

    assert till.sessions(booking)[0]["expires_at"] >= till.now.timestamp() + 30 * 60
    assert till.pay(page).status_code == 303
    till.deliver()
    assert latest(booking).money is Money.HELD
    assert_settled(till)


def test_a_page_whose_answer_was_lost_is_found_although_the_payers_address_changed(till: Till) -> None:
    """The order is built again from what is known now; its key must not come back with other parameters."""
    booking = request_fails(till, sold(till), "timeout_after_effect")
    welcome(pool_user("coworker", email="nouvelle@example.org"), uow=work("coworker"))
    contact = contact_of("coworker")
    assert contact is not None
    assert contact.email == "nouvelle@example.org"

    assert resume_checkout(booking, uow=till.work()) == till.page_of(booking)
