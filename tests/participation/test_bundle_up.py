"""Several ideas to one department: all of them, or none, with one mail."""

import io

import pytest
from pypdf import PdfReader

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.files import services as files
from neighbourhood.deadlines.services import due_after
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.services import packing
from participation.bundles.services.bundling import CannotGoError, bundle_up
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.bundling import (
    NOTE,
    bundled,
    fresh,
    open_ideas,
    rows_of,
    sent,
    states_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def amt():
    return DepartmentFactory(working_days=15)


def text_of(file):
    reader = PdfReader(io.BytesIO(files.read(file)))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_all_go_with_one_mail_one_paper_and_one_date(by, amt):
    ideas = open_ideas(3)

    bundle = bundled(ideas, amt, by=by, title="Radwege")

    (mail,) = Delivery.objects.filter(state=DeliveryState.QUEUED)
    due = due_after(berlin_today(), 15).day
    assert bundle.delivery == mail
    assert (mail.to_address, mail.channel) == (amt.email, Channel.MAIL)
    assert list(mail.attachments.all()) == [bundle.dossier]
    assert (bundle.state, bundle.due_on) == (BundleState.QUEUED, due)
    rows = rows_of(bundle)
    assert [row.idea for row in rows] == ideas
    assert {row.due_day for row in rows} == {due}
    assert {row.delivery_id for row in rows} == {mail.pk}
    assert {row.link.recipient for row in rows} == {amt.email}
    assert {row.idea.case for row in rows} == {Case.REFERRED}


def test_mail_names_each_idea_and_opens_the_bundle(by, amt):
    ideas = open_ideas(2)
    bundle = bundled(ideas, amt, by=by, title="Radwege")

    mail = renderers.get(bundle.delivery.renderer)(bundle.delivery)

    due = bundle.due_on.strftime("%d.%m.%Y")
    assert mail.subject == (
        f"Stellungnahme bis {due}: Radwege (2 Ideen), {bundle.reference}"
    )
    assert [idea.title in mail.text for idea in ideas] == [True, True]
    assert NOTE in mail.text
    assert "/buendel/" in mail.text


def test_paper_has_a_table_then_the_cases(by, amt):
    ideas = [
        IdeaFactory(case=Case.OPEN, title=f"Idee {word}", text=f"Text {word}.")
        for word in ("eins", "zwei", "drei")
    ]

    bundle = bundled(ideas, amt, by=by)

    words = text_of(bundle.dossier)
    assert bundle.reference in words
    places = [words.index(f"Text {word}.") for word in ("eins", "zwei", "drei")]
    assert places == sorted(places)
    assert words.index("Idee drei") < words.index("Text eins.")


def test_one_that_cannot_go_keeps_all_here_and_is_named(by, amt):
    going, hidden = (
        IdeaFactory(case=Case.OPEN),
        IdeaFactory(case=Case.OPEN, publication=Publication.HIDDEN),
    )
    taken = ReferralFactory().idea

    with pytest.raises(CannotGoError) as refused:
        bundle_up([going, hidden, taken], department=amt, cover_note="", by=by)

    assert {each.idea for each in refused.value.obstacles} == {hidden, taken}
    assert [bool(each.why) for each in refused.value.obstacles] == [True, True]
    assert Referral.objects.count() == 1
    assert not Bundle.objects.exists()
    going.refresh_from_db()
    assert going.case == Case.OPEN


@pytest.mark.parametrize("count", (0, 1))
def test_one_idea_is_no_bundle(by, amt, count):
    with pytest.raises(RuleViolation, match="gehören 2 bis"):
        bundle_up(open_ideas(count), department=amt, cover_note="", by=by)


def test_rows_are_sent_when_the_mail_is(by, amt):
    bundle = sent(bundled(open_ideas(3), amt, by=by))

    assert bundle.state == BundleState.SENT
    assert states_of(bundle) == [ReferralState.SENT] * 3
    assert all(row.sent_at for row in rows_of(bundle))


def test_packing_twice_makes_one_mail(by, amt):
    bundle = bundled(open_ideas(2), amt, by=by)

    again = packing.pack(bundle.pk)

    assert again is False
    assert fresh(bundle).edition == 1
    assert Delivery.objects.count() == 1


def test_beat_packs_what_a_lost_message_left(by, amt):
    bundle = bundle_up(open_ideas(2), department=amt, cover_note="", by=by)

    found = packing.pack_waiting()

    assert found == 1
    assert fresh(bundle).delivery is not None


def test_department_without_mailbox_gets_the_paper_by_hand(by):
    amt = DepartmentFactory(email="")

    bundle = bundled(open_ideas(2), amt, by=by)

    assert bundle.delivery.channel == Channel.MANUAL
    assert bundle.link is None
    assert bundle.shown_state == "von Hand weiterzugeben"


def test_numbers_follow_one_another(by, amt):
    first = bundled(open_ideas(2), amt, by=by)
    second = bundled(open_ideas(2), DepartmentFactory(), by=by)

    year = berlin_today().year
    assert first.reference == f"B-{year}-00001"
    assert second.reference == f"B-{year}-00002"
    assert BundleItem.objects.filter(bundle=second).count() == 2


def test_one_that_cannot_be_packed_keeps_none_waiting(by, monkeypatch):
    first, second = (
        bundle_up(open_ideas(2), department=DepartmentFactory(), cover_note=NOTE, by=by)
        for _each in range(2)
    )
    compiled = packing.papers.compiled

    def broken(letter):
        if letter.department == first.department:
            raise OSError
        return compiled(letter)

    monkeypatch.setattr(packing.papers, "compiled", broken)
    assert packing.pack_waiting() == 1

    assert (fresh(first).delivery, fresh(second).delivery is None) == (None, False)
    monkeypatch.undo()
    assert (packing.pack_waiting(), packing.pack_waiting()) == (1, 0)
