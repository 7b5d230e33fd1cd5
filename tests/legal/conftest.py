from collections.abc import Iterator

import pytest

from chalicelib.kit import aws
from chalicelib.kit.settings import settings

MEDIA = "pupitre-media-test"


@pytest.fixture
def media(table: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The bucket of pictures, in moto."""
    monkeypatch.setenv("MEDIA_BUCKET", MEDIA)
    settings.cache_clear()
    aws.s3.cache_clear()
    aws.s3().create_bucket(Bucket=MEDIA, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    yield MEDIA
    settings.cache_clear()
    aws.s3.cache_clear()
