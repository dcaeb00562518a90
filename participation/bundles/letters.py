"""What a department is told when several ideas come in one mail.

The preview at the desk and the mail that goes are made from the same `BundleLetter`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from commons.delivery import mails
from commons.delivery.renderers import Rendered
from commons.incoming.services import addresses
from neighbourhood.departments.models import Department
from neighbourhood.pages.models import Contact
from neighbourhood.pages.queries import contact_for
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.ideas.models import Idea
from participation.referrals import workflow
from participation.referrals.enums import ReferralRole
from participation.referrals.letters import GERMAN, german_day, reply_address
from participation.referrals.models import Referral
from participation.referrals.rules import may_be_handed_out

# A mail is no list: beyond these the table of the paper says it.
MOST_IN_MAIL = 30


@dataclass(frozen=True)
class Row:
    """One idea of the table, in which role the department has it, and its own note."""

    idea: Idea
    role: ReferralRole
    cover_note: str = ""

    @property
    def is_lead(self) -> bool:
        return self.role == ReferralRole.LEAD


@dataclass(frozen=True)
class BundleLetter:
    """Several ideas for one department: why, until when."""

    reference: str
    department: Department
    title: str
    cover_note: str
    due_on: date
    rows: Sequence[Row]

    @classmethod
    def of(cls, bundle: Bundle, referrals: Iterable[Referral]) -> "BundleLetter":
        """Of the rows that are still to be answered, and everybody may read.

        What left the public while it was collected does not go out after all; once it
        is back, it stands on the bundle's page.
        """
        assert bundle.due_on is not None  # noqa: S101 -- it is on its way
        rows = [
            Row(row.idea, ReferralRole(row.role), _own_note(row, bundle))
            for row in referrals
            if row.state in workflow.UNFINISHED and may_be_handed_out(row)
        ]
        return cls(
            bundle.reference,
            bundle.department,
            bundle.title,
            bundle.cover_note,
            bundle.due_on,
            rows,
        )

    @classmethod
    def waiting(cls, bundle_id: int) -> "BundleLetter | None":
        """Of a bundle whose mail is still to be written."""
        bundle = (
            Bundle.objects.filter(
                pk=bundle_id, state=BundleState.QUEUED, delivery__isnull=True
            )
            .select_related("department")
            .first()
        )
        return None if bundle is None else cls.of(bundle, rows_of(bundle))

    @cached_property
    def contact(self) -> Contact | None:
        """The team of the Stadtteil if all are of one, else the general office."""
        regions = {row.idea.region_id for row in self.rows}
        only = self.rows[0].idea.region if len(regions) == 1 else None
        return contact_for(only)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def heading(self) -> str:
        """What it is about, or how many there are."""
        with translation.override(GERMAN):
            counted = ngettext("%(count)s Idee", "%(count)s Ideen", self.count) % {
                "count": self.count
            }
            return f"{self.title} ({counted})" if self.title else counted

    @property
    def subject(self) -> str:
        with translation.override(GERMAN):
            return _("Stellungnahme bis %(date)s: %(heading)s, %(number)s") % {
                "date": german_day(self.due_on, short=True),
                "heading": self.heading,
                "number": self.reference,
            }

    @property
    def shown(self) -> Sequence[Row]:
        return self.rows[:MOST_IN_MAIL]

    @property
    def more(self) -> int:
        return max(self.count - MOST_IN_MAIL, 0)

    def fingerprint(self) -> str:
        """Changes when the letter would read otherwise than it did."""
        parts = [
            self.department.pk,
            self.department.email,
            self.title,
            self.cover_note,
            self.due_on.isoformat(),
            [
                [row.idea.pk, row.idea.version, row.role.value, row.cover_note]
                for row in self.rows
            ],
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def rows_of(bundle: Bundle) -> list[Referral]:
    """The rows with all that the paper says of them; four queries."""
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    return list(
        rows.select_related(
            "department", "due_on", "idea__region", "idea__topic", "idea__planning_area"
        )
        .prefetch_related("idea__images__stored_file", "idea__translations")
        .order_by("bundle_item__position")
    )


def _own_note(referral: Referral, bundle: Bundle) -> str:
    """What was written for this one, where that is not what is written for all."""
    is_same = referral.cover_note.strip() == bundle.cover_note.strip()
    return "" if is_same else referral.cover_note


def mail_of(
    letter: BundleLetter, *, link: str, reply_to: str = "", has_table: bool = True
) -> Rendered:
    """The mail to the department; `link` opens the whole bundle without an account.

    Args:
        has_table: the table is in it; else it is only on the page.
    """
    with translation.override(GERMAN):
        return mails.compose(
            "bundle",
            {
                "letter": letter,
                "contact": letter.contact,
                "due_on": german_day(letter.due_on),
                "can_reply": addresses.is_on(),
                "has_table": has_table,
            },
            subject=letter.subject,
            language=GERMAN,
            button=(link, _("Bündel öffnen")),
            reply_to=reply_to or reply_address(letter.contact),
        )
