"""What paying hosts leaves in the ledger. Pure; docs/payouts.md has the table, `documents` what is printed.

Ledger first, the provider second: `release` takes a share out of what we owe before a transfer is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from chalicelib.bookings.model import Booking
from chalicelib.ledger import chart
from chalicelib.ledger.model import Journal, LedgerAccount, Posting
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts.model import Month, Payable, Payout, Share

Move = tuple[LedgerAccount, LedgerAccount, int]
"""Debited, credited, cents."""

Lines = Sequence[tuple[Payable, Share]]


def release_journal(payable: Payable, share: Share, now: datetime) -> Journal:
    """What is owed leaves for the host: his part, our commission, what a debt takes."""
    owed, taxed = chart.host_payable(payable.host_id), payable.commission_tax.rate
    moves = (
        (owed, chart.payout_due(payable.host_id), payable.net),
        (owed, chart.host_debt(payable.host_id), payable.recovered),
        (owed, chart.commissions(taxed), share.commission.ht),
        (owed, chart.vat_collected(taxed), share.commission.vat),
    )
    return _journal("release", payable, moves, now)


def release_undone_journal(payable: Payable, share: Share, now: datetime) -> Journal:
    """The provider refused the transfer: it is owed again."""
    undone = release_journal(payable, share, now).postings
    moves = [(one.credit, one.debit, one.amount) for one in undone]
    return _journal("release_undone", payable, moves, now)


def transfer_journal(payable: Payable, now: datetime) -> Journal:
    moves = ((chart.connected(payable.host_id), chart.PSP, payable.net),)
    return _journal("transfer", payable, moves, now, transfer=payable.transfer_id)


def taken_back_journal(payable: Payable, share: Share, came_back: int, now: datetime) -> Journal:
    """What was transferred is owed to the host again; what his account no longer had, he owes us."""
    host = payable.host_id
    owed, taxed = chart.host_payable(host), payable.commission_tax.rate
    moves = (
        (chart.PSP, chart.connected(host), came_back),
        (chart.payout_due(host), owed, came_back),
        (chart.host_debt(host), owed, payable.net - came_back + payable.recovered),
        (chart.commissions(taxed), owed, share.commission.ht),
        (chart.vat_collected(taxed), owed, share.commission.vat),
    )
    return _journal("taken_back", payable, moves, now, transfer=payable.transfer_id)


def purchase_journal(month: Month, lines: Lines, now: datetime) -> Journal | None:
    """*Monthly*: the platform buys from the host what it resold. None when it bought nothing."""
    ht: Counter[int] = Counter()
    vat: Counter[int] = Counter()
    for payable, share in lines:
        ht[payable.tax.rate] += share.gross.ht
        vat[payable.tax.rate] += share.gross.vat
    moves = [move for rate in sorted(ht) for move in _purchased(month.host_id, rate, ht[rate], vat[rate])]
    if not any(cents for *_, cents in moves):
        return None
    evidence = {"document": month.self_billed, "annex_sha256": month.annex_sha256}
    reference = f"purchase:{month.host_id}:{month.month}"
    return Journal(reference, "purchase", now, tuple(_postings(moves)), month.host_id, evidence)


def purchase_undone_journal(payable: Payable, share: Share, now: datetime) -> Journal:
    bought = _purchased(payable.host_id, payable.tax.rate, share.gross.ht, share.gross.vat)
    return _journal("purchase_undone", payable, [(credit, debit, cents) for debit, credit, cents in bought], now)


def paid_out_journal(payout: Payout, now: datetime) -> Journal:
    host = payout.host_id
    moves = ((chart.payout_due(host), chart.connected(host), payout.amount),)
    evidence = {"payout": payout.payout_id, "movements": f"{payout.first}-{payout.last}"}
    return Journal(f"payout:{payout.id}", "payout", now, tuple(_postings(moves)), host, evidence)


def payout_returned_journal(payout: Payout, now: datetime) -> Journal:
    """The bank sent back what it had taken."""
    host = payout.host_id
    moves = ((chart.connected(host), chart.payout_due(host), payout.amount),)
    evidence = {"payout": payout.payout_id}
    return Journal(f"payout_returned:{payout.id}", "payout_returned", now, tuple(_postings(moves)), host, evidence)


def borne_by(payable: Payable, booking: Booking, amount: int) -> list[tuple[LedgerAccount, int]]:
    """Who bears a dispute of `amount` TTC cents that is lost. A refund that the dispute kept from being made is made
    by it; what stands of the price is whoever's who sold; what had gone back before is lost to the platform."""
    owed_back = min(amount, booking.owed_back)
    sold = min(amount - owed_back, booking.standing.ttc)
    resold = payable.mode is SettlementMode.MONTHLY
    seller = chart.DISPUTES_LOST if resold else chart.host_payable(payable.host_id)
    parts = ((chart.REFUNDS_DUE, owed_back), (seller, sold), (chart.DISPUTES_LOST, amount - owed_back - sold))
    return [(account, cents) for account, cents in parts if cents]


def dispute_journals(
    payable: Payable, booking: Booking, dispute_id: str, amount: int, now: datetime
) -> dict[str, Journal]:
    """By what became of it. `opened`: the coworker's bank took the money. `won`: it came back. `lost`: it never
    will."""
    moves = {
        "opened": [(chart.DISPUTES, chart.PSP, amount)],
        "won": [(chart.PSP, chart.DISPUTES, amount)],
        "lost": [(account, chart.DISPUTES, cents) for account, cents in borne_by(payable, booking, amount)],
    }
    evidence = {"booking": payable.booking_id, "dispute": dispute_id}
    return {
        what: Journal(f"{kind}:{dispute_id}", kind, now, tuple(_postings(made)), payable.host_id, evidence)
        for what, made in moves.items()
        for kind in [f"dispute_{what}"]
    }


def _purchased(host_id: str, rate: int, ht: int, vat: int) -> Iterator[Move]:
    owed = chart.host_payable(host_id)
    yield chart.purchases(rate), owed, ht
    yield chart.vat_deductible(rate), owed, vat


def _journal(kind: str, payable: Payable, moves: Iterable[Move], now: datetime, **evidence: str) -> Journal:
    reference = f"{kind}:{payable.id}:{payable.attempt}"
    about = {"booking": payable.booking_id, **evidence}
    return Journal(reference, kind, now, tuple(_postings(moves)), payable.host_id, about)


def _postings(moves: Iterable[Move]) -> Iterator[Posting]:
    for debit, credit, cents in moves:
        if cents:
            yield Posting(debit, credit, cents)
