"""How to reach people without an account: sealed, rarely opened, soon forgotten."""

from dataclasses import asdict
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.crypto import salted_hmac

from commons.accounts.models import User
from commons.audit import services as audit
from commons.clock import berlin_today
from commons.delivery import sealing
from commons.delivery.addressees import Addressee
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.owndata import Rows
from participation.ideas.enums import AnswerWay, Case
from participation.ideas.models import Idea, IdeaContact
from participation.ideas.queries.contacts import BOOK
from participation.ideas.rules import CONTACT_KEPT_DAYS
from participation.ideas.services.publication import GONE

PURPOSE = b"bindeglied.ideas.contact"
SALT = "ideas.contact.mail"
REACHABLE = frozenset({AnswerWay.MAIL, AnswerWay.LETTER, AnswerWay.CALL})
_NOTHING_TO_COME = (
    Q(idea__publication__in=sorted(GONE))
    | Q(idea__case=Case.CLOSED)
    | Q(idea__case=Case.ANSWERED, idea__next_on__isnull=True)
)


def keep(
    idea: Idea, *, way: AnswerWay, addressee: Addressee, language: str
) -> IdeaContact:
    """Seal how to reach somebody; a second call changes nothing."""
    contact, _is_new = IdeaContact.objects.get_or_create(
        idea=idea,
        defaults={
            "way": way,
            "language": language,
            "sealed": sealing.seal(asdict(addressee), purpose=PURPOSE),
            "mail_hash": _mail_hash(way, addressee),
            "created_at": timezone.now(),
        },
    )
    return contact


def find(pk: int) -> Addressee | None:
    """Leaves no trace: who shows it to people writes that down, as `show` does."""
    contact = IdeaContact.objects.filter(pk=pk).first()
    return _opened(contact) if contact else None


@transaction.atomic
def correct(pk: int, addressee: Addressee) -> bool:
    """Write a better address; False if the row is gone."""
    rows = IdeaContact.objects.select_for_update(of=("self",))
    contact = rows.filter(pk=pk).first()
    if contact is None:
        return False
    contact.sealed = sealing.seal(asdict(addressee), purpose=PURPOSE)
    contact.mail_hash = _mail_hash(AnswerWay(contact.way), addressee)
    contact.save(update_fields=["sealed", "mail_hash"])
    return True


@transaction.atomic
def show(idea: Idea, *, by: User) -> Addressee | None:
    """Open the contact data for the SPK, and write down who looked."""
    contact = IdeaContact.objects.filter(idea=idea).first()
    if contact is None:
        return None
    audit.record("idea.contact_shown", by=by, kind="idea", target_id=idea.pk)
    return _opened(contact)


def forget(idea: Idea) -> None:
    """The idea has an account now, or its author wants to hear no more."""
    IdeaContact.objects.filter(idea=idea).delete()


@transaction.atomic
def forget_ended(today: date | None = None) -> int:
    """Delete contact data of ideas with which all is over; gives how many.

    A case that is taken up again stops the clock; a letter that still lies here keeps
    its address.
    """
    today = today or berlin_today()
    contacts = IdeaContact.objects.all()
    contacts.filter(_NOTHING_TO_COME, ended_on=None).update(ended_on=today)
    contacts.exclude(_NOTHING_TO_COME).update(ended_on=None)
    reference = Concat(Value(f"{BOOK}:"), Cast(OuterRef("pk"), CharField()))
    waiting = Delivery.objects.filter(
        to_address=reference, state__in=[DeliveryState.QUEUED, DeliveryState.SENDING]
    )
    last = today - timedelta(days=CONTACT_KEPT_DAYS)
    over = contacts.filter(Q(ended_on__lte=last) | Q(idea__author__isnull=False))
    return over.exclude(Exists(waiting)).delete()[0]


def rows_of(user: User) -> Rows:
    """What a person may read: ideas that were entered with their mail address."""
    mine = _of(user).select_related("idea").order_by("pk")
    return [
        {
            "idea__number": contact.idea.number,
            "created_at": contact.created_at,
            **asdict(_opened(contact)),
        }
        for contact in mine
    ]


def forget_of(user: User) -> None:
    """With the account goes what was entered with its mail address."""
    _of(user).delete()


def _of(user: User) -> QuerySet[IdeaContact]:
    hashes = [
        _hash(user.email, secret=secret)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return IdeaContact.objects.filter(mail_hash__in=hashes)


def _opened(contact: IdeaContact) -> Addressee:
    return Addressee(**sealing.unseal(contact.sealed, purpose=PURPOSE))


def _mail_hash(way: AnswerWay, addressee: Addressee) -> bytes | None:
    return _hash(addressee.email) if way == AnswerWay.MAIL else None


def _hash(address: str, *, secret: str | None = None) -> bytes:
    """Keyed, so that the table can't be searched with a list of addresses."""
    plain = address.strip().lower()
    return salted_hmac(SALT, plain, secret=secret, algorithm="sha256").digest()
