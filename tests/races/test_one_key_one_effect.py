"""320 POSTs under 16 Idempotency-Keys, from 64 threads, through the routes: sixteen effects, one answer for each key.

`chalice.test.Client` would not do: a Chalice application has one current request for all threads, whatever the number
of clients, and answers calls with one another's. `localdev.gateway` gives each thread its own.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from chalice.app import AuthRequest, AuthResponse, Chalice

from chalicelib.bookings.api import api as bookings_api
from chalicelib.core import clock
from chalicelib.identity import hosts
from chalicelib.identity.api import api as identity_api
from chalicelib.kit.idempotency import KeyInFlight, KeyReused
from localdev.gateway import Gateway
from tests.make.bookings import NOW
from tests.races.conflicts import ConflictingClient
from tests.races.conftest import UseEngine
from tests.races.crowd import a_free_room, at_once, opened, users
from tests.races.evidence import keep
from tests.races.mutants import without_claim
from tests.races.soundness import bookings, counted, everything

POSTS = 320
KEYS = 16
THREADS = 64
FEW = 64
"""Posts, where the point is made with fewer."""

PAUSE = 0.05

Answer = tuple[int, str]
"""Status and body, whose members a kept answer may tell in another order."""

Answers = dict[str, Counter[Answer]]
"""What the calls under each key were answered."""

pytestmark = pytest.mark.engine


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.use(lambda: NOW)
    yield
    clock.use(None)


@dataclass(frozen=True)
class Door:
    """One route behind its gateway, for one signed-in person."""

    client: ConflictingClient
    gateway: Gateway
    user: str
    path: str

    @classmethod
    def of(cls, client: ConflictingClient, path: str) -> "Door":
        application = Chalice(app_name="races")

        @application.authorizer()
        def signed_in(request: AuthRequest) -> AuthResponse:
            return AuthResponse(routes=["*"], principal_id=request.token)

        for api in (identity_api, bookings_api):
            application.register_blueprint(api.blueprint(signed_in), url_prefix="/v1")
        (user,) = users(1)
        return cls(client, Gateway(application), user, path)

    def post(self, key: str, body: Any) -> Answer:
        """As a patient client posts: while the same call is in flight, it asks again."""
        headers = {"authorization": self.user, "idempotency-key": key, "content-type": "application/json"}
        while True:
            answer = self.gateway.call("POST", f"/v1{self.path}", headers, json.dumps(body).encode())
            if answer.status != KeyInFlight.kind or answer.json()["code"] != KeyInFlight.code:
                return answer.status, json.dumps(answer.json(), sort_keys=True)
            self.client.time.sleep(PAUSE)

    def storm(self, *bodies: Any, posts: int = POSTS) -> Answers:
        """All calls from all threads; with several bodies, each key comes with each of them."""
        calls = [(f"key {n % KEYS}", bodies[n // KEYS % len(bodies)]) for n in range(posts)]
        answers: Answers = defaultdict(Counter)
        for told in at_once(
            self.client, [partial(self._posts, calls[n::THREADS]) for n in range(THREADS)], together=False
        ):
            for key, answer in told:
                answers[key][answer] += 1
        return answers

    def _posts(self, calls: list[tuple[str, Any]]) -> list[tuple[str, Answer]]:
        return [(key, self.post(key, body)) for key, body in calls]


@dataclass(frozen=True)
class Made:
    """How often the verb behind POST /hosts really ran."""

    names: list[str]

    @classmethod
    def watched(cls, monkeypatch: pytest.MonkeyPatch) -> "Made":
        made = cls([])

        def create_host(name: str, *arguments: Any, **named: Any) -> Any:
            made.names.append(name)
            return hosts.create_host(name, *arguments, **named)

        monkeypatch.setattr("chalicelib.identity.api.create_host", create_host)
        return made


HOST, OTHER_HOST = {"name": "La Ruche", "language": "fr"}, {"name": "Le Rucher", "language": "fr"}


def a_wish(client: ConflictingClient, capacity: int) -> tuple[Any, Any]:
    """The body of POST /bookings, and another."""
    room = a_free_room(capacity=capacity)
    space = opened(room)
    common = {"space_id": space.id, "room_id": room.id, "people": 1, "expected_ttc": 0}
    morning = {"start": "2027-03-16T09:00", "end": "2027-03-16T12:00"}
    return common | morning, common | morning | {"end": "2027-03-16T11:00"}


def created(answers: Answers) -> list[Answer]:
    return [answer for told in answers.values() for answer in told if answer[0] == 201]


def hosts_there(client: ConflictingClient) -> int:
    return sum("HostCreated" in item.get("kind", {}).values() for item in everything(client))


def test_320_calls_under_16_keys_create_16_hosts_and_each_key_has_one_answer(
    use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, made = use_engine(), Made.watched(monkeypatch)
    door = Door.of(client, "/hosts")

    answers = door.storm(HOST)

    assert {key: len(told) for key, told in answers.items()} == {f"key {n}": 1 for n in range(KEYS)}
    assert sum(told.total() for told in answers.values()) == POSTS
    assert len(set(created(answers))) == len(made.names) == hosts_there(client) == KEYS
    for key in answers:
        status, body = door.post(key, OTHER_HOST)
        assert (status, json.loads(body)["code"]) == (422, KeyReused.code)
    assert len(made.names) == KEYS
    keep("one_key", posts=POSTS, keys=KEYS, hosts=len(made.names))


def test_without_kept_answers_every_call_runs(use_engine: UseEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the host's derived id alone would hide how often the verb ran."""
    client, made = use_engine(), Made.watched(monkeypatch)
    monkeypatch.setattr("chalicelib.kit.idempotency.once", lambda operation, call, act: act())

    Door.of(client, "/hosts").storm(HOST, posts=FEW)

    assert len(made.names) > KEYS
    keep("one_key", hosts_without_keys=len(made.names), few=FEW)


def test_of_two_bodies_under_one_key_one_creates_a_host_and_the_other_is_refused(use_engine: UseEngine) -> None:
    client = use_engine()

    answers = Door.of(client, "/hosts").storm(HOST, OTHER_HOST, posts=FEW)

    assert [sorted(status for status, _ in told) for told in answers.values()] == [[201, 422]] * KEYS
    assert hosts_there(client) == KEYS


def test_320_calls_under_16_keys_book_16_places_of_16(use_engine: UseEngine) -> None:
    """The last key's repetitions meet a full room, and are answered all the same."""
    client = use_engine()
    door = Door.of(client, "/bookings")
    wish, other_wish = a_wish(client, capacity=KEYS)

    answers = door.storm(wish)

    assert {key: len(told) for key, told in answers.items()} == {f"key {n}": 1 for n in range(KEYS)}
    assert sum(told.total() for told in answers.values()) == POSTS
    assert len(set(created(answers))) == len(bookings(everything(client))) == KEYS
    assert set(counted(everything(client)).values()) == {KEYS}
    for key in answers:
        status, body = door.post(key, other_wish)
        assert (status, json.loads(body)["code"]) == (422, KeyReused.code)
    keep("one_key", booked=len(bookings(everything(client))))


def test_without_its_claim_a_repeated_call_takes_places_again(use_engine: UseEngine) -> None:
    client = use_engine(tamper=without_claim)
    wish, _ = a_wish(client, capacity=500)

    Door.of(client, "/bookings").storm(wish, posts=FEW)

    taken = max(counted(everything(client)).values())
    assert taken > KEYS
    keep("one_key", places_without_claim=taken)


def test_of_two_wishes_under_one_key_one_books_and_the_other_is_refused(use_engine: UseEngine) -> None:
    client = use_engine()
    door = Door.of(client, "/bookings")

    answers = door.storm(*a_wish(client, capacity=KEYS), posts=FEW)

    assert [sorted(status for status, _ in told) for told in answers.values()] == [[201, 422]] * KEYS
    assert len(bookings(everything(client))) == KEYS
