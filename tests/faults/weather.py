"""What can go wrong, kind by kind: rules of the proxies, faults of the Stripe double, unruly webhooks.

A kind comes now and then, and in gusts: the clients of AWS try four times, so only a gust reaches the product itself.
"""

from typing import Any

from tests.faults.ends import REFUND_FAILED, SILENT
from tests.faults.lives import PAID
from tests.faults.proxy import Rule
from tests.faults.pump import Message
from tests.faults.storm import Dice, StripeFault, Weather

GUST = {"fail": 9, "pass": 50}
ONE_WRITE = ("PutItem", "UpdateItem", "DeleteItem")


def _now_and_then(fault: Rule, probability: float = 0.15) -> list[Rule]:
    return [{**fault, "sequence": GUST}, {**fault, "probability": probability}]


def _error(code: str, status: int = 400, **fields: Any) -> Rule:
    return {"error": {"code": code, "status": status, "fields": fields}}


def _cancelled(reason: str) -> Rule:
    cause = {"Code": reason, "Message": "injected"}
    fault = _error("TransactionCanceledException", CancellationReasons=[cause])
    return {"operation": "TransactWriteItems", "probability": 0.35, **fault}


LOST: Rule = {"response": {"abort_bytes": 0}}
CUT: Rule = {"reset": True}

CONFLICTS = [
    _cancelled("TransactionConflict"),
    {"operation": "TransactWriteItems", "probability": 0.15, **_error("TransactionInProgressException")},
    *({"operation": one, "probability": 0.25, **_error("TransactionConflictException")} for one in ONE_WRITE),
]
THROTTLING = [_cancelled("ThrottlingError"), *_now_and_then(_error("ThrottlingException"))]
FAILURES = _now_and_then(_error("InternalServerError", 500))
LATENCY: list[Rule] = [{"probability": 0.5, "latency": {"dist": "spike", "min": 1, "max": 20, "spike_ms": 150}}]
LOST_ANSWERS = _now_and_then(LOST)
CUT_CONNECTIONS = _now_and_then(CUT)

ARCHIVE_FAULTS = [
    {"operation": operation, **rule}
    for operation in ("PutObject", "GetObject")
    for fault in (_error("SlowDown", 503), LOST, CUT)
    for rule in _now_and_then(fault)
]
QUEUE_FAULTS = [
    {"operation": "SendMessage", **rule}
    for fault in (_error("ServiceUnavailable", 503), LOST, CUT)
    for rule in _now_and_then(fault)
]
POST_FAULTS = [
    {"operation": "SendEmail", **rule}
    for fault in (_error("TooManyRequestsException", 429), _error("SendingPausedException"), CUT)
    for rule in _now_and_then(fault)
]
LOST_LETTERS = [{"operation": "SendEmail", **LOST, "probability": 0.5}]

MONEY = ("*/capture", "*/cancel", "/v1/refunds", "*/expire", "/v1/checkout/sessions")
EVERYWHERE = ("/v1/checkout/sessions", "/v1/checkout/sessions/*", "/v1/payment_intents/*", "/v1/refunds")


def _stripe(*kinds: str) -> tuple[StripeFault, ...]:
    return tuple(StripeFault(kind, "*", EVERYWHERE) for kind in kinds)


CAPTURED = ("accepted", "refunded", "cancelled by its host", "cancelled and kept", "automatic, cancelled")
REFUSALS = (
    StripeFault("card_declined", "POST", ("*/capture", "/v1/refunds")),
    StripeFault("charge_expired_for_capture", "POST", ("*/capture",)),
)
KEYS_IN_FLIGHT = (StripeFault("key_in_flight", "POST", MONEY),)


def tripled_and_shuffled(dice: Dice, news: list[Message]) -> list[Message]:
    thrice = news * 3
    dice.shuffle(thrice)
    return thrice


def kept_for_a_day(_: Dice, __: list[Message]) -> list[Message]:
    return []


def dropped_or_doubled(dice: Dice, news: list[Message]) -> list[Message]:
    """Stripe would repeat what it could not deliver; here it never does."""
    unruly = [message for message in news for _ in range(dice.choice((0, 1, 2)))]
    dice.shuffle(unruly)
    return unruly


WEATHERS: dict[str, Weather] = {
    "conflicts": Weather(dynamodb=CONFLICTS),
    "throttling": Weather(dynamodb=THROTTLING),
    "latency": Weather(dynamodb=LATENCY, aws=LATENCY),
    "failures of DynamoDB": Weather(dynamodb=FAILURES),
    "answers lost after the commit": Weather(dynamodb=LOST_ANSWERS),
    "connections cut before the call": Weather(dynamodb=CUT_CONNECTIONS),
    "a queue that fails": Weather(aws=QUEUE_FAULTS),
    "an archive that fails": Weather(lives=CAPTURED, aws=ARCHIVE_FAULTS),
    "a post office that fails": Weather(aws=POST_FAULTS),
    "a post office that loses its answers": Weather(aws=LOST_LETTERS),
    "Stripe answers 500": Weather(lives=PAID, stripe=_stripe("error_before_effect", "error_after_effect")),
    "Stripe answers 429": Weather(lives=PAID, stripe=_stripe("rate_limited")),
    "Stripe does not answer": Weather(lives=PAID, stripe=_stripe("timeout_before_effect", "timeout_after_effect")),
    "Stripe refuses": Weather(lives=CAPTURED, also=frozenset({SILENT, REFUND_FAILED}), stripe=REFUSALS),
    "Stripe finds our keys in flight": Weather(lives=PAID, stripe=KEYS_IN_FLIGHT),
    "webhooks tripled and shuffled": Weather(lives=PAID, webhooks=tripled_and_shuffled),
    "webhooks dropped or doubled": Weather(lives=PAID, webhooks=dropped_or_doubled),
}

EVERYTHING = Weather(
    dynamodb=[rule for rules in (CONFLICTS, THROTTLING, FAILURES, LOST_ANSWERS, CUT_CONNECTIONS) for rule in rules],
    aws=[*QUEUE_FAULTS, *ARCHIVE_FAULTS, *POST_FAULTS, *LOST_LETTERS],
    stripe=(
        *_stripe(
            "error_before_effect",
            "error_after_effect",
            "rate_limited",
            "timeout_before_effect",
            "timeout_after_effect",
        ),
        *KEYS_IN_FLIGHT,
    ),
    webhooks=tripled_and_shuffled,
)
