from collections.abc import Iterator

import pytest
from moto import mock_aws

from chalicelib.kit import aws, settings
from localdev.aws.tables import REGION, create_tables
from tests.notifications.samples import OPERATOR, PUBLIC_URL

SENDER = "pupitre@pupitre.example"
CACHES = (settings.settings, aws.dynamodb, aws.ses)


@pytest.fixture
def post_office(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The product's table and a verified sender, in moto."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        for name, value in create_tables().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("MAIL_FROM", SENDER)
        monkeypatch.setenv("OPERATOR_EMAIL", OPERATOR)
        monkeypatch.setenv("PUBLIC_URL", PUBLIC_URL)
        for cached in CACHES:
            cached.cache_clear()
        aws.ses().create_email_identity(EmailIdentity=SENDER)
        yield
    for cached in CACHES:
        cached.cache_clear()
