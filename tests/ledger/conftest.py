import pytest

from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from chalicelib.ledger import keys


@pytest.fixture(autouse=True)
def _versions(request: pytest.FixtureRequest) -> None:
    """The archive keeps them, as the real one does."""
    if "table" in request.fixturenames:
        request.getfixturevalue("table")
        s3().put_bucket_versioning(Bucket=settings().archive_bucket, VersioningConfiguration={"Status": "Enabled"})


@pytest.fixture(autouse=True)
def _few_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen queries a sealing would be most of the time of these tests."""
    monkeypatch.setattr(keys, "SHARDS", 2)
