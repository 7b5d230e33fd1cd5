"""What a coworker gets back when he cancels, in a sentence or two. Pure."""

from chalicelib.core.errors import Language
from chalicelib.spaces.model import CancellationPolicy

WHOLE = {
    "fr": "Si vous annulez avant le début, tout vous est remboursé ; après, rien ne l'est.",
    "en": "If you cancel before the start, everything is refunded; after it, nothing is.",
}
BY_STEPS = {
    "fr": "Si vous annulez au moins {hours} h avant le début, tout est remboursé. {steps}, puis tout après le début.",
    "en": "If you cancel at least {hours} h before the start, everything is refunded. {steps}, then all after it.",
}  # fmt: skip
FIRST = {
    "fr": "Moins de {hours} h avant, {kept} % du prix restent à l'hôte",
    "en": "Less than {hours} h before, the host keeps {kept} % of the price",
}
NEXT = {"fr": "moins de {hours} h avant, {kept} %", "en": "less than {hours} h before, {kept} %"}


def conditions(policy: CancellationPolicy, language: Language) -> str:
    if not policy:
        return WHOLE[language]
    words = (FIRST, *(NEXT for _ in policy[1:]))
    steps = ", ".join(
        word[language].format(hours=step.hours, kept=step.kept) for word, step in zip(words, policy, strict=True)
    )
    return BY_STEPS[language].format(hours=policy[0].hours, steps=steps)
