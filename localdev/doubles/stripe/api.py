"""From a call on the wire to an answer: who may call, once per key, in one transaction."""

import json
import sqlite3
import threading
from dataclasses import dataclass, replace
from typing import Any

import stripe

from localdev.doubles.stripe import deadlines, faults, idempotency
from localdev.doubles.stripe.clock import current_time
from localdev.doubles.stripe.errors import (
    StripeFailure,
    account_invalid,
    balance_insufficient,
    card_error,
    from_problem,
    idempotency_in_flight,
    invalid_request,
    not_doubled,
    rate_limited,
    refused_by_state,
    server_error,
    unauthorized,
    unknown_endpoint,
)
from localdev.doubles.stripe.expansion import expanded
from localdev.doubles.stripe.faults import Fault, FaultKind
from localdev.doubles.stripe.form_encoding import MalformedForm, decode_form
from localdev.doubles.stripe.idempotency import KeptAnswer, KeysInFlight
from localdev.doubles.stripe.routes import Endpoint, find_route
from localdev.doubles.stripe.sdk_contract import operation_for, read_params
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.unit_of_work import Cause, Configuration, Json, UnitOfWork, new_id
from localdev.doubles.stripe.webhooks import Courier
from localdev.doubles.stripe.wire import Answer, Call, json_answer


@dataclass(frozen=True)
class _Understood:
    """A call that passed every check that needs no state."""

    endpoint: Endpoint
    ids: tuple[str, ...]
    params: Json
    fingerprint: str
    key: str | None
    request_id: str
    account: str | None
    v2: bool

    @property
    def kept_under(self) -> str | None:
        """Each account has keys of its own."""
        return f"{self.account}/{self.key}" if self.key and self.account else self.key


class Api:
    def __init__(
        self, store: Store, configuration: Configuration, courier: Courier, stopping: threading.Event
    ) -> None:
        self._store = store
        self._configuration = configuration
        self._courier = courier
        self._stopping = stopping
        self._keys_in_flight = KeysInFlight()

    def answer(self, call: Call) -> Answer:
        request_id = new_id("req_", 14)
        headers = {"Request-Id": request_id, "Stripe-Version": stripe.api_version}
        try:
            answer = self._answer(call, request_id)
        except StripeFailure as failure:
            answer = json_answer(failure.status, failure.body(v2=call.is_v2), failure.headers)
        if key := call.header("Idempotency-Key"):
            headers["Idempotency-Key"] = key
        return replace(answer, headers={**headers, **answer.headers})

    def _answer(self, call: Call, request_id: str) -> Answer:
        _check_credentials(call)
        with self._store.transaction() as connection:
            due = deadlines.run_due(connection, self._configuration)
            _check_account(connection, call.header("Stripe-Account"))
            fault = faults.take(connection, call.method, call.path)
        self._courier.release(due)
        if fault and fault.kind is FaultKind.RATE_LIMITED:
            raise rate_limited()
        if fault and fault.kind is FaultKind.ERROR_BEFORE_EFFECT:
            raise server_error(executed=False)
        understood = _understand(call, request_id)
        if fault and fault.kind is FaultKind.KEY_IN_FLIGHT and understood.key:
            # As if a first call under this key had not ended yet: it has no effect of its own, and keeps no answer.
            raise idempotency_in_flight(understood.key)
        with self._keys_in_flight.claim(understood.kept_under):
            if fault and fault.kind is FaultKind.TIMEOUT_BEFORE_EFFECT:
                return self._hang(fault)
            answer = self._execute(understood, fault)
            if fault and fault.kind is FaultKind.TIMEOUT_AFTER_EFFECT:
                self._courier.release(answer.events)
                return self._hang(fault)
        return answer

    def _hang(self, fault: Fault) -> Answer:
        self._stopping.wait(fault.hang_seconds)
        return Answer(0, b"", "", dropped=True)

    def _execute(self, understood: _Understood, fault: Fault | None) -> Answer:
        try:
            with self._store.transaction() as connection:
                if kept := _kept_answer(connection, understood):
                    replayed = {"Idempotent-Replayed": "true", "Original-Request": kept.request_id}
                    return json_answer(kept.status, kept.body, {**kept.headers, **replayed})
                return self._run(connection, understood, fault)
        except StripeFailure as failure:
            # Whatever the endpoint had written is rolled back; the answer itself may have to be remembered.
            if failure.executed:
                with self._store.transaction() as connection:
                    _keep(connection, understood, failure.status, failure.body(v2=understood.v2), failure.headers)
            raise

    def _run(self, connection: sqlite3.Connection, understood: _Understood, fault: Fault | None) -> Answer:
        if fault:
            _fail_instead(fault)
        cause = Cause(understood.request_id, understood.key)
        now = current_time(connection)
        unit = UnitOfWork(connection, now, self._configuration, cause, understood.account)
        params = dict(understood.params)
        paths = params.pop("expand", [])
        body = expanded(unit, understood.endpoint(unit, params, *understood.ids), paths)
        status, headers = 200, {}
        if fault and fault.kind is FaultKind.ERROR_AFTER_EFFECT:
            lost = server_error(executed=True)
            status, body, headers = lost.status, lost.body(v2=understood.v2), lost.headers
        _keep(connection, understood, status, body, headers)
        # Held before the commit: the courier must not overtake the answer.
        self._courier.hold(unit.emitted)
        return replace(json_answer(status, body, headers), events=tuple(unit.emitted))


def _check_credentials(call: Call) -> None:
    scheme, _, key = (call.header("Authorization") or "").partition(" ")
    if scheme.lower() != "bearer" or not key:
        raise unauthorized("No API key was given: send `Authorization: Bearer sk_test_…`.")
    if not key.startswith("sk_test_"):
        raise unauthorized("The local double takes test keys only (sk_test_…).")
    version = call.header("Stripe-Version")
    if version not in (None, stripe.api_version):
        raise invalid_request(f"The local double speaks API version {stripe.api_version}, not {version}.")
    if call.header("Stripe-Context"):
        raise not_doubled("Stripe-Context")


def _check_account(connection: sqlite3.Connection, account_id: str | None) -> None:
    if account_id is None:
        return
    row = connection.execute("SELECT body FROM objects WHERE id = ?", (account_id,)).fetchone()
    account = json.loads(row["body"]) if row else {}
    if account.get("object") != "v2.core.account" or account["closed"]:
        raise account_invalid(account_id)


def _understand(call: Call, request_id: str) -> _Understood:
    found = find_route(call.method, call.path)
    operation = operation_for(call.method, call.path)
    if not found or not operation:
        raise unknown_endpoint(call.method, call.path)
    route, ids = found
    account = call.header("Stripe-Account")
    if account and not route.of_any_account:
        raise not_doubled("Stripe-Account")
    try:
        decoded = _decoded(call)
    except (MalformedForm, json.JSONDecodeError) as malformed:
        raise invalid_request(f"Malformed parameter: {malformed}") from malformed
    params, problems = read_params(operation, decoded)
    if problems:
        raise from_problem(problems[0])
    key = call.header("Idempotency-Key") if call.method == "POST" else None
    print_of_call = idempotency.fingerprint(call.method, call.path, decoded)
    return _Understood(route.endpoint, ids, params, print_of_call, key, request_id, account, call.is_v2)


def _decoded(call: Call) -> Json:
    if call.method == "GET":
        return decode_form(call.query)
    return call.fields() if call.is_v2 else decode_form(call.body)


def _kept_answer(connection: sqlite3.Connection, understood: _Understood) -> KeptAnswer | None:
    if understood.kept_under is None:
        return None
    now = current_time(connection)
    return idempotency.find(connection, understood.kept_under, understood.fingerprint, now)


def _keep(
    connection: sqlite3.Connection,
    understood: _Understood,
    status: int,
    body: dict[str, Any],
    headers: dict[str, str],
) -> None:
    if understood.kept_under is None:
        return
    kept = KeptAnswer(status, body, headers, understood.request_id)
    idempotency.keep(connection, understood.kept_under, understood.fingerprint, kept, current_time(connection))


def _fail_instead(fault: Fault) -> None:
    if fault.kind is FaultKind.CARD_DECLINED:
        raise card_error("Your card was declined.", code="card_declined", decline_code="generic_decline")
    if fault.kind is FaultKind.CHARGE_EXPIRED_FOR_CAPTURE:
        raise refused_by_state(
            "The charge can no longer be captured: its authorization has expired.",
            code="charge_expired_for_capture",
        )
    if fault.kind is FaultKind.BALANCE_INSUFFICIENT:
        raise balance_insufficient("You have insufficient available funds in your Stripe account.")
