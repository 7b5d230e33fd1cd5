"""The one secret of a stage: an empty field is an error, never an empty key."""

import json

import pytest

from chalicelib.kit import secrets
from chalicelib.kit.aws import secrets_manager
from chalicelib.kit.secrets import SecretMissing
from chalicelib.kit.settings import settings

GOOD = {"stripe_secret_key": "sk_test_1", "stripe_webhook_secret": "whsec_1", "signing_key": "k"}


def keep(value: object) -> None:
    secrets_manager().put_secret_value(SecretId=settings().secret_name, SecretString=json.dumps(value))
    secrets.forget()


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", ["", None, "absent"])
def test_a_field_without_a_value_stops_everything_and_is_named(table: str, name: str, value: str | None) -> None:
    keep({key: kept for key, kept in (GOOD | {name: value}).items() if not (key == name and value == "absent")})
    with pytest.raises(SecretMissing, match=name):
        secrets.secrets()


def test_a_field_that_newer_code_dropped_is_ignored(table: str) -> None:
    keep(GOOD | {"old": "x"})
    assert vars(secrets.secrets()) == GOOD


def test_it_is_read_again_after_some_minutes_so_that_it_can_be_rotated(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("chalicelib.kit.secrets.time.monotonic", lambda: clock[0])
    keep(GOOD)
    assert secrets.secrets().signing_key == "k"
    secrets_manager().put_secret_value(
        SecretId=settings().secret_name, SecretString=json.dumps(GOOD | {"signing_key": "rotated"})
    )
    assert secrets.secrets().signing_key == "k"
    clock[0] += secrets.KEEP_SECONDS + 1
    assert secrets.secrets().signing_key == "rotated"
