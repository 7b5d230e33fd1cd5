"""One row per Lambda function; its role, log group and event source settings follow from it."""

import json
from dataclasses import dataclass, field
from typing import Any

from infra.compose import Template, read


@dataclass(frozen=True)
class Function:
    logical_id: str
    """As Chalice derives it from the name in app.py."""
    name: str
    timeout: int
    memory: int
    event: dict[str, Any] = field(default_factory=dict)
    sees_user_pool: bool = True
    scheduled: bool = False
    seldom: bool = False
    """Scheduled less often than once a week, which is how far CloudWatch looks back: its silence cannot ring. A run
    that fails is tried again, and a rule looks for what it left undone."""
    people_wait: bool = False
    """Somebody looks at a page meanwhile, so its errors cannot wait."""
    raises_to_refuse: bool = False
    """Its metric of errors counts refusals, and says nothing."""
    stands_still: str = ""
    """What people notice when it does not run."""


def _queue(logical_id: str, queue: str, batch: int, at_once: int = 10) -> dict[str, Any]:
    # Sub, because Chalice may have put a Sub here and its merge keeps keys it is not told to replace.
    return {
        f"{logical_id}SqsEventSource": {
            "Properties": {
                "Queue": {"Fn::Sub": f"${{{queue}.Arn}}"},
                "BatchSize": batch,
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
                "ScalingConfig": {"MaximumConcurrency": at_once},
            }
        }
    }


FACT_PREFIX = "FACT#"
DAY_PREFIX = "DAY#"
# Whatever else changes in the table, such as the relay's own marks, would wake it for nothing.
_NEW_FACTS = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": FACT_PREFIX}]}}}}
_COUNTERS = {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": DAY_PREFIX}]}}}}

_STREAM = {
    "RelayFactsDynamodbEventSource": {
        "Properties": {
            "Stream": {"Fn::GetAtt": ["Table", "StreamArn"]},
            "BatchSize": 100,
            "FilterCriteria": {"Filters": [{"Pattern": json.dumps(one)} for one in (_NEW_FACTS, _COUNTERS)]},
            # The mapping starts a moment after the table exists: LATEST would skip what is written then.
            "StartingPosition": "TRIM_HORIZON",
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "BisectBatchOnFunctionError": True,
            # Without a limit one poisonous record blocks its shard until the stream forgets it after 24 h.
            "MaximumRetryAttempts": 10,
            "DestinationConfig": {
                "OnFailure": {"Type": "SQS", "Destination": {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}}
            },
        }
    }
}

FUNCTIONS = (
    Function(
        "APIHandler",
        "api-handler",
        timeout=28,
        memory=1024,
        people_wait=True,
        stands_still="pages show an error",
    ),
    Function(
        "SignedIn",
        "signed-in",
        timeout=10,
        memory=512,
        people_wait=True,
        raises_to_refuse=True,
        stands_still="whoever is signed in meets an error on every page",
    ),
    Function(
        "RelayFacts",
        "relay-facts",
        timeout=60,
        memory=512,
        event=_STREAM,
        stands_still="facts are told by the sweep alone, minutes late",
    ),
    Function(
        "HandleStripeEvents",
        "handle-stripe-events",
        timeout=60,
        memory=512,
        event=_queue("HandleStripeEvents", "StripeEventsQueue", batch=5),
        stands_still="payments are noticed late, or by the clock only",
    ),
    Function(
        "SendMails",
        "send-mails",
        timeout=60,
        memory=512,
        event=_queue("SendMails", "MailsQueue", batch=5),
        stands_still="nobody is told by mail",
    ),
    Function(
        "HandleDocuments",
        "handle-documents",
        timeout=60,
        memory=1024,
        event=_queue("HandleDocuments", "DocumentsQueue", batch=1),
        stands_still="sales are confirmed without their invoices, which follow later",
    ),
    # A picture of 50 megapixels is 200 MB, and its decoder holds it up to four times (docs/images.md).
    Function(
        "HandleImages",
        "handle-images",
        timeout=60,
        memory=2048,
        event=_queue("HandleImages", "ImagesQueue", batch=1, at_once=5),
        stands_still="photos that hosts send are neither shown nor refused",
    ),
    # Twenty pieces of a second: two imports at once, and the users whom no page has asked for.
    Function(
        "HandleClaims",
        "handle-claims",
        timeout=60,
        memory=1024,
        event=_queue("HandleClaims", "ClaimsQueue", batch=1, at_once=5),
        stands_still="imports stand still, and their owners are not written to",
    ),
    Function(
        "HandlePayouts",
        "handle-payouts",
        timeout=300,
        memory=1024,
        event=_queue("HandlePayouts", "PayoutsQueue", batch=1, at_once=20),
        stands_still="hosts are neither billed nor paid",
    ),
    Function(
        "ProjectSearch",
        "project-search",
        timeout=120,
        memory=512,
        event=_queue("ProjectSearch", "SearchQueue", batch=10),
        stands_still="the search hides rooms that are free again, and does not know new spaces",
    ),
    Function(
        "ServeWaiting",
        "serve-waiting",
        timeout=60,
        memory=512,
        event=_queue("ServeWaiting", "WaitingQueue", batch=5),
        stands_still="places that hosts give back are not offered to those who wait; those of ended bookings are",
    ),
    Function(
        "SettleHosts",
        "settle-hosts",
        timeout=120,
        memory=512,
        scheduled=True,
        stands_still="no transfer and no payout is made",
    ),
    Function(
        "CloseMonths",
        "close-months",
        timeout=300,
        memory=512,
        scheduled=True,
        seldom=True,
        stands_still="no host is billed for his month",
    ),
    # Two pages at a time, the fewest that Lambda takes: rules share Stripe's rate limit with paying customers.
    Function(
        "RunChecks",
        "run-checks",
        timeout=120,
        memory=512,
        event=_queue("RunChecks", "ChecksQueue", batch=1, at_once=2),
        stands_still="no rule is examined, so nothing says that all is well",
    ),
    Function(
        "BeginChecks",
        "begin-checks",
        timeout=30,
        memory=512,
        scheduled=True,
        stands_still="no rule is examined, so nothing says that all is well",
    ),
    Function(
        "RunDeadlines",
        "run-deadlines",
        timeout=55,
        memory=512,
        scheduled=True,
        stands_still="requests do not expire, places and holds are not freed, captures and refunds are not repeated",
    ),
    Function(
        "RemindModerators",
        "remind-moderators",
        timeout=60,
        memory=512,
        scheduled=True,
        stands_still="moderators are not told of what they should answer within twelve hours",
    ),
    Function(
        "SealLedger",
        "seal-ledger",
        timeout=120,
        memory=512,
        scheduled=True,
        stands_still="journals are written but not sealed: an alteration would not be noticed",
    ),
    Function(
        "RelayMissedFacts",
        "relay-missed-facts",
        timeout=120,
        memory=512,
        scheduled=True,
        stands_still="a fact that the stream lost is told to nobody",
    ),
    # The pool refers to this function, so the function's environment cannot refer to the pool.
    Function(
        "CustomiseCodeMail",
        "customise-code-mail",
        timeout=5,
        memory=512,
        sees_user_pool=False,
        people_wait=True,
        stands_still="nobody gets the code that a sign-up or a forgotten password needs",
    ),
)


def function_resources() -> Template:
    granted: dict[str, list[Any]] = read("permissions")["Functions"]
    resources: Template = {}
    for function in FUNCTIONS:
        resources[function.logical_id] = _settings(function)
        resources[f"{function.logical_id}Role"] = _role(function, granted[function.logical_id])
        resources[f"{function.logical_id}Logs"] = _log_group(function)
    return resources


def _settings(function: Function) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "FunctionName": _full_name(function),
        "Role": {"Fn::GetAtt": [f"{function.logical_id}Role", "Arn"]},
        "Timeout": function.timeout,
        "MemorySize": function.memory,
        "Environment": {"Variables": _environment(function)},
    }
    if function.event:
        properties["Events"] = function.event
    if function.seldom:
        # The next run is weeks away, and may look at other work: as often and as long as Lambda tries at all.
        properties["EventInvokeConfig"] = {"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 21600}
    elif function.scheduled:
        # The next run finds the same work; a late second attempt would only overlap with it.
        properties["EventInvokeConfig"] = {"MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60}
    return {"DependsOn": [f"{function.logical_id}Logs"], "Properties": properties}


def _environment(function: Function) -> dict[str, Any]:
    variables = read("environment")
    if function.sees_user_pool:
        return {**variables["Data"], **variables["Deployment"]}
    return {"STAGE": variables["Data"]["STAGE"], **variables["Deployment"]}


def _role(function: Function, statements: list[Any]) -> dict[str, Any]:
    writes_logs = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": {"Fn::GetAtt": [f"{function.logical_id}Logs", "Arn"]},
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": "sts:AssumeRole",
                    }
                ],
            },
            "Policies": [
                {
                    "PolicyName": function.name,
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": [writes_logs, *statements]},
                }
            ],
        },
    }


def _log_group(function: Function) -> dict[str, Any]:
    return {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {
            "LogGroupName": {"Fn::Sub": f"/aws/lambda/pupitre-${{Stage}}-{function.name}"},
            "RetentionInDays": {"Ref": "LogRetentionDays"},
        },
    }


def _full_name(function: Function) -> dict[str, str]:
    return {"Fn::Sub": f"pupitre-${{Stage}}-{function.name}"}
