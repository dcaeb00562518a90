from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import berlin_date, berlin_today
from commons.links import services as links
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.referrals import workflow
from participation.referrals.enums import (
    AnswerState,
    ReferralRole,
    ReferralState,
    ReturnReason,
    ReuseState,
    StatementSource,
)
from participation.referrals.models import (
    Answer,
    Question,
    Referral,
    ResidentQuestion,
    Reuse,
    Statement,
)
from participation.referrals.rules import (
    LINK_KIND,
    LINK_PURPOSE,
    REUSE_KIND,
    REUSE_PURPOSE,
)
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

HOUR = timedelta(hours=1)
# Where the idea stands while its lead referral is in a state.
CASES = {
    ReferralState.QUESTION: Case.QUESTION,
    ReferralState.STATED: Case.STATEMENT_IN,
    ReferralState.RETURNED: Case.OPEN,
    ReferralState.RECALLED: Case.OPEN,
}


class ReferralFactory(DjangoModelFactory):
    """A lead referral that was sent by mail an hour ago; `state=` sets what belongs.

    No dossier and no delivery: a test that needs them calls the service.
    """

    class Meta:
        model = Referral
        skip_postgeneration_save = True

    idea = factory.SubFactory(
        IdeaFactory,
        case=factory.LazyAttribute(
            lambda idea: CASES.get(idea.factory_parent.state, Case.REFERRED)
        ),
    )
    department = factory.SubFactory(DepartmentFactory)
    role = ReferralRole.LEAD
    state = ReferralState.SENT
    cover_note = "Bitte prüfen Sie das."
    working_days = 20
    referred_at = factory.LazyFunction(lambda: timezone.now() - HOUR)
    due_on = factory.LazyAttribute(
        lambda referral: due_after(berlin_today(), referral.working_days)
    )
    first_due_on = factory.SelfAttribute("due_on")

    @factory.lazy_attribute
    def sent_at(self):
        return self.referred_at if self.state in workflow.SENT else None

    @factory.lazy_attribute
    def closed_at(self):
        return None if self.state in workflow.UNFINISHED else timezone.now()

    @factory.lazy_attribute
    def acknowledged_at(self):
        has_it = {ReferralState.ACKNOWLEDGED, ReferralState.QUESTION}
        return timezone.now() if self.state in has_it else None

    @factory.lazy_attribute
    def paused_at(self):
        return timezone.now() if self.state == ReferralState.QUESTION else None

    @factory.lazy_attribute
    def return_reason(self):
        if self.state == ReferralState.RETURNED:
            return ReturnReason.NOT_RESPONSIBLE
        return ""

    @factory.post_generation
    def link(self, create, extracted, **_):
        if create and extracted is not False and self.department.email:
            self.link = links.grant(
                LINK_PURPOSE,
                LINK_KIND,
                self.pk,
                recipient=self.department.email,
                expires_at=timezone.now() + timedelta(days=180),
            )
            self.save(update_fields=["link"])


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.QUESTION)
    text = "Welche Seite des Platzes ist gemeint?"
    asked_at = factory.LazyFunction(timezone.now)


class ResidentQuestionFactory(DjangoModelFactory):
    """It lies with the person behind the idea and waits for a reply."""

    class Meta:
        model = ResidentQuestion

    question = factory.SubFactory(QuestionFactory)
    text = "Welche Seite des Platzes meinen Sie?"
    asked_at = factory.LazyFunction(timezone.now)
    until = factory.LazyFunction(lambda: due_after(berlin_today(), 10).day)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    referral = factory.SubFactory(ReferralFactory, state=ReferralState.STATED)
    text = "Wir stellen im Frühjahr drei Bänke auf."
    outcome = Outcome.WILL_BE_DONE
    source = StatementSource.LINK
    stated_at = factory.LazyFunction(timezone.now)


class AnswerFactory(DjangoModelFactory):
    """A draft; `state=AnswerState.PUBLISHED` gives it its time."""

    class Meta:
        model = Answer

    idea = factory.SubFactory(IdeaFactory, case=Case.STATEMENT_IN)
    state = AnswerState.DRAFT
    text = "Im Frühjahr stehen drei neue Bänke auf dem Platz."
    outcome = Outcome.WILL_BE_DONE
    created_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def published_at(self):
        return timezone.now() if self.state == AnswerState.PUBLISHED else None


def make_source(**fields):
    """An answer that may be told again: published, of an idea that is settled.

    `fields` are those of the idea; `words`, `outcome` and `published_at` the answer's.
    """
    outcome = fields.pop("outcome", Outcome.WILL_BE_DONE)
    published_at = fields.pop("published_at", timezone.now() - timedelta(days=100))
    words = fields.pop("words", {})
    fields.setdefault("lead_department", DepartmentFactory())
    fields.setdefault("case", Case.ANSWERED)
    idea = IdeaFactory(outcome=outcome, answered_at=published_at, **fields)
    return AnswerFactory(
        idea=idea,
        state=AnswerState.PUBLISHED,
        outcome=outcome,
        published_at=published_at,
        **words,
    )


class ReuseFactory(DjangoModelFactory):
    """An idea answered with an earlier answer; `state=` sets what belongs to it."""

    class Meta:
        model = Reuse
        skip_postgeneration_save = True

    idea = factory.SubFactory(
        IdeaFactory,
        case=Case.ANSWERED,
        outcome=Outcome.WILL_BE_DONE,
        answered_at=factory.LazyFunction(timezone.now),
    )
    department = factory.SubFactory(DepartmentFactory)
    state = ReuseState.INFORMED
    created_at = factory.LazyFunction(timezone.now)
    working_days = 20
    object_until = factory.LazyFunction(lambda: due_after(berlin_today(), 20).day)

    @factory.lazy_attribute
    def answer(self):
        source = make_source(lead_department=self.department, region=self.idea.region)
        return AnswerFactory(
            idea=self.idea,
            state=AnswerState.PUBLISHED,
            text="Das gilt auch hier.",
            source=source,
            source_on=berlin_date(source.published_at),
        )

    @factory.lazy_attribute
    def informed_at(self):
        return None if self.state == ReuseState.INFORMING else timezone.now()

    @factory.lazy_attribute
    def objection(self):
        was_objected = self.state in {ReuseState.OBJECTED, ReuseState.KEPT}
        return "Hier liegen Leitungen." if was_objected else ""

    @factory.lazy_attribute
    def objected_at(self):
        return timezone.now() if self.objection else None

    @factory.lazy_attribute
    def review_until(self):
        return due_after(berlin_today(), 10).day if self.objection else None

    @factory.lazy_attribute
    def review(self):
        return "Die Leitungen enden davor." if self.state == ReuseState.KEPT else ""

    @factory.lazy_attribute
    def reviewed_at(self):
        return timezone.now() if self.review else None

    @factory.post_generation
    def link(self, create, extracted, **_):
        if create and extracted is not False and self.department.email:
            self.link = links.grant(
                REUSE_PURPOSE,
                REUSE_KIND,
                self.pk,
                recipient=self.department.email,
                expires_at=timezone.now() + timedelta(days=180),
            )
            self.save(update_fields=["link"])
