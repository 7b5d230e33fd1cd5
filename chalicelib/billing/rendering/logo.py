"""A host's logo as PDF/A can hold it: plain RGB, whatever was uploaded.

A CMYK JPEG breaks the conformance of the whole document (veraPDF 6.2.4.3-3), so every picture is converted.
"""

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
"""A picture that unpacks to more is an attack or a mistake."""
LONGEST_SIDE = 900
"""60 mm at 380 dots an inch."""
DEEP = ("I", "F")
"""Pillow's modes of 16 and 32 bits a pixel: "I", "I;16", "F"."""
BYTE, WORD = 255, 65_535
BROKEN = (OSError, SyntaxError, EOFError)
"""What Pillow raises for files that are no picture, or end too early."""


class UnreadableLogo(ValueError):
    """No picture, or one that is too large."""


@lru_cache(maxsize=8)
def rgb(logo: bytes) -> "Image":
    """On white, upright, at most 900 pixels wide and high. Raises UnreadableLogo."""
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(logo)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadableLogo(f"{opened.width} × {opened.height} pixels")
            opened.load()
            image = ImageOps.exif_transpose(opened)
    except BROKEN as broken:
        raise UnreadableLogo(str(broken)) from broken
    flat = _on_white(_eight_bits(image))
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # The profile of what it was converted from would be embedded, and be wrong.
    flat.info.clear()
    return flat


def _eight_bits(image: "Image") -> "Image":
    if not image.mode.startswith(DEEP):
        return image
    # Converting cuts what is above 255 off, which would leave white.
    return image.convert("F").point(lambda level: level * (BYTE / WORD) + 0.5).convert("L")


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    layered = image.convert("RGBA")
    flat = Image.new("RGB", layered.size, (BYTE, BYTE, BYTE))
    flat.paste(layered, mask=layered.getchannel("A"))
    return flat
