"""How an alarm is told to CloudWatch, and what every alarm has to say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from infra.compose import Template

RUNBOOK = "docs/runbooks/alarms.md"
FIVE_MINUTES = 300
QUARTER_HOUR = 900

LOGGED = {"Fn::Sub": "Pupitre/${Stage}"}
"""Namespace of what parts/watch.yaml reads from logs."""

SUM = {"Id": "sum", "Expression": "SUM(METRICS())", "ReturnData": True}


class Urgency(Enum):
    """Whether somebody should get up for it."""

    NOW = "now"
    TODAY = "today"


NOW, TODAY = Urgency.NOW, Urgency.TODAY


class Silence(Enum):
    """What it means that nothing is measured."""

    GOOD = "notBreaching"
    BAD = "breaching"
    AS_BEFORE = "ignore"


@dataclass(frozen=True)
class Metric:
    """One series of CloudWatch's. `statistic` may be a percentile."""

    namespace: str | dict[str, Any]
    name: str
    statistic: str
    dimensions: Mapping[str, Any]

    def described(self) -> dict[str, Any]:
        return {
            "Namespace": self.namespace,
            "MetricName": self.name,
            "Dimensions": [{"Name": name, "Value": value} for name, value in self.dimensions.items()],
        }


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """`section` is where the runbook says what to do. It rings when the sum of the metrics passes `above`, or falls
    below `below`, in `times` periods that follow each other."""

    logical_id: str
    name: str
    means: str
    section: str
    urgency: Urgency
    metrics: tuple[Metric, ...]
    above: float = 0
    below: float | None = None
    period: int = FIVE_MINUTES
    times: int = 1
    silence: Silence = Silence.GOOD
    condition: str = "Watched"
    tells_when_over: bool = True

    def resource(self) -> dict[str, Any]:
        topic = [{"Ref": "AlarmTopic"}]
        return {
            "Type": "AWS::CloudWatch::Alarm",
            "Condition": self.condition,
            "Properties": {
                "AlarmName": {"Fn::Sub": full_name(self.name)},
                "AlarmDescription": f"[{self.urgency.value}] {self.means} Runbook: {RUNBOOK}#{self.section}",
                "AlarmActions": topic,
                **({"OKActions": topic} if self.tells_when_over else {}),
                **self._measured(),
                **self._compared(),
                "EvaluationPeriods": self.times,
                "TreatMissingData": self.silence.value,
            },
        }

    def _compared(self) -> dict[str, Any]:
        if self.below is not None:
            return {"ComparisonOperator": "LessThanThreshold", "Threshold": self.below}
        return {"ComparisonOperator": "GreaterThanThreshold", "Threshold": self.above}

    def _measured(self) -> dict[str, Any]:
        if len(self.metrics) > 1:
            return {"Metrics": [SUM, *_measured_together(self.metrics, self.period)]}
        [metric] = self.metrics
        percentile = metric.statistic.startswith("p")
        return {
            **metric.described(),
            "ExtendedStatistic" if percentile else "Statistic": metric.statistic,
            "Period": self.period,
        }


def full_name(name: str) -> str:
    return f"pupitre-${{Stage}}-{name}"


def resources(alarms: Iterable[Alarm]) -> Template:
    return {alarm.logical_id: alarm.resource() for alarm in alarms}


def _measured_together(metrics: Iterable[Metric], period: int) -> list[dict[str, Any]]:
    return [
        {
            "Id": f"m{place}",
            "MetricStat": {"Metric": metric.described(), "Stat": metric.statistic, "Period": period},
            "ReturnData": False,
        }
        for place, metric in enumerate(metrics)
    ]
