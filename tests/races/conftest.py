import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chalicelib.kit import idempotency
from localdev.aws.tables import create_tables
from tests.races.conflicts import ConflictingClient
from tests.races.engine import EngineMissing, running
from tests.races.installation import client_of, install, warm_up

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
def use_engine(engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[UseEngine]:
    """Points the product at fresh tables of the real engine, through a client that injects conflicts."""
    plain = client_of(engine)

    def use(**options: Any) -> ConflictingClient:
        client = ConflictingClient(plain, **options)
        install(client, engine, monkeypatch)
        for name in plain.list_tables()["TableNames"]:
            plain.delete_table(TableName=name)
        create_tables("test", endpoint_url=engine)
        warm_up()
        return client

    yield use
    idempotency._store.cache_clear()
