"""Whoever waits for free places is offered them by the rule, half an hour late at the most."""

from datetime import timedelta

import pytest

from chalicelib.bookings.cancel import cancel_as_coworker
from chalicelib.bookings.waiting import hand_over
from chalicelib.operations.rules.waiting_is_served import PATIENCE, examine
from tests.make.audit import places_held, places_taken
from tests.make.bookings import NOW, book, work
from tests.make.identity import saved_user
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.waiting import offered_to, waits


def test_the_rule_offers_what_everything_else_missed(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("coworker", "first", "second"):
        saved_user(name)
    room = a_room(tariff=None, automatic_acceptance=True)
    space = saved(a_live_space(rooms=(room,)))
    booking = book(space, room)
    for name in ("first", "second"):
        waits(space, room, name)
    later = NOW + PATIENCE
    assert (examine(None, later).examined, examine(None, later).repaired) == (2, 0)
    monkeypatch.setattr(hand_over, "_next_in_line", lambda *_: [])
    cancel_as_coworker(booking, uow=work("coworker"))

    assert examine(None, later - timedelta(seconds=1)).repaired == 0
    assert examine(None, later).repaired == 1

    assert len(offered_to()) == 1
    assert places_taken() == places_held()
    assert examine(None, later).repaired == 0
