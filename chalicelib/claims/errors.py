"""Refusals about imports and claims: of a call, and those that the worker keeps of a file and of its rows."""

from chalicelib.core.errors import Kind, Language, Refusal


class InvitedLately(Refusal):
    code, kind = "invited_lately", Kind.TOO_MANY
    fr = "Ce propriétaire a reçu l'invitation il y a moins d'une heure."
    en = "This owner was sent the invitation less than an hour ago."


class NobodyToInvite(Refusal):
    code, kind = "nobody_to_invite", Kind.CONFLICT
    fr = "Toutes les fiches de ce propriétaire lui appartiennent déjà."
    en = "All listings of this owner are his already."


class UnfitFile(Refusal):
    """Base of what the worker says of a file. Nobody's call is answered with it: it is told with the import. `row` is
    the one that it is about, 0 for the whole file."""

    code, kind = "file_unfit", Kind.INVALID
    fr, en = "Ce fichier ne peut pas être importé.", "This file cannot be imported."

    def __init__(self, row: int = 0) -> None:
        super().__init__()
        self.row = row


class FileEmpty(UnfitFile):
    code = "file_empty"
    fr, en = "Ce fichier n'a aucune ligne sous son en-tête.", "This file has no row below its header."


class FileTooLarge(UnfitFile):
    code = "file_too_large"
    fr, en = "Ce fichier dépasse 20 Mo.", "This file is larger than 20 MB."


class FileNotText(UnfitFile):
    code = "file_not_text"
    fr = "Ce fichier n'est pas du texte : un classeur ou une archive s'exporte d'abord en CSV."
    en = "This file is not text: a workbook or an archive is exported as CSV first."


class FileInUtf16(UnfitFile):
    code = "file_in_utf16"
    fr = "Ce fichier est en UTF-16. Enregistrez-le en « CSV UTF-8 »."
    en = "This file is in UTF-16. Save it as “CSV UTF-8”."


class FileNotUtf8(UnfitFile):
    code = "file_not_utf8"
    fr = "Ce fichier n'est pas en UTF-8 (peut-être en Latin-1). Enregistrez-le en « CSV UTF-8 »."
    en = "This file is not in UTF-8 (perhaps in Latin-1). Save it as “CSV UTF-8”."


class QuoteNeverCloses(UnfitFile):
    code = "quote_never_closes"
    fr = "Un guillemet ouvert sur cette ligne ne se referme jamais : rien n'a été importé."
    en = "A quotation mark opened on this row never closes: nothing was imported."


class HeaderMissing(UnfitFile):
    code = "header_missing"
    fr = "La première ligne ne nomme pas les colonnes reference, owner_email, space_name et city."
    en = "The first row does not name the columns reference, owner_email, space_name and city."


class ColumnUnknown(UnfitFile):
    code = "column_unknown"
    fr = "La première ligne nomme une colonne que l'import ne connaît pas."
    en = "The first row names a column that the import does not know."


class ColumnTwice(UnfitFile):
    code = "column_twice"
    fr, en = "La première ligne nomme deux fois la même colonne.", "The first row names a column twice."


class FileReplaced(UnfitFile):
    code = "file_replaced"
    fr = "Le fichier a changé pendant l'import. Recommencez : ce qui est fait n'est pas refait."
    en = "The file changed during the import. Start again: what is done is not done twice."


REASONS: dict[str, type[UnfitFile]] = {
    reason.code: reason
    for reason in (
        FileEmpty, FileTooLarge, FileNotText, FileInUtf16, FileNotUtf8, QuoteNeverCloses, HeaderMissing,
        ColumnUnknown, ColumnTwice, FileReplaced,
    )
}  # fmt: skip


def words_of(reason: str, language: Language) -> str:
    """ "" for no reason. A code of another version gets the words that always hold."""
    return REASONS.get(reason, UnfitFile)().words(language) if reason else ""


OF_ROWS: dict[str, tuple[str, str]] = {
    "row_too_large": (
        "Cette ligne dépasse 64 Ko : une cellule est bien trop longue.",
        "This row is larger than 64 KB: a cell is far too long.",
    ),
    "row_unreadable": (
        "Les guillemets de cette ligne ne sont pas ceux d'un fichier CSV.",
        "The quotation marks of this row are not those of a CSV file.",
    ),
    "wrong_number_of_cells": (
        "Cette ligne n'a pas autant de cellules que l'en-tête.",
        "This row has not as many cells as the header.",
    ),
    "control_character": (
        "Cette cellule contient des caractères invisibles.",
        "This cell contains invisible characters.",
    ),
    "reference_twice": (
        "Cette référence figure déjà plus haut dans le fichier.",
        "This reference stands further up in the file already.",
    ),
    "already_there": (
        "Déjà importée, avec d'autres valeurs : la fiche n'a pas été modifiée.",
        "Imported already, with other values: the listing was left as it is.",
    ),
    "already_claimed": (
        "Déjà reprise par son propriétaire, qui seul la modifie : rien n'a changé.",
        "Claimed by its owner already, who alone edits it: nothing was changed.",
    ),
}
"""What is said of a row, in French and English; what is said of a cell comes from its shape."""
