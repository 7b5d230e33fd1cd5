"""How much of what stands of a price goes back to the coworker. Pure; no cent goes back twice.

Each part has a credit note of its own, on which the tax is that of its HT: the last one, which gives back what is
left, may therefore carry a cent or two of rounding.
"""

from dataclasses import replace
from decimal import Decimal

from chalicelib.bookings.model import Booking
from chalicelib.core.money import FULL_RATE, NOTHING, Amounts, Basis, to_cents, with_vat
from chalicelib.pricing.model import ALL, Price


def all_that_stands(booking: Booking) -> Amounts:
    if not booking.returns:
        return booking.price.amounts
    ht, ttc = booking.standing.ht, booking.standing.ttc
    vat = to_cents(Decimal(ht) * booking.price.vat_rate / FULL_RATE)
    return Amounts(ht, vat, ttc, rounding=ttc - ht - vat)


def percent_of_it(booking: Booking, percent: int) -> Amounts:
    """So many hundredths, as if that had been typed."""
    typed = _typed(booking.standing, booking.price)
    return _part(booking, typed if percent == ALL else to_cents(Decimal(typed) * percent / ALL))


def down_to(booking: Booking, price: Price) -> Amounts:
    """What leaves `price` of it, both compared on the side of the tax on which the booking's was typed."""
    return _part(booking, dearer_by(booking, price))


def dearer_by(booking: Booking, price: Price) -> int:
    """Cents of that side by which what stands of the booking is more than `price`; negative where it is less."""
    return _typed(booking.standing, booking.price) - _typed(price.amounts, booking.price)


def giving(booking: Booking, amounts: Amounts) -> Booking:
    """With one part more decided to go back; not a version of its own."""
    return replace(booking, returns=(*booking.returns, amounts))


def _part(booking: Booking, typed: int) -> Amounts:
    price = booking.price
    if price.basis is None or typed <= 0:
        return NOTHING
    if typed == _typed(booking.standing, price):
        return all_that_stands(booking)
    return with_vat(typed, price.basis, price.vat_rate)


def _typed(amounts: Amounts, price: Price) -> int:
    return amounts.ttc if price.basis is Basis.TTC else amounts.ht
