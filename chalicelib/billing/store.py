"""Orders, series and documents in the table.

    order      pk SERIES#<seller>#<prefix>   sk ORDER#<ordered_at>#<id>    due: ORDER#<shard> until issued
    head       pk SERIES#<seller>#<prefix>   sk HEAD                       year, last, last_at, version
    number     pk SERIES#<seller>#<prefix>   sk N#<year>#<count>           the document's id
    totals     pk TOTALS#<seller>            sk <day>#<kind>               count and sums of a day
    document   pk DOC#<id>                   sk A                          mine: buyer; host: seller
    original   pk DOC#<id>                   sk ORIGINAL                   where its bytes are, their SHA-256

A document is put once, in the transaction that takes its number. Its data are one JSON text, so that what was frozen
is read back exactly.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache

from pydantic import TypeAdapter

from chalicelib.billing.model import Document, Kind, Order, Original, Series, document_key
from chalicelib.billing.numbering import Head
from chalicelib.core.errors import StaleVersion
from chalicelib.core.lazy import dataclass
from chalicelib.kit import table
from chalicelib.kit.table import Item, Key
from chalicelib.kit.unit_of_work import UnitOfWork

SHARDS = 4
SK = "A"
LATER_THAN_ANY = "~"


@dataclass(frozen=True)
class DaySums:
    """What a seller issued on one day, of one kind. Cents."""

    day: date
    kind: Kind
    count: int
    ht: int
    vat: int
    ttc: int


@cache
def _orders() -> TypeAdapter[Order]:
    return TypeAdapter(Order)


@cache
def _documents() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def add_order(uow: UnitOfWork, order: Order) -> None:
    shard = zlib.crc32(order.id.encode()) % SHARDS
    at = _text(order.ordered_at)
    uow.create(
        {
            **table.key(order.series.key, _order_sk(order)),
            "due_pk": {"S": f"ORDER#{shard}"},
            "due_sk": {"S": f"{at}#{order.id}"},
            # It lives for seconds, and is read by nobody else: made small, even a month's fits one unit.
            "data": {"B": zlib.compress(_orders().dump_json(order, exclude_defaults=True))},
        }
    )


def orders_of(series: Series, limit: int) -> list[Order]:
    """The oldest ones that wait, strongly read."""
    found: list[Order] = []
    for item in table.partition(series.key, "ORDER#", "ORDER#~"):
        found.append(_order(item))
        if len(found) == limit:
            break
    return found


def drop_order(uow: UnitOfWork, order: Order) -> None:
    """Of a document that another order issued, or will."""
    uow.delete(order.series.key, _order_sk(order))


def waiting_orders(until: datetime, *, after: str | None, limit: int) -> tuple[list[Order], str | None]:
    """A page of all orders made up to `until` and not issued yet, strongly read; the next page's cursor."""
    shards = [f"ORDER#{shard}" for shard in range(SHARDS)]
    keys, last = table.index_stretch("due", shards, ("0", _text(until)), after=after, limit=limit)
    return [_order(item) for item in table.read_many(keys, consistent=True)], last


def head_of(series: Series) -> Head:
    item = table.read(series.key, "HEAD")
    if item is None:
        return Head(series)
    return Head(
        series,
        year=int(item["year"]["N"]),
        last=int(item["last"]["N"]),
        last_at=datetime.fromisoformat(item["last_at"]["S"]),
        version=int(item["version"]["N"]),
    )


def move_head(uow: UnitOfWork, head: Head, *, read_at: int) -> None:
    """Raises StaleVersion on commit when another writer was faster."""
    item = {
        **table.key(head.series.key, "HEAD"),
        "year": {"N": str(head.year)},
        "last": {"N": str(head.last)},
        "last_at": {"S": _text(head.last_at) if head.last_at else ""},
        "version": {"N": str(read_at + 1)},
    }
    if read_at:
        uow.replace(item, version=read_at)
    else:
        uow.create(item, refused=StaleVersion)


def add_document(uow: UnitOfWork, document: Document, order: Order) -> None:
    """The document, its number and the end of its order: three writes."""
    _, year, count = document.number.split("-")
    at = f"{_text(document.issued_at)}#{document.id}"
    uow.create(
        {
            **table.key(document.key, SK),
            "host_pk": {"S": _listed_for_seller(document.draft.seller_id)},
            "host_sk": {"S": at},
            "mine_pk": {"S": _listed_for_buyer(document.draft.buyer_id)},
            "mine_sk": {"S": at},
            "data": {"S": frozen(document)},
        },
        refused=StaleVersion,
    )
    number = {**table.key(order.series.key, f"N#{year}#{count}"), "document": {"S": document.id}}
    uow.create(number, refused=StaleVersion)
    uow.delete(order.series.key, _order_sk(order))


def add_to_day(uow: UnitOfWork, seller_id: str, day: date, kind: Kind, documents: Sequence[Document]) -> None:
    sums = [document.draft.totals for document in documents]
    added = {
        ":count": len(documents),
        ":ht": sum(one.ht for one in sums),
        ":vat": sum(one.vat for one in sums),
        ":ttc": sum(one.payable for one in sums),
    }
    uow.update(
        _totals(seller_id),
        f"{day.isoformat()}#{kind.value}",
        refused=StaleVersion,
        UpdateExpression="ADD #count :count, ht :ht, vat :vat, ttc :ttc",
        ExpressionAttributeNames={"#count": "count"},
        ExpressionAttributeValues={name: {"N": str(value)} for name, value in added.items()},
    )


def days_of(seller_id: str, since: date, until: date) -> Iterator[DaySums]:
    """At most as many items as days times kinds, 25 to a read unit."""
    last = f"{until.isoformat()}#{LATER_THAN_ANY}"
    for item in table.partition(_totals(seller_id), since.isoformat(), last, consistent=False):
        day, kind = item["sk"]["S"].split("#")
        sums = {name: int(item[name]["N"]) for name in ("count", "ht", "vat", "ttc")}
        yield DaySums(date.fromisoformat(day), Kind(kind), **sums)


def get(document_id: str) -> Document | None:
    """Strongly consistent."""
    found = table.read(document_key(document_id), SK)
    return _document(found) if found else None


def get_many(document_ids: Sequence[str]) -> list[Document]:
    """Those that are issued, in the order asked for. Strongly consistent."""
    return _in_order([table.key(document_key(one), SK) for one in document_ids])


def add_original(uow: UnitOfWork, document: Document, original: Original) -> None:
    """Raises Replayed on commit when its bytes are known already."""
    uow.create(
        {
            **table.key(document.key, "ORIGINAL"),
            "object": {"S": original.object_key},
            "sha256": {"S": original.sha256},
            "size": {"N": str(original.size)},
            "at": {"S": _text(original.stored_at)},
        }
    )


def original_of(document_id: str) -> Original | None:
    """Strongly consistent."""
    item = table.read(document_key(document_id), "ORIGINAL")
    if item is None:
        return None
    return Original(
        object_key=item["object"]["S"],
        sha256=item["sha256"]["S"],
        size=int(item["size"]["N"]),
        stored_at=datetime.fromisoformat(item["at"]["S"]),
    )


def stored_among(document_ids: Sequence[str]) -> set[str]:
    """Which of these have their original bytes in the archive."""
    keys = [table.key(document_key(one), "ORIGINAL") for one in document_ids]
    found = table.read_many(keys, consistent=True, only=["pk"])
    return {item["pk"]["S"].removeprefix("DOC#") for item in found}


def page_of_seller(
    seller_id: str, since: date, until: date, *, after: Key | None, limit: int
) -> tuple[list[Document], Key | None]:
    """Those issued between these days, counted in UTC, newest first."""
    span = (since.isoformat(), f"{until.isoformat()}{LATER_THAN_ANY}")
    keys, last = table.index_page(
        "host", _listed_for_seller(seller_id), span=span, after=after, limit=limit, newest_first=True
    )
    return _in_order(keys), last


def page_of_buyer(buyer_id: str, *, after: Key | None, limit: int) -> tuple[list[Document], Key | None]:
    keys, last = table.index_page("mine", _listed_for_buyer(buyer_id), after=after, limit=limit, newest_first=True)
    return _in_order(keys), last


def numbers_of(series: Series, after: str, limit: int) -> list[tuple[int, int, str]]:
    """(year, count, document id) of the numbers behind `after`, in order, strongly read."""
    found: list[tuple[int, int, str]] = []
    for item in table.partition(series.key, f"N#{after}{LATER_THAN_ANY}" if after else "N#", "N#~"):
        _, year, count = item["sk"]["S"].split("#")
        found.append((int(year), int(count), item["document"]["S"]))
        if len(found) == limit:
            break
    return found


def _in_order(keys: Sequence[Key]) -> list[Document]:
    found = {item["pk"]["S"]: _document(item) for item in table.read_many(keys, consistent=True)}
    return [found[pk] for pk in dict.fromkeys(at["pk"]["S"] for at in keys) if pk in found]


def _order(item: Item) -> Order:
    return _orders().validate_json(zlib.decompress(item["data"]["B"]))


def _document(item: Item) -> Document:
    return _documents().validate_json(item["data"]["S"])


def frozen(document: Document) -> str:
    """All that a document says, as the text that is kept for ever."""
    return _documents().dump_json(document).decode()


def data_hash(document_id: str) -> str:
    """SHA-256, in hexadecimal, of the text that was frozen: as it is stored, not as this version would write it.

    Raises LookupError.
    """
    found = table.read(document_key(document_id), SK)
    if found is None:
        raise LookupError(document_id)
    return hashlib.sha256(found["data"]["S"].encode()).hexdigest()


def _order_sk(order: Order) -> str:
    return f"ORDER#{_text(order.ordered_at)}#{order.id}"


def _totals(seller_id: str) -> str:
    return f"TOTALS#{seller_id}"


def _listed_for_seller(seller_id: str) -> str:
    return f"HOST#{seller_id}#DOC"


def _listed_for_buyer(buyer_id: str) -> str:
    return f"BUYER#{buyer_id}#DOC"


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
