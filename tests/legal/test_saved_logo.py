"""Pictures of hosts: good ones in many makes, hostile ones in more."""

import struct
import zlib
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from chalicelib.kit import files
from chalicelib.legal.errors import LogoTooLarge, LogoUnreadable
from chalicelib.legal.logo import BOX, normalised, remove_logo, set_logo
from chalicelib.legal.schemas import MOST_LOGO_BYTES
from chalicelib.legal.settings import settings_of
from tests.make.identity import work
from tests.make.legal import ready_settings, saved

RED = (200, 30, 40)


def picture(make: str = "PNG", *, mode: str = "RGB", size: tuple[int, int] = (40, 20), colour: Any = RED) -> bytes:
    written = BytesIO()
    Image.new(mode, size, colour).save(written, make)
    return written.getvalue()


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png), formats=["PNG"])
    image.load()
    return image


def png_of_header(width: int, height: int) -> bytes:
    """A valid header of any size, with no picture behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("make", "mode", "colour"),
    [
        ("PNG", "RGB", RED),
        ("PNG", "RGBA", (*RED, 255)),
        ("PNG", "P", 0),
        ("PNG", "L", 128),
        ("PNG", "LA", (128, 255)),
        ("PNG", "1", 1),
        ("PNG", "I;16", 128 * 256),
        ("JPEG", "RGB", RED),
        ("JPEG", "L", 128),
        ("JPEG", "CMYK", (0, 200, 200, 40)),
        ("WEBP", "RGB", RED),
        ("WEBP", "RGBA", (*RED, 128)),
    ],
)
def test_whatever_comes_in_a_plain_rgb_png_is_kept(make: str, mode: str, colour: Any) -> None:
    image = opened(normalised(picture(make, mode=mode, colour=colour)))
    assert (image.mode, image.size, image.info) == ("RGB", (40, 20), {})


def test_sixteen_bits_of_grey_stay_grey() -> None:
    image = opened(normalised(picture(mode="I;16", colour=128 * 256)))
    assert image.getpixel((0, 0)) == (128, 128, 128)


def test_what_is_transparent_lies_on_white() -> None:
    image = opened(normalised(picture(mode="RGBA", colour=(*RED, 0))))
    assert image.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(("size", "kept"), [((1800, 100), (900, 50)), ((600, 600), (300, 300)), ((10, 10), (10, 10))])
def test_a_picture_fits_its_box_and_is_never_blown_up(size: tuple[int, int], kept: tuple[int, int]) -> None:
    assert opened(normalised(picture(size=size))).size == kept
    assert kept[0] <= BOX[0]
    assert kept[1] <= BOX[1]


def test_a_photo_is_turned_as_its_camera_said_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret"
    written = BytesIO()
    Image.new("RGB", (40, 20), RED).save(written, "JPEG", exif=exif)
    png = normalised(written.getvalue())
    assert opened(png).size == (20, 40)
    assert b"secret" not in png


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("GIF"),
        picture("BMP"),
        picture()[:60],
        picture("JPEG")[:-40],
        picture("WEBP")[:30],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        png_of_header(10, 10),
        png_of_header(0, 0),
    ],
    ids=["empty", "svg", "gif", "bmp", "cut png", "cut jpeg", "cut webp", "zeros", "no picture", "no size"],
)
def test_what_is_no_readable_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(LogoUnreadable):
        normalised(raw)


@pytest.mark.parametrize("size", [(4001, 4000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    with pytest.raises(LogoTooLarge):
        normalised(png_of_header(*size))


def test_a_text_bomb_in_a_png_is_refused() -> None:
    raw = picture()
    data = b"Comment\x00\x00" + zlib.compress(b"A" * 100_000_000)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    assert len(raw[:33] + chunk + raw[33:]) < MOST_LOGO_BYTES
    with pytest.raises(LogoUnreadable):
        normalised(raw[:33] + chunk + raw[33:])


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(LogoTooLarge):
        normalised(b"\x00" * (MOST_LOGO_BYTES + 1))


def test_a_logo_is_stored_by_its_content_and_named_in_the_settings(media: str) -> None:
    saved(ready_settings("ho_1"))
    first = set_logo("ho_1", b64encode(picture()).decode(), uow=work())
    assert first.logo.startswith("logos/ho_1/")
    assert files.read(media, first.logo) == normalised(picture())
    assert settings_of("ho_1") == first

    again = set_logo("ho_1", b64encode(picture()).decode(), uow=work())
    assert again == first, "the same picture changes nothing"

    removed = remove_logo("ho_1", uow=work())
    assert (removed.logo, removed.version) == ("", 3)
    assert list(files.names(media, "logos/")) == [first.logo], "documents may still show it"


@pytest.mark.parametrize("image", ["", "not base64!", "AAA", "iVBORw0KGgo=\n"])
def test_what_is_no_base64_is_refused(image: str) -> None:
    with pytest.raises(LogoUnreadable):
        set_logo("ho_1", image, uow=work())
