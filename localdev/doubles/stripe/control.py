"""The control page and its JSON twin: look inside, move the clock, order failures, resend, start afresh.

Every action takes JSON and answers JSON; sent as a form by the page, it leads back to the page.
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from localdev.doubles.stripe import clock, control_connect, deadlines, faults, webhook_queue
from localdev.doubles.stripe.destinations import Destination, destination_of
from localdev.doubles.stripe.errors import StripeFailure
from localdev.doubles.stripe.faults import DEFAULT_HANG_SECONDS, FaultKind
from localdev.doubles.stripe.hosted_page import TEMPLATES
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.texts import CAPABILITY_LABELS, FAULT_LABELS, money
from localdev.doubles.stripe.unit_of_work import Configuration, Json, UnitOfWork, owner_of
from localdev.doubles.stripe.webhooks import Courier
from localdev.doubles.stripe.wire import Answer, Call, json_answer, page_answer, redirect

_PAGE = "/_double"
_RESEND = re.compile(r"/_double/events/([^/]+)/resend")
_KINDS = (
    "checkout.session",
    "payment_intent",
    "charge",
    "refund",
    "transfer",
    "payout",
    "dispute",
    "balance_transaction",
)
_EVENT_KINDS = ("event", "v2.core.event")
_SHOWN_EVENTS = 200


class BadOrder(ValueError):
    """A control call that makes no sense."""


class Control:
    def __init__(self, store: Store, configuration: Configuration, courier: Courier) -> None:
        self._store = store
        self._configuration = configuration
        self._courier = courier
        self._actions: dict[str, Callable[[Json], None]] = {
            "/_double/clock": self._set_clock,
            "/_double/clock/advance": self._advance_clock,
            "/_double/chaos": self._set_chaos,
            "/_double/fail_next": self._fail_next,
            "/_double/fail_next/cancel": self._cancel_faults,
            "/_double/webhooks/deliver": self._deliver,
            "/_double/reset": self._reset,
        }

    def answer(self, call: Call) -> Answer:
        if call.method == "GET" and call.path == _PAGE:
            return page_answer(200, TEMPLATES.get_template("control.html").render(**self._page_values()))
        if call.method == "GET" and call.path == f"{_PAGE}/state":
            return json_answer(200, self.state())
        if call.method == "POST":
            return self._act(call)
        return json_answer(404, {"error": "no such control"})

    def state(self) -> Json:
        with self._store.transaction() as connection:
            emitted = deadlines.run_due(connection, self._configuration)
            state = self._state_in(connection)
        self._courier.release(emitted)
        return state

    def _act(self, call: Call) -> Answer:
        try:
            if resend := _RESEND.fullmatch(call.path):
                self._resend(resend.group(1))
            elif found := control_connect.order_at(call.path):
                self._decide(*found, call.fields())
            elif action := self._actions.get(call.path):
                action(call.fields())
            else:
                return json_answer(404, {"error": "no such control"})
        except (ValueError, TypeError, StripeFailure) as problem:
            return json_answer(400, {"error": str(problem)})
        sent_by_the_page = (call.header("Content-Type") or "").startswith("application/x-www-form-urlencoded")
        return redirect(_PAGE) if sent_by_the_page else json_answer(200, self.state())

    def _set_clock(self, order: Json) -> None:
        seconds = int(order["offset_seconds"]) if "offset_seconds" in order else _missing("offset_seconds")
        self._move_clock(lambda _present: seconds)

    def _advance_clock(self, order: Json) -> None:
        seconds = int(order["seconds"]) if "seconds" in order else _missing("seconds")
        self._move_clock(lambda present: present + seconds)

    def _move_clock(self, new_offset: Callable[[int], int]) -> None:
        with self._store.transaction() as connection:
            clock.set_offset(connection, new_offset(clock.offset_seconds(connection)))
            emitted = deadlines.run_due(connection, self._configuration)
        self._courier.release(emitted)

    def _set_chaos(self, order: Json) -> None:
        enabled = order.get("enabled")
        if enabled not in (True, False, "true", "false"):
            _missing("enabled")
        with self._store.transaction() as connection:
            webhook_queue.set_chaos(connection, enabled=enabled in (True, "true"))

    def _fail_next(self, order: Json) -> None:
        kind = FaultKind(order.get("kind", ""))
        path, times = str(order.get("path") or "*"), int(order.get("times", 1))
        hang_seconds = float(order.get("hang_seconds", DEFAULT_HANG_SECONDS))
        if times < 1 or hang_seconds < 0:
            raise BadOrder("times must be at least 1 and hang_seconds not negative")
        with self._store.transaction() as connection:
            faults.order(
                connection,
                kind,
                method=str(order.get("method") or "*"),
                path=path,
                times=times,
                hang_seconds=hang_seconds,
            )

    def _cancel_faults(self, _order: Json) -> None:
        with self._store.transaction() as connection:
            faults.cancel_all(connection)

    def _deliver(self, _order: Json) -> None:
        self._courier.send_everything_owed()

    def _resend(self, event_id: str) -> None:
        with self._store.transaction() as connection:
            owner, now = owner_of(connection, event_id), clock.current_time(connection)
            event = UnitOfWork(connection, now, self._configuration, account=owner).find(event_id)
            if event is None or event["object"] not in _EVENT_KINDS:
                raise BadOrder(f"no such event: {event_id}")
            if destination_of(event) not in self._configuration.receivers:
                raise BadOrder(f"the double was started without an address for {destination_of(event)} events")
            webhook_queue.enqueue(connection, event_id)
        self._courier.release([])

    def _decide(self, order: control_connect.Order, object_id: str, values: Json) -> None:
        with self._store.transaction() as connection:
            due = deadlines.run_due(connection, self._configuration)
            unit = UnitOfWork(connection, clock.current_time(connection), self._configuration)
            order(unit, object_id, values)
        self._courier.release([*due, *unit.emitted])

    def _reset(self, _order: Json) -> None:
        self._store.empty()

    def _state_in(self, connection: sqlite3.Connection) -> Json:
        now = clock.current_time(connection)
        unit = UnitOfWork(connection, now, self._configuration)
        urls = {name.value: receiver.url for name, receiver in self._configuration.receivers.items()}
        return {
            "clock": {"now": now, "offset_seconds": clock.offset_seconds(connection)},
            "chaos": {"enabled": webhook_queue.chaos_is_on(connection)},
            "webhook": {
                "url": urls.get(Destination.PLATFORM),
                "urls": urls,
                "pending": len(webhook_queue.pending(connection, due_before=None)),
            },
            "faults": faults.ordered(connection),
            "accounts": [control_connect.account_view(unit, one) for one in unit.all("v2.core.account")],
            "objects": {kind: unit.everywhere(kind) for kind in _KINDS},
            "events": [_event_view(connection, event) for event in _latest_events(unit)],
        }

    def _page_values(self) -> dict[str, Any]:
        state = self.state()
        return {
            **state,
            "merchant": self._configuration.merchant_name,
            "fault_kinds": list(FaultKind),
            "fault_labels": FAULT_LABELS,
            "capability_labels": CAPABILITY_LABELS,
            "money": lambda amount, currency: money(amount, currency, "fr"),
            "moment": lambda seconds: datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y %H:%M:%S UTC"),
        }


def _missing(name: str) -> int:
    raise BadOrder(f"missing or invalid: {name}")


def _latest_events(unit: UnitOfWork) -> list[Json]:
    return unit.everywhere(*_EVENT_KINDS)[:_SHOWN_EVENTS]


def _event_view(connection: sqlite3.Connection, event: Json) -> Json:
    rows = connection.execute(
        "SELECT attempts, state, outcome FROM deliveries WHERE event_id = ? ORDER BY id", (event["id"],)
    )
    thin = event["object"] == "v2.core.event"
    about = event["related_object"] if thin else event["data"]["object"]
    return {
        "id": event["id"],
        "type": event["type"],
        "created": event["created"],
        "destination": destination_of(event).value,
        # What is the only one of its kind has no id.
        "object": about.get("id", about.get("object")),
        "deliveries": [dict(row) for row in rows],
    }
