"""The two buckets: uploads come into one that nobody reads but the worker, pictures lie in the other under what the
site serves as /media/.

    uploads   uploads/<space>/<image>           as it was sent; one day at most
    media     media/<image>/<size>.webp         for ever, until the picture is removed
              media/<image>/share.jpg           with it
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from botocore.exceptions import ClientError

from chalicelib.core.lazy import dataclass
from chalicelib.images.model import MOST_BYTES, Size, picture_urls, share_url
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings

WEBP, JPEG = "image/webp", "image/jpeg"
FOREVER = "public, max-age=31536000, immutable"
"""A picture never changes: another one has another id."""
MISSING = {"NoSuchKey", "404"}
UPLOAD = re.compile(r"uploads/(?P<space>sp_[0-9a-z]{1,64})/(?P<image>im_[0-9a-z]{1,64})")


@dataclass(frozen=True)
class PostForm:
    """What a browser posts to S3 as multipart/form-data: `fields` first, the file last, named `file`."""

    url: str
    fields: Mapping[str, str]


def upload_name(space_id: str, image_id: str) -> str:
    return f"uploads/{space_id}/{image_id}"


def ids_in(name: str) -> tuple[str, str] | None:
    """Space and image that an upload is for; None for a name that no form of ours has."""
    found = UPLOAD.fullmatch(name)
    return (found["space"], found["image"]) if found else None


def form(name: str, content_type: str, life: timedelta) -> PostForm:
    """S3 takes one file under this very name, of this type, of 1 byte to 10 MB, until `life` is over."""
    signed = s3().generate_presigned_post(
        Bucket=settings().uploads_bucket,
        Key=name,
        Fields={"Content-Type": content_type},
        Conditions=[{"Content-Type": content_type}, ["content-length-range", 1, MOST_BYTES]],
        # Signed on real time, like S3 looks at it.
        ExpiresIn=max(1, int(life.total_seconds())),
    )
    return PostForm(signed["url"], signed["fields"])


def upload(name: str) -> bytes | None:
    """At most one byte more than is allowed, whatever lies there; None if nothing does."""
    try:
        found = s3().get_object(Bucket=settings().uploads_bucket, Key=name)
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            return None
        raise
    return found["Body"].read(MOST_BYTES + 1)


def drop_upload(name: str) -> None:
    """One that is gone already stays so."""
    s3().delete_object(Bucket=settings().uploads_bucket, Key=name)


def keep(image_id: str, files: Mapping[Size, bytes], share: bytes) -> None:
    """The same picture gives the same bytes, so that a second time changes nothing."""
    for size, path in picture_urls(image_id).items():
        _put(path, files[size], WEBP)
    _put(share_url(image_id), share, JPEG)


def drop(image_id: str) -> None:
    for path in _paths(image_id):
        s3().delete_object(Bucket=settings().media_bucket, Key=path.removeprefix("/"))


def _paths(image_id: str) -> Iterator[str]:
    yield from picture_urls(image_id).values()
    yield share_url(image_id)


def _put(path: str, body: bytes, content_type: str) -> None:
    s3().put_object(
        Bucket=settings().media_bucket,
        Key=path.removeprefix("/"),
        Body=body,
        ContentType=content_type,
        CacheControl=FOREVER,
    )
