"""The headers that only AWS adds: CloudFront's over https, and those of API Gateway's own refusals."""

from typing import Any

from chalicelib.kit.http import SECURITY_HEADERS
from infra.compose import read

TWO_YEARS = 2 * 365 * 24 * 3600


def security_headers() -> dict[str, Any]:
    policy = read("parts/delivery")["Resources"]["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    headers: dict[str, Any] = policy["SecurityHeadersConfig"]
    return headers


def test_browsers_are_told_to_stay_on_https_for_two_years_below_the_name_too() -> None:
    transport = security_headers()["StrictTransportSecurity"]
    assert transport["AccessControlMaxAgeSec"] >= TWO_YEARS
    assert transport["IncludeSubdomains"] is True
    assert transport["Override"] is True


def test_nothing_of_a_page_is_fetched_without_https() -> None:
    policy = security_headers()["ContentSecurityPolicy"]
    assert "upgrade-insecure-requests" in policy["ContentSecurityPolicy"]["Fn::Sub"]
    assert policy["Override"] is True


def test_what_the_api_says_of_the_referrer_reaches_the_browser() -> None:
    assert security_headers()["ReferrerPolicy"]["Override"] is False


def test_the_gateways_own_refusals_carry_the_headers_of_the_api() -> None:
    answers = read("parts/api")["Resources"]["RestAPI"]["Properties"]["GatewayResponses"]
    headers = SECURITY_HEADERS | {"Content-Type": "application/problem+json"}
    expected = {name: f"'{value}'" for name, value in headers.items()}
    assert len(answers) >= 6
    told = {name: answer["ResponseParameters"]["Headers"] for name, answer in answers.items()}
    assert {name: headers for name, headers in told.items() if headers != expected} == {}
