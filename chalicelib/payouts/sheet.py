"""A host's month as a file for a spreadsheet: UTF-8 with its mark, semicolons, decimal commas. Pure."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from chalicelib.core.errors import Language
from chalicelib.payouts.explain import Line

MARK = "\ufeff"
"""Without it a spreadsheet takes the file for another alphabet."""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may run as a formula when a text begins with it."""

HEADINGS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "Réservation", "Salle", "Fin", "Prix saisi", "Base", "HT", "TVA", "Arrondi", "TTC", "Taux de commission",
        "Commission HT", "TVA sur commission", "Commission TTC", "Remboursé", "Net", "Dette reprise", "Transféré",
        "Transfert", "État", "Virement", "Arrivée en banque",
    ),
    "en": (
        "Booking", "Room", "End", "Typed price", "Basis", "Net of VAT", "VAT", "Rounding", "Gross", "Commission rate",
        "Net commission", "VAT on commission", "Gross commission", "Refunded", "Net", "Debt recovered", "Transferred",
        "Transfer", "State", "Payout", "Arrival in the bank",
    ),
}  # fmt: skip


def sheet(lines: Iterable[Line], language: Language) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS[language])
    for line in lines:
        writer.writerow([_safe(cell) for cell in _cells(line)])
    return MARK + file.getvalue()


def _cells(line: Line) -> Iterable[str]:
    one, share, payout = line.payable, line.share, line.payout
    gross = [share.gross.ht, share.gross.vat, share.gross.rounding, share.gross.ttc] if share else [0, 0, 0, 0]
    commission = [share.commission.ht, share.commission.vat, share.commission.ttc] if share else [0, 0, 0]
    return (
        one.booking_id,
        one.label,
        f"{one.ends:%d/%m/%Y %H:%M}",
        _euros(line.typed),
        line.basis.value if line.basis else "",
        *map(_euros, gross),
        f"{Decimal(one.commission_rate) / 100:f}".replace(".", ","),
        *map(_euros, commission),
        _euros(line.refunded),
        _euros(share.net if share else 0),
        _euros(one.recovered),
        _euros(one.net),
        one.transfer_id,
        one.state.value,
        str(payout.number) if payout else "",
        f"{payout.arrives_on:%d/%m/%Y}" if payout and payout.arrives_on else "",
    )


def _euros(cents: int) -> str:
    return f"{Decimal(cents) / 100:.2f}".replace(".", ",")


def _safe(text: str) -> str:
    """A number may be negative; any other text that looks like a formula is told to be a text."""
    is_number = text.lstrip("-").replace(",", "").isdecimal()
    return f"'{text}" if text.startswith(DANGEROUS) and not is_number else text
