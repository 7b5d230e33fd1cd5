"""The whole product as it is deployed, on engines that can fail: called through `app.py`, by people and by Lambda."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import requests
import stripe

import app
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.bookings.quote import Span
from chalicelib.core import clock
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import derived_id
from chalicelib.reactions import HANDLERS
from chalicelib.spaces.model import Room, Space
from localdev.doubles.stripe import StripeDouble
from localdev.gateway import Gateway
from tests.faults.deaths import End, Moment, Work, live_and_die
from tests.faults.eyes import Eyes
from tests.faults.proxy import Proxy
from tests.faults.pump import Message, Pump
from tests.faults.wires import Wires
from tests.make.audit import assert_relayed, assert_settled, assert_told
from tests.make.bookings import NOW, SPAN, a_request
from tests.make.identity import saved_host, saved_user
from tests.make.paper import assert_on_paper
from tests.make.spaces import a_live_space, a_room, saved
from tests.make.till import AUTHORISATION, PatientClient, Till

OWNER = "owner"
WEBHOOK_SECRET = "whsec_of_the_tests"
MOST_ROUNDS = 60
PAGE = 100
SEE_OTHER = 303
A_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LEASE_AND_MORE = timedelta(minutes=6)


class StormTill(Till):
    """Sees more than a hundred of each thing, and takes the product's clock along, to and fro."""

    furthest = NOW
    _last_news = ""
    _known: dict[str, list[Any]] | None = None

    def __init__(self, url: str, wires: Wires) -> None:
        super().__init__(cast(StripeDouble, SimpleNamespace(url=url)))
        self.contract = PatientClient(wires.stripe, now=lambda: self.now.timestamp())
        self.may_ask_late = True

    def at(self, instant: datetime) -> datetime:
        clock.use(lambda: self.now)
        self.furthest = max(instant, self.furthest)
        return super().at(instant)

    def control(self, action: str, **order: Any) -> Any:
        """Sent as the double's page would, which leads back to it instead of telling everything that it knows."""
        answer = requests.post(
            f"{self._url}/_double/{action}", data=order, headers=A_FORM, timeout=10, allow_redirects=False
        )
        assert answer.status_code == SEE_OTHER, answer.text

    def ordered_faults(self) -> Counter[str]:
        """How many of each kind still wait for their call."""
        left: Counter[str] = Counter()
        for fault in requests.get(f"{self._url}/_double/state", timeout=10).json()["faults"]:
            left[fault["kind"]] += fault["remaining"]
        return left

    def news(self) -> list[str]:
        """What happened since the last time, of what we subscribe to, in order."""
        kinds = {f"types[{number}]": kind for number, kind in enumerate(HANDLERS)}
        told: list[str] = []
        while True:
            before = {"ending_before": self._last_news} if self._last_news else {}
            page = self._page("events", **kinds, **before)
            told += [json.dumps(event) for event in reversed(page["data"])]
            self._last_news = page["data"][0]["id"] if page["data"] else self._last_news
            if not page["has_more"]:
                return told

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing happens at Stripe meanwhile, so that each list is asked for once."""
        self._known = {}
        try:
            yield
        finally:
            self._known = None

    def _list(self, name: str, account_id: str = "") -> list[Any]:
        if account_id:
            return super()._list(name, account_id)
        known = {} if self._known is None else self._known
        if name not in known:
            known[name] = self._whole(name)
        return known[name]

    def _whole(self, name: str) -> list[Any]:
        found: list[Any] = []
        while True:
            page = self._page(name, **({"starting_after": found[-1]["id"]} if found else {}))
            found += page["data"]
            if not page["has_more"]:
                return found

    def _page(self, name: str, **filters: Any) -> Any:
        params = {"limit": PAGE, **filters}
        return requests.get(f"{self._url}/v1/{name}", params=params, headers=AUTHORISATION, timeout=10).json()


@dataclass(frozen=True)
class Told:
    """What a caller heard. A call that was lost, or met itself, is made again with the same key."""

    status: int
    body: Any

    @property
    def code(self) -> str:
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""

    @property
    def well(self) -> bool:
        return self.status < 300

    @property
    def lost(self) -> bool:
        return self.status >= 500 or self.code == "idempotency_key_in_flight"


@dataclass(frozen=True)
class Desk:
    """A room of its own in a live space, and who books it, on the day after from nine to noon."""

    space: Space
    room: Room
    coworker: str
    span: Span = SPAN
    key: str = "key"

    @property
    def booking_id(self) -> str:
        return derived_id("bk", self.coworker, self.key)

    @property
    def booking(self) -> Booking:
        return booking_of(self.booking_id)

    @property
    def found(self) -> Booking | None:
        """None before it was written, and if it never was."""
        try:
            return self.booking
        except NotFound:
            return None


@dataclass
class World:
    till: StormTill
    pump: Pump
    eyes: Eyes
    wires: Wires
    proxies: tuple[Proxy, Proxy]
    host_id: str = ""
    late: list[Message] = field(default_factory=list)
    """Events of Stripe that wait for another try."""

    _people: int = 0
    _gateway: Gateway = field(default_factory=lambda: Gateway(app.app))

    def populate(self) -> None:
        saved_user(OWNER)
        self.host_id = saved_host(OWNER).id

    # People

    def coworker(self) -> str:
        self._people += 1
        return saved_user(f"coworker-{self._people}").id

    def desk(self, span: Span = SPAN, **room: Any) -> Desk:
        the_room = a_room(**room)
        return Desk(saved(a_live_space(rooms=(the_room,), host_id=self.host_id)), the_room, self.coworker(), span)

    def ask(self, who: str, method: str, path: str, body: object = None, key: str = "key") -> Told:
        headers = {"authorization": who, "content-type": "application/json", "idempotency-key": key}
        raw = b"" if body is None else json.dumps(body).encode()
        answer = self._gateway.call(method, f"/v1{path}", headers, raw)
        return Told(answer.status, answer.json() if answer.body else None)

    def request(self, desk: Desk) -> Told:
        span, wish = desk.span, a_request(desk.space, desk.room, span=desk.span)
        body = {
            "space_id": desk.space.id, "room_id": desk.room.id, "start": span.start, "end": span.end,
            "people": span.people, "expected_ttc": wish.expected_ttc, "terms": wish.terms,
        }  # fmt: skip
        return self.ask(desk.coworker, "POST", "/bookings", body, desk.key)

    def go_on_paying(self, desk: Desk) -> Told:
        return self.ask(desk.coworker, "POST", f"/bookings/{desk.booking_id}/checkout")

    def see(self, desk: Desk) -> Told:
        return self.ask(desk.coworker, "GET", f"/bookings/{desk.booking_id}")

    def cancel(self, desk: Desk, key: str = "key") -> Told:
        return self.ask(desk.coworker, "POST", f"/bookings/{desk.booking_id}/cancellation", key=key)

    def answer(self, desk: Desk, decision: str, body: object = None, key: str = "key") -> Told:
        """`decision`: acceptance, decline, or cancellation, by the host."""
        path = f"/hosts/{self.host_id}/bookings/{desk.booking_id}/{decision}"
        return self.ask(OWNER, "POST", path, body, key)

    # Machines

    def new_events(self) -> list[Message]:
        """What Stripe told since the last time."""
        return [Message(body) for body in self.till.news()]

    def all_events(self) -> list[Message]:
        """What Stripe ever told, as if it had not."""
        return [Message(body) for body in self.till.events()]

    def news_of(self, desk: Desk, kind: str) -> Message:
        """Stripe's event of this kind about a booking, told or not."""
        (found,) = [body for body in self.till.events(kind) if desk.booking_id in body]
        return Message(found)

    def knock(self, message: Message) -> Told:
        """Stripe posts an event to the edge, signed at this moment of the real world."""
        signature = stripe.WebhookSignature.generate_signature_header(message.body, WEBHOOK_SECRET)
        answer = self._gateway.call(
            "POST", "/v1/stripe/platform", {"stripe-signature": signature}, message.body.encode()
        )
        return Told(answer.status, answer.json() if answer.body else None)

    def queued_events(self) -> list[Message]:
        return [Message(body) for body in self.eyes.empty_events_queue()]

    def hand_over(self, messages: Sequence[Message]) -> list[Message]:
        """Gives these to the worker of Stripe's events. Returns those that it failed."""
        return self.pump.deliver("handle_stripe_events", messages)

    def killed(self, work: Work, *, at: int, moment: Moment) -> End:
        return live_and_die(work, self.wires, at=at, moment=moment)

    def run(self, schedule: str) -> None:
        run = self.pump.tick(schedule)
        assert not run.failure, run.failure

    # The end of every story

    def settle(self) -> None:
        """No more faults; the clock goes on until there is nothing left to wait for, and everything is told."""
        self.calm()
        self.till.at(self.till.furthest)
        self.put_in_order()
        worked = True
        while worked:
            # A message that failed comes back when its time is over, which is longer than a worker lives. What was
            # issued has to be stored, what was stored is told: each is a fact that leads to the next.
            self.till.now += LEASE_AND_MORE
            self.run("relay_missed_facts")
            turns = (self.pump.documents, self.pump.payouts, self.pump.mails)
            worked = sum(turn() for turn in turns) > 0
        assert self.eyes.dead_letters() == []

    def calm(self) -> None:
        """Nothing fails any more, and whoever was at work has ended."""
        for proxy in self.proxies:
            proxy.calm()
        self.till.control("fail_next/cancel")
        self.eyes.end_invocations()

    def put_in_order(self) -> None:
        for _ in range(MOST_ROUNDS):
            events, self.late = self.late + self.new_events(), []
            left = self.hand_over(events)
            assert not left, f"events that fail although nothing is wrong: {left}"
            hour = self.eyes.next_hour()
            if hour is None:
                return
            self.till.at(max(self.till.now, hour) + timedelta(seconds=1))
            self.run("run_deadlines")
        raise AssertionError("the clock never comes to an end")

    def assert_in_order(self) -> None:
        """No slot leaked, no hold forgotten, every booking has its facts."""
        with self.till.still():
            assert_settled(self.till)

    def assert_sound(self, *, copies: int = 0) -> None:
        """Call after `settle`: all is in order, every fact was relayed, both sides were told."""
        self.assert_in_order()
        items = self.eyes.scan()
        assert_relayed(items)
        assert_on_paper(items, self.eyes.original)
        assert_told(items, self.eyes.sent_mails(), copies=copies)

    def copies(self) -> int:
        """Letters that left more than once."""
        records = [item for item in self.eyes.scan() if item["pk"]["S"].startswith("MAIL#")]
        return len(self.eyes.sent_mails()) - len(records)
