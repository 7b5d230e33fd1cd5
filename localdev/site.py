"""CloudFront and its bucket: the built SPA, and the security headers that go with every answer."""

import os
from fnmatch import fnmatchcase
from functools import cache
from http.client import HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.kit.aws import s3
from chalicelib.kit.page import DOCUMENT
from chalicelib.kit.settings import settings
from infra.compose import read
from localdev.gateway import Answer, message

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
HASHED = "assets"
UPLOADS = "https://${UploadsBucket.RegionalDomainName}"
FOREVER = "public, max-age=31536000, immutable"


class Site:
    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._published = 0

    def publish(self) -> None:
        """As a deployment does: the document that the API's own pages begin with, into its bucket. While
        there is none, that of before stays."""
        document = self._folder / DOCUMENT
        changed = document.stat().st_mtime_ns if document.is_file() else 0
        if changed not in (0, self._published):
            s3().put_object(Bucket=settings().site_bucket, Key=DOCUMENT, Body=document.read_bytes())
            self._published = changed

    def answer(self, path: str) -> Answer:
        """The file at `path`; like SiteFallback in infra, a path without an extension is a page of the SPA."""
        name = path.lstrip("/") if "." in path.rpartition("/")[2] else "index.html"
        if not (self._folder / "index.html").is_file():
            return _text(503, "The SPA is not built yet: make setup")
        file = self._file(name)
        if file is None:
            return _text(404, "Not found")
        hashed = file.relative_to(self._folder).parts[0] == HASHED
        headers = {
            "Content-Type": CONTENT_TYPES.get(file.suffix, "application/octet-stream"),
            "Cache-Control": FOREVER if hashed else "no-cache",
        }
        return Answer(200, message(headers), file.read_bytes())

    def _file(self, name: str) -> Path | None:
        try:
            file = (self._folder / name).resolve()
            return file if file.is_relative_to(self._folder) and file.is_file() else None
        except (OSError, ValueError):
            # No file can have such a name: too long, or with a NUL in it.
            return None


class Behaviour(NamedTuple):
    """`origin` is the id of the one that is asked, `methods` what it is asked with."""

    pattern: str
    origin: str
    methods: frozenset[str]


def behaviour_of(path: str) -> Behaviour:
    """What infra's distribution does with `path`."""
    return next(one for one in _behaviours() if fnmatchcase(path, one.pattern))


@cache
def _behaviours() -> list[Behaviour]:
    """In the order in which CloudFront looks at them."""
    distribution = read("parts/delivery")["Resources"]["Site"]["Properties"]["DistributionConfig"]
    every: dict[str, Any] = {"PathPattern": "*", **distribution["DefaultCacheBehavior"]}
    return [
        Behaviour(each["PathPattern"], each["TargetOriginId"], frozenset(each["AllowedMethods"]))
        for each in (*distribution["CacheBehaviors"], every)
    ]


def add_security_headers(headers: HTTPMessage) -> None:
    """As CloudFront does: what the origin said itself stays, unless infra's policy overrides it."""
    for name, (value, override) in _security_headers().items():
        if override or name not in headers:
            del headers[name]
            headers[name] = value


@cache
def _security_headers() -> dict[str, tuple[str, bool]]:
    """Those of infra's ResponseHeadersPolicy but for what only makes sense over https."""
    policy = read("parts/delivery")["Resources"]["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    wanted = policy["SecurityHeadersConfig"]
    # Uploads go to the local AWS, wherever it listens.
    policy_text = wanted["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    directives = policy_text.replace(UPLOADS, os.environ.get("AWS_ENDPOINT_URL", "")).split(";")
    kept = [directive.strip() for directive in directives if "upgrade-insecure-requests" not in directive]
    values = {
        "ContentSecurityPolicy": ("Content-Security-Policy", "; ".join(directive for directive in kept if directive)),
        "ContentTypeOptions": ("X-Content-Type-Options", "nosniff"),
        "FrameOptions": ("X-Frame-Options", wanted["FrameOptions"]["FrameOption"]),
        "ReferrerPolicy": ("Referrer-Policy", wanted["ReferrerPolicy"]["ReferrerPolicy"]),
    }
    return {name: (value, wanted[key]["Override"]) for key, (name, value) in values.items()}


def _text(status: int, words: str) -> Answer:
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Answer(status, message(headers), words.encode())
