"""Cursors are opaque, signed, and good for one list only."""

import base64
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.kit import cursor, secrets
from chalicelib.kit.cursor import BadCursor, seal, unseal

KEY = {"pk": {"S": "BK#bk_1"}, "sk": {"S": "A"}, "mine_sk": {"S": "2027#é"}}
ALPHABET = string.ascii_letters + string.digits + "-_"
words = st.text(st.characters(codec="utf-8"), max_size=12)
keys = st.dictionaries(words, st.fixed_dictionaries({"S": words}) | st.integers(), min_size=1, max_size=4)
scopes = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
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


@given(keys, scopes)
def test_any_key_comes_back_as_it_was_in_its_own_list_and_in_no_other(key: dict[str, Any], scope: str) -> None:
    made = sealed(key, scope)
    assert unseal(made, scope) == key
    for other in (scope + "x", "x" + scope, scope[1:], scope.upper()):
        if other != scope:
            with pytest.raises(BadCursor):
                unseal(made, other)


@given(st.data(), keys)
def test_any_letter_changed_moved_dropped_or_added_is_noticed(data: st.DataObject, key: dict[str, Any]) -> None:
    made = sealed(key, "list")
    place = data.draw(st.integers(0, len(made) - 1))
    letter = data.draw(st.sampled_from(ALPHABET + "=+/ \n\x00é"))
    changed = made[:place] + letter + made[place + 1 :]
    for forged in {changed, made[:place] + letter + made[place:], made[:place] + made[place + 1 :], made[::-1]} - {
        made
    }:
        with pytest.raises(BadCursor):
            unseal(forged, "list")


def test_a_cursor_has_one_spelling() -> None:
    for length in range(3):
        made = sealed({"pk": {"S": "x" * length}}, "list")
        twins = [made[:-1] + letter for letter in ALPHABET if letter != made[-1]]
        for other in [f"{made}=", f"{made}==", f" {made}", f"{made}\n", f"!{made}", made + "A", *twins]:
            with pytest.raises(BadCursor):
                unseal(other, "list")


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
