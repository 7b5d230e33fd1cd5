"""The packaged template deploys as a whole on ministack, whose CloudFormation expands SAM as AWS does."""

import json
import os
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.kit.edge import HEADER
from infra.compose import Template
from infra.parameters import EXAMPLE, STAGES, read
from localdev.aws.server import PYTHON, start
from localdev.aws.tables import CREDENTIALS, REGION

CODE = "code"
PARAMETERS = {
    **read(STAGES / EXAMPLE),
    **read(STAGES / "prod.json"),
    "OperatorEmail": "operator@pupitre.example",
    "MailFrom": "no-reply@pupitre.example",
    "MailIdentity": "pupitre.example",
}

pytestmark = pytest.mark.skipif(
    not PYTHON.exists() and not os.environ.get("CI"),
    reason=f"NOT TESTED: ministack's own environment is missing ({PYTHON.parent.parent.name})",
)


def ministack_knows(resource: dict[str, Any]) -> bool:
    """All but budgets, and alarms on a sum of metrics."""
    return resource["Type"] != "AWS::Budgets::Budget" and "Metrics" not in resource.get("Properties", {})


def client_of(endpoint: str, service: str) -> Any:
    connect: Callable[..., Any] = boto3.client
    return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)


def deploy(endpoint: str, template: Template, archive: Path) -> dict[str, Any]:
    def client(service: str) -> Any:
        return client_of(endpoint, service)

    client("s3").create_bucket(Bucket=CODE, CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").upload_file(str(archive), CODE, "deployment.zip")
    known = {name: each for name, each in template["Resources"].items() if ministack_knows(each)}
    text = json.dumps({**template, "Resources": known}).replace("./deployment.zip", f"s3://{CODE}/deployment.zip")
    client("s3").put_object(Bucket=CODE, Key="template.json", Body=text.encode())
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="pupitre-prod",
        TemplateURL=f"{endpoint}/{CODE}/template.json",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.items()],
    )
    while True:
        stack: dict[str, Any] = cloudformation.describe_stacks(StackName="pupitre-prod")["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            events = cloudformation.describe_stack_events(StackName="pupitre-prod")["StackEvents"]
            failed = [
                f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason')}"
                for event in events
                if event["ResourceStatus"].endswith("FAILED")
            ]
            return {**stack, "Failed": failed}
        time.sleep(0.1)


def shown_by_cloudfront(endpoint: str, outputs: dict[str, str]) -> str:
    answer = client_of(endpoint, "cloudfront").get_distribution(Id=outputs["SiteDistributionId"])
    origins = {each["Id"]: each for each in answer["Distribution"]["DistributionConfig"]["Origins"]["Items"]}
    [header] = origins["api"]["CustomHeaders"]["Items"]
    assert header["HeaderName"].lower() == HEADER
    return str(header["HeaderValue"])


def kept_by_us(endpoint: str, outputs: dict[str, str]) -> str:
    kept = client_of(endpoint, "secretsmanager").get_secret_value(SecretId=outputs["OriginSecretArn"])
    value = json.loads(kept["SecretString"])["value"]
    assert len(value) == 64
    return str(value)


def test_the_whole_template_deploys_its_api_asks_for_a_login_and_cloudfront_shows_the_secret(
    packaged: Template, stub_project: Path, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    aws = start(tmp_path, port)
    try:
        stack = deploy(aws.endpoint, packaged, stub_project / "out" / "deployment.zip")
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack["Failed"]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
        address = f"{aws.endpoint}/restapis/{outputs['RestAPIId']}/api/_user_request_/v1/me"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)
        assert refused.value.code == 401
        assert shown_by_cloudfront(aws.endpoint, outputs) == kept_by_us(aws.endpoint, outputs)
    finally:
        aws.stop()
