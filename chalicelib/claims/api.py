"""`/v1/operations/imports`, for the operator; `/v1/claims` and the checklist, for owners."""

from chalicelib.claims import find, schemas, store, views
from chalicelib.claims.claim import check, claim_for
from chalicelib.claims.errors import InvitedLately, NobodyToInvite
from chalicelib.claims.invite import invite_again
from chalicelib.claims.upload import begin
from chalicelib.identity import throttle
from chalicelib.identity.access import HOST, OPERATOR
from chalicelib.identity.errors import SessionOver, TooManyTries
from chalicelib.kit import cursor
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key
from chalicelib.kit.shapes import PageQuery

api = Api("claims", __name__)


@api.route(
    "POST", "/operations/imports", access=OPERATOR, summary="Begin to import listings from a CSV file", status=201,
    body=schemas.ImportBody, answer=schemas.ImportUploadView, repetition=Repetition.OWN,
)  # fmt: skip
def post_import(call: Call) -> schemas.ImportUploadView:
    # A form is signed for minutes: it is made again rather than kept.
    key = require_key(call)
    return views.upload_view(begin(call.body.file_name, key=key, user_id=call.user_id, uow=call.work()))


@api.route(
    "GET", "/operations/imports", access=OPERATOR, summary="Imports of listings, the newest first",
    query=PageQuery, answer=schemas.ImportPage,
)  # fmt: skip
def get_imports(call: Call) -> schemas.ImportPage:
    found, last = find.imports(after=cursor.unseal(call.query.cursor, "imports"), limit=call.query.limit)
    return schemas.ImportPage(
        items=[views.import_view(one, call.language) for one in found], next_cursor=cursor.seal(last, "imports")
    )


@api.route(
    "GET", "/operations/imports/{import_id}", access=OPERATOR, summary="An import and how far it is",
    answer=schemas.ImportView,
)  # fmt: skip
def get_import(call: Call) -> schemas.ImportView:
    return views.import_view(find.import_of(call.path["import_id"]), call.language)


@api.route(
    "GET", "/operations/imports/{import_id}/notes", access=OPERATOR, summary="What an import says of rows",
    query=schemas.NotesQuery, answer=schemas.NotePage,
)  # fmt: skip
def get_notes(call: Call) -> schemas.NotePage:
    known, scope = find.import_of(call.path["import_id"]), f"notes:{call.path['import_id']}"
    found, last = find.notes(known.id, after=_after(call, scope), limit=call.query.limit)
    return schemas.NotePage(
        items=[views.note_view(note, call.language) for note in found], next_cursor=_sealed(last, scope)
    )


@api.route(
    "GET", "/operations/imports/{import_id}/owners", access=OPERATOR,
    summary="To whom an import brought listings, and who has taken them", query=PageQuery, answer=schemas.OwnerPage,
)  # fmt: skip
def get_owners(call: Call) -> schemas.OwnerPage:
    known, scope = find.import_of(call.path["import_id"]), f"owners:{call.path['import_id']}"
    found, last = find.owners(known.id, after=_after(call, scope), limit=call.query.limit)
    return schemas.OwnerPage(items=[views.owner_view(one) for one in found], next_cursor=_sealed(last, scope))


@api.route(
    "POST", "/operations/claimants/{claimant_id}/invitation", access=OPERATOR,
    summary="Write again to an owner whose listings wait", answer=schemas.OwnerView,
    refusals=[NobodyToInvite, InvitedLately],
)  # fmt: skip
def post_claimant_invitation(call: Call) -> schemas.OwnerView:
    invite_again(call.path["claimant_id"], uow=call.work())
    return views.owner_view(find.owner_of(call.path["claimant_id"]))


# Neither of these two needs a key: a second time finds what the first one did.


@api.route(
    "POST", "/claims", access=SIGNED_IN, summary="Take the listings that wait for one's own verified address",
    repetition=Repetition.HARMLESS, answer=schemas.ClaimedList, refusals=[SessionOver],
)  # fmt: skip
def post_claims(call: Call) -> schemas.ClaimedList:
    return views.claimed_list(claim_for(call.user_id, uow=call.work()))


@api.route(
    "POST", "/claims/lookup", access=PUBLIC, summary="Whether listings wait for an address that cannot sign in",
    repetition=Repetition.HARMLESS, body=schemas.AddressBody, answer=schemas.AddressView, refusals=[TooManyTries],
)  # fmt: skip
def post_lookup(call: Call) -> schemas.AddressView:
    """Depends on the file of an operator alone, never on whether there is a login."""
    throttle.count(throttle.LOOKUP, call.body.email, call)
    return schemas.AddressView(waits=find.waits_for(call.body.email))


@api.route(
    "GET", "/hosts/{host_id}/claim", access=HOST, summary="Whether a host was imported, and checked since",
    answer=schemas.HostClaimView,
)  # fmt: skip
def get_claim(call: Call) -> schemas.HostClaimView:
    return views.host_claim_view(store.claim_on(call.path["host_id"]))


@api.route(
    "POST", "/hosts/{host_id}/claim/check", access=HOST, summary="Say that what was imported is right",
    repetition=Repetition.HARMLESS, answer=schemas.HostClaimView,
)  # fmt: skip
def post_check(call: Call) -> schemas.HostClaimView:
    return views.host_claim_view(check(call.path["host_id"], uow=call.work()))


def _after(call: Call, scope: str) -> str:
    return str((cursor.unseal(call.query.cursor, scope) or {}).get("after", ""))


def _sealed(last: str, scope: str) -> str | None:
    return cursor.seal({"after": last} if last else None, scope)
