"""The way of a picture through AWS: who may send it, who hears of it, who may read it."""

import json
from typing import Any

from infra.compose import Template

UPLOADS = {"Ref": "UploadsBucket"}


def properties(template: Template, name: str) -> dict[str, Any]:
    found: dict[str, Any] = template["Resources"][name]["Properties"]
    return found


def test_no_upload_outlives_a_day_in_any_version(packaged: Template) -> None:
    uploads = properties(packaged, "UploadsBucket")
    assert "VersioningConfiguration" not in uploads
    [rule] = uploads["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", 1)
    assert not {"Prefix", "TagFilters"} & rule.keys(), "every object of the bucket"


def test_browsers_post_from_the_site_alone(packaged: Template) -> None:
    [rule] = properties(packaged, "UploadsBucket")["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    assert rule["AllowedOrigins"] == [
        {
            "Fn::If": [
                "HasDomain",
                {"Fn::Sub": "https://${DomainName}"},
                {"Fn::If": ["HasPublicUrl", {"Ref": "PublicUrl"}, "https://pupitre.invalid"]},
            ]
        }
    ]


def test_a_page_may_connect_to_the_uploads_and_to_nothing_else_outside(packaged: Template) -> None:
    headers = properties(packaged, "SecurityHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    policy = headers["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    directives = dict(directive.split(maxsplit=1) for directive in policy.split("; ") if " " in directive)
    assert directives["connect-src"].split() == ["'self'", "https://${UploadsBucket.RegionalDomainName}"]
    assert directives["img-src"].split() == ["'self'", "data:", "blob:"]


def test_an_upload_is_told_to_the_worker_and_nobody_else_can_tell_it_one(packaged: Template) -> None:
    notifies = properties(packaged, "UploadsBucket")["NotificationConfiguration"]["EventBridgeConfiguration"]
    assert notifies == {"EventBridgeEnabled": True}
    rule = properties(packaged, "ImagesUploaded")
    assert rule["EventPattern"] == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": [UPLOADS]}, "object": {"key": [{"prefix": "uploads/"}]}},
    }
    assert [target["Arn"] for target in rule["Targets"]] == [{"Fn::GetAtt": ["ImagesQueue", "Arn"]}]
    [statement] = properties(packaged, "ImagesQueuePolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "events.amazonaws.com"}
    assert statement["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["ImagesUploaded", "Arn"]}}}


def test_the_site_serves_pictures_and_no_logos(packaged: Template) -> None:
    statements = properties(packaged, "MediaBucketPolicy")["PolicyDocument"]["Statement"]
    allowed = [statement for statement in statements if statement["Effect"] == "Allow"]
    assert [statement["Resource"] for statement in allowed] == [{"Fn::Sub": "${MediaBucket.Arn}/media/*"}]
    assert "Site" in json.dumps(allowed[0]["Condition"])
    [behaviour] = [
        each
        for each in properties(packaged, "Site")["DistributionConfig"]["CacheBehaviors"]
        if each["TargetOriginId"] == "media"
    ]
    assert behaviour["PathPattern"] == "/media/*"
    assert "FunctionAssociations" not in behaviour, "a picture that is not there is no page"


def test_nobody_but_the_worker_reads_what_was_uploaded(packaged: Template) -> None:
    readers = [
        name
        for name, resource in packaged["Resources"].items()
        if resource["Type"] == "AWS::IAM::Role"
        for statement in resource["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        if "s3:GetObject" in statement["Action"] and "UploadsBucket" in json.dumps(statement["Resource"])
    ]
    assert sorted(readers) == ["HandleClaimsRole", "HandleImagesRole"]
