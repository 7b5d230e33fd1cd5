"""Every alarm rings for what is really told, and leads to words on what to do."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib.operations.rules import RULES
from infra.alarm import RUNBOOK, Alarm, Silence, Urgency, full_name
from infra.alarms import OPERATIONS, alarms
from infra.build import merge_template
from infra.compose import Template, data_template, read
from infra.functions import FUNCTIONS
from localdev.cron import latest
from localdev.lambdas import Lambdas

ROOT = Path(__file__).resolve().parents[2]
ALARMS = list(alarms(data_template()))
BY_NAME = {alarm.name: alarm for alarm in ALARMS}
NEVER_RINGS = {"MailSent"}
SELDOM = {function.name for function in FUNCTIONS if function.seldom}
CLOUDWATCH_LOOKS_BACK = timedelta(days=7)
NOW = datetime(2027, 3, 15, 8, tzinfo=UTC)
STAGE = "rehearsal"


@pytest.fixture(scope="module")
def template() -> Template:
    return merge_template("prod")


def of_type(template: Template, kind: str) -> dict[str, Any]:
    return {name: each for name, each in template["Resources"].items() if each.get("Type") == kind}


def watched(metric: str) -> set[str]:
    """The logical ids of the functions or queues of whose metric an alarm knows."""
    return {
        value.get("Ref") or value["Fn::GetAtt"][0]
        for alarm in ALARMS
        for each in alarm.metrics
        if each.name == metric
        for value in each.dimensions.values()
        if isinstance(value, dict)
    }


def test_every_function_is_watched_for_crashes_and_throttles() -> None:
    every = {function.logical_id for function in FUNCTIONS}
    assert watched("Throttles") == every
    told_by_log = {each.logical_id for each in FUNCTIONS if each.raises_to_refuse}
    assert watched("Errors") == every - told_by_log
    assert {f"{each}Crashes" for each in told_by_log} <= {each.metrics[0].name for each in ALARMS}


def test_only_the_authorizer_refuses_by_raising() -> None:
    """Lambda would count each session that ran out as an error of it, and the alarm would ring all day."""
    assert [each.logical_id for each in FUNCTIONS if each.raises_to_refuse] == ["SignedIn"]
    [authorizer] = app.app.builtin_auth_handlers
    assert authorizer.name == "signed_in"
    event = {
        "type": "TOKEN",
        "authorizationToken": "Bearer x",
        "methodArn": "arn:aws:execute-api:r:a:i/api/GET/v1/me",
    }
    with pytest.raises(Exception, match=r"^Unauthorized$"):
        app.signed_in(event, None)


def test_a_refusal_of_the_authorizer_is_no_crash_of_its_log() -> None:
    """CloudWatch's filter pattern, read as it reads it: every quoted term, and none with a minus before it."""
    pattern = read("parts/watch")["Resources"]["SignedInCrashes"]["Properties"]["FilterPattern"]
    terms = re.findall(r'(-?)"([^"]*)"', pattern)
    assert terms

    def matches(line: str) -> bool:
        return all((term in line) is not bool(minus) for minus, term in terms)

    assert not matches("[ERROR] Exception: Unauthorized\rTraceback (most recent call last):\r  File …")
    assert matches("[ERROR] PyJWKClientConnectionError: Fail to fetch data from the url\rTraceback …")
    assert not matches('{"level":"ERROR","message":"something"}')


def test_every_dead_letter_and_every_waiting_message_is_noticed(template: Template) -> None:
    queues = set(of_type(template, "AWS::SQS::Queue"))
    dead = {queue for queue in queues if queue.endswith("DeadLetters")}
    assert watched("ApproximateNumberOfMessagesVisible") == dead
    assert watched("ApproximateAgeOfOldestMessage") == queues - dead


def test_every_schedule_is_missed_when_it_stops() -> None:
    scheduled = Lambdas(app.app).schedules
    assert {name.replace("_", "-") for name in scheduled} == {each.name for each in FUNCTIONS if each.scheduled}
    often = {name: expression for name, expression in scheduled.items() if name.replace("_", "-") not in SELDOM}
    for name, expression in often.items():
        [minutes] = re.findall(r"^rate\((\d+) minutes?\)$", expression)
        alarm = BY_NAME[f"{name.replace('_', '-')}-stopped"]
        # However the runs fall, at least one lies within each period.
        assert int(minutes) * 60 < alarm.period
        assert (alarm.below, alarm.silence) == (1, Silence.BAD)


def test_what_runs_less_often_than_cloudwatch_looks_back_has_no_silence_that_could_ring() -> None:
    assert sorted(SELDOM) == ["close-months"]
    runs = {name.replace("_", "-"): expression for name, expression in Lambdas(app.app).schedules.items()}
    for name in SELDOM:
        last = latest(runs[name], NOW)
        assert last
        before = latest(runs[name], last - timedelta(minutes=1))
        assert before
        assert last - before > CLOUDWATCH_LOOKS_BACK
        assert f"{name}-stopped" not in BY_NAME
        assert BY_NAME[f"{name}-near-timeout"].times == 1, "it is not slow twice within ten minutes"
    for alarm in ALARMS:
        assert alarm.period * alarm.times <= CLOUDWATCH_LOOKS_BACK.total_seconds(), alarm.name


def test_every_rule_rings_when_it_does_not_hold_and_until_a_run_says_that_it_does() -> None:
    for rule in RULES:
        name = rule.name.replace("_", "-")
        assert BY_NAME[f"{name}-broken"].silence is Silence.AS_BEFORE
        assert BY_NAME[f"{name}-broken"].section == name
        assert f"{name}-repaired" in BY_NAME


def test_each_operation_that_a_function_may_do_on_a_table_is_among_those_added_up() -> None:
    in_transactions = {"ConditionCheckItem"}
    for statements in read("permissions")["Functions"].values():
        for statement in statements:
            for table, operations in OPERATIONS.items():
                if f"'{table}', 'Arn'" in str(statement["Resource"]):
                    actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                    done = {action.removeprefix("dynamodb:") for action in actions} - in_transactions
                    assert done <= set(operations)
    assert all(len(alarm.metrics) <= 10 for alarm in ALARMS), "CloudWatch takes no more"


EMIT = """
from chalicelib.kit.observability import metrics
from chalicelib.operations.metrics import count
count("RuleBroken", 1, rule="requests_are_answered")
count("RuleRepaired", 1, rule="requests_are_answered")
count("WebhookMissed", 1)
for name in ("DeadlineFailed", "MailFailed"):
    metrics.add_metric(name, "Count", 1)
metrics.flush_metrics()
"""


def emitted() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Namespace, metric and dimensions, as a function of this stage prints them for CloudWatch."""
    service = read("environment")["Deployment"]["POWERTOOLS_SERVICE_NAME"]["Fn::Sub"].replace("${Stage}", STAGE)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POWERTOOLS")}
    printed = subprocess.run(
        [sys.executable, "-c", EMIT],
        cwd=ROOT,
        env={**kept, "POWERTOOLS_SERVICE_NAME": service},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for line in printed.splitlines():
        told = json.loads(line)
        for group in told["_aws"]["CloudWatchMetrics"]:
            [names] = group["Dimensions"]
            for metric in group["Metrics"]:
                yield group["Namespace"], metric["Name"], {name: told[name] for name in names}


def test_an_alarm_knows_exactly_the_metric_that_the_code_tells() -> None:
    known = [
        (each.namespace, each.name, {name: in_stage(value) for name, value in each.dimensions.items()})
        for alarm in ALARMS
        for each in alarm.metrics
    ]
    told = list(emitted())
    assert len(told) == 5
    for metric in told:
        assert metric in known, metric


def in_stage(value: Any) -> str:
    return str(value["Fn::Sub"] if isinstance(value, dict) and "Fn::Sub" in value else value).replace(
        "${Stage}", STAGE
    )


def test_whatever_the_code_counts_has_an_alarm_or_is_known_to_need_none() -> None:
    counted = {
        name
        for file in (ROOT / "chalicelib").rglob("*.py")
        for name in re.findall(r'(?:add_metric\((?:name=)?|\bcount\()"(\w+)"', file.read_text(encoding="utf-8"))
    }
    ours = {each.name for alarm in ALARMS for each in alarm.metrics if each.namespace == "Pupitre"}
    assert ours == counted - NEVER_RINGS
    assert counted >= NEVER_RINGS


def test_what_is_read_from_logs_is_what_the_code_logs() -> None:
    filters = of_type(read("parts/watch"), "AWS::Logs::MetricFilter")
    messages = [
        message
        for each in filters.values()
        for message in re.findall(r'\$\.message = "([^"]+)"', each["Properties"]["FilterPattern"])
    ]
    logged_by = {
        "unexpected": "kit/http.py",
        "origin_secret_refused": "kit/edge.py",
        "a code could not be mailed": "identity/user_pool.py",
    }
    assert set(messages) == set(logged_by)
    for message, module in logged_by.items():
        assert f'("{message}"' in (ROOT / "chalicelib" / module).read_text(encoding="utf-8"), message
    told = {transformation["MetricName"] for each in filters.values() for transformation in transformations(each)}
    assert told == {each.name for alarm in ALARMS for each in alarm.metrics if isinstance(each.namespace, dict)}


def transformations(metric_filter: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = metric_filter["Properties"]["MetricTransformations"]
    return found


def test_no_stage_sets_off_the_alarms_of_another() -> None:
    for alarm in ALARMS:
        for each in alarm.metrics:
            if each.namespace != "AWS/SES":
                said = json.dumps([each.namespace, dict(each.dimensions)])
                assert "${Stage}" in said or '"Ref"' in said or '"Fn::GetAtt"' in said, alarm.name


def anchor(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sections(file: Path) -> dict[str, str]:
    parts = re.split(r"^##+ (.*)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {anchor(heading): text for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.name)
def test_an_alarm_says_what_it_means_how_urgent_it_is_and_where_to_read_on(alarm: Alarm) -> None:
    properties = alarm.resource()["Properties"]
    said = properties["AlarmDescription"]
    match = re.fullmatch(r"\[(now|today)\] (\S.*\.) Runbook: (\S+)#(\S+)", said)
    assert match, said
    assert len(said) <= 1024
    section = sections(ROOT / match[3]).get(match[4])
    assert section is not None, f"{match[3]} has no section {match[4]}"
    assert f"`{alarm.name}`" in section
    assert properties["AlarmActions"] == [{"Ref": "AlarmTopic"}]


def test_every_section_is_where_some_alarm_leads() -> None:
    assert set(sections(ROOT / RUNBOOK)) == {alarm.section for alarm in ALARMS}


def test_every_section_says_what_to_do_and_when_to_worry() -> None:
    for name, text in sections(ROOT / RUNBOOK).items():
        for part in ("**Means.**", "**Worry**"):
            assert part in text, (name, part)
        assert "**Do.**" in text or "**First look.**" in text, name


def test_every_function_says_what_stands_still_without_it() -> None:
    for function in FUNCTIONS:
        assert function.stands_still, function.name
        assert not function.stands_still.endswith(".")


def test_names_of_alarms_are_their_own_and_of_one_spelling() -> None:
    assert len({alarm.logical_id for alarm in ALARMS}) == len(BY_NAME) == len(ALARMS)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in BY_NAME)


def test_a_stage_that_nobody_relies_on_has_no_alarms(template: Template) -> None:
    for alarm in of_type(template, "AWS::CloudWatch::Alarm").values():
        assert alarm["Condition"] in ("Watched", "WatchedMail")
    assert template["Conditions"]["Watched"] == {"Fn::Equals": [{"Ref": "Alarms"}, "true"]}
    assert template["Resources"]["Dashboard"]["Condition"] == "Watched"


def test_the_dashboard_is_one_that_cloudwatch_can_read_and_shows_every_alarm(template: Template) -> None:
    text = template["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    assert set(re.findall(r"\$\{([^}]*)}", text)) <= {
        "Stage", "Table", "AWS::Region", "AWS::Partition", "AWS::AccountId",
    }  # fmt: skip
    widgets = json.loads(text)["widgets"]
    states = [widget for widget in widgets if widget["type"] == "alarm"]
    graphs = [widget for widget in widgets if widget["type"] != "alarm"]
    for urgency in Urgency:
        of_it = [widget["properties"] for widget in states if urgency.value in widget["properties"]["title"]]
        listed = [arn.rsplit(":", 1)[1] for shown in of_it for arn in shown["alarms"]]
        watched_now = [each for each in ALARMS if each.condition == "Watched" and each.urgency is urgency]
        assert listed == [full_name(each.name) for each in watched_now]
        assert all(len(shown["alarms"]) <= 100 for shown in of_it), "CloudWatch shows no more"
    below = {graph["y"] for graph in graphs}
    assert all(shown["y"] + shown["height"] <= min(below) for shown in states)
    for graph in graphs:
        assert graph["properties"]["metrics"], graph["properties"]["title"]
        assert graph["x"] + graph["width"] <= 24
    places = [(widget["x"], widget["y"]) for widget in widgets]
    assert len(set(places)) == len(places)


def test_the_operator_is_told_before_and_when_a_month_costs_more_than_it_may(template: Template) -> None:
    budget = template["Resources"]["MonthlyBudget"]
    assert budget["Condition"] == "HasBudget"
    told = {
        (each["Notification"]["NotificationType"], each["Notification"]["Threshold"]): each["Subscribers"]
        for each in budget["Properties"]["NotificationsWithSubscribers"]
    }
    assert set(told) == {("FORECASTED", 80), ("ACTUAL", 100)}
    for subscribers in told.values():
        assert subscribers == [{"SubscriptionType": "EMAIL", "Address": {"Ref": "OperatorEmail"}}]
    assert budget["Properties"]["Budget"]["BudgetLimit"] == {"Amount": {"Ref": "MonthlyBudgetUsd"}, "Unit": "USD"}


def test_a_budget_of_one_stage_counts_the_tag_that_deploying_sets(template: Template) -> None:
    [tag, otherwise] = template["Resources"]["MonthlyBudget"]["Properties"]["Budget"]["CostFilters"]["Fn::If"][1:]
    assert tag == {"TagKeyValue": [{"Fn::Join": ["$", ["user:pupitre-stage", {"Ref": "Stage"}]]}]}
    assert otherwise == {"Ref": "AWS::NoValue"}
