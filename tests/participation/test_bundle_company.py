"""A bundle in company: merged Ämter, the ladder, redaction, who reads the paper."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.files import registry as guards, services as files
from commons.files.models import StoredFile
from commons.links import services as links
from neighbourhood.departments.enums import MailRhythm
from neighbourhood.departments.services.merging import merge
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.rules import DOOR
from participation.bundles.services import packing, succeeding
from participation.ideas.enums import Case, Outcome
from participation.moderation.enums import Publication
from participation.moderation.services.redaction import redact
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import ladder, referring, responding
from participation.referrals.services.succeeding import RENDERER as ONE_MOVED
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.rounds import make_member
from tests.participation.bundling import (
    bundled,
    failed,
    fresh,
    open_ideas,
    rows_of,
    sent,
    states_of,
)
from tests.participation.ladders import mails, rendered
from tests.participation.test_redaction_words import make_idea, wish

pytestmark = pytest.mark.django_db
SAID = responding.Said("Ja.", Outcome.WILL_BE_DONE)


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def two():
    return DepartmentFactory(name="Tiefbauamt"), DepartmentFactory(name="Straßenamt")


def test_bundle_with_the_amt_follows_with_one_mail(two, by):
    source, target = two
    bundle = sent(bundled(open_ideas(3), source, by=by))

    merge(source, into=target, by=by)

    bundle = fresh(bundle)
    (mail,) = Delivery.objects.filter(renderer=succeeding.RENDERER)
    assert bundle.department == target
    assert {row.department_id for row in rows_of(bundle)} == {target.pk}
    assert (mail.to_address, bundle.link.recipient) == (target.email, target.email)
    assert not Delivery.objects.filter(renderer=ONE_MOVED).exists()
    assert bundle.reference in renderers.get(mail.renderer)(mail).subject


@pytest.mark.parametrize("ends", (lambda bundle: bundle, failed))
def test_bundle_that_never_arrived_goes_anew_to_the_new_mailbox(two, by, ends):
    source, target = two
    bundle = ends(bundled(open_ideas(2), source, by=by))
    old = bundle.link

    merge(source, into=target, by=by)
    packing.pack_waiting()

    bundle, old = fresh(bundle), type(old).objects.get(pk=old.pk)
    assert (bundle.state, bundle.delivery.to_address) == (
        BundleState.QUEUED,
        target.email,
    )
    assert not links.is_valid(old)
    assert states_of(bundle) == [ReferralState.QUEUED] * 2
    assert {row.link.recipient for row in rows_of(bundle)} == {target.email}


def test_row_that_the_new_amt_has_already_stays_where_it_is(two, by):
    source, target = two
    ideas = open_ideas(3)
    bundle = sent(bundled(ideas, source, by=by))
    ReferralFactory(idea=ideas[0], department=target, role="consulted")
    before = bundle.dossier_id
    assert before is not None

    merge(source, into=target, by=by)

    # A redaction finds papers by their rows, so none holds what is no row of it.
    bundle.refresh_from_db()
    assert bundle.dossier_id not in {None, before}
    assert not StoredFile.objects.filter(pk=before).exists()
    assert [row.idea for row in rows_of(bundle)] == ideas[1:]
    staying = Referral.objects.get(idea=ideas[0], department=source)
    assert staying.goes_along is False


@pytest.mark.parametrize("rhythm", (MailRhythm.WEEKLY, MailRhythm.EACH))
def test_what_was_collected_is_collected_there_or_goes_at_once(by, rhythm):
    source = DepartmentFactory(mail_rhythm=MailRhythm.WEEKLY)
    target = DepartmentFactory(mail_rhythm=rhythm)
    idea = IdeaFactory(case=Case.OPEN)
    referring.refer(idea, lead=source, cover_note="", by=by)

    merge(source, into=target, by=by)

    bundle = Bundle.objects.get()
    is_collected = rhythm == MailRhythm.WEEKLY
    expected = BundleState.COLLECTING if is_collected else BundleState.QUEUED
    assert (bundle.state, bundle.department) == (expected, target)


def remind_late(bundle, *, days):
    due = bundle.due_on
    ladder.remind(due + timedelta(days=days))


def test_reminder_for_all_of_a_bundle_is_one_line_that_opens_it(two, by):
    bundle = sent(bundled(open_ideas(3), two[0], by=by, title="Radwege"))
    responding.state(rows_of(bundle)[0], SAID)

    remind_late(bundle, days=0)

    (mail,) = mails()
    words = rendered(mail)
    assert bundle.reference in words.subject
    assert f"Radwege ({bundle.reference}, 2 Ideen)" in words.text
    assert "/vorgang/buendel/" in words.text
    assert rows_of(bundle)[1].idea.title not in words.text


def test_reminder_for_the_last_row_names_that_one(two, by):
    bundle = sent(bundled(open_ideas(2), two[0], by=by))
    first, last = rows_of(bundle)
    responding.state(first, SAID)

    remind_late(bundle, days=0)

    (mail,) = mails()
    assert last.idea.number in rendered(mail).subject


def test_substitute_gets_a_key_to_the_bundle(by):
    amt = DepartmentFactory(substitute_email="vertretung@amt.example")
    bundle = sent(bundled(open_ideas(2), amt, by=by))

    remind_late(bundle, days=10)

    keys = DOOR.links_of(bundle.pk).filter(recipient="vertretung@amt.example")
    own = [mail for mail in mails() if mail.to_address == "vertretung@amt.example"]
    assert keys.count() == 1
    assert "/vorgang/buendel/" in rendered(own[0]).text


def test_blackened_words_leave_the_paper(two):
    moderator = make_staff()
    idea = make_idea(case=Case.OPEN)
    bundle = bundled([idea, *open_ideas(1)], two[0], by=moderator)
    before = bundle.dossier

    redact(idea, wish(idea, "030 1234567"), by=moderator)

    bundle = fresh(bundle)
    words = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(files.read(bundle.dossier))).pages
    )
    assert "1234567" not in words
    assert bundle.dossier_id != before.pk
    assert list(bundle.delivery.attachments.all()) == [bundle.dossier]


def test_amt_reads_the_paper_only_while_all_ideas_are_public(two, by):
    amt = two[0]
    member = make_member(amt)
    stranger = make_member(two[1])
    ideas = open_ideas(2)
    bundle = sent(bundled(ideas, amt, by=by))

    def can_see():
        return [
            guards.can_see(visitor_for(user), bundle.dossier)
            for user in (by, member, stranger)
        ]

    assert can_see() == [True, True, False]
    gone = IdeaFactory(publication=Publication.HIDDEN, case=Case.OPEN)
    Referral.objects.filter(idea=ideas[0]).update(idea=gone)
    assert can_see() == [True, False, False]
