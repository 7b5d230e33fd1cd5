"""The lines of a document: rows that wrap, pages that repeat the head, never two words in one place."""

from chalicelib.billing.model import Document, Line
from chalicelib.billing.rendering.figures import MINUS, money, quantity, rate
from chalicelib.billing.rendering.labels import LABELS
from chalicelib.billing.rendering.sheet import ACCENT, LEFT, RIGHT, SOFT, Sheet, Style
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

HEAD = Style(7.5, 3.8, colour=SOFT)
CELL = Style(9, 4.5)
DETAIL = Style(8, 3.9, colour=SOFT)
OFF = Style(8, 3.9, colour=ACCENT)
PADDING = 1.7
GAP = 4.0

NET_RIGHT, NET_WIDTH = RIGHT, 25.0
RATE_RIGHT, RATE_WIDTH = NET_RIGHT - NET_WIDTH - 1, 13.0
PRICE_RIGHT, PRICE_WIDTH = RATE_RIGHT - RATE_WIDTH - 1, 27.0
QUANTITY_RIGHT, QUANTITY_WIDTH = PRICE_RIGHT - PRICE_WIDTH - 1, 22.0
LABEL_WIDTH = QUANTITY_RIGHT - QUANTITY_WIDTH - GAP - LEFT


@dataclass(frozen=True)
class Cell:
    """`right` is the right edge of its lines, or None for text that begins at the left margin."""

    lines: list[tuple[str, Style]]
    right: float | None = None

    @property
    def height(self) -> float:
        return sum(style.leading for _, style in self.lines)


def draw_lines(sheet: Sheet, document: Document) -> None:
    """Leaves `sheet.y` below the last row."""
    language = document.draft.language

    def head() -> None:
        _head(sheet, language)

    sheet.keep_together(20)
    head()
    sheet.on_new_page = head
    for line in document.draft.lines:
        _row(sheet, _cells(sheet, line, language))
    sheet.on_new_page = lambda: None
    sheet.y += 4


def _head(sheet: Sheet, language: Language) -> None:
    labels = LABELS[language]
    sheet.write(LEFT, sheet.y, labels["label"], HEAD)
    for key, right in (
        ("quantity", QUANTITY_RIGHT),
        ("unit_price", PRICE_RIGHT),
        ("vat_rate", RATE_RIGHT),
        ("net", NET_RIGHT),
    ):
        sheet.write(right, sheet.y, labels[key], HEAD, "right")
    sheet.y += HEAD.leading + 1.2
    sheet.rule(sheet.y, colour=ACCENT)


def _cells(sheet: Sheet, line: Line, language: Language) -> list[Cell]:
    words = [(text, CELL) for text in sheet.wrapped(line.label, LABEL_WIDTH, CELL)]
    words += [(text, DETAIL) for text in sheet.wrapped(line.detail, LABEL_WIDTH, DETAIL)]
    if line.discount:
        off = f"{LABELS[language]['discount']} : {MINUS}{money(line.discount, language)}"
        words.append((off if language == "fr" else off.replace(" :", ":"), OFF))
    charged = rate(line.vat.rate, language) if line.vat.exemption is None else "–"
    return [
        Cell(words),
        _figure(sheet, quantity(line.quantity, line.unit, language), QUANTITY_RIGHT, QUANTITY_WIDTH),
        _figure(sheet, money(line.unit_price, language), PRICE_RIGHT, PRICE_WIDTH),
        _figure(sheet, charged, RATE_RIGHT, RATE_WIDTH),
        _figure(sheet, money(line.net, language), NET_RIGHT, NET_WIDTH),
    ]


def _figure(sheet: Sheet, text: str, right: float, width: float) -> Cell:
    return Cell([(part, CELL) for part in sheet.wrapped(text, width, CELL)], right)


def _row(sheet: Sheet, cells: list[Cell]) -> None:
    """On one page if any page can hold it; the words of a longer one go on over pages."""
    height = max(cell.height for cell in cells) + 2 * PADDING
    sheet.keep_together(height)
    sheet.y += PADDING
    top, page = sheet.y, sheet.pages
    for cell in cells[1:]:
        y = top
        for text, style in cell.lines:
            sheet.write(cell.right or LEFT, y, text, style, "right")
            y += style.leading
    for text, style in cells[0].lines:
        sheet.keep_together(style.leading)
        sheet.write(LEFT, sheet.y, text, style)
        sheet.y += style.leading
    if sheet.pages == page:
        sheet.y = top + height - 2 * PADDING
    sheet.y += PADDING
    sheet.rule(sheet.y)
