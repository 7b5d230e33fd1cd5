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

from infra.compose import Template
from localdev.aws.server import PYTHON, start
from localdev.aws.tables import CREDENTIALS, REGION

CODE = "code"

pytestmark = pytest.mark.skipif(
    not PYTHON.exists() and not os.environ.get("CI"),
    reason=f"NOT TESTED: ministack's own environment is missing ({PYTHON.parent.parent.name})",
)


def deploy(endpoint: str, template: Template, archive: Path) -> dict[str, Any]:
    def client(service: str) -> Any:
        connect: Callable[..., Any] = boto3.client
        return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)

    client("s3").create_bucket(Bucket=CODE, CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").upload_file(str(archive), CODE, "deployment.zip")
    text = json.dumps(template).replace("./deployment.zip", f"s3://{CODE}/deployment.zip")
    client("s3").put_object(Bucket=CODE, Key="template.json", Body=text.encode())
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="pupitre-prod",
        TemplateURL=f"{endpoint}/{CODE}/template.json",
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    while True:
        stack: dict[str, Any] = cloudformation.describe_stacks(StackName="pupitre-prod")["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(0.1)


def test_the_whole_template_deploys_and_its_api_asks_for_a_login(
    packaged: Template, stub_project: Path, tmp_path: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    aws = start(tmp_path, port)
    try:
        stack = deploy(aws.endpoint, packaged, stub_project / "out" / "deployment.zip")
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack.get("StackStatusReason")
        [api] = [each for each in stack["Outputs"] if each["OutputKey"] == "RestAPIId"]
        address = f"{aws.endpoint}/restapis/{api['OutputValue']}/api/_user_request_/v1/me"
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)
        assert refused.value.code == 401
    finally:
        aws.stop()
