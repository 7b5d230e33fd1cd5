"""A document as the bytes that are kept: PDF/A-3B with its XML inside (Factur-X 1.0)."""

from chalicelib.billing.annex import AnnexTable
from chalicelib.billing.model import Document
from chalicelib.billing.rendering import cii, xmp
from chalicelib.billing.rendering.fonts import drawable
from chalicelib.billing.rendering.layout import draw
from chalicelib.billing.rendering.logo import rgb

CONFORMANCE = "PDF/A-3B"
RELATIONSHIP = "Source"
"""French documents say that the XML is the source of the page; German practice is "Alternative"."""


def render(document: Document, *, logo: bytes | None, annex: AnnexTable | None = None) -> bytes:
    """The same document, logo and annex give the same bytes: every date inside is the document's own.

    Raises UnreadableLogo, LookupError when no legal text is in force on the day of issue, and ValueError for an annex
    that the document does not name, or lacks.
    """
    if (annex is None) != (document.draft.annex is None):
        raise ValueError(f"{document.number} is drawn with the annex that it names, or without any")
    # A third of a second, which only the function that stores documents should pay.
    from fpdf import FPDF

    pdf = FPDF(format="A4", unit="mm", enforce_compliance=CONFORMANCE)
    pdf.set_creation_date(document.issued_at)
    pdf.set_producer(xmp.PRODUCER)
    pdf.set_title(xmp.name(document))
    pdf.set_author(drawable(document.draft.seller.name))
    pdf.set_lang(document.draft.language)
    pdf.set_xmp_metadata(xmp.packet(document))
    draw(pdf, document, rgb(logo) if logo else None, annex)
    pdf.embed_file(
        bytes=cii.xml(document),
        basename=xmp.FILE_NAME,
        mime_type="text/xml",
        associated_file_relationship=RELATIONSHIP,
        modification_date=document.issued_at,
        desc="Factur-X",
        compress=True,
        checksum=True,
    )
    return bytes(pdf.output())
