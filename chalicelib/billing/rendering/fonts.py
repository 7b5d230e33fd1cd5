"""The two faces of a document and the characters that they have.

`typefaces/` holds parts of Inter (SIL Open Font License 1.1, `typefaces/OFL.txt`) made by `localdev/fonts.py` from
the list below: parsing and cutting whole fonts would be most of the time that a document takes.
"""

import re
import unicodedata
from pathlib import Path

FOLDER = Path(__file__).parent / "typefaces"
FILES = {"regular": "inter-regular.ttf", "bold": "inter-semibold.ttf"}

LEFT_OUT = {
    0xAD,  # the soft hyphen: whether it shows depends on where a line breaks
    0x149,  # deprecated by Unicode, and the typeface lacks it
    0x38B,  # three that Unicode never gave out
    0x38D,
    0x3A2,
}
PRINTABLE = frozenset(
    code
    for codes in (
        range(0x20, 0x7F),
        range(0xA0, 0x180),  # Latin-1 supplement, Latin extended A
        (0x218, 0x219, 0x21A, 0x21B, 0x1E9E),  # Romanian, the German capital ß
        (0x1A0, 0x1A1, 0x1AF, 0x1B0),  # Vietnamese
        range(0x1EA0, 0x1EFA),
        range(0x384, 0x3CF),  # Greek
        range(0x400, 0x460),  # Cyrillic
        (0x490, 0x491),
        (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
        (0x2020, 0x2022, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A),
        (0x20AC, 0x2116, 0x2122, 0x2190, 0x2192, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25A1),
    )
    for code in codes
    if code not in LEFT_OUT
)
LINE_BREAKS = {"\n", "\r", "\t"}
BOUND = re.compile("(?<=«) | (?=[:;?!»€%])")
"""Spaces that hold together what they part; English has none of them."""
STAND_IN = "\u25a1"
"""Shown in place of what the faces lack: a reader sees that something is missing."""


def unprintable(text: str) -> set[str]:
    """The characters of `text` that a document would show as a stand-in: emoji, other scripts, control characters."""
    return {one for one in unicodedata.normalize("NFC", text) if ord(one) not in PRINTABLE and one not in LINE_BREAKS}


def drawable(text: str) -> str:
    """`text` as the faces can show it: composed accents, a stand-in for each character that they lack, single spaces,
    French punctuation that never starts a line. Line breaks stay.
    """
    lacking = unprintable(text)
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(STAND_IN if one in lacking else one for one in composed) if lacking else composed
    single = "\n".join(" ".join(part for part in line.split(" ") if part) for line in _lines(shown))
    return BOUND.sub("\u00a0", single)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip().split("\n")
