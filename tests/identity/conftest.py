import os

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-3")
os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
os.environ.setdefault("TABLE_NAME", "pupitre-test")
os.environ.setdefault("IDEMPOTENCY_TABLE_NAME", "pupitre-idempotency-test")
os.environ.setdefault("SECRET_NAME", "pupitre/test")
os.environ.setdefault("USER_POOL_ID", "eu-west-3_test")
os.environ.setdefault("USER_POOL_CLIENT_ID", "client-of-the-spa")
os.environ.setdefault("USER_POOL_ISSUER", "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_test")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "Pupitre")

import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from chalicelib.identity import sessions, sign_up, user_pool
from chalicelib.kit import secrets
from chalicelib.kit.aws import dynamodb, secrets_manager
from chalicelib.kit.settings import settings
from localdev.aws.tables import table_definitions
from tests.identity.fake_pool import FakePool

# Through the cached client: another one per test would take most of its time.
DEFINITION: Any = table_definitions("test")["Table"]
ASKED = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


@pytest.fixture(autouse=True)
def table() -> Iterator[str]:
    """An empty table and a secret, in memory."""
    with mock_aws():
        dynamodb().create_table(TableName=settings().table_name, **{name: DEFINITION[name] for name in ASKED})
        value = {"stripe_secret_key": "-", "stripe_webhook_secret": "-", "signing_key": "of-the-tests"}
        secrets_manager().create_secret(Name=settings().secret_name, SecretString=json.dumps(value))
        secrets.forget()
        yield settings().table_name
        secrets.forget()


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> FakePool:
    fake = FakePool()
    for module in (sign_up, sessions, user_pool):
        monkeypatch.setattr(module, "cognito", lambda: fake)
    return fake
