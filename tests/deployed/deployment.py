"""The packaged product on a local AWS, put there as the runbook says, and reached through its site only.

Two addresses differ from production because they are not AWS's or name it: Stripe's, and that of the user pool's
signing keys. They are set on the deployed functions; the template knows nothing of tests. The emulator itself tells
each function where AWS is, and holds each call of a function against the policies of its role.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from unittest import mock

from infra.functions import FUNCTIONS
from infra.parameters import EXAMPLE, STAGES, read
from localdev.aws import server
from localdev.aws.tables import CREDENTIALS, REGION
from localdev.console.mailbox import Mailbox
from localdev.doubles.stripe import StripeDouble
from localdev.stripe_choice import DOUBLE_WEBHOOK_SECRETS
from tests.deployed import stack
from tests.deployed.artefact import ROOT, Artefact
from tests.deployed.door import Door
from tests.journeys.till import Till
from tests.journeys.waiting import until

PREFIX = stack.NAME
MAIL_FROM = "no-reply@pupitre.example"
OPERATOR = "operator@pupitre.example"
PARAMETERS = {
    **read(STAGES / EXAMPLE),
    **read(STAGES / "prod.json"),
    "OperatorEmail": OPERATOR,
    "MailFrom": MAIL_FROM,
    "MailIdentity": MAIL_FROM,
    "PublicUrl": "https://pupitre.example",
}
STRIPE_KEYS = {"stripe_secret_key": "sk_test_deployed", "stripe_webhook_secret": DOUBLE_WEBHOOK_SECRETS}
PATIENCE_SECONDS = 60.0
NEVER_SECONDS = 3600.0
IN_ORDER = ".fifo"

Json = dict[str, Any]


class Deployment:
    """Looks like the product of the journeys to those who only use it, but nobody can move its clock."""

    def __init__(self, endpoint: str, outputs: dict[str, str]) -> None:
        self._endpoint = endpoint
        self.outputs = outputs
        self.functions = self.client("lambda")
        self._door = Door(endpoint, outputs["SiteUrl"].removeprefix("https://"))
        self.url = self._door.url
        self.behind_the_site = f"{endpoint}/_aws/execute-api/{outputs['RestAPIId']}"
        events = f"{self.url}/api/v1/stripe/platform"
        self._stripe = StripeDouble(webhook_url=events, connect_webhook_url=events, thin_webhook_url=events).start()

    def stop(self) -> None:
        self._stripe.stop()
        self._door.close()

    def client(self, service: str) -> Any:
        return stack.client(self._endpoint, service)

    def put_stripe_keys(self) -> None:
        """Into the stage's secret, whose signing key stays as it was generated."""
        store, name = self.client("secretsmanager"), self.outputs["SecretName"]
        current = json.loads(store.get_secret_value(SecretId=name)["SecretString"])
        store.put_secret_value(SecretId=name, SecretString=json.dumps({**current, **STRIPE_KEYS}))

    def stay_on_this_machine(self) -> None:
        keys = f"{self._endpoint}/{self.outputs['UserPoolId']}/.well-known/jwks.json"
        here = {"STRIPE_API_BASE": self._stripe.url, "USER_POOL_JWKS_URL": keys}
        for function in FUNCTIONS:
            variables = self.configuration(function.name)["Environment"]["Variables"]
            self.functions.update_function_configuration(
                FunctionName=f"{PREFIX}-{function.name}", Environment={"Variables": {**variables, **here}}
            )

    def publish_pages(self, built: Path) -> None:
        """`aws s3 sync`."""
        kinds = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
        for file in (file for file in built.rglob("*") if file.is_file()):
            kind = {"ContentType": kinds.get(file.suffix, "application/octet-stream")}
            name = file.relative_to(built).as_posix()
            self.client("s3").upload_file(str(file), self.outputs["SiteBucketName"], name, ExtraArgs=kind)

    def bootstrap(self, email: str, *roles: str) -> None:
        """Names the first staff, with the outputs of the stack and the deployer's rights."""
        command = [sys.executable, "-m", "chalicelib.identity.bootstrap", "--email", email]
        command += [part for role in roles for part in ("--role", role)]
        environment = {
            "PATH": os.environ["PATH"],
            "TABLE_NAME": self.outputs["TableName"],
            "USER_POOL_ID": self.outputs["UserPoolId"],
            "AWS_ENDPOINT_URL": self._endpoint,
            "AWS_DEFAULT_REGION": REGION,
            **{name.upper(): value for name, value in CREDENTIALS.items()},
        }
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)

    @property
    def code(self) -> Json:
        """The archive that all functions are deployed from."""
        return {"S3Bucket": stack.PACKAGES, "S3Key": "deployment.zip"}

    def configuration(self, function: str) -> Json:
        return cast(Json, self.functions.get_function_configuration(FunctionName=f"{PREFIX}-{function}"))

    def invoke(self, function: str, event: object) -> Any:
        """Through the Lambda API. Raises AssertionError with what the function failed of."""
        answer = self.functions.invoke(FunctionName=f"{PREFIX}-{function}", Payload=json.dumps(event))
        told = answer["Payload"].read().decode()
        assert "FunctionError" not in answer, f"{function}: {told}"
        return json.loads(told)

    @contextmanager
    def stream_cut_off(self) -> Iterator[None]:
        """Nothing that is written meanwhile reaches `relay_facts`."""
        [mapping] = self.functions.list_event_source_mappings(FunctionName=f"{PREFIX}-relay-facts")[
            "EventSourceMappings"
        ]
        self.functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
        try:
            yield
        finally:
            self.functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)

    def items(self, pk: str, sk: str) -> list[Json]:
        """Those of the partition whose sort key begins with `sk`."""
        found = self.client("dynamodb").query(
            TableName=self.outputs["TableName"],
            KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues={":pk": {"S": pk}, ":sk": {"S": sk}},
        )
        return cast(list[Json], found["Items"])

    @contextmanager
    def holding(self, item: Json) -> Iterator[None]:
        """The table holds this item meanwhile."""
        table, name = self.client("dynamodb"), self.outputs["TableName"]
        table.put_item(TableName=name, Item=item)
        try:
            yield
        finally:
            table.delete_item(TableName=name, Key={"pk": item["pk"], "sk": item["sk"]})

    def rewrite(self, item: Json, **attributes: str) -> None:
        """Deployed functions have the clock of this machine: the only way to make time pass is to make what waits
        for an hour wait for one that is over."""
        self.client("dynamodb").update_item(
            TableName=self.outputs["TableName"],
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression="SET " + ", ".join(f"{name} = :{name}" for name in attributes),
            ExpressionAttributeValues={f":{name}": {"S": value} for name, value in attributes.items()},
        )

    def now(self) -> datetime:
        return datetime.now(UTC)

    def till(self) -> Till:
        return Till(self._stripe.url)

    def mails(self, to: str) -> list[Json]:
        """Newest first."""
        return [asdict(mail) for mail in Mailbox(self._endpoint).mails(to)]

    def wait_for_mail(self, to: str, subject: str, text: str = "", *, copies: int = 1) -> Json:
        def arrived() -> Json | None:
            found = [mail for mail in self.mails(to) if subject in mail["subject"] and text in mail["text"]]
            return found[0] if len(found) >= copies else None

        return until(f"a mail « {subject} » to {to}", arrived, seconds=PATIENCE_SECONDS)

    def settle(self) -> None:
        """Waits until no queue holds anything, dead letters left aside."""
        until("empty queues", lambda: not any(self.waiting(dead=False).values()), seconds=PATIENCE_SECONDS)

    def waiting(self, *, dead: bool) -> dict[str, int]:
        """How many messages each queue holds, those at work included."""
        return {name: self._count(url) for name, url in self._queues().items() if name.endswith("-dlq") is dead}

    def send(self, queue: str, body: str) -> None:
        url, once = self._queues()[queue], uuid.uuid4().hex
        ordering = {"MessageGroupId": once, "MessageDeduplicationId": once} if url.endswith(IN_ORDER) else {}
        self.client("sqs").send_message(QueueUrl=url, MessageBody=body, **ordering)

    def purge(self, queue: str) -> None:
        self.client("sqs").purge_queue(QueueUrl=self._queues()[queue])

    def archived(self, folder: str) -> list[str]:
        """The names of the objects that the archive holds there."""
        found = self.client("s3").list_objects_v2(Bucket=self.outputs["ArchiveBucket"], Prefix=f"{folder}/")
        return [each["Key"] for each in found.get("Contents", [])]

    def log(self) -> list[str]:
        """What all functions wrote for CloudWatch."""
        pages = self.client("logs").get_paginator("filter_log_events").paginate
        groups = (f"/aws/lambda/{PREFIX}-{function.name}" for function in FUNCTIONS)
        return [
            event["message"] for group in groups for page in pages(logGroupName=group) for event in page["events"]
        ]

    def _queues(self) -> dict[str, str]:
        """Their addresses by name, without what belongs to the stage or to SQS."""
        urls: list[str] = self.client("sqs").list_queues(QueueNamePrefix=PREFIX)["QueueUrls"]
        return {url.rpartition(f"{PREFIX}-")[2].removesuffix(IN_ORDER): url for url in urls}

    def _count(self, queue: str) -> int:
        counts = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        told = self.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=counts)["Attributes"]
        return sum(int(told[count]) for count in counts)


@contextmanager
def running(folder: Path, artefact: Artefact) -> Iterator[Deployment]:
    with ExitStack() as leaving:
        leaving.callback(shutil.rmtree, folder, ignore_errors=True)
        aws = _local_aws(folder)
        # Killed: nobody comes back to what it would save.
        leaving.callback(aws.stop, timeout=0)
        # The operator does this once by hand, before the first deployment.
        stack.client(aws.endpoint, "sesv2").create_email_identity(EmailIdentity=MAIL_FROM)
        outputs = stack.deploy(aws.endpoint, artefact.template(), artefact.archive, PARAMETERS)
        deployment = Deployment(aws.endpoint, outputs)
        leaving.callback(deployment.stop)
        deployment.put_stripe_keys()
        deployment.stay_on_this_machine()
        yield deployment


def _local_aws(folder: Path) -> server.LocalAws:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = cast(int, probe.getsockname()[1])
    scratch = folder / "scratch"
    scratch.mkdir(parents=True)
    # The archive is unpacked there.
    with mock.patch.dict(os.environ, TMPDIR=str(scratch)):
        # What one function compiles another need not.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        return server.start(folder / "aws", port, save_every=NEVER_SECONDS)
