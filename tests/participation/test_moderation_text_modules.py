"""The words that moderators start from: written, tried out, taken back, offered."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from participation.moderation import placeholders, reasons
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import TextModule, TextModuleVersion
from participation.moderation.queries import text_modules as queries
from participation.moderation.services import text_modules
from participation.moderation.services.text_modules import load_text_modules
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import TextModuleFactory, make_regional_moderator
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("moderation:text-module-list")
CREATE = reverse("moderation:text-module-create")
TYPED = {
    "reason": Reason.UNCLEAR,
    "language": "de",
    "title": "Bild fehlt",
    "text": "Bitte ein Bild.",
    "is_active": "on",
}


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def address_of(module):
    return reverse("moderation:text-module-edit", args=[module.pk])


def test_an_empty_desk_gets_first_modules_once():
    TextModule.objects.all().delete()

    count = load_text_modules()

    assert count == TextModule.objects.count() == TextModuleVersion.objects.count()
    assert load_text_modules() == 0
    assert set(TextModule.objects.values_list("language", flat=True)) == {
        "de",
        "en",
        "de-ls",
    }


def test_the_first_modules_have_places_that_exist_and_a_reason_of_a_family():
    rows = TextModule.objects.all()

    assert [placeholders.unknown_in(row.text) for row in rows if row.text] == (
        [[]] * len(rows)
    )
    assert {row.reason for row in rows} <= set(reasons.FAMILY_OF)


def test_moderators_write_new_modules(desk, moderator):
    response = desk.post(CREATE, TYPED)

    module = TextModule.objects.get(title="Bild fehlt")
    entry = AuditEntry.objects.filter(verb="text_module.saved").latest("pk")
    assert response.headers["Location"] == LIST
    assert (entry.target_id, entry.by_id) == (module.pk, moderator.pk)
    assert module.versions.get().created_by == moderator


def test_a_module_is_changed_and_put_out_of_use(desk):
    module = TextModuleFactory(title="Alt")

    desk.post(
        address_of(module),
        {
            "reason": Reason.INSULT,
            "language": "en",
            "title": "Neu",
            "text": "Stay kind.",
        },
    )

    module.refresh_from_db()
    assert (module.title, module.language, module.is_active) == ("Neu", "en", False)


@pytest.mark.parametrize(
    ("text", "said"),
    (
        ("Guten Tag {vorname}", "{vorname}"),
        ("{titel.text} und {0}", "{titel.text}, {0}"),
        ("Guten Tag {name", "geschweifte Klammer"),
        ("x" * 3_001, "3000"),
        ("", "zwingend"),
    ),
)
def test_what_cannot_be_filled_is_named_when_it_is_saved(desk, text, said):
    response = desk.post(CREATE, {**TYPED, "text": text})

    (error,) = response.context["form"].errors["text"]
    assert response.status_code == 422
    assert said in error or text == ""
    assert not TextModule.objects.filter(title="Bild fehlt").exists()


def test_the_same_name_under_one_reason_and_language_is_refused(desk):
    module = TextModuleFactory()
    same = {**TYPED, "reason": module.reason, "title": module.title}

    refused = desk.post(CREATE, same)
    accepted = desk.post(CREATE, {**same, "language": "en"})

    assert (refused.status_code, accepted.status_code) == (422, 302)
    assert "diese Sprache schon" in refused.text


def test_the_example_is_seen_before_it_is_saved(desk):
    typed = {**TYPED, "text": "Zu „{titel}“ bis {frist}.", "schritt": "vorschau"}

    page = desk.post(CREATE, typed)
    fragment = desk.post(CREATE, typed, headers={"HX-Request": "true"})

    assert "Zu „Mehr Bänke am Platz“ bis" in page.text
    assert page.context["form"]["title"].value() == "Bild fehlt"
    assert fragment.text.strip().splitlines()[-1] == "</div>"
    assert "<html" not in fragment.text
    assert page.context["example"] == fragment.context["example"]
    assert not TextModule.objects.filter(title="Bild fehlt").exists()


def test_an_edit_is_undone_by_bringing_a_version_back(desk, moderator):
    module = TextModuleFactory(title="Eins", text="Erste Worte.")
    desk.post(address_of(module), {**TYPED, "title": "Zwei", "text": "Andere Worte."})

    page = desk.get(address_of(module)).text
    desk.post(
        reverse("moderation:text-module-bring-back", args=[module.pk]), {"version": 1}
    )

    module.refresh_from_db()
    assert "Erste" in page
    assert (module.title, module.text, module.version) == ("Eins", "Erste Worte.", 3)
    assert module.versions.count() == 3


def test_a_version_whose_name_is_taken_by_now_says_so(desk):
    module = TextModuleFactory(title="Eins")
    text_modules.save(TextModule.objects.get(pk=module.pk), by=None)
    module.title = "Zwei"
    text_modules.save(module, by=None)
    TextModuleFactory(title="Eins")

    desk.post(
        reverse("moderation:text-module-bring-back", args=[module.pk]), {"version": 1}
    )

    module.refresh_from_db()
    assert module.title == "Zwei"


ROLES = {
    "nobody": 302,
    "resident": 403,
    Role.TRUSTED_HOUSE: 403,
    Role.DATA_EDITOR: 403,
    "regional": 200,
    Role.MODERATOR: 200,
    Role.COORDINATOR: 200,
}


@pytest.mark.parametrize(("role", "status"), tuple(ROLES.items()))
def test_who_may_write_modules(client, sign_in, role, status):
    module = TextModuleFactory(text="Erste Worte.")
    people = {
        "resident": UserFactory,
        "regional": lambda: make_regional_moderator(RegionFactory()),
    }
    if role != "nobody":
        sign_in(client, people.get(role, lambda: make_staff(role))())
    back = reverse("moderation:text-module-bring-back", args=[module.pk])

    seen = [client.get(url).status_code for url in (LIST, CREATE, address_of(module))]
    client.post(address_of(module), {**TYPED, "text": "Neue Worte."})
    undone = client.post(back, {"version": 1}).status_code

    module.refresh_from_db()
    may = status == 200
    assert seen == [status] * 3
    assert undone == (302 if may else status)
    assert module.version == (3 if may else 1)


def test_the_list_groups_modules_by_language_and_reason(desk):
    TextModuleFactory(title="Ort genauer")

    page = desk.get(LIST).text

    assert "Ort genauer" in page
    assert "unklar" in page
    assert "Leichte Sprache" in page


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_asks_the_same_questions(desk, django_assert_num_queries, count):
    TextModule.objects.all().delete()
    TextModuleFactory.create_batch(count)
    desk.get(LIST)

    with django_assert_num_queries(10):
        desk.get(LIST)


def test_what_fits_verdict_reason_and_language_comes_first():
    TextModule.objects.all().delete()
    fits = TextModuleFactory(reason=Reason.INSULT, language="en")
    german = TextModuleFactory(reason=Reason.INSULT, language="de")
    other = TextModuleFactory(reason=Reason.UNCLEAR, language="en")
    TextModuleFactory(reason=Reason.INSULT, language="en", is_active=False)
    idea = IdeaFactory(author=UserFactory(language="en"))

    offer = queries.offer_for(idea, verdict=Verdict.HIDE, reason=Reason.INSULT)
    open_offer = queries.offer_for(idea, verdict=Verdict.REQUEST_CHANGES, reason="")

    assert (offer.fitting, offer.others) == ([fits], [other, german])
    assert set(open_offer.fitting) == {fits, other}
