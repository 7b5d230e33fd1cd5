"""Queues and the stream: what is told to whom, and where it ends when it cannot be handled."""

import json

import pytest

from chalicelib.availability.projection import work as projection
from chalicelib.kit import outbox
from infra.compose import Template
from infra.functions import DAY_PREFIX, FACT_PREFIX
from tests.infra.packaged import may, of_type


@pytest.mark.parametrize("relay", ["RelayFacts", "RelayMissedFacts"])
def test_a_fact_can_be_told_to_every_consumer(packaged: Template, relay: str) -> None:
    sent = {queue for queue in may(packaged, relay, "sqs:SendMessage") if queue.endswith("Queue")}
    assert sent == {"MailsQueue", "DocumentsQueue", "PayoutsQueue", "SearchQueue", "WaitingQueue", "ClaimsQueue"}


def test_every_queue_has_a_dead_letter_queue_with_longer_memory(packaged: Template) -> None:
    queues = {name: each["Properties"] for name, each in of_type(packaged, "AWS::SQS::Queue").items()}
    sources = {name: queue for name, queue in queues.items() if not name.endswith("DeadLetters")}
    assert len(sources) == 9
    for queue in sources.values():
        target = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert queue["RedrivePolicy"]["maxReceiveCount"] == 6
        assert queues[target]["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]
        assert queues[target].get("FifoQueue") == queue.get("FifoQueue"), "SQS takes no other kind"
    assert all(queue["SqsManagedSseEnabled"] for queue in queues.values())


def test_each_worker_may_put_a_message_among_its_own_dead_letters_and_no_others(packaged: Template) -> None:
    for function in of_type(packaged, "AWS::Serverless::Function"):
        taken = {queue for queue in may(packaged, function, "sqs:ReceiveMessage") if queue.endswith("Queue")}
        own = {queue.removesuffix("Queue") + "DeadLetters" for queue in taken}
        sent = {queue for queue in may(packaged, function, "sqs:SendMessage") if queue.endswith("DeadLetters")}
        assert sent == ({"RelayDeadLetters"} if function == "RelayFacts" else own), function


def test_staff_may_look_at_the_dead_letters_of_every_worker_and_send_them_back(packaged: Template) -> None:
    queues = {name for name in of_type(packaged, "AWS::SQS::Queue") if name.endswith("Queue")}
    dead = {name.removesuffix("Queue") + "DeadLetters" for name in queues}
    for action in ("ReceiveMessage", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes"):
        assert may(packaged, "APIHandler", f"sqs:{action}") == dead, action
    assert may(packaged, "APIHandler", "sqs:SendMessage") == queues


def test_a_message_stays_hidden_for_six_runs_of_its_worker(packaged: Template) -> None:
    for function in of_type(packaged, "AWS::Serverless::Function").values():
        for source in function["Properties"].get("Events", {}).values():
            if source["Type"] == "SQS":
                queue = source["Properties"]["Queue"]["Fn::Sub"].removeprefix("${").removesuffix(".Arn}")
                visibility = packaged["Resources"][queue]["Properties"]["VisibilityTimeout"]
                assert visibility >= 6 * function["Properties"]["Timeout"]


def test_queues_and_stream_report_partial_failures(packaged: Template) -> None:
    sources = [
        source
        for function in of_type(packaged, "AWS::Serverless::Function").values()
        for source in function["Properties"].get("Events", {}).values()
        if source["Type"] in ("SQS", "DynamoDB")
    ]
    assert len(sources) == 10
    for source in sources:
        assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_poisonous_stream_record_ends_in_a_dead_letter_queue(packaged: Template) -> None:
    events = packaged["Resources"]["RelayFacts"]["Properties"]["Events"]
    stream = events["RelayFactsDynamodbEventSource"]["Properties"]
    assert stream["BisectBatchOnFunctionError"] is True
    assert 0 < stream["MaximumRetryAttempts"] < 100
    destination = stream["DestinationConfig"]["OnFailure"]["Destination"]
    assert destination == {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}


def test_the_stream_wakes_the_relay_for_whatever_the_code_calls_a_fact_or_a_counter(packaged: Template) -> None:
    events = packaged["Resources"]["RelayFacts"]["Properties"]["Events"]
    filters = events["RelayFactsDynamodbEventSource"]["Properties"]["FilterCriteria"]["Filters"]
    facts, counters = (json.loads(one["Pattern"]) for one in filters)
    assert facts == {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": FACT_PREFIX}]}}}}
    assert counters == {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": DAY_PREFIX}]}}}}, "also when they change"
    assert projection.is_day({"pk": {"S": "ROOM#rm_1"}, "sk": {"S": f"{DAY_PREFIX}020893"}})
    assert outbox.is_fact({"sk": {"S": f"{FACT_PREFIX}2027-01-01"}})
    assert not outbox.is_fact({"sk": {"S": "A"}})
