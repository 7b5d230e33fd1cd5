import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.core.facts import Fact, fact_of
from chalicelib.core.money import Basis
from chalicelib.spaces import facts
from chalicelib.spaces.facts import LONGEST_TEXT, MOST_BYTES, changes
from chalicelib.spaces.model import MOST_ROOMS, Address, OpenInterval, Tariff
from tests.make.spaces import NINE_TO_SIX, a_room, a_space


def test_an_edit_tells_the_old_and_the_new_of_what_changed_only() -> None:
    old = a_space()
    new = replace(
        old,
        name="La Manufacture",
        address=Address("3 rue du Puits", "Bâtiment B", "69001", "Lyon"),
        opening_hours=((OpenInterval(480, 720), OpenInterval(840, 1440)), *NINE_TO_SIX[1:]),
        contact_email="salut@manufacture.example",
    )
    assert changes(old, new) == {
        "name": ["La Fabrique de Belleville", "La Manufacture"],
        "address": ["12 rue Rébeval, 75019 Paris", "3 rue du Puits, Bâtiment B, 69001 Lyon"],
        "hours.monday": ["09:00-18:00", "08:00-12:00 14:00-24:00"],
        "contact.email": ["bonjour@fabrique.example", "salut@manufacture.example"],
    }


def test_prices_and_rules_of_a_room_are_told_one_by_one_under_its_old_name() -> None:
    room = a_room(name="Atelier")
    dearer = replace(
        room,
        name="Grand atelier",
        capacity=12,
        automatic_acceptance=True,
        answer_delay=timedelta(hours=24),
        tariff=Tariff(Basis.HT, hour=3500, half_day=10000),
    )
    assert changes(a_space(id="sp_1", rooms=(room,)), a_space(id="sp_1", rooms=(dearer,))) == {
        "room.Atelier.name": ["Atelier", "Grand atelier"],
        "room.Atelier.capacity": [8, 12],
        "room.Atelier.acceptance": ["by_hand", "automatic"],
        "room.Atelier.answer_delay_hours": [72, 24],
        "room.Atelier.price.hour": [3000, 3500],
        "room.Atelier.price.day": [18000, None],
    }


def test_a_room_that_becomes_free_has_no_price_any_more() -> None:
    room = a_room(name="Atelier", tariff=Tariff(Basis.TTC, day=5000))
    found = changes(a_space(rooms=(room,)), a_space(rooms=(replace(room, tariff=None),)))
    assert found == {
        "room.Atelier.price.basis": ["TTC", None],
        "room.Atelier.price.day": [5000, None],
    }


def test_a_room_that_comes_or_goes_is_told_by_its_kind() -> None:
    gone, come = a_room(name="Alcôve"), a_room(name="Atelier")
    assert changes(a_space(rooms=(gone,)), a_space(rooms=(come,))) == {
        "room.Alcôve": ["meeting_room", None],
        "room.Atelier": [None, "meeting_room"],
    }


def test_rooms_of_the_same_name_are_told_apart() -> None:
    first, second = a_room(id="rm_1", name="Bureau"), a_room(id="rm_2", name="Bureau")
    old = a_space(rooms=(first, second))
    assert changes(old, replace(old, rooms=(first, replace(second, capacity=2)))) == {
        "room.Bureau (rm_2).capacity": [8, 2]
    }


def test_a_long_text_is_cut_but_its_change_is_told() -> None:
    old = a_space(description="a" * 5000)
    [was, now] = changes(old, replace(old, description="a" * 4999))["description"]
    assert len(was) == len(now) == LONGEST_TEXT
    assert was.endswith("…")


def test_an_edit_never_outgrows_its_fact() -> None:
    name, text = "\U0001f3e2" * 70, "\U0001f3e2" * 2000
    rooms = tuple(a_room(name=f"{name}{index}", description=text) for index in range(MOST_ROOMS))
    edited = tuple(
        replace(room, name=room.name + "b", description="b" + text, capacity=1, colour="#000000", tariff=None)
        for room in rooms
    )
    old = a_space(rooms=rooms)
    found = changes(old, replace(old, name="Autre nom", rooms=edited[1:]))
    assert len(json.dumps(found, ensure_ascii=False).encode()) <= MOST_BYTES
    assert found == {"name": [old.name, "Autre nom"], "rooms": [MOST_ROOMS, MOST_ROOMS - 1]}


@pytest.mark.parametrize(
    "fact",
    [
        facts.SpaceCreated(subject="SPACE#sp_1", host_id="ho_1", space_id="sp_1", space_name="La Fabrique"),
        facts.SpaceUpdated(
            subject="SPACE#sp_1",
            host_id="ho_1",
            space_id="sp_1",
            space_name="La Fabrique",
            changes={"name": ["La Ruche", "La Fabrique"]},
        ),
        facts.SpaceSubmitted(subject="SPACE#sp_1", host_id="ho_1", space_id="sp_1", space_name="La Fabrique"),
        facts.SpacePublished(subject="SPACE#sp_1", host_id="ho_1", space_id="sp_1", space_name="La Fabrique"),
        facts.SpaceRefused(
            subject="SPACE#sp_1", host_id="ho_1", space_id="sp_1", space_name="La Fabrique", reason="Photos"
        ),
    ],
)
def test_a_kept_fact_is_read_as_it_was_written(fact: Fact) -> None:
    assert fact_of(fact.kind, json.loads(json.dumps(fact.data()))) == fact
