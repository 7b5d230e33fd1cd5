"""What a host may say of his space and rooms beyond their names: it comes back as it was; wrong things are told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from chalicelib.images.model import Image, ImageState
from chalicelib.images.store import add
from chalicelib.spaces import store
from chalicelib.spaces.amenities import Equipment
from chalicelib.spaces.edit import create_space, update_space
from chalicelib.spaces.errors import PictureTwice, UnknownPicture
from chalicelib.spaces.holidays import public_holidays
from chalicelib.spaces.model import (
    BookingRules,
    CancellationStep,
    DayHours,
    Location,
    OpenInterval,
    Picture,
    Space,
)
from chalicelib.spaces.schemas import SpaceBody
from tests.make.bookings import NOW, work
from tests.make.identity import saved_host, saved_user
from tests.make.spaces import room_body, space_body

pytestmark = pytest.mark.usefixtures("table")

RULES = {
    "shortest_minutes": 60, "longest_minutes": 480, "notice_minutes": 90, "horizon_days": 60, "buffer_minutes": 30,
}  # fmt: skip


def created(**changes: Any) -> Space:
    saved_user("owner")
    host = saved_host("owner")
    body = SpaceBody.model_validate(space_body(**changes))
    return create_space(body, host_id=host.id, key="k", uow=work("owner"))


def test_all_that_a_host_says_comes_back() -> None:
    room = room_body(
        surface=24,
        equipment=["screen", "whiteboard", "screen"],
        rules=RULES,
        cancellation=[{"hours": 24, "kept": 50}, {"hours": 72, "kept": 25}],
        tariff={"basis": "HT", "week": 40000, "month": 120000},
    )
    closed = {"day": "2027-12-25", "hours": [], "label": "Noël"}
    late = {"day": "2027-06-21", "hours": [{"opens": "18:00", "closes": "24:00"}], "label": "Fête de la musique"}
    space = created(
        rooms=[room],
        access_notes="Interphone 12, deuxième étage.",
        house_rules="Pas d'appels dans l'espace ouvert.",
        location={"latitude": 48.8722, "longitude": 2.3861},
        exceptional_days=[closed, late],
    )
    assert store.load(space.id) == space
    assert space.location == Location(48.8722, 2.3861)
    assert space.exceptional_days == (
        DayHours(date(2027, 6, 21), (OpenInterval(1080, 1440),), "Fête de la musique"),
        DayHours(date(2027, 12, 25), (), "Noël"),
    )
    found = space.rooms[0]
    assert (found.surface, found.equipment) == (24, (Equipment.SCREEN, Equipment.WHITEBOARD))
    assert found.cancellation == (CancellationStep(72, 25), CancellationStep(24, 50))
    assert found.rules == BookingRules(
        timedelta(hours=1), timedelta(hours=8), timedelta(minutes=90), timedelta(days=60), timedelta(minutes=30)
    )
    assert found.tariff
    assert (found.tariff.week, found.tariff.month) == (40000, 120000)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rules": RULES | {"shortest_minutes": 600}}, "longest_below_shortest"),
        ({"rules": RULES | {"buffer_minutes": 20}}, "multiple_of"),
        ({"sold_as": "seat", "rules": RULES}, "buffer_by_seat"),
        ({"cancellation": [{"hours": 24, "kept": 50}, {"hours": 24, "kept": 80}]}, "steps_not_stricter"),
        ({"cancellation": [{"hours": 72, "kept": 50}, {"hours": 24, "kept": 50}]}, "steps_not_stricter"),
        ({"cancellation": [{"hours": 24, "kept": 101}]}, "less_than_equal"),
        ({"surface": 0}, "greater_than_equal"),
        ({"tariff": {"basis": "HT", "week": 0}}, "no_price"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SpaceBody.model_validate(space_body(rooms=[room_body(**wrong)]))
    assert [error["type"].removeprefix("value_error.") for error in refused.value.errors()] == [code]


def test_a_day_has_one_exception() -> None:
    twice = [{"day": "2027-12-25", "hours": []}] * 2
    with pytest.raises(ValidationError, match="twice"):
        SpaceBody.model_validate(space_body(exceptional_days=twice))


def a_ready_image(space: Space, image_id: str) -> str:
    uow = work("owner")
    add(uow, Image(image_id, space.host_id, space.id, NOW, NOW, ImageState.READY, width=800, height=600))
    uow.commit()
    return image_id


def edited(space: Space, *pictures: dict[str, str]) -> Space:
    body = SpaceBody.model_validate(space_body(pictures=list(pictures), rooms=[]))
    return update_space(space, body, expected=space.version, uow=work("owner"))


def test_pictures_are_shown_in_the_host_s_order_once_they_are_ready() -> None:
    space = created()
    a_ready_image(space, "im_a")
    a_ready_image(space, "im_b")
    after = edited(space, {"image_id": "im_b", "caption": "La cour", "alt": "Une cour pavée"}, {"image_id": "im_a"})
    assert after.pictures == (Picture("im_b", "La cour", "Une cour pavée"), Picture("im_a"))
    assert store.load(space.id) == replace(after, rooms=())


def test_a_picture_of_nobody_or_of_another_space_is_refused() -> None:
    space = created()
    other = replace(space, id="sp_other")
    for image_id in (a_ready_image(other, "im_theirs"), "im_none"):
        with pytest.raises(UnknownPicture) as refused:
            edited(space, {"image_id": image_id})
        assert refused.value.pointer == "pictures/0/image_id"


def test_a_picture_is_shown_once() -> None:
    space = created()
    a_ready_image(space, "im_a")
    with pytest.raises(PictureTwice):
        edited(space, {"image_id": "im_a"}, {"image_id": "im_a"})


@pytest.mark.parametrize(
    ("postcode", "own"),
    [
        ("75019", None),
        ("67000", date(2027, 3, 26)),
        ("57000", date(2027, 12, 26)),
        ("97200", date(2027, 5, 22)),
        ("97400", date(2027, 12, 20)),
    ],
)
def test_public_holidays_are_those_of_the_place(postcode: str, own: date | None) -> None:
    found = {one.day: one.name for one in public_holidays(postcode, date(2027, 1, 1), date(2027, 12, 31), "fr")}
    assert found[date(2027, 7, 14)] == "Fête nationale"
    national = {one.day for one in public_holidays("75001", date(2027, 1, 1), date(2027, 12, 31), "fr")}
    assert (own in found) is (own is not None)
    assert len(national) == 11
    assert own not in national
