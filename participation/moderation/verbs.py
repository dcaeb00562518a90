"""What happens at the desk, and who hears of it.

Authors hear of decisions by their kind's own verbs (idea.published …), so the desk's
verb is for the record only. People who report or complain hear from here.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons import kinds
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation import desk
from participation.moderation.enums import Verdict
from participation.moderation.models import (
    Complaint,
    Decision,
    Moderated,
    QueueItem,
    Report,
)
from participation.moderation.queries.staff import moderators_of
from participation.moderation.workflow import FIRST_LOOK


def _reporters(_contribution: Moderated, params: Params) -> Iterable[Recipient]:
    """Everyone who reported and left a way to be told, each once."""
    reports = Report.objects.filter(decision=params["decision"]).order_by("pk")
    for report in reports.select_related("reported_by"):
        if report.reported_by:
            yield Recipient(
                user_id=report.reported_by_id,
                language=report.reported_by.language,
                reason="reporter",
            )
        elif report.address:
            yield Recipient(
                address=report.address, language=report.language, reason="reporter"
            )


def _tell_reporter(contribution: Moderated, params: Params, _who: Recipient) -> Told:
    title = kinds.of(contribution).title(contribution)
    verdict = Decision.objects.values_list("verdict", flat=True).get(
        pk=params["decision"]
    )
    outcome = _outcome_of_report(Verdict(verdict))
    return Told(
        line=_("Ihre Meldung zu „%(title)s“ ist geprüft") % {"title": title},
        subject=_("Ihre Meldung ist geprüft"),
        text=_("Sie haben den Beitrag „%(title)s“ gemeldet. Danke dafür. %(outcome)s")
        % {"title": title, "outcome": outcome},
        url="" if verdict != Verdict.KEEP else kinds.of(contribution).url(contribution),
    )


def _outcome_of_report(verdict: Verdict) -> str:
    if verdict == Verdict.KEEP:
        return _("Wir haben ihn geprüft und lassen ihn stehen.")
    if verdict == Verdict.RESTORE:
        return _("Wir haben ihn geprüft und zeigen ihn wieder.")
    return _("Wir haben ihn geprüft; er ist nicht mehr öffentlich zu sehen.")


def _author(contribution: Moderated, _params: Params) -> Iterable[Recipient]:
    if contribution.author_id:
        yield Recipient(user_id=contribution.author_id, reason="author")
    yield from desk.of(contribution).also_tell(contribution)


def _ask_again(contribution: Moderated, params: Params, _who: Recipient) -> Told:
    title = kinds.of(contribution).title(contribution)
    decision = Decision.objects.get(pk=params["decision"])
    return Told(
        line=_("Wir warten auf Ihre Änderung an „%(title)s“") % {"title": title},
        subject=_("Ihr Beitrag wartet auf Sie"),
        text=_(
            "Vor einem Monat haben wir Sie gebeten, Ihren Beitrag „%(title)s“ zu "
            "ändern. Wir fragten:\n\n%(text)s\n\nWenn wir in den nächsten zwei Wochen "
            "nichts hören, nehmen wir ihn aus der Prüfung. Sie können ihn auch danach "
            "jederzeit neu einbringen."
        )
        % {"title": title, "text": decision.text},
        url=kinds.of(contribution).url(contribution),
        action=_("Beitrag ändern"),
    )


def _moderators(item: QueueItem, params: Params) -> Iterable[Recipient]:
    items = QueueItem.objects.filter(pk__in=[item.pk, *params["items"]])
    regions = set(items.values_list("region_id", flat=True))
    for user in moderators_of(regions):
        yield Recipient(user_id=user.pk, language=user.language, reason="moderator")


def _tell_moderator(_item: QueueItem, params: Params, who: Recipient) -> Told:
    """Counted for the reader when it is read: what is decided by then is left out."""
    visitor = visitor_for(User.objects.filter(pk=who.user_id or 0).first())
    waiting = (
        QueueItem.objects.visible_to(visitor).open().filter(pk__in=params["items"])
    )
    count = waiting.count()
    line = ngettext(
        "%(count)s Beitrag wartet länger als zugesagt",
        "%(count)s Beiträge warten länger als zugesagt",
        count,
    ) % {"count": count}
    return Told(
        line=line,
        subject=line,
        text=_(
            "Zugesagt ist ein erster Blick nach %(days)s Arbeitstagen. Die ältesten "
            "stehen oben."
        )
        % {"days": FIRST_LOOK},
        url=reverse("moderation:queue"),
        action=_("Zur Prüfung"),
    )


def _complainant(complaint: Complaint, _params: Params) -> Iterable[Recipient]:
    if complaint.complained_by_id:
        yield Recipient(user_id=complaint.complained_by_id, reason="complainant")


def _tell_complainant(complaint: Complaint, _params: Params, _who: Recipient) -> Told:
    title = title_of(complaint)
    return Told(
        line=_("Ihr Einwand zu „%(title)s“ ist geprüft: Die Entscheidung bleibt")
        % {"title": title},
        subject=_("Ihr Einwand ist geprüft"),
        text=_(
            "Sie haben Einwand gegen unsere Entscheidung über „%(title)s“ erhoben. "
            "Jemand anderes als beim ersten Mal hat neu geprüft. Die Entscheidung "
            "bleibt. Die Begründung:\n\n%(answer)s"
        )
        % {"title": title, "answer": complaint.answer},
        url=reverse("moderation:complaint-create", args=[complaint.decision_id]),
        action=_("Einwand und Antwort ansehen"),
    )


def title_of(target: Any) -> str:
    """The title of the contribution that a complaint or report is about."""
    about = target.decision if isinstance(target, Complaint) else target
    contribution = kinds.load(about.kind, about.target_id)
    return kinds.get(about.kind).title(contribution) if contribution else ""


VERBS = (
    Verb("moderation.decided", words=gettext_lazy("hat entschieden")),
    Verb(
        "moderation.asked_again",
        words=gettext_lazy("hat noch einmal um Änderung gebeten"),
        audience=_author,
        tell=_ask_again,
    ),
    Verb(
        "moderation.overdue",
        words=gettext_lazy("hat an wartende Beiträge erinnert"),
        audience=_moderators,
        tell=_tell_moderator,
    ),
    Verb("text_module.saved", words=gettext_lazy("hat einen Textbaustein geändert")),
    Verb("report.received", words=gettext_lazy("hat einen Beitrag gemeldet")),
    Verb(
        "report.settled",
        words=gettext_lazy("hat über Meldungen entschieden"),
        audience=_reporters,
        tell=_tell_reporter,
    ),
    Verb("complaint.raised", words=gettext_lazy("hat Einwand erhoben")),
    Verb(
        "complaint.upheld",
        words=gettext_lazy("hat einen Einwand geprüft; die Entscheidung bleibt"),
        audience=_complainant,
        tell=_tell_complainant,
    ),
    # The author hears of it by the verb of the restored contribution.
    Verb(
        "complaint.reversed",
        words=gettext_lazy("hat einen Einwand geprüft und die Entscheidung aufgehoben"),
    ),
)
