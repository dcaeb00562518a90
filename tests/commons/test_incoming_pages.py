"""Nicht zugeordnet: what nobody could place, and who may do what with it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons import copies
from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.audit.models import AuditEntry
from commons.blackening import Blackening, Passage
from commons.files import services as files
from commons.incoming import queries
from commons.incoming.enums import AsideReason, DiscardReason, MailState
from commons.incoming.models import Attachment, Mail, MailTerms
from commons.incoming.services.taking import PURPOSE
from participation.referrals.enums import ReferralState, ReplyState
from participation.referrals.models import Reply
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.incoming import MailFactory, taken
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("incoming:mail-list")
QUERIES = 10  # five of them the strict client's


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def referral():
    return ReferralFactory(department=DepartmentFactory(email="gruen@amt.example"))


def post(client, mail, action, **data):
    return client.post(reverse(f"incoming:mail-{action}", args=[mail.pk]), data)


def verbs_of(mail):
    rows = AuditEntry.objects.filter(kind="mail", target_id=mail.pk).order_by("pk")
    return list(rows.values_list("verb", flat=True))


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_asks_as_much_for_one_as_for_thirty(
    desk, number, django_assert_num_queries
):
    MailFactory.create_batch(number)

    with django_assert_num_queries(QUERIES):
        response = desk.get(LIST)

    assert len(response.context["page"].mails) == number


def test_residents_and_members_of_an_amt_see_nothing(client, sign_in):
    mail = MailFactory()
    sign_in(client, UserFactory())

    assert client.get(LIST).status_code == 403
    assert client.get(mail.get_absolute_url()).status_code == 403


def test_a_moderator_sees_what_is_of_an_own_stadtteil_or_of_none():
    mine, other = RegionFactory(), RegionFactory()
    visitor = visitor_for(make_regional_moderator(mine))
    shown = [MailFactory(region_id=mine.pk), MailFactory()]
    MailFactory(region_id=other.pk)

    seen = queries.aside(visitor, is_discarded=False).mails

    assert seen == [*reversed(shown)]


def test_a_coordinator_sees_all():
    visitor = visitor_for(make_staff(role=Role.COORDINATOR))
    MailFactory(region_id=RegionFactory().pk)

    assert len(queries.aside(visitor, is_discarded=False).mails) == 1


def test_a_mail_of_a_case_is_not_read_here(desk, referral):
    mail = MailFactory(
        state=MailState.HANDLED, reason="", kind="referral", target_id=referral.pk
    )

    assert desk.get(mail.get_absolute_url()).status_code == 404


def test_the_page_shows_what_is_new_and_can_unfold_the_rest(desk):
    mail = MailFactory(reason=AsideReason.WRONG_SENDER)

    page = desk.get(mail.get_absolute_url()).content.decode()

    assert "drei Bänke." in page
    assert "&gt; alt" in page
    assert "Absender gehört nicht zum Amt" in page


@pytest.mark.parametrize("by", ("idea", "referral"))
def test_a_mail_is_given_to_a_case_by_its_number(desk, referral, by):
    mail = MailFactory()
    number = referral.idea.number if by == "idea" else f"w {referral.pk}"

    response = post(desk, mail, "assign", number=number)

    mail.refresh_from_db()
    reply = Reply.objects.get(mail=mail)
    assert response.url == LIST
    assert (mail.state, reply.referral, reply.state) == (
        MailState.HANDLED,
        referral,
        ReplyState.DRAFT,
    )
    assert verbs_of(mail) == ["mail.assigned"]


def test_a_closed_case_gets_it_as_a_note(desk):
    referral = ReferralFactory(state=ReferralState.STATED)
    mail = MailFactory()

    post(desk, mail, "assign", number=referral.idea.number)

    mail.refresh_from_db()
    assert Reply.objects.get(mail=mail).state == ReplyState.NOTED
    assert mail.settled_at is not None


def test_of_several_the_one_of_the_senders_amt_is_meant(desk, referral):
    ReferralFactory(
        idea=referral.idea,
        role="consulted",
        department=DepartmentFactory(email="andere@anders.example"),
    )
    mail = MailFactory()

    post(desk, mail, "assign", number=referral.idea.number)

    assert Reply.objects.get(mail=mail).referral == referral


def test_where_it_is_not_clear_the_page_asks(desk, referral):
    ReferralFactory(idea=referral.idea, role="consulted")
    mail = MailFactory(sender="wer@anderswo.example")

    response = post(desk, mail, "assign", number=referral.idea.number)

    assert response.status_code == 422
    assert f"W{referral.pk}" in response.content.decode()


@pytest.mark.parametrize("number", ("2020-99999", "W999999", "W", "", "😀"))
def test_an_unknown_number_is_an_error_on_the_page(desk, number):
    assert post(desk, MailFactory(), "assign", number=number).status_code == 422


def test_nobody_assigns_to_a_stadtteil_of_others(client, sign_in, referral):
    sign_in(client, make_regional_moderator(RegionFactory()))
    mail = MailFactory()

    response = post(client, mail, "assign", number=referral.idea.number)

    assert response.status_code == 422
    assert not Reply.objects.exists()


def test_a_mail_is_discarded_with_a_reason_and_can_be_taken_back(desk, moderator):
    mail = MailFactory()

    post(desk, mail, "discard", reason=DiscardReason.SPAM.value)
    mail.refresh_from_db()
    discarded = (mail.state, mail.settled_by)
    post(desk, mail, "take-back")

    mail.refresh_from_db()
    assert discarded == (MailState.DISCARDED, moderator)
    assert (mail.state, mail.settled_at) == (MailState.ASIDE, None)
    assert verbs_of(mail) == ["mail.discarded", "mail.taken_back"]


def test_discarding_needs_a_reason(desk):
    assert post(desk, MailFactory(), "discard").status_code == 422


def test_what_is_aside_stands_on_heute(moderator):
    MailFactory(subject="Bänke")
    MailFactory(
        state=MailState.DISCARDED, discard_reason="spam", settled_at=timezone.now()
    )

    items = list(queries.waiting_today(visitor_for(moderator)))

    assert [item.title for item in items] == ["Bänke"]


def test_an_attachment_is_for_who_sees_the_mail_and_the_original_for_nobody(
    desk, client, sign_in
):
    mail = Mail.objects.get(pk=taken(b"Subject: x\n\nx").pk)
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.ASIDE, reason="unknown", read_at=timezone.now()
    )
    plan = files.store_bytes("plan.pdf", b"%PDF-1", "application/pdf", purpose=PURPOSE)
    Attachment.objects.create(mail=mail, position=0, fate="kept", size=6, file=plan)

    assert desk.get(plan.get_absolute_url()).status_code == 200
    assert desk.get(mail.raw.get_absolute_url()).status_code == 404
    sign_in(client, UserFactory())
    assert client.get(plan.get_absolute_url()).status_code == 404


def test_only_coordinators_change_the_rules(desk, client, sign_in):
    url = reverse("incoming:mail-terms")
    data = {"keep_days": 30, "most_megabytes": 5, "most_an_hour": 9}

    refused = desk.post(url, data).status_code
    sign_in(client, make_staff(role=Role.COORDINATOR))
    client.post(url, data)

    row = MailTerms.objects.get()
    assert refused == 403
    assert (row.keep_days, row.most_megabytes, row.most_an_hour) == (30, 5, 9)


def test_removed_words_go_from_mails_and_take_the_original_along(referral):
    number = Passage("030 123 45 67", "Telefonnummer")
    words = "Rufen Sie 030/1234567 an."
    raw = files.store_bytes(
        "mail.eml", words.encode(), "message/rfc822", purpose=PURPOSE
    )
    mail = MailFactory(
        text=words,
        kept_lines=[[0, 1]],
        raw=raw,
        state=MailState.HANDLED,
        reason="",
        kind="referral",
        target_id=referral.pk,
    )
    ids = {"idea": frozenset({referral.idea_id})}
    about = copies.About(ids=ids, changed=ids)

    copies.blacken(about, Blackening((number,)))
    copies.run_effects(about, Blackening((number,)))

    mail.refresh_from_db()
    assert "1234567" not in mail.text
    assert mail.raw is None
