"""Entries for others, with letters and calls that wait, for pages and pictures."""

from django.urls import reverse

from commons.clock import berlin_today
from commons.delivery import printing, services
from commons.delivery.addressees import Addressee
from commons.delivery.models import Delivery
from commons.notifications.services import expand_due
from commons.verbs.services import happened
from participation.ideas.enums import AnswerWay, Case
from participation.ideas.services import contacts, translating
from tests.e2e.stack import wait_for
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory

NAME = "Kim Beispiel"
ENGLISH = "There are not enough benches at the market, and old people have to stand."


def pages(*, region):
    """Pages of those who enter, post letters and call."""
    first, called, second = (
        _entry(region, way)
        for way in (AnswerWay.LETTER, AnswerWay.CALL, AnswerWay.LETTER)
    )
    waiting, call, printed = map(_message_of, (first, called, second))
    run = services.begin_print([printed], by=make_staff())
    printing.pdf_of(run)
    english = _translated(region)
    return {
        "fuer-andere": reverse("ideas:entry-create"),
        "von-uns-eingetragen": reverse("ideas:entry-list"),
        "eintrag": reverse("ideas:entry-show", args=[first.number]),
        "arbeitsuebersetzung": reverse("ideas:translation-edit", args=[english.number]),
        "idee-englisch": english.get_absolute_url(),
        "postausgang": reverse("delivery:letter-list"),
        "postausgang-verschickt": reverse("delivery:letter-list")
        + "?ansicht=verschickt",
        "brief": reverse("delivery:letter-show", args=[waiting.pk]),
        "druck": reverse("delivery:print-show", args=[run.pk]),
        "anrufliste": reverse("delivery:call-list"),
        "anruf": reverse("delivery:call-show", args=[call.pk]),
    }


def _message_of(idea):
    """The notice that goes out; the stack's worker may be the one that writes it."""
    happened("idea.reopened", idea, by=None)
    expand_due()
    reference = f"idea-contact:{idea.contact.pk}"
    return wait_for(Delivery.objects.filter(to_address=reference))


def _entry(region, way):
    idea = IdeaFactory(
        author=None, region=region, case=Case.OPEN, title="Schatten am Rodelberg"
    )
    SubmissionFactory(
        idea=idea,
        source="paper",
        occasion="Sommerfest",
        has_consent=True,
        received_on=berlin_today(),
        answer_way=way,
    )
    contacts.keep(
        idea,
        way=way,
        addressee=Addressee(
            NAME, "Neulandweg 3\n13127 Berlin", "030 1234567", "vormittags"
        ),
        language="de",
    )
    return idea


def _translated(region):
    idea = IdeaFactory(region=region, title="More benches", text=ENGLISH, language="en")
    translating.translate(
        idea,
        language="de",
        title="Mehr Bänke",
        text="Am Markt fehlen Bänke, alte Leute müssen stehen.",
        version=0,
        by=make_staff(),
    )
    return idea
