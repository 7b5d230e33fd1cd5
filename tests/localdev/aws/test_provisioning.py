import json
import socket
import time
import urllib.request

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from localdev.aws.provision import provision
from localdev.aws.tables import create_tables
from tests.localdev.aws.running import Running, client, needs_ministack


@needs_ministack
def test_provisioning_names_everything_that_the_code_reads(running: Running) -> None:
    assert running.environment["TABLE_NAME"] == "pupitre-local"
    assert running.environment["USER_POOL_ISSUER"].startswith("https://cognito-idp.eu-west-3.amazonaws.com/")
    with urllib.request.urlopen(running.environment["USER_POOL_JWKS_URL"]) as answer:
        assert json.load(answer)["keys"]
    for variable in ("STRIPE_EVENTS_QUEUE_URL", "MAILS_QUEUE_URL", "DOCUMENTS_QUEUE_URL"):
        attributes = running.client("sqs").get_queue_attributes(
            QueueUrl=running.environment[variable], AttributeNames=["RedrivePolicy"]
        )["Attributes"]
        assert json.loads(attributes["RedrivePolicy"])["maxReceiveCount"] == 6


@needs_ministack
def test_provisioning_again_changes_nothing_and_is_quick(running: Running) -> None:
    started = time.monotonic()
    assert provision("local", running.aws.endpoint) == running.environment
    assert time.monotonic() - started < 2


@needs_ministack
def test_secret_values_are_set_beside_the_generated_key(running: Running) -> None:
    def stored() -> dict[str, str]:
        secret = running.client("secretsmanager").get_secret_value(SecretId="pupitre/local")["SecretString"]
        values: dict[str, str] = json.loads(secret)
        return values

    generated = stored()["signing_key"]
    provision("local", running.aws.endpoint, secret={"stripe_webhook_secret": "whsec_1"})
    provision("local", running.aws.endpoint, secret={"stripe_secret_key": "sk_test_1"})
    assert stored() == {
        "stripe_secret_key": "sk_test_1",
        "stripe_webhook_secret": "whsec_1",
        "signing_key": generated,
    }
    assert len(generated) == 64


@needs_ministack
def test_a_changed_parameter_updates_the_stack_and_keeps_its_data(running: Running) -> None:
    table = running.environment["TABLE_NAME"]
    key = {"pk": {"S": "KEPT"}, "sk": {"S": "A"}}
    running.client("dynamodb").put_item(TableName=table, Item=key)
    changed = provision("local", running.aws.endpoint, mail_from="bonjour@pupitre.example")
    assert changed["MAIL_FROM"] == "bonjour@pupitre.example"
    assert changed["USER_POOL_ID"] == running.environment["USER_POOL_ID"]
    assert running.client("dynamodb").get_item(TableName=table, Key=key)["Item"] == key
    assert provision("local", running.aws.endpoint) == running.environment


@needs_ministack
def test_items_expire_by_the_attributes_of_the_template(running: Running) -> None:
    for variable, attribute in (("TABLE_NAME", "ttl"), ("IDEMPOTENCY_TABLE_NAME", "expiration")):
        described = running.client("dynamodb").describe_time_to_live(TableName=running.environment[variable])
        assert described["TimeToLiveDescription"]["AttributeName"] == attribute


@needs_ministack
def test_what_is_archived_can_be_neither_replaced_nor_deleted(running: Running) -> None:
    s3, bucket = running.client("s3"), running.environment["ARCHIVE_BUCKET"]
    written = s3.put_object(Bucket=bucket, Key="documents/h_1/d_1.pdf", Body=b"%PDF", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket=bucket, Key="documents/h_1/d_1.pdf", Body=b"another", IfNoneMatch="*")
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket=bucket, Key="documents/h_1/d_1.pdf", VersionId=written["VersionId"])


@needs_ministack
def test_a_queue_in_order_lets_one_worker_at_a_time_handle_a_series(running: Running) -> None:
    queues, url = running.client("sqs"), running.environment["DOCUMENTS_QUEUE_URL"]
    for once, group in (("1", "SERIES#a"), ("2", "SERIES#a"), ("3", "SERIES#b"), ("1", "SERIES#a")):
        queues.send_message(QueueUrl=url, MessageBody=once, MessageGroupId=group, MessageDeduplicationId=once)
    taken = [queues.receive_message(QueueUrl=url).get("Messages", []) for _ in range(3)]
    assert [message["Body"] for messages in taken for message in messages] == ["1", "3"]
    queues.purge_queue(QueueUrl=url)


@needs_ministack
def test_nothing_listens_beyond_this_machine(running: Running) -> None:
    port = int(running.aws.endpoint.rpartition(":")[2])
    with socket.socket() as outside:
        # Any other address of the loopback network reaches a server that binds every interface.
        assert outside.connect_ex(("127.0.0.2", port)) != 0


@mock_aws
def test_the_tables_alone_can_be_made_on_another_engine() -> None:
    names = create_tables()
    assert names == {
        "TABLE_NAME": "pupitre-test",
        "LEDGER_TABLE_NAME": "pupitre-ledger-test",
        "IDEMPOTENCY_TABLE_NAME": "pupitre-idempotency-test",
    }
    assert create_tables() == names
    table = client("dynamodb").describe_table(TableName="pupitre-test")["Table"]
    assert table["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {
        "mine",
        "host",
        "due",
        "listed",
    }
