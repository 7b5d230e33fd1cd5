"""What `make package` would deploy: Chalice's template with infra's laid over it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.availability.projection import work as projection
from chalicelib.kit import outbox
from infra.compose import Template
from infra.functions import DAY_PREFIX, FACT_PREFIX, FUNCTIONS
from infra.package import IncompletePackage, check_complete

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


def of_type(template: Template, kind: str) -> dict[str, dict[str, Any]]:
    found = {name: each for name, each in template["Resources"].items() if each["Type"] == kind}
    assert found, kind
    return found


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def granted(template: Template) -> Iterator[dict[str, Any]]:
    for role in of_type(template, "AWS::IAM::Role").values():
        for policy in role["Properties"]["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]


def test_every_function_of_the_application_is_described(packaged: Template) -> None:
    assert set(of_type(packaged, "AWS::Serverless::Function")) == {each.logical_id for each in FUNCTIONS}


def test_every_function_has_a_role_of_its_own(packaged: Template) -> None:
    roles = {
        name: json.dumps(function["Properties"]["Role"])
        for name, function in of_type(packaged, "AWS::Serverless::Function").items()
    }
    assert len(set(roles.values())) == len(roles)
    assert set(of_type(packaged, "AWS::IAM::Role")) == {f"{name}Role" for name in roles}


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


def test_the_archive_keeps_its_objects_as_long_as_the_stage_says(packaged: Template) -> None:
    archive = packaged["Resources"]["ArchiveBucket"]
    assert archive["DeletionPolicy"] == archive["UpdateReplacePolicy"] == "Retain"
    assert archive["Properties"]["ObjectLockEnabled"] is True
    assert archive["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert archive["Properties"]["ObjectLockConfiguration"]["Rule"] == {
        "DefaultRetention": {"Mode": {"Ref": "ArchiveLock"}, "Years": {"Ref": "ArchiveYears"}}
    }


@pytest.mark.parametrize("relay", ["RelayFacts", "RelayMissedFacts"])
def test_a_fact_can_be_told_to_every_consumer(packaged: Template, relay: str) -> None:
    sent = {queue for queue in may(packaged, relay, "sqs:SendMessage") if queue.endswith("Queue")}
    assert sent == {"MailsQueue", "DocumentsQueue", "PayoutsQueue", "SearchQueue", "WaitingQueue", "ClaimsQueue"}


def test_only_workers_that_talk_to_stripe_or_sign_read_the_secret(packaged: Template) -> None:
    readers = {
        name
        for name, role in of_type(packaged, "AWS::IAM::Role").items()
        if "secretsmanager:GetSecretValue" in json.dumps(role)
    }
    assert readers == {
        "APIHandlerRole", "HandleStripeEventsRole", "HandlePayoutsRole", "RunDeadlinesRole", "RunChecksRole",
    }  # fmt: skip


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


def test_every_queue_has_a_dead_letter_queue_with_longer_memory(packaged: Template) -> None:
    queues = {name: each["Properties"] for name, each in of_type(packaged, "AWS::SQS::Queue").items()}
    sources = {name: queue for name, queue in queues.items() if not name.endswith("DeadLetters")}
    assert len(sources) == 9
    for queue in sources.values():
        target = queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert queue["RedrivePolicy"]["maxReceiveCount"] == 6
        assert queues[target]["MessageRetentionPeriod"] > queue["MessageRetentionPeriod"]
        assert queues[target].get("FifoQueue") == queue.get("FifoQueue"), "SQS takes no other kind"
    assert all(queue["SqsManagedSseEnabled"] for queue in queues.values())


def may(template: Template, function: str, action: str) -> set[str]:
    """The resources, by logical id, on which a function may do `action`."""
    statements = template["Resources"][f"{function}Role"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    return {
        resource["Fn::GetAtt"][0]
        for statement in statements
        if action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        if "Fn::GetAtt" in resource
    }


def test_each_worker_may_put_a_message_among_its_own_dead_letters_and_no_others(packaged: Template) -> None:
    for function in of_type(packaged, "AWS::Serverless::Function"):
        taken = {queue for queue in may(packaged, function, "sqs:ReceiveMessage") if queue.endswith("Queue")}
        own = {queue.removesuffix("Queue") + "DeadLetters" for queue in taken}
        sent = {queue for queue in may(packaged, function, "sqs:SendMessage") if queue.endswith("DeadLetters")}
        assert sent == ({"RelayDeadLetters"} if function == "RelayFacts" else own), function


def test_staff_may_look_at_the_dead_letters_of_every_worker_and_send_them_back(packaged: Template) -> None:
    queues = {name for name in of_type(packaged, "AWS::SQS::Queue") if name.endswith("Queue")}
    dead = {name.removesuffix("Queue") + "DeadLetters" for name in queues}
    for action in ("ReceiveMessage", "ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes"):
        assert may(packaged, "APIHandler", f"sqs:{action}") == dead, action
    assert may(packaged, "APIHandler", "sqs:SendMessage") == queues


def test_a_message_stays_hidden_for_six_runs_of_its_worker(packaged: Template) -> None:
    for function in of_type(packaged, "AWS::Serverless::Function").values():
        for source in function["Properties"].get("Events", {}).values():
            if source["Type"] == "SQS":
                queue = source["Properties"]["Queue"]["Fn::Sub"].removeprefix("${").removesuffix(".Arn}")
                visibility = packaged["Resources"][queue]["Properties"]["VisibilityTimeout"]
                assert visibility >= 6 * function["Properties"]["Timeout"]


def test_queues_and_stream_report_partial_failures(packaged: Template) -> None:
    sources = [
        source
        for function in of_type(packaged, "AWS::Serverless::Function").values()
        for source in function["Properties"].get("Events", {}).values()
        if source["Type"] in ("SQS", "DynamoDB")
    ]
    assert len(sources) == 10
    for source in sources:
        assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_what_comes_back_within_minutes_is_not_tried_again_and_what_comes_once_a_month_is(packaged: Template) -> None:
    tries = {
        name: function["Properties"]["EventInvokeConfig"]["MaximumRetryAttempts"]
        for name, function in of_type(packaged, "AWS::Serverless::Function").items()
        if "EventInvokeConfig" in function["Properties"]
    }
    assert tries == {each.logical_id: 2 if each.seldom else 0 for each in FUNCTIONS if each.scheduled}
    month = packaged["Resources"]["CloseMonths"]["Properties"]
    assert month["EventInvokeConfig"]["MaximumEventAgeInSeconds"] == 6 * 3600, "the most that Lambda takes"


def test_a_poisonous_stream_record_ends_in_a_dead_letter_queue(packaged: Template) -> None:
    events = packaged["Resources"]["RelayFacts"]["Properties"]["Events"]
    stream = events["RelayFactsDynamodbEventSource"]["Properties"]
    assert stream["BisectBatchOnFunctionError"] is True
    assert 0 < stream["MaximumRetryAttempts"] < 100
    destination = stream["DestinationConfig"]["OnFailure"]["Destination"]
    assert destination == {"Fn::GetAtt": ["RelayDeadLetters", "Arn"]}


def test_the_stream_wakes_the_relay_for_whatever_the_code_calls_a_fact_or_a_counter(packaged: Template) -> None:
    events = packaged["Resources"]["RelayFacts"]["Properties"]["Events"]
    filters = events["RelayFactsDynamodbEventSource"]["Properties"]["FilterCriteria"]["Filters"]
    facts, counters = (json.loads(one["Pattern"]) for one in filters)
    assert facts == {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": FACT_PREFIX}]}}}}
    assert counters == {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": DAY_PREFIX}]}}}}, "also when they change"
    assert projection.is_day({"pk": {"S": "ROOM#rm_1"}, "sk": {"S": f"{DAY_PREFIX}020893"}})
    assert outbox.is_fact({"sk": {"S": f"{FACT_PREFIX}2027-01-01"}})
    assert not outbox.is_fact({"sk": {"S": "A"}})


def test_every_table_can_be_restored_and_not_be_deleted_by_accident(packaged: Template) -> None:
    for parameter in ("DeletionProtection", "PointInTimeRecovery"):
        assert packaged["Parameters"][parameter]["Default"] == "true"
    for name, table in of_type(packaged, "AWS::DynamoDB::Table").items():
        properties = table["Properties"]
        recovery = properties["PointInTimeRecoverySpecification"]
        assert recovery == {"PointInTimeRecoveryEnabled": {"Fn::If": ["Recoverable", True, False]}}
        assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["Protected", True, False]}
        assert properties["BillingMode"] == "PAY_PER_REQUEST"
        assert ("TimeToLiveSpecification" in properties) is (name != "LedgerTable"), "nothing of the ledger expires"
        assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"


def test_the_main_table_streams_new_images_and_has_four_sparse_indexes(packaged: Template) -> None:
    properties = packaged["Resources"]["Table"]["Properties"]
    assert properties["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert properties["TimeToLiveSpecification"]["AttributeName"] == "ttl"
    indexes = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in properties["GlobalSecondaryIndexes"]
        if index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    }
    assert indexes == {
        "mine": ["mine_pk", "mine_sk"],
        "host": ["host_pk", "host_sk"],
        "due": ["due_pk", "due_sk"],
        "listed": ["listed_pk", "listed_sk"],
    }


def test_every_bucket_is_private_encrypted_and_speaks_tls_only(packaged: Template) -> None:
    policies = {
        policy["Properties"]["Bucket"]["Ref"]: policy["Properties"]["PolicyDocument"]["Statement"]
        for policy in of_type(packaged, "AWS::S3::BucketPolicy").values()
    }
    for name, bucket in of_type(packaged, "AWS::S3::Bucket").items():
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
        assert "BucketEncryption" in bucket["Properties"]
        refusals = [each for each in policies[name] if each["Effect"] == "Deny"]
        assert [each["Condition"] for each in refusals] == [{"Bool": {"aws:SecureTransport": "false"}}]


def test_the_api_is_reached_below_the_site_without_rewriting(packaged: Template) -> None:
    assert packaged["Resources"]["RestAPI"]["Properties"]["StageName"] == "api"
    site = packaged["Resources"]["Site"]["Properties"]["DistributionConfig"]
    targets = {behaviour["PathPattern"]: behaviour["TargetOriginId"] for behaviour in site["CacheBehaviors"]}
    assert targets == {
        "/api/*": "api",
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


def test_a_function_unknown_to_infra_is_refused(packaged: Template) -> None:
    forgotten = {"Forgotten": {"Type": "AWS::Serverless::Function"}}
    with pytest.raises(IncompletePackage, match="Forgotten"):
        check_complete({"Resources": packaged["Resources"] | forgotten})


def test_a_placeholder_that_survived_the_merge_is_refused(packaged: Template) -> None:
    with pytest.raises(IncompletePackage, match="placeholder"):
        check_complete({**packaged, "Outputs": {"Role": "arn:aws:iam::0:role/replaced-by-infra"}})
