"""What becomes of promises and of what was put off: followers hear of each step."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _, gettext_lazy

from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.verbs.telling import followers_of, generations, may_read
from participation.referrals import promises
from participation.referrals.models import Deferral, Promise, PromiseInquiry


def _followers(step: Promise, params: Params) -> Iterable[Recipient]:
    return followers_of(step.idea, params)


def _tell(
    say: Callable[[Promise], list[str]],
    line: str | Words,
    step: Promise,
    who: Recipient,
) -> Told | None:
    idea = step.idea
    if not may_read(idea, who):
        return None
    words = {"title": idea.title, "number": idea.number}
    return Told(
        line=str(line) % words,
        subject=f"{str(line) % words} ({idea.number})",
        text="\n\n".join(say(step)),
        url=idea.get_absolute_url(),
        action=_("Idee ansehen"),
    )


def _moved(step: Promise) -> list[str]:
    words = {"title": step.idea.title, "when": step.words, "reason": step.reason}
    return [
        _("Zur Idee „%(title)s“ gibt es einen neuen Termin: %(when)s.") % words,
        _("Der Grund: %(reason)s") % words,
    ]


def _kept(step: Promise) -> list[str]:
    day = day_in_words(step.done_on) if step.done_on else ""
    done = _("Was wir zur Idee „%(title)s“ zugesagt haben, ist geschehen: am %(day)s.")
    parts = [done % {"title": step.idea.title, "day": day}]
    return [*parts, step.reason] if step.reason else parts


def _given_up(step: Promise) -> list[str]:
    words = {"title": step.idea.title, "reason": step.reason}
    return [
        _("Was wir zur Idee „%(title)s“ zugesagt haben, können wir nicht halten.")
        % words,
        _("Der Grund: %(reason)s") % words,
        _("Wir schreiben Ihnen eine neue Antwort."),
    ]


def _of_promise(
    key: str,
    words: str | Words,
    line: str | Words,
    say: Callable[[Promise], list[str]],
) -> Verb:
    return Verb(
        key,
        words=words,
        audience=_followers,
        tell=lambda step, _params, who: _tell(say, line, step, who),
        generations=lambda step: generations(step.idea),
        groups=lambda step: ["desk", f"idea.{step.idea_id}"],
    )


def _deferral_followers(row: Deferral, params: Params) -> Iterable[Recipient]:
    return followers_of(row.answer.idea, params)


def _tell_put_off(row: Deferral, _params: Params, who: Recipient) -> Told | None:
    idea = row.answer.idea
    if not may_read(idea, who):
        return None
    words = {
        "title": idea.title,
        "number": idea.number,
        "month": promises.in_month(row.look_again_on),
        "reason": row.reason,
    }
    parts = [
        _("Die Idee „%(title)s“ bleibt zurückgestellt.") % words,
        _("Der Grund: %(reason)s") % words,
        _("Wir sehen sie uns %(month)s wieder an.") % words,
    ]
    return Told(
        line=_("„%(title)s“ bleibt zurückgestellt") % words,
        subject=_("Eine Idee bleibt zurückgestellt (%(number)s)") % words,
        text="\n\n".join(parts),
        url=idea.get_absolute_url(),
        action=_("Idee ansehen"),
    )


def _of_inquiry(key: str, words: str | Words) -> Verb:
    def groups(row: PromiseInquiry) -> list[str]:
        return ["desk", f"idea.{row.referral.idea_id}"]

    return Verb(key, words=words, groups=groups)


VERBS = (
    _of_promise(
        "promise.moved",
        gettext_lazy("hat eine Zusage verschoben"),
        gettext_lazy("Neuer Termin zu „%(title)s“"),
        _moved,
    ),
    _of_promise(
        "promise.kept",
        gettext_lazy("hat eine Zusage als gehalten vermerkt"),
        gettext_lazy("Erledigt: „%(title)s“"),
        _kept,
    ),
    _of_promise(
        "promise.given_up",
        gettext_lazy("hat eine Zusage zurückgenommen"),
        gettext_lazy("Eine Zusage gilt nicht mehr: „%(title)s“"),
        _given_up,
    ),
    Verb(
        "deferral.put_off",
        words=gettext_lazy("hat eine Wiedervorlage verlängert"),
        audience=_deferral_followers,
        tell=_tell_put_off,
        generations=lambda row: generations(row.answer.idea),
        groups=lambda row: ["desk", f"idea.{row.answer.idea_id}"],
    ),
    _of_inquiry("inquiry.sent", gettext_lazy("hat ein Amt nach einer Zusage gefragt")),
    _of_inquiry("inquiry.opened", gettext_lazy("hat die Frage geöffnet")),
    _of_inquiry("inquiry.replied", gettext_lazy("hat zu einer Zusage geantwortet")),
    Verb(
        "promise.terms_changed",
        words=gettext_lazy("hat Regeln für Zusagen geändert"),
    ),
)
