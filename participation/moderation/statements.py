"""A decision as its statement of reasons (Art. 17 DSA), in the active language.

One text for all: mail, letter and call, the author's page of the decision, the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.clock import berlin_date
from commons.spoken import day_in_words, quoted
from commons.text import with_colon
from commons.verbs.registry import Recipient
from participation.moderation import reasons, workflow
from participation.moderation.enums import (
    Automation,
    Basis,
    Occasion,
    Reason,
    Verdict,
)
from participation.moderation.models import Decision
from participation.moderation.queries.ways import Way
from participation.moderation.services import objecting

# The scope and how long it holds; `until` is a day, or nothing for good.
WHAT: dict[str, str | Promise] = {
    Verdict.REQUEST_CHANGES: gettext_lazy(
        "Wir veröffentlichen Ihren Beitrag noch nicht und bitten Sie um eine Änderung. "
        "Bis dahin sehen ihn nur Sie und wir."
    ),
    Verdict.DECLINE: gettext_lazy(
        "Wir veröffentlichen Ihren Beitrag nicht. Nur Sie und wir sehen ihn. Das gilt "
        "überall auf dieser Plattform und auf Dauer."
    ),
    Verdict.HIDE: gettext_lazy(
        "Wir zeigen Ihren Beitrag vorläufig nicht. Nur Sie und wir sehen ihn. Das gilt "
        "überall auf dieser Plattform, bis wir endgültig entschieden haben, spätestens "
        "bis zum %(until)s."
    ),
    Verdict.MERGE: gettext_lazy(
        "Wir haben Ihren Beitrag mit einem anderen zusammengeführt. Er steht nicht "
        "mehr für sich; seine Adresse führt zum gemeinsamen. Das gilt auf Dauer."
    ),
    Verdict.REMOVE: gettext_lazy(
        "Wir haben Ihren Beitrag entfernt. Nur Sie und wir sehen ihn. Das gilt überall "
        "auf dieser Plattform und auf Dauer."
    ),
    Verdict.REDACT: gettext_lazy(
        "Wir haben Stellen in Ihrem Beitrag geschwärzt. Alles andere bleibt stehen. "
        "Das gilt überall auf dieser Plattform und auf Dauer."
    ),
    Verdict.BLOCK: gettext_lazy(
        "Sie können hier bis zum %(until)s nichts Neues schreiben. Lesen können Sie "
        "alles, und was Sie früher geschrieben haben, bleibt stehen."
    ),
    Verdict.TAKE_BACK: gettext_lazy(
        "Wir haben die Veröffentlichung zurückgenommen und lesen Ihren Beitrag noch "
        "einmal. Bis dahin sehen ihn nur Sie und wir."
    ),
}
ELSEWHERE = gettext_lazy(
    "Ihr Anliegen gehört auf einen anderen Weg, und dahin verweisen wir Sie. Hier "
    "erscheint es deshalb nicht; nur Sie und wir sehen den Beitrag weiter."
)
BLOCKED_FOR_GOOD = gettext_lazy(
    "Sie können hier bis auf Weiteres nichts Neues schreiben. Lesen können Sie alles, "
    "und was Sie früher geschrieben haben, bleibt stehen."
)
HIDDEN_FOR_NOW = gettext_lazy(
    "Wir zeigen Ihren Beitrag vorläufig nicht. Nur Sie und wir sehen ihn. Das gilt "
    "überall auf dieser Plattform, bis wir endgültig entschieden haben."
)
WITHOUT_END = {Verdict.BLOCK: BLOCKED_FOR_GOOD, Verdict.HIDE: HIDDEN_FOR_NOW}
AUTOMATION: dict[str, str | Promise] = {
    Automation.NONE: gettext_lazy("Nichts. Ein Mensch hat gelesen und entschieden."),
    Automation.DETECTED: gettext_lazy(
        "Ein Programm hat uns auf eine Stelle hingewiesen. Gelesen und entschieden hat "
        "ein Mensch."
    ),
    Automation.TRUST_RULE: gettext_lazy(
        "Ein Programm hat nach einer Regel entschieden, die Menschen festgelegt haben."
    ),
    Automation.AUTOMATIC: gettext_lazy(
        "Ein Programm hat nach einer Regel entschieden, die Menschen festgelegt haben."
    ),
}
OCCASION: dict[str, str | Promise] = {
    Occasion.FIRST_LOOK: gettext_lazy(
        "Wir haben den Beitrag gelesen, bevor er erschienen ist."
    ),
    Occasion.REPORT: gettext_lazy("Jemand hat uns den Beitrag gemeldet."),
    Occasion.OWN: gettext_lazy("Wir haben das selbst geprüft, ohne Meldung."),
}


@dataclass(frozen=True)
class Statement:
    """What was decided, on which ground and facts, by whom or what, and the remedy."""

    what: str
    basis: str
    basis_url: str
    facts: str
    automation: str
    remedy: str
    objection_url: str
    way: Way

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Each heading with its words, in the order in which one reads them."""
        rows = (
            (_("Was wir entschieden haben"), self.what),
            (_("Worauf wir uns stützen"), self.basis),
            (_("Was dazu geführt hat"), self.facts),
            (_("Was automatisch war"), self.automation),
            (_("Wenn Sie nicht einverstanden sind"), self.remedy),
        )
        return [(heading, words) for heading, words in rows if words]

    @property
    def is_complete(self) -> bool:
        words = (self.what, self.basis, self.facts, self.automation, self.remedy)
        return all(words)

    def in_letter(self) -> str:
        """What the letter says of the decision, each part under its heading."""
        return "\n\n".join(
            f"{with_colon(str(heading))} {words}" for heading, words in self.parts
        )


def statement_of(
    decision: Decision, recipient: Recipient | None = None
) -> Statement | None:
    """The reasons of a decision against somebody; None if it is against nobody.

    Args:
        recipient: whoever gets it as a message, with an address of their own to
            object; only while a message is made, for that writes a row.
    """
    if not workflow.needs_statement(decision.verdict, decision.state_before):
        return None
    is_on_paper = recipient is not None and recipient.is_on_paper
    basis = basis_of(decision)
    is_mailed = recipient is not None and not is_on_paper
    url = _address(decision, recipient)
    return Statement(
        what=_what(decision),
        basis=_basis_in_words(basis, with_address=is_mailed),
        basis_url=url_of(basis),
        facts=" ".join(filter(None, (_facts(decision), _occasion(decision)))),
        automation=str(AUTOMATION.get(decision.automation, "")),
        remedy="\n".join(_remedy(decision, url, is_on_paper=is_on_paper)),
        objection_url=url,
        way=Way(decision.way_text, decision.way_url, decision.way_phone),
    )


def basis_of(decision: Decision) -> Basis:
    """Rows from before the statement of reasons rest on the rule of their reason."""
    if decision.basis:
        return Basis(decision.basis)
    return reasons.BASIS_OF.get(Reason(decision.reason), Basis.RULE_TOPIC)


def url_of(basis: Basis) -> str:
    """The section of the page of rules that a rule or law stands in."""
    page = reverse("pages:page-show", args=[reasons.RULES_PAGE])
    return f"{page}#{reasons.ANCHORS.get(basis, reasons.LAWS_ANCHOR)}"


def _what(decision: Decision) -> str:
    if decision.is_redirection:
        return str(ELSEWHERE)
    if decision.ends_on is None and decision.verdict in WITHOUT_END:
        return str(WITHOUT_END[Verdict(decision.verdict)])
    until = day_in_words(decision.ends_on) if decision.ends_on else ""
    return str(WHAT[decision.verdict]) % {"until": until}


def _basis_in_words(basis: Basis, *, with_address: bool) -> str:
    if basis.is_law:
        return str(basis.label)
    rule = _("unsere Regel %(rule)s") % {"rule": quoted(str(basis.label))}
    return f"{rule}: {settings.BASE_URL}{url_of(basis)}" if with_address else rule


def _facts(decision: Decision) -> str:
    known = reasons.FACTS_OF.get(Reason(decision.reason), "")
    return decision.facts or str(known) or decision.text


def _occasion(decision: Decision) -> str:
    return str(OCCASION.get(decision.occasion, ""))


def _address(decision: Decision, recipient: Recipient | None) -> str:
    if recipient is None:
        return reverse("moderation:complaint-create", args=[decision.pk])
    return objecting.address_for(decision, recipient)


def _remedy(decision: Decision, url: str, *, is_on_paper: bool) -> Iterator[str]:
    ends_on = berlin_date(decision.decided_at + workflow.OBJECTION)
    yield _(
        "Sie können bis zum %(day)s Einwand erheben. Jemand anderes prüft dann neu, "
        "kostenlos."
    ) % {"day": day_in_words(ends_on)}
    if is_on_paper:
        yield _("Schreiben Sie uns, oder rufen Sie uns an.")
    if url and not url.startswith("/"):
        yield _("Hier geht das: %(address)s") % {"address": url}
    yield _(
        "Unabhängig davon können Sie sich an eine außergerichtliche Stelle zur "
        "Streitbeilegung wenden (Liste der Bundesnetzagentur: www.dsc.bund.de) oder "
        "vor Gericht gehen."
    )
