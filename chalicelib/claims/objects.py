"""The file of an import, as it lies among the uploads: `imports/<import>`, a day at most.

Only its worker reads it, a stretch at a time, and only as long as it is the file that was looked through at first.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta

from botocore.exceptions import ClientError

from chalicelib.claims.errors import FileReplaced
from chalicelib.claims.model import MOST_BYTES
from chalicelib.core.lazy import dataclass
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings

CSV = "text/csv"
CHUNK_BYTES = 64 * 1024
GONE = {"NoSuchKey", "404", "PreconditionFailed", "412", "InvalidRange", "416"}
NAME = re.compile(r"imports/(ip_[0-9a-z]{1,64})")


@dataclass(frozen=True)
class PostForm:
    """What a browser posts to S3 as multipart/form-data: `fields` first, the file last, named `file`."""

    url: str
    fields: Mapping[str, str]


def name_of(import_id: str) -> str:
    return f"imports/{import_id}"


def id_in(name: str) -> str | None:
    found = NAME.fullmatch(name)
    return found[1] if found else None


def form(import_id: str, life: timedelta) -> PostForm:
    """S3 takes one file under this very name, of 1 byte to 20 MB, until `life` is over."""
    signed = s3().generate_presigned_post(
        Bucket=settings().uploads_bucket,
        Key=name_of(import_id),
        Fields={"Content-Type": CSV},
        Conditions=[{"Content-Type": CSV}, ["content-length-range", 1, MOST_BYTES]],
        # Signed on real time, like S3 looks at it.
        ExpiresIn=max(1, int(life.total_seconds())),
    )
    return PostForm(signed["url"], signed["fields"])


def etag_of(import_id: str) -> tuple[str, int]:
    """And how many bytes there are. Raises FileReplaced."""
    try:
        head = s3().head_object(Bucket=settings().uploads_bucket, Key=name_of(import_id))
    except ClientError as error:
        raise _meaning(error) from error
    return head["ETag"], head["ContentLength"]


def chunks(import_id: str, etag: str, *, offset: int = 0) -> Iterator[bytes]:
    """From `offset` to the end, which must not be there already. Raises FileReplaced."""
    try:
        found = s3().get_object(
            Bucket=settings().uploads_bucket, Key=name_of(import_id), IfMatch=etag, Range=f"bytes={offset}-"
        )
    except ClientError as error:
        raise _meaning(error) from error
    # Whoever stops reading lets the rest of the file where it is.
    with closing(found["Body"]) as body:
        yield from body.iter_chunks(CHUNK_BYTES)


def drop(import_id: str) -> None:
    """One that is gone already stays so."""
    s3().delete_object(Bucket=settings().uploads_bucket, Key=name_of(import_id))


def _meaning(error: ClientError) -> Exception:
    return FileReplaced() if error.response["Error"]["Code"] in GONE else error
