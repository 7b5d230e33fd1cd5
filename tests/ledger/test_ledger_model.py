"""A journal balances whatever its postings, its text comes back as it went, and a reversal undoes it."""

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ledger.chart import PSP, REFUNDS_DUE, host_payable, sales, vat_collected
from chalicelib.ledger.model import Journal, Posting, reversal
from chalicelib.ledger.text import Unreadable, digest, journal_from, text_of
from tests.make.ledger import NOW, a_journal

ACCOUNTS = (PSP, REFUNDS_DUE, host_payable("ho_1"), host_payable("ho_2"), sales(2000), vat_collected(2000))
postings = st.builds(
    lambda accounts, amount: Posting(accounts[0], accounts[1], amount),
    st.permutations(ACCOUNTS).map(lambda order: order[:2]),
    st.integers(1, 10**11),
)
instants = st.datetimes(
    datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=-9.5))])
)
journals = st.builds(
    Journal,
    reference=st.text(min_size=1, max_size=200),
    kind=st.text(),
    at=instants,
    postings=st.lists(postings, max_size=8).map(tuple),
    host_id=st.none() | st.text(),
    evidence=st.dictionaries(st.text(), st.text(), max_size=3),
)


@given(st.lists(st.tuples(journals, st.integers(0, 3)), max_size=6))
def test_any_sequence_of_journals_and_reversals_balances(sequence: list[tuple[Journal, int]]) -> None:
    balances: Counter[str] = Counter()
    for journal, times in sequence:
        balances.update(journal.balances())
        for _ in range(times):
            # A reversal may be reversed.
            journal = reversal(journal, reference="undone", kind="undone", at=NOW)
            balances.update(journal.balances())
            assert sum(balances.values()) == 0
    left: Counter[str] = Counter()
    for journal, times in sequence:
        if times % 2 == 0:
            left.update(journal.balances())
    assert {name: cents for name, cents in balances.items() if cents} == {
        name: cents for name, cents in left.items() if cents
    }


@given(journals)
def test_a_text_comes_back_as_the_journal_that_it_was(journal: Journal) -> None:
    back = journal_from(text_of(journal))
    assert back == journal
    assert text_of(back) == text_of(journal)


def test_the_text_is_the_one_that_the_page_shows() -> None:
    """Bytes that must never change: every hash depends on them."""
    text = text_of(a_journal("sale:bk_é", evidence={"b": "2", "a": "1"}))
    assert text == (
        '{"at":"2027-03-15T08:00:00.000000+00:00","evidence":{"a":"1","b":"2"},"host":"ho_1",'
        '"kind":"sale","postings":[["psp","host_payable:ho_1",12000]],"reference":"sale:bk_é"}'
    )
    assert digest(text) == "318adfef480d75e58089481f9156758d054c66e275c0f12e21423242454a3bd2"


def test_a_reversal_names_what_it_reverses() -> None:
    undone = reversal(a_journal(evidence={"sha256": "ab"}), reference="sale_undone:bk_1", kind="sale_undone", at=NOW)
    assert undone.postings == (Posting(host_payable("ho_1"), PSP, 12_000),)
    assert undone.evidence == {"sha256": "ab", "reverses": "sale:bk_1"}
    assert undone.host_id == "ho_1"


@pytest.mark.parametrize(("debit", "credit", "amount"), [("a", "a", 1), ("a", "b", 0), ("a", "b", -1)])
def test_a_posting_moves_something_somewhere(debit: str, credit: str, amount: int) -> None:
    with pytest.raises(ValueError, match="posting"):
        Posting(debit, credit, amount)


def test_a_journal_needs_a_reference_and_an_instant() -> None:
    for reference in ("", "x" * 201):
        with pytest.raises(ValueError, match="reference"):
            a_journal(reference)
    with pytest.raises(ValueError, match="instant"):
        a_journal(at=datetime(2027, 3, 15))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", '{"reference":"x"}', text_of(a_journal()).replace("12000", "-12000")]
)
def test_what_we_never_wrote_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        journal_from(text)
