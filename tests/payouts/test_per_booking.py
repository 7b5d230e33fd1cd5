"""*Per booking*: in the host's bank within ten days of the service."""

from datetime import UTC, date, datetime, timedelta

from chalicelib.payouts.model import PayoutState, State
from tests.make.payee import payee
from tests.make.till import Till


def test_a_booking_is_in_its_hosts_bank_within_ten_days(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    assert host.payable(booking).state is State.WAITING
    host.settles()
    assert host.payable(booking).state is State.WAITING
    till.at(datetime(2027, 3, 25, 11, 30, tzinfo=UTC))
    host.settles()
    sent = host.payable(booking)
    # 90.00 HT, 108.00 TTC; 15 % of 90.00 is 13.50, 16.20 with VAT.
    assert (sent.state, sent.net) == (State.SENT, 9180)
    payout = host.payout()
    assert (payout.amount, payout.state) == (9180, PayoutState.SENT)
    assert payout.arrives_on is not None
    assert payout.arrives_on <= date(2027, 3, 23) + timedelta(days=10)
    till.later(days=6)
    host.delivers()
    assert host.payout().state is PayoutState.PAID
    assert host.bank == [9180]
    assert host.owed == {}
