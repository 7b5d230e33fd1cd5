"""Words, lines and fills on A4 pages: the little of fpdf2 that a document needs, in millimetres from the top left."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from chalicelib.billing.rendering.fonts import FILES, FOLDER, drawable
from chalicelib.core.lazy import dataclass

if TYPE_CHECKING:
    from fpdf import FPDF
    from PIL.Image import Image

Colour = tuple[int, int, int]
Align = Literal["left", "right"]

INK: Colour = (31, 36, 43)
SOFT: Colour = (98, 108, 120)
ACCENT: Colour = (24, 84, 102)
TINT: Colour = (240, 245, 246)
HAIRLINE: Colour = (214, 220, 224)

WIDTH, HEIGHT = 210.0, 297.0
LEFT, RIGHT, TOP = 18.0, 192.0, 14.0
POINT = 25.4 / 72
HALF_CAPITAL = 0.364
"""Half the height of Inter's capitals, in ems: lines are centred on capitals, not on their boxes."""
FAMILY = "pupitre"
ELLIPSIS = "…"


@dataclass(frozen=True)
class Style:
    """`size` in points, `leading` from line to line in millimetres."""

    size: float = 9.0
    leading: float = 4.4
    is_bold: bool = False
    colour: Colour = INK

    @property
    def bold(self) -> "Style":
        return replace(self, is_bold=True)

    def coloured(self, colour: Colour) -> "Style":
        return replace(self, colour=colour)


class Sheet:
    """`y` is where the next block goes; a block that would pass `bottom` starts a new page, where `on_new_page` draws
    what is repeated."""

    def __init__(self, pdf: "FPDF", bottom: float) -> None:
        self._pdf = pdf
        self.bottom = bottom
        self.y = TOP
        self.on_new_page: Callable[[], None] = lambda: None
        pdf.set_margin(0)
        pdf.set_auto_page_break(auto=False)
        pdf.c_margin = 0
        _add_fonts(pdf)
        pdf.add_page()

    @property
    def pages(self) -> int:
        return self._pdf.pages_count

    @property
    def capacity(self) -> float:
        """Height of an empty page, without what is repeated on it."""
        return self.bottom - TOP

    def turn_to(self, page: int) -> None:
        """Goes back to a page that is there already, on which fpdf2 would believe its font to be in use."""
        self._pdf.page = page
        self._pdf.current_font_is_set_on_page = False

    def break_page(self) -> None:
        self._pdf.add_page()
        self.y = TOP
        self.on_new_page()

    def keep_together(self, height: float) -> None:
        """Starts a new page unless `height` is left on this one, or no page would be enough."""
        if self.y + height > self.bottom and height <= self.capacity:
            self.break_page()

    def wrapped(self, text: str, width: float, style: Style) -> list[str]:
        """The lines that `text` takes; a word wider than `width` is broken."""
        self._use(style)
        shown = drawable(text)
        if "\n" not in shown and self._pdf.get_string_width(shown) <= width:
            return [shown] if shown else []
        lines = self._pdf.multi_cell(width, style.leading, shown, align="L", dry_run=True, output="LINES")
        assert isinstance(lines, list)
        return lines

    def write(self, x: float, y: float, text: str, style: Style, align: Align = "left") -> None:
        """One line whose box begins at `y`; right-aligned text ends at `x`."""
        self._use(style)
        shown = drawable(text)
        if align == "right":
            x -= self._pdf.get_string_width(shown)
        self._pdf.set_text_color(*style.colour)
        self._pdf.text(x, y + style.leading / 2 + HALF_CAPITAL * style.size * POINT, shown)

    def cut(self, text: str, width: float, style: Style) -> str:
        """As much of `text` as one line of `width` shows, an ellipsis in place of the rest."""
        shown = " ".join(drawable(text).split("\n"))
        if self.measured(shown, style) <= width:
            return shown
        # The longest beginning that fits, found by halves.
        fits, longest = 0, len(shown)
        while fits < longest:
            middle = (fits + longest + 1) // 2
            if self.measured(shown[:middle].rstrip() + ELLIPSIS, style) <= width:
                fits = middle
            else:
                longest = middle - 1
        return shown[:fits].rstrip() + ELLIPSIS

    def measured(self, text: str, style: Style) -> float:
        """Millimetres that one line takes."""
        self._use(style)
        return self._pdf.get_string_width(drawable(text))

    def block(self, x: float, y: float, width: float, text: str, style: Style, align: Align = "left") -> float:
        """Wrapped text; returns where it ends. `x` is its left or right edge."""
        for line in self.wrapped(text, width, style):
            self.write(x, y, line, style, align)
            y += style.leading
        return y

    def rule(self, y: float, left: float = LEFT, right: float = RIGHT, colour: Colour = HAIRLINE) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.2)
        self._pdf.line(left, y, right, y)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(x, y, width, height, style="F")

    def picture(self, image: "Image", x: float, y: float, width: float, height: float) -> None:
        """As large as it can be within `width` and `height`."""
        scale = min(width / image.width, height / image.height)
        self._pdf.image(image, x, y, image.width * scale, image.height * scale)

    def _use(self, style: Style) -> None:
        self._pdf.set_font(FAMILY, "B" if style.is_bold else "", style.size)


def _add_fonts(pdf: "FPDF") -> None:
    from fpdf.fonts import TTFFont

    for face, style in (("regular", ""), ("bold", "B")):
        pdf.add_font(FAMILY, style, FOLDER / FILES[face])
        added = pdf.fonts[f"{FAMILY}{style}"]
        assert isinstance(added, TTFFont)
        # Glyphs are kept or dropped, never changed: unpacking each to measure it again would double the time.
        added.ttfont.recalcBBoxes = False
