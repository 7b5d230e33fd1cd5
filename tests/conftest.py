"""The environment of every test, set before the product is imported: pynamodb reads its table's name then."""

import os

os.environ.update(
    {
        "STAGE": "test",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "TABLE_NAME": "pupitre-test",
        "IDEMPOTENCY_TABLE_NAME": "pupitre-idempotency-test",
        "LEDGER_TABLE_NAME": "pupitre-ledger-test",
        "ARCHIVE_BUCKET": "pupitre-archive-test",
        "MEDIA_BUCKET": "pupitre-media-test",
        "UPLOADS_BUCKET": "pupitre-uploads-test",
        "SITE_BUCKET": "pupitre-site-test",
        "SECRET_NAME": "pupitre/test",
        "USER_POOL_ID": "eu-west-3_test",
        "USER_POOL_CLIENT_ID": "client-of-the-spa",
        "USER_POOL_ISSUER": "https://cognito-idp.eu-west-3.amazonaws.com/eu-west-3_test",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "MAIL_FROM": "Pupitre <bonjour@pupitre.example>",
        "OPERATOR_EMAIL": "exploitation@pupitre.example",
        "POWERTOOLS_METRICS_NAMESPACE": "Pupitre",
        "POWERTOOLS_DEV": "false",
    }
)
os.environ.pop("AWS_ENDPOINT_URL", None)

import json
from collections.abc import Iterator
from datetime import datetime

import hypothesis
import pytest
from moto import mock_aws

from chalicelib.core import clock
from chalicelib.kit import aws, idempotency, secrets
from chalicelib.kit.settings import settings
from localdev.aws.tables import create_tables

# The same examples everywhere and every time: a red test is red for everybody, and a busy machine is no failure.
hypothesis.settings.register_profile(
    "same",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("same")

CACHED = (aws.dynamodb, aws.s3, aws.sqs, aws.ses, aws.cognito, aws.secrets_manager, idempotency._store)


@pytest.fixture
def table() -> Iterator[str]:
    """The product's tables, buckets and secret in moto: single-threaded tests only, for its transactions do not
    isolate."""
    with mock_aws():
        _forget()
        create_tables("test")
        names = settings()
        for bucket in (names.archive_bucket, names.media_bucket, names.uploads_bucket, names.site_bucket):
            aws.s3().create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        value = {"stripe_secret_key": "sk_test_x", "stripe_webhook_secret": "whsec_x", "signing_key": "of-the-tests"}
        aws.secrets_manager().create_secret(Name=settings().secret_name, SecretString=json.dumps(value))
        yield settings().table_name
        _forget()


@pytest.fixture
def at() -> Iterator["SetClock"]:
    """Sets the product's clock; restored afterwards."""
    yield SetClock()
    clock.use(None)


class SetClock:
    def __call__(self, instant: datetime) -> datetime:
        clock.use(lambda: instant)
        return instant


def _forget() -> None:
    secrets.forget()
    for cached in CACHED:
        cached.cache_clear()
