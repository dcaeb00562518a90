"""What a department is told when an idea is handed to it: one letter, seen beforehand.

The preview at the desk and the mail that goes are made from the same `Letter`, so
that what a moderator saw is what arrives.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import formats, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.clock import berlin_date
from commons.delivery import mails
from commons.delivery.renderers import Rendered
from commons.incoming.services import addresses
from neighbourhood.departments.models import Department
from neighbourhood.pages.models import Contact
from neighbourhood.pages.queries import contact_for
from participation.ideas.models import Idea
from participation.referrals.enums import ReferralRole
from participation.referrals.models import Referral

# Letters to departments are German, whoever reads the page that shows them.
GERMAN = Language.GERMAN.value


@dataclass(frozen=True)
class Letter:
    """An idea for one department: why, until when, in which role."""

    idea: Idea
    department: Department
    role: ReferralRole
    cover_note: str
    due_on: date
    referred_on: date | None = None

    @classmethod
    def of(cls, referral: Referral) -> "Letter":
        return cls(
            referral.idea,
            referral.department,
            ReferralRole(referral.role),
            referral.cover_note,
            referral.due_day,
            berlin_date(referral.referred_at),
        )

    @property
    def is_lead(self) -> bool:
        return self.role == ReferralRole.LEAD

    @cached_property
    def contact(self) -> Contact | None:
        return contact_for(self.idea.region)

    @property
    def subject(self) -> str:
        words = {
            "date": german_day(self.due_on, short=True),
            "title": self.idea.title,
            "number": self.idea.number,
        }
        if self.is_lead:
            asked = _("Stellungnahme bis %(date)s: %(title)s (%(number)s)")
        else:
            asked = _("Ihre Einschätzung bis %(date)s: %(title)s (%(number)s)")
        return asked % words

    def fingerprint(self) -> str:
        """Changes when the letter would read otherwise than it did."""
        parts = [
            self.idea.pk,
            self.idea.version,
            self.department.pk,
            self.department.email,
            self.role.value,
            self.cover_note,
            self.due_on.isoformat(),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def mail_of(letter: Letter, *, link: str, reply_to: str = "") -> Rendered:
    """The mail to the department; `link` opens the case without an account.

    Args:
        reply_to: the referral's own address; without it that of the desk.
    """
    with translation.override(GERMAN):
        return mails.compose(
            "referral",
            {
                "letter": letter,
                "idea": letter.idea,
                "contact": letter.contact,
                "due_on": german_day(letter.due_on),
                "can_reply": addresses.is_on(),
            },
            subject=letter.subject,
            language=GERMAN,
            button=(link, _("Vorgang öffnen")),
            reply_to=reply_to or reply_address(letter.contact),
        )


def reply_address(contact: Contact | None) -> str:
    return contact.email if contact else ""


def german_day(day: date, *, short: bool = False) -> str:
    """`22. Dezember 2026`, or `22.12.2026`, whatever language is active."""
    with translation.override(GERMAN):
        return formats.date_format(day, "d.m.Y" if short else "j. F Y")
