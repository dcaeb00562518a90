"""Reports: whoever sent one hears that it came, and what came of it."""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated, Report
from participation.moderation.services import objecting
from participation.moderation.services.appealing import is_of_reporters
from participation.moderation.verbs import complaints
from participation.moderation.verbs.complaints import title_of

__all__ = ["VERBS", "title_of"]


def _recipients(reports: Iterable[Report]) -> Iterable[Recipient]:
    for report in reports:
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


def _reporter(report: Report, _params: Params) -> Iterable[Recipient]:
    return _recipients([report])


def _reporters(_contribution: Moderated, params: Params) -> Iterable[Recipient]:
    """Everyone who reported and left a way to be told, each once."""
    reports = Report.objects.filter(decision=params["decision"]).order_by("pk")
    return _recipients(reports.select_related("reported_by"))


def _tell_received(report: Report, _params: Params, _who: Recipient) -> Told | None:
    """The receipt of Art. 16 (4) DSA, with a number to ask by."""
    title, number = title_of(report), report.reference
    promised = report.item.promised_on if report.item else None
    until = (
        _("Bis zum %(day)s sehen wir uns den Beitrag an.")
        % {"day": day_in_words(promised)}
        if promised
        else _("Wir sehen uns den Beitrag bald an.")
    )
    return Told(
        line=_("Ihre Meldung %(number)s zu „%(title)s“ ist angekommen")
        % {"number": number, "title": title},
        subject=_("Ihre Meldung %(number)s ist angekommen") % {"number": number},
        text=_(
            "Danke für Ihre Meldung zum Beitrag „%(title)s“. Sie hat die Nummer "
            "%(number)s.\n\n%(until)s Das entscheidet ein Mensch, nie ein Programm. "
            "Bis dahin bleibt der Beitrag stehen. Was daraus wird, schreiben wir Ihnen."
        )
        % {"title": title, "number": number, "until": until},
        url=_url_of(report),
        action=_("Beitrag ansehen"),
    )


def _url_of(report: Report) -> str:
    contribution = kinds.load(report.kind, report.target_id)
    return kinds.get(report.kind).url(contribution) if contribution else ""


def _tell_settled(contribution: Moderated, params: Params, who: Recipient) -> Told:
    title = kinds.of(contribution).title(contribution)
    decision = Decision.objects.get(pk=params["decision"])
    is_shown = contribution.is_public
    return Told(
        line=_("Ihre Meldung zu „%(title)s“ ist geprüft") % {"title": title},
        subject=_("Ihre Meldung ist geprüft"),
        text=lazy(partial(_settled_words, contribution, decision, who, title), str)(),
        url=kinds.of(contribution).url(contribution) if is_shown else "",
    )


def _settled_words(
    contribution: Moderated, decision: Decision, who: Recipient, title: str
) -> str:
    text = _("Sie haben den Beitrag „%(title)s“ gemeldet. Danke dafür. %(outcome)s") % {
        "title": title,
        "outcome": _outcome(contribution, Verdict(decision.verdict)),
    }
    by_whom = _("Das hat ein Mensch entschieden, kein Programm.")
    return f"{text} {by_whom}\n\n{_redress(decision, who)}".strip()


def _outcome(contribution: Moderated, verdict: Verdict) -> str:
    if verdict == Verdict.KEEP:
        return _("Wir haben ihn geprüft und lassen ihn stehen.")
    if verdict == Verdict.RESTORE:
        return _("Wir haben ihn geprüft und zeigen ihn wieder.")
    if contribution.is_public:  # worded when it is sent: somebody objected meanwhile
        return _("Wir hatten ihn entfernt; nach einem Einwand zeigen wir ihn wieder.")
    return _("Wir haben ihn geprüft; er ist nicht mehr öffentlich zu sehen.")


def _redress(decision: Decision, who: Recipient) -> str:
    """How to object, for whoever did not get what they asked for (Art. 16 (5))."""
    if not is_of_reporters(decision):
        return ""
    return _(
        "Sie sind nicht einverstanden? Dann können Sie sechs Monate lang Einwand "
        "erheben. Jemand anderes prüft neu, kostenlos: %(address)s"
    ) % {"address": objecting.address_for(decision, who)}


VERBS = (
    Verb("report.received", words=gettext_lazy("hat einen Beitrag gemeldet")),
    # Beside the other: who did something is not told of it, but this is a receipt.
    Verb(
        "report.acknowledged",
        words=gettext_lazy("hat den Eingang einer Meldung bestätigt"),
        audience=_reporter,
        tell=_tell_received,
        cannot_wait=True,
    ),
    Verb(
        "report.settled",
        words=gettext_lazy("hat über Meldungen entschieden"),
        audience=_reporters,
        tell=_tell_settled,
        cannot_wait=True,
    ),
    *complaints.VERBS,
)
