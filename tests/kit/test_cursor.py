"""Cursors are opaque, signed, and good for one list only."""

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.kit import cursor, secrets
from chalicelib.kit.cursor import BadCursor, seal, unseal

KEY = {"pk": {"S": "BK#bk_1"}, "sk": {"S": "A"}, "mine_sk": {"S": "2027#é"}}
SECRET = secrets.Secrets("sk_test_x", "whsec_x", "of-the-tests")


@pytest.fixture(autouse=True)
def signing_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursor, "secrets", lambda: SECRET)


def sealed(key: dict[str, Any] = KEY, scope: str = "bookings:me:None") -> str:
    made = seal(key, scope)
    assert made is not None
    return made


def test_it_comes_back_as_it_was() -> None:
    assert unseal(sealed(), "bookings:me:None") == KEY


def test_the_end_of_a_list_has_none() -> None:
    assert seal(None, "x") is None
    assert seal({}, "x") is None
    assert unseal(None, "x") is None


@pytest.mark.parametrize("scope", ["bookings:other:None", "bookings:me:confirmed", "", "bookings:me:None "])
def test_another_list_refuses_it(scope: str) -> None:
    with pytest.raises(BadCursor) as refused:
        unseal(sealed(), scope)
    assert refused.value.pointer == "cursor"


def test_the_border_between_scope_and_body_does_not_move() -> None:
    body = base64.urlsafe_b64decode(sealed() + "==")[cursor.SIGNATURE_BYTES :]
    assert cursor._signature(body, "scope") != cursor._signature(b"pe\x00" + body, "sco")


def test_any_changed_bit_is_noticed() -> None:
    raw = base64.urlsafe_b64decode(sealed() + "==")
    for place in range(len(raw)):
        forged = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(BadCursor):
            unseal(base64.urlsafe_b64encode(forged).decode().rstrip("="), "bookings:me:None")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_whatever_people_type_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadCursor):
        unseal(typed, "bookings:me:None")


def test_another_key_of_the_stage_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    old = sealed()
    monkeypatch.setattr(cursor, "secrets", lambda: secrets.Secrets("sk_test_x", "whsec_x", "another"))
    with pytest.raises(BadCursor):
        unseal(old, "bookings:me:None")


def test_it_is_safe_in_an_address() -> None:
    assert all(letter.isalnum() or letter in "-_" for letter in sealed())
