"""Brings the local stack to what `infra/` declares and tells where everything is."""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.compose import Template, data_template, data_variables, output_name
from localdev.aws.tables import CREDENTIALS, REGION, expire_items, table_definitions

POLL_SECONDS = 0.05
PATIENCE_SECONDS = 60.0
ARCHIVE = {"ArchiveLock": "GOVERNANCE", "ArchiveYears": "1"}
"""As on the stage for trials (infra/stages/dev.json)."""
USABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


class ProvisioningFailed(Exception):
    """The local endpoint refused the stack; the message holds its reasons."""


def provision(
    stage: str,
    endpoint: str,
    *,
    secret: Mapping[str, str] | None = None,
    public_url: str = "http://127.0.0.1:8000",
    mail_from: str = "no-reply@pupitre.example",
    operator_email: str = "operator@pupitre.example",
    log_level: str = "INFO",
) -> dict[str, str]:
    """Create or update the stack, unless nothing changed, and return the environment of the code.

    `secret` replaces these values of the stage's secret and leaves the others, such as the signing key.
    """
    outputs = _bring_up(_client("cloudformation", endpoint), stage, {"Stage": stage, "MailFrom": mail_from})
    _finish_tables(_client("dynamodb", endpoint), stage)
    _finish_archive(_client("s3", endpoint), outputs["ARCHIVE_BUCKET"])
    _finish_uploads(_client("s3", endpoint), outputs["UPLOADS_BUCKET"], public_url)
    _set_secret(_client("secretsmanager", endpoint), outputs["SECRET_NAME"], secret or {})
    _verify_sender(_client("sesv2", endpoint), mail_from)
    return {
        **outputs,
        "USER_POOL_JWKS_URL": f"{endpoint}/{outputs['USER_POOL_ID']}/.well-known/jwks.json",
        "PUBLIC_URL": public_url,
        "OPERATOR_EMAIL": operator_email,
        "POWERTOOLS_SERVICE_NAME": "pupitre",
        "LOG_LEVEL": log_level,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": CREDENTIALS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": CREDENTIALS["aws_secret_access_key"],
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _bring_up(client: Any, stage: str, parameters: Mapping[str, str]) -> dict[str, str]:
    name = f"pupitre-{stage}"
    template = data_template()
    wanted = {"DeletionProtection": "false", **ARCHIVE, **parameters}
    stack = _stack(client, name)
    if stack is None:
        client.create_stack(StackName=name, **_description(template, wanted))
        stack = _settled(client, name, "CREATE_COMPLETE")
    elif stack["StackStatus"] not in USABLE:
        raise ProvisioningFailed(f"{name} is in {stack['StackStatus']}; only a fresh start helps")
    elif _differs(client, stack, template, wanted):
        client.update_stack(StackName=name, **_description(template, wanted))
        stack = _settled(client, name, "UPDATE_COMPLETE")
    values = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    return {variable: values[output_name(variable)] for variable in data_variables()}


def _description(template: Template, parameters: Mapping[str, str]) -> dict[str, Any]:
    return {
        "TemplateBody": json.dumps(template),
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    }


def _stack(client: Any, name: str) -> dict[str, Any] | None:
    try:
        stack: dict[str, Any] = client.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as problem:
        if "does not exist" in str(problem):
            return None
        raise
    return stack


def _differs(client: Any, stack: Mapping[str, Any], template: Template, wanted: Mapping[str, str]) -> bool:
    current = {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack.get("Parameters", [])}
    if not wanted.items() <= current.items() or "ROLLBACK" in stack["StackStatus"]:
        return True
    body = client.get_template(StackName=stack["StackName"])["TemplateBody"]
    deployed = json.loads(body) if isinstance(body, str) else body
    return bool(deployed != template)


def _settled(client: Any, name: str, wanted: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        stack = _stack(client, name)
        assert stack is not None
        if stack["StackStatus"] == wanted:
            return stack
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            break
        time.sleep(POLL_SECONDS)
    events = client.describe_stack_events(StackName=name)["StackEvents"]
    reasons = [
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason')}"
        for event in events
        if event["ResourceStatus"].endswith("FAILED")
    ]
    raise ProvisioningFailed("; ".join(reasons) or f"{name} did not reach {wanted}")


def _finish_tables(client: Any, stage: str) -> None:
    """ministack's CloudFormation leaves out when items expire."""
    for definition in table_definitions(stage).values():
        if "TimeToLiveSpecification" in definition:
            expire_items(client, definition["TableName"], definition["TimeToLiveSpecification"])


def _finish_archive(client: Any, bucket: str) -> None:
    """ministack's CloudFormation leaves out the lock of a bucket; its S3 knows it."""
    retention = {"Mode": ARCHIVE["ArchiveLock"], "Years": int(ARCHIVE["ArchiveYears"])}
    client.put_object_lock_configuration(
        Bucket=bucket,
        ObjectLockConfiguration={"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": retention}},
    )


def _finish_uploads(client: Any, bucket: str, public_url: str) -> None:
    """On AWS, infra/parts/access.yaml says which pages may post pictures."""
    rule = {"AllowedMethods": ["POST"], "AllowedOrigins": [public_url], "AllowedHeaders": ["*"]}
    client.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": [rule]})


def _set_secret(client: Any, name: str, values: Mapping[str, str]) -> None:
    current = json.loads(client.get_secret_value(SecretId=name)["SecretString"])
    updated = {**current, **values}
    if updated != current:
        client.put_secret_value(SecretId=name, SecretString=json.dumps(updated))


def _verify_sender(client: Any, address: str) -> None:
    """On AWS the operator does this once by hand."""
    try:
        client.create_email_identity(EmailIdentity=address)
    except client.exceptions.AlreadyExistsException:
        return


def _client(service: str, endpoint: str) -> Any:
    connect: Callable[..., Any] = boto3.client
    return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)
