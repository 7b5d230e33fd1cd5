"""The local AWS keeps its data, however it ends."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from localdev.aws.provision import provision
from localdev.aws.server import PYTHON, ROOT, start
from tests.localdev.aws.running import PASSWORD, SAVE_EVERY, Running, client, free_port, needs_ministack

pytestmark = needs_ministack


def _fill(endpoint: str, environment: dict[str, str]) -> None:
    client("dynamodb", endpoint).put_item(
        TableName=environment["TABLE_NAME"], Item={"pk": {"S": "BK#1"}, "sk": {"S": "A"}}
    )
    client("s3", endpoint).put_object(Bucket=environment["MEDIA_BUCKET"], Key="plan.png", Body=b"png")
    client("s3", endpoint).put_object(Bucket=environment["ARCHIVE_BUCKET"], Key="documents/1.pdf", Body=b"%PDF")
    client("sqs", endpoint).send_message(QueueUrl=environment["MAILS_QUEUE_URL"], MessageBody="{}")
    client("cognito-idp", endpoint).sign_up(
        ClientId=environment["USER_POOL_CLIENT_ID"],
        Username="dora@example.org",
        Password=PASSWORD,
        UserAttributes=[{"Name": "email", "Value": "dora@example.org"}],
    )


def test_a_kill_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    port = free_port()
    first = start(tmp_path, port, save_every=SAVE_EVERY)
    environment = provision("local", first.endpoint)
    _fill(first.endpoint, environment)
    time.sleep(5 * SAVE_EVERY)
    first.process.kill()
    first.process.wait()

    second = start(tmp_path, port, save_every=SAVE_EVERY)
    again = Running(second, provision("local", second.endpoint), [])
    assert again.environment == environment
    items = again.client("dynamodb").scan(TableName=environment["TABLE_NAME"])["Items"]
    assert items == [{"pk": {"S": "BK#1"}, "sk": {"S": "A"}}]
    stored = again.client("s3").get_object(Bucket=environment["MEDIA_BUCKET"], Key="plan.png")
    assert stored["Body"].read() == b"png"
    archived = {"Bucket": environment["ARCHIVE_BUCKET"], "Key": "documents/1.pdf"}
    with pytest.raises(ClientError, match="PreconditionFailed"):
        again.client("s3").put_object(**archived, Body=b"another", IfNoneMatch="*")
    waiting = again.client("sqs").receive_message(QueueUrl=environment["MAILS_QUEUE_URL"])["Messages"]
    assert [message["Body"] for message in waiting] == ["{}"]
    again.confirm("dora@example.org", again.last_code("dora@example.org"))
    second.stop()


def test_kills_in_the_middle_of_saving_never_corrupt_the_state(tmp_path: Path) -> None:
    port = free_port()
    kept = 0
    for _ in range(4):
        aws = start(tmp_path, port, save_every=0.01)
        table = provision("local", aws.endpoint)["TABLE_NAME"]
        dynamodb = client("dynamodb", aws.endpoint)
        items = dynamodb.scan(TableName=table, ProjectionExpression="pk")["Items"]
        assert {item["pk"]["S"] for item in items} == {f"BK#{number}" for number in range(len(items))}
        assert len(items) >= kept
        kept = len(items)
        for number in range(kept, kept + 150):
            item = {"pk": {"S": f"BK#{number}"}, "sk": {"S": "A"}, "text": {"S": "x" * 2000}}
            dynamodb.put_item(TableName=table, Item=item)
        aws.process.kill()
        aws.process.wait()
    assert kept > 0


@pytest.mark.parametrize(("status", "saved"), [("CREATE_IN_PROGRESS", False), ("CREATE_COMPLETE", True)])
def test_a_half_made_stack_is_never_what_a_restart_finds(tmp_path: Path, status: str, saved: bool) -> None:
    file = tmp_path / "snapshot.json"
    program = f"""
from pathlib import Path
from localdev.aws.emulator.snapshot import Snapshot
from ministack.services import cloudformation
cloudformation._stacks["pupitre-local"] = {{"StackStatus": "{status}"}}
Snapshot(Path({str(file)!r})).save({{"cloudformation": cloudformation.get_state}})
"""
    environment = {"PATH": os.environ["PATH"], "STATE_DIR": str(tmp_path)}
    subprocess.run([str(PYTHON), "-c", program], cwd=ROOT, env=environment, check=True)
    assert file.exists() is saved


def test_it_saves_and_leaves_when_its_parent_ends(tmp_path: Path) -> None:
    port = free_port()
    orphan = start(tmp_path, port, save_every=60)
    provision("local", orphan.endpoint)
    assert orphan.process.stdin is not None
    orphan.process.stdin.close()
    assert orphan.process.wait(10) == 0
    successor = start(tmp_path, port)
    stacks = client("cloudformation", successor.endpoint).describe_stacks(StackName="pupitre-local")
    assert stacks["Stacks"][0]["StackStatus"] == "CREATE_COMPLETE"
    successor.stop()
