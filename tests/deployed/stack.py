"""Deploys a packaged template through CloudFormation, with the calls that the AWS CLI makes for an operator."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import boto3

from infra.compose import Template
from localdev.aws.tables import CREDENTIALS, REGION

PACKAGES = "packages"
NAME = "pupitre-prod"
POLL_SECONDS = 0.1


def client(endpoint: str, service: str) -> Any:
    connect: Callable[..., Any] = boto3.client
    return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)


def deploy(endpoint: str, template: Template, archive: Path, parameters: Mapping[str, str]) -> dict[str, str]:
    """The outputs of the stack, which must come about. `template` refers to `archive` as ./<its name>."""
    address = _upload(client(endpoint, "s3"), endpoint, provisionable(template), archive)
    cloudformation = client(endpoint, "cloudformation")
    cloudformation.create_stack(
        StackName=NAME,
        TemplateURL=address,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
    )
    stack = _settled(cloudformation)
    assert stack["StackStatus"] == "CREATE_COMPLETE", _failures(cloudformation)
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def provisionable(template: Template) -> Template:
    """Without what the emulator's CloudFormation does not know, and refuses the whole template for: budgets, and
    alarms on a calculation. None of them takes part in anything; cfn-lint has looked at them. And without what it
    would hold us to: its S3 has no TLS, and keeps out whoever comes without."""
    resources: Mapping[str, Template] = template["Resources"]
    kept = {name: _without_tls(each) for name, each in resources.items() if not _is_beyond(each)}
    return {**template, "Resources": kept}


def _is_beyond(resource: Template) -> bool:
    kind = resource["Type"]
    return kind == "AWS::Budgets::Budget" or (
        kind == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]
    )


def _without_tls(resource: Template) -> Template:
    if resource["Type"] != "AWS::S3::BucketPolicy":
        return resource
    policy = resource["Properties"]["PolicyDocument"]
    statements = [each for each in policy["Statement"] if each["Sid"] != "OnlyOverTls"]
    return {
        **resource,
        "Properties": {**resource["Properties"], "PolicyDocument": {**policy, "Statement": statements}},
    }


def _upload(s3: Any, endpoint: str, template: Template, archive: Path) -> str:
    """`aws cloudformation package`: the archive goes to S3, and the template says where. Returns its address."""
    s3.create_bucket(Bucket=PACKAGES, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.upload_file(str(archive), PACKAGES, archive.name)
    text = json.dumps(template).replace(f"./{archive.name}", f"s3://{PACKAGES}/{archive.name}")
    s3.put_object(Bucket=PACKAGES, Key="template.json", Body=text.encode())
    return f"{endpoint}/{PACKAGES}/template.json"


def _settled(cloudformation: Any) -> dict[str, Any]:
    while True:
        stack: dict[str, Any] = cloudformation.describe_stacks(StackName=NAME)["Stacks"][0]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            return stack
        time.sleep(POLL_SECONDS)


def _failures(cloudformation: Any) -> dict[str, str]:
    """Why each resource that failed did."""
    events = cloudformation.describe_stack_events(StackName=NAME)["StackEvents"]
    failed = [event for event in events if event["ResourceStatus"].endswith("FAILED")]
    return {event["LogicalResourceId"]: event.get("ResourceStatusReason", "") for event in failed}
