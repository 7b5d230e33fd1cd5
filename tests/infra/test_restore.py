"""What a restored table holds comes back into the live one, all of it or one partition, and nothing else changes."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.restore import Counted, TooBusy, main, restore
from localdev.aws.tables import create_tables

LIVE, RESTORED = "pupitre-test", "pupitre-restored"
Tables = Any


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tables]:
    with mock_aws():
        create_tables("test")
        create_tables("restored")
        yield boto3.client("dynamodb", region_name="eu-west-3")


def item(pk: str, sk: str = "A", **more: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}, **{name: {"S": value} for name, value in more.items()}}


def fill(client: Tables, table: str, *items: dict[str, Any]) -> None:
    for each in items:
        client.put_item(TableName=table, Item=each)


def held(client: Tables, table: str = LIVE) -> list[tuple[str, ...]]:
    items = client.scan(TableName=table)["Items"]
    return sorted(tuple(value["S"] for value in each.values()) for each in items)


def test_only_what_differs_is_written(client: Tables) -> None:
    fill(client, RESTORED, item("BK#1", status="held"), item("BK#2", status="held"), item("BK#3", status="held"))
    fill(client, LIVE, item("BK#1", status="held"), item("BK#2", status="broken"), item("BK#9", status="new"))
    written = restore(client, RESTORED, LIVE, exactly=False, write=True)
    assert written == Counted(same=1, put=2, deleted=0)
    assert held(client) == [
        ("BK#1", "A", "held"), ("BK#2", "A", "held"), ("BK#3", "A", "held"), ("BK#9", "A", "new"),
    ]  # fmt: skip
    assert restore(client, RESTORED, LIVE, exactly=False, write=True) == Counted(same=3, put=0, deleted=0)


def test_exactly_leaves_nothing_that_the_restored_table_does_not_hold(client: Tables) -> None:
    fill(client, RESTORED, item("BK#1"), item("BK#1", "FACT#1"))
    fill(client, LIVE, item("BK#1"), item("BK#1", "FACT#2"), item("BK#9"))
    assert restore(client, RESTORED, LIVE, exactly=True, write=True) == Counted(same=1, put=1, deleted=2)
    assert held(client) == held(client, RESTORED)


def test_one_partition_leaves_the_others_alone(client: Tables) -> None:
    fill(client, RESTORED, item("BK#1", status="held"), item("BK#2", status="held"))
    fill(client, LIVE, item("BK#1", status="broken"), item("BK#1", "FACT#9"), item("BK#2", status="newer"))
    counted = restore(client, RESTORED, LIVE, partition="BK#1", exactly=True, write=True)
    assert counted == Counted(same=0, put=1, deleted=1)
    assert held(client) == [("BK#1", "A", "held"), ("BK#2", "A", "newer")]


@pytest.mark.parametrize("exactly", [True, False])
def test_counting_writes_nothing(client: Tables, exactly: bool) -> None:
    fill(client, RESTORED, item("BK#1", status="held"))
    fill(client, LIVE, item("BK#1", status="broken"), item("BK#9"))
    before = held(client)
    counted = restore(client, RESTORED, LIVE, exactly=exactly, write=False)
    assert counted == Counted(same=0, put=1, deleted=int(exactly))
    assert held(client) == before


def test_more_than_a_page_and_a_batch_come_back(client: Tables) -> None:
    fill(client, RESTORED, *(item(f"BK#{number}", note="x" * 9_000) for number in range(260)))
    assert restore(client, RESTORED, LIVE, exactly=False, write=True).put == 260
    assert held(client) == held(client, RESTORED)


def test_writes_that_are_left_undone_are_asked_for_again_and_never_passed_over(
    client: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(client, RESTORED, *(item(f"BK#{number}") for number in range(30)))
    real = client.batch_write_item

    def one_at_a_time(**asked: dict[str, list[Any]]) -> Any:
        [first, *left] = asked["RequestItems"][LIVE]
        real(RequestItems={LIVE: [first]})
        return {"UnprocessedItems": {LIVE: left} if left else {}}

    monkeypatch.setattr(client, "batch_write_item", one_at_a_time)
    with pytest.raises(TooBusy):
        restore(client, RESTORED, LIVE, exactly=False, write=True)
    restore(client, RESTORED, LIVE, exactly=False, write=True)
    assert held(client) == held(client, RESTORED)


def test_it_only_counts_unless_told_to_write(client: Tables, capsys: pytest.CaptureFixture[str]) -> None:
    fill(client, RESTORED, item("BK#1"))
    main(["--restored", RESTORED, "--live", LIVE])
    assert "1 put back, 0 deleted. Nothing was written" in capsys.readouterr().out
    assert held(client) == []
    main(["--restored", RESTORED, "--live", LIVE, "--write"])
    assert held(client) == [("BK#1", "A")]


def test_a_table_is_not_restored_from_itself(client: Tables) -> None:
    with pytest.raises(SystemExit, match="itself"):
        main(["--restored", LIVE, "--live", LIVE, "--exactly", "--write"])
