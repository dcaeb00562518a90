"""Promises, what was put off, and sets of answers, for the world."""

from datetime import timedelta

from django.urls import reverse

from commons.clock import berlin_today
from commons.links import services as links
from participation.ideas.enums import Outcome
from participation.referrals.models import Promise, Statement
from participation.referrals.services import answer_sets, answering, inquiries
from tests.factories.referrals import AnswerFactory, StatementFactory
from tests.factories.regions import RegionFactory


def build(region, by, department=None):
    """A promise whose Amt is asked, an idea put off, an open and a published set."""
    office = {"referral__department": department} if department else {}
    statement = StatementFactory(referral__idea__region=region, **office)
    idea = statement.referral.idea
    answer = _published(by, idea=idea, promised_on=berlin_today() + timedelta(days=9))
    answer.statements.set(Statement.objects.filter(pk=statement.pk))
    inquiry = inquiries.ask(Promise.objects.get(answer=answer), by=by)
    deferred = _published(
        by,
        idea__region=region,
        outcome=Outcome.DEFERRED,
        reason="Im Haushalt fehlt das Geld.",
        look_again_on=berlin_today() + timedelta(days=120),
    )
    gathered = _gathered(region, by, "Antworten zum Umbau")
    out = _gathered(region, by, "Antworten zum Park")
    answer_sets.release(out, by=by)
    answer_sets.publish_due()
    return {
        "promise": idea.number,
        "deferred": deferred.idea.number,
        "inquiry": inquiry,
        "set": gathered,
        "out": out,
    }


def _published(by, **fields):
    return answering.publish(AnswerFactory(**fields), version=1, by=by)


def _gathered(region, by, name):
    answer_set = answer_sets.begin(name, by=by)
    answer_sets.add(answer_set, [AnswerFactory(idea__region=region)], by=by)
    return answer_set


def public(known):
    token = links.token_of(known["inquiry"].link)
    return {
        "antworten-zusammen": reverse(
            "referrals:answer-set-show", args=[known["out"].pk]
        ),
        "zusage-link": reverse("referrals:inquiry-link", args=[token]),
    }


def of_moderators(known):
    pk = known["set"].pk
    return {
        "zusagen": reverse("referrals:promise-list"),
        "zusage": reverse("referrals:promise-show", args=[known["promise"]]),
        "zurueckgestellt": reverse("referrals:deferral-show", args=[known["deferred"]]),
        "antwortpakete": reverse("referrals:answer-set-list"),
        "antwortpaket": reverse("referrals:answer-set-detail", args=[pk]),
        "antwortpaket-sammeln": reverse("referrals:answer-set-collect", args=[pk]),
    }


def of_coordinators():
    return {"zusagen-regeln": reverse("referrals:promise-terms")}


def of_members(known):
    case = reverse("referrals:inquiry-case", args=[known["inquiry"].pk])
    return {"zusage-des-amtes": case}


def fill(world, department):
    """Add these pages to those of each role."""
    known = build(RegionFactory(), world.people["coordinator"], department)
    world.pages["anonymous"].update(public(known))
    world.pages["moderator"].update(of_moderators(known))
    world.pages["coordinator"].update(of_coordinators())
    world.pages["member"].update(of_members(known))
