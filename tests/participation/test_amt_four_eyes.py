"""Four eyes inside a department: words wait for a second person, with or without
an account."""

import pytest
from django.urls import reverse

from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.links.services import token_of
from commons.notifications.models import Notification
from commons.notifications.services import expand_due
from participation.ideas.enums import Outcome
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.models import Attachment, PendingStatement, Statement
from participation.referrals.queries import desks
from participation.referrals.services import colleagues, releasing, responding
from participation.referrals.services.recalling import recall
from participation.referrals.services.responding import Said
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import ReferralFactory, StatementFactory
from tests.participation.amt import (
    WORDS,
    member_of,
    on_link,
    signed_in,
    statement,
    url,
)
from tests.participation.test_amt_statements import interim, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    department = DepartmentFactory(needs_four_eyes=True, email="gruen@amt.example.org")
    return ReferralFactory(department=department)


def colleague_of(referral, address="zweite@amt.example.org"):
    return colleagues.hand_on(referral, address, giver="Amt am Apparat").link


def press(client, name, referral, **more):
    row = PendingStatement.objects.waiting().get(referral=referral)
    return client.post(url(name, referral), {"draft": row.pk, **more}, follow=True)


def test_words_of_a_member_wait_and_the_spk_sees_none_of_them(referral):
    writer = signed_in(member_of(referral.department))

    writer.post(url("state", referral), statement(attachments=[picture()]))

    referral.refresh_from_db()
    assert referral.state == ReferralState.ACKNOWLEDGED
    assert not Statement.objects.exists()
    page = signed_in(make_staff()).get(referral.get_absolute_url())
    assert WORDS not in page.content.decode()
    file = Attachment.objects.get().stored_file
    assert signed_in(make_staff()).get(file.get_absolute_url()).status_code == 404


def test_second_member_releases_words_and_files(referral):
    first, second = (member_of(referral.department) for _who in range(2))
    signed_in(first).post(url("state", referral), statement(attachments=[picture()]))

    press(signed_in(second), "release", referral)

    row = Statement.objects.get()
    referral.refresh_from_db()
    assert (row.text, row.stated_by, row.attachments.count()) == (WORDS, first, 1)
    assert (row.draft.released_by, row.draft.releaser) == (second, second.display_name)
    assert referral.state == ReferralState.STATED


def test_writer_cannot_release_the_own_words(referral):
    writer = signed_in(member_of(referral.department))
    writer.post(url("state", referral), statement())

    response = press(writer, "release", referral)

    assert "Freigeben kann es nur jemand anderes" in response.content.decode()
    assert not Statement.objects.exists()


def test_link_releases_what_another_link_wrote(referral):
    on_link(referral).post(url("state", referral), statement())
    second = on_link(referral, colleague_of(referral))

    press(second, "release", referral, releaser="Zweite Person")

    draft = Statement.objects.get().draft
    assert (draft.releaser, draft.released_by) == ("Zweite Person", None)
    assert draft.released_link.recipient == "zweite@amt.example.org"


def test_link_does_not_release_its_own_words(referral):
    on_link(referral).post(url("state", referral), statement())

    response = press(on_link(referral), "release", referral, releaser="Wer anders")

    assert "Über diesen Link wurde das geschrieben" in response.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize("name", ("", "Amt am Apparat", "  AMT  am apparat "))
def test_second_person_has_another_name(referral, name):
    on_link(referral).post(url("state", referral), statement())
    second = on_link(referral, colleague_of(referral))

    press(second, "release", referral, releaser=name)

    assert not Statement.objects.exists()


def test_link_does_not_stand_in_for_a_second_account(referral):
    writer, _other = (member_of(referral.department) for _who in range(2))
    signed_in(writer).post(url("state", referral), statement())

    response = press(on_link(referral), "release", referral, releaser="Wer anders")

    assert "ein anderes Mitglied" in response.content.decode()
    assert not Statement.objects.exists()


def test_only_member_is_helped_out_by_a_link(referral):
    signed_in(member_of(referral.department)).post(url("state", referral), statement())

    press(on_link(referral), "release", referral, releaser="Zweite Person")

    assert Statement.objects.count() == 1


def test_second_draft_takes_the_place_of_the_first_with_its_files(referral):
    client = on_link(referral)
    client.post(url("state", referral), statement(attachments=[picture()]))
    client.post(url("state", referral), statement(text="Besser so."))

    waiting = PendingStatement.objects.waiting().get()
    assert (waiting.text, waiting.attachments.count()) == ("Besser so.", 1)


def test_what_was_read_is_what_is_released(referral):
    client = on_link(referral)
    client.post(url("state", referral), statement())
    read = PendingStatement.objects.get()
    second = on_link(referral, colleague_of(referral))
    client.post(url("state", referral), statement(text="Etwas ganz anderes."))

    second.post(
        url("release", referral), {"draft": read.pk, "releaser": "Zweite Person"}
    )

    assert not Statement.objects.exists()


def test_interim_word_waits_too(referral):
    said = interim(5, referral)

    pending = releasing.say(referral, said, link=referral.link)
    due_before = referral.due_day
    releasing.release(pending, releaser="Zweite Person", link=colleague_of(referral))

    referral.refresh_from_db()
    assert (due_before < referral.due_day, referral.due_day) == (
        True,
        said.looking_until,
    )


def test_correction_waits_and_then_counts():
    referral = StatementFactory(referral__department__needs_four_eyes=True).referral
    on_link(referral).post(url("correct", referral), statement(text="Vier Bänke."))
    assert Statement.objects.count() == 1

    pending = PendingStatement.objects.waiting().get()
    releasing.release(pending, releaser="Zweite", by=member_of(referral.department))

    assert [row.text for row in Statement.objects.counting()] == ["Vier Bänke."]


@pytest.mark.parametrize("ending", ("recall", "record", "return", "discard"))
def test_draft_is_dropped_with_its_reason_to_wait(referral, ending):
    on_link(referral).post(url("state", referral), statement())
    pending = PendingStatement.objects.get()
    end = {
        "recall": lambda: recall(referral, by=UserFactory()),
        "record": lambda: responding.record(
            referral, Said("Kommt.", Outcome.PLANNED), by=make_staff()
        ),
        "return": lambda: responding.return_(
            referral, reason=ReturnReason.OTHER, text="Nein."
        ),
        "discard": lambda: releasing.discard(pending),
    }[ending]

    end()

    pending.refresh_from_db()
    assert (pending.settled_at is None, pending.statement) == (False, None)
    with pytest.raises(RuleViolation):
        releasing.release(pending, releaser="Zweite", by=UserFactory())


def test_members_who_did_not_write_it_are_told(referral):
    first, second = (member_of(referral.department) for _who in range(2))

    signed_in(first).post(url("state", referral), statement())
    expand_due()

    told = Notification.objects.filter(happening__verb="referral.draft_left")
    assert [row.user_id for row in told] == [second.pk]
    assert len(list(desks.to_release(visitor_for(second)))) == 1
    assert list(desks.to_release(visitor_for(first))) == []


def test_a_link_to_the_own_address_is_no_second_person(referral):
    """Written with the account, released on a link to the same mailbox, or reversed."""
    member = member_of(referral.department, email="allein@amt.example.org")
    link = colleague_of(referral, member.email)
    signed_in(member).post(url("state", referral), statement())

    press(on_link(referral, link), "release", referral, releaser="Zweite Person")

    assert not Statement.objects.exists()
    on_link(referral, link).post(url("state", referral), statement())
    press(signed_in(member), "release", referral)
    assert not Statement.objects.exists()


def test_a_renewed_link_of_the_mailbox_does_not_release_what_the_old_one_wrote(
    referral,
):
    on_link(referral).post(url("state", referral), statement())
    renewed = colleagues.renew(referral, by=make_staff()).link

    press(on_link(referral, renewed), "release", referral, releaser="Zweite Person")

    assert not Statement.objects.exists()


def test_a_member_with_an_open_link_acts_under_the_own_name(referral):
    """Else one person writes on the link and releases with the account."""
    member = member_of(referral.department)
    browser = signed_in(member)
    browser.post(reverse("referrals:link-show", args=[token_of(referral.link)]))

    browser.post(url("state", referral), statement())
    press(browser, "release", referral)

    waiting = PendingStatement.objects.waiting().get()
    assert (waiting.written_by, waiting.link) == (member, None)
