"""The case page: everything at one look, for those who look after the case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from neighbourhood.regions.models import Region
from participation.casework.models import CaseNote
from participation.casework.services import notes
from participation.ideas.enums import Case
from participation.referrals.enums import ReferralState
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import ReferralFactory, StatementFactory
from tests.participation.bundling import with_department
from tests.participation.casework_world import ASKED, CORRECTED, SAID, rich_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def url(idea, name="show", *more):
    return reverse(f"casework:case-{name}", args=[idea.number, *more])


def note_url(idea, name, *more):
    return reverse(f"casework:note-{name}", args=[idea.number, *more])


def test_the_page_shows_everything_in_the_order_in_which_one_works(desk):
    idea = rich_case()

    html = desk.get(url(idea)).content.decode()

    order = [
        'id="als-naechstes"',
        'id="idee"',
        'id="weiterleitungen"',
        'id="stellungnahmen"',
        CORRECTED,
        SAID,
        'id="rueckfragen"',
        ASKED,
        'id="antworten"',
        'id="verlauf"',
        'id="uhren"',
        'id="notizen"',
    ]
    found = [html.index(part) for part in order]
    assert found == sorted(found)
    for part in ("berichtigt", "1.200", "intern", "GZ 4711", "Amt für Wege"):
        assert part in html, part


def test_the_next_step_is_a_button_to_where_it_is_done(desk):
    idea = rich_case()

    response = desk.get(url(idea))

    step = response.context["step"]
    assert step.step == "publish-answer"
    assert response.context["step_url"] == reverse(
        "referrals:answer-preview", args=[idea.number]
    )
    assert desk.get(response.context["step_url"]).status_code == 200


def test_a_mail_that_came_back_stands_at_its_referral(desk):
    referral = ReferralFactory(state=ReferralState.FAILED)

    response = desk.get(url(referral.idea))

    assert response.context["step"].step == "resend"
    assert "nicht zustellbar" in response.content.decode()


@pytest.mark.parametrize("referrals", (1, 30))
def test_the_page_costs_the_same_for_one_referral_and_for_thirty(
    desk, django_assert_num_queries, referrals
):
    idea = IdeaFactory(case=Case.STATEMENT_IN)
    ReferralFactory(idea=idea, state=ReferralState.STATED)
    for _number in range(referrals):
        StatementFactory(
            referral=ReferralFactory(
                idea=idea, role="consulted", state=ReferralState.STATED
            )
        )
        notes.add(idea, text="Angerufen.", by=make_staff())
    desk.get(url(idea))

    with django_assert_num_queries(QUERIES):
        desk.get(url(idea))


QUERIES = 54


def test_a_referral_in_a_bundle_leads_to_it(desk, moderator):
    bundle, rows = with_department(2, DepartmentFactory(), by=moderator)

    html = desk.get(url(rows[0].idea)).content.decode()

    assert bundle.reference in html
    assert bundle.get_absolute_url() in html


def test_who_may_see_it(client, sign_in):
    regions = list(Region.objects.order_by("number")[:2])
    author = make_staff()
    idea = IdeaFactory(case=Case.OPEN, region=regions[0], author=author)
    expected = {
        make_staff(): 200,
        make_staff(role=Role.COORDINATOR): 200,
        make_regional_moderator(regions[0]): 200,
        make_regional_moderator(regions[1]): 404,
        make_staff(role=Role.DATA_EDITOR): 404,
        author: 403,
        UserFactory(): 404,
    }

    for user, status in expected.items():
        assert sign_in(client, user).get(url(idea)).status_code == status
        client.logout()
    assert client.get(url(idea)).status_code == 302


def test_a_note_is_written_changed_and_withdrawn_by_its_author_alone(
    desk, moderator, client, sign_in
):
    idea = IdeaFactory(case=Case.OPEN)

    response = desk.post(note_url(idea, "create"), {"note": "Amt ruft zurück."})
    note = CaseNote.objects.get()
    assert response.url == url(idea) + "#notizen"
    assert "Amt ruft zurück." in desk.get(url(idea)).content.decode()

    desk.post(note_url(idea, "edit", note.pk), {"note": "Rückruf am Montag."})
    html = desk.get(url(idea)).content.decode()
    assert "Rückruf am Montag." in html
    assert "geändert" in html

    other = sign_in(type(desk)(), make_staff())
    edit = other.post(note_url(idea, "edit", note.pk), {"note": "Anders."})
    assert edit.status_code == 403

    desk.post(note_url(idea, "withdraw", note.pk))
    note.refresh_from_db()
    assert (note.text, note.is_withdrawn) == ("", True)
    again = desk.post(note_url(idea, "withdraw", note.pk))
    assert again.status_code == 404


def test_an_empty_note_is_refused_in_words(desk):
    idea = IdeaFactory(case=Case.OPEN)

    response = desk.post(note_url(idea, "create"), {"note": " "})

    assert response.status_code == 422
    assert not CaseNote.objects.exists()


def test_notes_and_history_say_who_and_what_and_one_part_alone(desk, moderator):
    idea = rich_case()
    notes.add(idea, text="Intern bleibt intern.", by=moderator)

    inside = desk.get(url(idea), {"verlauf": "intern"}).context["history"]
    of_aemter = desk.get(url(idea), {"verlauf": "aemter"}).context["history"]

    assert [(line.who, line.what) for line in inside] == [
        (moderator.display_name, "hat eine interne Notiz geschrieben")
    ]
    assert of_aemter == []


def test_one_walks_from_case_to_case_as_they_came_in(desk):
    first, second, third = (IdeaFactory(case=Case.OPEN) for _number in range(3))
    for idea, days in ((first, 3), (second, 2), (third, 1)):
        idea.submitted_at -= timedelta(days=days)
        idea.save(update_fields=["submitted_at"])

    found = desk.get(url(second)).context["neighbours"]

    assert (found.before, found.after) == (first.number, third.number)
