"""The author's contact data, costs and files: nothing leaves without somebody's word."""

import pytest
from django.urls import reverse

from commons.audit.models import AuditEntry
from commons.clock import berlin_today
from participation.ideas.enums import Case
from participation.referrals.enums import AnswerState, ConsentWay
from participation.referrals.models import Attachment, ContactRelease, Statement
from participation.referrals.services import disclosing
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory, ReferralFactory
from tests.participation.amt import member_of, on_link, signed_in, statement, url
from tests.participation.test_amt_statements import picture

pytestmark = pytest.mark.django_db
CONSENT = {"consent_on": berlin_today().isoformat(), "consent_way": ConsentWay.PHONE}


@pytest.fixture
def referral():
    author = UserFactory(email="autorin@example.org", display_name="Autor:in am Platz")
    return ReferralFactory(idea=IdeaFactory(author=author, case=Case.REFERRED))


def released(referral):
    disclosing.release_contact(
        referral,
        consent_on=berlin_today(),
        consent_way=ConsentWay.PHONE,
        by=make_staff(),
    )


def release_url(referral):
    return reverse("referrals:contact-release", args=[referral.pk])


def test_department_sees_nothing_of_the_author_before_a_release(referral):
    client = on_link(referral)

    page = client.get(url("show", referral)).content.decode()
    asked = client.post(url("contact", referral), follow=True).content.decode()

    assert "autorin@example.org" not in page + asked
    assert "Kontaktdaten sind nicht freigegeben" in asked


def test_spk_releases_with_the_authors_consent_and_the_look_is_written_down(referral):
    moderator = make_staff()
    signed_in(moderator).post(release_url(referral), CONSENT)
    client = on_link(referral)

    page = client.get(url("show", referral)).content.decode()
    shown = client.post(url("contact", referral)).content.decode()

    release = ContactRelease.objects.get()
    entry = AuditEntry.objects.get(verb="referral.contact_shown")
    assert ("autorin@example.org" in page, "Kontaktdaten zeigen" in page) == (
        False,
        True,
    )
    assert "autorin@example.org" in shown
    assert (release.released_by, release.consent_way) == (moderator, ConsentWay.PHONE)
    assert (entry.by_id, entry.codes) == (None, {"link": referral.link_id})


def test_contact_is_never_given_by_a_get(referral):
    released(referral)

    assert on_link(referral).get(url("contact", referral)).status_code == 405


@pytest.mark.parametrize("ending", ("withdrawn", "stated"))
def test_release_ends(referral, ending):
    released(referral)
    client = on_link(referral)
    if ending == "withdrawn":
        address = reverse("referrals:contact-withdraw", args=[referral.pk])
        signed_in(make_staff()).post(address)
    else:
        client.post(url("state", referral), statement())

    shown = client.post(url("contact", referral), follow=True).content.decode()

    assert "autorin@example.org" not in shown


@pytest.mark.parametrize(
    ("role", "status"),
    (("anonymous", 302), ("link", 302), ("resident", 404), ("member", 404)),
)
def test_only_the_spk_releases(referral, role, status):
    people = {
        "resident": UserFactory,
        "member": lambda: member_of(referral.department),
        "anonymous": None,
        "link": None,
    }
    client = on_link(referral) if role == "link" else StrictClient()
    if people[role]:
        client = signed_in(people[role]())

    response = client.post(release_url(referral), CONSENT)

    assert response.status_code == status
    assert not ContactRelease.objects.exists()


@pytest.mark.parametrize(
    "fields",
    ({"consent_on": "", "consent_way": "phone"}, {**CONSENT, "consent_way": ""}),
)
def test_release_without_a_recorded_consent_is_refused(referral, fields):
    response = signed_in(make_staff()).post(release_url(referral), fields)

    assert response.status_code == 422
    assert not ContactRelease.objects.exists()


def test_foreign_member_does_not_see_released_contact(referral):
    released(referral)
    stranger = signed_in(member_of(DepartmentFactory()))

    assert stranger.post(url("contact", referral)).status_code == 404


@pytest.fixture
def stated(referral):
    on_link(referral).post(
        url("state", referral),
        statement(attachments=[picture()], costs="12.000", may_name_costs="on"),
    )
    row = Statement.objects.get()
    answer = AnswerFactory(idea=row.referral.idea, state=AnswerState.PUBLISHED)
    answer.statements.set([row])
    return row


def choose(row, **fields):
    address = reverse("referrals:statement-showing", args=[row.pk])
    return signed_in(make_staff()).post(address, fields)


def test_files_and_costs_are_public_only_by_choice(stated):
    file = Attachment.objects.get()
    anybody = StrictClient()
    before = anybody.get(file.stored_file.get_absolute_url()).status_code

    choose(stated, attachments=[file.pk], shows_costs="on")

    stated.refresh_from_db()
    after = anybody.get(file.stored_file.get_absolute_url()).status_code
    assert (before, after, stated.shows_costs) == (404, 200, True)


def test_costs_that_the_department_keeps_to_itself_are_not_named(referral):
    on_link(referral).post(url("state", referral), statement(costs="12.000"))
    row = Statement.objects.get()

    choose(row, shows_costs="on")

    row.refresh_from_db()
    assert row.shows_costs is False


def test_file_of_another_statement_is_not_chosen_here(stated):
    other = ReferralFactory()
    on_link(other).post(url("state", other), statement(attachments=[picture()]))
    file = Attachment.objects.get(statement__referral=other)

    choose(stated, attachments=[file.pk])

    file.refresh_from_db()
    assert file.is_shown is False
