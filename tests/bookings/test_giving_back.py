"""Parts of a price that go back one after the other: on paper each with its own tax, together never more than it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.model import totals
from chalicelib.bookings import outcomes, transitions
from chalicelib.bookings.errors import CannotRefund
from chalicelib.bookings.giving_back import all_that_stands, dearer_by, down_to, giving, percent_of_it
from chalicelib.bookings.model import Booking, Money, Party, Status
from chalicelib.bookings.papers import Entry, credit_note_id, documented_amounts, order_of
from chalicelib.core.money import NOTHING, Amounts, Basis, with_vat
from chalicelib.pricing.model import Price
from tests.make.bookings import NOW, a_booking
from tests.make.spaces import a_live_space, a_room

RATES = st.sampled_from([0, 210, 550, 850, 2000])


def sold(amounts: Amounts, basis: Basis, rate: int) -> Booking:
    room = a_room(automatic_acceptance=True)
    booking = a_booking(a_live_space(rooms=(room,)), room)
    terms = booking.price.terms
    assert terms
    price = replace(booking.price, amounts=amounts, basis=basis, vat_rate=rate, terms=replace(terms, vat_rate=rate))
    return replace(booking, price=price, status=Status.CONFIRMED, money=Money.CAPTURED, due_at=None)


def costing(booking: Booking, typed: int) -> Price:
    """A quote on the same basis."""
    basis = booking.price.basis
    assert basis
    return replace(booking.price, amounts=with_vat(typed, basis, booking.price.vat_rate))


@given(st.integers(2, 500_000), st.sampled_from(list(Basis)), RATES, st.lists(st.integers(1, 99), max_size=6))
def test_parts_are_documents_and_add_up(typed: int, basis: Basis, rate: int, percents: list[int]) -> None:
    booking = sold(with_vat(typed, basis, rate), basis, rate)
    for percent in percents:
        booking = giving(booking, percent_of_it(booking, percent))
    booking = giving(booking, all_that_stands(booking))
    assert (booking.standing.ht, booking.standing.ttc) == (0, 0)
    assert sum(part.ttc for part in booking.returns) == booking.amount
    for number, part in enumerate(booking.returns, 1):
        assert part.ht >= 0
        assert part.ttc >= 0
        order = order_of(Entry.SALE_LOWERED, replace(booking, returns=booking.returns[:number]), NOW)
        if part in {NOTHING, booking.price.amounts} or order is None:
            # Nothing is no document; the whole price has the lines of its sale.
            continue
        said = totals(order.lines, payable=order.payable, roundings=order.roundings)
        assert (said.ht, said.vat, said.payable) == (part.ht, part.vat, part.ttc)
        assert documented_amounts(booking)[credit_note_id(booking, number)] == part


@given(st.integers(3, 500_000), st.sampled_from(list(Basis)), RATES, st.data())
def test_a_cheaper_time_leaves_its_own_price(typed: int, basis: Basis, rate: int, data: st.DataObject) -> None:
    booking = sold(with_vat(typed, basis, rate), basis, rate)
    for _ in range(3):
        standing = booking.standing.ttc if basis is Basis.TTC else booking.standing.ht
        cheaper = costing(booking, data.draw(st.integers(0, standing)))
        difference = dearer_by(booking, cheaper)
        booking = giving(booking, down_to(booking, cheaper))
        assert dearer_by(booking, cheaper) == 0, "it is the same price now"
        assert difference == standing - (cheaper.amounts.ttc if basis is Basis.TTC else cheaper.amounts.ht)


def test_a_dearer_time_gives_nothing_back() -> None:
    booking = sold(with_vat(1000, Basis.HT, 2000), Basis.HT, 2000)
    assert down_to(booking, costing(booking, 1001)) == NOTHING


def test_a_lowered_booking_is_captured_again_once_the_difference_is_back() -> None:
    booking = sold(with_vat(9999, Basis.HT, 2000), Basis.HT, 2000)
    lowered = giving(replace(booking, money=Money.REFUNDING), Amounts(3333, 667, 4000))
    change = outcomes.refunded(lowered)
    assert (change.booking.money, change.booking.returned, change.cents) == (Money.CAPTURED, 4000, 4000)
    assert change.booking.owed_back == 0


def test_what_is_left_goes_back_on_a_cancellation_while_the_difference_is_still_on_its_way() -> None:
    booking = sold(with_vat(9999, Basis.HT, 2000), Basis.HT, 2000)
    lowered = giving(replace(booking, money=Money.REFUNDING), Amounts(3333, 667, 4000))
    over = transitions.cancelled_by_host(lowered, refund=True, reason="", now=NOW).booking
    assert (over.money, [part.ttc for part in over.returns], over.owed_back) == (Money.REFUNDING, [4000, 7999], 11999)
    change = outcomes.refunded(over)
    assert (change.booking.money, change.cents) == (Money.REFUNDED, 11999)


def test_a_cancellation_that_keeps_everything_leaves_the_difference_on_its_way() -> None:
    booking = sold(with_vat(9999, Basis.HT, 2000), Basis.HT, 2000)
    lowered = giving(replace(booking, money=Money.REFUNDING, due_at=NOW), Amounts(3333, 667, 4000))
    change = transitions.cancelled_by_host(lowered, refund=False, reason="Absence", now=NOW)
    assert (change.booking.money, change.booking.due_at, change.entries) == (Money.REFUNDING, NOW, ())
    assert [getattr(fact, "amount", None) for fact in change.facts] == [7999, 7999]
    assert outcomes.refunded(change.booking).booking.money is Money.CAPTURED


def test_only_what_came_back_from_the_bank_is_owed_again() -> None:
    booking = sold(with_vat(9999, Basis.HT, 2000), Basis.HT, 2000)
    twice = giving(giving(booking, Amounts(3333, 667, 4000)), Amounts(3333, 667, 4000))
    made = outcomes.refunded(replace(twice, money=Money.REFUNDING)).booking
    change = outcomes.refund_failed(made, "lost_or_stolen_card", standing=4000, now=NOW)
    assert (change.cents, change.entries) == (4000, (Entry.REFUND_RETURNED,))
    assert (change.booking.returned, change.booking.owed_back) == (4000, 4000)
    never = outcomes.refund_failed(replace(twice, money=Money.REFUNDING), "card", standing=0, now=NOW)
    assert (never.cents, never.entries, never.booking.owed_back) == (0, (), 8000)


def test_all_of_it_went_back_already() -> None:
    booking = sold(with_vat(9999, Basis.HT, 2000), Basis.HT, 2000)
    back = outcomes.refunded(replace(giving(booking, booking.price.amounts), money=Money.REFUNDING)).booking
    after = booking.period.end + timedelta(days=1)
    with pytest.raises(CannotRefund):
        transitions.refunded_afterwards(back, reason="Geste", by=Party.HOST, now=after)
