"""What leaves the SPK's hands by choice: contact data, costs, and files."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.audit import services as audit
from commons.clock import berlin_today
from commons.delivery.addressees import Addressee
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.ideas.models import Idea, IdeaContact
from participation.ideas.services import contacts
from participation.referrals import workflow
from participation.referrals.enums import ConsentWay
from participation.referrals.models import ContactRelease, Referral, Statement
from participation.referrals.services.locking import locked


@transaction.atomic
def release_contact(
    referral: Referral, *, consent_on: date, consent_way: ConsentWay, by: User
) -> ContactRelease:
    """Let one department see how to reach the author, who agreed to that.

    Raises:
        RuleViolation: there is nobody to reach, the consent lies ahead, or the case
            is no longer with the department.
    """
    referral = locked(referral)
    if referral.state not in workflow.WITH_DEPARTMENT:
        raise RuleViolation(
            _("Der Vorgang liegt nicht mehr beim Amt."), code="not_with_department"
        )
    if consent_on > berlin_today():
        raise RuleViolation(_("Dieser Tag liegt noch vor uns."), code="consent_ahead")
    if not has_contact(referral.idea):
        raise RuleViolation(
            _("Zu dieser Idee gibt es keine Kontaktdaten."), code="no_contact"
        )
    values = {
        "consent_on": consent_on,
        "consent_way": consent_way,
        "released_at": timezone.now(),
        "released_by": by,
    }
    release, _is_new = ContactRelease.objects.update_or_create(
        referral=referral, defaults=values
    )
    happened("referral.contact_released", referral, by=by, way=consent_way.value)
    return release


@transaction.atomic
def withdraw_contact(referral: Referral, *, by: User) -> None:
    """The author thought better of it, or it was a mistake: nobody sees it from now."""
    ContactRelease.objects.filter(referral=referral).delete()
    happened("referral.contact_withdrawn", referral, by=by)


@transaction.atomic
def show_contact(
    referral: Referral, *, by: User | None, link: SignedLink | None
) -> Addressee:
    """Open the author's contact data for the department, and write down who looked.

    Raises:
        RuleViolation: it is not released, or the case is over for the department.
    """
    referral = locked(referral)
    release = ContactRelease.objects.filter(referral=referral).first()
    addressee = _addressee_of(referral.idea)
    is_over = referral.state not in workflow.WITH_DEPARTMENT
    if release is None or is_over or addressee is None:
        raise RuleViolation(
            _("Die Kontaktdaten sind nicht freigegeben."), code="not_released"
        )
    if release.shown_at is None:
        release.shown_at = timezone.now()
        release.save(update_fields=["shown_at"])
    audit.record(
        "referral.contact_shown",
        by=by,
        kind="referral",
        target_id=referral.pk,
        codes={"link": link.pk if link else None},
    )
    return addressee


@transaction.atomic
def choose_shown(
    statement: Statement, *, attachments: Collection[int], shows_costs: bool, by: User
) -> None:
    """Which of a statement's files stand below the answer, and whether its costs do.

    Raises:
        RuleViolation: the department keeps its costs to itself.
    """
    referral = locked(statement.referral)
    if shows_costs and not (statement.may_name_costs and statement.costs is not None):
        raise RuleViolation(
            _("Das Amt hat die Kosten nicht zur Veröffentlichung freigegeben."),
            code="costs_internal",
        )
    Statement.objects.filter(pk=statement.pk).update(shows_costs=shows_costs)
    files = statement.attachments.all()
    files.filter(pk__in=attachments).update(is_shown=True)
    files.exclude(pk__in=attachments).update(is_shown=False)
    happened("referral.showing_chosen", referral, by=by, statement=statement.pk)


def has_contact(idea: Idea) -> bool:
    if idea.author_id is not None:
        return True
    return IdeaContact.objects.filter(idea=idea).exists()


def _addressee_of(idea: Idea) -> Addressee | None:
    """An account's name and address, or what was sealed for an idea without one."""
    if idea.author is not None:
        return Addressee(name=idea.author.display_name, email=idea.author.email)
    contact = IdeaContact.objects.filter(idea=idea).first()
    return contacts.find(contact.pk) if contact else None
