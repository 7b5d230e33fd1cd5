"""Words as they are sorted and sought, whatever their accents and letter case."""

import re
import unicodedata


def slug_of(text: str) -> str:
    """ "Saint-Étienne" and "saint etienne" are both "saint-etienne"."""
    # NFKD takes accents apart but leaves the ligatures of French names whole.
    spelled = text.lower().replace("œ", "oe").replace("æ", "ae")
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")


def words_of(text: str) -> list[str]:
    return [word for word in slug_of(text).split("-") if word]
