"""Documents: what a host and the platform sold, what a coworker, a host and the platform bought."""

from chalicelib.billing import schemas, views
from chalicelib.billing.errors import NotStoredYet
from chalicelib.billing.find import (
    documents_of_buyer,
    documents_of_seller,
    link_for_buyer,
    link_for_seller,
    link_for_staff,
    sums_of_seller,
)
from chalicelib.identity.access import HOST_DOCUMENTS, OPERATOR
from chalicelib.kit import cursor
from chalicelib.kit.access import SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.kit.shapes import PageQuery
from chalicelib.legal.model import PLATFORM

api = Api("billing", __name__)


@api.route(
    "GET", "/hosts/{host_id}/documents", access=HOST_DOCUMENTS,
    summary="Documents issued in the host's name, newest first",
    query=schemas.DocumentQuery, answer=schemas.DocumentPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_documents(call: Call) -> schemas.DocumentPage:
    return _page(call, call.path["host_id"])


@api.route(
    "GET", "/hosts/{host_id}/documents/sums", access=HOST_DOCUMENTS,
    summary="What was issued in the host's name, added up", query=schemas.SpanQuery, answer=schemas.SumsView,
)  # fmt: skip
def get_sums(call: Call) -> schemas.SumsView:
    return views.sums_view(sums_of_seller(call.path["host_id"], call.query.since, call.query.until))


@api.route(
    "GET", "/hosts/{host_id}/documents/{document_id}/file", access=HOST_DOCUMENTS,
    summary="Where to download a document", answer=schemas.FileView, refusals=[NotStoredYet],
)  # fmt: skip
def get_file(call: Call) -> schemas.FileView:
    return schemas.FileView(url=link_for_seller(call.path["host_id"], call.path["document_id"]))


@api.route(
    "GET", "/me/documents", access=SIGNED_IN, summary="The caller's own invoices and credit notes, newest first",
    query=PageQuery, answer=schemas.DocumentPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_my_documents(call: Call) -> schemas.DocumentPage:
    return _purchases(call, call.user_id)


@api.route(
    "GET", "/me/documents/{document_id}/file", access=SIGNED_IN, summary="Where to download one's own document",
    answer=schemas.FileView, refusals=[NotStoredYet],
)  # fmt: skip
def get_my_file(call: Call) -> schemas.FileView:
    return schemas.FileView(url=link_for_buyer(call.user_id, call.path["document_id"]))


@api.route(
    "GET", "/hosts/{host_id}/purchases", access=HOST_DOCUMENTS,
    summary="Documents addressed to the host, newest first",
    query=PageQuery, answer=schemas.DocumentPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_purchases(call: Call) -> schemas.DocumentPage:
    return _purchases(call, call.path["host_id"])


@api.route(
    "GET", "/hosts/{host_id}/purchases/{document_id}/file", access=HOST_DOCUMENTS,
    summary="Where to download a document addressed to the host", answer=schemas.FileView, refusals=[NotStoredYet],
)  # fmt: skip
def get_purchase_file(call: Call) -> schemas.FileView:
    return schemas.FileView(url=link_for_buyer(call.path["host_id"], call.path["document_id"]))


@api.route(
    "GET", "/operations/purchases", access=OPERATOR, summary="Documents addressed to the platform, newest first",
    query=PageQuery, answer=schemas.DocumentPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_platform_purchases(call: Call) -> schemas.DocumentPage:
    return _purchases(call, PLATFORM)


@api.route(
    "GET", "/operations/documents", access=OPERATOR, summary="Documents that the platform issued for itself",
    query=schemas.DocumentQuery, answer=schemas.DocumentPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_platform_documents(call: Call) -> schemas.DocumentPage:
    return _page(call, PLATFORM)


@api.route(
    "GET", "/operations/documents/sums", access=OPERATOR, summary="What the platform issued for itself, added up",
    query=schemas.SpanQuery, answer=schemas.SumsView,
)  # fmt: skip
def get_platform_sums(call: Call) -> schemas.SumsView:
    return views.sums_view(sums_of_seller(PLATFORM, call.query.since, call.query.until))


@api.route(
    "GET", "/operations/documents/{document_id}/file", access=OPERATOR,
    summary="Where to download any document that the platform issued", answer=schemas.FileView,
    refusals=[NotStoredYet],
)  # fmt: skip
def get_platform_file(call: Call) -> schemas.FileView:
    return schemas.FileView(url=link_for_staff(call.path["document_id"]))


def _purchases(call: Call, buyer_id: str) -> schemas.DocumentPage:
    scope = f"purchases:{buyer_id}"
    found, last = documents_of_buyer(buyer_id, after=cursor.unseal(call.query.cursor, scope), limit=call.query.limit)
    return schemas.DocumentPage(
        items=[views.document_view(one) for one in found], next_cursor=cursor.seal(last, scope)
    )


def _page(call: Call, seller_id: str) -> schemas.DocumentPage:
    query: schemas.DocumentQuery = call.query
    scope = f"documents:{seller_id}:{query.since}:{query.until}:{query.search}"
    found, last = documents_of_seller(
        seller_id,
        query.search,
        query.since,
        query.until,
        after=cursor.unseal(query.cursor, scope),
        limit=query.limit,
    )
    return schemas.DocumentPage(
        items=[views.document_view(one) for one in found], next_cursor=cursor.seal(last, scope)
    )
