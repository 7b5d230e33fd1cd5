"""Alarms on what the product says of itself, in metrics and in its log, and on what SES says of our mails."""

from collections.abc import Iterator

from chalicelib.kit.observability import NAMESPACE
from chalicelib.operations.rules import RULES
from infra.alarm import LOGGED, NOW, TODAY, Alarm, Metric, Silence

EMITTER = {"service": {"Fn::Sub": "pupitre-${Stage}"}}
"""Powertools adds it to every metric: POWERTOOLS_SERVICE_NAME of environment.yaml."""

MOST_BOUNCES, MOST_COMPLAINTS = 0.05, 0.001


def alarms() -> Iterator[Alarm]:
    yield from _logged()
    yield from _counted()
    yield from _rules()
    yield from _mails()


def _logged() -> Iterator[Alarm]:
    yield Alarm(
        logical_id="UnexpectedErrorsLogged",
        name="unexpected-errors",
        means="A call met an error that no refusal foresaw: a bug.",
        section="an-unexpected-error",
        urgency=TODAY,
        metrics=(Metric(LOGGED, "UnexpectedErrors", "Sum", {}),),
    )
    yield Alarm(
        logical_id="OriginSecretRefused",
        name="origin-secret-refused",
        means="The API refuses the secret that CloudFront shows it, and so the whole site, or somebody guesses.",
        section="the-origin-secret-is-refused",
        urgency=NOW,
        metrics=(Metric(LOGGED, "RefusedOriginSecrets", "Sum", {}),),
        above=5,
    )
    yield Alarm(
        logical_id="CodesNotMailed",
        name="codes-not-mailed",
        means="Codes for sign-up and forgotten passwords are not mailed, and nobody is told so.",
        section="codes-are-not-mailed",
        urgency=NOW,
        metrics=(Metric(LOGGED, "UnmailedCodes", "Sum", {}),),
        above=2,
    )


def _counted() -> Iterator[Alarm]:
    """By code that tries again or gives up: the functions themselves report no error."""
    yield Alarm(
        logical_id="DeadlineFailed",
        name="deadline-failed",
        means="For 15 minutes, bookings whose hour has come could not be settled.",
        section="deadlines-fail",
        urgency=NOW,
        metrics=(Metric(NAMESPACE, "DeadlineFailed", "Sum", EMITTER),),
        times=3,
    )
    yield Alarm(
        logical_id="MailFailed",
        name="mail-failed",
        means="A mail was given up: somebody was not told.",
        section="mails-are-given-up",
        urgency=TODAY,
        metrics=(Metric(NAMESPACE, "MailFailed", "Sum", EMITTER),),
        tells_when_over=False,
    )
    yield Alarm(
        logical_id="WebhookMissed",
        name="webhook-missed",
        means="Events of Stripe's never reached us: its webhook fails or is switched off.",
        section="webhook-silence",
        urgency=NOW,
        metrics=(Metric(NAMESPACE, "WebhookMissed", "Maximum", EMITTER),),
        silence=Silence.AS_BEFORE,
    )


def _rules() -> Iterator[Alarm]:
    for rule in RULES:
        name, about = rule.name.replace("_", "-"), {"rule": rule.name, **EMITTER}
        yield Alarm(
            logical_id=f"{_camel(rule.name)}Broken",
            name=f"{name}-broken",
            means=f"The rule {rule.name} does not hold everywhere.",
            section=name,
            urgency=TODAY,
            metrics=(Metric(NAMESPACE, "RuleBroken", "Maximum", about),),
            # Counted once a run: until the next one, what was true stays true.
            silence=Silence.AS_BEFORE,
        )
        yield Alarm(
            logical_id=f"{_camel(rule.name)}Repaired",
            name=f"{name}-repaired",
            means=f"The rule {rule.name} did not hold, and was made to.",
            section="a-rule-repairs",
            urgency=TODAY,
            metrics=(Metric(NAMESPACE, "RuleRepaired", "Sum", about),),
            tells_when_over=False,
        )


def _mails() -> Iterator[Alarm]:
    """SES measures them for the account as a whole."""
    yield Alarm(
        logical_id="MailsBounce",
        name="mails-bounce",
        means="SES: 5 % of the mails bounce. At 10 % it may stop sending for the whole account.",
        section="mails-bounce",
        urgency=TODAY,
        metrics=(Metric("AWS/SES", "Reputation.BounceRate", "Maximum", {}),),
        above=MOST_BOUNCES,
        # SES tells now and then: in between, what was true stays true.
        silence=Silence.AS_BEFORE,
        condition="WatchedMail",
    )
    yield Alarm(
        logical_id="MailsAnnoy",
        name="mails-annoy",
        means="SES: one mail in a thousand is called spam. At five it may stop sending for the whole account.",
        section="mails-bounce",
        urgency=TODAY,
        metrics=(Metric("AWS/SES", "Reputation.ComplaintRate", "Maximum", {}),),
        above=MOST_COMPLAINTS,
        silence=Silence.AS_BEFORE,
        condition="WatchedMail",
    )


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))
