"""Who may use the console: this machine's own pages and programs, not a web site that its browser visits."""

from collections.abc import Mapping

READS = frozenset({"GET", "HEAD"})
OUR_OWN = frozenset({"same-origin", "none"})


def hosts_of(port: int) -> frozenset[str]:
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


def refusal(method: str, headers: Mapping[str, str], hosts: frozenset[str]) -> str:
    """Why the call is refused, "" when it is not. `headers` have lower-case names."""
    if headers.get("host", "") not in hosts:
        # A foreign name that resolves to 127.0.0.1 would make the mailbox readable to its pages.
        return "Cette console ne répond qu'à 127.0.0.1."
    if method in READS:
        return ""
    origin = headers.get("origin")
    foreign = origin is not None and origin not in {f"http://{host}" for host in hosts}
    if foreign or headers.get("sec-fetch-site", "none") not in OUR_OWN:
        return "Cette action vient d'un autre site : elle est refusée."
    return ""
