"""The API writes the pages of spaces at the site's own addresses, and only through CloudFront."""

from typing import Any

from infra.compose import Template
from localdev.site import behaviour_of


def distribution(packaged: Template) -> dict[str, Any]:
    found: dict[str, Any] = packaged["Resources"]["Site"]["Properties"]["DistributionConfig"]
    return found


def test_booking_is_looked_for_before_the_space_that_it_lies_below(packaged: Template) -> None:
    patterns = [each["PathPattern"] for each in distribution(packaged)["CacheBehaviors"]]
    assert patterns.index("/espaces/*/salles/*") < patterns.index("/espaces/*")


def test_the_pages_are_asked_for_with_the_secret_of_the_api(packaged: Template) -> None:
    origins = {each["Id"]: each for each in distribution(packaged)["Origins"]}
    assert origins["pages"]["OriginCustomHeaders"] == origins["api"]["OriginCustomHeaders"]
    assert origins["pages"]["CustomOriginConfig"] == origins["api"]["CustomOriginConfig"]
    assert origins["pages"]["DomainName"] == origins["api"]["DomainName"]


def test_the_api_reads_one_file_of_the_site_and_writes_none(packaged: Template) -> None:
    statements = packaged["Resources"]["APIHandlerRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    granted = [each for each in statements if "SiteBucket" in str(each["Resource"])]
    assert [(each["Action"], each["Resource"]) for each in granted] == [
        ("s3:GetObject", {"Fn::Sub": "${SiteBucket.Arn}/index.html"})
    ]


def test_the_laptop_asks_the_origins_that_cloudfront_would_ask() -> None:
    asked = {
        "/": "site",
        "/connexion": "site",
        "/espaces/paris/la-fabrique-1": "pages",
        "/espaces/sp_1": "pages",
        "/espaces/sp_1/salles/rm_1/reserver": "site",
        "/hote/ho_1/espaces/sp_1": "site",
        "/sitemap.xml": "pages",
        "/robots.txt": "pages",
        "/media/im_1/share.jpg": "media",
        "/api/v1/openapi.json": "api",
        "/api/sitemap.xml": "pages",
        "/api/espaces/sp_1": "pages",
    }
    assert {path: behaviour_of(path).origin for path in asked} == asked


def test_what_is_made_for_each_call_is_asked_for_below_v1_alone(packaged: Template) -> None:
    """The pages that the API writes are dear: where nothing is kept, they have no address."""
    site = distribution(packaged)
    fresh = [each["PathPattern"] for each in site["CacheBehaviors"] if "OriginRequestPolicyId" in each]
    assert fresh == ["/api/v1/*"]
    kept = {each["CachePolicyId"] for each in site["CacheBehaviors"] if each["PathPattern"] not in fresh}
    assert kept == {site["DefaultCacheBehavior"]["CachePolicyId"]}


def test_nothing_but_the_api_takes_what_somebody_writes() -> None:
    for path in ("/", "/espaces/sp_1", "/sitemap.xml", "/media/im_1/share.jpg", "/api/robots.txt"):
        assert behaviour_of(path).methods == {"GET", "HEAD"}
    assert {"POST", "DELETE"} <= behaviour_of("/api/v1/bookings").methods
