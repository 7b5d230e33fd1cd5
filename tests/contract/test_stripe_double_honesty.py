"""Every key the double answers exists in the SDK's class of that object, at any depth."""

import inspect
import typing
from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import client_of, held_payment, open_session, submit

_CLASSES: dict[str, type] = {
    "checkout.session": stripe.checkout.Session,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "balance_transaction": stripe.BalanceTransaction,
    "item": stripe.LineItem,
    "price": stripe.Price,
    "event": stripe.Event,
}


def _names_visible_to(cls: type) -> dict[str, Any]:
    """Annotations name nested classes without their owner, and other resources only while type checking."""
    owners = [stripe.checkout, stripe]
    visible: dict[str, Any] = {}
    for owner in owners:
        visible |= {name: getattr(owner, name) for name in dir(owner) if not name.startswith("_")}
    return {**visible, **vars(cls)}


@cache
def _hints(cls: type) -> dict[str, Any]:
    names = _names_visible_to(cls)
    hints: dict[str, Any] = {}
    for name, annotation in cls.__annotations__.items():
        try:
            hints[name] = typing._eval_type(  # type: ignore[attr-defined]
                typing.ForwardRef(annotation) if isinstance(annotation, str) else annotation,
                vars(__import__(cls.__module__, fromlist=["_"])),
                names,
            )
        except NameError:
            hints[name] = Any
    return hints


def _nested_classes(annotation: Any) -> Iterator[type]:
    if get_origin(annotation) in (Union, UnionType, list):
        for member in get_args(annotation):
            yield from _nested_classes(member)
    elif isinstance(annotation, type) and issubclass(annotation, stripe.StripeObject):
        yield annotation


def _strangers(value: Any, cls: type, path: str) -> Iterator[str]:
    hints = _hints(cls)
    for key, item in value.items():
        if key not in hints:
            yield f"{path}.{key}"
            continue
        for nested in item if isinstance(item, list) else [item]:
            if isinstance(nested, dict):
                yield from _strangers_in_nested(nested, hints[key], f"{path}.{key}")


def _strangers_in_nested(value: Any, annotation: Any, path: str) -> Iterator[str]:
    name = value.get("object")
    if name == "list":
        for item in value["data"]:
            yield from _strangers(item, _CLASSES[item["object"]], path)
        return
    candidates = [_CLASSES[name]] if isinstance(name, str) else list(_nested_classes(annotation))
    # A hash without fields of its own (metadata, an event's object) may hold anything.
    for cls in (cls for cls in candidates[:1] if inspect.get_annotations(cls)):
        yield from _strangers(value, cls, path)


@pytest.fixture
def everything(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[Any]]]:
    """One of each thing in each of its states, as answered on the wire."""
    monkeypatch.setenv("STAGE", "test")
    with StripeDouble() as double:
        client = client_of(double.url)
        held_payment(client, "cs:1", payment_intent_data={"capture_method": "automatic"})
        taken = held_payment(client, "cs:2")
        client.v1.payment_intents.capture(taken.id, None, {"idempotency_key": "cap:2"})
        client.v1.refunds.create({"payment_intent": taken.id, "amount": 5}, {"idempotency_key": "re:2"})
        released = held_payment(client, "cs:3")
        client.v1.payment_intents.cancel(released.id, None, {"idempotency_key": "rel:3"})
        submit(open_session(client, "cs:4").url, "4000000000009995")
        submit(open_session(client, "cs:5").url, "4000002500003155")
        lists = (
            "checkout/sessions",
            "payment_intents",
            "charges",
            "refunds",
            "balance_transactions",
            "events",
        )
        yield {name: _list(double.url, name) for name in lists}


def _list(url: str, name: str) -> list[Any]:
    query = "?limit=100" + ("&expand[]=data.line_items" if name == "checkout/sessions" else "")
    answer = requests.get(f"{url}/v1/{name}{query}", headers={"Authorization": "Bearer sk_test_raw"}, timeout=10)
    listed: list[Any] = answer.json()["data"]
    return listed


def test_no_answer_has_a_key_that_the_sdk_does_not_know(everything: dict[str, list[Any]]) -> None:
    strangers = {
        stranger
        for objects in everything.values()
        for obj in objects
        for stranger in _strangers(obj, _CLASSES[obj["object"]], obj["object"])
    }
    assert strangers == set()
    assert min(len(objects) for objects in everything.values()) >= 1


def test_the_check_itself_sees_a_stranger_at_any_depth(everything: dict[str, list[Any]]) -> None:
    charge = everything["charges"][0]
    charge["payment_method_details"]["card"]["colour"] = "blue"
    charge["flavour"] = "sweet"
    session = everything["checkout/sessions"][0]
    session["line_items"]["data"][0]["smell"] = 1
    found = set(_strangers(charge, stripe.Charge, "charge"))
    assert found == {"charge.payment_method_details.card.colour", "charge.flavour"}
    session_strangers = set(_strangers(session, stripe.checkout.Session, "session"))
    assert session_strangers == {"session.line_items.smell"}


def test_every_value_that_must_be_there_is_there(everything: dict[str, list[Any]]) -> None:
    for objects in everything.values():
        for obj in objects:
            hints = _hints(_CLASSES[obj["object"]])
            required = {name for name, hint in hints.items() if type(None) not in get_args(hint)}
            required -= {"OBJECT_NAME", "deleted"}
            missing = {name for name in required if hints[name] is not Any and obj.get(name) is None}
            assert missing == set(), obj["object"]


def test_every_event_type_is_one_of_stripes(everything: dict[str, list[Any]]) -> None:
    known = set(get_args(_hints(stripe.Event)["type"]))
    assert {event["type"] for event in everything["events"]} <= known
    assert len(known) > 100
