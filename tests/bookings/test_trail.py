"""From the price that was typed to the document that was printed: nothing is lost on the way, and a lie is seen."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.billing.model import (
    Document,
    Draft,
    Kind,
    Process,
    Totals,
    document_id,
    totals,
    vat_lines,
)
from chalicelib.bookings.errors import OutsideCardLimits
from chalicelib.bookings.frozen import price_json, price_of
from chalicelib.bookings.invoice_lines import lines_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.papers import Entry, documented_amounts, journal_of
from chalicelib.bookings.quote import Span, quote
from chalicelib.bookings.request import new_booking
from chalicelib.bookings.trail import Difference, Step, price_hash, trail_of
from chalicelib.core.money import Basis
from chalicelib.core.zones import TimeDoesNotExist, TimeIsAmbiguous
from chalicelib.ledger import chart
from chalicelib.legal.model import (
    PLATFORM,
    Exemption,
    SellingTerms,
    SettlementMode,
    VatCategory,
    VatRegime,
)
from chalicelib.spaces.model import SoldAs, Tariff
from tests.make.bookings import NOW, a_request
from tests.make.counted import ALL_DAY
from tests.make.documents import COMPANY, SELLER
from tests.make.legal import some_terms
from tests.make.spaces import a_live_space, a_room

BOOKINGS = 20_000
STANDARD, REUNION = some_terms(), some_terms(vat_rate=850, vat_rule="reunion")
NO_VAT = some_terms(
    vat_rate=0, vat_category=VatCategory.EXEMPT, exemption=Exemption.FRANCHISE, regime=VatRegime.FRANCHISE
)
RESOLD = some_terms(mode=SettlementMode.MONTHLY, seller_id=PLATFORM)


def any_booking(chance: random.Random) -> Booking:
    """A random tariff, party and span, through the real quote."""
    while True:
        try:
            return _tried(chance)
        except (OutsideCardLimits, TimeDoesNotExist, TimeIsAmbiguous):
            continue


def _tried(chance: random.Random) -> Booking:
    terms = chance.choice([STANDARD, REUNION, NO_VAT, RESOLD])
    resold = terms.mode is SettlementMode.MONTHLY
    basis = Basis.HT if resold else chance.choice(list(Basis))
    hour = chance.randint(1, 9_999)
    prices: dict[str, Any] = {
        "hour": hour,
        "half_day": chance.choice([0, hour * chance.randint(1, 5) + chance.randint(0, 99)]),
        "day": chance.choice([0, hour * chance.randint(2, 9) + chance.randint(0, 99)]),
    }
    room = a_room(
        tariff=Tariff(basis, **prices),
        sold_as=chance.choice(list(SoldAs)),
        capacity=12,
        automatic_acceptance=True,
    )
    start = datetime(2027, 3, 16, 7) + timedelta(minutes=15 * chance.randint(0, 60))
    end = start + timedelta(days=chance.choice([0, 0, 0, 1, 4]), minutes=15 * chance.randint(1, 40))
    span = Span(f"{start:%Y-%m-%dT%H:%M}", f"{end:%Y-%m-%dT%H:%M}", people=chance.randint(1, 12))
    space = a_live_space(rooms=(room,), opening_hours=ALL_DAY)
    quoted = quote(space, room, span, terms, now=NOW)
    wish = a_request(space, room, span=span, expected_ttc=0, language=chance.choice(["fr", "en"]))
    return new_booking(wish, quoted, now=NOW)


def the_document(booking: Booking, said: Totals | None = None, kind: Kind = Kind.INVOICE) -> Document:
    lines = lines_of(booking)
    draft = Draft(
        kind=kind,
        process=Process.PAID,
        language=booking.language,
        seller_id=booking.host_id,
        seller=SELLER,
        regime=VatRegime.NORMAL,
        buyer_id=booking.user_id,
        buyer=COMPANY,
        lines=lines,
        totals=said or totals(lines, payable=booking.amount, prepaid=booking.amount),
        source=booking.key,
    )
    return Document(document_id(booking.key, kind.name.lower()), "F-2027-000001", NOW, NOW.date(), NOW.date(), draft)


def sides(document: Document) -> tuple[int, int, int, int]:
    said = document.draft.totals
    return said.ht, said.vat, said.rounding, said.payable


def test_twenty_thousand_documents_say_what_their_bookings_say() -> None:
    chance = random.Random(850)
    for _ in range(BOOKINGS):
        booking = any_booking(chance)
        price, document = booking.price, the_document(booking)
        amounts = price.amounts
        assert sides(document) == (amounts.ht, amounts.vat, amounts.rounding, amounts.ttc)
        assert document.draft.totals.due == 0
        assert all(one.net >= 0 for one in document.draft.lines)
        # Nothing is lost in the table either, and the hash says so.
        read_back = price_of(price_json(price))
        trail = trail_of(read_back, {document.id: price.amounts}, [document], price_hash(price))
        assert trail.differences == ()
        assert sum(posting.amount for posting in journal_of(Entry.SALE, booking, NOW).postings) == amounts.ttc


def tampered(document: Document) -> Iterator[tuple[Document, Difference]]:
    draft = document.draft
    lines = (replace(draft.lines[0], net=draft.lines[0].net + 100), *draft.lines[1:])
    yield replace(document, draft=replace(draft, lines=lines, totals=totals(lines))), Difference.HT
    said = draft.totals
    yield replace(document, draft=replace(draft, totals=replace(said, vat=said.vat + 1))), Difference.VAT
    yield replace(document, draft=replace(draft, totals=replace(said, rounding=said.rounding + 1))), Difference.TTC


@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.CREDIT_NOTE])
def test_one_cent_that_a_document_says_otherwise_is_seen(kind: Kind) -> None:
    chance = random.Random(2)
    for _ in range(100):
        booking = any_booking(chance)
        booking = replace(booking, returns=(booking.price.amounts,))
        for document, difference in tampered(the_document(booking, kind=kind)):
            found = trail_of(booking.price, documented_amounts(booking), [document], None).differences
            assert (document.number, difference) in found


def test_a_price_that_changed_since_it_was_paid_is_seen() -> None:
    booking = any_booking(random.Random(3))
    price = booking.price
    recorded = price_hash(price)
    for other in (
        replace(price, seats=price.seats + 1),
        replace(price, rule="cover-0"),
        replace(price, terms=some_terms(commission_rate=1)),
        replace(price, lines=(*price.lines, price.lines[0])),
    ):
        assert ("booking", Difference.PRICE_CHANGED) in trail_of(other, {}, [], recorded).differences
    assert trail_of(price, {}, [], recorded).differences == trail_of(price, {}, [], None).differences == ()


def test_a_price_of_several_kinds_of_days_has_one_hash_wherever_it_comes_from() -> None:
    """Three hours on the first day; half a day and an hour on the second: the table keeps equal lines together."""
    room = a_room(tariff=Tariff(Basis.HT, hour=1_000, half_day=1_500, day=0), automatic_acceptance=True)
    space = a_live_space(rooms=(room,), opening_hours=ALL_DAY)
    span = Span("2027-03-16T23:00", "2027-03-17T05:00", people=1)
    price = quote(space, room, span, STANDARD, now=NOW).price
    assert [line.unit for line in price.lines] == ["hour", "half_day", "hour"]
    assert price_hash(price_of(price_json(price))) == price_hash(price)


@pytest.mark.parametrize(
    ("basis", "terms", "amount", "steps"),
    [
        (Basis.HT, STANDARD, 3_000, (Step.VAT_ADDED,)),
        (Basis.HT, RESOLD, 3_000, (Step.PLATFORM_VAT,)),
        (Basis.TTC, STANDARD, 3_000, (Step.VAT_WITHIN,)),
        (Basis.TTC, STANDARD, 333, (Step.VAT_WITHIN, Step.ROUNDING)),
        (Basis.HT, NO_VAT, 3_000, (Step.NO_VAT,)),
        (Basis.TTC, NO_VAT, 3_000, (Step.NO_VAT,)),
    ],
)
def test_the_trail_says_what_lies_between_the_two_prices(
    basis: Basis, terms: SellingTerms, amount: int, steps: tuple[Step, ...]
) -> None:
    room = a_room(tariff=Tariff(basis, hour=amount, half_day=0, day=0))
    span = Span("2027-03-16T09:00", "2027-03-16T12:00", people=1)
    price = quote(a_live_space(rooms=(room,)), room, span, terms, now=NOW).price
    trail = trail_of(price, {}, [], None)
    assert (trail.typed, trail.amounts, trail.steps) == (3 * amount, price.amounts, steps)


def test_what_is_resold_is_earned_in_two_parts_and_the_rounding_with_the_sale() -> None:
    chance = random.Random(4)
    for _ in range(200):
        booking = any_booking(chance)
        found = journal_of(Entry.SALE, booking, NOW).balances()
        amounts, terms = booking.price.amounts, booking.price.terms
        assert terms
        if terms.mode is SettlementMode.PER_BOOKING:
            assert found == {chart.PSP: amounts.ttc, chart.host_payable(booking.host_id): -amounts.ttc}
        else:
            assert found[chart.vat_collected(2000)] == -amounts.vat
            assert found[chart.sales(2000)] == -(amounts.ttc - amounts.vat)
        assert len(vat_lines(lines_of(booking))) == 1
