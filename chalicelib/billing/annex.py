"""Annexes: what a document sums up, row by row, kept in the archive as JSON before the document is ordered.

Data of the document hold only the name and the hash: thousands of rows would not fit an item. The name is the hash's,
so that keeping the same table again is keeping it once.
"""

import hashlib
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from chalicelib.billing.model import Annex
from chalicelib.core.lazy import dataclass
from chalicelib.kit import files
from chalicelib.kit.settings import settings

JSON = "application/json"


class AnnexAltered(Exception):
    """The archive has lost an annex, or holds other bytes than its document names: somebody has to look."""

    code = "annex_altered"


@dataclass(frozen=True)
class Column:
    """`share` is its part of the page's width, beside the other columns'. Figures stand on the right."""

    label: str
    align: Literal["left", "right"]
    share: int


@dataclass(frozen=True)
class AnnexTable:
    """Printed as it is: words and figures are in the document's language. A row takes one line.

    `sums` are the cells of the last row, or none at all; `entries` is whatever the orderer wants to find again, as
    JSON, and is not printed. Raises ValueError for a row with more cells or fewer than there are columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()
    entries: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        width = len(self.columns)
        if not width or any(column.share <= 0 for column in self.columns):
            raise ValueError("an annex has columns, and each has a share of the page")
        if any(len(row) != width for row in self.rows) or len(self.sums) not in {0, width}:
            raise ValueError(f"each row of « {self.title} » has {width} cells")


@cache
def _tables() -> TypeAdapter[AnnexTable]:
    return TypeAdapter(AnnexTable)


def keep_annex(name_prefix: str, table: AnnexTable) -> Annex:
    """Puts it once, as `annexes/<prefix>/<sha256>.json`. Safe to repeat. Raises AnnexAltered."""
    body = _tables().dump_json(table)
    sha256 = hashlib.sha256(body).hexdigest()
    name = f"annexes/{name_prefix}/{sha256}.json"
    if files.put_once(settings().archive_bucket, name, body, JSON) != body:
        raise AnnexAltered(name)
    return Annex(name, sha256)


def annex_of(annex: Annex) -> AnnexTable:
    """Raises AnnexAltered."""
    body = _bytes(annex)
    if body is None:
        raise AnnexAltered(annex.object_key)
    return _tables().validate_json(body)


def is_kept(annex: Annex) -> bool:
    """Whether the archive still holds the bytes that its document names."""
    return _bytes(annex) is not None


def _bytes(annex: Annex) -> bytes | None:
    """None for what is gone or altered."""
    body = files.read(settings().archive_bucket, annex.object_key)
    return body if body is not None and hashlib.sha256(body).hexdigest() == annex.sha256 else None
