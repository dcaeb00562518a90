"""What can happen to a referral and an answer: declared once, said by the services."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.html import plain_text
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import (
    followers_of,
    generations,
    may_read,
    own_page,
)
from participation.moderation.queries.staff import moderators_of
from participation.referrals import promises
from participation.referrals.enums import ReuseState
from participation.referrals.models import Answer, Referral, Reuse
from participation.referrals.queries.following import readers_of_leads

LONGEST_QUOTE = 1_500


def _of_referral(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=_pages_of, groups=_live_of)


def _pages_of(referral: Referral) -> list[str]:
    return own_page(referral.idea)


def _live_of(referral: Referral) -> list[str]:
    return ["desk", f"idea.{referral.idea_id}"]


def _followers(answer: Answer, params: Params) -> Iterable[Recipient]:
    """Those of a set are told by it, each of all that is theirs."""
    if params.get("set"):
        return
    yield from followers_of(answer.idea, params)
    yield from readers_of_leads([answer.idea_id])


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
        text="\n\n".join([*_paragraphs(answer, words), *_question(idea, who)]),
        url=idea.get_absolute_url(),
        action=_("Antwort auf der Seite lesen"),
    )


def _paragraphs(answer: Answer, words: dict[str, str]) -> Iterable[str]:
    reuse = Reuse.objects.filter(answer=answer).select_related("department").first()
    if reuse is not None and reuse.decision_id is not None:
        yield _("Die Idee „%(title)s“ steht jetzt auf der Plattform.") % words
    yield _("Zur Idee „%(title)s“ gibt es eine Antwort: %(outcome)s.") % words
    if reuse is None:
        yield from said_in(answer)
    else:
        yield plain_text(answer.text, LONGEST_QUOTE)
        yield from _told_again(answer, reuse)
    yield from days_in(answer)


def _question(idea: Idea, who: Recipient) -> Iterable[str]:
    """The person behind the idea may say that it is not settled."""
    if idea.author_id is not None and who.user_id == idea.author_id:
        yield _(
            "Hat Ihnen das geholfen? Auf der Seite Ihrer Idee fragen wir Sie danach."
        )


def said_in(answer: Answer) -> Iterable[str]:
    """The words of an answer, as a mail carries them."""
    yield plain_text(answer.text, LONGEST_QUOTE)
    more = (
        (_("Die Begründung:"), answer.reason),
        (_("Das geht:"), answer.instead),
        (_("So helfen wir:"), answer.support),
        (_("Mitmachen:"), answer.joining),
    )
    for label, words in more:
        if words:
            yield f"{label} {plain_text(words, LONGEST_QUOTE)}"


def days_in(answer: Answer) -> Iterable[str]:
    """By when it is promised, or when it is looked at again."""
    if answer.promised_on:
        yield _("Zugesagt ist es %(when)s.") % {"when": answer.promise}
    if answer.look_again_on:
        month = promises.in_month(answer.look_again_on)
        yield _("Wir sehen es uns %(month)s wieder an.") % {"month": month}


def _told_again(answer: Answer, reuse: Reuse) -> Iterable[str]:
    """The source's words as they are when the mail goes; none that left the public."""
    source = answer.source
    if source is None or not source.is_shown:
        return
    said = {
        "day": day_in_words(reuse.source_on),
        "number": source.idea.number,
        "title": source.idea.title,
    }
    if reuse.department:
        said["department"] = reuse.department.name
        yield (
            _(
                "Diese Frage wurde schon beantwortet: am %(day)s zur Idee %(number)s "
                "„%(title)s“ (%(department)s)."
            )
            % said
        )
    else:
        yield (
            _(
                "Diese Frage wurde schon beantwortet: am %(day)s zur Idee %(number)s "
                "„%(title)s“."
            )
            % said
        )
    yield from said_in(source)


def _of_reuse(key: str, words: str | Promise) -> Verb:
    """Quiet steps between the SPK and the Amt; the idea's page shows some of them."""
    return Verb(
        key,
        words=words,
        generations=lambda reuse: own_page(reuse.idea),
        groups=lambda reuse: ["desk", f"idea.{reuse.idea_id}"],
    )


def _readers(reuse: Reuse, params: Params) -> Iterable[Recipient]:
    return followers_of(reuse.idea, params)


def _tell_of_renewal(reuse: Reuse, params: Params, who: Recipient) -> Told | None:
    newer = Answer.objects.filter(pk=params["answer"]).select_related("idea").first()
    if newer is None or not newer.is_shown or not may_read(reuse.idea, who):
        return None
    words = {
        "title": reuse.idea.title,
        "number": reuse.idea.number,
        "other": newer.idea.title,
        "outcome": newer.get_outcome_display(),
    }
    return Told(
        line=_("Neues zur Antwort auf „%(title)s“") % words,
        subject=_("Neues zur Antwort auf die Idee %(number)s") % words,
        text=_(
            "Zur Idee „%(title)s“ haben wir auf eine frühere Antwort verwiesen. Zu "
            "der Frage von damals, „%(other)s“, gibt es jetzt eine neue Antwort: "
            "%(outcome)s."
        )
        % words,
        url=newer.idea.get_absolute_url(),
        action=_("Neue Antwort lesen"),
    )


def _desk_of(reuse: Reuse, _params: Params) -> Iterable[Recipient]:
    for user in moderators_of({reuse.idea.region_id}):
        yield Recipient(user_id=user.pk, language=user.language, reason="moderator")


def _tell_desk(reuse: Reuse, _params: Params, _who: Recipient) -> Told | None:
    """Nothing once somebody has looked."""
    lines = {
        ReuseState.OBJECTED: _("Ein Amt widerspricht und wartet auf uns"),
        ReuseState.INFORMING: _("Ein Amt weiß noch nichts von seiner alten Antwort"),
    }
    line = lines.get(ReuseState(reuse.state))
    if line is None:
        return None
    return Told(
        line=f"{line}: {reuse.idea.number}",
        subject=f"{line}: {reuse.idea.number}",
        text=_(
            "Die Idee „%(title)s“ ist mit einer früheren Antwort beantwortet. Bitte "
            "sehen Sie nach, was zu tun ist."
        )
        % {"title": reuse.idea.title},
        url=reuse.get_absolute_url(),
        action=_("Ansehen"),
    )


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
        "answer.approved",
        words=gettext_lazy("hat eine Antwort als zweite Person freigegeben"),
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
    _of_reuse(
        "reuse.begun", gettext_lazy("hat mit einer früheren Antwort beantwortet")
    ),
    _of_reuse("reuse.informed", gettext_lazy("hat ein Amt informiert")),
    _of_reuse("reuse.opened", gettext_lazy("hat die Information geöffnet")),
    _of_reuse(
        "reuse.objected", gettext_lazy("hat einer früheren Antwort widersprochen")
    ),
    _of_reuse("reuse.kept", gettext_lazy("hat eine frühere Antwort bestätigt")),
    _of_reuse("reuse.replaced", gettext_lazy("hat eine frühere Antwort ersetzt")),
    _of_reuse("reuse.settled", gettext_lazy("hat nicht widersprochen")),
    Verb(
        "reuse.waits",
        words=gettext_lazy("hat an eine frühere Antwort erinnert"),
        audience=_desk_of,
        tell=_tell_desk,
    ),
    Verb(
        "reuse.source_renewed",
        words=gettext_lazy("hat die Quelle einer Antwort erneuert"),
        audience=_readers,
        tell=_tell_of_renewal,
        generations=lambda reuse: own_page(reuse.idea),
    ),
    Verb("reuse.terms_changed", words=gettext_lazy("hat Fristen geändert")),
)
