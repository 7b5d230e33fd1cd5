"""What AWS hands to functions, for those that a test calls itself through the Lambda API."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from localdev.aws.tables import REGION

ACCOUNT = "000000000000"
Event = dict[str, Any]


def of_schedule(rule: str) -> Event:
    """From EventBridge."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{rule}"],
        "detail": {},
    }


def of_queue(queue: str, message: object) -> Event:
    """From an event source mapping of SQS."""
    now = str(int(datetime.now(UTC).timestamp() * 1000))
    record = {
        "messageId": str(uuid.uuid4()),
        "receiptHandle": "handle",
        "body": json.dumps(message),
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": now,
            "SenderId": ACCOUNT,
            "ApproximateFirstReceiveTimestamp": now,
        },
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}",
        "awsRegion": REGION,
    }
    return {"Records": [record]}


def of_stream(table: str, *images: Event) -> Event:
    """From an event source mapping of DynamoDB: items that were just written, numbered from 1."""
    return {"Records": [_inserted(table, str(number), image) for number, image in enumerate(images, 1)]}


def _inserted(table: str, number: str, image: Event) -> Event:
    return {
        "eventID": str(uuid.uuid4()),
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "ApproximateCreationDateTime": datetime.now(UTC).timestamp(),
            "Keys": {"pk": image["pk"], "sk": image["sk"]},
            "NewImage": image,
            "SequenceNumber": number,
            "SizeBytes": 1,
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{table}/stream/1",
    }


def of_code_mail(email: str) -> Event:
    """From Cognito, for a code that nobody asked for: it keeps the pool's own words."""
    return {
        "version": "1",
        "triggerSource": "CustomMessage_Authentication",
        "region": REGION,
        "userPoolId": "pool",
        "userName": email,
        "callerContext": {"awsSdkVersion": "1", "clientId": "client"},
        "request": {"userAttributes": {"email": email}, "codeParameter": "{####}", "usernameParameter": "{username}"},
        "response": {"smsMessage": None, "emailMessage": None, "emailSubject": None},
    }
