"""A host's billing settings and mandate, the platform's own, a coworker's billing profile, the terms of sale."""

from chalicelib.core.errors import StaleVersion
from chalicelib.identity.access import HOST_DOCUMENTS, HOST_OWNER, OPERATOR
from chalicelib.identity.hosts import host_of
from chalicelib.identity.profile import profile_of as person
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.legal import buyers, logo, policy, schemas, views
from chalicelib.legal.errors import (
    CompanyIsFixed,
    IdentifierNeeded,
    LogoTooLarge,
    LogoUnreadable,
    MandateChanged,
    NoMandate,
    PastIsFixed,
    SettingsFirst,
    SiretOfAnother,
    StillNeeded,
    VatNumberOfAnother,
)
from chalicelib.legal.mandate import accept_mandate, mandates_of, revoke_mandate
from chalicelib.legal.model import PLATFORM, BillingSettings, in_force, legal_day
from chalicelib.legal.selling import commission_in_force, readiness
from chalicelib.legal.settings import (
    save_commissions,
    save_platform_settings,
    save_settings,
    settings_or_blank,
)

api = Api("legal", __name__)


@api.route(
    "GET", "/hosts/{host_id}/billing-settings", access=HOST_DOCUMENTS, summary="A host's billing settings",
    answer=schemas.BillingSettingsView,
)  # fmt: skip
def get_billing_settings(call: Call) -> schemas.BillingSettingsView:
    return _of_host(call, settings_or_blank(call.path["host_id"]))


@api.route(
    "PUT", "/hosts/{host_id}/billing-settings", access=HOST_OWNER, summary="Save a host's billing settings",
    body=schemas.BillingSettingsBody, answer=schemas.BillingSettingsView, versioned=True,
    refusals=[PastIsFixed, StillNeeded, CompanyIsFixed, SiretOfAnother, VatNumberOfAnother],
)  # fmt: skip
def put_billing_settings(call: Call) -> schemas.BillingSettingsView:
    saved = save_settings(call.path["host_id"], call.body, expected=call.expected_version, uow=call.work())
    return _of_host(call, saved)


@api.route(
    "POST", "/hosts/{host_id}/billing-settings/logo", access=HOST_OWNER,
    summary="Choose the logo of a host's documents", body=schemas.LogoBody, answer=schemas.BillingSettingsView,
    refusals=[LogoTooLarge, LogoUnreadable, StaleVersion],
)  # fmt: skip
def post_logo(call: Call) -> schemas.BillingSettingsView:
    return _of_host(call, logo.set_logo(call.path["host_id"], call.body.image, uow=call.work()))


@api.route(
    "DELETE", "/hosts/{host_id}/billing-settings/logo", access=HOST_OWNER, summary="Remove the logo",
    answer=schemas.BillingSettingsView, refusals=[StaleVersion],
)  # fmt: skip
def delete_logo(call: Call) -> schemas.BillingSettingsView:
    return _of_host(call, logo.remove_logo(call.path["host_id"], uow=call.work()))


@api.route(
    "GET", "/hosts/{host_id}/mandate", access=HOST_DOCUMENTS,
    summary="The invoicing mandate, its text and its history", answer=schemas.MandatePageView,
)  # fmt: skip
def get_mandate(call: Call) -> schemas.MandatePageView:
    return _mandate_page(call, settings_or_blank(call.path["host_id"]))


@api.route(
    "POST", "/hosts/{host_id}/mandate", access=HOST_OWNER, summary="Give the mandate, and accept the terms of sale",
    body=schemas.AcceptanceBody, answer=schemas.MandatePageView,
    refusals=[MandateChanged, SettingsFirst, StaleVersion],
)  # fmt: skip
def post_mandate(call: Call) -> schemas.MandatePageView:
    accepted = accept_mandate(call.path["host_id"], call.body.version, signer=person(call.user_id), uow=call.work())
    return _mandate_page(call, accepted)


@api.route(
    "POST", "/hosts/{host_id}/mandate/revocation", access=HOST_OWNER, summary="Revoke the mandate",
    answer=schemas.MandatePageView, refusals=[NoMandate, StaleVersion],
)  # fmt: skip
def post_revocation(call: Call) -> schemas.MandatePageView:
    return _mandate_page(call, revoke_mandate(call.path["host_id"], uow=call.work()))


@api.route(
    "GET", "/me/billing-profile", access=SIGNED_IN, summary="How the signed-in user is named on documents",
    answer=schemas.BillingProfileView,
)  # fmt: skip
def get_billing_profile(call: Call) -> schemas.BillingProfileView:
    return views.profile_view(buyers.profile_of(call.user_id))


@api.route(
    "PUT", "/me/billing-profile", access=SIGNED_IN, summary="Say how one is named on documents", versioned=True,
    body=schemas.BillingProfileBody, answer=schemas.BillingProfileView,
    refusals=[IdentifierNeeded, SiretOfAnother, VatNumberOfAnother],
)  # fmt: skip
def put_billing_profile(call: Call) -> schemas.BillingProfileView:
    saved = buyers.save_profile(call.user_id, call.body, expected=call.expected_version, uow=call.work())
    return views.profile_view(saved)


@api.route("GET", "/terms", access=PUBLIC, summary="The terms of sale and the mandate", answer=schemas.TermsView)
def get_terms(call: Call) -> schemas.TermsView:
    return views.terms_view(call.language)


@api.route(
    "GET", "/operations/billing-settings", access=OPERATOR, summary="The platform's own billing settings",
    answer=schemas.BillingSettingsView,
)  # fmt: skip
def get_platform_settings(call: Call) -> schemas.BillingSettingsView:
    return _of_platform(call, settings_or_blank(PLATFORM))


@api.route(
    "PUT", "/operations/billing-settings", access=OPERATOR, summary="Save the platform's own billing settings",
    body=schemas.PlatformSettingsBody, answer=schemas.BillingSettingsView, versioned=True,
    refusals=[PastIsFixed, StillNeeded, CompanyIsFixed, SiretOfAnother, VatNumberOfAnother],
)  # fmt: skip
def put_platform_settings(call: Call) -> schemas.BillingSettingsView:
    return _of_platform(call, save_platform_settings(call.body, expected=call.expected_version, uow=call.work()))


@api.route(
    "GET", "/operations/hosts/{host_id}/commissions", access=OPERATOR, summary="The commissions of one host",
    answer=schemas.CommissionsView,
)  # fmt: skip
def get_commissions(call: Call) -> schemas.CommissionsView:
    host = host_of(call.path["host_id"])
    return _commissions(call, settings_or_blank(host.id))


@api.route(
    "PUT", "/operations/hosts/{host_id}/commissions", access=OPERATOR, summary="Set the commissions of one host",
    body=schemas.CommissionsBody, answer=schemas.CommissionsView, versioned=True, refusals=[PastIsFixed],
)  # fmt: skip
def put_commissions(call: Call) -> schemas.CommissionsView:
    host = host_of(call.path["host_id"])
    saved = save_commissions(host.id, call.body.commissions, expected=call.expected_version, uow=call.work())
    return _commissions(call, saved)


def _of_host(call: Call, settings: BillingSettings) -> schemas.BillingSettingsView:
    day = legal_day(call.now)
    return views.settings_view(
        settings,
        day,
        missing=readiness(settings.owner_id, day),
        commission=commission_in_force(settings.owner_id, day),
    )


def _of_platform(call: Call, settings: BillingSettings) -> schemas.BillingSettingsView:
    day = legal_day(call.now)
    return views.settings_view(
        settings,
        day,
        missing=policy.missing(settings, day),
        commission=in_force(settings.commissions, day) or 0,
    )


def _mandate_page(call: Call, settings: BillingSettings) -> schemas.MandatePageView:
    return views.mandate_page(settings, mandates_of(settings.owner_id), legal_day(call.now), call.language)


def _commissions(call: Call, settings: BillingSettings) -> schemas.CommissionsView:
    commission = commission_in_force(settings.owner_id, legal_day(call.now))
    return views.commissions_view(settings, commission=commission)
