"""Puts a client of DynamoDB under the product, for as long as a test or a process wants."""

import sys
from typing import Any

import boto3
import pytest
from botocore.config import Config

from chalicelib.identity import store as people
from chalicelib.kit import aws, idempotency, unit_of_work
from tests.races.conflicts import ConflictingClient

REAL = aws.dynamodb
PATIENCE = 60
"""Seconds for an answer: a slow machine is not what these tests look for."""


def client_of(endpoint: str) -> Any:
    return boto3.client("dynamodb", endpoint_url=endpoint, config=aws.CONFIG.merge(Config(read_timeout=PATIENCE)))


def install(client: ConflictingClient, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", endpoint)
    for module in _modules_with_a_client():
        monkeypatch.setattr(module, "dynamodb", lambda: client)
    if client.injects:
        monkeypatch.setattr(unit_of_work, "time", client.time)
    for model in (people.UserItem, people.HostItem, people.MembershipItem):
        # pynamodb keeps a client of its own, which may still point where another test was.
        monkeypatch.setattr(model, "_connection", None)
        monkeypatch.setattr(model.Meta, "read_timeout_seconds", PATIENCE)
    idempotency._store.cache_clear()


def warm_up() -> None:
    """Otherwise each thread of a crowd that comes first builds pynamodb's client, a fifth of a second each."""
    people.user("nobody")


def _modules_with_a_client() -> list[Any]:
    loaded = [module for name, module in sys.modules.items() if name.startswith(("chalicelib.", "tests.make."))]
    return [module for module in loaded if _is_a_client(getattr(module, "dynamodb", None))]


def _is_a_client(found: Any) -> bool:
    """The product's, or the one that an earlier call put there."""
    return found is REAL or getattr(found, "__module__", "") == __name__
