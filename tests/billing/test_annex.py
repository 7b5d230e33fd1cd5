"""An annex is kept once under the name of its bytes, and never read when they are others."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.billing import store
from chalicelib.billing.annex import AnnexAltered, AnnexTable, Column, annex_of, is_kept, keep_annex
from chalicelib.billing.archive import keep_original
from chalicelib.billing.audit import wrong_with_original
from chalicelib.billing.model import Annex
from chalicelib.kit import files
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from tests.billing.orders import self_billed
from tests.make.identity import saved_user
from tests.make.legal import sells
from tests.make.orders import HOST, NOW, issued

PREFIX = "self_billed/ho_fabrique/2027-02"
TABLE = AnnexTable(
    title="Réservations de février 2027",
    columns=(Column("Réservation", "left", 3), Column("HT", "right", 1)),
    rows=(("bk_1", "105,00 €"), ("bk_2", "35,00 €")),
    sums=("Total", "140,00 €"),
    entries=({"booking": "bk_1", "ht": 10_500}, {"booking": "bk_2", "ht": 3_500}),
)


@pytest.fixture(autouse=True)
def _market(table: str) -> None:
    sells(HOST)
    saved_user("coworker")


def overwritten(annex: Annex, body: bytes = b"{}") -> None:
    s3().put_object(Bucket=settings().archive_bucket, Key=annex.object_key, Body=body)


def test_a_table_comes_back_as_it_was_kept() -> None:
    assert annex_of(keep_annex(PREFIX, TABLE)) == TABLE


def test_its_name_is_its_hash_and_its_json_has_the_shape_that_was_agreed() -> None:
    annex = keep_annex(PREFIX, TABLE)
    assert annex.object_key == f"annexes/{PREFIX}/{annex.sha256}.json"
    body = files.read(settings().archive_bucket, annex.object_key)
    assert body
    assert json.loads(body) == {
        "title": "Réservations de février 2027",
        "columns": [
            {"label": "Réservation", "align": "left", "share": 3},
            {"label": "HT", "align": "right", "share": 1},
        ],
        "rows": [["bk_1", "105,00 €"], ["bk_2", "35,00 €"]],
        "sums": ["Total", "140,00 €"],
        "entries": [{"booking": "bk_1", "ht": 10_500}, {"booking": "bk_2", "ht": 3_500}],
    }


def test_the_same_table_is_kept_once_and_another_has_another_name() -> None:
    first = keep_annex(PREFIX, TABLE)
    assert keep_annex(PREFIX, TABLE) == first
    keep_annex(PREFIX, replace(TABLE, title="Autre"))
    assert len(list(files.names(settings().archive_bucket, f"annexes/{PREFIX}/"))) == 2


def test_other_bytes_are_not_read() -> None:
    annex = keep_annex(PREFIX, TABLE)
    overwritten(annex)
    with pytest.raises(AnnexAltered) as altered:
        annex_of(annex)
    assert altered.value.code == "annex_altered"
    assert not is_kept(annex)


def test_what_is_gone_is_not_read() -> None:
    with pytest.raises(AnnexAltered):
        annex_of(Annex("annexes/nothing.json", "0" * 64))


def test_bytes_that_stand_in_its_place_are_not_taken_for_it() -> None:
    overwritten(keep_annex(PREFIX, TABLE))
    with pytest.raises(AnnexAltered):
        keep_annex(PREFIX, TABLE)


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": (("bk_1",),)},
        {"sums": ("Total",)},
        {"columns": (), "rows": (), "sums": ()},
        {"columns": (Column("Réservation", "left", 0), Column("HT", "right", 1))},
    ],
    ids=["a short row", "short sums", "no column", "a column without width"],
)
def test_a_table_whose_cells_have_no_column_is_none(changes: dict[str, tuple[object, ...]]) -> None:
    with pytest.raises(ValueError, match=r"annex|cells"):
        replace(TABLE, **changes)  # type: ignore[arg-type]


# Of a document


def test_a_document_is_drawn_with_its_annex() -> None:
    (plain,) = issued(self_billed("MONTH#plain", annex=None))
    (document,) = issued(self_billed(annex=keep_annex(PREFIX, TABLE), ordered_at=NOW + timedelta(minutes=1)))
    for one in (plain, document):
        keep_original(one.id, now=NOW)
    small, large = (store.original_of(one.id) for one in (plain, document))
    assert small
    assert large
    assert large.size > small.size
    assert wrong_with_original(document) == []


def test_a_document_whose_annex_was_altered_gets_no_file() -> None:
    annex = keep_annex(PREFIX, TABLE)
    (document,) = issued(self_billed(annex=annex))
    overwritten(annex)
    with pytest.raises(AnnexAltered):
        keep_original(document.id, now=NOW)
    assert store.original_of(document.id) is None


def test_an_annex_that_is_altered_afterwards_is_found() -> None:
    annex = keep_annex(PREFIX, TABLE)
    (document,) = issued(self_billed(annex=annex))
    keep_original(document.id, now=NOW)
    overwritten(annex)
    assert wrong_with_original(document) == ["its annex is gone or another one"]
