"""What the mail says to whoever imported listings wait for. Pure."""

from urllib.parse import urlencode

from chalicelib.core.errors import Language
from chalicelib.notifications.cases import ClaimantCase, Context
from chalicelib.notifications.labels import labelled
from chalicelib.notifications.words import one_line

NEXT = "/hote"


def of_claimant(case: ClaimantCase, language: Language, public_url: str) -> Context:
    """Its link opens the sign-up page with the address filled in, since no other one will do."""
    email = case.owner.claimant.email
    lines = [
        ("host", ", ".join(one_line(claim.host_name) for claim in case.owner.claims if claim.is_open)),
        *(("space", f"{one_line(one.name)} ({one_line(one.address.city)})") for one in case.listings),
        ("contact", one_line(email)),
    ]
    first = case.listings[0] if case.listings else None
    return {
        "space": one_line(first.name) if first else "",
        "count": len(case.listings),
        "email": one_line(email),
        "link": f"{public_url}/inscription?{urlencode({'email': email, 'next': NEXT})}",
        "facts": labelled(lines, language),
    }
