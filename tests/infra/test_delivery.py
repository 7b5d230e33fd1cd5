"""The site stands before the API: nobody gets around it, and it costs no more than it must."""

import json
from typing import Any

import pytest

from chalicelib.kit.edge import HEADER
from infra.build import merge_template
from infra.compose import Template


@pytest.fixture(scope="module")
def resources() -> Template:
    built: Template = merge_template("prod")["Resources"]
    return built


@pytest.fixture(scope="module")
def site(resources: Template) -> dict[str, Any]:
    distribution: dict[str, Any] = resources["Site"]["Properties"]["DistributionConfig"]
    return distribution


def test_cloudfront_shows_the_secret_that_the_api_looks_for(site: dict[str, Any]) -> None:
    [api] = [origin for origin in site["Origins"] if origin["Id"] == "api"]
    [header] = api["OriginCustomHeaders"]
    assert header["HeaderName"].lower() == HEADER
    [condition, *readings] = header["HeaderValue"]["Fn::If"]
    assert condition == "ReadsOriginSecretFirst"
    # Two ways to say the current value: the words have to change for CloudFormation to read it again.
    assert [reading["Fn::Sub"] for reading in readings] == [
        "{{resolve:secretsmanager:${OriginSecret}:SecretString:value}}",
        "{{resolve:secretsmanager:${OriginSecret}:SecretString:value:AWSCURRENT}}",
    ]


def test_the_pages_origin_is_not_shown_the_secret(site: dict[str, Any]) -> None:
    [pages] = [origin for origin in site["Origins"] if origin["Id"] == "site"]
    assert "OriginCustomHeaders" not in pages


def test_the_secret_is_generated_and_long_and_read_by_the_api_alone(resources: Template) -> None:
    generated = resources["OriginSecret"]["Properties"]["GenerateSecretString"]
    assert (generated["GenerateStringKey"], json.loads(generated["SecretStringTemplate"])) == ("value", {})
    assert generated["PasswordLength"] >= 64
    assert generated["ExcludePunctuation"] is True
    readers = [
        name
        for name, each in resources.items()
        if each.get("Type") == "AWS::IAM::Role" and "OriginSecret" in json.dumps(each)
    ]
    assert readers == ["APIHandlerRole"]


def test_the_environment_names_the_secret_and_does_not_tell_it(resources: Template) -> None:
    variables = resources["APIHandler"]["Properties"]["Environment"]["Variables"]
    assert variables["ORIGIN_SECRET_NAME"] == {"Ref": "OriginSecret"}
    assert "resolve:" not in json.dumps(variables)


def test_only_one_method_has_metrics_that_are_paid_for(resources: Template) -> None:
    settings = resources["RestAPI"]["Properties"]["MethodSettings"]
    assert [(each["ResourcePath"], each["HttpMethod"]) for each in settings if each["MetricsEnabled"]] == [
        ("/~1v1~1bookings", "POST")
    ]


def test_every_method_is_throttled_as_its_stage_says(resources: Template) -> None:
    settings = resources["RestAPI"]["Properties"]["MethodSettings"]
    assert {"/*"} <= {each["ResourcePath"] for each in settings}
    for each in settings:
        assert each["ThrottlingRateLimit"] == {"Ref": "ThrottlingRate"}
        assert each["ThrottlingBurstLimit"] == {"Ref": "ThrottlingBurst"}


def test_an_own_domain_is_reached_over_both_protocols_that_the_site_speaks(
    resources: Template, site: dict[str, Any]
) -> None:
    records = [each["Properties"] for each in resources.values() if each.get("Type") == "AWS::Route53::RecordSet"]
    assert site["IPV6Enabled"] is True
    assert {record["Type"] for record in records} == {"A", "AAAA"}
    assert all(record["AliasTarget"]["DNSName"] == {"Fn::GetAtt": ["Site", "DomainName"]} for record in records)


def test_a_firewall_is_the_operators_choice(site: dict[str, Any]) -> None:
    assert site["WebACLId"] == {"Fn::If": ["HasWebAcl", {"Ref": "WebAclArn"}, {"Ref": "AWS::NoValue"}]}


def test_an_own_domain_speaks_no_tls_older_than_1_2(site: dict[str, Any]) -> None:
    own, _ = site["ViewerCertificate"]["Fn::If"][1:]
    assert own["MinimumProtocolVersion"] == "TLSv1.2_2021"
    [api] = [origin for origin in site["Origins"] if origin["Id"] == "api"]
    assert api["CustomOriginConfig"] == {"OriginProtocolPolicy": "https-only", "OriginSSLProtocols": ["TLSv1.2"]}
