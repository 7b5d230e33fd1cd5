"""The tables of infra/parts/tables.yaml, made with plain calls on any DynamoDB."""

from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.compose import read

REGION = "eu-west-3"
CREDENTIALS = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}


def create_tables(stage: str = "test", endpoint_url: str | None = None) -> dict[str, str]:
    """Make the tables that do not exist yet; returns the variables that name them.

    Without `endpoint_url` the call goes where boto3 is told to go, e.g. to moto.
    """
    connect: Callable[..., Any] = boto3.client
    client = connect("dynamodb", endpoint_url=endpoint_url, region_name=REGION, **CREDENTIALS)
    names = {}
    for logical_id, definition in table_definitions(stage).items():
        names[logical_id] = definition["TableName"]
        time_to_live = definition.pop("TimeToLiveSpecification", None)
        # Not every engine knows these two, and no test relies on them.
        definition.pop("PointInTimeRecoverySpecification")
        definition.pop("DeletionProtectionEnabled")
        _create(client, definition)
        if time_to_live:
            expire_items(client, definition["TableName"], time_to_live)
    return {
        "TABLE_NAME": names["Table"],
        "LEDGER_TABLE_NAME": names["LedgerTable"],
        "IDEMPOTENCY_TABLE_NAME": names["IdempotencyTable"],
    }


def table_definitions(stage: str) -> dict[str, dict[str, Any]]:
    """By logical id, as CreateTable takes them."""
    resources: Mapping[str, Any] = read("parts/tables")["Resources"]
    return {
        logical_id: _as_call(_resolved(resource["Properties"], stage)) for logical_id, resource in resources.items()
    }


def expire_items(client: Any, table: str, time_to_live: Mapping[str, Any]) -> None:
    current = client.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    if current.get("AttributeName") != time_to_live["AttributeName"]:
        client.update_time_to_live(TableName=table, TimeToLiveSpecification=dict(time_to_live))


def _create(client: Any, definition: Mapping[str, Any]) -> None:
    try:
        client.create_table(**definition)
    except ClientError as problem:
        if problem.response["Error"]["Code"] != "ResourceInUseException":
            raise
    client.get_waiter("table_exists").wait(
        TableName=definition["TableName"], WaiterConfig={"Delay": 1, "MaxAttempts": 30}
    )


def _resolved(value: Any, stage: str) -> Any:
    if isinstance(value, list):
        return [_resolved(item, stage) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Fn::Sub": str(text)}:
            return text.replace("${Stage}", stage)
        case {"Fn::If": ["Protected", _, unprotected]}:
            return unprotected
    return {key: _resolved(item, stage) for key, item in value.items()}


def _as_call(properties: dict[str, Any]) -> dict[str, Any]:
    if "StreamSpecification" in properties:
        # CloudFormation implies what the call wants said.
        properties["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    return properties
