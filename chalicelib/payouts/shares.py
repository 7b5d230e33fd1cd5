"""What each payable of a month comes to, to the cent. Pure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from chalicelib.core.money import FULL_RATE, Amounts, to_cents
from chalicelib.legal.model import SettlementMode, Tax
from chalicelib.payouts.model import Payable, Share, Statement


def commission_of(payable: Payable) -> Amounts:
    """On the price that the host typed, net of VAT. It is withheld booking by booking, so it is rounded so."""
    ht = to_cents(Decimal(payable.ht) * payable.commission_rate / FULL_RATE)
    vat = _vat(ht, payable.commission_tax)
    return Amounts(ht, vat, ht + vat)


def share_of_booking(payable: Payable) -> Share:
    """*Per booking*: the host sold, what the coworker paid is his."""
    vat = _vat(payable.ht, payable.tax)
    gross = Amounts(payable.ht, vat, payable.ttc, rounding=payable.ttc - payable.ht - vat)
    return Share(gross, commission_of(payable))


def statement_of(payables: Iterable[Payable]) -> Statement:
    """Of those that are owed. *Monthly*: the host sells to the platform what he typed, under his own tax; VAT is that
    on the sum of each rate, shared out by the largest remainder, as his invoice has it (EN 16931 BR-CO-17)."""
    owed = [payable for payable in payables if payable.is_owed]
    sold = [(payable, share_of_booking(payable)) for payable in owed if payable.mode is SettlementMode.PER_BOOKING]
    bought = _monthly([payable for payable in owed if payable.mode is SettlementMode.MONTHLY])
    lines = sorted([*sold, *bought], key=lambda line: (line[0].ends, line[0].booking_id))
    return Statement(
        tuple(lines),
        gross=added(share.gross for _, share in lines),
        commission=added(share.commission for _, share in lines),
    )


def added(amounts: Iterable[Amounts]) -> Amounts:
    """`rounding` is that of every one."""
    ht = vat = ttc = 0
    for one in amounts:
        ht, vat, ttc = ht + one.ht, vat + one.vat, ttc + one.ttc
    return Amounts(ht, vat, ttc, rounding=ttc - ht - vat)


def _monthly(payables: Sequence[Payable]) -> list[tuple[Payable, Share]]:
    found: list[tuple[Payable, Share]] = []
    by_tax = sorted(payables, key=lambda one: (repr(one.tax), one.ends, one.booking_id))
    for tax, group in groupby(by_tax, key=lambda one: one.tax):
        same = list(group)
        taxes = _shared(_vat(sum(one.ht for one in same), tax), [one.ht for one in same])
        for payable, vat in zip(same, taxes, strict=True):
            gross = Amounts(payable.ht, vat, payable.ht + vat)
            found.append((payable, Share(gross, commission_of(payable))))
    return found


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    """`total` cents in the proportion of `weights`, the cents left over to the largest remainders."""
    whole = sum(weights) or 1
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: -(total * weights[n] % whole))
    for number in by_remainder[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _vat(ht: int, tax: Tax) -> int:
    return to_cents(Decimal(ht) * tax.rate / FULL_RATE)
