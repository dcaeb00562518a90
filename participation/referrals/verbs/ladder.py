"""What the clock towards an Amt does, and what the person behind an idea is asked."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.verbs.telling import author_of, own_page
from participation.referrals.models import Referral, ResidentQuestion


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=_pages_of, groups=_live_of)


def _pages_of(referral: Referral) -> list[str]:
    return own_page(referral.idea)


def _live_of(referral: Referral) -> list[str]:
    return ["desk", f"idea.{referral.idea_id}"]


def _person_behind(referral: Referral, params: Params) -> list[Recipient]:
    return list(author_of(referral.idea, params))


def _ask(referral: Referral, params: Params, who: Recipient) -> Told | None:
    """Nothing once nobody waits for it any more."""
    rows = ResidentQuestion.objects.filter(pk=params["question"])
    passed = rows.filter(closed_at__isnull=True).first()
    if passed is None:
        return None
    idea = referral.idea
    words = {
        "title": idea.title,
        "number": idea.number,
        "question": passed.text,
        "until": day_in_words(passed.until),
        "address": settings.BASE_URL + reverse("ideas:idea-claim"),
    }
    text = _(
        "Ein Amt prüft Ihre Idee „%(title)s“ und möchte etwas von Ihnen wissen:\n\n"
        "%(question)s\n\n"
        "Bitte antworten Sie bis zum %(until)s. Danach arbeitet das Amt mit dem, was "
        "da ist, weiter. Ihre Antwort geht an uns und wird nicht veröffentlicht."
    )
    if who.user_id is None:
        text += "\n\n" + _(
            "Haben Sie einen Abholcode? Dann antworten Sie mit der Nummer %(number)s "
            "hier: %(address)s. Oder schreiben Sie uns, oder rufen Sie an."
        )
    return Told(
        line=_("Frage zu Ihrer Idee „%(title)s“") % words,
        subject=_("Frage zu Ihrer Idee %(number)s") % words,
        text=text % words,
        url=passed.get_absolute_url(),
        action=pgettext("Verb", "Antworten"),
    )


VERBS = (
    _quiet("referral.escalated", gettext_lazy("hat eine Erinnerung freigegeben")),
    _quiet("referral.held_back", gettext_lazy("hat eine Erinnerung zurückgehalten")),
    Verb(
        "referral.resident_asked",
        words=gettext_lazy("hat eine Rückfrage an die Person weitergegeben"),
        audience=_person_behind,
        tell=_ask,
        generations=_pages_of,
        groups=_live_of,
        cannot_wait=True,
    ),
    _quiet("referral.resident_replied", gettext_lazy("hat eine Rückfrage beantwortet")),
    _quiet(
        "referral.resident_silent",
        gettext_lazy("hat eine Rückfrage unbeantwortet gelassen"),
    ),
    Verb(
        "referral.clock_terms_changed",
        words=gettext_lazy("hat Fristen und Leiter geändert"),
    ),
)
