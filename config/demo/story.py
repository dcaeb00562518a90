"""The demo's ideas, each led along its way by the real services, then dated back."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db.models import F, Q
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_date, berlin_today
from commons.verbs.models import Happening
from config.demo import past
from config.demo.sending import arrived, sent
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import Region
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.ideas.queries.places import place_at_pin, without_place
from participation.ideas.services import maps, submission, support
from participation.ideas.workflow import OPEN
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.referrals.enums import (
    Departure,
    ReferralState,
    ReturnReason,
    SaidWay,
)
from participation.referrals.models import Answer, Referral, Route, Statement
from participation.referrals.queries.routing import guidance_for
from participation.referrals.services import (
    answering,
    objecting,
    referring,
    responding,
    reusing,
    transcripts,
)
from participation.referrals.services.routes import route_to
from participation.referrals.services.transcripts import Heard

IDEAS = Path(__file__).with_name("ideas.json")
NOTE = "Bitte sagen Sie uns, ob und wie das möglich ist, und was Sie dafür brauchen."
# How long ago an open referral went out, so that its date still lies ahead.
OPEN_SINCE = timedelta(days=9)
QUEUED = frozenset({"referred"})


class Story:
    """Tells all ideas; people and departments are there already."""

    def __init__(
        self, people: Mapping[str, User], departments: Mapping[str, Department]
    ) -> None:
        self.departments = departments
        self.moderator = people["moderation"]
        self.coordinator = people["koordination"]
        self.author = people["bewohnerin"]
        self.neighbours = [
            person for key, person in people.items() if key.startswith("nachbar-")
        ]

    def tell(self) -> int:
        """Lead every idea along its way; returns how many there are."""
        plots = json.loads(IDEAS.read_text(encoding="utf-8")) + past.plots()
        for ordinal, plot in enumerate(reversed(plots)):
            self.lead(plot, ordinal)
        maps.rebuild()
        return len(plots)

    def lead(self, plot: Mapping[str, Any], ordinal: int) -> Idea:
        """One idea, along its way."""
        idea = self._submitted(plot, ordinal)
        if "source" in plot:
            self._answered_again(idea, plot)
        elif plot["way"] != "submitted":
            self._decided(idea, plot)
        if "lead" in plot:
            self._referred(idea, plot)
        self._supported(idea, plot)
        date_back(idea, plot)
        return idea

    def _submitted(self, plot: Mapping[str, Any], ordinal: int) -> Idea:
        region = Region.objects.get(slug=plot["region"])
        place = without_place(region)
        if ordinal % 3 and region.label_lon and region.label_lat:
            place = place_at_pin(region.label_lon, region.label_lat)
        is_own = ordinal % 5 == 0 and "is_past" not in plot
        author = self.author if is_own else self._neighbour(ordinal)
        content = submission.Content(
            plot["title"], plot["text"], Topic.objects.get(key=plot["topic"]), place
        )
        return submission.submit(content, draft_id=uuid4(), author=author)

    def _neighbour(self, ordinal: int) -> User:
        return self.neighbours[ordinal % len(self.neighbours)]

    def _decided(self, idea: Idea, plot: Mapping[str, Any]) -> None:
        verdicts = {
            "changes": Verdict.REQUEST_CHANGES,
            "declined": Verdict.DECLINE,
        }
        moderation.decide(
            QueueItem.objects.get(kind="idea", target_id=idea.pk, closed_at=None),
            verdict=verdicts.get(plot["way"], Verdict.PUBLISH),
            version=idea.version,
            by=self.moderator,
            reason=plot.get("reason_code", ""),
            text=plot.get("words", ""),
        )

    def _answered_again(self, idea: Idea, plot: Mapping[str, Any]) -> None:
        """Published and answered in one step, with an answer that is there."""
        source = Answer.objects.get(idea__title=plot["source"])
        reuse = reusing.answer_with(
            idea, source, text=plot["words"], version=idea.version, by=self.moderator
        )
        if reuse.delivery_id is not None:
            reusing.mark_informed(sent(reuse.delivery_id))
        if "objection" in plot:
            objecting.object_to(reuse, text=plot["objection"])

    def _supported(self, idea: Idea, plot: Mapping[str, Any]) -> None:
        for neighbour in self.neighbours[: plot["supporters"]]:
            if neighbour.pk != idea.author_id:
                support.give(idea, by=neighbour)

    def _referred(self, idea: Idea, plot: Mapping[str, Any]) -> None:
        lead = self.departments[plot["lead"]]
        referrals = referring.refer(
            idea,
            lead=lead,
            consulted=[self.departments[key] for key in plot.get("consulted", ())],
            cover_note=NOTE,
            by=self.moderator,
            route=self._route(idea, lead),
        )
        if plot["way"] in QUEUED:
            return
        for referral in referrals:
            arrived(referral, by=self.moderator)
        self._answered_back(Referral.objects.get(pk=referrals[0].pk), plot)

    def _route(self, idea: Idea, lead: Department) -> Route:
        """As the rules say; where they say something else, somebody knew better."""
        return route_to(
            lead,
            proposal=guidance_for(idea).proposal,
            by=self.moderator,
            departure=Departure.AGREED,
        )

    def _answered_back(self, referral: Referral, plot: Mapping[str, Any]) -> None:
        match plot["way"]:
            case "acknowledged":
                responding.acknowledge(referral, by=None)
            case "question":
                responding.ask(referral, text=plot["question"], by=None)
            case "returned":
                responding.return_(
                    referral,
                    reason=ReturnReason.NOT_RESPONSIBLE,
                    text=plot["return"],
                    suggested=self.departments["kultur"],
                    by=None,
                )
            case "stated" | "answered":
                self._stated(referral, plot)

    def _stated(self, referral: Referral, plot: Mapping[str, Any]) -> None:
        said = responding.Said(plot["statement"], Outcome(plot["outcome"]))
        if plot["way"] != "answered":
            heard = Heard(SaidWay.PHONE, berlin_today())
            transcripts.record(referral, said, heard, by=self.moderator)
            return
        responding.record(referral, said, by=self.moderator)
        words = answering.Words(
            plot["answer"],
            plot["outcome"],
            plot.get("reason", ""),
            plot.get("instead", ""),
            support=plot.get("support", ""),
            joining=plot.get("joining", ""),
        )
        answer = answering.save_draft(
            referral.idea, words, version=0, by=self.moderator
        )
        answering.publish(answer, version=answer.version, by=self.coordinator)


def date_back(idea: Idea, plot: Mapping[str, Any]) -> None:
    """Put a way that took seconds where its days say it was."""
    begun = _noon(timezone.now() - timedelta(days=plot["days"]))
    published = begun + timedelta(days=1)
    referred = begun + timedelta(days=3)
    answered = min(begun + timedelta(days=24), _noon(timezone.now()))
    if plot["way"] == "reused":
        answered = published
    if plot["way"] != "answered":
        referred = max(referred, _noon(timezone.now() - OPEN_SINCE))
    of_idea = Q(pk=idea.pk)
    Idea.objects.filter(of_idea).update(submitted_at=begun)
    Idea.objects.filter(of_idea, published_at__isnull=False).update(
        published_at=published
    )
    Idea.objects.filter(of_idea, answered_at__isnull=False).update(answered_at=answered)
    Idea.objects.filter(of_idea, done_at__isnull=False).update(done_at=answered)
    QueueItem.objects.filter(kind="idea", target_id=idea.pk).update(submitted_at=begun)
    for referral in Referral.objects.filter(idea=idea):
        _date_back_referral(referral, referred, answered)
    Statement.objects.filter(referral__idea=idea).update(stated_at=answered)
    Answer.objects.filter(idea=idea).update(created_at=answered)
    Answer.objects.filter(idea=idea, published_at__isnull=False).update(
        published_at=answered
    )
    due = Referral.objects.open().filter(idea=idea).order_by("pk").first()
    if due is not None and due.due_on is not None:
        Idea.objects.filter(of_idea, case__in=OPEN).update(next_on=due.due_on.day)
    # What was told long ago is told no more; two people still get their mails.
    told = Happening.objects.filter(expanded_at__isnull=True)
    told.update(expanded_at=F("happened_at"))


def _date_back_referral(
    referral: Referral, referred: datetime, stated: datetime
) -> None:
    if referral.state == ReferralState.QUEUED:
        return
    due = due_after(berlin_date(referred), referral.working_days)
    changes: dict[str, Any] = {
        "referred_at": referred,
        "sent_at": referred,
        "due_on": due,
        "first_due_on": due,
    }
    if referral.acknowledged_at:
        changes["acknowledged_at"] = referred + timedelta(days=2)
    if referral.closed_at:
        changes["closed_at"] = max(referred, min(stated, timezone.now()))
    Referral.objects.filter(pk=referral.pk).update(**changes)


def _noon(moment: datetime) -> datetime:
    return datetime.combine(berlin_date(moment), time(12), BERLIN)
