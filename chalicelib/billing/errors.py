"""Refusals about documents."""

from chalicelib.core.errors import Kind, Refusal


class NotStoredYet(Refusal):
    code, kind = "document_in_preparation", Kind.CONFLICT
    fr = "Ce document vient d'être émis : son fichier est prêt dans un instant."
    en = "This document was issued a moment ago: its file is ready in an instant."
