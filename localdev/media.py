"""CloudFront's other origin: pictures, from their bucket."""

from botocore.exceptions import ClientError

from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from localdev.gateway import Answer, message


def answer(path: str) -> Answer:
    """As S3 answers CloudFront, which may not list: what is not there is refused like what is private."""
    try:
        found = s3().get_object(Bucket=settings().media_bucket, Key=path.removeprefix("/"))
    except ClientError:
        return Answer(403, message({"Content-Type": "application/xml"}), b"<Error><Code>AccessDenied</Code></Error>")
    headers = {"Content-Type": found["ContentType"], "Cache-Control": found.get("CacheControl", "")}
    return Answer(200, message(headers), found["Body"].read())
