"""What is wrong with numbers, files and orders of documents is told, and what is sound is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.billing import archive, audit
from chalicelib.billing.archive import keep_original
from chalicelib.billing.issue import issue_series
from chalicelib.billing.model import Document, Kind, document_key
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from chalicelib.operations.rules import numbers_have_no_gap, orders_are_issued, originals_are_kept
from tests.make.checks import Checks
from tests.make.identity import saved_host, saved_user
from tests.make.ledger import journal_key, removed
from tests.make.legal import sells
from tests.make.orders import HOST, INVOICES, NOW, an_order, issued, ordered, stored, undoing
from tests.make.papers import overwritten, put_over

NUMBERS, ORIGINALS, ORDERS = "numbers_have_no_gap", "originals_are_kept", "orders_are_issued"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def series(table: str, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Five invoices and a credit note of a listed host, with their files, drawn in no time."""
    monkeypatch.setattr(archive, "_rendered", lambda document: document.number.encode())
    saved_user("coworker")
    host_id = saved_host("owner").id
    sells(host_id)
    orders = [an_order(f"BK#{n}", seller_id=host_id, ordered_at=NOW + n * MINUTE) for n in range(5)]
    return stored(*orders, undoing(orders[0]))


def number_of(document: Document) -> tuple[str, str]:
    _, year, count = document.number.split("-")
    return an_order(seller_id=document.draft.seller_id).series.key, f"N#{year}#{count}"


def test_numbers_without_a_gap_are_sound(checks: Checks, series: list[Document]) -> None:
    assert checks.run(NUMBERS, NOW + HOUR).examined == 6
    assert checks.subjects(NUMBERS) == []


def test_numbers_come_page_by_page_over_the_new_year(
    checks: Checks, series: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    host_id = series[0].draft.seller_id
    sells("ho_fabrique")
    later = NOW + timedelta(days=300)
    issued(an_order("BK#next", seller_id=host_id), now=later)
    for most, most_series in ((1, 50), (2, 50), (5, 1)):
        monkeypatch.setattr(numbers_have_no_gap, "MOST", most)
        monkeypatch.setattr(audit, "MOST_SERIES", most_series)
        assert checks.run(NUMBERS, later).examined == 7
        assert checks.subjects(NUMBERS) == []


@pytest.mark.parametrize("most", [1, 2, 200])
def test_a_number_that_is_gone_is_a_gap(
    checks: Checks, series: list[Document], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(numbers_have_no_gap, "MOST", most)
    removed(*number_of(series[2]), main=True)
    host_id = series[0].draft.seller_id
    assert checks.told(NUMBERS, NOW + 2 * HOUR) == {f"{host_id}/F-2027-000004": "comes after F-2027-000002"}


def test_numbers_that_are_gone_from_the_beginning_or_the_end_are_told(checks: Checks, series: list[Document]) -> None:
    removed(*number_of(series[0]), main=True)
    removed(*number_of(series[4]), main=True)
    host_id = series[0].draft.seller_id
    assert checks.told(NUMBERS, NOW + 2 * HOUR) == {
        f"{host_id}/F-2027-000002": "comes after nothing",
        f"SERIES#{host_id}#F": "given up to 5 of 2027, found up to F-2027-000004",
    }


def test_a_number_whose_document_is_gone_or_another_one_is_told(checks: Checks, series: list[Document]) -> None:
    removed(series[1].key, "A", main=True)
    overwritten(replace(series[2], number="F-2027-000099"))
    early = replace(series[3], issued_at=series[3].issued_at - timedelta(days=1))
    overwritten(early)
    overwritten(replace(series[4], draft=replace(series[4].draft, kind=Kind.DEPOSIT)))
    host_id = series[0].draft.seller_id
    assert checks.told(NUMBERS, NOW + 2 * HOUR) == {
        f"{host_id}/F-2027-000002": f"{series[1].id} is not there",
        f"{host_id}/F-2027-000003": f"{series[2].id} says F-2027-000099",
        f"{host_id}/F-2027-000004": "issued before F-2027-000003",
        f"{host_id}/F-2027-000005": f"{series[4].id} is of another series",
    }


# Originals


def test_files_that_are_as_they_were_are_sound(checks: Checks, series: list[Document]) -> None:
    assert checks.run(ORIGINALS, NOW + 2 * HOUR).examined == 6
    assert checks.subjects(ORIGINALS) == []


def test_a_file_that_was_never_stored_is_told_after_an_hour(checks: Checks, series: list[Document]) -> None:
    (late,) = issued(an_order("BK#late", seller_id=series[0].draft.seller_id), now=NOW + 10 * MINUTE)
    assert checks.told(ORIGINALS, NOW + 69 * MINUTE) == {}
    assert checks.told(ORIGINALS, NOW + 2 * HOUR) == {late.id: "F-2027-000006: it has no original"}
    keep_original(late.id, now=NOW + 3 * HOUR)
    assert checks.told(ORIGINALS, NOW + 3 * HOUR) == {}


def test_what_was_done_to_an_original_is_told(
    checks: Checks, series: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals_are_kept, "MOST", 2)
    bucket, host_id = settings().archive_bucket, series[0].draft.seller_id
    s3().put_object(Bucket=bucket, Key=f"documents/{host_id}/{series[0].id}.pdf", Body=b"%PDF forged")
    s3().delete_object(Bucket=bucket, Key=f"documents/{host_id}/{series[1].id}.pdf")
    put_over(document_key(series[2].id), "ORIGINAL", sha256={"S": "0" * 64})
    overwritten(replace(series[3], draft=replace(series[3].draft, footer="forged")))
    removed(*journal_key(f"document:{series[4].id}"))
    assert checks.told(ORIGINALS, NOW + 2 * HOUR) == {
        series[0].id: "F-2027-000001: its file is another one",
        series[1].id: "F-2027-000002: its file is gone",
        series[2].id: "F-2027-000003: its file is another one; the ledger knows another file",
        series[3].id: "F-2027-000004: the ledger knows other data",
        series[4].id: "F-2027-000005: the ledger does not know it",
    }


# Orders


def test_an_order_that_waits_is_told_after_ten_minutes(
    table: str, checks: Checks, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_user("coworker")
    sells(HOST)
    monkeypatch.setattr(orders_are_issued, "MOST", 2)
    orders = [an_order(f"BK#{number}") for number in range(5)]
    ordered(*orders)
    assert checks.told(ORDERS, NOW + 9 * MINUTE) == {}
    assert checks.told(ORDERS, NOW + 11 * MINUTE) == {
        one.id: f"invoice of {one.source} since 2027-03-15 08:00 UTC" for one in orders
    }
    issue_series(INVOICES, now=NOW + 12 * MINUTE)
    assert checks.told(ORDERS, NOW + HOUR) == {}


def test_a_world_without_hosts_is_examined_to_its_end(table: str, checks: Checks) -> None:
    assert [checks.run(rule, NOW).examined for rule in (NUMBERS, ORIGINALS, ORDERS)] == [0, 0, 0]
