"""Objects in S3: put once and kept, read back, handed out by short-lived links.

What goes into the archive can never be replaced: the bucket keeps versions under object lock
(infra/parts/storage.yaml), and a put demands that nothing is there yet.
"""

from collections.abc import Iterator
from datetime import timedelta

from botocore.exceptions import ClientError

from chalicelib.kit.aws import s3

LINK_LIFE = timedelta(minutes=5)
ALREADY_THERE = {"PreconditionFailed", "ConditionalRequestConflict"}
MISSING = {"NoSuchKey", "404"}


def put_once(bucket: str, name: str, body: bytes, content_type: str) -> bytes:
    """Writes an object unless one has this name; returns what is there now, ours or an earlier one."""
    try:
        s3().put_object(Bucket=bucket, Key=name, Body=body, ContentType=content_type, IfNoneMatch="*")
    except ClientError as error:
        if error.response["Error"]["Code"] not in ALREADY_THERE:
            raise
        found = read(bucket, name)
        if found is None:
            # Somebody else is writing it at this moment: whoever called comes back.
            raise
        return found
    return body


def read(bucket: str, name: str) -> bytes | None:
    try:
        return s3().get_object(Bucket=bucket, Key=name)["Body"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            return None
        raise


def names(bucket: str, prefix: str) -> Iterator[str]:
    """In order."""
    for page in s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for found in page.get("Contents", []):
            yield found["Key"]


def link(bucket: str, name: str, *, shown_as: str, content_type: str) -> str:
    """Downloads the object as a file named `shown_as`, for five minutes."""
    return s3().generate_presigned_url(
        "get_object",
        Params={
            "Bucket": bucket,
            "Key": name,
            "ResponseContentDisposition": f'attachment; filename="{shown_as}"',
            "ResponseContentType": content_type,
        },
        ExpiresIn=int(LINK_LIFE.total_seconds()),
    )
