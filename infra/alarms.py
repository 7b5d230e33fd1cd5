"""Which alarms there are: derived from functions, queues, tables and rules, so that none of them can be added
without being watched. Why each threshold is what it is, and what to do, stands in docs/runbooks/alarms.md."""

from collections.abc import Iterator
from typing import Any

from infra import alarm, alarms_of_ours
from infra.alarm import LOGGED, NOW, QUARTER_HOUR, TODAY, Alarm, Metric, Silence
from infra.compose import Template
from infra.functions import FUNCTIONS, Function

API = {"ApiName": {"Fn::Sub": "pupitre-${Stage}"}, "Stage": "api"}
OPERATIONS = {
    "Table": (
        "GetItem",
        "BatchGetItem",
        "Query",
        "PutItem",
        "BatchWriteItem",
        "UpdateItem",
        "DeleteItem",
        "TransactWriteItems",
    ),
    "LedgerTable": ("GetItem", "BatchGetItem", "Query", "PutItem", "TransactWriteItems"),
    "IdempotencyTable": ("GetItem", "PutItem", "UpdateItem", "DeleteItem"),
}
"""What is done with each table; an alarm may add up ten metrics at most."""

MOST_SECONDS_OF_A_CALL = 10
MOST_PERCENT_OF_THE_TIMEOUT = 80


def alarm_resources(data: Template) -> Template:
    return alarm.resources(alarms(data))


def alarms(data: Template) -> Iterator[Alarm]:
    for function in FUNCTIONS:
        yield from _function_alarms(function)
    for logical_id, resource in data["Resources"].items():
        if resource["Type"] == "AWS::SQS::Queue":
            yield _queue_alarm(logical_id, resource["Properties"])
        if resource["Type"] == "AWS::DynamoDB::Table":
            yield from _table_alarms(logical_id)
    yield from _api_alarms()
    yield from alarms_of_ours.alarms()


def _function_alarms(function: Function) -> Iterator[Alarm]:
    yield _crashed(function) if function.raises_to_refuse else _failed(function)
    yield Alarm(
        logical_id=f"{function.logical_id}Throttles",
        name=f"{function.name}-throttles",
        means=f"Lambda refused to start {function.name}: {function.stands_still}.",
        section="a-function-is-throttled",
        urgency=NOW if function.people_wait else TODAY,
        metrics=(_lambda(function, "Throttles", "Sum"),),
    )
    if not function.people_wait:
        yield _slow(function)
    if function.scheduled and not function.seldom:
        yield _stopped(function)
    if function.logical_id == "RelayFacts":
        yield _lagging(function)


def _failed(function: Function) -> Alarm:
    return Alarm(
        logical_id=f"{function.logical_id}Errors",
        name=f"{function.name}-errors",
        means=f"{function.name} crashed or timed out: {function.stands_still}.",
        section="a-function-fails",
        urgency=NOW if function.people_wait else TODAY,
        metrics=(_lambda(function, "Errors", "Sum"),),
    )


def _crashed(function: Function) -> Alarm:
    """Told from its log (parts/watch.yaml)."""
    return Alarm(
        logical_id=f"{function.logical_id}Crashed",
        name=f"{function.name}-crashed",
        means=f"{function.name} crashed more than five times: {function.stands_still}.",
        section="a-function-fails",
        urgency=NOW,
        metrics=(Metric(LOGGED, f"{function.logical_id}Crashes", "Sum", {}),),
        above=5,
    )


def _slow(function: Function) -> Alarm:
    return Alarm(
        logical_id=f"{function.logical_id}NearTimeout",
        name=f"{function.name}-near-timeout",
        means=f"{function.name} takes more than {MOST_PERCENT_OF_THE_TIMEOUT} % of its {function.timeout} seconds.",
        section="a-function-is-slow",
        urgency=TODAY,
        metrics=(_lambda(function, "Duration", "Maximum"),),
        above=function.timeout * 10 * MOST_PERCENT_OF_THE_TIMEOUT,
        # One slow answer is no news; but what runs once a month is not slow twice in a row.
        times=1 if function.seldom else 2,
    )


def _stopped(function: Function) -> Alarm:
    # A schedule that no longer fires has no errors either: its silence is the alarm. The period fits schedules of
    # ten minutes and less; a test holds every schedule to that, but those that are seldom.
    return Alarm(
        logical_id=f"{function.logical_id}Stopped",
        name=f"{function.name}-stopped",
        means=f"{function.name} has not run for 15 minutes: {function.stands_still}.",
        section="a-schedule-has-stopped",
        urgency=NOW,
        metrics=(_lambda(function, "Invocations", "Sum"),),
        below=1,
        period=QUARTER_HOUR,
        silence=Silence.BAD,
    )


def _lagging(function: Function) -> Alarm:
    return Alarm(
        logical_id=f"{function.logical_id}LagsBehind",
        name=f"{function.name}-lags-behind",
        means="Facts wait for more than 15 minutes in the table's stream: mails are late, journals are short.",
        section="facts-lag-behind",
        urgency=TODAY,
        metrics=(_lambda(function, "IteratorAge", "Maximum"),),
        above=QUARTER_HOUR * 1000,
    )


def _queue_alarm(logical_id: str, properties: dict[str, Any]) -> Alarm:
    # SQS wants the suffix of a queue that is first in, first out; people do not.
    name = properties["QueueName"]["Fn::Sub"].removeprefix("pupitre-${Stage}-").removesuffix(".fifo")
    queue = {"QueueName": {"Fn::GetAtt": [logical_id, "QueueName"]}}
    if "RedrivePolicy" not in properties:
        return Alarm(
            logical_id=f"{logical_id}Filled",
            name=f"{name}-filled",
            means=f"Messages that no worker could handle lie in {name}.",
            section="dead-letters",
            urgency=TODAY,
            metrics=(Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum", queue),),
        )
    return Alarm(
        logical_id=f"{logical_id}Waits",
        name=f"{name}-waits",
        means=f"A message of {name} has waited for more than 15 minutes.",
        section="a-queue-waits",
        urgency=TODAY,
        metrics=(Metric("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum", queue),),
        above=QUARTER_HOUR,
    )


def _table_alarms(logical_id: str) -> Iterator[Alarm]:
    yield Alarm(
        logical_id=f"{logical_id}Throttled",
        name=f"{_kebab(logical_id)}-throttled",
        means=f"DynamoDB refuses calls of {logical_id}, again and again: one key or the account is asked too much.",
        section="dynamodb-throttles",
        urgency=TODAY,
        metrics=_table_metrics(logical_id, "ThrottledRequests"),
        above=25,
        times=2,
    )
    yield Alarm(
        logical_id=f"{logical_id}Fails",
        name=f"{_kebab(logical_id)}-fails",
        means=f"DynamoDB itself fails on {logical_id}; nothing of ours causes that.",
        section="dynamodb-fails",
        urgency=NOW,
        metrics=_table_metrics(logical_id, "SystemErrors"),
        above=10,
        times=2,
    )


def _table_metrics(logical_id: str, name: str) -> tuple[Metric, ...]:
    """By operation: neither metric exists for a table as a whole. A call counts whichever index refused it."""
    return tuple(
        Metric("AWS/DynamoDB", name, "Sum", {"TableName": {"Ref": logical_id}, "Operation": operation})
        for operation in OPERATIONS[logical_id]
    )


def _api_alarms() -> Iterator[Alarm]:
    yield Alarm(
        logical_id="APIServerErrors",
        name="api-server-errors",
        means="More than five calls in five minutes were answered 5xx.",
        section="the-api-answers-5xx",
        urgency=NOW,
        metrics=(Metric("AWS/ApiGateway", "5XXError", "Sum", API),),
        above=5,
    )
    yield Alarm(
        logical_id="APISlow",
        name="api-slow",
        means=f"The slowest calls take more than {MOST_SECONDS_OF_A_CALL} seconds, for a quarter of an hour.",
        section="the-api-is-slow",
        urgency=TODAY,
        metrics=(Metric("AWS/ApiGateway", "Latency", "p99", API),),
        above=MOST_SECONDS_OF_A_CALL * 1000,
        times=3,
    )


def _lambda(function: Function, name: str, statistic: str) -> Metric:
    return Metric("AWS/Lambda", name, statistic, {"FunctionName": {"Ref": function.logical_id}})


def _kebab(logical_id: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in logical_id).lstrip("-")
