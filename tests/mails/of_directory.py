"""Samples of mails that ask an actor whether its entry still holds."""

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from participation.actors.services import archiving, confirming
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, make_member
from tests.mails.samples import LANGUAGES, renderer, title


def _due(**fields):
    return ActorFactory(name=title()[:120], ask_next_on=berlin_today(), **fields)


@renderer("actors.still_true")
def asked():
    for language in LANGUAGES:
        make_member(_due(), user=UserFactory(language=language))
        make_member(_due(asked_count=2), user=UserFactory(language=language))
    _due(contact_mail="haus@example.org")
    confirming.ask_due()
    return list(Delivery.objects.filter(renderer="actors.still_true").order_by("pk"))


@renderer("actors.archived")
def archived():
    for language in LANGUAGES:
        actor = ActorFactory(name=title()[:120])
        make_member(actor, user=UserFactory(language=language))
        archiving.archive(actor, by=None, why=archiving.Why.SILENT)
    return list(Delivery.objects.filter(renderer="actors.archived").order_by("pk"))
