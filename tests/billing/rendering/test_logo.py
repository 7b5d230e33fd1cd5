from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from chalicelib.billing.rendering import logo as logos
from chalicelib.billing.rendering.logo import UnreadableLogo, rgb
from localdev.samples.logo import logo

BLUE = (24, 84, 102)
INSIDE_THE_BLUE = (30, 80)


def saved(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    held = BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("CMYK", "JPEG")],
)
def test_every_picture_becomes_plain_rgb_without_a_profile(mode: str, form: str) -> None:
    made = rgb(logo(mode, form))
    assert (made.mode, made.info, made.size) == ("RGB", {}, (480, 160))


def test_what_is_transparent_becomes_white_and_colours_stay() -> None:
    made = rgb(logo("RGBA"))
    assert made.getpixel((0, 0)) == (255, 255, 255)
    assert made.getpixel(INSIDE_THE_BLUE) == BLUE


def test_cmyk_keeps_its_colours() -> None:
    found = rgb(logo("CMYK", "JPEG")).getpixel(INSIDE_THE_BLUE)
    assert isinstance(found, tuple)
    assert all(abs(got - wanted) < 12 for got, wanted in zip(found, BLUE, strict=True))


def test_sixteen_bits_are_scaled_instead_of_cut_off() -> None:
    grey = Image.new("I;16", (4, 4), 0x8000)
    assert rgb(saved(grey)).getpixel((0, 0)) == (128, 128, 128)


def test_a_turned_photograph_stands_upright() -> None:
    image = Image.new("RGB", (40, 20), BLUE)
    exif = image.getexif()
    exif[0x0112] = 6
    assert rgb(saved(image, "JPEG", exif=exif)).size == (20, 40)


def test_a_large_picture_becomes_small() -> None:
    assert rgb(saved(Image.new("RGB", (3000, 1500)))).size == (900, 450)


@pytest.mark.parametrize(
    "cut", [lambda whole: b"", lambda whole: b"%PDF-1.7", lambda whole: whole[: len(whole) // 2]]
)
def test_what_is_no_picture_is_refused(cut: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UnreadableLogo):
        rgb(cut(logo()))


def test_a_picture_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logos, "MOST_PIXELS", 480 * 160 - 1)
    rgb.cache_clear()
    with pytest.raises(UnreadableLogo, match="480 × 160"):
        rgb(logo())
