"""Any month of a host, to the cent: from the price that he typed to the payout in his bank. Nothing here writes."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from chalicelib.billing.find import Listed
from chalicelib.billing.find import documents as find_documents
from chalicelib.bookings.find import bookings_among
from chalicelib.bookings.model import Booking
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Amounts, Basis
from chalicelib.payouts import documents, store
from chalicelib.payouts.closing import Preview, preview
from chalicelib.payouts.contest import month_of
from chalicelib.payouts.kept import share_of
from chalicelib.payouts.model import Month, Payable, Payout, PayoutState, Purse, Share
from chalicelib.payouts.shares import added, statement_of

PAYOUTS_READ = 400
"""The last ones: a host who is paid every business day has as many in a year and a half."""


@dataclass(frozen=True)
class Line:
    """`typed` is the booking's price on the side of the tax where it was typed; `refunded` what went back, TTC.

    `share` is None for what is not owed any more. `payout` is the last one that took its transfer.
    """

    payable: Payable
    share: Share | None
    typed: int
    basis: Basis | None
    refunded: int
    payout: Payout | None


@dataclass(frozen=True)
class Explained:
    """A month with its sums. `papers` are its documents and what corrects them. `sent` left for the host's account,
    `arrived` is in his bank; `refunded` is what coworkers had paid and is not owed any more."""

    month: Month
    gross: Amounts
    commission: Amounts
    recovered: int
    sent: int
    arrived: int
    count: int
    refunded: int
    papers: Sequence[Listed]
    preview: Preview

    @property
    def net(self) -> int:
        return self.gross.ttc - self.commission.ttc


def month(host_id: str, name: str) -> Explained:
    """Strongly read: the whole month, 9 RCU for two hundred bookings. Raises NotFound."""
    found = month_of(host_id, name)
    seen, payables = preview(found), list(store.payables_of(host_id, name))
    lines = _joined(found, payables, payables, {})
    owed = [line for line in lines if line.share]
    return Explained(
        month=found,
        gross=added(line.share.gross for line in owed if line.share),
        commission=added(line.share.commission for line in owed if line.share),
        recovered=sum(line.payable.recovered for line in owed),
        sent=sum(line.payable.net for line in owed if line.payable.number),
        arrived=sum(line.payable.net for line in owed if line.payout and line.payout.state is PayoutState.PAID),
        count=len(owed),
        refunded=sum(one.returned if one.is_owed else one.ttc for one in payables),
        papers=_papers(found, lines),
        preview=seen,
    )


def lines(host_id: str, name: str, *, start: int = 0, limit: int | None = None) -> tuple[list[Line], int]:
    """The latest end first, beside their bookings and payouts, and how many there are in all. Raises NotFound."""
    found = month_of(host_id, name)
    payables = list(store.payables_of(host_id, name))[::-1]
    chosen = payables[start : start + limit] if limit else payables
    known = {booking.id: booking for booking in bookings_among([one.booking_id for one in chosen])}
    return _joined(found, payables, chosen, known), len(payables)


def account(host_id: str) -> tuple[Purse, int]:
    """A host's account as we keep it, and the cents on it that no payout took yet."""
    purse = store.purse(host_id)
    waiting = store.movements(host_id, purse.paid_up_to + 1, purse.movements) if purse.has_money else []
    return purse, sum(one.amount for one in waiting)


def _joined(
    found: Month, payables: Sequence[Payable], chosen: Sequence[Payable], known: Mapping[str, Booking]
) -> list[Line]:
    shares, paid_by = _shares(found, payables), payouts_of(found.host_id)
    return [_line(one, shares.get(one.booking_id), known.get(one.booking_id), paid_by(one.number)) for one in chosen]


def _line(payable: Payable, share: Share | None, booking: Booking | None, payout: Payout | None) -> Line:
    basis = booking.price.basis if booking else None
    typed = payable.ttc if basis is Basis.TTC else payable.ht
    refunded = booking.back.ttc if booking else 0
    return Line(payable, share, typed, basis, refunded, payout)


def _shares(found: Month, payables: Sequence[Payable]) -> dict[str, Share]:
    """As billed; a month that still runs shares its VAT out over what there is."""
    if found.is_billed:
        return {one.booking_id: share_of(one, found) for one in payables if one.is_owed}
    return {one.booking_id: share for one, share in statement_of(payables).lines}


def payouts_of(host_id: str) -> Callable[[int], Payout | None]:
    """Finds the newest payout that took a movement; one that the bank sent back was a movement itself."""
    count = store.purse(host_id).payouts
    known = store.payouts(host_id, max(1, count - PAYOUTS_READ), count) if count else []

    def taker(number: int) -> Payout | None:
        taken = [payout for payout in known if number and payout.first <= number <= payout.last]
        if not taken:
            return None
        again = taker(taken[-1].returned_as)
        return again or taken[-1]

    return taker


def _papers(found: Month, lines: Iterable[Line]) -> list[Listed]:
    of_month = [one for one in (found.self_billed, found.commission) if one]
    undone = [line.payable.booking_id for line in lines if not line.share] if found.is_billed else []
    return find_documents(
        [*of_month, *(one for booking_id in undone for one in documents.corrections_of(booking_id))]
    )
