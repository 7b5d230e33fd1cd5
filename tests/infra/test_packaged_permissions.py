"""What the functions may do: named things, each its own, and never change the ledger or the archive."""

import json

from infra.compose import Template
from tests.infra.packaged import as_list, granted, may, of_type

MANY = {
    "${Table.Arn}/index/*",
    "${ArchiveBucket.Arn}/annexes/*",
    "${ArchiveBucket.Arn}/documents/*",
    "${ArchiveBucket.Arn}/ledger/*",
    "${MediaBucket.Arn}/logos/*",
    "${MediaBucket.Arn}/media/*",
    "${UploadsBucket.Arn}/imports/*",
    "${UploadsBucket.Arn}/uploads/*",
}
"""All that a permission may mean without naming one thing."""


def test_no_permission_names_a_wildcard_action(packaged: Template) -> None:
    actions = [action for statement in granted(packaged) for action in as_list(statement["Action"])]
    assert [action for action in actions if "*" in action] == []


def test_no_permission_covers_more_than_named_resources(packaged: Template) -> None:
    for statement in granted(packaged):
        for resource in as_list(statement["Resource"]):
            if "*" not in json.dumps(resource):
                continue
            if resource == "*":
                assert as_list(statement["Action"]) == ["dynamodb:ListStreams"]
            else:
                assert resource["Fn::Sub"] in MANY


def test_nobody_may_change_or_delete_what_is_in_the_ledger(packaged: Template) -> None:
    may_do = {
        action for statement in granted(packaged) if "LedgerTable" in str(statement["Resource"])
        for action in as_list(statement["Action"])
    }  # fmt: skip
    assert may_do == {"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem"}


def test_whoever_changes_bookings_or_pays_hosts_may_look_up_what_is_booked_already(packaged: Template) -> None:
    """It does so only after a restore, or when a step is repeated: no day on which it would be missed before."""
    may_look = {
        name for name in of_type(packaged, "AWS::Serverless::Function")
        if "LedgerTable" in may(packaged, name, "dynamodb:BatchGetItem")
    }  # fmt: skip
    assert may_look == {
        "APIHandler", "HandleStripeEvents", "HandlePayouts", "RunDeadlines", "RunChecks", "SealLedger",
    }  # fmt: skip


def test_whoever_needs_what_was_billed_may_read_the_annexes(packaged: Template) -> None:
    readers = {
        name
        for name, role in of_type(packaged, "AWS::IAM::Role").items()
        for statement in role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        if "s3:GetObject" in as_list(statement["Action"])
        and "${ArchiveBucket.Arn}/annexes/*" in json.dumps(statement["Resource"])
    }
    assert readers == {
        "APIHandlerRole", "HandleStripeEventsRole", "HandleDocumentsRole", "HandlePayoutsRole", "RunChecksRole",
    }  # fmt: skip


def test_no_function_speaks_partiql_to_any_table(packaged: Template) -> None:
    """It would reach items past the actions that are named here."""
    assert not [
        action for statement in granted(packaged) for action in as_list(statement["Action"]) if "PartiQL" in action
    ]


def test_nobody_may_delete_from_the_archive_or_move_its_lock(packaged: Template) -> None:
    may_do = {
        action for statement in granted(packaged) if "ArchiveBucket" in str(statement["Resource"])
        for action in as_list(statement["Action"])
    }  # fmt: skip
    assert may_do == {"s3:GetObject", "s3:PutObject", "s3:ListBucket"}


def test_each_writer_of_a_bucket_has_a_folder_of_its_own(packaged: Template) -> None:
    written = {
        (name, resource["Fn::Sub"])
        for name, role in of_type(packaged, "AWS::IAM::Role").items()
        for statement in role["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        if "s3:PutObject" in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }
    assert written == {
        ("APIHandlerRole", "${MediaBucket.Arn}/logos/*"),
        ("APIHandlerRole", "${UploadsBucket.Arn}/uploads/*"),
        ("APIHandlerRole", "${UploadsBucket.Arn}/imports/*"),
        ("HandleImagesRole", "${MediaBucket.Arn}/media/*"),
        ("HandleDocumentsRole", "${ArchiveBucket.Arn}/documents/*"),
        ("HandlePayoutsRole", "${ArchiveBucket.Arn}/annexes/*"),
        ("SealLedgerRole", "${ArchiveBucket.Arn}/ledger/*"),
    }


def test_only_workers_that_talk_to_stripe_or_sign_read_the_secret(packaged: Template) -> None:
    readers = {
        name
        for name, role in of_type(packaged, "AWS::IAM::Role").items()
        if "secretsmanager:GetSecretValue" in json.dumps(role)
    }
    assert readers == {
        "APIHandlerRole", "HandleStripeEventsRole", "HandlePayoutsRole", "RunDeadlinesRole", "RunChecksRole",
    }  # fmt: skip
