"""What is wrong in the ledger is told by its rules, and what is sound is not."""

import json
from datetime import timedelta

import pytest

from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.ledger import audit, keys, seal, store
from chalicelib.ledger.text import canonical
from chalicelib.operations.rules import journals_are_sealed
from tests.make.checks import Checks
from tests.make.ledger import NOW, journal_key, marked, posted, removed, rewritten, seal_key, sealed
from tests.operations.test_what_waits_too_long import pages_of

BALANCES, SEALED = "ledger_balances", "journals_are_sealed"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _books(table: str) -> None:
    """Three seals of two journals."""
    for number, name in enumerate("abc"):
        sealed(f"{name}1", f"{name}2", now=NOW + number * 5 * MINUTE)


def broken(checks: Checks) -> dict[str, str]:
    checks.run(BALANCES, NOW)
    return {seen.violation.subject: seen.violation.detail for seen in checks.broken(BALANCES)}


def test_a_sound_ledger_is_walked_to_its_end(table: str, checks: Checks) -> None:
    assert checks.run(BALANCES, NOW).examined == 6
    assert checks.subjects(BALANCES) == []


def test_seals_come_page_by_page_and_each_once(table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "MOST_SEALS", 2)
    monkeypatch.setattr(audit, "MOST_JOURNALS", 2)
    assert checks.run(BALANCES, NOW).examined == 6
    assert checks.subjects(BALANCES) == []


def test_a_journal_that_changed_and_one_that_is_gone_are_told(table: str, checks: Checks) -> None:
    rewritten(*journal_key("a1"), lambda text: text.replace("12000", "12001"))
    removed(*journal_key("c2"))
    assert broken(checks) == {"a1": "journal altered", "c2": "journal deleted"}
    assert checks.metrics("RuleBroken") == [({"rule": BALANCES}, 2)]


def test_totals_that_the_journals_do_not_have_are_told(table: str, checks: Checks) -> None:
    totals = {"psp": 24_000, "host_payable:ho_1": -23_999}
    rewritten(*seal_key(3), lambda text: canonical(json.loads(text) | {"totals": totals}))
    assert broken(checks) == {"seal 3": "trial balance not zero; totals wrong: its journals add up to others"}


def test_a_seal_that_changed_breaks_the_chain(table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the end of a page as well."""
    monkeypatch.setattr(audit, "MOST_SEALS", 1)
    rewritten(*seal_key(2), lambda text: text.replace("T08:05:00", "T08:05:01"))
    assert broken(checks) == {"seal 3": "chain broken: it does not name the seal before it"}


def test_a_seal_that_nobody_can_read_and_one_that_is_gone_are_told(table: str, checks: Checks) -> None:
    rewritten(*seal_key(1), lambda _: "{")
    removed(*seal_key(2))
    assert broken(checks).keys() == {"seal 1", "seal 2", "seal 3"}


def test_a_ledger_that_ends_too_early_is_told(table: str, checks: Checks) -> None:
    removed(*seal_key(3))
    assert broken(checks) == {"seal 3": "ledger truncated: anchored, and gone from its end"}


def test_an_empty_ledger_is_sound(table: str, checks: Checks) -> None:
    for number in (1, 2, 3):
        removed(*seal_key(number))
    removed(keys.SEALS, keys.HEAD, main=True)
    assert checks.run(BALANCES, NOW).examined == 0
    assert checks.subjects(BALANCES) == []


# Waiting for a seal


def test_a_journal_that_waits_too_long_for_its_seal_is_told_until_it_has_one(table: str, checks: Checks) -> None:
    posted("late", now=NOW + HOUR)

    checks.run(SEALED, NOW + 2 * HOUR)

    (seen,) = checks.broken(SEALED)
    assert seen.violation.subject == "late"
    assert seen.violation.detail == "not sealed since 2027-03-15T09:00 UTC"
    seal.run(NOW + 2 * HOUR)
    checks.run(SEALED, NOW + 2 * HOUR + MINUTE)
    assert checks.subjects(SEALED) == []


def test_a_journal_in_time_is_not_told(table: str, checks: Checks) -> None:
    posted("young", now=NOW + HOUR)
    checks.run(SEALED, NOW + HOUR + 59 * MINUTE)
    assert checks.subjects(SEALED) == []


def test_a_marker_whose_journal_is_gone_is_told(table: str, checks: Checks) -> None:
    marked("nobody", NOW)
    seal.run(NOW + HOUR)
    checks.run(SEALED, NOW + HOUR)
    assert checks.subjects(SEALED) == ["nobody"]


def test_journals_that_wait_come_page_by_page_and_each_once(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals_are_sealed, "MOST", 3)
    names = [f"late {number}" for number in range(10)]
    posted(*names)
    pages = pages_of(journals_are_sealed.examine, NOW + 2 * HOUR)
    assert (max(pages), sum(pages)) == (3, 10)
    checks.run(SEALED, NOW + 2 * HOUR)
    assert sorted(checks.subjects(SEALED)) == names


def test_the_rules_write_nothing_to_the_ledger(table: str, checks: Checks) -> None:
    before = dynamodb().scan(TableName=settings().ledger_table_name)["Items"]
    head, markers = store.head(), store.markers()
    checks.run(BALANCES, NOW)
    checks.run(SEALED, NOW + 2 * HOUR)
    assert dynamodb().scan(TableName=settings().ledger_table_name)["Items"] == before
    assert (store.head(), store.markers()) == (head, markers)
