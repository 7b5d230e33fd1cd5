"""The lines of a booking's invoice, as its price came about. Pure; cents."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from chalicelib.billing.model import Line, UnitCode, VatKey, line
from chalicelib.bookings.model import Booking
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass
from chalicelib.core.money import Basis, to_cents
from chalicelib.pricing.model import Price, PriceLine, Unit

UNIT_CODES = {
    Unit.HOUR: UnitCode.HOUR,
    Unit.HALF_DAY: UnitCode.PIECE,
    Unit.DAY: UnitCode.DAY,
    Unit.WEEK: UnitCode.WEEK,
    Unit.MONTH: UnitCode.MONTH,
}

UNIT_WORDS = {
    "fr": {
        Unit.HOUR: ("heure", "heures"),
        Unit.HALF_DAY: ("demi-journée", "demi-journées"),
        Unit.DAY: ("journée", "journées"),
        Unit.WEEK: ("semaine", "semaines"),
        Unit.MONTH: ("mois", "mois"),
    },
    "en": {
        Unit.HOUR: ("hour", "hours"),
        Unit.HALF_DAY: ("half-day", "half-days"),
        Unit.DAY: ("day", "days"),
        Unit.WEEK: ("week", "weeks"),
        Unit.MONTH: ("month", "months"),
    },
}


def last_day(booking: Booking, zone: ZoneInfo) -> date:
    """What ends at midnight ends on the day before it."""
    return (booking.sold_period.end - timedelta(microseconds=1)).astimezone(zone).date()


def lines_of(booking: Booking) -> tuple[Line, ...]:
    """The price's lines as a document prints them, net of VAT: their sum is the booking's HT, to the cent.

    What was typed HT keeps its units and unit prices. What was typed TTC is shared out of the HT total by the largest
    remainder and says its TTC price in words, since no unit price HT would multiply back.
    """
    price, terms = booking.price, booking.terms
    key = VatKey(terms.vat_category, terms.vat_rate, terms.exemption)
    groups = list(_groups(price))
    typed_net = price.basis is Basis.HT or terms.vat_rate == 0
    nets = [group.amount for group in groups] if typed_net else _shared(price.amounts.ht, groups)
    return tuple(
        _line(booking, group, net, key, keeps_units=typed_net) for group, net in zip(groups, nets, strict=True)
    )


@dataclass(frozen=True)
class _Group:
    """Equal lines of several days and seats; `amount` on the basis that was typed."""

    line: PriceLine
    days: tuple[date, ...]
    count: int

    @property
    def amount(self) -> int:
        return self.line.amount * self.count

    @property
    def quantity(self) -> Decimal:
        return self.line.quantity * self.count


def _groups(price: Price) -> Iterator[_Group]:
    found: dict[tuple[Unit, Decimal, int, int], list[PriceLine]] = {}
    for one in price.lines:
        found.setdefault((one.unit, one.quantity, one.unit_price, one.amount), []).append(one)
    for same in found.values():
        yield _Group(same[0], tuple(one.day for one in same), len(same) * price.seats)


def _shared(total: int, groups: list[_Group]) -> list[int]:
    """`total` cents in the proportion of the groups' amounts, the cents left over to the largest remainders."""
    whole = sum(group.amount for group in groups)
    shares = [total * group.amount // whole for group in groups]
    by_remainder = sorted(range(len(groups)), key=lambda n: -(total * groups[n].amount % whole))
    for number in by_remainder[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _line(booking: Booking, group: _Group, net: int, key: VatKey, *, keeps_units: bool) -> Line:
    label = f"{booking.space_name} · {booking.room_name}"
    detail = _detail(booking, group, says_price=not keeps_units)
    if keeps_units and to_cents(group.quantity * group.line.unit_price) == net:
        unit = UNIT_CODES[group.line.unit]
        return line(label, group.quantity, Decimal(group.line.unit_price), key, unit=unit, detail=detail)
    if keeps_units:
        # A started quarter rounds for each day and seat: only the rounded price multiplies back.
        return line(label, Decimal(group.count), Decimal(group.line.amount), key, detail=detail)
    return line(label, Decimal(1), Decimal(net), key, detail=detail)


def _detail(booking: Booking, group: _Group, *, says_price: bool) -> str:
    language, zone = booking.language, ZoneInfo(booking.timezone)
    first, last = group.days[0], group.days[-1]
    days = f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"
    start, end = booking.sold_period.start.astimezone(zone), booking.sold_period.end.astimezone(zone)
    if start.date() == last_day(booking, zone):
        until = f"{end:%H:%M}" if end.date() == start.date() else "24:00"
        days = f"{days}, {start:%H:%M}–{until}"
    said = [days, f"{_number(group.line.quantity, language)} {_unit(group.line, language)}"]
    if len(group.days) > 1:
        said.append(f"{len(group.days)} {'jours' if language == 'fr' else 'days'}")
    if booking.price.seats > 1:
        said.append(f"{booking.price.seats} {'places' if language == 'fr' else 'seats'}")
    if says_price:
        typed = _number(Decimal(group.line.unit_price) / 100, language, decimals=2)
        said.append(f"{typed} € TTC" if language == "fr" else f"€{typed} incl. VAT")
    return " · ".join(said)


def _unit(line: PriceLine, language: Language) -> str:
    """French counts in the plural from two on, English above one."""
    several = line.quantity >= 2 if language == "fr" else line.quantity > 1
    return UNIT_WORDS[language][line.unit][several]


def _number(value: Decimal, language: Language, decimals: int | None = None) -> str:
    text = f"{value:.{decimals}f}" if decimals is not None else f"{value.normalize():f}"
    return text.replace(".", ",") if language == "fr" else text
