"""What each move of money leaves on paper: exactly its journal and its order, in both modes of settlement."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing.model import Kind, Process
from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.checkout import order_of as page_order_of
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.papers import credit_note_id, invoice_id
from chalicelib.bookings.quote import Span
from chalicelib.bookings.trail import price_hash
from chalicelib.bookings.views import coworker_view
from chalicelib.ledger.chart import PSP, REFUNDS_DUE, host_payable, sales, vat_collected
from chalicelib.ledger.model import Posting
from chalicelib.legal.model import PLATFORM, SettlementMode
from tests.make.audit import bookings
from tests.make.legal import in_mode, ready_settings
from tests.make.legal import saved as saved_settings
from tests.make.papers import balances, issued_for, journals, kinds_of, waiting
from tests.make.sold import AUTOMATIC, FREE, Sold, sold
from tests.make.till import REFUND_FAILS, Till, latest

HOST = "ho_fabrique"
TTC, HT, VAT = 10_800, 9_000, 1_800
"""A morning at 30 € HT an hour."""

DAY = timedelta(days=1)
OWED = {"per_booking": ((host_payable(HOST), TTC),), "monthly": ((sales(2000), HT), (vat_collected(2000), VAT))}
"""Whose the money of a sale is."""

HALF_PAST: dict[str, Any] = {"span": Span("2027-03-15T09:00", "2027-03-15T09:15", people=1), "key": "short"}


@pytest.fixture(params=["per_booking", "monthly"])
def mode(request: pytest.FixtureRequest, till: Till) -> str:
    """Who sells: the host, or the platform."""
    saved_settings(in_mode(ready_settings(HOST), SettlementMode(request.param)))
    return str(request.param)


def confirmed(till: Till, card: str = "4242424242424242") -> Booking:
    return accept(sold(till).paid(card), uow=till.work("host"))


def refused_at_stripe(till: Till) -> Booking:
    """Cancelled, and the refund was refused on the spot."""
    booking = confirmed(till)
    till.later(seconds=1)
    till.fail("card_declined", "POST", "/v1/refunds", times=1)
    return cancel_as_coworker(booking, uow=till.work())


def by_hand(till: Till, booking: Booking) -> None:
    """Somebody makes the refund in Stripe's dashboard, which knows nothing of bookings."""
    till.gateway.refund(booking.payment_intent_id, booking.amount, key=f"hand:{till.now}", metadata={})


# Sales


@pytest.mark.parametrize("room", [{}, AUTOMATIC], ids=["captured", "charged"])
def test_a_sale_leaves_its_journal_and_orders_its_invoice(till: Till, mode: str, room: dict[str, Any]) -> None:
    booking = sold(till, **room).paid()
    if not room:
        assert (journals(), waiting(booking)) == ([], [])
        booking = accept(booking, uow=till.work("host"))
    assert booking.money is Money.CAPTURED

    (journal,) = journals()
    assert (journal.reference, journal.kind, journal.host_id) == (f"sale:{booking.id}", "sale", HOST)
    assert journal.postings == tuple(Posting(PSP, account, part) for account, part in OWED[mode])
    assert journal.evidence == {
        "booking": booking.id,
        "intent": booking.payment_intent_id,
        "price_sha256": price_hash(latest(booking).price),
    }
    (order,) = waiting(booking)
    seller = HOST if mode == "per_booking" else PLATFORM
    assert (order.id, order.kind, order.seller_id) == (invoice_id(booking), Kind.INVOICE, seller)
    assert (order.process, order.payable) == (Process.PAID, TTC)
    assert order.payment
    assert (order.payment.amount, order.buyer_id, order.source) == (TTC, "coworker", booking.key)


def test_the_buyer_reads_who_sells_before_he_pays(till: Till, mode: str) -> None:
    booking = sold(till).requested()
    seller = {"per_booking": "La Fabrique SAS", "monthly": "Pupitre SAS"}[mode]
    assert coworker_view(latest(booking), now=till.now).price.sold_by == seller


def test_news_that_comes_again_leaves_nothing_more(till: Till, mode: str) -> None:
    booking = confirmed(till)
    for body in till.events():
        till.receive(body.replace('"id": "evt_', '"id": "evt_again_'))
    till.run_clock()
    assert (kinds_of(booking), len(waiting(booking))) == (["sale"], 1)


@pytest.mark.parametrize("ending", ["declined", "withdrawn", "silent", "abandoned", "free"])
def test_what_was_never_charged_leaves_nothing(till: Till, ending: str) -> None:
    if ending == "declined":
        decline(sold(till).paid(), reason="", uow=till.work("host"))
    elif ending == "withdrawn":
        cancel_as_coworker(sold(till).paid(), uow=till.work())
    elif ending == "silent":
        till.at(sold(till).paid().answer_by or till.now)
        till.run_clock()
    elif ending == "abandoned":
        sold(till).requested()
        till.later(minutes=40)
        till.run_clock()
    else:
        accept(sold(till, **FREE).requested(expected_ttc=0), uow=till.work("host"))
    (booking,) = bookings()
    assert (journals(), waiting(booking)) == ([], [])


# Cancellations


def test_a_cancellation_with_refund_undoes_the_sale_and_pays_it_back(till: Till, mode: str) -> None:
    booking = confirmed(till)
    till.later(minutes=1)
    booking = cancel_as_coworker(booking, uow=till.work())
    assert booking.money is Money.REFUNDED

    sale, undone, refund = journals(booking)
    assert [one.kind for one in (sale, undone, refund)] == ["sale", "sale_undone", "refund"]
    assert undone.postings == tuple(Posting(account, REFUNDS_DUE, part) for account, part in OWED[mode])
    assert refund.postings == (Posting(REFUNDS_DUE, PSP, TTC),)
    assert balances(journals()) == {}
    invoice, note = waiting(booking)
    assert (note.id, note.kind, note.corrects) == (credit_note_id(booking), Kind.CREDIT_NOTE, invoice.id)
    assert (note.payable, note.payment, note.lines) == (TTC, None, invoice.lines)
    assert note.reason


def test_its_documents_cite_each_other_and_add_up_to_nothing(till: Till, mode: str) -> None:
    booking = cancel_as_coworker(confirmed(till), uow=till.work())
    invoice, note = issued_for(till, booking)
    assert note.draft.corrects
    assert (invoice.number, note.number) == ("F-2027-000001", "A-2027-000001")
    assert (note.draft.corrects.number, note.draft.corrects.amount) == (invoice.number, TTC)
    assert invoice.draft.totals.payable == note.draft.totals.payable == TTC


@pytest.mark.parametrize("who", ["host keeps the money", "coworker comes too late"])
def test_a_cancellation_without_refund_leaves_nothing(till: Till, mode: str, who: str) -> None:
    booking = confirmed(till)
    if who == "host keeps the money":
        booking = cancel_as_host(booking, refund=False, reason="Dégât des eaux", uow=till.work("host"))
    else:
        till.at(booking.period.start)
        booking = cancel_as_coworker(booking, uow=till.work())
    assert (booking.status, booking.money) == (Status.CANCELLED, Money.CAPTURED)
    assert kinds_of(booking) == ["sale"]
    assert [one.kind for one in waiting(booking)] == [Kind.INVOICE]


# Money for no sale


def paid_too_late(till: Till) -> Booking:
    """The page is paid when the quarter of an hour is already over."""
    booking, page = sold(till, **AUTOMATIC).request(**HALF_PAST)
    till.later(minutes=16)
    till.pay(page)
    till.deliver()
    return latest(booking)


def test_a_charge_for_no_sale_is_booked_as_stray_and_goes_back_without_documents(till: Till, mode: str) -> None:
    booking = paid_too_late(till)
    assert (booking.status, booking.money) == (Status.EXPIRED, Money.REFUNDING)
    (stray,) = journals(booking)
    assert (stray.kind, stray.postings) == ("stray", (Posting(PSP, REFUNDS_DUE, booking.amount),))

    till.later(minutes=2)
    till.run_clock()

    assert latest(booking).money is Money.REFUNDED
    assert (kinds_of(booking), balances(journals())) == (["stray", "refund"], {})
    assert waiting(booking) == []


def test_a_second_payment_comes_and_goes_in_the_books_as_well(till: Till) -> None:
    booking, page = sold(till, **AUTOMATIC).request()
    order = page_order_of(booking)
    assert order
    second = till.gateway.open_checkout(order, key=f"cs:{booking.id}:2")
    till.pay(page)
    till.deliver()
    till.pay(second.url)
    till.deliver()
    assert kinds_of(booking) == ["sale", "stray", "refund"]
    assert balances(journals()) == {PSP: TTC, host_payable(HOST): -TTC}
    assert [one.kind for one in waiting(booking)] == [Kind.INVOICE]


# Refunds that fail


def test_a_refund_that_stripe_refuses_is_still_owed(till: Till, mode: str) -> None:
    booking = refused_at_stripe(till)
    assert booking.money is Money.REFUND_FAILED
    assert kinds_of(booking) == ["sale", "sale_undone"]
    assert balances(journals()) == {PSP: TTC, REFUNDS_DUE: -TTC}
    till.run_clock()
    assert kinds_of(booking) == ["sale", "sale_undone"]


def test_once_it_is_made_by_hand_the_clock_notices_and_books_it(till: Till, mode: str) -> None:
    booking = refused_at_stripe(till)
    till.later(hours=1)
    by_hand(till, booking)
    till.run_clock()
    assert latest(booking).money is Money.REFUND_FAILED, "the clock looks once a day"

    till.later(days=1)
    till.run_clock()
    till.later(days=1)
    till.run_clock()

    assert latest(booking).money is Money.REFUNDED
    assert kinds_of(booking) == ["sale", "sale_undone", "refund"]
    assert balances(journals()) == {}
    assert {one.kind for one in waiting(booking)} == {Kind.INVOICE, Kind.CREDIT_NOTE}


def test_a_refund_that_comes_back_is_owed_again_and_booked_once(till: Till, mode: str) -> None:
    booking = confirmed(till, REFUND_FAILS)
    till.later(seconds=1)
    assert cancel_as_coworker(booking, uow=till.work()).money is Money.REFUNDED
    till.later(hours=2)
    till.deliver()

    assert latest(booking).money is Money.REFUND_FAILED
    assert kinds_of(booking) == ["sale", "sale_undone", "refund", "refund_returned"]
    assert balances(journals()) == {PSP: TTC, REFUNDS_DUE: -TTC}
    assert len(waiting(booking)) == 2

    for body in till.events("refund.failed", "refund.updated"):
        till.receive(body.replace('"id": "evt_', '"id": "evt_again_'))
    assert len(kinds_of(booking)) == 4


# Whatever happens


ENDS: dict[str, Callable[[Till, Sold, str], object]] = {
    "paid": lambda till, shop, key: shop.paid(key=key),
    "accepted": lambda till, shop, key: accept(shop.paid(key=key), uow=till.work("host")),
    "declined": lambda till, shop, key: decline(shop.paid(key=key), reason="", uow=till.work("host")),
    "cancelled": lambda till, shop, key: cancel_as_coworker(
        accept(shop.paid(key=key), uow=till.work("host")), uow=till.work()
    ),
    "kept": lambda till, shop, key: cancel_as_host(
        accept(shop.paid(key=key), uow=till.work("host")), refund=False, reason="Non", uow=till.work("host")
    ),
    "bounced": lambda till, shop, key: cancel_as_coworker(
        accept(shop.paid(REFUND_FAILS, key=key), uow=till.work("host")), uow=till.work()
    ),
    "unpaid": lambda till, shop, key: shop.requested(key=key),
}


def test_after_any_lives_the_accounts_are_what_the_bookings_say(till: Till) -> None:
    """Fourteen bookings, each its own room, ended at random; then time passes."""
    chance = random.Random(7)
    for number in range(2):
        for end in chance.sample(sorted(ENDS), len(ENDS)):
            ENDS[end](till, sold(till), f"{number} {end}")
            till.later(seconds=1)
    till.later(hours=2)
    till.deliver()
    till.run_clock()

    standing: Counter[str] = Counter()
    for booking in bookings():
        if booking.money is Money.CAPTURED:
            standing.update({PSP: booking.amount, host_payable(booking.host_id): -booking.amount})
        if booking.money in {Money.REFUNDING, Money.REFUND_FAILED}:
            standing.update({PSP: booking.amount, REFUNDS_DUE: -booking.amount})
    assert balances(journals()) == dict(standing)
    assert sum(standing.values()) == 0
    assert Counter(booking.money for booking in bookings())[Money.REFUND_FAILED] == 2
    assert Counter(one.kind for one in journals()) == {"sale": 8, "sale_undone": 4, "refund": 4, "refund_returned": 2}
