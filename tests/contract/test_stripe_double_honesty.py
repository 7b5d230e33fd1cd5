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
from stripe.events._event_classes import get_v2_event_class

from localdev.doubles.stripe import StripeDouble
from tests.contract.stripe_connect_states import AUTH, answers_of_one_kind, every_state_of_connect
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
    "transfer": stripe.Transfer,
    "transfer_reversal": stripe.TransferReversal,
    "payout": stripe.Payout,
    "dispute": stripe.Dispute,
    "balance": stripe.Balance,
    "balance_settings": stripe.BalanceSettings,
    "login_link": stripe.LoginLink,
    "account": stripe.Account,
    "v2.core.account": stripe.v2.core.Account,
    "v2.core.account_link": stripe.v2.core.AccountLink,
    "v2.core.event": stripe.v2.core.Event,
}
# Each class of event of v2 adds these to the common one; which of them depends on the type.
_OF_SOME_V2_EVENTS = {"v2.core.event.related_object", "v2.core.event.data"}


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
        account = every_state_of_connect(double.url, client)
        lists = (
            "checkout/sessions",
            "payment_intents",
            "charges",
            "refunds",
            "balance_transactions",
            "events",
            "transfers",
            "disputes",
        )
        theirs = ("payouts", "balance_transactions", "events")
        yield {
            **{name: _list(double.url, name) for name in lists},
            **{f"{name} of an account": _list(double.url, name, account) for name in theirs},
            "alone": answers_of_one_kind(double, account),
        }


def _list(url: str, name: str, account: str | None = None) -> list[Any]:
    query = "?limit=100" + ("&expand[]=data.line_items" if name == "checkout/sessions" else "")
    headers = {**AUTH, "Stripe-Account": account} if account else AUTH
    answer = requests.get(f"{url}/v1/{name}{query}", headers=headers, timeout=10)
    listed: list[Any] = answer.json()["data"]
    return listed


def test_no_answer_has_a_key_that_the_sdk_does_not_know(everything: dict[str, list[Any]]) -> None:
    strangers = {
        stranger
        for objects in everything.values()
        for obj in objects
        for stranger in _strangers(obj, _CLASSES[obj["object"]], obj["object"])
    }
    assert strangers - _OF_SOME_V2_EVENTS == set()
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
    listed = [*everything["events"], *everything["events of an account"]]
    assert {event["type"] for event in listed} <= known
    assert len(known) > 100


def test_every_snapshot_in_an_event_is_an_object_of_the_sdk(everything: dict[str, list[Any]]) -> None:
    strangers = {
        stranger
        for event in [*everything["events"], *everything["events of an account"]]
        for snapshot in [event["data"]["object"]]
        for stranger in _strangers(snapshot, _CLASSES[snapshot["object"]], snapshot["object"])
    }
    assert strangers == set()


def test_every_state_of_an_account_uses_words_of_the_sdk(everything: dict[str, list[Any]]) -> None:
    (full,) = [one for one in everything["alone"] if one["object"] == "v2.core.account" and one["configuration"]]
    balance = _hints(stripe.v2.core.Account.Configuration.Recipient.Capabilities.StripeBalance)
    transfers = next(_nested_classes(balance["stripe_transfers"]))
    known = set(get_args(_hints(transfers)["status"]))
    assert {"active", "pending", "restricted", "unsupported"} <= known
    assert full["configuration"]["recipient"]["capabilities"]["stripe_balance"]["stripe_transfers"]["status"] in known


def test_every_thin_event_is_one_the_sdk_has_a_class_for(everything: dict[str, list[Any]]) -> None:
    thin = {one["type"] for one in everything["alone"] if one["object"] == "v2.core.event"}
    assert len(thin) == 2
    for kind in (*thin, "v2.core.account.closed"):
        assert get_v2_event_class(kind) is not stripe.v2.core.Event
