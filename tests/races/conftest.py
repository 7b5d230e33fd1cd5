import os
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from chalicelib.kit import aws
from localdev.aws.tables import create_tables
from tests.races.conflicts import ConflictingClient
from tests.races.engine import EngineMissing, running

MODULES_WITH_A_CLIENT = (
    "chalicelib.kit.outbox",
    "chalicelib.kit.table",
    "chalicelib.kit.unit_of_work",
)

UseEngine = Callable[..., ConflictingClient]


@pytest.fixture(scope="session")
def engine() -> Iterator[str]:
    try:
        with running() as address:
            yield address
    except EngineMissing as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"RACES NOT RUN: {missing}")


@pytest.fixture
def use_engine(engine: str, monkeypatch: pytest.MonkeyPatch) -> UseEngine:
    """Points the product at fresh tables of the real engine, through a client that injects conflicts."""
    plain: Any = boto3.client("dynamodb", endpoint_url=engine, config=aws.CONFIG)
    for name in plain.list_tables()["TableNames"]:
        plain.delete_table(TableName=name)
    create_tables("test", endpoint_url=engine)
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", engine)

    def use(**options: Any) -> ConflictingClient:
        client = ConflictingClient(plain, **options)
        for module in MODULES_WITH_A_CLIENT:
            monkeypatch.setattr(f"{module}.dynamodb", lambda: client)
        return client

    return use
