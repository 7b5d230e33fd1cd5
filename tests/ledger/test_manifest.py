"""A seal lists its journals in order, adds them up, and follows the one before it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ledger.manifest import GENESIS, merkle_root, next_seal, seal_from
from chalicelib.ledger.model import Journal, reversal
from chalicelib.ledger.text import Unreadable, digest, text_of
from tests.ledger.test_ledger_model import journals
from tests.make.ledger import NOW, a_journal

LEAVES = (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
"""Those that implementations of RFC 6962 test themselves with."""


@pytest.mark.parametrize("size", ROOTS)
def test_the_root_is_that_of_certificate_transparency(size: int) -> None:
    assert merkle_root(LEAVES[:size]) == ROOTS[size]


@given(st.lists(journals, min_size=1, max_size=8, unique_by=lambda journal: journal.reference))
def test_a_seal_comes_back_as_it_was_and_balances(made: list[Journal]) -> None:
    seal = next_seal(None, [text_of(journal) for journal in made], until=NOW, now=NOW)
    assert seal_from(seal.text) == seal
    assert seal_from(seal.text).text == seal.text
    assert list(seal.journals) == sorted(journal.reference for journal in made)
    assert sum(seal.totals.values()) == 0


def test_seals_follow_each_other() -> None:
    first = next_seal(None, [text_of(a_journal("b")), text_of(a_journal("a"))], until=NOW, now=NOW)
    later = NOW + timedelta(minutes=5)
    undone = text_of(reversal(a_journal("a"), reference="c", kind="undone", at=later))
    second = next_seal(first.text, [undone], until=later, now=later)
    assert (first.number, first.previous) == (1, GENESIS)
    assert (second.number, second.previous) == (2, digest(first.text))
    assert first.totals == {"host_payable:ho_1": -24_000, "psp": 24_000}
    assert second.totals == {"host_payable:ho_1": 12_000, "psp": -12_000}


def test_a_seal_of_what_undoes_itself_has_no_totals() -> None:
    undone = reversal(a_journal("a"), reference="b", kind="undone", at=NOW)
    assert next_seal(None, [text_of(a_journal("a")), text_of(undone)], until=NOW, now=NOW).totals == {}


@pytest.mark.parametrize("text", ["", "[]", '{"number":1}'])
def test_what_we_never_sealed_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        seal_from(text)
