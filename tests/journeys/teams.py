"""Teams of hosts in the journeys: people invited by mail who accept."""

import re

from tests.journeys import people
from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import Host
from tests.journeys.people import Person

LINK = re.compile(r"/invitations/([\w-]+)")


def invited(host: Host, email: str, role: str) -> Json:
    return host.api.post(f"{host.path}/team/invitations", {"email": email, "role": role})


def mailed_token(market: Market, email: str) -> str:
    """The secret of the newest invitation mailed to an address."""
    found = LINK.search(market.product.wait_for_mail(email, "invite")["text"])
    assert found
    return found[1]


def hired(market: Market, host: Host, role: str) -> Person:
    """Somebody new, who accepted an invitation."""
    person = people.join(market.product, market.anonymous, role.capitalize(), "Canal")
    invited(host, person.email, role)
    person.api.post(f"/invitations/{mailed_token(market, person.email)}/acceptance")
    return person
