import pytest

from chalicelib.kit.settings import settings


@pytest.fixture
def media(table: str) -> str:
    """The bucket of pictures, in moto."""
    return settings().media_bucket
