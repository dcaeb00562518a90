"""What somebody types who enters an idea for another person."""

from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery.addressees import Addressee
from commons.delivery.models import Delivery
from commons.notifications.services import expand_due
from neighbourhood.regions.models import Region
from participation.ideas.enums import AnswerWay
from participation.ideas.models import Idea
from participation.ideas.services import contacts
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item
from tests.factories.regions import RegionGrantFactory
from tests.participation.writing import typed
from tests.telling import past_undoing

ENTER = "/ideen/eintragen/"
NAME, STREET, TOWN = "Kanaria Vogelsang", "Zeisigweg 77", "13187 Berlin"
PHONE, MAIL = "030 7654321", "kanaria@example.net"
CANARIES = ("Vogelsang", "Zeisigweg", "7654321", "kanaria@")


def here():
    return Region.objects.get(slug="pankow-zentrum")


def make_house(region=None):
    """The account of a Stadtteilzentrum that may enter ideas in a region."""
    user = UserFactory(display_name="Stadtteilzentrum")
    RegionGrantFactory(user=user, role=Role.TRUSTED_HOUSE, region=region or here())
    return user


def entry(**changes):
    fields = typed() | {
        "source": "paper",
        "received_on": berlin_today().isoformat(),
        "occasion": "",
        "way": "pickup",
        "recipient_name": "",
        "recipient_extra": "",
        "recipient_street": "",
        "recipient_town": "",
        "recipient_phone": "",
        "recipient_time": "",
        "recipient_mail": "",
        "answer_language": "de",
        "has_consent": "on",
    }
    return fields | changes


def by_letter(**changes):
    return entry(
        way="letter",
        recipient_name=NAME,
        recipient_street=STREET,
        recipient_town=TOWN,
        **changes,
    )


def by_call(**changes):
    return entry(
        way="call",
        recipient_name=NAME,
        recipient_phone=PHONE,
        recipient_time="vormittags",
        **changes,
    )


def entered(client, **fields):
    """Post the form; gives the idea."""
    response = client.post(ENTER, fields or entry())
    assert response.status_code == 200, (
        response.context["form"].errors,
        response.context["entry_form"].errors,
    )
    return Idea.objects.latest("pk")


def published(idea, *, by=None):
    """Let a moderator publish it and everybody be told; gives what went out."""
    decide(
        QueueItem.objects.get(target_id=idea.pk),
        verdict=Verdict.PUBLISH,
        version=idea.version,
        by=by or make_staff(),
    )
    idea.refresh_from_db()
    past_undoing()
    expand_due()
    return Delivery.objects.order_by("pk")


def address_of(name, *arguments):
    return reverse(f"ideas:{name}", args=arguments)


def submitted(
    way=AnswerWay.LETTER, *, name=NAME, address=f"{STREET}\n{TOWN}", language="de"
):
    """An idea on the desk whose author is reached by hand."""
    item = make_item(author=None, region=here())
    idea = Idea.objects.get(pk=item.target_id)
    contacts.keep(
        idea,
        way=way,
        addressee=Addressee(name, address, PHONE, "vormittags"),
        language=language,
    )
    return idea


def letter_of(idea=None):
    return published(idea or submitted()).get(channel="letter")


def many(number, channel="letter"):
    """Letters of published ideas, each with its words and its address."""
    for _ in range(number):
        published(submitted(AnswerWay(channel)))
    return Delivery.objects.filter(channel=channel)
