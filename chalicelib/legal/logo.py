"""The logo on a host's documents: whatever image comes in, a small RGB picture without a past is kept.

Decoded once and written anew, so that no profile, comment, transparency or trick of the original reaches a PDF: PDF/A
allows neither CMYK nor a broken picture (ISO 19005-3, 6.2.4.3). Pillow loads on first use.
"""

import hashlib
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.kit import files
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.errors import LogoTooLarge, LogoUnreadable
from chalicelib.legal.model import BillingSettings
from chalicelib.legal.schemas import MOST_LOGO_BYTES
from chalicelib.legal.settings import keep, settings_or_blank

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 16_000_000
"""64 MB once decoded, and twice that beside it at most; 400 kB of PNG can hold a thousand times as many."""
BOX = (900, 300)
PNG = "image/png"


def set_logo(host_id: str, image: str, *, uow: UnitOfWork) -> BillingSettings:
    """`image` in base64. The picture is stored first: one that no settings name harms nobody.

    Raises LogoTooLarge, LogoUnreadable, StaleVersion.
    """
    png = normalised(_bytes_of(image))
    name = f"logos/{host_id}/{hashlib.sha256(png).hexdigest()}.png"
    before = settings_or_blank(host_id)
    files.put_once(settings().media_bucket, name, png, PNG)
    return keep(before, replace(before, logo=name), uow=uow)


def remove_logo(host_id: str, *, uow: UnitOfWork) -> BillingSettings:
    """The picture stays: documents already issued may show it. Raises StaleVersion."""
    before = settings_or_blank(host_id)
    return keep(before, replace(before, logo=""), uow=uow)


def normalised(raw: bytes) -> bytes:
    """An RGB PNG of at most 900 × 300 pixels, on white, the same bytes for the same picture.

    Raises LogoTooLarge, LogoUnreadable.
    """
    from PIL import Image, ImageOps

    if len(raw) > MOST_LOGO_BYTES:
        raise LogoTooLarge
    try:
        # The header alone is read here: what is too large is never decoded.
        with Image.open(BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise LogoTooLarge
            opened.load()
            ImageOps.exif_transpose(opened, in_place=True)
            flat = _small_on_white(opened)
    except Image.DecompressionBombError as bomb:
        raise LogoTooLarge from bomb
    except (OSError, ValueError, SyntaxError, EOFError) as unreadable:
        raise LogoUnreadable from unreadable
    written = BytesIO()
    flat.save(written, "PNG", optimize=True)
    return written.getvalue()


def _small_on_white(image: "Image") -> "Image":
    from PIL import Image

    if image.mode.startswith("I;16"):
        # Sixteen bits of grey: a plain conversion would cut everything above 255 to white.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    # Made small first: what follows takes several copies.
    small.thumbnail(BOX)
    if small.mode == "RGBA":
        paper = Image.new("RGBA", small.size, "white")
        small = Image.alpha_composite(paper, small).convert("RGB")
    # Profile and comments, which saving would write again.
    small.info.clear()
    return small


def _bytes_of(image: str) -> bytes:
    try:
        return b64decode(image, validate=True)
    except (NotBase64, ValueError) as wrong:
        raise LogoUnreadable from wrong
