"""An Amt answers a bundle on its page: many rows, each as if answered by itself."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.links import services as links
from participation.bundles.enums import BundleState, RowWay
from participation.bundles.forms.answering import Departments, RowForm
from participation.bundles.models import RowAnswer
from participation.bundles.queries.answering import ways_of
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.enums import PromiseKind, ReferralState, ReturnReason
from participation.referrals.models import PendingStatement, Statement
from participation.referrals.services import recalling
from tests.clients import StrictClient
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.amt import member_of, signed_in
from tests.participation.bundling import (
    confirmed,
    enter,
    filled,
    fresh,
    page_of,
    rows_of,
    states_of,
    with_department,
)

pytestmark = pytest.mark.django_db
YES = {"answer": "will_be_done", "text": "Das machen wir."}
BACK = {"answer": "zurueck-not_responsible", "text": "Nicht unsere Fläche."}


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def amt():
    return DepartmentFactory()


@pytest.fixture
def browser():
    return StrictClient()


def said(browser, bundle, rows, words, **more):
    """Fill in, look at it, send it."""
    preview = browser.post(page_of(bundle), filled(rows, words) | more)
    assert preview.status_code == 200
    answer = page_of(bundle, "answer-submit")
    return preview, browser.post(answer, confirmed(preview))


def test_link_shows_nothing_until_somebody_presses(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    url = reverse("bundles:link-show", args=[links.token_of(bundle.link)])

    page = browser.get(url)

    assert [row.idea.title in page.content.decode() for row in rows] == [False, False]
    assert browser.get(page_of(bundle)).status_code == 302
    assert enter(browser, bundle).headers["Location"] == page_of(bundle)
    assert fresh(bundle).link.opened_at is not None
    shown = browser.get(page_of(bundle)).content.decode()
    assert [row.idea.title in shown for row in rows] == [True, True]


def test_one_bundle_opens_no_other_and_ends_with_its_link(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    other, other_rows = with_department(2, amt, by=by)
    enter(browser, bundle)

    assert browser.get(page_of(other)).status_code == 302
    case = reverse("referrals:case-show", args=[other_rows[0].pk])
    assert browser.get(case).status_code == 302
    links.revoke(bundle.link)
    assert browser.get(page_of(bundle)).status_code == 404
    case = reverse("referrals:case-show", args=[rows[0].pk])
    assert browser.get(case).status_code == 302


def test_desk_ends_a_link_and_sends_another(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    enter(browser, bundle)

    signed_in(by).post(reverse("bundles:bundle-renew", args=[bundle.number]))

    assert browser.get(page_of(bundle)).status_code == 404
    now = fresh(bundle)
    mail = Delivery.objects.get(key=f"bundle-link:{now.link_id}")
    assert mail.to_address == bundle.link.recipient
    text = renderers.get(mail.renderer)(mail).text
    assert links.token_of(now.link) in text
    enter(browser, now)
    assert len(browser.get(page_of(bundle)).context["lines"]) == len(rows)


def test_open_bundle_opens_its_cases_and_they_lead_back(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    enter(browser, bundle)
    case = reverse("referrals:case-show", args=[rows[0].pk])

    page = browser.get(case)

    assert page.status_code == 200
    assert page_of(bundle) in page.content.decode()
    browser.post(reverse("referrals:case-acknowledge", args=[rows[0].pk]))
    assert states_of(bundle) == [ReferralState.ACKNOWLEDGED, ReferralState.SENT]


def test_rows_become_statements_and_returns(browser, by, amt):
    bundle, rows = with_department(4, amt, by=by)
    other = DepartmentFactory(name="Forstamt")
    enter(browser, bundle)
    words = {
        rows[0].pk: YES | {"until": "2. Quartal 2099", "costs": "12.000,50"},
        rows[1].pk: YES | {"until": "Haushaltsjahr 2027", "names_costs": "ja"},
        rows[2].pk: BACK | {"suggested": "forstamt"},
    }
    words[rows[0].pk]["until"] = "2027-Q4"

    preview, done = said(browser, bundle, rows, words)

    assert (len(preview.context["statements"]), preview.context["still_open"]) == (2, 1)
    assert done.status_code == 302
    assert states_of(bundle) == [
        ReferralState.STATED,
        ReferralState.STATED,
        ReferralState.RETURNED,
        ReferralState.SENT,
    ]
    first, second = Statement.objects.order_by("pk")
    assert (first.outcome, str(first.costs)) == (Outcome.WILL_BE_DONE, "12000.50")
    assert first.promise == "im 4. Quartal 2027"
    assert (first.speaker, first.unit) == ("Sachgebiet Grün", "SGA 3")
    assert first.link_id == rows[0].link_id
    assert second.promise_kind == PromiseKind.BUDGET_YEAR
    returned = rows_of(bundle)[2]
    assert returned.return_reason == ReturnReason.NOT_RESPONSIBLE
    assert returned.suggested_department == other
    assert fresh(bundle).state == BundleState.SENT


def test_last_row_ends_the_bundle_and_the_desk_sees_the_ways(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    enter(browser, bundle)

    said(browser, bundle, rows, {row.pk: YES for row in rows})

    assert fresh(bundle).state == BundleState.DONE
    ways = ways_of(bundle)
    assert (ways.page, ways.sheet, ways.elsewhere) == (2, 0, 0)
    assert "hier ist alles beantwortet" in browser.get(page_of(bundle)).content.decode()


def test_one_form_fills_many_rows_and_sends_nothing(browser, by, amt):
    bundle, rows = with_department(3, amt, by=by)
    enter(browser, bundle)
    posted = filled(rows, {rows[0].pk: BACK}) | {
        "all_answer": "planned",
        "all_text": "Steht in der Planung.",
    }

    every = browser.post(page_of(bundle), posted | {"fuellen": "offene"})
    ticked = browser.post(
        page_of(bundle),
        posted | {"fuellen": "angekreuzte", "zeile": [rows[0].pk, rows[2].pk]},
    )

    answers = [line.words["answer"] for line in every.context["lines"]]
    assert answers == [BACK["answer"], "planned", "planned"]
    answers = [line.words["answer"] for line in ticked.context["lines"]]
    assert answers == ["planned", "", "planned"]
    assert not Statement.objects.exists()


def test_what_somebody_wrote_comes_back_without_an_account(browser, by, amt):
    bundle, rows = with_department(3, amt, by=by)
    enter(browser, bundle)
    save = reverse("drafts:draft-save", args=["bundle-answer"])
    url = f"{save}?ziel={page_of(bundle)}"
    words = {rows[0].pk: YES, rows[2].pk: YES | {"text": "Später."}}

    assert browser.post(url, filled(rows, words)).status_code == 200

    back = {
        line.referral.pk: line.words
        for line in browser.get(page_of(bundle)).context["lines"]
    }
    assert back[rows[2].pk]["text"] == "Später."
    said(browser, bundle, rows, {rows[0].pk: YES})
    lines = browser.get(page_of(bundle)).context["lines"]
    assert [(line.referral.pk, line.words["text"]) for line in lines] == [
        (rows[1].pk, ""),
        (rows[2].pk, ""),
    ]


def test_draft_that_names_no_row_is_that_of_its_place(browser, by, amt):
    bundle, _rows = with_department(2, amt, by=by)
    enter(browser, bundle)
    save = reverse("drafts:draft-save", args=["bundle-answer"])

    browser.post(f"{save}?ziel={page_of(bundle)}", {"z1-text": "A\nB", "all_text": "C"})

    page = browser.get(page_of(bundle))
    assert [line.words["text"] for line in page.context["lines"]] == ["", "A\nB"]
    assert page.context["all_form"]["all_text"].value() == "C"


def test_row_that_changed_meanwhile_is_named_and_others_are_taken(browser, by, amt):
    bundle, rows = with_department(3, amt, by=by)
    enter(browser, bundle)
    words = {row.pk: YES | {"text": f"Zu {row.pk}."} for row in rows}
    preview = browser.post(page_of(bundle), filled(rows, words))
    recalling.recall(rows[1], by=by)

    done = browser.post(page_of(bundle, "answer-submit"), confirmed(preview))

    assert done.status_code == 200
    ((referral, why, written),) = done.context["refused"]
    assert (referral.pk, written) == (rows[1].pk, f"Zu {rows[1].pk}.")
    assert str(why) == "Hat die SPK zurückgerufen. Sie müssen nichts tun."
    assert Statement.objects.count() == 2
    again = browser.post(page_of(bundle, "answer-submit"), confirmed(preview))
    assert [row.pk for row, _why, _text in again.context["refused"]] == [rows[1].pk]
    assert Statement.objects.count() == 2


def test_faults_stand_beside_their_row_and_nothing_is_sent(browser, by, amt):
    bundle, rows = with_department(3, amt, by=by)
    enter(browser, bundle)
    words = {rows[0].pk: YES, rows[1].pk: {"answer": "done"}}

    page = browser.post(page_of(bundle), filled(rows, words))

    assert page.status_code == 422
    faults = [list(line.errors) for line in page.context["lines"]]
    assert faults == [[], ["text"], []]
    assert page.context["lines"][0].words["text"] == YES["text"]


def test_four_eyes_hold_every_row(browser, by):
    amt = DepartmentFactory(needs_four_eyes=True)
    bundle, rows = with_department(2, amt, by=by)
    enter(browser, bundle)

    _preview, done = said(browser, bundle, rows, {rows[0].pk: YES})

    assert done.status_code == 302
    assert PendingStatement.objects.waiting().get().referral == rows[0]
    assert not Statement.objects.exists()
    sections = browser.get(page_of(bundle)).context["sections"]
    assert (
        [row.pk for row in sections.waiting],
        [row.pk for row in sections.open],
    ) == (
        [rows[0].pk],
        [rows[1].pk],
    )


def test_second_person_releases_many_rows_at_once(browser, by):
    amt = DepartmentFactory(needs_four_eyes=True)
    bundle, rows = with_department(3, amt, by=by)
    enter(browser, bundle)
    said(browser, bundle, rows, {row.pk: YES for row in rows})
    drafts = list(PendingStatement.objects.waiting().order_by("pk"))
    posted = {
        "entwurf": [draft.pk for draft in drafts[:2]],
        "releaser": "Zweite Person",
    }
    release = page_of(bundle, "answer-release")

    browser.post(release, posted)
    assert not Statement.objects.exists()
    assert browser.get(page_of(bundle)).context["why_not_release"] is not None
    office = signed_in(member_of(amt))
    assert office.get(page_of(bundle)).context["why_not_release"] is None
    office.post(release, posted)

    assert [row.state for row in rows_of(bundle)] == [
        ReferralState.STATED,
        ReferralState.STATED,
        ReferralState.ACKNOWLEDGED,
    ]
    assert (ways_of(bundle).page, ways_of(bundle).elsewhere) == (2, 0)


def test_member_finds_the_bundle_in_the_inbox_and_answers_by_name(by, amt):
    bundle, rows = with_department(2, amt, by=by)
    member = member_of(amt)
    office = signed_in(member)

    inbox = office.get(reverse("referrals:department-inbox")).content.decode()
    assert page_of(bundle) in inbox
    said(office, bundle, rows, {rows[0].pk: YES})

    assert Statement.objects.get().stated_by == member
    stranger = signed_in(member_of(DepartmentFactory()))
    assert stranger.get(page_of(bundle)).status_code == 404
    assert stranger.get(page_of(bundle, "sheet-download")).status_code == 404


def test_row_that_left_the_public_is_not_shown(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    decision = IdeaFactory(publication=Publication.HIDDEN).decision
    Idea.objects.filter(pk=rows[0].idea_id).update(
        publication=Publication.HIDDEN, decision=decision
    )
    enter(browser, bundle)

    (line,) = browser.get(page_of(bundle)).context["lines"]

    assert line.referral == rows[1]


def test_foreign_row_is_never_taken(browser, by, amt):
    bundle, rows = with_department(2, amt, by=by)
    _other, foreign = with_department(2, DepartmentFactory(), by=by)
    enter(browser, bundle)
    preview = browser.post(page_of(bundle), filled(rows, {rows[0].pk: YES}))
    posted = confirmed(preview)
    posted["rows"] = posted["rows"].replace(f'"{rows[0].pk}"', f'"{foreign[0].pk}"')

    browser.post(page_of(bundle, "answer-submit"), posted)

    assert not Statement.objects.exists()
    assert not RowAnswer.objects.filter(way=RowWay.PAGE).exists()


@pytest.mark.parametrize(
    ("words", "names"),
    (
        ({"answer": "irgendwas", "text": "Ja."}, ["answer"]),
        ({"text": "Nur Worte."}, ["answer"]),
        (YES | {"until": "bald"}, ["until"]),
        (YES | {"until": "01.01.2020"}, ["until"]),
        (YES | {"until": "Haushaltsjahr 2999"}, ["until"]),
        (YES | {"costs": "viel"}, ["costs"]),
        (YES | {"names_costs": "vielleicht"}, ["names_costs"]),
        (YES | {"suggested": "Nirgendamt"}, ["suggested"]),
        (BACK | {"costs": "12"}, ["costs"]),
        ({"answer": "zurueck-other"}, ["text"]),
    ),
)
def test_what_a_row_may_not_say(by, amt, words, names):
    _bundle, rows = with_department(2, amt, by=by)

    form = RowForm(words, referral=rows[0], known=Departments())

    assert list(form.errors) == names


def test_page_costs_the_same_with_many_rows(browser, by, amt):
    few, _rows = with_department(2, amt, by=by)
    many, _rows = with_department(30, amt, by=by)
    counts = []
    for bundle in (few, many):
        enter(browser, bundle)
        browser.get(page_of(bundle))
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(page_of(bundle))
        counts.append(len(queries))

    assert counts == [12, 12]
    a_row = (len(gzip.compress(page.content))) / 30
    assert a_row < 600  # so a hundred rows stay below the 60 kB of a page
