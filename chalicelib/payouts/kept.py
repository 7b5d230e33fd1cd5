"""What a payable comes to, as it was billed: the share that its month froze, or the booking's own."""

from functools import lru_cache

from chalicelib.billing.annex import annex_of
from chalicelib.billing.model import Annex
from chalicelib.core.money import Amounts
from chalicelib.legal.model import SettlementMode
from chalicelib.payouts.model import Month, Payable, Share
from chalicelib.payouts.shares import commission_of, share_of_booking, statement_of

MONTHS_KEPT = 4


class NotBilled(Exception):
    """The month's frozen list does not name a payable that it should have billed: somebody has to look."""

    code = "not_billed"


def share_of(payable: Payable, month: Month | None) -> Share:
    """`month` is the payable's. Raises NotBilled, AnnexAltered."""
    if payable.mode is SettlementMode.PER_BOOKING:
        return share_of_booking(payable)
    if month and month.is_billed:
        return share_billed(month, payable)
    # Before its run, what it will come to alone: nothing of it has been sent or billed.
    return statement_of([payable]).lines[0][1]


def share_billed(month: Month, payable: Payable) -> Share:
    """As the annex of the self-billed invoice has it. Raises NotBilled, AnnexAltered."""
    found = _entries(month.annex, month.annex_sha256).get(payable.booking_id)
    if found is None:
        raise NotBilled(payable.id)
    ht, vat = found
    return Share(Amounts(ht, vat, ht + vat), commission_of(payable))


@lru_cache(maxsize=MONTHS_KEPT)
def _entries(name: str, sha256: str) -> dict[str, tuple[int, int]]:
    """The name is the hash's: what is cached cannot be stale."""
    return {booking_id: (ht, vat) for booking_id, ht, vat in annex_of(Annex(name, sha256)).entries}
