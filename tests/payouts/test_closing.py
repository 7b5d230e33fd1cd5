"""A month is billed once, or parked; a contested one waits; its sums are those of the bookings."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.billing import store as billing_store
from chalicelib.billing.find import documents
from chalicelib.billing.model import Kind, Series
from chalicelib.core.zones import zone_named
from chalicelib.kit import table as items
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.legal.model import PLATFORM, SettlementMode
from chalicelib.payouts import contest, policy, store
from chalicelib.payouts.closing import NO_MANDATE, SUMS_DIFFER, NotOver, close, preview
from chalicelib.payouts.errors import NotContested, NothingToContest
from chalicelib.payouts.items import payable_key
from chalicelib.payouts.model import MonthState, State
from tests.make.counters import put_over_number
from tests.make.payee import Payee, payee
from tests.make.till import Till

FIRST = datetime(2027, 4, 1, 12, tzinfo=UTC)
PAYDAY = datetime(2027, 4, 9, 9, tzinfo=UTC)


def closes(host: Payee) -> MonthState:
    return close(host.id, "2027-03", now=host.till.now).state


def orders(seller: str, kind: Kind) -> int:
    return len(billing_store.orders_of(Series(seller, kind), 100))


def test_a_month_is_billed_once_however_often_it_is_asked_for(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    till.at(FIRST)
    assert [closes(host) for _ in range(3)] == [MonthState.CLOSED] * 3
    assert (orders(host.id, Kind.SELF_BILLED), orders(PLATFORM, Kind.INVOICE)) == (1, 2)
    assert store.progress_of("2027-03")[MonthState.CLOSED] == 1
    assert sum(store.progress_of("2027-03").values()) == 1


def test_no_month_is_billed_before_it_is_over_everywhere(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    till.at(FIRST - timedelta(seconds=1))
    with pytest.raises(NotOver):
        closes(host)


def test_a_month_whose_sums_differ_is_parked_and_billed_once_they_agree(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    put_over_number(host.month("2027-03"), "ht", 8999)
    till.at(FIRST)
    assert closes(host) is MonthState.PARKED
    assert host.month("2027-03").reason == SUMS_DIFFER
    assert orders(host.id, Kind.SELF_BILLED) == 0
    assert store.progress_of("2027-03")[MonthState.PARKED] == 1
    put_over_number(host.month("2027-03"), "ht", 9000)
    assert closes(host) is MonthState.CLOSED
    assert store.progress_of("2027-03") == dict.fromkeys(MonthState, 0) | {MonthState.CLOSED: 1}


def test_without_a_mandate_nothing_is_invoiced_in_a_hosts_name(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    till.at(FIRST)
    monkeypatch.setattr("chalicelib.payouts.closing.settings_of", lambda _: None)
    assert closes(host) is MonthState.PARKED
    assert host.month("2027-03").reason == NO_MANDATE


def test_a_preview_writes_nothing(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    before = dynamodb().scan(TableName=settings().table_name)["Items"]
    seen = preview(host.month("2027-03"))
    assert (seen.statement.gross.ttc, seen.statement.commission.ttc, seen.agrees) == (10800, 1620, True)
    assert dynamodb().scan(TableName=settings().table_name)["Items"] == before


def test_a_contested_month_is_not_paid_until_both_agree(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    booking = host.books("2027-03-23")
    till.at(FIRST)
    closes(host)
    till.later(days=6)
    assert (
        contest.contest(host.id, "2027-03", "Il manque une réservation.", uow=till.work()).state
        is MonthState.CONTESTED
    )
    till.at(PAYDAY)
    host.settles()
    assert host.payable(booking).state is State.WAITING
    contest.settle_contest(host.id, "2027-03", uow=till.work())
    till.later(hours=2)
    host.settles()
    assert host.payable(booking).state is State.SENT
    with pytest.raises(NotContested):
        contest.settle_contest(host.id, "2027-03", uow=till.work())


def test_after_seven_days_nothing_is_contested(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    till.at(FIRST)
    closes(host)
    until = host.month("2027-03").contest_until
    assert until == datetime(2027, 4, 9, tzinfo=zone_named("Europe/Paris"))
    till.at(until)
    with pytest.raises(NothingToContest):
        contest.contest(host.id, "2027-03", "Trop tard.", uow=till.work())


def test_per_booking_only_the_commission_is_invoiced(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-23")
    till.at(FIRST)
    closes(host)
    host.issues()
    found = [one.document for one in documents([host.month("2027-03").commission])]
    assert [one.draft.totals.payable for one in found] == [1620]
    assert (host.month("2027-03").self_billed, found[0].draft.buyer_id) == ("", host.id)


def test_the_month_is_that_of_the_scheduled_end_on_the_spaces_clocks(till: Till) -> None:
    assert policy.month_of(datetime(2027, 4, 1, 0, 0)) == "2027-03"
    assert policy.month_of(datetime(2027, 4, 1, 0, 15)) == "2027-04"
    assert policy.month_before(datetime(2027, 1, 1, 12, tzinfo=UTC)) == "2026-12"
    assert (policy.next_month("2026-12"), policy.next_month("2027-01")) == ("2027-01", "2027-02")


def test_two_hundred_payables_are_nine_read_units(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    booking = host.books("2027-03-23")
    one = items.read(*payable_key(host.id, "2027-03", policy.local_end(booking), booking.id))
    assert one is not None
    size = sum(len(name) + len(next(iter(value.values())).encode()) for name, value in one.items())
    assert size * 200 <= 9 * 4096, json.dumps(one, ensure_ascii=False)
