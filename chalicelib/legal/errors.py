"""Refusals about who sells: settings, mandates, rates, logos."""

from collections.abc import Iterable

from chalicelib.core.errors import Kind, Refusal


class TerritoryWithoutTax(Refusal):
    """No rate is configured where the room is: it can be offered free of charge only."""

    code, kind = "territory_without_tax", Kind.CONFLICT
    fr = "Les salles payantes ne sont pas encore possibles à cette adresse ({postcode})."
    en = "Paid rooms are not possible at this address yet ({postcode})."

    def __init__(self, postcode: str) -> None:
        super().__init__(postcode=postcode)


class CannotSell(Refusal):
    """`missing` holds the codes of `policy`, in the order of the host's page."""

    code, kind = "cannot_sell", Kind.CONFLICT
    fr = "Cet hôte ne peut pas encore vendre : ses paramètres de facturation sont incomplets."
    en = "This host cannot sell yet: the billing settings are incomplete."

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing=list(missing))


class PastIsFixed(Refusal):
    """Sales were made under the past."""

    code, kind = "past_is_fixed", Kind.CONFLICT
    fr = "Ce qui a commencé avant aujourd'hui ne change plus. Choisissez une date à partir d'aujourd'hui."
    en = "What began before today no longer changes. Choose a date from today on."


class StillNeeded(Refusal):
    """`missing` holds the codes of what was emptied though documents may still have to name it."""

    code, kind = "still_needed", Kind.CONFLICT
    fr = "Ces informations figurent sur vos factures : elles peuvent changer, mais pas rester vides."
    en = "Your invoices name these details: they may change, but not be left empty."

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing=list(missing))


class CompanyIsFixed(Refusal):
    code, kind, about = "company_is_fixed", Kind.CONFLICT, "entity/siren"
    fr = "Le SIREN ne change plus une fois le mandat donné. Créez une autre organisation pour l'autre entreprise."
    en = "The SIREN no longer changes once the mandate is given. Create another organisation for the other company."


class SiretOfAnother(Refusal):
    code, kind, about = "siret_of_another", Kind.INVALID, "entity/siret"
    fr, en = "Ce SIRET n'est pas celui de ce SIREN.", "This SIRET does not belong to this SIREN."


class VatNumberOfAnother(Refusal):
    code, kind, about = "vat_number_of_another", Kind.INVALID, "entity/vat_number"
    fr = "Ce numéro de TVA n'est pas celui de cette entreprise."
    en = "This VAT number does not belong to this company."


class IdentifierNeeded(Refusal):
    """The field is named by the pointer."""

    code, kind = "identifier_needed", Kind.INVALID
    fr = "Une entreprise indique ici son adresse ou son numéro."
    en = "A company gives its address or its number here."


class MandateChanged(Refusal):
    """`current` is the version to read and accept."""

    code, kind = "mandate_changed", Kind.CONFLICT
    fr = "Le texte du mandat a changé entre-temps. Relisez-le avant de l'accepter."
    en = "The text of the mandate has changed in the meantime. Read it again before accepting it."

    def __init__(self, current: str) -> None:
        super().__init__(current=current)


class SettingsFirst(Refusal):
    """A mandate names who gives it, a connected account whose it is; `missing` says what is not known yet."""

    code, kind = "settings_first", Kind.CONFLICT
    fr = "Complétez d'abord vos paramètres de facturation."
    en = "Complete your billing settings first."

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__(missing=list(missing))


class NoMandate(Refusal):
    code, kind = "no_mandate", Kind.CONFLICT
    fr, en = "Il n'y a pas de mandat en cours.", "There is no mandate in force."


class LogoTooLarge(Refusal):
    code, kind, about = "logo_too_large", Kind.INVALID, "image"
    fr = "Ce logo est trop grand : 400 Ko et 16 millions de pixels au plus."
    en = "This logo is too large: 400 kB and 16 million pixels at most."


class LogoUnreadable(Refusal):
    code, kind, about = "logo_unreadable", Kind.INVALID, "image"
    fr = "Ce fichier n'est pas une image PNG, JPEG ou WebP lisible."
    en = "This file is not a readable PNG, JPEG or WebP image."
