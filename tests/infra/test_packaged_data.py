"""What keeps data: tables, buckets, the archive; restored, not deleted by accident, private."""

from infra.compose import Template
from tests.infra.packaged import of_type


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


def test_the_archive_keeps_its_objects_as_long_as_the_stage_says(packaged: Template) -> None:
    archive = packaged["Resources"]["ArchiveBucket"]
    assert archive["DeletionPolicy"] == archive["UpdateReplacePolicy"] == "Retain"
    assert archive["Properties"]["ObjectLockEnabled"] is True
    assert archive["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    assert archive["Properties"]["ObjectLockConfiguration"]["Rule"] == {
        "DefaultRetention": {"Mode": {"Ref": "ArchiveLock"}, "Years": {"Ref": "ArchiveYears"}}
    }
