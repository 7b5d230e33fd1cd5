"""From the host's account to his bank: on business days, what is available, and again after it came back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.core.business_days import after_business_days, business_day_from, is_business_day
from chalicelib.payouts import bank, policy, store
from chalicelib.payouts.model import PayoutState
from localdev.doubles.stripe import applicant
from tests.make.payee import Payee, payee
from tests.make.till import Till

DUE = datetime(2027, 3, 25, 11, 30, tzinfo=UTC)
FAILING_IBAN = "FR7630006000010000000000000"


def test_nothing_is_paid_on_weekends_and_holidays() -> None:
    closed = [
        date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 1), date(2027, 5, 6), date(2027, 5, 8),
        date(2027, 5, 17), date(2027, 7, 14), date(2027, 8, 15), date(2027, 11, 1), date(2027, 11, 11),
        date(2027, 12, 24) + timedelta(days=1), date(2027, 3, 27), date(2027, 3, 28),
    ]  # fmt: skip
    assert [day for day in closed if is_business_day(day)] == []
    assert is_business_day(date(2027, 3, 30))
    assert business_day_from(date(2027, 3, 26)) == date(2027, 3, 30)
    assert after_business_days(date(2027, 3, 25), 1) == date(2027, 3, 30)


@pytest.mark.parametrize("year", range(2026, 2061))
def test_every_payday_of_every_month_arrives_between_the_10th_and_the_15th(year: int) -> None:
    for month in range(1, 13):
        payday = policy.payday_of(f"{year}-{month:02}")
        arrives = policy.arrival(payday)
        assert (arrives.year, arrives.month) == (payday.year, payday.month)
        assert 10 <= arrives.day <= 15, payday


def test_every_service_is_in_the_bank_within_ten_days() -> None:
    for number in range(35 * 365):
        service = date(2026, 1, 1) + timedelta(days=number)
        released = service + policy.COMPLAINTS
        # What is released on a business day in the evening, behind that day's payout, is sent on the next one.
        sent = after_business_days(released, 1) if is_business_day(released) else business_day_from(released)
        assert (policy.arrival(sent) - service).days <= policy.MOST_DAYS, service


def test_good_friday_sends_nothing_and_the_tuesday_after_easter_does(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-24")
    till.at(datetime(2027, 3, 26, 12, tzinfo=UTC))
    host.settles()
    assert store.purse(host.id).movements == 1
    assert store.purse(host.id).payouts == 0
    till.at(datetime(2027, 3, 30, 9, tzinfo=UTC))
    assert host.id in store.due_hosts(till.now)
    host.settles()
    assert host.payout().amount == 9180
    assert host.payout().arrives_on == date(2027, 4, 1)


def test_a_day_has_one_payout(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-23", end="10:00")
    host.books("2027-03-23", start="14:00", end="15:00")
    till.at(datetime(2027, 3, 25, 9, 30, tzinfo=UTC))
    host.settles()
    till.at(datetime(2027, 3, 25, 15, tzinfo=UTC))
    host.settles()
    assert (store.purse(host.id).movements, store.purse(host.id).payouts) == (2, 1)
    till.at(datetime(2027, 3, 30, 9, tzinfo=UTC))
    host.settles()
    assert [store.payout(host.id, number).amount for number in (1, 2)] == [3060, 3060]  # type: ignore[union-attr]


def test_money_that_has_not_settled_waits_for_its_payout(till: Till) -> None:
    """Booked on the eve: the charge settles three days later, what was transferred is not available yet."""
    host = payee(till)
    till.at(datetime(2027, 3, 22, 16, tzinfo=UTC))
    host.books("2027-03-23")
    till.at(datetime(2027, 3, 25, 11, 30, tzinfo=UTC))
    host.settles()
    assert (store.purse(host.id).movements, store.purse(host.id).payouts) == (1, 0)
    till.at(datetime(2027, 3, 30, 9, tzinfo=UTC))
    host.settles()
    assert host.payout().amount == 9180


def test_a_payout_that_comes_back_is_tried_again_later_and_sooner_when_asked(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-16")
    spoil_bank(host)
    till.at(datetime(2027, 3, 18, 12, tzinfo=UTC))
    host.settles()
    till.later(days=5)
    host.delivers()
    assert (host.payout().state, host.payout().failure) == (PayoutState.FAILED, "account_closed")
    assert store.purse(host.id).returns == 1
    assert host.bank == []
    mend_bank(host)
    bank.try_again_now(host.id, uow=till.work())
    host.settles()
    assert (host.payout(2).amount, host.payout(2).state) == (9180, PayoutState.SENT)
    till.later(days=7)
    host.delivers()
    assert (host.bank, host.owed) == ([9180], {})


def test_a_lost_answer_leaves_one_payout(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-23")
    till.at(DUE)
    till.fail("timeout_after_effect", "POST", "/v1/payouts")
    with pytest.raises(ExceptionGroup):
        host.settles()
    assert store.purse(host.id).open_payout == 1
    till.later(hours=26)
    host.settles()
    assert host.payout().state is PayoutState.SENT
    till.later(days=6)
    host.delivers()
    assert host.bank == [9180]


def test_an_event_of_somebody_elses_payout_is_ignored(till: Till) -> None:
    host, other = payee(till), payee(till, name="sub-other")
    host.books("2027-03-23")
    till.at(DUE)
    host.settles()
    bank.look_at(host.account.account_id, host.payout().payout_id, make_work=till.work)
    assert host.payout().state is PayoutState.SENT
    assert store.purse(other.id).version == 0


def spoil_bank(host: Payee) -> None:
    """The bank that he gave closes his account."""
    host.till.control(f"accounts/{host.account.account_id}/finish", iban=FAILING_IBAN)


def mend_bank(host: Payee) -> None:
    host.till.control(f"accounts/{host.account.account_id}/finish", iban=applicant.ANSWERS["iban"])
