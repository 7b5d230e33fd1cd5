"""VAT by rate on the left, totals on the right. They stay on one page."""

from collections.abc import Iterator

from chalicelib.billing.model import Document, VatLine
from chalicelib.billing.rendering.figures import MINUS, day, money, rate
from chalicelib.billing.rendering.labels import LABELS
from chalicelib.billing.rendering.sheet import ACCENT, LEFT, RIGHT, SOFT, TINT, Sheet, Style
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

HEAD = Style(7.5, 3.8, colour=SOFT)
CELL = Style(8.5, 4.6)
SUM = Style(9, 5.2)
TOTAL = Style(10, 6.4, is_bold=True)
PADDING = 1.2

RATE_RIGHT, BASE_RIGHT, VAT_RIGHT = LEFT + 20, LEFT + 48, LEFT + 72
SUMS_LEFT = 112.0


@dataclass(frozen=True)
class Sum:
    label: str
    amount: str
    style: Style = SUM
    is_last: bool = False


def draw_sums(sheet: Sheet, document: Document) -> None:
    """Leaves `sheet.y` below both."""
    rows = [(row, sheet.wrapped(row.label, RIGHT - SUMS_LEFT - 34, row.style)) for row in _sums(document)]
    height = sum(len(lines) * row.style.leading for row, lines in rows) + 3 * PADDING
    vat_height = HEAD.leading + 2 + len(document.vat_lines) * CELL.leading
    sheet.keep_together(max(height, vat_height))
    top = sheet.y
    _vat(sheet, document)
    y = top
    for row, lines in rows:
        if row.is_last:
            y += PADDING
            sheet.fill(SUMS_LEFT - 3, y, RIGHT - SUMS_LEFT + 3, row.style.leading * len(lines) + 2 * PADDING, TINT)
            y += PADDING
        sheet.write(RIGHT - (2 if row.is_last else 0), y, row.amount, row.style, "right")
        for line in lines:
            sheet.write(SUMS_LEFT, y, line, row.style)
            y += row.style.leading
    sheet.y = max(y, top + vat_height) + 8


def _sums(document: Document) -> Iterator[Sum]:
    """The same figures as in the XML, in the order in which they add up."""
    draft, totals, language = document.draft, document.draft.totals, document.draft.language
    labels = LABELS[language]
    yield Sum(labels["total_ht"], money(totals.ht, language))
    yield Sum(labels["total_vat"], money(totals.vat, language))
    yield Sum(labels["total_ttc"], money(totals.ttc, language), TOTAL)
    if totals.rounding:
        yield Sum(labels["rounding"], money(totals.rounding, language))
    paid = totals.prepaid
    for deposit in draft.deposits:
        label = labels["deposit"].format(number=deposit.number, date=day(deposit.issued_on, language))
        yield Sum(label, f"{MINUS}{money(deposit.amount, language)}")
        paid -= deposit.amount
    if paid:
        label = labels["refunded" if draft.kind.gives_back else "prepaid"]
        yield Sum(label, f"{MINUS}{money(paid, language)}")
    label = labels["to_refund" if draft.kind.gives_back else "due"]
    yield Sum(label, money(totals.due, language), TOTAL.coloured(ACCENT), is_last=True)


def _vat(sheet: Sheet, document: Document) -> None:
    language = document.draft.language
    labels = LABELS[language]
    y = sheet.y
    for key, right in (("rate", RATE_RIGHT), ("base", BASE_RIGHT), ("vat", VAT_RIGHT)):
        sheet.write(right, y, labels[key], HEAD, "right")
    y += HEAD.leading + 1
    sheet.rule(y, LEFT, VAT_RIGHT)
    y += 1
    for line in document.vat_lines:
        sheet.write(RATE_RIGHT, y, _rate(line, language), CELL, "right")
        sheet.write(BASE_RIGHT, y, money(line.base, language), CELL, "right")
        sheet.write(VAT_RIGHT, y, money(line.vat, language), CELL, "right")
        y += CELL.leading


def _rate(line: VatLine, language: Language) -> str:
    return LABELS[language]["no_vat"] if line.key.exemption else rate(line.key.rate, language)
