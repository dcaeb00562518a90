"""Deciding on the page: the form, the letter, the next item."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from commons.verbs.models import Happening
from neighbourhood.departments.services.facts import load_signposts
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.enums import Basis, Publication, Reason, Verdict
from participation.moderation.forms.decisions import WAY
from participation.moderation.models import Decision
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import (
    TextModuleFactory,
    make_item,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff(display_name="Kollege Zwei")


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def idea_of(item):
    return Idea.objects.get(pk=item.target_id)


def decline(**changes):
    return {
        "verdict": Verdict.DECLINE,
        "reason": Reason.ADVERTISING,
        "text": "Das wirbt für einen Laden.",
        "version": 1,
        **changes,
    }


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_decision_leads_to_the_next_item_already_claimed(desk, moderator):
    item, following = make_item(), make_item()

    response = desk.post(item.get_absolute_url(), decline())

    following.refresh_from_db()
    assert response.headers["Location"] == following.get_absolute_url()
    assert following.lease_by == moderator
    assert idea_of(item).publication == Publication.DECLINED


def test_the_filters_go_along_to_the_next_item(desk):
    item, following = make_item(), make_item()
    query = "?art=idea"

    response = desk.post(item.get_absolute_url() + query, decline())

    assert response.headers["Location"] == following.get_absolute_url() + query


def test_the_last_decision_leads_back_to_the_queue(desk):
    response = desk.post(make_item().get_absolute_url(), decline())

    assert response.headers["Location"] == reverse("moderation:queue")


@pytest.mark.parametrize(
    ("missing", "field"),
    (
        ({"reason": ""}, "reason"),
        ({"reason": Reason.OTHER, "text": " "}, "text"),
        ({"verdict": Verdict.MERGE}, "merge_number"),
        ({"verdict": Verdict.MERGE, "merge_number": "2026-99999"}, "merge_number"),
        ({"verdict": "unsinn"}, "verdict"),
    ),
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(desk, missing, field):
    item = make_item()

    response = desk.post(item.get_absolute_url(), decline(**missing))

    assert list(response.context["form"].errors) == [field]
    assert "Bitte prüfen Sie Ihre Angaben" in response.text
    assert idea_of(item).publication == Publication.SUBMITTED


def test_merging_takes_the_number_of_what_stays(desk):
    target = IdeaFactory(number="2026-00007")
    item = make_item()

    desk.post(
        item.get_absolute_url(),
        {"verdict": Verdict.MERGE, "merge_number": "2026-00007", "version": 1},
    )

    assert idea_of(item).merged_into == target


def test_the_letter_is_seen_before_it_goes_and_nothing_is_kept(desk):
    item = make_item(title="Bänke am Anger")
    happenings = Happening.objects.count()

    response = desk.post(item.get_absolute_url(), decline(schritt="vorschau"))

    assert "Das wirbt für einen Laden." in response.context["told"].text
    assert "Das liest die Person" in response.text
    assert idea_of(item).publication == Publication.SUBMITTED
    assert (Decision.objects.count(), Happening.objects.count()) == (0, happenings)


def test_the_letter_is_written_in_the_authors_language(desk):
    item = make_item(author=UserFactory(language="en"))

    response = desk.post(item.get_absolute_url(), decline(schritt="vorschau"))

    assert response.context["told"].text


def test_htmx_gets_the_form_alone(desk):
    item = make_item()

    response = desk.post(
        item.get_absolute_url(),
        decline(schritt="vorschau", reason=""),
        headers={"HX-Request": "true"},
    )

    assert response.status_code == 200
    assert "<html" not in response.text
    assert response.text.strip().startswith("<section")


def test_the_page_includes_the_very_fragment_that_htmx_swaps(desk):
    item = make_item()
    typed = decline(schritt="vorschau")

    fragment = desk.post(
        item.get_absolute_url(), typed, headers={"HX-Request": "true"}
    ).text
    page = desk.post(item.get_absolute_url(), typed).text

    assert without_tokens(fragment) in without_tokens(page)


def without_tokens(html):
    """Without what differs each time: tokens, keys and the rehearsed decision's id."""
    lines = (
        re.sub(r"/einwand/[^\s<]+", "", line.strip()) for line in html.splitlines()
    )
    return "\n".join(
        line for line in lines if line and not re.search("csrfmiddle|einmal", line)
    )


def test_a_text_module_brings_words_and_reason_and_keeps_what_was_typed(desk):
    module = TextModuleFactory(reason=Reason.UNCLEAR, text="Wo genau ist das?")
    item = make_item()

    response = desk.post(
        item.get_absolute_url(),
        {
            "schritt": "baustein",
            "module": module.pk,
            "text": "Guten Tag,",
            "verdict": Verdict.REQUEST_CHANGES,
            "version": 1,
        },
    )

    initial = response.context["form"].initial
    assert initial["text"] == "Guten Tag,\n\nWo genau ist das?"
    assert (initial["reason"], initial["verdict"]) == ("unclear", "request_changes")


def test_a_text_module_is_not_put_in_twice(desk):
    module = TextModuleFactory(text="Wo genau ist das?")

    response = desk.post(
        make_item().get_absolute_url(),
        {"schritt": "baustein", "module": module.pk, "text": "Wo genau ist das?"},
    )

    assert response.context["form"].initial["text"] == "Wo genau ist das?"


def test_the_second_moderator_lands_where_the_decision_stands(desk):
    item = make_item()
    services.decide(
        item,
        verdict=Verdict.PUBLISH,
        version=1,
        by=make_staff(display_name="Kollegin Eins"),
    )

    response = desk.post(item.get_absolute_url(), decline())

    assert response.headers["Location"] == reverse(
        "moderation:contribution", args=["idea", item.target_id]
    )
    assert said(response) == ["Kollegin Eins war schneller: veröffentlicht."]


def test_a_published_contribution_is_decided_without_an_item(desk):
    idea = IdeaFactory()
    url = reverse("moderation:contribution", args=["idea", idea.pk])

    response = desk.post(url, decline(verdict=Verdict.REMOVE))

    idea.refresh_from_db()
    assert idea.publication == Publication.REMOVED
    assert response.headers["Location"] == url


def test_a_second_click_goes_on_like_the_first(desk):
    item = make_item()

    desk.post(item.get_absolute_url(), decline())
    response = desk.post(item.get_absolute_url(), decline())

    assert response.headers["Location"] == reverse("moderation:queue")
    assert said(response)[0] == "Hier wartet gerade nichts, was frei ist."
    assert Decision.objects.filter(item=item).count() == 1


def test_another_reason_brings_its_way_and_its_modules(desk):
    item = make_item(author=UserFactory(language="en"))
    TextModuleFactory(reason=Reason.DEFECT, language="en", title="Report it")
    load_signposts()

    response = desk.post(
        item.get_absolute_url(),
        decline(reason=Reason.DEFECT, schritt="grund"),
        headers={"HX-Request": "true"},
    )

    form = response.context["form"]
    assert form["way_url"].value() == "https://ordnungsamt.berlin.de/"
    assert "Report it" in [module.title for module in form.offer.at_hand]
    assert 'id="entscheidung-dazu"' in response.text


def test_what_is_being_typed_stays_where_it_is_when_the_reason_changes(desk):
    item = make_item()
    module = TextModuleFactory(reason=Reason.DEFECT)

    changed = desk.post(
        item.get_absolute_url(), decline(reason=Reason.DEFECT, schritt="grund")
    )
    inserted = desk.post(
        item.get_absolute_url(), decline(reason=Reason.DEFECT, baustein=module.pk)
    )

    assert changed.text.count("hx-preserve") == 1
    assert "hx-preserve" not in inserted.text


def test_a_way_that_was_changed_by_hand_stays_and_a_suggested_one_follows(desk):
    item = make_item()
    load_signposts()
    typed = {"way_text": "Rufen Sie uns an.", "way_of": Reason.DEFECT}
    first = decline(reason=Reason.DEFECT, schritt="grund")
    form = desk.post(item.get_absolute_url(), first).context["form"]
    suggested = {name: form[name].value() for name in (*WAY, "way_of")}
    again = decline(reason=Reason.NOT_IN_DISTRICT, schritt="grund")

    followed = desk.post(item.get_absolute_url(), {**again, **suggested})
    kept = desk.post(item.get_absolute_url(), {**again, **typed})

    assert followed.context["form"]["way_url"].value() == "https://mein.berlin.de/"
    assert kept.context["form"]["way_text"].value() == "Rufen Sie uns an."


def test_what_the_page_hides_decides_nothing(desk):
    item = make_item()
    left = {
        "way_text": "Anderswo.",
        "way_url": "https://example.org/",
        "basis": Basis.LAW_INSULT,
    }

    desk.post(item.get_absolute_url(), decline(reason=Reason.UNCLEAR, **left))

    decision = Decision.objects.get(item=item)
    assert (decision.basis, decision.way_text) == (Basis.RULE_CLEAR, "")


def test_a_module_is_put_in_by_its_own_button_with_its_places_filled(desk):
    module = TextModuleFactory(reason=Reason.UNCLEAR, text="Zu „{titel}“: Wo ist das?")
    item = make_item(title="Eine Bank")

    response = desk.post(
        item.get_absolute_url(),
        {"baustein": module.pk, "text": "", "verdict": "request_changes", "version": 1},
    )

    assert response.context["form"].initial["text"] == "Zu „Eine Bank“: Wo ist das?"


@pytest.mark.parametrize(
    ("way_url", "status"),
    (("javascript:alert(1)", 422), ("https://ordnungsamt.berlin.de/", 302)),
)
def test_the_link_of_the_way_is_a_web_address(desk, way_url, status):
    item = make_item()
    typed = decline(reason=Reason.DEFECT, way_url=way_url)

    assert desk.post(item.get_absolute_url(), typed).status_code == status


def test_a_law_that_is_missing_is_asked_for_at_its_field(desk):
    typed = decline(reason=Reason.UNLAWFUL, basis="")

    response = desk.post(make_item().get_absolute_url(), typed)

    assert list(response.context["form"].errors) == ["basis"]
