"""One payment, several payables: each date is transferred on its own day, and a dispute reaches all of them."""

from datetime import UTC, datetime

from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.payouts.model import Block, State
from tests.make.payee import Payee, payee
from tests.make.series import bookings_of, paid
from tests.make.sold import Sold
from tests.make.till import Till
from tests.payouts.test_take_back import closes, cushion, dispute, transfers_of

FIRST = Span("2027-03-23T09:00", "2027-03-23T12:00", people=1)
AFTER_THE_FIRST = datetime(2027, 3, 26, 9, tzinfo=UTC)
AFTER_BOTH = datetime(2027, 4, 2, 9, tzinfo=UTC)


def two_dates(till: Till, host: Payee) -> list[Booking]:
    series = paid(Sold(till, host.space, host.room), first=FIRST, weeks=2)
    bookings = bookings_of(series)
    for booking in bookings:
        host.follow(booking)
    return bookings


def test_each_date_is_transferred_once_it_is_over(till: Till) -> None:
    host = payee(till)
    first, second = two_dates(till, host)
    till.at(AFTER_THE_FIRST)
    host.settles()
    assert (host.payable(first).state, host.payable(second).state) == (State.SENT, State.WAITING)
    till.at(AFTER_BOTH)
    host.settles()
    assert transfers_of(host) == [(9180, 0), (9180, 0)]
    groups = {one.transfer_group for one in till.gateway.client.v1.transfers.list({"limit": 100}).data}
    assert groups == {first.id}


def test_a_dispute_of_the_payment_freezes_all_dates_and_a_loss_ends_them(till: Till) -> None:
    cushion(till)
    host = payee(till)
    first, second = two_dates(till, host)
    opened = dispute(host, first)
    till.at(AFTER_BOTH)
    host.settles()
    assert [host.payable(one).block for one in (first, second)] == [Block.DISPUTED] * 2
    closes(host, opened, "lost")
    assert [host.payable(one).state for one in (first, second)] == [State.CANCELLED] * 2
    assert (transfers_of(host), host.owed) == ([], {})
