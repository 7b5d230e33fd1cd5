"""What is owed for a booking goes with it: to the month in which it ends, and the day on which that is paid."""

from datetime import datetime

import pytest

from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.move import Target, move
from chalicelib.bookings.moving import Difference
from chalicelib.core.facts import SYSTEM, Recorded
from chalicelib.kit.outbox import facts_of
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts import policy, store
from chalicelib.payouts.audit import shortcomings
from chalicelib.payouts.model import State
from chalicelib.reactions import _moves_what_is_owed
from tests.make.payee import Payee, payee
from tests.make.till import Till, latest


def moved(host: Payee, booking_id: str, day: str) -> None:
    booking = booking_of(booking_id)
    target = Target(f"{day}T09:00", f"{day}T12:00", None, Difference.NONE)
    move(booking, target, expected=booking.version, uow=host.till.work("sub-host"))


@pytest.mark.parametrize("mode", list(SettlementMode))
def test_a_booking_that_moves_to_another_month_is_billed_with_it(till: Till, mode: SettlementMode) -> None:
    host = payee(till, mode=mode)
    stays, goes = host.books("2027-03-23"), host.books("2027-03-24")
    owed = host.payable(goes)
    moved(host, goes.id, "2027-04-07")
    assert host.payable(goes) == owed, "until its fact is heard, it is found where it was"
    host.follow(goes)
    host.follow(goes)

    after = host.payable(goes)
    assert (after.month, after.ends, after.ttc) == ("2027-04", datetime(2027, 4, 7, 12), owed.ttc)
    assert after.due_at == (latest(goes).period.end + policy.COMPLAINTS if owed.due_at else None)
    assert [one.booking_id for one in store.payables_of(host.id, "2027-03")] == [stays.id]
    assert (host.month("2027-03").count, host.month("2027-03").ttc) == (1, owed.ttc)
    assert (host.month("2027-04").count, host.month("2027-04").ttc) == (1, owed.ttc)
    assert list(shortcomings(latest(goes), till.now)) == []


def test_within_its_month_it_is_counted_once(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    for day in ("2027-03-25", "2027-03-26", "2027-03-23"):
        moved(host, booking.id, day)
        host.follow(booking)
    assert len(list(store.payables_of(host.id, "2027-03"))) == 1
    assert host.month("2027-03").count == 1
    assert host.payable(booking).ends == datetime(2027, 3, 23, 12)


def test_one_that_is_cancelled_before_the_move_was_heard_is_not_owed(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    moved(host, booking.id, "2027-04-07")
    cancel_as_host(latest(booking), refund=True, reason="", uow=till.work("sub-host"))
    host.follow(booking)
    assert host.payable(booking).state is State.CANCELLED
    assert host.month("2027-03").count == 0


def test_payouts_hear_of_every_move(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    moved(host, booking.id, "2027-03-24")
    heard: list[Recorded] = [one for one in facts_of(booking.key) if one.fact.kind == "BookingMoved"]
    assert [_moves_what_is_owed(one) for one in heard] == [True]
    assert heard[0].actor != SYSTEM
