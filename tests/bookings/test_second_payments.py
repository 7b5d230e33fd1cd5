"""Somebody pays a second page of one booking: that money goes straight back, once, and the booking stands."""

from typing import Any

import pytest

from chalicelib.bookings import settle
from chalicelib.bookings.checkout import order_of
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.ledger.chart import PSP, REFUNDS_DUE, host_payable
from tests.make.audit import kinds
from tests.make.papers import balances, journals
from tests.make.sold import AUTOMATIC, sold
from tests.make.till import GOOD_CARD, REFUND_FAILS, Till, latest

ROOMS: dict[str, dict[str, Any]] = {"held": {}, "charged": AUTOMATIC}


def paid_twice(till: Till, room: dict[str, Any], *, second_card: str = GOOD_CARD) -> Booking:
    """One page is paid; another, made under the next key, is paid as well. No news of the second yet."""
    booking, page = sold(till, **room).request()
    order = order_of(booking)
    assert order
    second = till.gateway.open_checkout(order, key=f"cs:{booking.id}:2")
    till.pay(page)
    till.deliver()
    till.pay(second.url, second_card)
    return latest(booking)


def second_payment(till: Till, booking: Booking) -> Any:
    (other,) = [one for one in till.intents(booking) if one["id"] != booking.payment_intent_id]
    return other


@pytest.mark.parametrize("room", ROOMS)
def test_it_goes_back_and_the_booking_stands(till: Till, room: str) -> None:
    booking = paid_twice(till, ROOMS[room])
    told = kinds(booking)

    till.deliver()

    other = second_payment(till, booking)
    back = sum(refund["amount"] for refund in till.refunds(other["id"]))
    assert other["status"] == "canceled" or back == booking.amount
    assert latest(booking) == booking
    assert booking.money in {Money.HELD, Money.CAPTURED}
    assert till.refunds(booking.payment_intent_id) == []
    assert kinds(booking) == [*told, "HoldReleased" if other["status"] == "canceled" else "PaymentRefunded"]
    assert till.contract.breaches == []


@pytest.mark.parametrize("room", ROOMS)
def test_news_of_it_that_comes_again_days_later_changes_nothing(till: Till, room: str) -> None:
    """Stripe repeats an event for three days and forgets an idempotency key after one."""
    booking = paid_twice(till, ROOMS[room])
    bodies = till.events("checkout.session.completed", "payment_intent.succeeded")
    till.deliver()
    other = second_payment(till, booking)["id"]

    till.later(days=2)
    for body in bodies:
        till.receive(body.replace('"id": "evt_', '"id": "evt_again_'))

    assert sum(refund["amount"] for refund in till.refunds(other)) in {0, booking.amount}
    assert latest(booking).status is (Status.CONFIRMED if room == "charged" else Status.PENDING_HOST)


@pytest.mark.parametrize("room", ROOMS)
def test_its_return_is_told_although_the_worker_died_before_he_could_note_it(
    till: Till, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    booking = paid_twice(till, ROOMS[room])
    told = kinds(booking)
    news = till.events("checkout.session.completed")[-1]

    def died(*_: object) -> Booking:
        raise ConnectionError("the process is gone")

    with monkeypatch.context() as dying:
        dying.setattr(settle, "_unchanged", died)
        with pytest.raises(ConnectionError):
            till.receive(news)
    assert kinds(booking) == told

    till.receive(news)
    till.deliver()

    other = second_payment(till, booking)
    assert kinds(booking) == [*told, "HoldReleased" if other["status"] == "canceled" else "PaymentRefunded"]
    assert latest(booking) == booking


def test_a_second_page_that_nobody_paid_is_no_news(till: Till) -> None:
    booking, page = sold(till).request()
    order = order_of(booking)
    assert order
    till.gateway.open_checkout(order, key=f"cs:{booking.id}:2")
    till.pay(page)
    till.deliver()
    told = kinds(booking)

    till.later(hours=1)
    till.deliver()

    assert kinds(booking) == told


def test_money_that_its_bank_sends_back_is_owed_again_and_somebody_is_told_once(till: Till) -> None:
    booking = paid_twice(till, AUTOMATIC, second_card=REFUND_FAILS)
    till.deliver()
    assert balances(journals()) == {PSP: booking.amount, host_payable(booking.host_id): -booking.amount}
    told = kinds(booking)

    till.later(hours=2)
    till.deliver()
    for body in till.events("refund.failed"):
        till.receive(body.replace('"id": "evt_', '"id": "evt_again_'))

    assert kinds(booking) == [*told, "RefundFailed"]
    assert latest(booking) == booking
    owed = {host_payable(booking.host_id): -booking.amount, REFUNDS_DUE: -booking.amount}
    assert balances(journals()) == {PSP: 2 * booking.amount, **owed}
