"""What becomes of the bytes that strangers send."""

from io import BytesIO

import pytest
from PIL import Image

from chalicelib.images.errors import REASONS, PictureTooHeavy, UnfitPicture, words_of
from chalicelib.images.model import MOST_BYTES, Size
from chalicelib.images.picture import Drawn, drawn
from tests.make.pictures import (
    HOSTILE,
    ODD,
    SCRIPT,
    bomb,
    encoded,
    in_other_colours,
    jpeg,
    photo,
    sixteen_bits,
    turned,
    webp_claiming,
    with_depth_map,
)

LIME, RED, BLUE, WHITE = (0, 255, 0), (255, 0, 0), (0, 0, 255), (255, 255, 255)


def opened(file: bytes) -> Image.Image:
    image = Image.open(BytesIO(file), formats=["WEBP"])
    image.load()
    return image


def shown(of: Drawn, across: float, down: float) -> tuple[int, ...]:
    """The colour of the largest file at a place, as shares of its sides."""
    image = opened(of.files[Size.LARGE])
    colour = image.getpixel((int(image.width * across), int(image.height * down)))
    assert isinstance(colour, tuple)
    return colour


def near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str) -> None:
    made, reason = HOSTILE[name]
    with pytest.raises(UnfitPicture) as refused:
        drawn(made())
    assert refused.value.code == reason


@pytest.mark.parametrize("name", ODD)
def test_an_odd_picture_is_drawn_as_plain_webp_without_a_past(name: str) -> None:
    for file in drawn(ODD[name]()).files.values():
        image = opened(file)
        assert (image.format, image.mode) == ("WEBP", "RGB")
        assert not image.getexif()
        assert not {"icc_profile", "exif", "xmp", "comment"} & image.info.keys()
        assert SCRIPT not in file


def test_a_file_that_is_too_heavy_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", None)
    with pytest.raises(PictureTooHeavy):
        drawn(bytes(MOST_BYTES + 1))


@pytest.mark.parametrize("make", [lambda: bomb(10_001, 5_000), lambda: webp_claiming(16_383, 16_383)])
def test_what_has_too_many_pixels_is_never_decoded(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(_: object) -> None:
        pytest.fail("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decode)
    monkeypatch.setattr("PIL.WebPImagePlugin.WebPImageFile.load", decode)
    with pytest.raises(UnfitPicture) as refused:
        drawn(make())  # type: ignore[operator]
    assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((6000, 4000), [(480, 320), (1200, 800), (2000, 1333)]),
        ((1500, 3000), [(240, 480), (600, 1200), (1000, 2000)]),
        ((1000, 500), [(480, 240), (1000, 500), (1000, 500)]),
        ((300, 200), [(300, 200), (300, 200), (300, 200)]),
    ],
)
def test_three_sizes_fit_their_sides_and_nothing_is_enlarged(
    size: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    result = drawn(jpeg(*size))
    assert [opened(result.files[each]).size for each in Size] == sizes
    assert (result.width, result.height) == sizes[-1]


@pytest.mark.parametrize("size", [(1600, 1200), (600, 1800), (60, 40)])
def test_the_picture_for_links_is_a_plain_jpeg_of_one_size_from_the_middle(size: tuple[int, int]) -> None:
    raw = photo(*size)
    raw.paste(LIME, (size[0] // 3, size[1] // 3, size[0] * 2 // 3, size[1] * 2 // 3))
    share = Image.open(BytesIO(drawn(encoded(raw, "PNG")).share), formats=["JPEG"])
    share.load()
    assert (share.format, share.mode, share.size) == ("JPEG", "RGB", (1200, 630))
    middle = share.getpixel((600, 315))
    assert isinstance(middle, tuple)
    assert near(middle, LIME)
    assert not share.getexif()
    assert not {"icc_profile", "exif", "comment"} & share.info.keys()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_its_camera_was_held(orientation: int) -> None:
    """Whatever the camera wrote, the corner of the file lies where its number says (Exif 2.32, 4.6.4)."""
    result = drawn(turned(orientation))
    lies_on_its_side = orientation >= 5
    assert (result.width, result.height) == ((480, 640) if lies_on_its_side else (640, 480))
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    across, down = ((0.1 if place == 0 else 0.9) for place in corners[orientation])
    assert near(shown(result, across, down), LIME)


def test_where_a_picture_was_taken_and_with_what_is_not_in_it_any_more() -> None:
    raw = turned(6)
    assert b"Camera of a host" in raw
    for file in drawn(raw).files.values():
        assert b"Camera" not in file
        assert b"Exif" not in file
        assert b"EXIF" not in file


def test_colours_are_those_of_the_profile() -> None:
    result = drawn(in_other_colours())
    assert near(shown(result, 0.9, 0.1), LIME), "its red is our green"


def test_cmyk_comes_out_in_its_colours() -> None:
    result = drawn(encoded(photo(mode="CMYK"), "JPEG"))
    assert near(shown(result, 0.9, 0.1), RED)
    assert near(shown(result, 0.9, 0.9), BLUE)


def test_sixteen_bits_of_grey_stay_grey() -> None:
    assert near(shown(drawn(sixteen_bits()), 0.5, 0.5), (128, 128, 128))


def test_what_is_transparent_lies_on_white() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    assert near(shown(drawn(encoded(clear, "PNG")), 0.5, 0.5), WHITE)


def test_the_preview_behind_a_phones_picture_is_no_animation() -> None:
    result = drawn(with_depth_map())
    assert (result.width, result.height) == (640, 480)


def test_the_same_bytes_give_the_same_files() -> None:
    assert drawn(turned(8)).files == drawn(turned(8)).files


def test_every_reason_has_words_and_one_of_tomorrow_as_well() -> None:
    assert {reason for _, reason in HOSTILE.values()} | {"picture_too_heavy"} == set(REASONS)
    for code in (*REASONS, "picture_of_tomorrow"):
        assert words_of(code, "fr") != words_of(code, "en") != ""
    assert words_of("", "fr") == ""
