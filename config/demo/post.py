"""The demo's mailbox: Ämter that answered by mail, and mails nobody could place."""

from collections.abc import Mapping
from email.message import EmailMessage
from importlib import import_module

from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.incoming.enums import Source
from commons.incoming.models import Mail
from commons.incoming.services import settling
from commons.incoming.services.taking import take
from participation.referrals import workflow
from participation.referrals.enums import ReferralRole
from participation.referrals.models import Referral

# By name: its parser is loaded here, not at the start of the server.
READER = "commons.incoming.services.reading"
ABOUT = "Zebrastreifen vor der Grundschule in der Grunowstraße"
QUOTE = """

Mit freundlichen Grüßen
Im Auftrag

Amt für die Demo
Diese E-Mail enthält vertrauliche Informationen.

Am 23.11.26 um 09:14 schrieb Bindeglied:
> Guten Tag,
>
> wir leiten Ihnen eine Idee weiter. Bitte nehmen Sie Stellung.
"""
ANSWER = """Guten Tag,

wir waren zum Schulbeginn vor Ort. Morgens queren dort über achtzig Kinder. Wir ordnen
einen Zebrastreifen an; markiert wird, sobald es frostfrei ist, spätestens im April.

Bis dahin stellen wir zwei Hinweisschilder auf."""
ABSENT = """Guten Tag,

ich bin bis zum Ende der Woche nicht im Büro. Ihre Mail wird nicht weitergeleitet."""
STRANGER = """Guten Tag,

zu den Parkplätzen am Markt habe ich schon vor zwei Jahren geschrieben. Was ist daraus
geworden?"""


def tell(people: Mapping[str, User]) -> int:
    """Two at a case, two that wait to be placed; gives how many."""
    referral = (
        Referral.objects.filter(
            state__in=sorted(workflow.WITH_DEPARTMENT),
            role=ReferralRole.LEAD,
            idea__title=ABOUT,
        )
        .select_related("idea", "department")
        .order_by("pk")
        .first()
    )
    if referral is None:
        return 0
    office = referral.department.email or "amt@example.org"
    named = f"{referral.idea.title} ({referral.idea.number})"
    coordinator = people["koordination"]
    for subject, text in (
        (f"AW: {named}", f"{ANSWER}{QUOTE}"),
        (f"Automatische Antwort: {named}", ABSENT),
    ):
        mail = _arrived(subject, text, sender=office)
        number, visitor = f"W{referral.pk}", visitor_for(coordinator)
        settling.assign(mail, number=number, visitor=visitor)
    _arrived("Parkplätze am Markt", STRANGER, sender="nachbarschaft@example.org")
    _arrived(f"WG: {named}", f"Dazu bald mehr.{QUOTE}", sender="buero@example.net")
    return Mail.objects.count()


def _arrived(subject: str, text: str, *, sender: str) -> Mail:
    """Stored and read as the mailbox does it; without an address of a case."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "post@example.org"
    message["Subject"] = subject
    message["Message-ID"] = f"<demo-{Mail.objects.count()}@example.org>"
    message.set_content(text)
    mail = take(message.as_bytes(), source=Source.PIPE)
    import_module(READER).read(mail.pk)
    return Mail.objects.get(pk=mail.pk)
