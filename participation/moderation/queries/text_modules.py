"""Text modules: which fit, what stands in their places, how an example reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commons import kinds
from commons.clock import berlin_date
from commons.delivery.mails import absolute
from commons.design.context_processors import LANGUAGE_TAGS
from commons.differences import Part, differences
from commons.spoken import day_in_words
from neighbourhood.pages.queries import contact_for
from participation.moderation import desk, placeholders
from participation.moderation.enums import Family, Reason, Verdict
from participation.moderation.models import Moderated, TextModule, TextModuleVersion
from participation.moderation.queries.authors import language_of, name_of
from participation.moderation.reasons import FAMILIES, FAMILY_OF, RULES_PAGE, SHORT
from participation.moderation.workflow import ASK_AGAIN_AFTER, WITHDRAW_AFTER

FALLBACK = "de"
MOST_AT_HAND = 4
MOST_VERSIONS = 20
# Reasons that go with a verdict, where none is chosen yet.
USUAL: dict[str, frozenset[Reason]] = {
    Verdict.REQUEST_CHANGES: frozenset(
        {*FAMILIES[Family.CHANGE], Reason.PERSONAL_DATA, Reason.INSULT}
    ),
    Verdict.DECLINE: frozenset({*FAMILIES[Family.OTHER_WAY], *FAMILIES[Family.RULES]}),
    Verdict.HIDE: frozenset(FAMILIES[Family.RULES]),
    Verdict.REMOVE: frozenset(FAMILIES[Family.RULES]),
}


@dataclass(frozen=True)
class Offer:
    """Modules for one decision: the few that fit, then all others."""

    fitting: list[TextModule]
    others: list[TextModule]

    @property
    def at_hand(self) -> list[TextModule]:
        return self.fitting[:MOST_AT_HAND]


def offer_for(contribution: Any, *, verdict: str, reason: str) -> Offer:
    """Those for verdict, reason and the author's language first; one query."""
    language = language_of(contribution)
    rows = list(TextModule.objects.filter(is_active=True))
    ranked = sorted(rows, key=lambda each: _rank(each, verdict, reason, language))
    fitting = [each for each in ranked if _fits(each, verdict, reason, language)]
    return Offer(fitting, [each for each in ranked if each not in fitting])


def _fits(module: TextModule, verdict: str, reason: str, language: str) -> bool:
    if module.language != language:
        return False
    if reason:
        return module.reason == reason
    return module.reason in USUAL.get(verdict, ())


def _rank(
    module: TextModule, verdict: str, reason: str, language: str
) -> tuple[bool, bool, bool, bool, str]:
    return (
        module.language != language,
        module.reason != reason,
        module.reason not in USUAL.get(verdict, ()),
        module.language != FALLBACK,
        module.title,
    )


def filled(module: TextModule, contribution: Moderated) -> str:
    """The words of a module for one contribution, in the module's language."""
    with translation.override(module.language):
        return placeholders.fill(module.text, values_of(contribution))


def values_of(contribution: Moderated) -> dict[str, str]:
    """What stands in the places, in the active language; not yet made harmless."""
    desk_kind, kind = desk.of(contribution), kinds.of(contribution)
    region = contribution.region
    contact = contact_for(region)
    return {
        "name": name_of(contribution),
        "titel": str(desk_kind.title_of(contribution)),
        "nummer": desk_kind.number_of(contribution),
        "art": str(kind.label),
        "stadtteil": region.name if region else settings.DISTRICT_NAME,
        "frist": _until(),
        "link": absolute(kind.url(contribution)),
        "regeln": _rules(),
        "telefon": contact.phone if contact else "",
    }


def example(text: str, language: str) -> str:
    """How a module reads: its places filled with examples in its language."""
    is_known = language in dict(settings.LANGUAGES)
    with translation.override(language if is_known else FALLBACK):
        return placeholders.fill(text, _examples())


def _examples() -> dict[str, str]:
    return {
        "name": _("Anwohner:in"),
        "titel": _("Mehr Bänke am Platz"),
        "nummer": f"{berlin_date(timezone.now()).year}-00042",
        "art": _("Idee"),
        "stadtteil": settings.DISTRICT_NAME,
        "frist": _until(),
        "link": f"{settings.BASE_URL}/ideen/",
        "regeln": _rules(),
        "telefon": "115",
    }


def _rules() -> str:
    return absolute(reverse("pages:page-show", args=[RULES_PAGE]))


def _until() -> str:
    last = timezone.now() + ASK_AGAIN_AFTER + WITHDRAW_AFTER
    return day_in_words(berlin_date(last))


@dataclass(frozen=True)
class InLanguage:
    """The modules of a language, with the reason of each, family by family."""

    code: str
    name: str
    modules: list[tuple[TextModule, str]]

    @property
    def tag(self) -> str:
        return LANGUAGE_TAGS.get(self.code, self.code)


def by_language(modules: Iterable[TextModule]) -> list[InLanguage]:
    """In the order of the languages of the platform, without empty ones."""
    order = {reason: place for place, reason in enumerate(FAMILY_OF)}
    rows = sorted(modules, key=lambda row: (order[Reason(row.reason)], row.title))
    shown = [(row, str(SHORT[Reason(row.reason)])) for row in rows]
    languages = [
        InLanguage(
            code, str(name), [pair for pair in shown if pair[0].language == code]
        )
        for code, name in settings.LANGUAGES
    ]
    return [language for language in languages if language.modules]


@dataclass(frozen=True)
class Former:
    """An earlier version: who saved it when, and what is different in it now."""

    version: TextModuleVersion
    changes: list[Part]


def versions_of(module: TextModule) -> list[Former]:
    """All versions but the one that holds, newest first."""
    if module._state.adding:
        return []
    rows = TextModuleVersion.objects.filter(target=module).select_related("created_by")
    return [
        Former(row, differences(row.content["text"], module.text))
        for row in rows[:MOST_VERSIONS]
        if row.version != module.version
    ]
