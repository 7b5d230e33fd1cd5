"""The doors from outside: the site and its headers, the user pool, the secret."""

import json

from infra.compose import Template


def test_the_api_is_reached_below_the_site_without_rewriting(packaged: Template) -> None:
    assert packaged["Resources"]["RestAPI"]["Properties"]["StageName"] == "api"
    site = packaged["Resources"]["Site"]["Properties"]["DistributionConfig"]
    targets = {behaviour["PathPattern"]: behaviour["TargetOriginId"] for behaviour in site["CacheBehaviors"]}
    assert targets == {
        "/api/v1/*": "api",
        "/api/*": "pages",
        "/espaces/*/salles/*": "site",
        "/espaces/*": "pages",
        "/sitemap.xml": "pages",
        "/robots.txt": "pages",
        "/media/*": "media",
    }
    paths = {origin["Id"]: origin["OriginPath"] for origin in site["Origins"] if "OriginPath" in origin}
    assert paths == {"pages": "/api"}


def test_pages_and_answers_carry_the_security_headers(packaged: Template) -> None:
    site = packaged["Resources"]["Site"]["Properties"]["DistributionConfig"]
    for behaviour in (site["DefaultCacheBehavior"], *site["CacheBehaviors"]):
        assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "SecurityHeaders"}
    policy = packaged["Resources"]["SecurityHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    headers = policy["SecurityHeadersConfig"]
    assert "frame-ancestors 'none'" in headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    assert headers["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert {"ContentTypeOptions", "ReferrerPolicy", "FrameOptions"} <= set(headers)


def test_the_user_pool_tells_nobody_who_exists(packaged: Template) -> None:
    client = packaged["Resources"]["UserPoolClient"]["Properties"]
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert client["GenerateSecret"] is False
    assert 15 <= client["AccessTokenValidity"] <= 60
    assert "email_verified" not in client["WriteAttributes"]


def test_codes_are_mailed_by_our_own_trigger(packaged: Template) -> None:
    pool = packaged["Resources"]["UserPool"]["Properties"]
    assert pool["LambdaConfig"] == {"CustomMessage": {"Fn::GetAtt": ["CustomiseCodeMail", "Arn"]}}
    permission = packaged["Resources"]["CustomiseCodeMailInvokePermission"]["Properties"]
    assert permission["SourceArn"] == {"Fn::GetAtt": ["UserPool", "Arn"]}


def test_the_secret_starts_without_stripe_keys(packaged: Template) -> None:
    generated = packaged["Resources"]["Secret"]["Properties"]["GenerateSecretString"]
    assert json.loads(generated["SecretStringTemplate"]) == {
        "stripe_secret_key": None,
        "stripe_webhook_secret": None,
    }
    assert generated["GenerateStringKey"] == "signing_key"
