"""Whoever changes the books with the rights of an operator is found out: each way of doing so, done for real."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.kit.aws import dynamodb, s3
from chalicelib.kit.settings import settings
from chalicelib.ledger import keys, seal, store
from chalicelib.ledger.manifest import seal_from
from chalicelib.ledger.text import canonical, digest, text_of
from infra import verify_ledger
from tests.make.ledger import (
    NOW,
    a_journal,
    found,
    journal_key,
    marked,
    posted,
    removed,
    rewritten,
    seal_key,
    sealed,
    slipped_in,
    unmarked,
)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATER = NOW + 2 * DAY


@pytest.fixture(autouse=True)
def _three_seals(table: str) -> None:
    """Of a day each, and a journal that waits for the next."""
    sealed("a1", "a2")
    sealed("b1", "b2", now=NOW + DAY)
    sealed("c1", "c2", now=LATER)
    posted("d1", now=LATER + MINUTE)


def findings() -> set[tuple[str, str]]:
    return found(LATER + 2 * MINUTE)


def head_is(number: int, sha256: str) -> None:
    key = {"pk": {"S": keys.SEALS}, "sk": {"S": keys.HEAD}}
    dynamodb().put_item(
        TableName=settings().table_name, Item=key | {"n": {"N": str(number)}, "sha256": {"S": sha256}}
    )


def text_of_seal(number: int) -> str:
    text = store.seal_text(number)
    assert text
    return text


def resealed(number: int, /, **changes: object) -> str:
    """The text of a seal with some of its members changed, in the table, its head fitting."""
    text = canonical(json.loads(text_of_seal(number)) | changes)
    slipped_in(*seal_key(number), text)
    if number == 3:
        head_is(3, digest(text))
    return text


def unanchored(number: int) -> None:
    """As if it had never been there, which an object lock does not allow."""
    bucket, name = settings().archive_bucket, keys.anchor_name(number)
    for version in s3().list_object_versions(Bucket=bucket, Prefix=name)["Versions"]:
        s3().delete_object(Bucket=bucket, Key=name, VersionId=version["VersionId"], BypassGovernanceRetention=True)


def test_what_nobody_touched_is_sound() -> None:
    assert findings() == set()
    assert seal.run(LATER + 2 * MINUTE) == 1
    assert findings() == set()


# Journals


def test_an_altered_journal() -> None:
    rewritten(*journal_key("a1"), lambda text: text.replace("12000", "120000"))
    assert findings() == {("JOURNAL_ALTERED", "a1")}


def test_a_journal_with_another_attribute() -> None:
    rewritten(*journal_key("a1"), lambda text: text, note="cancelled")
    assert findings() == {("JOURNAL_ALTERED", "a1")}


def test_an_overwritten_journal() -> None:
    """With the product's own right to put, which could put over."""
    slipped_in(*journal_key("b2"), text_of(a_journal("b2", kind="refund", at=NOW + DAY)))
    slipped_in(*journal_key("c1"), "not even a journal")
    assert findings() == {("JOURNAL_ALTERED", "b2"), ("JOURNAL_ALTERED", "c1")}


def test_a_deleted_journal() -> None:
    removed(*journal_key("b1"))
    assert findings() == {("JOURNAL_DELETED", "b1")}


def test_a_journal_deleted_before_its_seal() -> None:
    removed(*journal_key("d1"))
    assert findings() == {("JOURNAL_DELETED", "d1")}


def test_a_journal_rewritten_into_another_before_its_seal() -> None:
    slipped_in(*journal_key("d1"), "not even a journal")
    assert findings() == {("JOURNAL_ALTERED", "d1")}


@pytest.mark.parametrize("at", [NOW, LATER + DAY])
def test_an_inserted_journal(at: object) -> None:
    slipped_in(*journal_key("x"), text_of(a_journal("x", at=at)))
    assert findings() == {("JOURNAL_INSERTED", "x")}


def test_a_journal_whose_marker_was_taken_away_is_never_sealed() -> None:
    unmarked("d1", LATER + MINUTE)
    assert seal.run(LATER + 5 * MINUTE) == 0
    assert found(LATER + 2 * HOUR) == {("JOURNAL_INSERTED", "d1")}


@pytest.mark.parametrize("sealing", [False, True])
def test_a_backdated_journal_is_found_before_its_seal_and_after(sealing: bool) -> None:
    slipped_in(*journal_key("x"), text_of(a_journal("x", at=NOW + DAY)))
    marked("x", NOW + DAY)
    if sealing:
        assert seal.run(LATER + 2 * MINUTE) == 2
    assert findings() == {("JOURNAL_BACKDATED", "x")}


def test_a_journal_that_was_a_little_late_is_no_forgery() -> None:
    """Its transaction took a while, and the sealer passed meanwhile."""
    posted("slow", now=LATER - 59 * MINUTE)
    assert findings() == set()
    seal.run(LATER + 2 * MINUTE)
    assert findings() == set()


def test_an_item_that_is_neither_journal_nor_seal() -> None:
    slipped_in("OTHER", "X", text_of(a_journal()))
    slipped_in(keys.SEALS, "HEAD", "")
    slipped_in(keys.journal_pk("a1"), "K", text_of(a_journal("a1")))
    assert findings() == {
        ("JOURNAL_INSERTED", "OTHER X"), ("JOURNAL_ALTERED", "SEAL HEAD"), ("JOURNAL_INSERTED", "J#a1 K"),
    }  # fmt: skip


# Seals


def test_a_journal_and_its_seal_altered_to_fit() -> None:
    rewritten(*journal_key("c1"), lambda text: text.replace("12000", "1200"))
    journal = store.text("c1")
    assert journal
    seal_before = seal_from(text_of_seal(3))
    resealed(3, journals=[["c1", digest(journal)], ["c2", seal_before.journals["c2"]]])
    assert findings() == {("SEAL_ALTERED", "seal 3"), ("JOURNAL_ALTERED", "c1")}


def test_a_truncated_ledger_with_its_head_moved_back() -> None:
    """Journals, seal and markers gone as if that day had never been."""
    for name in ("c1", "c2", "d1"):
        removed(*journal_key(name))
    unmarked("d1", LATER + MINUTE)
    removed(*seal_key(3))
    head_is(2, digest(text_of_seal(2)))
    assert findings() == {
        ("LEDGER_TRUNCATED", "seal 3"), ("JOURNAL_DELETED", "c1"), ("JOURNAL_DELETED", "c2"),
    }  # fmt: skip


def test_a_truncated_ledger_that_forgot_its_head() -> None:
    removed(*seal_key(3))
    unanchored(3)
    assert findings() == {("LEDGER_TRUNCATED", "seal 3")}
    left = {("JOURNAL_INSERTED", "c1"), ("JOURNAL_INSERTED", "c2")}
    assert found(LATER + 2 * HOUR) == {("LEDGER_TRUNCATED", "seal 3"), *left}


def test_a_head_that_was_moved_back() -> None:
    head_is(1, digest(text_of_seal(1)))
    assert findings() == {("HEAD_MOVED", "seal 1")}


def test_a_head_that_names_another_seal() -> None:
    head_is(3, digest("another"))
    assert findings() == {("HEAD_MOVED", "seal 3")}


def test_a_head_that_is_gone() -> None:
    removed(keys.SEALS, keys.HEAD, main=True)
    assert findings() == {("HEAD_MOVED", "seal 0")}


@pytest.mark.parametrize("number", [1, 2])
def test_a_missing_seal(number: int) -> None:
    removed(*seal_key(number))
    assert findings() == {("SEAL_MISSING", f"seal {number}")}


def test_a_seal_that_is_nowhere() -> None:
    removed(*seal_key(2))
    unanchored(2)
    assert {("SEAL_MISSING", "seal 2"), ("CHAIN_BROKEN", "seal 3")} <= findings()


def test_an_altered_seal() -> None:
    resealed(2, at=LATER.isoformat())
    assert findings() == {("SEAL_ALTERED", "seal 2")}


def test_an_unreadable_seal_that_was_never_anchored() -> None:
    unanchored(3)
    slipped_in(*seal_key(3), "{")
    assert {("SEAL_ALTERED", "seal 3"), ("SEAL_UNANCHORED", "seal 3"), ("HEAD_MOVED", "seal 3")} <= findings()


def test_a_seal_that_was_never_anchored() -> None:
    unanchored(2)
    assert findings() == {("SEAL_UNANCHORED", "seal 2")}
    unanchored(3)
    assert findings() == {("SEAL_UNANCHORED", "seal 2")}, "the newest may be on its way"
    assert ("SEAL_UNANCHORED", "seal 3") in found(LATER + 2 * HOUR)


def test_an_anchor_that_was_covered() -> None:
    """The lock keeps the first version, and the first version is the truth."""
    bucket = settings().archive_bucket
    s3().put_object(Bucket=bucket, Key=keys.anchor_name(1), Body=b"{}")
    s3().delete_object(Bucket=bucket, Key=keys.anchor_name(2))
    s3().put_object(Bucket=bucket, Key=f"{keys.ANCHORS}note.txt", Body=b"{}")
    assert findings() == {("ANCHOR_COVERED", "seal 1"), ("ANCHOR_COVERED", "seal 2")}


# A sealer that seals wrongly: anchor and table agree


FAULTS: dict[str, tuple[Callable[[], dict[str, object]], set[str]]] = {
    "root": (lambda: {"root": "0" * 64}, {"ROOT_WRONG"}),
    "chain": (lambda: {"previous": "0" * 64}, {"CHAIN_BROKEN"}),
    "balance": (lambda: {"totals": {"psp": 24_000}}, {"UNBALANCED", "TOTALS_WRONG"}),
    "totals": (lambda: {"totals": {"psp": 1, "host_payable:ho_1": -1}}, {"TOTALS_WRONG"}),
    "number": (lambda: {"number": 7}, {"SEAL_ALTERED"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seal_that_was_wrong_from_the_start(fault: str) -> None:
    change, expected = FAULTS[fault]
    text = resealed(3, **change())
    unanchored(3)
    s3().put_object(Bucket=settings().archive_bucket, Key=keys.anchor_name(3), Body=text.encode())
    assert {what for what, _ in findings()} == expected


def test_a_journal_sealed_twice() -> None:
    seal_before = seal_from(text_of_seal(3))
    b1 = seal_from(text_of_seal(2)).journals["b1"]
    both = {"b1": b1, **seal_before.journals}
    text = resealed(3, journals=[list(pair) for pair in both.items()])
    unanchored(3)
    s3().put_object(Bucket=settings().archive_bucket, Key=keys.anchor_name(3), Body=text.encode())
    assert ("JOURNAL_SEALED_TWICE", "b1") in findings()


# The command


def places() -> list[str]:
    known = settings()
    return ["--ledger", known.ledger_table_name, "--live", known.table_name, "--archive", known.archive_bucket]


def test_the_command_says_what_it_found_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    removed(*journal_key("a1"))
    with pytest.raises(SystemExit) as ended:
        verify_ledger.main(places())
    assert ended.value.code == 1
    assert "a1: journal deleted\n" in capsys.readouterr().out


def test_the_command_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    seal.run(LATER + 2 * MINUTE)
    with pytest.raises(SystemExit) as ended:
        verify_ledger.main(places())
    assert (ended.value.code, capsys.readouterr().out) == (0, "Nothing was changed.\n")


def test_an_empty_ledger_is_sound(table: str) -> None:
    names = [settings().ledger_table_name, settings().table_name]
    for name in names:
        for item in dynamodb().scan(TableName=name)["Items"]:
            dynamodb().delete_item(TableName=name, Key={"pk": item["pk"], "sk": item["sk"]})
    for number in (1, 2, 3):
        unanchored(number)
    assert found(LATER) == set()
