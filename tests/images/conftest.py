import json
from datetime import UTC, datetime

from chalicelib.core.facts import SYSTEM, Fact
from chalicelib.images import process
from chalicelib.images.upload import Upload, begin
from chalicelib.kit import outbox
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from tests.make.identity import work

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
HOST = "ho_fabrique"
SPACE = "sp_atelier"


def begun(key: str = "first", *, space: str = SPACE, now: datetime = NOW) -> Upload:
    return begin(space, HOST, "image/jpeg", key=key, uow=work("sub-ada", now=now))


def name_of(upload: Upload) -> str:
    return upload.form.fields["key"]


def sent(upload: Upload, raw: bytes) -> str:
    """Puts the file where the form would have; returns its name."""
    put(name_of(upload), raw)
    return name_of(upload)


def put(name: str, raw: bytes) -> None:
    s3().put_object(Bucket=settings().uploads_bucket, Key=name, Body=raw)


def told(name: str) -> str:
    """What EventBridge sends of it."""
    detail = {"bucket": {"name": settings().uploads_bucket}, "object": {"key": name, "size": 1}}
    return json.dumps({"source": "aws.s3", "detail-type": "Object Created", "detail": detail})


def worked(name: str, *, now: datetime = NOW) -> None:
    process.process(process.name_in(told(name)), uow=UnitOfWork(now=now, actor=SYSTEM))


def kept(bucket: str) -> list[str]:
    return [found["Key"] for found in s3().list_objects_v2(Bucket=bucket).get("Contents", [])]


def left() -> tuple[list[str], list[str]]:
    """Names of the uploads and of the files that are served."""
    return kept(settings().uploads_bucket), kept(settings().media_bucket)


def files_of(upload: Upload) -> list[str]:
    return [f"media/{upload.image.id}/{name}" for name in ("large.webp", "medium.webp", "share.jpg", "small.webp")]


def facts(space: str = SPACE) -> list[Fact]:
    return [recorded.fact for recorded in outbox.facts_of(f"SPACE#{space}")]
