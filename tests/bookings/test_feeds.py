"""Calendar feeds: what a program reads at a secret address, who makes and revokes one, and when it dies."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.decide import decline
from chalicelib.bookings.feeds import make, show
from chalicelib.bookings.feeds.api import api
from chalicelib.bookings.feeds.ical import MOST_OCTETS, calendar
from chalicelib.bookings.feeds.model import Event
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.quote import Span
from chalicelib.identity.model import HostRole
from chalicelib.identity.team.change import remove
from chalicelib.kit import secrets
from chalicelib.kit.outbox import facts_of
from chalicelib.spaces.model import Space
from tests.conftest import SetClock
from tests.make.bookings import NOW, book, work
from tests.make.identity import saved_host, saved_user
from tests.make.planning import blocked, moved
from tests.make.served import served
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.teams import saved_member
from tests.make.till import Till

# As text


def an_event(**changes: Any) -> Event:
    fields: dict[str, Any] = {
        "uid": "bk_1@pupitre",
        "start": NOW,
        "end": NOW + timedelta(hours=1),
        "summary": "Camille",
        "status": "CONFIRMED",
        "sequence": 1,
        "changed_at": NOW,
    } | changes
    return Event(**fields)


def read(text: str) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(text)
    assert isinstance(found, icalendar.Calendar)
    assert [event.errors for event in found.events if event.errors] == []
    return found


HOSTILE = [
    "Jean\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Faux",
    "Jean\nATTACH:https://elsewhere.example/x",
    "a\rb\u2028c\x85d",
    'a;b,c\\n\\;d:e"f',
    "\x00\x07\x1b[31m",
    "é" * 200,
    "👩‍👩‍👧‍👦" * 30,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_typed_stays_one_value_of_one_property(typed: str) -> None:
    text = calendar(typed, typed, [an_event(summary=typed, description=typed, location=typed), an_event(uid="2")])
    first, second = read(text).events
    assert second["UID"] == "2"
    assert {name for name, _ in first.property_items()} >= {"SUMMARY", "DESCRIPTION", "LOCATION"}
    assert not {"ATTACH"} & set(first.keys())
    assert len(text.split("BEGIN:VEVENT\r\n")) == 3
    kept = "".join(letter for letter in typed if letter.isprintable())
    assert "".join(letter for letter in str(first["SUMMARY"]) if letter.isprintable()).replace(" ", "") == (
        kept.replace(" ", "")
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_line_is_longer_than_programs_must_take(typed: str) -> None:
    text = calendar(typed, "", [an_event(summary=typed)])
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= MOST_OCTETS
    assert all(line.decode() for line in lines)
    assert not any(letter in line for line in lines for letter in (b"\r", b"\n"))
    assert len(read(text).events) == 1


# Over HTTP


@pytest.fixture(scope="module")
def app() -> Chalice:
    return served(api, name="feeds-alone")


@pytest.fixture
def client(app: Chalice, till: Till, at: SetClock) -> Iterator[Client]:
    at(NOW)
    for name in ("owner", "rival"):
        saved_user(name)
    with Client(app) as testing:
        yield testing


@pytest.fixture
def space(client: Client) -> Space:
    rooms = (a_room(name="Libre", tariff=None, automatic_acceptance=True), a_room(name="Autre", tariff=None))
    return saved(a_live_space(host_id=saved_host("owner").id, rooms=rooms))


def call(
    client: Client, method: str, path: str, body: Any = None, *, who: str = "owner", key: str = ""
) -> HTTPResponse:
    headers = {"Authorization": who, "Content-Type": "application/json", "Idempotency-Key": key or uuid4().hex}
    return client.http.request(method, f"/v1{path}", headers, json.dumps(body).encode() if body is not None else b"")


def fetched(client: Client, address: str, **headers: str) -> HTTPResponse:
    """As a calendar program asks, with nothing but the address."""
    return client.http.get("/v1" + address.partition("/api/v1")[2], headers=headers)


def events_at(client: Client, address: str) -> dict[str, icalendar.Event]:
    answer = fetched(client, address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    return {str(event["UID"]).partition("@")[0]: event for event in read(answer.body.decode()).events}


def feed_of(client: Client, space: Space, room: int | None = None, who: str = "owner") -> Any:
    body = {"space_id": space.id} | ({} if room is None else {"room_id": space.rooms[room].id})
    made = call(client, "POST", f"/hosts/{space.host_id}/feeds", body, who=who)
    assert made.status_code == 201, made.body
    return made.json_body


def test_a_hosts_calendar_shows_guests_requests_and_blocks(client: Client, space: Space, at: SetClock) -> None:
    sure = book(space, space.rooms[0], span=Span("2027-03-16T09:00", "2027-03-16T12:00", 3))
    asked = book(space, space.rooms[1], key="asked")
    refused = book(space, space.rooms[1], span=Span("2027-03-17T09:00", "2027-03-17T10:00", 1), key="refused")
    gone = book(space, space.rooms[0], span=Span("2027-03-18T09:00", "2027-03-18T10:00", 1), key="gone")
    decline(refused, reason="", uow=work("owner"))
    cancel_as_host(gone, refund=True, reason="", uow=work("owner"))
    (block,) = blocked(
        space, space.rooms[0], slots=[("2027-03-19T09:00", "2027-03-19T12:00")], reason="Secret"
    ).blocks
    elsewhere = saved(a_live_space(host_id=space.host_id, rooms=(a_room(tariff=None, automatic_acceptance=True),)))
    book(elsewhere, elsewhere.rooms[0], key="elsewhere")

    events = events_at(client, feed_of(client, space)["address"])
    assert {uid: str(event["STATUS"]) for uid, event in events.items()} == {
        sure.id: "CONFIRMED",
        asked.id: "TENTATIVE",
        gone.id: "CANCELLED",
        block.id: "CONFIRMED",
    }
    assert str(events[sure.id]["SUMMARY"]) == "Ada Lovelace · Libre · 3 personnes"
    assert (events[sure.id].start, events[sure.id].end) == (sure.period.start, sure.period.end)
    assert str(events[sure.id]["URL"]).endswith(f"/hote/{space.host_id}/reservations/{sure.id}")
    assert "Secret" not in events[block.id].to_ical().decode()
    assert not any("example.org" in event.to_ical().decode() for event in events.values())

    of_room = events_at(client, feed_of(client, space, 1)["address"])
    assert {uid: str(event["SUMMARY"]) for uid, event in of_room.items()} == {
        asked.id: "Ada Lovelace · 1 personne (demande)"
    }


def test_an_entry_keeps_its_name_and_counts_its_changes(client: Client, space: Space) -> None:
    booking = book(space, space.rooms[0])
    address = feed_of(client, space)["address"]
    (before,) = events_at(client, address).values()
    later = NOW + timedelta(minutes=5)
    moved(booking, "14:00", "17:00", now=later)
    (after,) = events_at(client, address).values()
    assert after["UID"] == before["UID"]
    assert after.decoded("SEQUENCE") > before.decoded("SEQUENCE")
    assert [event.decoded("LAST-MODIFIED") for event in (before, after)] == [NOW, later]
    assert booking_of(booking.id).changed_at == later


def test_a_coworkers_calendar_says_where_and_how_to_get_in(client: Client, space: Space) -> None:
    booking = book(space, space.rooms[0])
    made = call(client, "POST", "/me/feeds", who="coworker").json_body
    assert (made["scope"], made["is_mine"]) == ("mine", True)
    ((uid, event),) = events_at(client, made["address"]).items()
    assert uid == booking.id
    assert str(event["SUMMARY"]) == f"Libre, {space.name}"
    assert space.address.line1 in str(event["LOCATION"])
    assert str(event["URL"]).endswith(f"/reservations/{booking.id}")
    other = call(client, "POST", "/me/feeds", who="rival").json_body
    assert events_at(client, other["address"]) == {}


def test_only_the_window_is_shown_and_only_the_newest_of_too_many(
    client: Client, space: Space, at: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = feed_of(client, space)["address"]
    days = ("2027-03-16", "2027-03-17", "2027-03-18")
    first, *others = (
        book(space, space.rooms[0], span=Span(f"{day}T09:00", f"{day}T10:00", 1), key=day) for day in days
    )
    at(first.period.end + timedelta(days=30))
    assert set(events_at(client, address)) == {one.id for one in others}
    at(NOW)
    monkeypatch.setattr(show, "MOST_EVENTS", 2)
    assert set(events_at(client, address)) == {one.id for one in others}
    assert "DESCRIPTION:Seuls les" in fetched(client, address).body.decode()


def test_an_unchanged_calendar_is_not_sent_twice(client: Client, space: Space) -> None:
    address = feed_of(client, space)["address"]
    tag = fetched(client, address).headers["ETag"]
    again = fetched(client, address, **{"If-None-Match": tag})
    assert (again.status_code, again.body) == (304, b"")
    book(space, space.rooms[0])
    assert fetched(client, address, **{"If-None-Match": tag}).status_code == 200


def test_a_revoked_address_leads_nowhere_and_the_journal_says_who_did_it(client: Client, space: Space) -> None:
    made = feed_of(client, space)
    path = f"/hosts/{space.host_id}/feeds"
    assert [one["address"] for one in call(client, "GET", path).json_body["feeds"]] == [made["address"]]
    assert fetched(client, made["address"]).status_code == 200
    assert call(client, "DELETE", f"{path}/{made['id']}").status_code == 204
    for address in (made["address"], "/api/v1/feeds/made-up/calendar.ics"):
        refused = fetched(client, address)
        assert (refused.status_code, refused.json_body["code"]) == (404, "not_found")
    assert call(client, "DELETE", f"{path}/{made['id']}").status_code == 404
    told = [line.fact for line in facts_of(f"SPACE#{space.id}") if line.fact.kind.startswith("Feed")]
    assert {fact.kind for fact in told} == {"FeedCreated", "FeedRevoked"}
    assert {fact.host_id for fact in told} == {space.host_id}
    secret = made["address"].split("/")[-2]
    assert secret not in json.dumps([fact.data() for fact in told])


def test_the_same_call_makes_one_feed_and_there_is_a_most(
    client: Client, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "MOST_FEEDS", 2)
    path, body = f"/hosts/{space.host_id}/feeds", {"space_id": space.id}
    first, second = (call(client, "POST", path, body, key="once").json_body for _ in range(2))
    assert first == second
    made = [call(client, "POST", "/me/feeds").status_code for _ in range(3)]
    assert made == [201, 201, 409]


def test_a_member_who_is_gone_has_kept_no_open_door(client: Client, space: Space) -> None:
    host = saved_host("owner")
    saved_member(host, "desk", HostRole.RECEPTION)
    mine, colleagues = feed_of(client, space, who="desk"), feed_of(client, space)
    path = f"/hosts/{host.id}/feeds"
    seen = call(client, "GET", path, who="desk").json_body["feeds"]
    assert [one["id"] for one in seen] == [mine["id"]]
    assert call(client, "DELETE", f"{path}/{colleagues['id']}", who="desk").status_code == 404
    overseen = {one["id"]: one["address"] for one in call(client, "GET", path).json_body["feeds"]}
    assert overseen == {mine["id"]: None, colleagues["id"]: colleagues["address"]}

    assert fetched(client, mine["address"]).status_code == 200
    remove(host.id, "desk", actor_id="owner", uow=work("owner"))
    assert fetched(client, mine["address"]).status_code == 404
    assert fetched(client, colleagues["address"]).status_code == 200
    assert call(client, "DELETE", f"{path}/{mine['id']}").status_code == 204


def test_another_hosts_spaces_have_no_calendar_for_others(client: Client, space: Space) -> None:
    rival, made = saved_host("rival", key="rival"), feed_of(client, space)
    for host_id, body in ((rival.id, {"space_id": space.id}), (space.host_id, {"space_id": space.id})):
        assert call(client, "POST", f"/hosts/{host_id}/feeds", body, who="rival").status_code == 404
    wrong = {"space_id": space.id, "room_id": "rm_elsewhere"}
    assert call(client, "POST", f"/hosts/{space.host_id}/feeds", wrong).status_code == 404
    for path in (f"/hosts/{rival.id}/feeds/{made['id']}", f"/me/feeds/{made['id']}"):
        assert call(client, "DELETE", path, who="rival").status_code == 404


def test_an_address_outlives_the_key_that_spelt_it(
    client: Client, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = feed_of(client, space)
    other = secrets.Secrets("sk", "whsec", "another key")
    monkeypatch.setattr("chalicelib.bookings.feeds.links.secrets", lambda: other)
    (listed,) = call(client, "GET", f"/hosts/{space.host_id}/feeds").json_body["feeds"]
    assert listed["address"] is None
    assert fetched(client, made["address"]).status_code == 200


def test_times_are_told_in_utc() -> None:
    text = calendar("", "", [an_event(start=datetime.fromisoformat("2027-03-16T09:00:00+01:00"))])
    assert "DTSTART:20270316T080000Z\r\n" in text
    assert read(text).events[0].start == datetime(2027, 3, 16, 8, tzinfo=UTC)
