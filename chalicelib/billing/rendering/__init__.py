"""Documents as bytes: a page that people read with the same facts as XML inside (Factur-X, profile EN 16931). Pure.

    Document -> cii (XML) ─┐
             -> layout ────┴─> pdf.render -> PDF/A-3B

The same document gives the same bytes: docs/documents.md and ADR 0015 say how. fpdf2 and Pillow are imported by the
functions that need them, never with this package.
"""
