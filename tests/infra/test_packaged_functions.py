"""The functions as they would be deployed: all of them, with roles, variables and logs of their own."""

import json

import pytest

from infra.compose import Template
from infra.functions import FUNCTIONS
from infra.package import IncompletePackage, check_complete
from tests.infra.packaged import of_type

VARIABLES = {
    "STAGE",
    "TABLE_NAME",
    "IDEMPOTENCY_TABLE_NAME",
    "LEDGER_TABLE_NAME",
    "USER_POOL_ID",
    "USER_POOL_CLIENT_ID",
    "USER_POOL_ISSUER",
    "USER_POOL_JWKS_URL",
    "PUBLIC_URL",
    "EDGE_HOPS",
    "STRIPE_EVENTS_QUEUE_URL",
    "MAILS_QUEUE_URL",
    "CHECKS_QUEUE_URL",
    "DOCUMENTS_QUEUE_URL",
    "PAYOUTS_QUEUE_URL",
    "SEARCH_QUEUE_URL",
    "IMAGES_QUEUE_URL",
    "CLAIMS_QUEUE_URL",
    "WAITING_QUEUE_URL",
    "STRIPE_EVENTS_DEAD_LETTERS_URL",
    "MAILS_DEAD_LETTERS_URL",
    "CHECKS_DEAD_LETTERS_URL",
    "DOCUMENTS_DEAD_LETTERS_URL",
    "PAYOUTS_DEAD_LETTERS_URL",
    "SEARCH_DEAD_LETTERS_URL",
    "CLAIMS_DEAD_LETTERS_URL",
    "IMAGES_DEAD_LETTERS_URL",
    "WAITING_DEAD_LETTERS_URL",
    "MEDIA_BUCKET",
    "UPLOADS_BUCKET",
    "SITE_BUCKET",
    "ARCHIVE_BUCKET",
    "SECRET_NAME",
    "ORIGIN_SECRET_NAME",
    "MAIL_FROM",
    "OPERATOR_EMAIL",
    "POWERTOOLS_SERVICE_NAME",
    "LOG_LEVEL",
}


def test_every_function_of_the_application_is_described(packaged: Template) -> None:
    assert set(of_type(packaged, "AWS::Serverless::Function")) == {each.logical_id for each in FUNCTIONS}


def test_every_function_has_a_role_of_its_own(packaged: Template) -> None:
    roles = {
        name: json.dumps(function["Properties"]["Role"])
        for name, function in of_type(packaged, "AWS::Serverless::Function").items()
    }
    assert len(set(roles.values())) == len(roles)
    assert set(of_type(packaged, "AWS::IAM::Role")) == {f"{name}Role" for name in roles}


def test_every_function_gets_its_variables_and_no_secret(packaged: Template) -> None:
    for name, function in of_type(packaged, "AWS::Serverless::Function").items():
        variables = function["Properties"]["Environment"]["Variables"]
        if name == "CustomiseCodeMail":
            assert set(variables) < VARIABLES
        else:
            assert set(variables) == VARIABLES
        assert "GetAtt" not in json.dumps(variables)
        assert "resolve:" not in json.dumps(variables)


def test_every_log_group_forgets(packaged: Template) -> None:
    groups = of_type(packaged, "AWS::Logs::LogGroup")
    assert len(groups) == len(FUNCTIONS)
    assert all("RetentionInDays" in group["Properties"] for group in groups.values())


def test_what_comes_back_within_minutes_is_not_tried_again_and_what_comes_once_a_month_is(packaged: Template) -> None:
    tries = {
        name: function["Properties"]["EventInvokeConfig"]["MaximumRetryAttempts"]
        for name, function in of_type(packaged, "AWS::Serverless::Function").items()
        if "EventInvokeConfig" in function["Properties"]
    }
    assert tries == {each.logical_id: 2 if each.seldom else 0 for each in FUNCTIONS if each.scheduled}
    month = packaged["Resources"]["CloseMonths"]["Properties"]
    assert month["EventInvokeConfig"]["MaximumEventAgeInSeconds"] == 6 * 3600, "the most that Lambda takes"


def test_a_function_unknown_to_infra_is_refused(packaged: Template) -> None:
    forgotten = {"Forgotten": {"Type": "AWS::Serverless::Function"}}
    with pytest.raises(IncompletePackage, match="Forgotten"):
        check_complete({"Resources": packaged["Resources"] | forgotten})


def test_a_placeholder_that_survived_the_merge_is_refused(packaged: Template) -> None:
    with pytest.raises(IncompletePackage, match="placeholder"):
        check_complete({**packaged, "Outputs": {"Role": "arn:aws:iam::0:role/replaced-by-infra"}})
