"""The courier: a thread that signs and posts events, after the answer of the call that caused them."""

import json
import logging
import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from http.client import HTTPException

import stripe

from localdev.doubles.stripe import webhook_queue
from localdev.doubles.stripe.destinations import Destination, Receiver, destination_of
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.webhook_queue import Delivery

_log = logging.getLogger(__name__)

_POST_TIMEOUT_SECONDS = 10.0
_IDLE_SECONDS = 60.0
_SHORTEST_NAP_SECONDS = 0.02
_LONGEST_ANSWER_SECONDS = 5.0


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Stripe counts a redirect as a failed delivery."""

    def redirect_request(self, *_args: object, **_kwargs: object) -> None:
        return None


class Courier:
    """Events of a destination without an address are recorded and never sent."""

    def __init__(self, store: Store, receivers: Mapping[Destination, Receiver], retry_base_seconds: float) -> None:
        self._store = store
        self._receivers = receivers
        self._retry_base_seconds = retry_base_seconds
        self._held: set[str] = set()
        self._held_changed = threading.Condition()
        self._sending = threading.Lock()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="stripe-double-courier", daemon=True)
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)

    def start(self) -> None:
        if self._receivers:
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_POST_TIMEOUT_SECONDS + 1)

    def hold(self, event_ids: Iterable[str]) -> None:
        with self._held_changed:
            self._held.update(event_ids)

    def release(self, event_ids: Iterable[str]) -> None:
        with self._held_changed:
            self._held.difference_update(event_ids)
            self._held_changed.notify_all()
        self._wake.set()

    def send_everything_owed(self) -> None:
        """Attempt each delivery that has not succeeded yet, whatever its back-off.

        Who asks may have read an answer whose events are let go an instant later: those are waited for.
        """
        with self._held_changed:
            self._held_changed.wait_for(lambda: not self._held, timeout=_LONGEST_ANSWER_SECONDS)
        self._attempt(due_before=None)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._attempt(due_before=time.time())
                nap = self._seconds_to_next()
            except Exception:  # noqa: BLE001 - a dead courier would lose every later webhook
                _log.exception("the courier stumbled and goes on")
                nap = 1.0
            self._wake.wait(timeout=nap)
            self._wake.clear()

    def _seconds_to_next(self) -> float:
        with self._store.transaction() as connection:
            waiting = self._not_held(webhook_queue.pending(connection, due_before=None))
            due = webhook_queue.next_due(connection) if waiting else None
        return _IDLE_SECONDS if due is None else max(due - time.time(), _SHORTEST_NAP_SECONDS)

    def _attempt(self, *, due_before: float | None) -> None:
        with self._sending:
            with self._store.transaction() as connection:
                owed = self._not_held(webhook_queue.pending(connection, due_before=due_before))
                if webhook_queue.chaos_is_on(connection):
                    random.shuffle(owed)
            for delivery in owed:
                if self._stopping.is_set():
                    return
                self._send(delivery)

    def _not_held(self, deliveries: list[Delivery]) -> list[Delivery]:
        with self._held_changed:
            return [delivery for delivery in deliveries if delivery.event_id not in self._held]

    def _send(self, delivery: Delivery) -> None:
        with self._store.transaction() as connection:
            row = connection.execute("SELECT body FROM objects WHERE id = ?", (delivery.event_id,)).fetchone()
        receiver = self._receivers.get(destination_of(json.loads(row["body"]))) if row else None
        # Owed since a start that had an address for it: it waits for the next such start.
        delivered, outcome = self._post(receiver, row["body"]) if receiver else (False, "no address")
        with self._store.transaction() as connection:
            if delivered:
                webhook_queue.record_success(connection, delivery, outcome)
            else:
                webhook_queue.record_failure(connection, delivery, outcome, self._retry_base_seconds)

    def _post(self, receiver: Receiver, payload: str) -> tuple[bool, str]:
        # Receivers compare the signature's time with their own clock, so it is never the double's.
        signature = stripe.WebhookSignature.generate_signature_header(payload, receiver.secret)
        request = urllib.request.Request(  # noqa: S310 - the address comes from the command line
            receiver.url,
            data=payload.encode(),
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Stripe-Signature": signature,
                "User-Agent": "Stripe/1.0 (local double)",
            },
        )
        try:
            with self._opener.open(request, timeout=_POST_TIMEOUT_SECONDS) as response:
                return 200 <= response.status < 300, str(response.status)
        except urllib.error.HTTPError as refused:
            return False, str(refused.code)
        except (OSError, HTTPException) as failure:
            return False, type(failure).__name__
