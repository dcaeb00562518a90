"""What can happen to a referral and an answer: declared once, said by the services."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.html import plain_text
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.verbs.telling import (
    followers_of,
    generations,
    may_read,
    own_page,
)
from participation.referrals.models import Answer, Referral

LONGEST_QUOTE = 1_500


def _of_referral(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=_pages_of, groups=_live_of)


def _pages_of(referral: Referral) -> list[str]:
    return own_page(referral.idea)


def _live_of(referral: Referral) -> list[str]:
    return ["desk", f"idea.{referral.idea_id}"]


def _followers(answer: Answer, params: Params) -> Iterable[Recipient]:
    return followers_of(answer.idea, params)


def _tell_answer(answer: Answer, _params: Params, who: Recipient) -> Told | None:
    idea = answer.idea
    if not may_read(idea, who):
        return None
    words = {
        "title": idea.title,
        "number": idea.number,
        "outcome": answer.get_outcome_display(),
    }
    return Told(
        line=_("Es gibt eine Antwort zu „%(title)s“: %(outcome)s") % words,
        subject=_("Antwort zur Idee %(number)s: %(outcome)s") % words,
        text="\n\n".join(_paragraphs(answer, words)),
        url=idea.get_absolute_url(),
        action=_("Antwort auf der Seite lesen"),
    )


def _paragraphs(answer: Answer, words: dict[str, str]) -> Iterable[str]:
    yield _("Zur Idee „%(title)s“ gibt es eine Antwort: %(outcome)s.") % words
    yield plain_text(answer.text, LONGEST_QUOTE)
    if answer.reason:
        yield _("Die Begründung:") + " " + plain_text(answer.reason, LONGEST_QUOTE)
    if answer.instead:
        yield _("Das geht:") + " " + plain_text(answer.instead, LONGEST_QUOTE)
    if answer.promised_on:
        day = day_in_words(answer.promised_on)
        yield _("Zugesagt ist es bis zum %(day)s.") % {"day": day}


VERBS = (
    _of_referral("referral.created", gettext_lazy("hat eine Idee an ein Amt gegeben")),
    _of_referral("referral.sent", gettext_lazy("hat eine Weiterleitung verschickt")),
    _of_referral("referral.failed", gettext_lazy("konnte nicht zugestellt werden")),
    _of_referral("referral.resent", gettext_lazy("hat noch einmal verschickt")),
    _of_referral("referral.opened", gettext_lazy("hat den Vorgang geöffnet")),
    _of_referral("referral.acknowledged", gettext_lazy("hat den Eingang bestätigt")),
    _of_referral("referral.question_asked", gettext_lazy("hat zurückgefragt")),
    _of_referral(
        "referral.question_answered", gettext_lazy("hat eine Rückfrage beantwortet")
    ),
    _of_referral("referral.pause_ended", gettext_lazy("hat eine Pause beendet")),
    _of_referral("referral.returned", gettext_lazy("hat zurückgegeben")),
    _of_referral("referral.stated", gettext_lazy("hat Stellung genommen")),
    _of_referral("referral.recalled", gettext_lazy("hat zurückgerufen")),
    _of_referral("referral.reminded", gettext_lazy("hat erinnert")),
    Verb(
        "answer.drafted",
        words=gettext_lazy("hat eine Antwort entworfen"),
        groups=lambda answer: ["desk", f"idea.{answer.idea_id}"],
    ),
    Verb(
        "answer.published",
        words=gettext_lazy("hat eine Antwort veröffentlicht"),
        audience=_followers,
        tell=_tell_answer,
        generations=lambda answer: generations(answer.idea),
        groups=lambda answer: ["desk", f"idea.{answer.idea_id}"],
    ),
)
