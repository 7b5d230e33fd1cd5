"""Pictures made by code, honest and hostile: each of the latter is one way to hurt who decodes it."""

import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

Point = tuple[float, float, float]

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F
PARIS = {1: "N", 2: (48.0, 52.0, 12.0), 3: "E", 4: (2.0, 21.0, 54.0)}
CAMERA = "Camera of a host"
PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def photo(width: int = 640, height: int = 480, mode: str = "RGB") -> Image.Image:
    """Red above, blue below, with a green corner at the top left: its direction shows."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, height // 2, width, height))
    image.paste("lime", (0, 0, width // 4, height // 4))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    written = BytesIO()
    image.save(written, kind, **how)
    return written.getvalue()


def jpeg(width: int = 640, height: int = 480, **how: Any) -> bytes:
    return encoded(photo(width, height), "JPEG", **how)


def turned(orientation: int) -> bytes:
    """A JPEG of a camera that was held otherwise, and that wrote down where."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = CAMERA
    exif[GPS] = PARIS
    return jpeg(exif=exif)


def in_other_colours() -> bytes:
    """Under a profile whose red is what sRGB calls green, and the other way round."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    return jpeg(icc_profile=icc_profile(red=green, green=red, blue=blue))


def icc_profile(*, red: Point, green: Point, blue: Point) -> bytes:
    """ICC.1:2001-04, three components and a gamma of 2.2; the points are XYZ under D50."""
    gamma = b"curv" + struct.pack(">IIHxx", 0, 1, int(2.2 * 256))
    held = {b"wtpt": _xyz((0.9642, 1.0, 0.8249)), b"rXYZ": _xyz(red), b"gXYZ": _xyz(green), b"bXYZ": _xyz(blue)}
    held |= {b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma}
    table, body, start = struct.pack(">I", len(held)), b"", 128 + 4 + 12 * len(held)
    for name, data in held.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4xI", start + len(body), 0x02400000) + b"mntrRGB XYZ " + bytes(12) + b"acsp" + bytes(28)
    return (head + _xyz((0.9642, 1.0, 0.8249))[8:] + bytes(48)) + table + body


def _xyz(point: Point) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">iii", *(round(value * 65536) for value in point))


def with_broken_profile() -> bytes:
    return jpeg(icc_profile=b"this is no profile at all" * 8)


def with_depth_map() -> bytes:
    """Two pictures in one JPEG, as phones write them (MPO)."""
    return encoded(photo(), "MPO", save_all=True, append_images=[photo(160, 120)])


def sixteen_bits() -> bytes:
    """Grey, half as bright as can be."""
    return encoded(Image.new("I;16", (64, 48), 0x8000), "PNG")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def png_of(width: int, height: int, pixels: bytes = b"", *before: bytes) -> bytes:
    """A PNG that claims to be as large as it says, whatever its `pixels` are."""
    return PNG_MAGIC + header(width, height) + b"".join(before) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@cache
def bomb(width: int, height: int) -> bytes:
    """All black, and true to its claim: some hundred times smaller than its pixels."""
    packer = zlib.compressobj(1)
    row = bytes(1 + 3 * width)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png_of(width, height, packed)


@cache
def text_bomb() -> bytes:
    """A comment of 20 MB in a small PNG."""
    packed = zlib.compress(bytes(20_000_000), 9)
    return png_of(1, 1, zlib.compress(b"\0\0\0\0"), chunk(b"zTXt", b"Comment\0\0" + packed))


def animated(kind: str) -> bytes:
    return encoded(photo(), kind, save_all=True, append_images=[photo().rotate(180)], duration=100)


def webp_claiming(width: int, height: int) -> bytes:
    """A lossless WebP that says how large it is, and not much else."""
    sides = (width - 1) | (height - 1) << 14
    frame = b"\x2f" + struct.pack("<I", sides) + bytes(11)
    picture = b"VP8L" + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", 4 + len(picture)) + b"WEBP" + picture


def webp_canvas(width: int, height: int) -> bytes:
    """An extended WebP that claims a canvas and brings nothing to put on it."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + b"\x10\0\0\0" + sides
    return b"RIFF" + struct.pack("<I", 4 + len(extended)) + b"WEBP" + extended


def cut(whole: bytes, share: float) -> bytes:
    return whole[: int(len(whole) * share)]


def scribbled(whole: bytes) -> bytes:
    """Every seventh byte after the beginning is another one."""
    damaged = bytearray(whole)
    for place in range(40, len(damaged), 7):
        damaged[place] ^= 0x5A
    return bytes(damaged)


SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing at all": (lambda: b"", "picture_empty"),
    "one byte": (lambda: b"\xff", "picture_of_wrong_kind"),
    "text": (lambda: b"not a picture", "picture_of_wrong_kind"),
    "html": (lambda: b"<!doctype html>" + SCRIPT, "picture_of_wrong_kind"),
    "svg": (lambda: SVG, "picture_of_wrong_kind"),
    "svg behind the beginning of a jpeg": (lambda: b"\xff\xd8\xff" + SVG, "picture_damaged"),
    "pdf": (lambda: b"%PDF-1.7\n%%EOF", "picture_of_wrong_kind"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture_of_wrong_kind"),
    "zip": (lambda: b"PK\x03\x04" + bytes(64), "picture_of_wrong_kind"),
    "gif": (lambda: encoded(photo(), "GIF"), "picture_of_wrong_kind"),
    "animated gif": (lambda: animated("GIF"), "picture_of_wrong_kind"),
    "tiff": (lambda: encoded(photo(), "TIFF"), "picture_of_wrong_kind"),
    "bmp": (lambda: encoded(photo(), "BMP"), "picture_of_wrong_kind"),
    "icon": (lambda: encoded(photo(64, 64), "ICO"), "picture_of_wrong_kind"),
    "animated png": (lambda: animated("PNG"), "picture_animated"),
    "animated webp": (lambda: animated("WEBP"), "picture_animated"),
    "bomb that is a little too large": (lambda: bomb(10_001, 5_000), "picture_too_large"),
    "bomb that only claims": (lambda: png_of(2_000_000_000, 2_000_000_000), "picture_too_large"),
    "long and thin": (lambda: bomb(1, 30_000), "picture_too_large"),
    "wide and flat": (lambda: bomb(30_000, 1), "picture_too_large"),
    "webp of huge sides": (lambda: webp_claiming(16_383, 16_383), "picture_too_large"),
    "webp of a huge canvas": (lambda: webp_canvas(1 << 24, 200), "picture_damaged"),
    "webp of a canvas alone": (lambda: webp_canvas(100, 100), "picture_damaged"),
    "jpeg of huge sides": (lambda: jpeg_claiming(65_500, 65_500), "picture_too_large"),
    "png without pixels": (lambda: png_of(100, 100), "picture_damaged"),
    "png of no size": (lambda: png_of(0, 0), "picture_damaged"),
    "png whose chunk has no end": (lambda: PNG_MAGIC + header(9, 9) + b"\xff\xff\xff\xffIDAT", "picture_damaged"),
    "png with a comment of 20 MB": (text_bomb, "picture_damaged"),
    "jpeg cut in half": (lambda: cut(jpeg(), 0.5), "picture_damaged"),
    "jpeg cut in its header": (lambda: jpeg()[:60], "picture_damaged"),
    "png cut in half": (lambda: cut(encoded(photo(), "PNG"), 0.5), "picture_damaged"),
    "webp cut in half": (lambda: cut(encoded(photo(), "WEBP"), 0.5), "picture_damaged"),
    "png scribbled upon": (lambda: scribbled(encoded(photo(), "PNG")), "picture_damaged"),
    "webp scribbled upon": (lambda: scribbled(encoded(photo(), "WEBP")), "picture_damaged"),
    "the three letters of a jpeg": (lambda: b"\xff\xd8\xff", "picture_damaged"),
}
"""By what each is, the bytes and the reason that the worker must find."""


def jpeg_claiming(width: int, height: int) -> bytes:
    """A small JPEG whose frame header tells of another size."""
    whole = jpeg(16, 16)
    frame = whole.index(b"\xff\xc0")
    return whole[: frame + 5] + struct.pack(">HH", height, width) + whole[frame + 9 :]


ODD: dict[str, Callable[[], bytes]] = {
    "cmyk": lambda: encoded(photo(mode="CMYK"), "JPEG"),
    "grey": lambda: encoded(photo(mode="L"), "JPEG"),
    "black and white": lambda: encoded(photo(mode="1"), "PNG"),
    "palette": lambda: encoded(photo().quantize(16), "PNG"),
    "palette with a hole": lambda: encoded(photo().quantize(16), "PNG", transparency=0),
    "transparent": lambda: encoded(photo(mode="RGBA"), "PNG"),
    "transparent webp": lambda: encoded(photo(mode="RGBA"), "WEBP"),
    "grey with transparency": lambda: encoded(photo(mode="LA"), "PNG"),
    "sixteen bits": sixteen_bits,
    "progressive": lambda: jpeg(progressive=True),
    "interlaced nothing": lambda: encoded(photo(1, 1), "PNG"),
    "with a depth map": with_depth_map,
    "other colours": in_other_colours,
    "a broken profile": with_broken_profile,
    "a jpeg with a page behind it": lambda: jpeg() + b"<html>" + SCRIPT + b"</html>",
    "a png with a page behind it": lambda: encoded(photo(), "PNG") + SCRIPT,
    "a script for a comment": lambda: jpeg(comment=SCRIPT),
    "nonsense for exif": lambda: jpeg(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff nonsense"),
    "long and narrow": lambda: jpeg(9_000, 3),
}
"""Nothing is wrong with these, and each is a way to stumble."""
