"""Objections: who may decide on one hears of it, who raised it hears the outcome."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds
from commons.accounts.models import User
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation import desk
from participation.moderation.models import Complaint, Moderated, PoolMember
from participation.moderation.queries import pool
from participation.moderation.services.appealing import appeal_of
from participation.moderation.workflow import UNDO

COMPLAINANT, DECIDER = "complainant", "complaint_decider"
COORDINATOR = "complaint_coordinator"


def title_of(target: Any) -> str:
    """The title of what a complaint or report is about."""
    if isinstance(target, Complaint):
        appeal = appeal_of(target.decision)
        found = appeal.find(target.decision)
        return appeal.title_of(found) if found is not None else ""
    contribution = kinds.load(target.kind, target.target_id)
    return kinds.get(target.kind).title(contribution) if contribution else ""


def _deciders(complaint: Complaint, _params: Params) -> Iterable[Recipient]:
    """Whoever may decide; the coordination where nobody may."""
    deciders = pool.bench().deciders_of(complaint)
    if deciders:
        yield from _staff(pool.people(deciders), DECIDER)
    else:
        ids = pool.coordinators_of(complaint.region_id)
        yield from _staff(pool.people(ids), COORDINATOR)


def _staff(users: Iterable[User], reason: str) -> Iterable[Recipient]:
    for user in users:
        yield Recipient(user_id=user.pk, language=user.language, reason=reason)


def _tell_raised(complaint: Complaint, _params: Params, who: Recipient) -> Told | None:
    if not complaint.is_open:
        return None
    if who.reason == COORDINATOR:
        return _nobody(complaint)
    return _waiting(complaint, _("Ein Einwand wartet auf Sie: „%(title)s“"))


def _tell_overdue(complaint: Complaint, _params: Params, who: Recipient) -> Told | None:
    if not complaint.is_open:
        return None
    if who.reason == COORDINATOR:
        return _nobody(complaint)
    return _waiting(complaint, _("Ein Einwand wartet schon zu lange: „%(title)s“"))


def _waiting(complaint: Complaint, line: str) -> Told:
    line = line % {"title": title_of(complaint)}
    until = day_in_words(complaint.due_on) if complaint.due_on else ""
    return Told(
        line=line,
        subject=line,
        text=_(
            "Jemand ist mit einer Entscheidung nicht einverstanden. Bitte prüfen Sie "
            "sie neu, spätestens bis zum %(until)s. Entscheiden kann jede benannte "
            "Person; wer zuerst entscheidet, entscheidet für alle."
        )
        % {"until": until},
        url=complaint.get_absolute_url(),
        action=_("Einwand lesen"),
    )


def _nobody(complaint: Complaint) -> Told:
    line = _("Für diesen Einwand gibt es niemanden: „%(title)s“") % {
        "title": title_of(complaint)
    }
    return Told(
        line=line,
        subject=line,
        text=_(
            "Über einen Einwand entscheidet nie, wer zuerst entschieden hat, und nie, "
            "wen er betrifft. Sonst ist gerade niemand benannt. Bitte benennen Sie "
            "eine Person, gern auch außerhalb Ihrer Einheit."
        ),
        url=reverse("moderation:pool"),
        action=_("Person benennen"),
    )


def _complainant(complaint: Complaint, params: Params) -> Iterable[Recipient]:
    """Whoever objected; not again where the contribution's own news tell them."""
    contribution = appeal_of(complaint.decision).find(complaint.decision)
    if params.get("undone") and _hears_anyway(complaint, contribution):
        return
    if complaint.complained_by_id:
        yield Recipient(user_id=complaint.complained_by_id, reason=COMPLAINANT)
    elif complaint.address:
        yield Recipient(
            address=complaint.address, language=complaint.language, reason=COMPLAINANT
        )
    elif isinstance(contribution, Moderated):
        yield from desk.of(contribution).also_tell(contribution)


def _hears_anyway(complaint: Complaint, contribution: Any) -> bool:
    """The author reads the reasons with the news that it is shown again."""
    if not isinstance(contribution, Moderated):
        return False
    user_id = complaint.complained_by_id
    is_author = user_id is not None and user_id == contribution.author_id
    is_contact = user_id is None and not complaint.address
    return is_author or is_contact


STAYS = {
    "line": gettext_lazy("Ihr Einwand zu „%(title)s“ ist geprüft: Es bleibt dabei"),
    "text": gettext_lazy(
        "Sie haben Einwand gegen unsere Entscheidung zu „%(title)s“ erhoben. Jemand "
        "anderes als beim ersten Mal hat neu geprüft. Die Entscheidung bleibt. Die "
        "Begründung:\n\n%(answer)s"
    ),
}
UNDONE = {
    "line": gettext_lazy("Ihr Einwand zu „%(title)s“ hatte Erfolg"),
    "text": gettext_lazy(
        "Sie haben Einwand gegen unsere Entscheidung zu „%(title)s“ erhoben. Jemand "
        "anderes als beim ersten Mal hat neu geprüft und gibt Ihnen recht. Die "
        "Entscheidung ist aufgehoben. Die Begründung:\n\n%(answer)s"
    ),
}


def _tell_outcome(
    words: Mapping[str, str | Promise],
    complaint: Complaint,
    _params: Params,
    _who: Recipient,
) -> Told:
    known = {"title": title_of(complaint), "answer": complaint.answer}

    def text() -> str:
        return str(words["text"]) % known

    return Told(
        line=str(words["line"]) % known,
        subject=_("Ihr Einwand ist geprüft"),
        text=lazy(text, str)(),
        url=reverse("moderation:complaint-create", args=[complaint.decision_id]),
        action=_("Einwand und Antwort ansehen"),
    )


def _named(member: PoolMember, _params: Params) -> Iterable[Recipient]:
    yield from _staff([member.user], DECIDER)


def _tell_named(member: PoolMember, _params: Params, _who: Recipient) -> Told | None:
    if member.withdrawn_at is not None:
        return None
    line = _("Sie sind benannt: Sie entscheiden über Einwände mit")
    return Told(
        line=line,
        subject=line,
        text=_(
            "Die Koordination hat Sie benannt. Wer mit einer Entscheidung der "
            "Moderation nicht einverstanden ist, kann Einwand erheben; dann prüft "
            "jemand neu, der beim ersten Mal nicht dabei war. Kommt ein Einwand, "
            "schreiben wir Ihnen. Dafür brauchen Sie einen zweiten Faktor für Ihre "
            "Anmeldung; Sie richten ihn beim ersten Mal ein."
        ),
        url=reverse("moderation:complaint-list"),
        action=_("Einwände ansehen"),
    )


VERBS = (
    Verb(
        "complaint.raised",
        words=gettext_lazy("hat Einwand erhoben"),
        audience=_deciders,
        tell=_tell_raised,
    ),
    Verb(
        "complaint.overdue",
        words=gettext_lazy("hat an einen wartenden Einwand erinnert"),
        audience=_deciders,
        tell=_tell_overdue,
    ),
    Verb(
        "complaint.upheld",
        words=gettext_lazy("hat einen Einwand geprüft; die Entscheidung bleibt"),
        audience=_complainant,
        tell=partial(_tell_outcome, STAYS),
        cannot_wait=True,
    ),
    Verb(
        "complaint.reversed",
        words=gettext_lazy("hat einen Einwand geprüft und die Entscheidung aufgehoben"),
        audience=_complainant,
        tell=partial(_tell_outcome, UNDONE),
        delay=UNDO,
        cannot_wait=True,
    ),
    Verb(
        "pool.named",
        words=gettext_lazy("hat jemanden für Einwände benannt"),
        audience=_named,
        tell=_tell_named,
    ),
    Verb("pool.ended", words=gettext_lazy("hat eine Benennung für Einwände beendet")),
)
