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


def payout_due(host_id: str) -> LedgerAccount:
    """What has left `host_payable` for the host's bank and is not there yet."""
    return f"payout_due:{host_id}"


def connected(host_id: str) -> LedgerAccount:
    """What lies on the host's own account at Stripe."""
    return f"connected:{host_id}"


def host_debt(host_id: str) -> LedgerAccount:
    """What a host owes us: money that went back to a coworker, and that his account no longer had."""
    return f"host_debt:{host_id}"


def commissions(vat_rate: int) -> LedgerAccount:
    """The platform's commission, net of VAT; `vat_rate` in basis points."""
    return f"commissions:{vat_rate}"


def purchases(vat_rate: int) -> LedgerAccount:
    """What the platform bought from hosts to resell it, net of VAT."""
    return f"purchases:{vat_rate}"


def vat_deductible(vat_rate: int) -> LedgerAccount:
    """VAT that hosts invoiced to the platform."""
    return f"vat_deductible:{vat_rate}"


BANK: LedgerAccount = "bank"
"""What left Stripe for the platform's own bank."""

DISPUTES: LedgerAccount = "disputes"
"""Money that coworkers' banks took back, until the dispute is decided."""

DISPUTES_LOST: LedgerAccount = "disputes_lost"
"""What the platform itself lost by one: it had sold."""


def is_guarded(account: LedgerAccount) -> bool:
    """Whether its balance is counted, and never passes zero."""
    return account.startswith(("host_payable:", "payout_due:"))
