"""Whose events are taken in while secrets are rolled and endpoints replaced (docs/runbooks/rotate-secrets.md)."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable

import pytest

from chalicelib.kit import secrets
from chalicelib.kit.aws import secrets_manager
from chalicelib.kit.settings import settings
from chalicelib.payments import webhooks
from chalicelib.payments.webhooks import BadSignature, receive

BODY = json.dumps({"id": "evt_1", "label": "Été"}, ensure_ascii=False)
Keep = Callable[[str], None]


@pytest.fixture
def keep(table: str) -> Keep:
    def put(webhook_secret: str) -> None:
        value = {"stripe_secret_key": "sk", "stripe_webhook_secret": webhook_secret, "signing_key": "k"}
        secrets_manager().put_secret_value(SecretId=settings().secret_name, SecretString=json.dumps(value))
        secrets.forget()

    return put


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    bodies: list[str] = []
    monkeypatch.setattr(webhooks, "enqueue", bodies.append)
    return bodies


def signed_by(*signers: str) -> str:
    """As Stripe signs: once for each secret of the endpoint that is still good."""
    at = int(time.time())
    marks = [hmac.new(each.encode(), f"{at}.{BODY}".encode(), hashlib.sha256).hexdigest() for each in signers]
    return ",".join([f"t={at}", *(f"v1={mark}" for mark in marks)])


def test_while_stripe_rolls_a_secret_it_signs_with_both_and_either_of_ours_will_do(
    keep: Keep, queued: list[str]
) -> None:
    for ours in ("whsec_old", "whsec_new"):
        keep(ours)
        receive(BODY.encode(), signed_by("whsec_new", "whsec_old"))
    assert queued == [BODY, BODY]


@pytest.mark.parametrize("between", [" ", "\n", "  "])
def test_two_endpoints_may_send_at_the_same_time(keep: Keep, queued: list[str], between: str) -> None:
    keep(f"whsec_old{between}whsec_new")
    receive(BODY.encode(), signed_by("whsec_old"))
    receive(BODY.encode(), signed_by("whsec_new"))
    assert queued == [BODY, BODY]


@pytest.mark.parametrize("ours", ["whsec_old whsec_new", "whsec_old", " ", "whsec_", "whsec_strange r"])
def test_nobody_elses_secret_signs_for_us(keep: Keep, queued: list[str], ours: str) -> None:
    keep(ours)
    for forged in (signed_by("whsec_stranger"), signed_by(""), signed_by(ours + "x"), "t=1,v1=", ""):
        with pytest.raises(BadSignature):
            receive(BODY.encode(), forged)
    assert queued == []
