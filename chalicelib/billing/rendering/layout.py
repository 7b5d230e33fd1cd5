"""The page of a document: who, what, how much, and what the law wants said; nothing that the reader must search for.

logo or seller's name                     Facture
                                          N° F-2027-000012
seller                       client
── issued on · due on · period ─────────────────────────
what was paid, corrected, deducted
lines ──────────────────────────────────────────────────
VAT by rate                  totals
legal sentences
annex, on pages of its own
footer of the seller, number, page 1/3: on every page
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chalicelib.billing.annex import AnnexTable
from chalicelib.billing.model import Document
from chalicelib.billing.rendering.annex import draw_annex
from chalicelib.billing.rendering.figures import day, period
from chalicelib.billing.rendering.identity import address_lines, legal_form, number_lines
from chalicelib.billing.rendering.labels import LABELS, title
from chalicelib.billing.rendering.mentions import Mention, mentions
from chalicelib.billing.rendering.sheet import ACCENT, HEIGHT, LEFT, RIGHT, SOFT, TINT, TOP, Sheet, Style
from chalicelib.billing.rendering.sums import draw_sums
from chalicelib.billing.rendering.table import draw_lines
from chalicelib.billing.rendering.texts import Place
from chalicelib.legal.model import LegalEntity

if TYPE_CHECKING:
    from fpdf import FPDF
    from PIL.Image import Image

LOGO_WIDTH, LOGO_HEIGHT = 60.0, 20.0
BUYER_LEFT = 112.0
COLUMN = RIGHT - BUYER_LEFT
HEADING_WIDTH = 105.0
PARTIES_TOP = 44.0
FOOT = HEIGHT - 12.0
MOST_FOOTER_LINES = 5

TITLE = Style(19, 8.5, is_bold=True, colour=ACCENT)
NUMBER = Style(10.5, 5.2)
NAME = Style(10, 4.9, is_bold=True)
BODY = Style()
LABEL = Style(7.5, 3.8, colour=SOFT)
SMALL = Style(7.5, 3.7, colour=SOFT)
TINY = Style(7, 3.4, colour=SOFT)


def draw(pdf: "FPDF", document: Document, logo: "Image | None", annex: AnnexTable | None) -> None:
    """Raises LookupError when no legal text is in force on the day of issue."""
    sheet = Sheet(pdf, bottom=FOOT - 4)
    footer = _footer(sheet, document)
    fits = len(footer) <= MOST_FOOTER_LINES
    if fits:
        sheet.bottom -= len(footer) * TINY.leading
    said = mentions(document)
    _heading(sheet, document, logo)
    _parties(sheet, document)
    _strip(sheet, document)
    _above(sheet, [mention for mention in said if mention.place is Place.ABOVE])
    draw_lines(sheet, document)
    draw_sums(sheet, document)
    _below(sheet, [mention.text for mention in said if mention.place is Place.BELOW])
    if not fits:
        _below(sheet, footer)
    if annex:
        draw_annex(sheet, document, annex)
    _feet(sheet, document, footer if fits else [])


def _heading(sheet: Sheet, document: Document, logo: "Image | None") -> None:
    if logo:
        sheet.picture(logo, LEFT, TOP, LOGO_WIDTH, LOGO_HEIGHT)
    else:
        sheet.block(LEFT, TOP + 1, LOGO_WIDTH + 15, document.draft.seller.name, Style(12, 5.6, is_bold=True))
    y = sheet.block(RIGHT, TOP, HEADING_WIDTH, title(document), TITLE, "right")
    number = f"{LABELS[document.draft.language]['number']} {document.number}"
    sheet.block(RIGHT, y + 0.5, HEADING_WIDTH, number, NUMBER, "right")


def _parties(sheet: Sheet, document: Document) -> None:
    draft = document.draft
    abroad = draft.seller.address.country != draft.buyer.address.country
    bottom = PARTIES_TOP
    for x, label, entity in ((LEFT, "seller", draft.seller), (BUYER_LEFT, "buyer", draft.buyer)):
        sheet.write(x, PARTIES_TOP, LABELS[draft.language][label], LABEL)
        y = sheet.block(x, PARTIES_TOP + 4.6, COLUMN, entity.name, NAME)
        for line in address_lines(entity, draft.language, abroad=abroad):
            y = sheet.block(x, y, COLUMN, line, BODY)
        y += 1
        for line in _registered(entity, document):
            y = sheet.block(x, y + 0.2, COLUMN, line, SMALL)
        bottom = max(bottom, y)
    sheet.y = bottom + 6


def _registered(entity: LegalEntity, document: Document) -> Iterable[str]:
    language = document.draft.language
    return filter(None, [legal_form(entity, language), *number_lines(entity, language), entity.email])


def _strip(sheet: Sheet, document: Document) -> None:
    """Dates, in columns of equal width."""
    draft = document.draft
    shown = [("issued_on", day(document.issued_on, draft.language))]
    if draft.totals.due and not draft.kind.gives_back:
        shown.append(("due_on", day(document.due_on, draft.language)))
    if draft.period:
        shown.append(("period", period(*draft.period, draft.language)))
    if draft.corrects:
        shown.append(("corrects", draft.corrects.number))
    sheet.rule(sheet.y)
    width = (RIGHT - LEFT) / max(3, len(shown))
    bottom = sheet.y
    for place, (label, value) in enumerate(shown):
        x = LEFT + place * width
        sheet.write(x, sheet.y + 2.2, LABELS[draft.language][label], LABEL)
        bottom = max(bottom, sheet.block(x, sheet.y + 6.2, width - 4, value, BODY.bold))
    sheet.rule(bottom + 2.4)
    sheet.y = bottom + 7


def _above(sheet: Sheet, said: list[Mention]) -> None:
    if not said:
        return
    padding, bar = 2.2, 0.9
    lines = [line for mention in said for line in sheet.wrapped(mention.text, RIGHT - LEFT - 10, BODY)]
    height = len(lines) * BODY.leading + 2 * padding
    sheet.keep_together(height)
    sheet.fill(LEFT, sheet.y, RIGHT - LEFT, height, TINT)
    sheet.fill(LEFT, sheet.y, bar, height, ACCENT)
    for place, line in enumerate(lines):
        sheet.write(LEFT + 5, sheet.y + padding + place * BODY.leading, line, BODY)
    sheet.y += height + 5


def _below(sheet: Sheet, texts: Iterable[str]) -> None:
    for text in texts:
        lines = sheet.wrapped(text, RIGHT - LEFT, SMALL)
        sheet.keep_together(len(lines) * SMALL.leading)
        for line in lines:
            sheet.keep_together(SMALL.leading)
            sheet.write(LEFT, sheet.y, line, SMALL)
            sheet.y += SMALL.leading
        sheet.y += 0.6


def _footer(sheet: Sheet, document: Document) -> list[str]:
    return sheet.wrapped(document.draft.footer, RIGHT - LEFT, TINY) if document.draft.footer else []


def _feet(sheet: Sheet, document: Document, footer: list[str]) -> None:
    """Last, when the number of pages is known."""
    language = document.draft.language
    for page in range(1, sheet.pages + 1):
        sheet.turn_to(page)
        y = sheet.bottom + 2.4
        sheet.rule(y)
        y += 1.6
        for line in footer:
            sheet.write(LEFT, y, line, TINY)
            y += TINY.leading
        sheet.write(LEFT, y, f"{title(document)} {document.number}", TINY)
        counted = LABELS[language]["page"].format(page=page, pages=sheet.pages)
        sheet.write(RIGHT, y, counted, TINY, "right")
