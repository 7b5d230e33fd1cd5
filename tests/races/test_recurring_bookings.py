"""A series and a crowd want the same weeks: all its dates are booked, or none, and no place twice."""

from collections import Counter
from collections.abc import Callable

import pytest

from chalicelib.bookings.errors import SeriesChanged, SeriesNotPossible
from chalicelib.bookings.quote import Span
from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Mode
from chalicelib.bookings.series.request import SeriesRequest, request_series
from chalicelib.core.errors import Refusal
from chalicelib.spaces.model import SoldAs, Space
from tests.make.bookings import work
from tests.races.conftest import UseEngine
from tests.races.crowd import BOOKED, a_free_room, at_once, opened, users, wish
from tests.races.mutants import without_condition, without_the_look
from tests.races.soundness import everything, fault_lines

SERIES = 8
WEEKS = 4
DAYS = ("2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06")

pytestmark = pytest.mark.engine


def asked(space: Space, user: str) -> SeriesRequest:
    return SeriesRequest(
        user_id=user,
        space_id=space.id,
        room_id=space.rooms[0].id,
        first=Span(f"{DAYS[0]}T09:00", f"{DAYS[0]}T12:00", people=1),
        weeks=WEEKS,
        mode=Mode.ALL_OR_NOTHING,
        expected_dates=WEEKS,
        expected_ttc=0,
        terms="",
        key="weekly",
        language="fr",
    )


def asking(space: Space, user: str) -> Callable[[], str]:
    def outcome() -> str:
        try:
            request_series(asked(space, user), uow=work(user))
        except Refusal as refused:
            return refused.code
        return BOOKED

    return outcome


def a_crowd(space: Space) -> tuple[list[str], list[Callable[[], str]]]:
    """Some ask for every week, as many for one of the weeks each."""
    people = users(2 * SERIES)
    spans = [Span(f"{DAYS[n % WEEKS]}T10:00", f"{DAYS[n % WEEKS]}T11:00", people=1) for n in range(SERIES)]
    singles = [
        wish(space, space.rooms[0], user, "one", span) for user, span in zip(people[SERIES:], spans, strict=True)
    ]
    return people[:SERIES], [*(asking(space, user) for user in people[:SERIES]), *singles]


def test_a_series_gets_all_its_dates_or_none(use_engine: UseEngine) -> None:
    client = use_engine()
    space = opened(a_free_room(capacity=3, sold_as=SoldAs.SEAT))
    regulars, wishes = a_crowd(space)

    told = at_once(client, wishes)

    series = [store.get(asked(space, user).series_id) for user in regulars]
    won = [one for one in series if one]
    assert [len(one.booking_ids) for one in won] == [WEEKS] * len(won)
    assert Counter(told[:SERIES])[BOOKED] == len(won)
    assert set(told[:SERIES]) <= {BOOKED, SeriesChanged.code, SeriesNotPossible.code}
    assert fault_lines(everything(client), space.rooms) == []
    assert client.conflicts > 0, "the race did not happen"


def test_without_the_condition_series_are_oversold(use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    client = use_engine(tamper=without_condition)
    without_the_look(monkeypatch)
    space = opened(a_free_room(capacity=3, sold_as=SoldAs.SEAT))

    at_once(client, a_crowd(space)[1])

    assert any(line.startswith("oversold") for line in fault_lines(everything(client), space.rooms))
