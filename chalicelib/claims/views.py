"""Imports and claims as answers."""

from chalicelib.claims import schemas
from chalicelib.claims.errors import words_of
from chalicelib.claims.find import Owner
from chalicelib.claims.model import Claim, Import, Note
from chalicelib.claims.upload import Upload
from chalicelib.core.errors import Language


def upload_view(begun: Upload) -> schemas.ImportUploadView:
    return schemas.ImportUploadView(
        import_id=begun.known.id,
        url=begun.form.url,
        fields=dict(begun.form.fields),
        expires_at=begun.known.expires_at,
    )


def import_view(known: Import, language: Language) -> schemas.ImportView:
    counts = known.counts
    return schemas.ImportView(
        id=known.id,
        file_name=known.file_name,
        state=known.state,
        created_at=known.created_at,
        finished_at=known.finished_at,
        total=known.layout.total if known.layout else None,
        read=counts.read,
        made=counts.made,
        present=counts.present,
        refused=counts.refused,
        invited=known.invited,
        reason=known.reason or None,
        detail=words_of(known.reason, language) or None,
        reason_row=known.reason_row or None,
    )


def note_view(note: Note, language: Language) -> schemas.NoteView:
    return schemas.NoteView(
        row=note.row,
        column=note.column or None,
        reference=note.reference,
        value=note.value,
        code=note.code,
        message=note.words(language),
    )


def owner_view(owner: Owner) -> schemas.OwnerView:
    return schemas.OwnerView(
        id=owner.claimant.id,
        email=owner.claimant.email,
        hosts=[
            schemas.OwnerHostView(host_id=one.host_id, name=one.host_name, claimed_at=one.at) for one in owner.claims
        ],
        waits=any(claim.is_open for claim in owner.claims),
        invited_at=owner.claimant.invited_at,
    )


def claimed_list(claims: list[Claim]) -> schemas.ClaimedList:
    return schemas.ClaimedList(
        items=[
            schemas.ClaimedHostView(
                host_id=one.host_id, name=one.host_name, claimed_at=one.at, checked_at=one.checked_at
            )
            for one in claims
            if one.at
        ]
    )


def host_claim_view(claim: Claim | None) -> schemas.HostClaimView:
    if claim is None:
        return schemas.HostClaimView(imported=False)
    return schemas.HostClaimView(imported=True, claimed_at=claim.at, checked_at=claim.checked_at)
