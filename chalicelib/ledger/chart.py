"""The chart of accounts: one function or name per ledger account (docs/ledger.md says what each is for).

Accounts of the platform carry no balance of their own: a counter that every booking of everybody writes would be the
slowest item of the table. Guarded accounts, whose balance must never pass zero, have one (`balances`).
"""

from chalicelib.ledger.model import LedgerAccount

PSP: LedgerAccount = "psp"
"""What Stripe holds for us."""

REFUNDS_DUE: LedgerAccount = "refunds_due"
"""What is owed to coworkers: a sale was undone, or money came for none."""


def host_payable(host_id: str) -> LedgerAccount:
    """What the platform owes a host."""
    return f"host_payable:{host_id}"


def sales(vat_rate: int) -> LedgerAccount:
    """What the platform itself sold, net of VAT; `vat_rate` in basis points."""
    return f"sales:{vat_rate}"


def vat_collected(vat_rate: int) -> LedgerAccount:
    return f"vat_collected:{vat_rate}"
