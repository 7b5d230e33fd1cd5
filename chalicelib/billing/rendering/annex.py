"""The annex of a document: a table on pages of its own, one line a row, its head and the document's number on all."""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib.billing.annex import AnnexTable
from chalicelib.billing.model import Document
from chalicelib.billing.rendering.labels import LABELS, title
from chalicelib.billing.rendering.sheet import ACCENT, LEFT, RIGHT, SOFT, TINT, Align, Sheet, Style
from chalicelib.core.lazy import dataclass

TITLE = Style(12, 6.2, is_bold=True, colour=ACCENT)
NUMBER = Style(8, 4.4, colour=SOFT)
HEAD = Style(7, 3.6, colour=SOFT)
CELL = Style(7.5, 4.7)
SUM = CELL.bold
GAP = 2.6
INSET = 1.2
"""Between the edge of a tinted row and its words."""


@dataclass(frozen=True)
class Place:
    """Where a column stands, in millimetres from the left edge of the page."""

    left: float
    right: float
    align: Align

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_annex(sheet: Sheet, document: Document, table: AnnexTable) -> None:
    """Begins a page of its own and leaves `sheet.y` below the sums."""
    places = _places(table)

    def head() -> None:
        _head(sheet, document, table, places)

    sheet.on_new_page = head
    sheet.break_page()
    for count, row in enumerate(table.rows, 1):
        # The sums never stand alone on the last page.
        is_last = count == len(table.rows)
        sheet.keep_together(2 * (CELL.leading + INSET) if is_last else CELL.leading)
        _line(sheet, places, row, CELL)
        sheet.y += CELL.leading
        sheet.rule(sheet.y)
    if table.sums:
        sheet.y += INSET
        sheet.fill(LEFT, sheet.y, RIGHT - LEFT, CELL.leading + INSET, TINT)
        sheet.y += INSET / 2
        _line(sheet, places, table.sums, SUM)
        sheet.y += CELL.leading + INSET / 2
    sheet.on_new_page = lambda: None


def _places(table: AnnexTable) -> list[Place]:
    """By the columns' shares of the width that gaps leave."""
    free = RIGHT - LEFT - 2 * INSET - GAP * (len(table.columns) - 1)
    whole = sum(column.share for column in table.columns)
    found: list[Place] = []
    left = LEFT + INSET
    for column in table.columns:
        right = left + free * column.share / whole
        found.append(Place(left, right, column.align))
        left = right + GAP
    return found


def _head(sheet: Sheet, document: Document, table: AnnexTable, places: Sequence[Place]) -> None:
    labels = LABELS[document.draft.language]
    cited = f"{labels['annex']} – {title(document)} {labels['number']} {document.number}"
    room = RIGHT - LEFT - sheet.measured(cited, NUMBER) - GAP
    sheet.write(LEFT, sheet.y, sheet.cut(table.title, room, TITLE), TITLE)
    sheet.write(RIGHT, sheet.y + TITLE.leading - NUMBER.leading, cited, NUMBER, "right")
    sheet.y += TITLE.leading + 4
    _line(sheet, places, [column.label for column in table.columns], HEAD)
    sheet.y += HEAD.leading + 1.2
    sheet.rule(sheet.y, colour=ACCENT)


def _line(sheet: Sheet, places: Sequence[Place], cells: Sequence[str], style: Style) -> None:
    for place, text in zip(places, cells, strict=True):
        if place.align == "left":
            sheet.write(place.left, sheet.y, sheet.cut(text, place.width, style), style)
        else:
            sheet.write(place.right, sheet.y, text, _fitting(sheet, text, place.width, style), "right")


def _fitting(sheet: Sheet, text: str, width: float, style: Style) -> Style:
    """A figure is set smaller rather than cut: half of one is another one."""
    needed = sheet.measured(text, style)
    return style if needed <= width else replace(style, size=style.size * width / needed)
