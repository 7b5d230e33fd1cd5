"""The one page that an operator opens first: what people do, what fails, what waits, and every alarm."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from chalicelib.kit.observability import NAMESPACE
from chalicelib.operations.rules import RULES
from infra.alarm import FIVE_MINUTES, NOW, TODAY, Alarm, Urgency, full_name
from infra.compose import Template
from infra.functions import FUNCTIONS

WIDTH, HEIGHT = 12, 6
MOST_ALARMS = 60
"""In one widget; CloudWatch shows a hundred. Those of now come first."""
ROWS_OF_ALARMS = {NOW: 4, TODAY: 6}

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
    states = list(_states(list(alarms)))
    placed = _placed(graphs, top=states[-1]["y"] + states[-1]["height"])
    body = json.dumps({"widgets": [*states, *placed]}, separators=(",", ":"))
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


def _states(alarms: Sequence[Alarm]) -> Iterator[dict[str, Any]]:
    top = 0
    for urgency, rows in ROWS_OF_ALARMS.items():
        shown = _arns(alarms, urgency)
        title = f"Alarms: {urgency.value} (docs/runbooks/alarms.md)"
        for first in range(0, len(shown), MOST_ALARMS):
            properties = {"title": title, "alarms": shown[first : first + MOST_ALARMS]}
            yield {"type": "alarm", "width": 2 * WIDTH, "height": rows, "x": 0, "y": top, "properties": properties}
            top += rows


def _arns(alarms: Iterable[Alarm], urgency: Urgency) -> list[str]:
    prefix = "arn:${AWS::Partition}:cloudwatch:${AWS::Region}:${AWS::AccountId}:alarm:"
    # Those of mails exist only where SES sends for us.
    shown = [each for each in alarms if each.condition == "Watched" and each.urgency is urgency]
    return [prefix + full_name(each.name) for each in shown]


def _placed(graphs: Iterable[dict[str, Any]], *, top: int) -> list[dict[str, Any]]:
    return [
        {
            **graph,
            "width": WIDTH,
            "height": HEIGHT,
            "x": WIDTH * (place % 2),
            "y": top + HEIGHT * (place // 2),
        }
        for place, graph in enumerate(graphs)
    ]
