"""Wrong people at every door: each operation of the running product's OpenAPI document, called by each of them.

A route, a staff role or a kind of access that is new is in here by itself, or fails and says what to add.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import requests

from chalicelib.identity.model import StaffRole
from chalicelib.operations.rules import RULES
from tests.journeys import imports, offers, people, teams
from tests.journeys.client import Client, Json, problem_in
from tests.journeys.market import Market
from tests.journeys.offers import Host, a_room, a_space, image_begun
from tests.journeys.people import Person
from tests.journeys.routes import BODIES, Ids, Operation, operations
from tests.journeys.tokens import FORGED, Mint
from tests.journeys.waiting import until

Told = tuple[int, str]
"""Status and problem code; "" for an answer that is none."""

SIGN_IN_FIRST, TOKEN_REFUSED = (401, "sign_in_first"), (401, "token_refused")
NOT_FOUND, STAFF_ONLY = (404, "not_found"), (403, "staff_only")
ROLE_TOO_LOW, INVITED_ELSEWHERE = (403, "role_too_low"), (403, "invited_elsewhere")
KEPT_OUT = {401, 403, 404}


@dataclass(frozen=True)
class Door:
    """Who is let in although the object is not theirs, which members of the host besides its owner, and what
    everybody else who is signed in is told. `hides`: what there is and what there is not look the same to them."""

    staff: frozenset[StaffRole]
    others: Told
    members: frozenset[str] = frozenset()
    hides: bool = True


PUBLIC, SIGNED_IN = "public", "signed_in"
DOORS = {
    SIGNED_IN: Door(frozenset(), NOT_FOUND),
    "host_owner": Door(frozenset(), NOT_FOUND),
    "host": Door(frozenset(), NOT_FOUND, frozenset({"manager"})),
    "host_or_staff": Door(frozenset(StaffRole), NOT_FOUND, frozenset({"manager"})),
    "host_desk": Door(frozenset(), NOT_FOUND, frozenset({"manager", "reception"})),
    "host_documents": Door(frozenset(), NOT_FOUND, frozenset({"manager", "accountant"})),
    "host_member": Door(frozenset(), NOT_FOUND, frozenset({"manager", "reception", "accountant"})),
    # Whoever holds the secret of the link knows already that there is an invitation.
    "invited": Door(frozenset(), INVITED_ELSEWHERE, hides=False),
    "moderator": Door(frozenset({StaffRole.MODERATOR}), STAFF_ONLY),
    "operator": Door(frozenset({StaffRole.OPERATOR}), STAFF_ONLY),
}
"""What each `x-access` means, but for the public one."""

OPEN_TO_ALL = ("/catalogue/", "/auth/", "/stripe/", "/terms", "/invitations/", "/feeds/", "/claims/lookup")
"""Where a route may be public: what is shown, the doors themselves, and what Stripe signs."""


@dataclass(frozen=True)
class Stranger:
    """Somebody to whom nothing of the market belongs."""

    api: Client
    role: StaffRole | None = None

    def may(self, operation: Operation) -> bool:
        own = operation.access == SIGNED_IN and not operation.ids
        return own or self.role in door_of(operation).staff


MEMBERS = ("manager", "reception", "accountant")
ANOTHER_COWORKER, ANOTHER_HOST = "another coworker", "another host"
STRANGERS = (ANOTHER_COWORKER, ANOTHER_HOST, *StaffRole)


def door_of(operation: Operation) -> Door:
    assert operation.access in DOORS, (
        f"{operation} has the access {operation.access!r}, of which nothing is known here. Add to DOORS who comes in "
        "without owning the object, and what all others are told."
    )
    return DOORS[operation.access]


@pytest.fixture(scope="module")
def market(market: Market) -> Market:
    """With a host and a coworker of its own: whatever changes of theirs meanwhile, strangers changed it."""
    host = market.seller("Lésée", "Hôte")
    return replace(market, host=host, coworker=market.join("Lésé", "Coworker"))


@pytest.fixture(scope="module")
def ids(market: Market) -> Ids:
    """Path parameter -> an object of the market's host and coworker, or one that only staff may see."""
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    market.confirmed(offer, market.day(), "16:00", "17:00")
    taken = offer.body(market.day(), "16:00", "17:00")
    asked = {name: taken[name] for name in ("space_id", "room_id", "start", "end", "people")}
    document = until("the invoice", lambda: _invoice(market))
    until("the request in the journal", lambda: "BookingRequested" in str(market.host.api.get(_journal(market))))
    return {
        "host_id": market.host.id,
        "space_id": offer.id,
        "room_id": offer.room()["id"],
        "image_id": image_begun(market.host, offer.id),
        "booking_id": booking["id"],
        "series_id": market.every_week(offer, market.day())["id"],
        "waiting_id": market.coworker.api.post("/waiting", asked)["id"],
        "document_id": document["id"],
        "rule": RULES[0].name,
        "queue": "mails",
        "month": f"{market.day():%Y-%m}",
        **offers.calendar_feed(market.host, offer.id),
        **_of_the_team(market),
        **imports.known(_staff_member(market), ["STRANGERS-1"], people.address_of("awaited")),
    }


def _staff_member(market: Market) -> Person:
    operator = market.join("Inès", "Import")
    market.product.bootstrap(operator.email, StaffRole.OPERATOR)
    return operator


def _of_the_team(market: Market) -> Ids:
    """An invitation, the secret of its link, and the owner."""
    email = people.address_of("invited")
    invitation = teams.invited(market.host, email, "reception")
    return {
        "invitation_id": invitation["id"],
        "token": teams.mailed_token(market, email),
        "user_id": market.host.owner.api.get("/me")["id"],
    }


@pytest.fixture(scope="module")
def members(market: Market) -> dict[str, Client]:
    """Of the market's host, besides its owner."""
    doors = {role: market.anonymous.as_(teams.hired(market, market.host, role).api.token) for role in MEMBERS}
    journal = _journal(market)
    until(
        "all who joined in the journal", lambda: str(market.host.api.get(journal)).count("MemberJoined") == len(doors)
    )
    return doors


def _invoice(market: Market) -> Json | None:
    """The first one that can be downloaded."""
    stored = [one for one in market.coworker.api.get("/me/documents")["items"] if one["stored"]]
    return stored[0] if stored else None


@pytest.fixture(scope="module")
def made_up(ids: Ids) -> Ids:
    """Ids of the same form that belong to nothing."""
    return {name: f"{value[:-4]}zzzz" for name, value in ids.items()}


@pytest.fixture(scope="module")
def rival(market: Market) -> Host:
    return offers.found(market.join("Autre", "Hôte"))


@pytest.fixture(scope="module")
def strangers(market: Market, rival: Host) -> dict[str, Stranger]:
    people = {ANOTHER_COWORKER: market.join("Autre", "Coworker"), ANOTHER_HOST: rival.owner}
    people |= {role: _staff(market, role) for role in StaffRole}
    # Without the cookies that signing in left in a person's own client.
    doors = {name: market.anonymous.as_(person.api.token) for name, person in people.items()}
    return {name: Stranger(door, StaffRole(name) if name in set(StaffRole) else None) for name, door in doors.items()}


@pytest.fixture(scope="module")
def mint(market: Market) -> Mint:
    return Mint(market.product, market.coworker)


@pytest.fixture(scope="module")
def forged(mint: Mint) -> dict[str, str]:
    return mint.forged()


@pytest.fixture
def unchanged(market: Market, ids: Ids) -> Iterator[None]:
    """What the market's people see of their own is the same before and after."""
    before = _all_they_have(market, ids)
    yield
    assert _all_they_have(market, ids) == before


def test_every_route_says_who_may_call_it_and_whether_a_session_is_needed(market: Market) -> None:
    for operation in operations(market.anonymous):
        public = operation.access == PUBLIC
        assert operation.path.startswith(OPEN_TO_ALL) if public else door_of(operation), operation
        assert ("security" in operation.description) is not public, operation


def test_every_body_is_of_a_route_that_there_is(market: Market) -> None:
    assert set(BODIES) <= {str(operation) for operation in operations(market.anonymous)}


def test_a_new_kind_of_access_and_a_new_path_parameter_fail_and_say_what_to_add(market: Market, ids: Ids) -> None:
    with pytest.raises(AssertionError, match="GET /new has the access 'accountant', of which nothing is known"):
        door_of(Operation("GET", "/new", {"x-access": "accountant", "parameters": []}))
    thing = {"x-access": "host", "parameters": [{"name": "thing_id", "in": "path"}]}
    with pytest.raises(AssertionError, match=r"add \['thing_id'\] to `ids`"):
        Operation("GET", "/things/{thing_id}", thing).call(market.anonymous, ids)


@pytest.mark.usefixtures("unchanged")
def test_nobody_comes_in_without_a_session(market: Market, ids: Ids) -> None:
    wrong = []
    for operation in operations(market.anonymous):
        told = _told(operation.call(market.anonymous, ids))
        right = told[0] not in KEPT_OUT if operation.access == PUBLIC else told == SIGN_IN_FIRST
        wrong += [] if right else [f"{operation} ({operation.access}) answers {told}"]
    assert not wrong, "\n".join(wrong)


def test_every_kind_of_forged_token_has_a_name(forged: dict[str, str]) -> None:
    assert tuple(forged) == FORGED


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", FORGED)
def test_a_token_that_is_not_good_opens_nothing(market: Market, ids: Ids, forged: dict[str, str], name: str) -> None:
    forger = market.anonymous.as_(forged[name])
    wrong = []
    for operation in operations(forger):
        told = _told(operation.call(forger, ids))
        anonymous = operation.access == PUBLIC
        expected = _told(operation.call(market.anonymous, ids)) if anonymous else TOKEN_REFUSED
        wrong += [] if told == expected else [f"{operation} ({operation.access}) answers {told}, not {expected}"]
    assert not wrong, "\n".join(wrong)


def test_a_token_of_the_same_make_with_nothing_wrong_opens_the_door(market: Market, mint: Mint) -> None:
    """Or the forged ones were refused for the way in which they are made."""
    good = mint.signed(jti="of-the-tests", exp=int(mint.claims["exp"]) - 1)
    assert market.anonymous.as_(good).get("/me")["email"] == market.coworker.email


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_are_let_in_where_they_may_and_told_nothing_elsewhere(
    market: Market, ids: Ids, made_up: Ids, strangers: dict[str, Stranger], name: str
) -> None:
    stranger = strangers[name]
    wrong = []
    for operation in operations(stranger.api):
        if operation.access == PUBLIC:
            answer = operation.call(stranger.api, ids)
            right = _told(answer) == _told(operation.call(market.anonymous, ids))
        elif stranger.may(operation):
            answer = operation.knock(stranger.api, ids)
            right = answer.status_code not in KEPT_OUT
        else:
            answer = operation.call(stranger.api, ids)
            # An object that there is and one that there is not look the same.
            door = door_of(operation)
            right = _told(answer) == door.others and (
                not door.hides or answer.content == operation.call(stranger.api, made_up).content
            )
        wrong += (
            [] if right else [f"{operation} ({operation.access}) answers {_told(answer)}{_hint(operation, answer)}"]
        )
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("unchanged")
def test_ones_own_host_does_not_open_anothers_objects(market: Market, ids: Ids, rival: Host) -> None:
    wrong = []
    for operation in operations(rival.api):
        if "host_id" not in operation.ids or len(operation.ids) == 1 or not operation.access.startswith("host"):
            continue
        answer = operation.call(rival.api, {**ids, "host_id": rival.id})
        wrong += (
            [] if _told(answer) == NOT_FOUND else [f"{operation} answers {_told(answer)}{_hint(operation, answer)}"]
        )
    assert not wrong, "\n".join(wrong)


@pytest.mark.usefixtures("unchanged")
def test_a_coworker_is_no_host_and_a_host_is_no_coworker(market: Market, ids: Ids) -> None:
    """Although the booking is one of both."""
    wrong = []
    for operation in operations(market.anonymous):
        of_hosts = operation.access.startswith("host")
        other_side = market.coworker.api if of_hosts else {SIGNED_IN: market.host.api}.get(operation.access)
        if other_side and operation.ids and _told(operation.call(other_side, ids)) != NOT_FOUND:
            wrong.append(str(operation))
    assert wrong == []


@pytest.mark.usefixtures("members", "unchanged")
@pytest.mark.parametrize("role", MEMBERS)
def test_a_member_goes_as_far_as_his_role_and_no_further(
    market: Market, ids: Ids, made_up: Ids, members: dict[str, Client], role: str
) -> None:
    wrong, who = [], members[role]
    for operation in operations(who):
        if not operation.access.startswith("host"):
            continue
        if role in door_of(operation).members:
            told = _told(operation.knock(who, {**made_up, "host_id": market.host.id}))
            right = told not in {ROLE_TOO_LOW, SIGN_IN_FIRST}
        else:
            told = _told(operation.call(who, ids))
            right = told == ROLE_TOO_LOW
        wrong += [] if right else [f"{operation} ({operation.access}) answers {told}"]
    assert not wrong, "\n".join(wrong)


def test_a_room_of_another_host_is_not_taken_over_by_an_edit(market: Market, ids: Ids, rival: Host) -> None:
    body = a_space({**a_room(), "id": ids["room_id"]})
    refusal = rival.api.refused(422, "unknown_room", "POST", f"{rival.path}/spaces", body)
    assert refusal.pointers == ["/rooms/0/id"]


def test_stripes_events_need_stripes_signature(market: Market) -> None:
    event = {"id": "evt_x", "type": "checkout.session.completed", "data": {"object": {"id": "cs_x"}}}
    for signature in ("", "t=1,v1=00", "nonsense"):
        market.anonymous.refused(
            400, "bad_signature", "POST", "/stripe/platform", event, headers={"Stripe-Signature": signature}
        )


def _staff(market: Market, role: StaffRole) -> Person:
    member = market.join("Équipe", role.value)
    market.product.bootstrap(member.email, role.value)
    return member


def _told(answer: requests.Response) -> Told:
    if answer.status_code < 400:
        return answer.status_code, ""
    return answer.status_code, problem_in(answer).code


def _hint(operation: Operation, answer: requests.Response) -> str:
    if answer.status_code != 422:
        return ""
    return f": it looked at the body first. Give {operation} a good one in BODIES (tests/journeys/routes.py)"


def _journal(market: Market) -> str:
    return f"{market.host.path}/journal"


def _all_they_have(market: Market, ids: Ids) -> list[Json]:
    host, booking = market.host.path, f"bookings/{ids['booking_id']}"
    of_the_host = (host, _journal(market), f"{host}/{booking}", f"{host}/spaces/{ids['space_id']}", f"{host}/spaces")
    return [
        *(market.host.api.get(path) for path in (*of_the_host, "/me")),
        *(market.coworker.api.get(path) for path in (f"/{booking}", "/bookings", "/waiting", "/me")),
    ]
