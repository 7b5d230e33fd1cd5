"""The live rules about payouts: each passes on a healthy host and finds what is planted."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.bookings.find import booking_of
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.legal.collecting import account_of
from chalicelib.legal.model import ConnectedState, SettlementMode
from chalicelib.operations.model import Findings
from chalicelib.operations.rules import RULES
from chalicelib.payouts import policy, store
from chalicelib.payouts.closing import close
from chalicelib.payouts.items import payable_key
from chalicelib.payouts.model import PayoutState
from tests.make.counters import put_over_number
from tests.make.payee import Payee, payee
from tests.make.till import Till

DUE = datetime(2027, 3, 25, 11, 30, tzinfo=UTC)


def examined(name: str, now: datetime) -> list[Findings]:
    """A whole walk."""
    rule = next(rule for rule in RULES if rule.name == name)
    found, cursor = [], None
    while True:
        page = rule.examine(cursor, now)
        found.append(page)
        if page.cursor is None:
            return found
        cursor = page.cursor


def violations(name: str, now: datetime) -> dict[str, str]:
    return {one.subject: one.detail for page in examined(name, now) for one in page.violations}


def paid(host: Payee) -> Any:
    booking = host.books("2027-03-23")
    host.till.at(DUE)
    host.settles()
    host.till.later(days=6)
    host.delivers()
    return booking_of(booking.id)


def test_a_host_who_is_paid_breaks_no_rule(till: Till) -> None:
    host = payee(till)
    paid(host)
    till.at(datetime(2027, 4, 4, 9, tzinfo=UTC))
    close(host.id, "2027-03", now=till.now)
    for name in ("payables_match_bookings", "accounts_match_stripe", "months_are_billed"):
        assert violations(name, till.now) == {}, name


def test_a_capture_that_nobody_is_owed_for_is_found(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23", follow=False)
    assert violations("payables_match_bookings", till.now) == {}
    till.later(hours=2)
    assert violations("payables_match_bookings", till.now) == {
        booking.id: "captured 10800, nothing is owed to its host"
    }


def test_an_amount_that_is_not_the_bookings_is_found(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    pk, sk = payable_key(host.id, "2027-03", policy.local_end(booking), booking.id)
    altered = dynamodb().get_item(TableName=settings().table_name, Key={"pk": {"S": pk}, "sk": {"S": sk}})["Item"]
    altered["d"] = {"S": altered["d"]["S"].replace("10800", "10801")}
    dynamodb().put_item(TableName=settings().table_name, Item=altered)
    assert "owed 9000 HT 10801 TTC" in violations("payables_match_bookings", till.now)[booking.id]


def test_money_that_is_late_is_found(till: Till) -> None:
    host = payee(till)
    booking = host.books("2027-03-23")
    till.at(DUE + timedelta(days=10))
    assert "should be with its host since 2027-04-02" in violations("payables_match_bookings", till.now)[booking.id]


def test_a_payout_whose_event_was_lost_is_noted_by_the_rule(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-23")
    till.at(DUE)
    host.settles()
    till.later(days=6)
    found = examined("accounts_match_stripe", till.now)
    assert sum(page.repaired for page in found) == 1
    assert host.payout().state is PayoutState.PAID
    assert host.owed == {}


def test_an_account_whose_event_was_lost_is_noted_by_the_rule(till: Till) -> None:
    host = payee(till)
    till.control(f"accounts/{host.account.account_id}/restrict")
    examined("accounts_match_stripe", till.now)
    known = account_of(host.id)
    assert known
    assert known.state is ConnectedState.RESTRICTED


def test_money_that_moved_beside_us_is_found(till: Till) -> None:
    host = payee(till)
    host.books("2027-03-23")
    till.at(DUE)
    host.settles()
    movement = store.movements(host.id, 1, 1)[0]
    dynamodb().delete_item(
        TableName=settings().table_name,
        Key={"pk": {"S": f"PURSE#{host.id}"}, "sk": {"S": f"M#{movement.number:010d}"}},
    )
    said = violations("accounts_match_stripe", till.now)[host.id]
    assert "transfers: 0 here, 9180 there" in said


def test_a_month_that_stands_still_is_found(till: Till) -> None:
    host = payee(till, mode=SettlementMode.MONTHLY)
    host.books("2027-03-23")
    put_over_number(host.month("2027-03"), "ht", 1)
    till.at(datetime(2027, 4, 1, 12, tzinfo=UTC))
    close(host.id, "2027-03", now=till.now)
    assert violations("months_are_billed", till.now) == {}
    till.later(days=2)
    assert violations("months_are_billed", till.now) == {host.id: "2027-03: parked sums_differ"}
