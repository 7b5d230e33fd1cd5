"""Whatever bytes came in: small pictures without a past, or the reason why not. Three in WebP for the site, one in
JPEG for those who show its links.

Decoded once and drawn anew, so that no place, camera, comment or trick of the original is served. What a file says of
itself is believed only as far as it costs nothing: the header alone is read before its pixels are counted, and the
formats are tried by what the bytes are. Pillow loads on first use.
"""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from chalicelib.core.lazy import dataclass
from chalicelib.images.errors import (
    PictureAnimated,
    PictureDamaged,
    PictureEmpty,
    PictureOfWrongKind,
    PictureTooHeavy,
    PictureTooLarge,
    UnfitPicture,
)
from chalicelib.images.model import LONG_SIDES, MOST_BYTES, SHARE, Size
from chalicelib.kit.observability import logger

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 50_000_000
"""200 MB once decoded; with the copies that are made of it, what the worker's memory is for (infra/functions.py)."""
LONGEST_SIDE = 20_000
"""A picture of a few rows is cheap to decode and dear to make small: its filter is as long as the picture."""
QUALITY = 80
EFFORT = 4
"""Of libwebp, 0 to 6: two more make a picture 2 % smaller and take twice as long."""
ORIENTATION = 0x0112
SIXTEEN_BITS = 256


@dataclass(frozen=True)
class Drawn:
    """`width` and `height` are those of the largest file, in pixels. `share` is for links."""

    width: int
    height: int
    files: Mapping[Size, bytes]
    share: bytes


def drawn(raw: bytes) -> Drawn:
    """The same files for the same bytes. Raises UnfitPicture."""
    if not raw:
        raise PictureEmpty
    if len(raw) > MOST_BYTES:
        raise PictureTooHeavy
    with _decoding():
        largest = _largest(raw)
        files = {}
        # Each from the one before: it is small already, and nobody sees the difference.
        image = largest
        for size, side in sorted(LONG_SIDES.items(), key=lambda each: -each[1]):
            image = _fitted(image, side)
            files[size] = _webp(image)
        share = _jpeg(_cut(largest))
    return Drawn(largest.width, largest.height, files, share)


def _largest(raw: bytes) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        opened = Image.open(BytesIO(raw), formats=FORMATS)
    except UnidentifiedImageError as unknown:
        raise (PictureDamaged if _looks_right(raw) else PictureOfWrongKind) from unknown
    with opened:
        if opened.width * opened.height > MOST_PIXELS or max(opened.size) > LONGEST_SIDE:
            raise PictureTooLarge
        # Cameras put a preview or a depth map behind the picture of a JPEG, which is not animated for that.
        if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
            raise PictureAnimated
        profile = opened.info.get("icc_profile")
        side = LONG_SIDES[Size.LARGE]
        # A JPEG is decoded at a half, a quarter or an eighth where that is large enough.
        opened.draft(None, (side, side))
        opened.load()
        # Not earlier: a PNG may keep it behind its pixels.
        turn = _turn(opened)
        # Made small first: what follows takes several copies.
        small = _fitted(_plain(opened), side)
    flat = _on_white(_in_srgb(small, profile))
    return flat.transpose(turn) if turn is not None else flat


@contextmanager
def _decoding() -> Iterator[None]:
    """Whatever a decoder raises is the file's fault. Raises UnfitPicture."""
    from PIL import Image

    with warnings.catch_warnings():
        # Pillow warns of damaged metadata, which is dropped, and of sizes, which are looked at here.
        warnings.simplefilter("ignore")
        try:
            yield
        except UnfitPicture:
            raise
        except Image.DecompressionBombError as bomb:
            raise PictureTooLarge from bomb
        except Exception as failure:
            # Decoders raise a dozen kinds, of which their documentation names three.
            logger.info("picture_not_decoded", extra={"kind": type(failure).__name__})
            raise PictureDamaged from failure


def _looks_right(raw: bytes) -> bool:
    """It begins as one of the three kinds does, so that a broken one is not called a wrong one."""
    return raw.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")) or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP")


def _plain(image: "Image") -> "Image":
    """In a mode that can be made small: no palette, no sixteen bits."""
    if image.mode.startswith("I"):
        # A plain conversion would cut everything above 255 to white.
        return image.convert("I").point(lambda value: value / SIXTEEN_BITS).convert("L")
    if image.mode in {"RGB", "L", "CMYK"} and not image.has_transparency_data:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _fitted(image: "Image", side: int) -> "Image":
    """At most `side` pixels long; never enlarged."""
    from PIL.Image import Resampling

    longest = max(image.size)
    if longest <= side:
        return image
    width, height = (max(1, round(length * side / longest)) for length in image.size)
    return image.resize((width, height), Resampling.LANCZOS, reducing_gap=3.0)


def _cut(image: "Image") -> "Image":
    """Filled to its edges, from the middle. Enlarged if need be: who shows a link frames it in this very shape."""
    from PIL import ImageOps
    from PIL.Image import Resampling

    return ImageOps.fit(image, SHARE, Resampling.LANCZOS)


def _in_srgb(image: "Image", profile: bytes | None) -> "Image":
    """RGB or RGBA as screens show it. A profile that is broken, or of another mode, is no reason to refuse."""
    from PIL import ImageCms

    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            managed = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode=wanted)
        except (ImageCms.PyCMSError, OSError, ValueError):
            logger.info("profile_ignored")
        else:
            assert managed is not None
            return managed
    return image if image.mode == wanted else image.convert(wanted)


def _on_white(image: "Image") -> "Image":
    from PIL import Image

    if image.mode != "RGBA":
        return image
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("RGB")


def _turn(image: "Image") -> "Transpose | None":
    """What brings the picture upright, as its camera was held. Nonsense means upright."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        return turns.get(image.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a decoder of metadata that are thrown away, fed by a stranger
        logger.info("orientation_ignored")
        return None


def _jpeg(image: "Image") -> bytes:
    """Not WebP: some of those who show links cannot read it."""
    image.info.clear()
    written = BytesIO()
    image.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _webp(image: "Image") -> bytes:
    # Saving would write profile and comments again.
    image.info.clear()
    written = BytesIO()
    image.save(written, "WEBP", quality=QUALITY, method=EFFORT)
    return written.getvalue()
