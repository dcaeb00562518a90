"""Drafts, people who wait for them, and a set to publish them with."""

from commons.delivery.addressees import Addressee
from commons.delivery.models import Delivery
from commons.notifications import services as notifications
from participation.ideas.enums import AnswerWay
from participation.ideas.services import contacts
from participation.referrals.models import AnswerSet
from participation.referrals.services import answer_sets
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.referrals import AnswerFactory


def make_set(*drafts, by=None, name="Antworten zum Umbau"):
    by = by or make_staff()
    answer_set = answer_sets.begin(name, by=by)
    answer_sets.add(answer_set, drafts, by=by)
    return AnswerSet.objects.get(pk=answer_set.pk)


def followed_by(*users, reason="supporter", **fields):
    """A finished draft with its author and others who hear of it."""
    draft = AnswerFactory(**fields)
    notifications.follow(draft.idea.author, draft.idea, reason="author")
    for user in users:
        notifications.follow(user, draft.idea, reason=reason)
    return draft


def entered_for(address, way=AnswerWay.MAIL, language="de"):
    """A finished draft for an idea of somebody without an account."""
    draft = AnswerFactory(idea__author=None)
    person = Addressee(name="Frau Beispiel", address="Weg 1\n13187 Berlin")
    if way == AnswerWay.MAIL:
        person = Addressee(email=address)
    contacts.keep(draft.idea, way=way, addressee=person, language=language)
    return draft


def publish(answer_set, *, by=None):
    """Release it, let the worker do its part, and tell people."""
    answer_sets.release(answer_set, by=by or make_staff())
    answer_sets.publish_due()
    notifications.expand_due()
    return AnswerSet.objects.get(pk=answer_set.pk)


def told():
    """The messages of the outbox that tell somebody of something."""
    return Delivery.objects.filter(renderer="notification").order_by("pk")


def resident(**fields):
    return UserFactory(**fields)
