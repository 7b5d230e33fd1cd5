"""Saving a space: what an edit touches is listed, the host chooses, the choice is done even where the call dies."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.bookings import edit_store, impact, request, second_look
from chalicelib.bookings.blocking import Choice, Conflicts
from chalicelib.bookings.deadlines import run_deadlines
from chalicelib.bookings.errors import ImpactNotChosen, ImpactTooLarge
from chalicelib.bookings.facts import BookingsCrossedEdit
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.impact import Saved, save_space
from chalicelib.bookings.listing_api import api
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Span
from chalicelib.bookings.touching import ImpactReason
from chalicelib.core.errors import StaleVersion
from chalicelib.kit import table as tables
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.find import space_of
from chalicelib.spaces.model import Space
from chalicelib.spaces.schemas import SpaceBody
from chalicelib.spaces.views import room_view
from tests.conftest import SetClock
from tests.make.bookings import NOW, book, work
from tests.make.identity import saved_host, saved_user
from tests.make.legal import SELLS
from tests.make.served import served
from tests.make.spaces import a_live_space, a_room, an_open_space, saved, space_body
from tests.make.till import Till, latest

pytestmark = pytest.mark.usefixtures("till")

TO_ELEVEN: list[Any] = [[{"opens": "09:00", "closes": "11:00"}]] * 5 + [[]] * 2
NOTHING = Choice(None, frozenset(), "")
LATER = NOW + timedelta(minutes=3)


def a_house(**changes: Any) -> Space:
    """A free room answered by hand, a paid one, and free seats that accept by themselves."""
    rooms = (
        a_room(name="Libre", tariff=None),
        a_room(name="Payante"),
        an_open_space(tariff=None, capacity=4),
    )
    return saved(a_live_space(rooms=rooms, **changes))


def page_of(space: Space, **changes: Any) -> dict[str, Any]:
    """What the host's page sends of a space as it is, with `changes` typed in it."""
    rooms = [_typed(space, index) for index in range(len(space.rooms))]
    return space_body(name=space.name, rooms=rooms, **changes)


def _typed(space: Space, index: int) -> dict[str, Any]:
    typed = room_view(space.rooms[index], SELLS).model_dump(mode="json")
    tariff = typed["tariff"]
    return typed | {"tariff": tariff and {name: tariff[name] for name in tariff if name != "vat_rate"}}


def smaller(space: Space, capacity: int) -> dict[str, Any]:
    """The page with fewer seats in the third room."""
    page = page_of(space)
    page["rooms"][2]["capacity"] = capacity
    return page


def choosing(conflicts: Conflicts, *seen: Booking, reason: str = "Travaux") -> Choice:
    return Choice(conflicts, frozenset(one.id for one in seen), reason)


def save(space: Space, page: dict[str, Any], choice: Choice = NOTHING, **more: Any) -> Saved:
    expected = more.pop("expected", space.version)
    return save_space(space, SpaceBody.model_validate(page), choice, expected=expected, uow=work("owner", **more))


def seat(space: Space, people: int = 1, key: str = "seat", **more: Any) -> Booking:
    return book(space, space.rooms[2], key=key, span=Span("2027-03-16T10:00", "2027-03-16T12:00", people), **more)


def test_without_a_choice_nothing_is_saved() -> None:
    space = a_house()
    booking = book(space, space.rooms[0])
    with pytest.raises(ImpactNotChosen) as refused:
        save(space, page_of(space, opening_hours=TO_ELEVEN))
    assert refused.value.params == {"bookings": [booking.id], "total": 1}
    assert space_of(space.id) == space


def test_what_the_host_was_not_shown_is_refused_even_with_a_choice() -> None:
    space = a_house()
    shown, came = book(space, space.rooms[0]), seat(space)
    for conflicts in Conflicts:
        with pytest.raises(ImpactNotChosen) as refused:
            save(space, page_of(space, opening_hours=TO_ELEVEN), choosing(conflicts, shown))
        assert refused.value.params["bookings"] == [shown.id, came.id]
    assert (space_of(space.id), booking_of(shown.id)) == (space, shown)


def test_an_edit_that_touches_nothing_needs_no_choice() -> None:
    space = a_house()
    seat(space)
    done = save(space, page_of(space, opening_hours=[[{"opens": "08:00", "closes": "20:00"}]] * 7))
    assert (done.space.version, done.ended, done.left) == (2, [], [])


def test_kept_bookings_take_place_and_are_told() -> None:
    space = a_house()
    booking = seat(space, people=3)
    done = save(space, smaller(space, 2), choosing(Conflicts.KEEP, booking))
    assert [(one.booking, one.reasons) for one in done.left] == [(booking, (ImpactReason.OVER_CAPACITY,))]
    assert space_of(space.id).rooms[2].capacity == 2
    assert booking_of(booking.id) == booking


def test_requests_are_declined_and_bookings_cancelled_with_all_their_money_back(till: Till) -> None:
    space = a_house()
    asked = book(space, space.rooms[1])
    till.pay(till.page_of(asked))
    till.deliver()
    sure = seat(space)
    choice = choosing(Conflicts.CANCEL_AND_REFUND, asked, sure, reason="Dégât des eaux")
    done = save(space, page_of(space, opening_hours=TO_ELEVEN), choice)
    assert ({one.id for one in done.ended}, done.left) == ({asked.id, sure.id}, [])
    assert (latest(asked).status, latest(asked).money) == (Status.DECLINED, Money.RELEASING)
    cancellation = latest(sure).cancellation
    assert cancellation is not None
    assert cancellation.reason == "Dégât des eaux"
    run_deadlines(LATER)
    assert latest(asked).money is Money.RELEASED


def test_a_room_is_removed_with_what_is_booked_in_it() -> None:
    space = a_house()
    booking = book(space, space.rooms[0])
    page = page_of(space)
    page["rooms"] = page["rooms"][1:]
    with pytest.raises(ImpactNotChosen):
        save(space, page)
    done = save(space, page, choosing(Conflicts.CANCEL_AND_REFUND, booking))
    assert [one.status for one in done.ended] == [Status.DECLINED]
    assert len(space_of(space.id).rooms) == 2


def test_one_that_is_being_paid_is_left_and_told() -> None:
    space = a_house()
    paying = book(space, space.rooms[1])
    done = save(space, page_of(space, opening_hours=TO_ELEVEN), choosing(Conflicts.CANCEL_AND_REFUND, paying))
    assert [one.booking.id for one in done.left] == [paying.id]


def test_an_older_version_is_told_before_anything_else() -> None:
    space = a_house()
    seat(space)
    with pytest.raises(StaleVersion):
        save(space, page_of(space, opening_hours=TO_ELEVEN), expected=7)


def test_more_than_can_be_ended_at_once_are_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(impact, "MOST_ENDED", 1)
    space = a_house()
    two = [seat(space, key=str(number)) for number in range(2)]
    page = page_of(space, opening_hours=TO_ELEVEN)
    with pytest.raises(ImpactTooLarge) as refused:
        save(space, page, choosing(Conflicts.CANCEL_AND_REFUND, *two))
    assert refused.value.params == {"total": 2, "most": 1}
    assert space_of(space.id) == space
    assert len(save(space, page, choosing(Conflicts.KEEP, *two)).left) == 2


def test_an_edit_of_words_reads_no_bookings(monkeypatch: pytest.MonkeyPatch) -> None:
    space = a_house()
    seat(space)
    read: list[str] = []
    index_page = tables.index_page

    def counted(index: str, *arguments: Any, **more: Any) -> Any:
        read.append(index)
        return index_page(index, *arguments, **more)

    monkeypatch.setattr(tables, "index_page", counted)
    assert save(space, page_of(space, house_rules="Sans chaussures.")).space.version == 2
    assert read == []
    save(space_of(space.id), smaller(space, 3))
    assert read == ["host"]


# The clock looks once more


def test_what_a_dead_call_left_standing_is_ended_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    space = a_house()
    booking = seat(space)

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(impact, "end", dies)
        with pytest.raises(KeyboardInterrupt):
            save(space, page_of(space, opening_hours=TO_ELEVEN), choosing(Conflicts.CANCEL_AND_REFUND, booking))
    assert booking_of(booking.id).status is Status.CONFIRMED
    run_deadlines(NOW + timedelta(minutes=1))
    assert booking_of(booking.id).status is Status.CONFIRMED
    run_deadlines(LATER)
    assert booking_of(booking.id).status is Status.CANCELLED
    assert second_look.look_again(LATER) == 0


def crossed(space: Space) -> list[BookingsCrossedEdit]:
    return [line.fact for line in facts_of(space.key) if isinstance(line.fact, BookingsCrossedEdit)]


def test_what_was_booked_while_the_host_saved_is_told_to_him_once(monkeypatch: pytest.MonkeyPatch) -> None:
    space = a_house()
    kept = seat(space, people=3)
    save(space, smaller(space, 2), choosing(Conflicts.KEEP, kept))
    with monkeypatch.context() as patched:
        # Read before the edit, written after it: of four places one was left.
        patched.setattr(request, "live_space", lambda _: space)
        late = seat(space, key="late", now=NOW + timedelta(seconds=20))
    run_deadlines(LATER)
    [told] = crossed(space)
    assert (told.bookings, told.count) == ([late.id], 1)
    run_deadlines(LATER + timedelta(minutes=1))
    assert len(crossed(space)) == 1
    assert booking_of(late.id) == late


def test_two_runs_of_the_clock_tell_it_once() -> None:
    space = a_house()
    save(space, smaller(space, 3))
    [edit] = edit_store.due(LATER)
    second_look.finish(edit, LATER)
    second_look.finish(edit, LATER)
    assert list(edit_store.due(LATER)) == []
    assert crossed(space) == []


# Over HTTP


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="listing-alone")


@pytest.fixture
def client(app: Chalice, till: Till, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("owner", "stranger"):
        saved_user(name)
    with Client(app) as testing:
        yield testing


def call(client: Client, method: str, path: str, body: Any, who: str = "owner") -> HTTPResponse:
    headers = {"Authorization": who, "Content-Type": "application/json", "If-Match": '"1"'}
    return client.http.request(method, f"/v1{path}", headers, json.dumps(body).encode())


def test_the_impact_is_shown_chosen_and_answered(client: Client) -> None:
    space = a_house(host_id=saved_host("owner").id)
    booking = seat(space, people=3)
    path, page = f"/hosts/{space.host_id}/spaces/{space.id}", page_of(space, opening_hours=TO_ELEVEN)
    page["rooms"][2]["capacity"] = 2

    refused = call(client, "PUT", path, page)
    assert (refused.status_code, refused.json_body["code"]) == (409, "impact_not_chosen")
    shown = call(client, "POST", f"{path}/impact", page).json_body
    assert (shown["total"], shown["amount"], shown["may_end"]) == (1, 0, 100)
    assert shown["counts"] == [{"reason": "outside_hours", "count": 1}, {"reason": "over_capacity", "count": 1}]
    [one] = shown["bookings"]
    assert (one["id"], one["who"], one["people"]) == (booking.id, "Ada Lovelace", 3)
    assert (one["reasons"], one["new_total"]) == (["outside_hours", "over_capacity"], None)

    chosen = page | {"impact": {"choice": "cancel_and_refund", "seen": [booking.id], "reason": "Travaux"}}
    done = call(client, "PUT", path, chosen)
    assert (done.status_code, done.json_body["version"], done.headers["ETag"]) == (200, 2, '"2"')
    assert ([one["id"] for one in done.json_body["cancelled"]], done.json_body["left"]) == ([booking.id], [])


def test_strangers_learn_nothing_of_what_an_edit_would_touch(client: Client) -> None:
    space = a_house(host_id=saved_host("owner").id)
    other = saved_host("stranger", key="2").id
    for host in (space.host_id, other):
        path = f"/hosts/{host}/spaces/{space.id}"
        for method, address in (("PUT", path), ("POST", f"{path}/impact")):
            assert call(client, method, address, page_of(space), who="stranger").status_code == 404
