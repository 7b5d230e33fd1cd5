"""Alarms, derived from the functions and queues so that neither can be added without being watched."""

from typing import Any

from infra.compose import Template
from infra.functions import FUNCTIONS, Function

FIVE_MINUTES = 300
QUARTER_HOUR_SECONDS = 900
QUARTER_HOUR_MS = 900_000


def alarm_resources(data: Template) -> Template:
    alarms: Template = {}
    for logical_id, resource in data["Resources"].items():
        if resource["Type"] == "AWS::SQS::Queue":
            alarms.update(_queue_alarms(logical_id, resource["Properties"]))
    for function in FUNCTIONS:
        alarms.update(_function_alarms(function))
    alarms["RelayFactsLagsBehind"] = _alarm(
        "relay-facts-lags-behind",
        ("AWS/Lambda", "IteratorAge", "Maximum"),
        {"FunctionName": {"Ref": "RelayFacts"}},
        threshold=QUARTER_HOUR_MS,
    )
    alarms["APIServerErrors"] = _alarm(
        "api-server-errors",
        ("AWS/ApiGateway", "5XXError", "Sum"),
        {"ApiName": {"Fn::Sub": "pupitre-${Stage}"}, "Stage": "api"},
        threshold=0,
    )
    # Both are caught, counted and tried again by the code, so the functions themselves report no error.
    for metric in ("DeadlineFailed", "MailFailed"):
        alarms[metric] = _alarm(metric, ("Pupitre", metric, "Sum"), {"service": "pupitre"}, threshold=0)
    return alarms


def _queue_alarms(logical_id: str, properties: dict[str, Any]) -> Template:
    name = properties["QueueName"]["Fn::Sub"].removeprefix("pupitre-${Stage}-")
    queue = {"QueueName": {"Fn::GetAtt": [logical_id, "QueueName"]}}
    if "RedrivePolicy" not in properties:
        metric = ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum")
        return {f"{logical_id}Filled": _alarm(f"{name}-filled", metric, queue, threshold=0)}
    metric = ("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum")
    return {f"{logical_id}Waits": _alarm(f"{name}-waits", metric, queue, threshold=QUARTER_HOUR_SECONDS)}


def _function_alarms(function: Function) -> Template:
    dimension = {"FunctionName": {"Ref": function.logical_id}}
    alarms = {
        f"{function.logical_id}{metric}": _alarm(
            f"{function.name}-{metric.lower()}", ("AWS/Lambda", metric, "Sum"), dimension, threshold=0
        )
        for metric in ("Errors", "Throttles")
    }
    if function.scheduled:
        alarms[f"{function.logical_id}Stopped"] = _stopped(function, dimension)
    return alarms


def _stopped(function: Function, dimension: dict[str, Any]) -> dict[str, Any]:
    alarm = _alarm(f"{function.name}-stopped", ("AWS/Lambda", "Invocations", "Sum"), dimension, threshold=1)
    # A schedule that no longer fires has no errors either: its silence is the alarm.
    alarm["Properties"] |= {
        "ComparisonOperator": "LessThanThreshold",
        "TreatMissingData": "breaching",
        "Period": QUARTER_HOUR_SECONDS,
    }
    return alarm


def _alarm(name: str, metric: tuple[str, str, str], dimensions: dict[str, Any], *, threshold: int) -> dict[str, Any]:
    namespace, metric_name, statistic = metric
    return {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmName": {"Fn::Sub": f"pupitre-${{Stage}}-{name}"},
            "AlarmActions": [{"Ref": "AlarmTopic"}],
            "OKActions": [{"Ref": "AlarmTopic"}],
            "Namespace": namespace,
            "MetricName": metric_name,
            "Statistic": statistic,
            "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
            "Period": FIVE_MINUTES,
            "EvaluationPeriods": 1,
            "Threshold": threshold,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
        },
    }
