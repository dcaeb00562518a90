"""No text is ever lost: every form with a `<textarea>`, found through the URLs.

Each route is asked as each role to which it shows a page, as the reviewed table of
routes says: of ten answers seven are refusals and redirects. A text form without a draft fails here, whoever
wrote it; ARCHITECTURE.md says how to add one.
"""

import importlib
import pkgutil

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse

import commons
import events
import neighbourhood
import participation
from commons.drafts import registry
from neighbourhood.departments.models import Department
from participation.ideas.enums import Case
from participation.networks.models import Network
from participation.referrals.models import Question, Statement
from participation.together.enums import State
from tests.architecture import world as worlds
from tests.architecture.route_table import key_of, read_table
from tests.architecture.text_forms import text_forms
from tests.clients import StrictClient, sign_in
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReuseFactory
from tests.factories.together import make_undertaking
from tests.keys import empty_keys

SHOWN = "200"
WORDS = 'Was hier steht, geht nicht verloren.\nAuch nicht: <b>äöü</b> & "so".'
# Routes whose form asks for something in the address.
ASKED = {
    "followups:followup-create": "?art=idea&nr={public_idea}",
    "moderation:bulk-create": "?wahl={item}-1",
}
# Keys whose forms stand only on pages that the walk cannot reach; each with its test.
ELSEWHERE = {
    "idea-edit": "tests/participation/test_idea_edit.py",
    "idea-unmerge": "tests/participation/test_idea_merge_page.py",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def more_pages(world):
    """Pages with a form that the world's own rows don't show."""
    declined = IdeaFactory(author=world.people["author"], publication="declined")
    decision = declined.decision
    decision.target_id = declined.pk
    decision.save()
    question = Question.objects.get(pk=world.values["question"])
    statement = Statement.objects.get(pk=world.values["statement"])
    office = Department.objects.get(pk=world.values["department"])
    reuse = ReuseFactory(department=office)
    waiting, public = world.ideas["waiting"], world.ideas["public"]
    picks = [IdeaFactory(region=public.region, case=Case.OPEN).pk for _each in range(2)]
    return [
        reverse("bundles:bundle-create") + f"?idee={picks[0]}&idee={picks[1]}",
        reverse("ideas:idea-merge", args=[waiting.number]) + f"?mit={public.number}",
        reverse("moderation:complaint-create", args=[decision.pk]),
        reverse("referrals:referral-detail", args=[question.referral_id]),
        reverse("referrals:case-correct", args=[statement.referral_id]),
        reverse("referrals:reuse-case", args=[reuse.pk]),
        *pages_of_together(world),
    ]


def pages_of_together(world):
    """What is done together, in each state that asks somebody for words."""
    author, region = world.people["author"], world.ideas["public"].region
    network = Network.objects.get(pk=world.values["network"])
    asked = {
        State.ASKING: ("consent",),
        State.OFFERED: ("undertaking-accept",),
        State.RUNNING: ("undertaking-report", "undertaking-joining"),
        State.FINISHED: ("undertaking-conclude",),
    }
    for state, pages in asked.items():
        idea = IdeaFactory(region=region, author=author)
        row = make_undertaking(state, idea=idea, network=network)
        yield from (reverse(f"together:{page}", args=[row.pk]) for page in pages)


def pages_of(world, role):
    """The pages of a role; a route without a row, and one that is asked more, too."""
    table = read_table()
    for route, parameters in worlds.routes():
        for case, arguments in worlds.cases_of(world, route, parameters).items():
            row = table.get(key_of("GET", route, case), {})
            if row.get(role, SHOWN) == SHOWN or route in ASKED:
                asked = ASKED.get(route, "").format(**world.values)
                yield reverse(route, kwargs=arguments) + asked


def forms_on(client, page):
    response = client.get(page)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return text_forms(response.content.decode()) if is_page else []


def fault_of(client, page, form, met):
    """Save words as <draft-form> does, and look whether the next GET has them."""
    if fault := form.fault(page):
        return fault
    save = form.save_url or form.wrapped_in
    met.add(save.split("/")[2])
    words = {name: f"{name}: {WORDS}" for name in form.texts}
    response = client.post(save, words)
    if response.status_code != 200:
        return f"{page}: {save} answers {response.status_code}"
    after = [
        found for found in forms_on(client, page) if set(found.texts) == set(words)
    ]
    is_back = any(
        all(found.texts[name].strip() == words[name] for name in words)
        for found in after
    )
    return "" if is_back else f"{page}: what was saved does not come back"


def faults_for(person, pages, met):
    client, faults = StrictClient(raise_request_exception=False), []
    if person is not None:
        sign_in(client, person)
    for page in pages:
        empty_keys()
        with transaction.atomic():
            found = forms_on(client, page)
            faults += [fault_of(client, page, form, met) for form in found]
            transaction.set_rollback(True)
    return [fault for fault in faults if fault]


@pytest.mark.slow
def test_every_text_form_keeps_a_draft(world, more_pages):
    met = set()

    faults = [
        f"{role}: {fault}"
        for role in worlds.ROLES
        for fault in faults_for(
            world.people[role], [*pages_of(world, role), *more_pages], met
        )
    ]

    assert "\n".join(faults) == ""
    registered = {form.key for form in registry.all_forms()}
    assert registered - met - set(ELSEWHERE) == set()


def test_a_form_that_was_forgotten_is_found(world, settings):
    settings.ROOT_URLCONF = "tests.architecture.planted"

    walked = [page for page in pages_of(world, "anonymous") if "vergessen" in page]

    faults = faults_for(None, walked, set())

    assert faults == ["/vergessen/: ['text'] stand in no <draft-form>"]


@pytest.mark.parametrize(
    ("html", "why"),
    (
        (
            (
                '<form method="post"><draft-form action="/entwuerfe/fremd/sichern/">'
                '</draft-form><textarea name="text"></textarea></form>'
            ),
            "of no registered form",
        ),
        (
            (
                '<draft-form action="/entwuerfe/report/sichern/?ziel=/melden/idea/1/">'
                '<form method="post" action="/melden/idea/1/">'
                '<textarea name="anders"></textarea></form></draft-form>'
            ),
            "does not keep ['anders']",
        ),
        (
            (
                '<form method="post" action="/melden/idea/1/"><draft-form'
                ' action="/entwuerfe/report/sichern/?ziel=/heute/"></draft-form>'
                '<textarea name="text"></textarea></form>'
            ),
            "/heute/ is refused",
        ),
        (
            (
                '<form method="post" action="/heute/"><draft-form'
                ' action="/entwuerfe/report/sichern/?ziel=/melden/idea/1/"></draft-form>'
                '<textarea name="text"></textarea></form>'
            ),
            "knows of no draft",
        ),
    ),
)
def test_a_form_that_keeps_too_little_is_found(html, why):
    assert why in text_forms(html)[0].fault("/seite/")


def classes_with_text():
    """Every form class of ours with a `<textarea>`, wherever it is used."""
    for wing in (commons, neighbourhood, participation, events):
        for module in pkgutil.walk_packages(wing.__path__, f"{wing.__name__}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            fields = getattr(child, "base_fields", {}).values()
            is_ours = ".forms" in child.__module__ and "django" not in child.__module__
            if is_ours and any(isinstance(f.widget, forms.Textarea) for f in fields):
                found.add(child)
    return found


def test_every_form_class_with_long_text_is_registered():
    reverse("home")  # loads all views, and with them what they register
    made_of = tuple(form.made_of for form in registry.all_forms() if form.made_of)

    forgotten = [
        f"{form.__module__}.{form.__name__}"
        for form in classes_with_text()
        if not any(issubclass(known, form) for known in made_of)
    ]

    assert "\n".join(sorted(forgotten)) == ""
