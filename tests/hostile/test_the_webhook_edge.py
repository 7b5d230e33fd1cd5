"""What the world may send to the address that Stripe calls: only its own bytes, signed just now, pass the edge."""

import hashlib
import hmac
import json
import time

import pytest
import requests

from chalicelib.kit.http import MOST_BYTES
from chalicelib.payments.webhooks import TOLERANCE_SECONDS
from localdev.doubles.stripe.double import DEFAULT_WEBHOOK_SECRET
from tests.hostile import wire
from tests.hostile.siege import Siege

ABOUT = {"id": "x_1", "object": "x", "metadata": {}}
EVENT = json.dumps({"id": "evt_of_nothing", "type": "nothing.happened", "data": {"object": ABOUT}}).encode()
MINUTE = 60


def signed(body: bytes, *, secret: str = DEFAULT_WEBHOOK_SECRET, age: float = 0, scheme: str = "v1") -> str:
    at = int(time.time() - age)
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},{scheme}={mac}"


def posted(siege: Siege, body: bytes, signature: str | bytes | None) -> requests.Response:
    headers = [] if signature is None else [("Stripe-Signature", signature)]
    return wire.send(siege, "POST", "/api/v1/stripe/platform", headers, body)


def test_an_event_signed_by_stripe_passes_once_and_again(siege: Siege) -> None:
    assert [posted(siege, EVENT, signed(EVENT)).status_code for _ in range(2)] == [204, 204]
    siege.product.settle()


@pytest.mark.parametrize(
    "signature",
    [
        None, "", " ", ",", "=", "t", "t=", "t=,v1=", "t=1", "v1=" + "0" * 64, "t=x,v1=" + "0" * 64, "t=NaN,v1=0",
        "t=-1,v1=0", f"t={'9' * 5000},v1=0", "t=\u0661,v1=0".encode(), b"t=1,v1=\xff", b"t=1\x00,v1=0",
        "t=1,v1=" + "0," * 20_000, "t=1,t=2,v1=0,v1=1", "T=1,V1=0", "t=1,v1==",
    ],
    ids=lambda signature: repr(signature)[:30],
)  # fmt: skip
def test_what_is_no_signature_is_refused(siege: Siege, signature: str | bytes | None) -> None:
    assert wire.problem(posted(siege, EVENT, signature))["code"] == "bad_signature"


@pytest.mark.parametrize(
    "signature",
    [
        signed(EVENT, secret="whsec_of_somebody_else"),
        signed(EVENT, secret=""),
        signed(EVENT, scheme="v0"),
        signed(EVENT + b" "),
        signed(EVENT.replace(b"nothing", b"something")),
        signed(EVENT).replace("t=", "t=1"),
        signed(EVENT)[:-1],
    ],
    ids=["another secret", "no secret", "the test scheme", "one byte more", "another event", "another time", "cut"],
)
def test_a_signature_of_something_else_is_refused(siege: Siege, signature: str) -> None:
    assert wire.problem(posted(siege, EVENT, signature))["code"] == "bad_signature"


def test_an_event_is_good_for_five_minutes(siege: Siege) -> None:
    young, old = TOLERANCE_SECONDS - MINUTE, TOLERANCE_SECONDS + MINUTE
    assert posted(siege, EVENT, signed(EVENT, age=young)).status_code == 204
    assert wire.problem(posted(siege, EVENT, signed(EVENT, age=old)))["code"] == "bad_signature"


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"id": "\xe9"}', b"\xed\xa0\x80", b"\x00\xff" * 1000], ids=repr)
def test_bytes_that_are_no_text_are_refused_even_when_signed(siege: Siege, body: bytes) -> None:
    """API Gateway has replaced them before we see them, so that the signature no longer fits."""
    assert wire.problem(posted(siege, body, signed(body)))["code"] == "bad_signature"


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 4 * 1024 * 1024], ids=["a byte too many", "four megabytes"])
def test_a_huge_event_is_refused_before_anybody_looks_at_it(siege: Siege, size: int) -> None:
    body = b"x" * size
    assert wire.problem(posted(siege, body, signed(body)))["code"] == "body_too_large"


def test_the_largest_event_is_only_refused_for_its_signature(siege: Siege) -> None:
    assert wire.problem(posted(siege, b"x" * MOST_BYTES, "t=1,v1=0"))["code"] == "bad_signature"
