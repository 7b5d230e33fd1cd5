"""Postings and journals. Pure.

A posting names both of its accounts, so a journal cannot be unbalanced; amounts are integer cents of one currency.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from chalicelib.core.lazy import dataclass

LedgerAccount = str
"""`host_payable:ho_…`, `psp`, …: see `chart`."""

LONGEST_REFERENCE = 200
"""A manifest holds up to a thousand of them, and an item of DynamoDB 400 KB."""


@dataclass(frozen=True)
class Posting:
    """`amount` cents, always positive, from the credited account to the debited one."""

    debit: LedgerAccount
    credit: LedgerAccount
    amount: int

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.debit == self.credit:
            raise ValueError("a posting moves a positive amount between two accounts")


@dataclass(frozen=True)
class Journal:
    """What one business event did to the books. `reference` is its business key: a second journal with it is refused.

    `at` is when it is written, which is the instant of its unit of work: what a seal covers is in the order of time.
    `evidence` holds what the journal proves beside money, such as a document's SHA-256; a journal without postings
    records evidence alone.
    """

    reference: str
    kind: str
    at: datetime
    postings: tuple[Posting, ...]
    host_id: str | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < len(self.reference) <= LONGEST_REFERENCE:
            raise ValueError(f"a reference has 1 to {LONGEST_REFERENCE} characters")
        if self.at.tzinfo is None:
            raise ValueError("a journal is written at an instant, not at a wall time")

    def balances(self) -> dict[LedgerAccount, int]:
        """What it adds to each account: debits positive, credits negative."""
        moved: Counter[LedgerAccount] = Counter()
        for posting in self.postings:
            moved[posting.debit] += posting.amount
            moved[posting.credit] -= posting.amount
        return {account: amount for account, amount in moved.items() if amount}


def reversal(journal: Journal, *, reference: str, kind: str, at: datetime) -> Journal:
    """The journal that undoes another: the only way to correct one."""
    undone = tuple(Posting(posting.credit, posting.debit, posting.amount) for posting in journal.postings)
    evidence = {**journal.evidence, "reverses": journal.reference}
    return replace(journal, reference=reference, kind=kind, at=at, postings=undone, evidence=evidence)
