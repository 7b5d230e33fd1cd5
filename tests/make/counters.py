"""Planted errors in what a month has counted."""

from chalicelib.kit.aws import dynamodb
from chalicelib.kit.settings import settings
from chalicelib.payouts.items import month_key
from chalicelib.payouts.model import Month


def put_over_number(month: Month, name: str, value: int) -> None:
    pk, sk = month_key(month.host_id, month.month)
    dynamodb().update_item(
        TableName=settings().table_name,
        Key={"pk": {"S": pk}, "sk": {"S": sk}},
        UpdateExpression="SET #name = :value",
        ExpressionAttributeNames={"#name": name},
        ExpressionAttributeValues={":value": {"N": str(value)}},
    )
