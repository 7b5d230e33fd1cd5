"""What bookings, books and documents say differently of the same money is told, and what they agree on is not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.billing import store
from chalicelib.bookings import store as bookings
from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.decide import accept
from chalicelib.bookings.model import Booking, Money
from chalicelib.bookings.papers import credit_note_id, invoice_id
from chalicelib.bookings.quote import Span
from chalicelib.kit import table as reading
from chalicelib.operations.rules import captures_are_documented
from tests.make.checks import Checks
from tests.make.identity import saved_host
from tests.make.ledger import journal_key, removed, rewritten
from tests.make.legal import sells
from tests.make.orders import NOW
from tests.make.papers import issue_all, overwritten, put_over
from tests.make.sold import AUTOMATIC, sold
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import REFUND_FAILS, Till, latest

CAPTURES, REFUNDS = "captures_are_documented", "refunds_are_made"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def shop(till: Till) -> Callable[..., Booking]:
    """Books rooms of one listed host, sold automatically."""
    host_id = saved_host("owner").id
    sells(host_id)
    shops = sold(till, **AUTOMATIC)
    space = saved(a_live_space(host_id=host_id, rooms=(a_room(**AUTOMATIC),)))
    shops = replace(shops, space=space, room=space.rooms[0])

    def book(**changes: Any) -> Booking:
        booking = shops.paid(**changes)
        till.later(seconds=1)
        return booking

    return book


def refunded(till: Till, booking: Booking) -> Booking:
    return cancel_as_coworker(booking, uow=till.work())


def test_what_was_sold_and_what_was_undone_is_sound(till: Till, checks: Checks, shop: Callable[..., Booking]) -> None:
    booking = refunded(till, shop())
    assert booking.money is Money.REFUNDED
    issue_all(till, booking.host_id)
    run = checks.run(CAPTURES, till.now + 2 * HOUR)
    assert (run.examined, checks.subjects(CAPTURES)) == (1, [])


def test_every_end_of_a_booking_is_sound(till: Till, checks: Checks, shop: Callable[..., Booking]) -> None:
    """One that stands, and one whose refund came back from the bank."""
    bounced = refunded(till, shop(card=REFUND_FAILS))
    till.later(hours=2)
    till.deliver()
    assert latest(bounced).money is Money.REFUND_FAILED
    standing = shop(key="2")
    issue_all(till, bounced.host_id)
    assert checks.told(CAPTURES, till.now + 2 * HOUR) == {}
    assert standing.money is Money.CAPTURED


def test_a_sale_that_the_books_do_not_have_is_told(till: Till, checks: Checks, shop: Callable[..., Booking]) -> None:
    booking = shop()
    issue_all(till, booking.host_id)
    removed(*journal_key(f"sale:{booking.id}"))
    (detail,) = checks.told(CAPTURES, till.now).values()
    assert "captured 10800, taken 0 in the ledger" in detail
    assert "F-2027-000001 documents no sale" in detail
    assert checks.metrics("RuleBroken") == [({"rule": CAPTURES}, 1)]


def test_a_cent_that_the_books_say_otherwise_is_told(
    till: Till, checks: Checks, shop: Callable[..., Booking]
) -> None:
    booking = shop()
    rewritten(*journal_key(f"sale:{booking.id}"), lambda text: text.replace("10800", "10801"))
    (detail,) = checks.told(CAPTURES, till.now).values()
    assert detail.startswith("captured 10800, taken 10801 in the ledger; accounts ")


def test_a_refund_that_is_not_booked_is_told(till: Till, checks: Checks, shop: Callable[..., Booking]) -> None:
    booking = refunded(till, shop())
    reference = f"refund:{booking.id}:{booking.version}"
    removed(*journal_key(reference))
    assert "refunded 10800, given back 0 in the ledger" in checks.told(CAPTURES, till.now)[booking.id]


def test_a_documents_absence_is_told_after_an_hour(till: Till, checks: Checks, shop: Callable[..., Booking]) -> None:
    booking = refunded(till, shop())
    assert checks.told(CAPTURES, till.now + 59 * MINUTE) == {}
    detail = checks.told(CAPTURES, till.now + 2 * HOUR)[booking.id]
    assert detail == "the document of its sale was never issued; the document of its sale_undone was never issued"
    issue_all(till, booking.host_id)
    assert checks.told(CAPTURES, till.now + 3 * HOUR) == {}


def test_a_document_that_says_another_amount_or_cites_another_is_told(
    till: Till, checks: Checks, shop: Callable[..., Booking]
) -> None:
    booking = refunded(till, shop())
    issue_all(till, booking.host_id)
    invoice, note = store.get_many([invoice_id(booking), credit_note_id(booking)])
    totals = replace(invoice.draft.totals, vat=invoice.draft.totals.vat + 1, ttc=invoice.draft.totals.ttc + 1)
    overwritten(replace(invoice, draft=replace(invoice.draft, totals=totals)))
    assert note.draft.corrects
    cites = replace(note.draft.corrects, number="F-2027-000009")
    overwritten(replace(note, draft=replace(note.draft, corrects=cites)))
    assert checks.told(CAPTURES, till.now)[booking.id] == (
        "F-2027-000001: other vat; F-2027-000001: other ttc; A-2027-000001 cites F-2027-000009, not F-2027-000001"
    )


def test_a_booking_that_says_another_price_than_was_paid_is_told(
    till: Till, checks: Checks, shop: Callable[..., Booking]
) -> None:
    booking = shop()
    item = reading.read(booking.key, "A")
    assert item
    price = json.loads(item["price"]["S"])
    price[0], price[1], price[2] = 8_000, 1_600, 9_600
    put_over(booking.key, "A", price={"S": json.dumps(price)})
    assert "booking: other price_changed" in checks.told(CAPTURES, till.now)[booking.id]


def test_a_booking_that_moves_on_while_it_is_looked_at_is_looked_at_again(
    till: Till, checks: Checks, shop: Callable[..., Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = shop()
    read = bookings.page_of_host_since

    def then_refunded(*asked: Any) -> Any:
        page = read(*asked)
        refunded(till, booking)
        monkeypatch.setattr(bookings, "page_of_host_since", read)
        return page

    monkeypatch.setattr(bookings, "page_of_host_since", then_refunded)
    assert captures_are_documented.examine(None, till.now).violations == []


def test_bookings_come_page_by_page_and_each_once(
    till: Till, checks: Checks, shop: Callable[..., Booking], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captures_are_documented, "MOST", 2)
    saved_host("owner", key="without bookings")
    for number in range(5):
        shop(
            key=f"{number}", span=Span(f"2027-03-16T{9 + number:02}:00", f"2027-03-16T{10 + number:02}:00", people=1)
        )
    assert checks.run(CAPTURES, till.now).examined == 5


def test_a_world_without_hosts_is_examined_to_its_end(table: str, checks: Checks) -> None:
    assert checks.run(CAPTURES, NOW).examined == 0


def test_a_refund_that_failed_is_told_until_it_is_made(till: Till, checks: Checks) -> None:
    other = sold(till).paid(key="other")
    booking = accept(sold(till).paid(), uow=till.work("host"))
    till.fail("card_declined", "POST", "/v1/refunds", times=1)
    refunded(till, booking)
    assert checks.told(REFUNDS, till.now) == {booking.id: f"{booking.payment_intent_id}: 10800 to send back"}
    till.gateway.refund(booking.payment_intent_id, booking.amount, key="by hand", metadata={})
    till.later(days=1, seconds=2)
    till.run_clock()
    assert latest(booking).money is Money.REFUNDED
    assert checks.told(REFUNDS, till.now) == {}
    assert other.id not in checks.subjects(REFUNDS)
