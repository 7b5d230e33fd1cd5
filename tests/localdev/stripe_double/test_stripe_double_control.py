"""The control page, and what survives the death of the process."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import (
    WEBHOOK_SECRET,
    Control,
    Receiver,
    client_of,
    held_payment,
    open_session,
    submit,
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Process:
    """The double as `make run` starts it."""

    def __init__(self, state_file: Path, webhook_url: str) -> None:
        port = _free_port()
        command = [sys.executable, "-m", "localdev.doubles.stripe", "--port", str(port)]
        command += ["--state-file", str(state_file), "--webhook-url", webhook_url]
        command += ["--webhook-secret", WEBHOOK_SECRET]
        self._process = subprocess.Popen(
            command, env={**os.environ, "STAGE": "test"}, stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        assert "listening" in self._process.stderr.readline()
        self.url = f"http://127.0.0.1:{port}"

    def end(self, how: signal.Signals) -> int:
        self._process.send_signal(how)
        code = self._process.wait(timeout=20)
        assert self._process.stderr is not None
        self._process.stderr.close()
        return code


@pytest.fixture
def processes() -> Iterator[list[_Process]]:
    started: list[_Process] = []
    yield started
    for process in started:
        if process._process.poll() is None:
            process.end(signal.SIGKILL)


def test_nothing_answered_is_lost_when_the_process_is_killed(
    tmp_path: Path, receiver: Receiver, processes: list[_Process]
) -> None:
    receiver.status = 500
    first = _Process(tmp_path / "new" / "stripe.db", receiver.url)
    processes.append(first)
    requests.post(f"{first.url}/_double/clock", json={"offset_seconds": 3600}, timeout=10)
    client = client_of(first.url, 3600)
    session, intent = open_session(client, "cs:bk_2:1"), held_payment(client)
    first.end(signal.SIGKILL)

    receiver.status = 200
    second = _Process(tmp_path / "new" / "stripe.db", receiver.url)
    processes.append(second)
    client = client_of(second.url, 3600)
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"
    assert open_session(client, "cs:bk_2:1").id == session.id
    state = requests.post(f"{second.url}/_double/webhooks/deliver", json={}, timeout=20).json()
    assert state["clock"]["offset_seconds"] == 3600
    assert state["webhook"]["pending"] == 0
    assert "checkout.session.completed" in {event.type for event in receiver.events}
    assert second.end(signal.SIGTERM) == 0


def test_the_process_refuses_another_stage(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "localdev.doubles.stripe", "--port", "0"]
    refused = subprocess.run(
        [*command, "--state-file", str(tmp_path / "x.db")],
        env={**os.environ, "STAGE": "production"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 2
    assert "STAGE" in refused.stderr
    assert not (tmp_path / "x.db").exists()


def test_a_lost_answer_is_recovered_with_the_same_key(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    control("fail_next", kind="timeout_after_effect", path="*/capture", hang_seconds=0)
    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    again = client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert again.status == "succeeded"
    assert len(client.v1.events.list({"type": "charge.captured"}).data) == 1


def test_a_call_lost_on_its_way_has_no_effect(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    control("fail_next", kind="timeout_before_effect", path="*/capture", hang_seconds=0)
    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"


def test_a_key_in_flight_is_said_to_be_and_has_no_effect(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    control("fail_next", kind="key_in_flight", path="*/capture")
    with pytest.raises(stripe.APIError) as refused:
        client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert refused.value.http_status == 409
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"
    captured = client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert captured.status == "succeeded"


def test_a_fault_waits_for_the_call_it_was_ordered_for(client: stripe.StripeClient, control: Control) -> None:
    state = control("fail_next", kind="rate_limited", path="/v1/refunds", method="GET")
    assert [fault["path"] for fault in state["faults"]] == ["/v1/refunds"]
    assert client.v1.events.list().data == []
    with pytest.raises(stripe.RateLimitError):
        client.v1.refunds.list()
    assert control("clock/advance", seconds=0)["faults"] == []


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("clock", {}),
        ("clock/advance", {"seconds": "soon"}),
        ("chaos", {"enabled": "perhaps"}),
        ("fail_next", {"kind": "earthquake"}),
        ("fail_next", {"kind": "rate_limited", "times": 0}),
        ("events/evt_nobody/resend", {}),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(
    double: StripeDouble, action: str, order: dict[str, str | int]
) -> None:
    answer = requests.post(f"{double.url}/_double/{action}", json=order, timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_reset_empties_everything(client: stripe.StripeClient, control: Control) -> None:
    held_payment(client)
    control("clock", offset_seconds=500)
    state = control("reset")
    assert state["clock"]["offset_seconds"] == 0
    assert state["events"] == []
    assert not any(state["objects"].values())
    assert open_session(client).status == "open"


def test_the_control_page_shows_objects_and_offers_every_order(
    double: StripeDouble, client: stripe.StripeClient
) -> None:
    intent = held_payment(client)
    page = requests.get(f"{double.url}/_double", timeout=10).text
    assert intent.id in page
    for action in ("clock", "clock/advance", "chaos", "fail_next", "reset", "webhooks/deliver"):
        assert f'action="/_double/{action}"' in page
    assert page.count("/resend") == 4


def test_a_button_of_the_page_leads_back_to_it(double: StripeDouble) -> None:
    answer = requests.post(
        f"{double.url}/_double/clock/advance", data={"seconds": "60"}, allow_redirects=False, timeout=10
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/_double")
    state = requests.get(f"{double.url}/_double/state", timeout=10).json()
    assert state["clock"]["offset_seconds"] == 60


def test_typed_markup_stays_text_on_the_control_page(double: StripeDouble, client: stripe.StripeClient) -> None:
    submit(open_session(client, metadata={"x": "<script>alert(1)</script>"}).url)
    assert "<script>alert(1)" not in requests.get(f"{double.url}/_double", timeout=10).text
