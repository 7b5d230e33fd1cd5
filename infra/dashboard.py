"""The one page that an operator opens first: what people do, what fails, what waits, and every alarm."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.kit.observability import NAMESPACE
from chalicelib.operations.rules import RULES
from infra.alarm import FIVE_MINUTES, Alarm, full_name
from infra.compose import Template
from infra.functions import FUNCTIONS

WIDTH, HEIGHT = 12, 6
ROWS_OF_ALARMS = 8
EMITTER = ("service", "pupitre-${Stage}")
API = ("ApiName", "pupitre-${Stage}", "Stage", "api")
BOOKINGS = (*API, "Resource", "/v1/bookings", "Method", "POST")

Series = tuple[str, ...]
"""As CloudWatch writes one: namespace, metric, then names and values of dimensions."""


def dashboard_resources(data: Template, alarms: Iterable[Alarm]) -> Template:
    graphs = [
        _graph("Calls", "Sum", [("AWS/ApiGateway", name, *API) for name in ("Count", "4XXError", "5XXError")]),
        _graph("Milliseconds of a call", "p99", [("AWS/ApiGateway", "Latency", *API)], more=["p50"]),
        _graph("Bookings asked for", "Sum", [("AWS/ApiGateway", name, *BOOKINGS) for name in ("Count", "4XXError")]),
        _graph("Mails", "Sum", [(NAMESPACE, name, *EMITTER) for name in ("MailSent", "MailFailed")]),
        _graph("Seconds that the oldest message waits", "Maximum", _queues(data, "ApproximateAgeOfOldestMessage")),
        _graph("Dead letters", "Maximum", _queues(data, "ApproximateNumberOfMessagesVisible", dead=True)),
        _graph("Rules: what does not hold", "Maximum", [
            (NAMESPACE, "RuleBroken", "rule", rule.name, *EMITTER) for rule in RULES]),
        _graph("Crashes", "Sum", [
            ("AWS/Lambda", "Errors", "FunctionName", full_name(function.name)) for function in FUNCTIONS
            if not function.raises_to_refuse]),
        _graph("Milliseconds that a run takes", "Maximum", [
            ("AWS/Lambda", "Duration", "FunctionName", full_name(function.name)) for function in FUNCTIONS
            if not function.people_wait]),
        _graph("Capacity of the table", "Sum", [
            ("AWS/DynamoDB", name, "TableName", "${Table}")
            for name in ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")]),
    ]  # fmt: skip
    body = json.dumps({"widgets": [_states(alarms), *_placed(graphs)]}, separators=(",", ":"))
    return {
        "Dashboard": {
            "Type": "AWS::CloudWatch::Dashboard",
            "Condition": "Watched",
            "Properties": {"DashboardName": {"Fn::Sub": "pupitre-${Stage}"}, "DashboardBody": {"Fn::Sub": body}},
        }
    }


def _queues(data: Template, metric: str, *, dead: bool = False) -> list[Series]:
    queues = [each["Properties"] for each in data["Resources"].values() if each["Type"] == "AWS::SQS::Queue"]
    return [
        ("AWS/SQS", metric, "QueueName", each["QueueName"]["Fn::Sub"])
        for each in queues
        if dead is ("RedrivePolicy" not in each)
    ]


def _graph(title: str, statistic: str, series: Sequence[Series], more: Sequence[str] = ()) -> dict[str, Any]:
    others = [[*each, {"stat": other}] for each in series for other in more]
    return {
        "type": "metric",
        "properties": {
            "title": title,
            "region": "${AWS::Region}",
            "stat": statistic,
            "period": FIVE_MINUTES,
            "metrics": [*map(list, series), *others],
        },
    }


def _states(alarms: Iterable[Alarm]) -> dict[str, Any]:
    prefix = "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:"
    # Those of mails exist only where SES sends for us.
    names = [prefix + full_name(each.name) for each in alarms if each.condition == "Watched"]
    properties = {"title": "Alarms (docs/runbooks/alarms.md)", "alarms": names}
    return {"type": "alarm", "width": 2 * WIDTH, "height": ROWS_OF_ALARMS, "x": 0, "y": 0, "properties": properties}


def _placed(graphs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **graph,
            "width": WIDTH,
            "height": HEIGHT,
            "x": WIDTH * (place % 2),
            "y": ROWS_OF_ALARMS + HEIGHT * (place // 2),
        }
        for place, graph in enumerate(graphs)
    ]
