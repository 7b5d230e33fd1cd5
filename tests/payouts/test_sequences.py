"""Whatever happens to a host's bookings, in whatever order it is heard: at the end every cent is where it belongs."""

from collections.abc import Iterable
from typing import Any

import pytest
import requests

from chalicelib.billing import store as billing_store
from chalicelib.billing.model import Document, Kind
from chalicelib.bookings.model import Money
from chalicelib.core.money import Basis
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.ledger import chart
from chalicelib.ledger.balances import balance_of
from chalicelib.legal.model import PLATFORM, SettlementMode, VatRegime
from chalicelib.payouts import policy, store
from chalicelib.payouts.model import State
from chalicelib.payouts.payables import payable_of
from chalicelib.payouts.reconcile import reconcile
from tests.make.papers import balances, issue_all, journals
from tests.make.payee import Payee, payee
from tests.make.story import Story, told, uneven_room
from tests.make.till import Till, latest

PER_BOOKING, MONTHLY = SettlementMode.PER_BOOKING, SettlementMode.MONTHLY
HOSTS = (
    (PER_BOOKING, VatRegime.NORMAL),
    (MONTHLY, VatRegime.NORMAL),
    (MONTHLY, VatRegime.FRANCHISE),
    (PER_BOOKING, VatRegime.FRANCHISE),
)
SEEDS = range(4)
A_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SEE_OTHER = 303


@pytest.fixture(autouse=True)
def in_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A move of the clock would be answered with all that the double knows; its page is only led back to itself."""

    def control(till: Till, action: str, **order: Any) -> None:
        url = f"{till._url}/_double/{action}"
        answer = requests.post(url, data=order, headers=A_FORM, timeout=10, allow_redirects=False)
        assert answer.status_code == SEE_OTHER, answer.text

    monkeypatch.setattr(Till, "control", control)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_cent_is_where_it_belongs(till: Till, seed: int) -> None:
    mode, regime = HOSTS[seed % len(HOSTS)]
    story = a_story(till, mode, regime)
    story.live(told(seed))
    story.come_to_rest(seed)
    assert_sound(story, mode)


FAR, LOST = 17, 0
"""Numbers of steps that leave nothing open: a booking nine days ahead, a dispute that is lost."""

CANCELLED_WHILE_DISPUTED = (
    ("book", FAR), ("hear", 1), ("hear", 2), ("hear", 3), ("follow", 0), ("follow", 3),
    ("dispute", 0), ("hear", 1), ("hear", 2), ("cancel", 0), ("clock", 0), ("decide", LOST), ("hear", 1), ("hear", 3),
)  # fmt: skip


@pytest.mark.parametrize("mode", [PER_BOOKING, MONTHLY])
def test_what_a_bank_took_is_not_owed_to_the_coworker_whose_refund_it_refused(
    till: Till, mode: SettlementMode
) -> None:
    """Stripe refunds no charge that is disputed: the refund fails, and the bank has given the money back itself."""
    story = a_story(till, mode, VatRegime.NORMAL)
    story.live(CANCELLED_WHILE_DISPUTED)
    story.come_to_rest(0)
    assert_sound(story, mode)


def a_story(till: Till, mode: SettlementMode, regime: VatRegime) -> Story:
    """Beside a host whose money nobody asks for: Stripe's fees, and those of disputes, come from the same balance."""
    cushion = payee(till, name="sub-other")
    for day in ("2027-03-22", "2027-03-23", "2027-03-24"):
        cushion.books(day, end="18:00")
    # What the platform resells is priced net of VAT.
    room = uneven_room(Basis.HT if mode is MONTHLY else Basis.TTC)
    return Story(payee(till, mode=mode, regime=regime, commission=1337, **room))


def assert_sound(story: Story, mode: SettlementMode) -> None:
    host = story.host
    issue_all(host.till, host.id)
    assert_at_rest(story)
    papers = documents_of_all()
    bought = net(papers, host.id, PLATFORM, Kind.SELF_BILLED, Kind.SELF_BILLED_CREDIT_NOTE)
    kept = net(papers, PLATFORM, host.id, Kind.INVOICE, Kind.CREDIT_NOTE)
    billable = [one for one in map(latest, story.bookings) if policy.billable(one).ttc and one.id not in story.lost]
    if mode is MONTHLY:
        assert bought[0] == sum(policy.billable(one).ht for one in billable), "389 less 261 is what was typed, net"
        owed = bought[1]
    else:
        assert bought == (0, 0)
        owed = sum(policy.billable(one).ttc for one in billable)
    purse, there = store.purse(host.id), held(host)
    assert (sum(host.bank), there, purse.debt) == (owed - kept[1] + purse.debt - there, there, purse.debt), (
        f"the bank, what lies on the account, the debt; {owed} are owed, less {kept[1]} of commission"
    )
    assert_books_agree(host, there)
    failed = [one for one in map(latest, story.bookings) if one.money is Money.REFUND_FAILED]
    owed_back = sum(one.owed_back for one in failed if one.id not in story.lost)
    assert -balances(journals()).get(chart.REFUNDS_DUE, 0) == owed_back, "but for what their banks took, and kept"


def assert_at_rest(story: Story) -> None:
    assert story.unheard == []
    found = [payable_of(latest(one)) for one in story.bookings]
    unsettled = [one for one in found if one and one.state not in {State.SENT, State.CANCELLED}]
    assert unsettled == []
    assert store.reserve() == sum(one.ttc for name in ("2027-03",) for one in payables_of_others(story.host, name)), (
        "the reserve is what others' open payables need"
    )


def payables_of_others(host: Payee, month: str) -> Iterable[Any]:
    others = {one.host_id for one in store.months_named(month, after=None, limit=100)[0]} - {host.id}
    return [one for other in sorted(others) for one in store.payables_of(other, month) if one.is_owed]


def assert_books_agree(host: Payee, there: int) -> None:
    ledger = balances(journals())
    guarded = {account for account in ledger if chart.is_guarded(account)}
    guarded |= {chart.host_payable(host.id), chart.payout_due(host.id)}
    assert {one: balance_of(one) for one in guarded} == {one: -ledger.get(one, 0) for one in guarded}
    assert sum(ledger.values()) == 0
    assert ledger.get(chart.connected(host.id), 0) == there
    assert ledger.get(chart.host_debt(host.id), 0) == store.purse(host.id).debt
    assert ledger.get(chart.DISPUTES, 0) == 0
    balance, fees = platform(host.till)
    assert ledger.get(chart.PSP, 0) == balance + fees
    assert [one for one in reconcile(host.id) if one.difference] == []


def documents_of_all() -> list[Document]:
    pages = dynamodb().get_paginator("scan").paginate(TableName=settings().table_name)
    found = [item["pk"]["S"] for page in pages for item in page["Items"] if item["sk"]["S"] == "A"]
    return billing_store.get_many([pk.removeprefix("DOC#") for pk in found if pk.startswith("DOC#")])


def net(papers: Iterable[Document], seller: str, buyer: str, what: Kind, back: Kind) -> tuple[int, int]:
    """HT and payable of one kind, less those of another."""
    ht = payable = 0
    for one in papers:
        if (one.draft.seller_id, one.draft.buyer_id) == (seller, buyer) and one.draft.kind in {what, back}:
            sign = 1 if one.draft.kind is what else -1
            ht, payable = ht + sign * one.draft.totals.ht, payable + sign * one.draft.totals.payable
    return ht, payable


def held(host: Payee) -> int:
    """What lies on the host's account at the double."""
    options: Any = {"stripe_account": host.account.account_id}
    found: Any = host.till.gateway.client.v1.balance.retrieve({}, options)
    return sum(one.amount for one in (*found.available, *found.pending))


def platform(till: Till) -> tuple[int, int]:
    """The platform's balance at the double, and the fees that were taken from it."""
    client = till.gateway.client.v1
    found: Any = client.balance.retrieve()
    moved = client.balance_transactions.list({"limit": 100}).auto_paging_iter()
    return sum(one.amount for one in (*found.available, *found.pending)), sum(one.fee for one in moved)
