"""A journal is written with the effect that it books, once; a guarded balance never passes zero."""

from datetime import timedelta

import pytest

from chalicelib.core.errors import NotFound, Refusal
from chalicelib.core.facts import SYSTEM
from chalicelib.identity.facts import UserJoined
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.outbox import facts_of
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork
from chalicelib.ledger import store
from chalicelib.ledger.balances import balance_of, move
from chalicelib.ledger.chart import PSP, REFUNDS_DUE, commissions, host_payable, payout_due
from chalicelib.ledger.errors import NotOwed
from chalicelib.ledger.find import journal_of
from chalicelib.ledger.keys import Marker
from chalicelib.ledger.model import Posting
from chalicelib.ledger.post import post
from tests.make.ledger import HOST, NOW, a_journal, posted
from tests.make.scales import KB, size_of

OWED, DUE = host_payable(HOST), payout_due(HOST)


class TooLittle(Refusal):
    code = "too_little"


def work() -> UnitOfWork:
    return UnitOfWork(now=NOW, actor=SYSTEM)


def moved(delta: int) -> None:
    uow = work()
    move(uow, OWED, delta, refused=TooLittle)
    uow.commit()


def test_a_posted_journal_is_found_and_waits_for_its_seal(table: str) -> None:
    posted("sale:bk_1#x")
    assert journal_of("sale:bk_1#x") == a_journal("sale:bk_1#x")
    assert store.markers() == [Marker("2027-03-15T08:00:00.000000+00:00", "sale:bk_1#x")]


def test_what_was_never_posted_is_not_found(table: str) -> None:
    with pytest.raises(NotFound):
        journal_of("sale:bk_1")


@pytest.mark.parametrize("refused", [Replayed, TooLittle])
def test_a_second_journal_with_a_reference_is_refused_with_all_that_came_with_it(
    table: str, refused: type[Exception]
) -> None:
    posted("sale:bk_1")
    uow = work()
    uow.record(UserJoined(subject="USER#u1"))
    post(uow, a_journal(postings=()), refused=refused)
    with pytest.raises(refused):
        uow.commit()
    assert facts_of("USER#u1") == []
    assert journal_of("sale:bk_1") == a_journal()


def test_a_journal_claims_no_other_instant_than_its_own(table: str) -> None:
    with pytest.raises(ValueError, match="is written at"):
        post(work(), a_journal(at=NOW - timedelta(seconds=1)))


def test_a_journal_costs_four_write_units_and_each_guarded_balance_two(table: str) -> None:
    """Items below a kilobyte, twice each in a transaction, and no index entry."""
    reference = "sale:bk_01j0000000000000000000000000"
    posted(reference, postings=(Posting(PSP, OWED, 10**9), Posting(REFUNDS_DUE, PSP, 10**9)))
    balance, marker = sorted(dynamodb().scan(TableName=settings().table_name)["Items"], key=len, reverse=True)
    (journal,) = dynamodb().scan(TableName=settings().ledger_table_name)["Items"]
    assert set(marker) == {"pk", "sk"}
    assert set(balance) == {"pk", "sk", "cents"}
    assert max(map(size_of, (balance, marker, journal))) < KB // 2


def test_a_posted_journal_counts_what_it_moves_of_each_guarded_account_and_of_no_other(table: str) -> None:
    posted("sale:bk_1")
    assert (balance_of(OWED), balance_of(PSP)) == (12_000, 0)
    posted("release:bk_1", postings=(Posting(OWED, DUE, 11_000), Posting(OWED, commissions(2_000), 1_000)))
    assert (balance_of(OWED), balance_of(DUE), balance_of(commissions(2_000))) == (0, 11_000, 0)


def test_what_a_journal_moves_there_and_back_again_is_counted_once(table: str) -> None:
    """DynamoDB takes an item once in a transaction."""
    posted("sale:bk_1", postings=(Posting(PSP, OWED, 500), Posting(PSP, OWED, 300), Posting(OWED, PSP, 100)))
    assert balance_of(OWED) == 700


def test_a_journal_that_takes_more_than_is_owed_is_refused_with_all_that_came_with_it(table: str) -> None:
    posted("sale:bk_1")
    uow = work()
    uow.record(UserJoined(subject="USER#u1"))
    post(uow, a_journal("release:bk_1", postings=(Posting(OWED, DUE, 12_001),)))
    with pytest.raises(NotOwed):
        uow.commit()
    assert (balance_of(OWED), balance_of(DUE), facts_of("USER#u1")) == (12_000, 0, [])
    with pytest.raises(NotFound):
        journal_of("release:bk_1")


def test_a_journal_that_is_repeated_counts_nothing_a_second_time(table: str) -> None:
    posted("sale:bk_1")
    with pytest.raises(Replayed):
        posted("sale:bk_1")
    assert balance_of(OWED) == 12_000


def test_a_repeated_journal_says_that_it_is_one_even_if_it_is_owed_no_longer(table: str) -> None:
    posted("sale:bk_1")
    taken = (Posting(OWED, DUE, 12_000),)
    posted("release:bk_1", postings=taken)
    with pytest.raises(Replayed):
        posted("release:bk_1", postings=taken)


def test_what_we_owe_goes_up_and_down_and_never_below_nothing(table: str) -> None:
    assert balance_of(OWED) == 0
    with pytest.raises(TooLittle):
        moved(-1)
    moved(10_000)
    moved(-9_999)
    with pytest.raises(TooLittle):
        moved(-2)
    assert balance_of(OWED) == 1
    moved(-1)
    assert balance_of(OWED) == 0
    assert balance_of(host_payable("ho_2")) == 0
