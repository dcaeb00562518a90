"""Walk the posting road in each language: choose it, write, send, look, change."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.notifications.services.expansion import expand_due
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import PlaceName, PlanningArea, Region
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.referrals.enums import AnswerState, ReferralState
from participation.referrals.models import Answer
from participation.referrals.services import passing
from tests.clients import sign_in
from tests.config.translated import eyebrows, german_on, untranslated
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory, QuestionFactory, ReferralFactory
from tests.keys import empty_keys
from tests.participation.writing import (
    CREATE,
    ask_for_code,
    typed,
    written,
)

pytestmark = pytest.mark.django_db
TAGS = {"de": "de", "en": "en", "de-ls": "de-simple"}
LOCALES = {"en": "en", "de-ls": "de_LS"}
PICKUP_CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@pytest.fixture(autouse=True)
def _german_again():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


def choose(client, language):
    return client.post(reverse("design:language"), {"language": language, "next": "/"})


def writing(client):
    """The form, empty, wrong and with a place that is nowhere."""
    yield client.get(CREATE)
    yield client.post(CREATE, typed(title="", text="", place_kind="", region=""))
    yield client.post(
        CREATE, typed(place_kind="address", address="Nirgendsweg 1", region="")
    )
    yield client.get(
        reverse("ideas:idea-place"), {"place_kind": "point", "lat": "48", "lon": "11"}
    )


def sending(client):
    key = written(client)
    yield client.get(reverse("ideas:idea-send"), {"key": key})
    yield client.get(reverse("drafts:draft-list"))
    yield client.post(reverse("ideas:idea-send-mail"), {"key": key, "email": "falsch"})
    code = ask_for_code(client, key)
    yield client.get(reverse("ideas:idea-code"), {"key": key})
    yield client.post(reverse("ideas:idea-code"), {"key": key, "code": "x"})
    done = client.post(reverse("ideas:idea-code"), {"key": key, "code": code})
    yield client.get(done.url)


def looking_after(client):
    key = written(client)
    receipt = client.post(reverse("ideas:idea-send-open"), {"key": key})
    yield receipt
    number = Idea.objects.latest("pk").number
    code = PICKUP_CODE.search(receipt.content.decode())[0]
    yield client.get(reverse("ideas:idea-claim"))
    yield client.post(reverse("ideas:idea-claim"), {"number": number, "code": "x"})
    shown = client.post(reverse("ideas:idea-claim"), {"number": number, "code": code})
    yield client.get(shown.url) if shown.status_code == 302 else shown


def changing(client):
    author = UserFactory()
    sign_in(client, author)
    yield client.get(reverse("ideas:idea-support", args=[IdeaFactory().number]))
    idea = IdeaFactory(author=author, publication="changes_requested")
    for name in ("idea-edit", "idea-withdraw", "idea-detail"):
        arguments = [idea.number, idea.slug] if name == "idea-detail" else [idea.number]
        yield client.get(reverse(f"ideas:{name}", args=arguments))
    yield client.get(reverse("ideas:idea-mine"))


def signing_in(client):
    for name in ("login", "signup", "request_login_code", "reset_password"):
        yield client.get(reverse(f"account_{name}"))
        yield client.post(reverse(f"account_{name}"), {})


def reading(client):
    idea = IdeaFactory()
    yield client.get("/")
    yield client.get(reverse("ideas:idea-list"))
    yield client.get(reverse("ideas:idea-list"), {"q": "gibtesnicht"})
    yield client.get(reverse("ideas:idea-map"))
    yield client.get(idea.get_absolute_url())
    yield client.get(reverse("regions:region-list"))
    yield client.get(reverse("regions:region-find"), {"q": "Nirgendsweg"})
    yield client.get(reverse("regions:region-detail", args=["pankow-zentrum"]))
    yield client.get("/gibt-es-nicht/")


def staying_in_touch(client):
    """What the reader of an answered idea meets: the answer, a report, the bell."""
    idea = IdeaFactory(case=Case.ANSWERED, outcome=Outcome.WILL_BE_DONE)
    AnswerFactory(idea=idea, state=AnswerState.PUBLISHED)
    yield client.get(idea.get_absolute_url())
    yield client.get(reverse("moderation:report-create", args=["idea", idea.pk]))
    yield client.get(reverse("moderation:report-done"))
    sign_in(client, UserFactory())
    yield client.get(reverse("notifications:bell"))
    yield client.get(reverse("accounts:account-overview"))
    yield client.get(reverse("accounts:own-data-show"))
    yield client.get(reverse("account_email"))


def names_of_data():
    """What editors and residents wrote stays as it is; it is no text of ours."""
    return {
        "Bindeglied",
        "Leichte Sprache",
        "Görschstraße",
        "Amt für Statistik Berlin-Brandenburg",
        *Region.objects.values_list("name", flat=True),
        *Region.objects.values_list("space_name", flat=True),
        *PlanningArea.objects.values_list("name", flat=True),
        *Topic.objects.values_list("name", flat=True),
        *Idea.objects.values_list("title", flat=True),
        *eyebrows(),
        *(
            part
            for text in Idea.objects.values_list("text", flat=True)
            for part in text.split("\n\n")
        ),
        typed()["title"],
        *("Wer", "ist, muss sitzen können."),
        *Answer.objects.values_list("text", flat=True),
        *PlaceName.objects.values_list("name", flat=True),
    }


@pytest.mark.parametrize("language", tuple(LOCALES))
@pytest.mark.parametrize(
    "walk",
    (
        writing,
        sending,
        looking_after,
        changing,
        signing_in,
        reading,
        staying_in_touch,
    ),
)
def test_no_german_is_left_on_the_way(client, walk, language):
    choose(client, language)

    left = {}
    for response in walk(client):
        page = response.content.decode()
        assert response.status_code in {200, 404, 422, 429}, response
        names = names_of_data()
        words = untranslated(page, LOCALES[language], names)
        if language == "en":
            words |= set(german_on(page, names))
        if words:
            left.setdefault(response.request["PATH_INFO"], set()).update(words)

    assert left == {}


@pytest.mark.parametrize(("language", "tag"), tuple(TAGS.items()))
def test_the_switch_keeps_the_language_for_the_next_pages(client, language, tag):
    response = choose(client, language)

    assert (response.status_code, response.url) == (302, "/")
    for address in (CREATE, "/", reverse("ideas:idea-list")):
        page = client.get(address).content.decode()
        assert f'<html lang="{tag}">' in page


@pytest.mark.parametrize(
    ("asked", "tag"),
    (
        ("en-GB,en;q=0.9,de;q=0.5", "en"),
        ("de-AT,de;q=0.9", "de"),
        ("tr,fr;q=0.5", "de"),
        ("", "de"),
    ),
)
def test_the_browser_chooses_first(client, asked, tag):
    page = client.get(CREATE, headers={"accept-language": asked}).content.decode()

    assert f'<html lang="{tag}">' in page


@pytest.mark.parametrize(
    ("language", "written_in", "mark"),
    (
        ("de", "", ""),
        ("de-ls", "", ""),
        ("en", "", ' lang="de"'),
        ("en", "tr", ' lang="tr" dir="auto"'),
        ("de", "en", ' lang="en" dir="auto"'),
    ),
)
def test_an_idea_is_read_aloud_in_its_own_language(client, language, written_in, mark):
    idea = IdeaFactory(language=written_in)
    choose(client, language)

    page = client.get(idea.get_absolute_url()).content.decode()

    assert re.search(r"<h1(.*?)>", page)[1] == mark


@pytest.mark.parametrize(
    ("language", "label"),
    (("de", "1.000 m"), ("en", "1,000 m"), ("de-ls", "1.000 Meter")),
)
def test_numbers_are_written_as_each_language_writes_them(client, language, label):
    choose(client, language)

    page = client.get(reverse("ideas:idea-list")).content.decode()

    assert f">{label}</option>" in page


def test_an_unknown_language_changes_nothing(client):
    choose(client, "fr")

    assert '<html lang="de">' in client.get(CREATE).content.decode()


def test_a_cached_page_is_kept_for_each_language(client):
    empty_keys()
    titles = {}
    for _round in range(2):
        for language in TAGS:
            choose(client, language)
            page = client.get(reverse("ideas:idea-list")).content.decode()
            titles.setdefault(language, set()).add(re.search("<title>.*?·", page)[0])

    assert [len(found) for found in titles.values()] == [1, 1, 1]
    assert titles["en"] == {"<title>Ideas ·"}


@pytest.mark.parametrize(
    ("language", "subject", "hint"),
    (
        ("de", "ist Ihr Code", "Sie müssen nichts tun."),
        ("en", "is your code", "You need not do anything."),
        ("de-ls", "ist Ihr Code", "Dann hat sich jemand vertippt."),
    ),
)
def test_the_code_comes_in_the_language_of_the_page(client, language, subject, hint):
    choose(client, language)
    code = ask_for_code(client, written(client))
    row = Delivery.objects.get()

    mail = renderers.get(row.renderer)(row)

    assert mail.subject.startswith(f"{code} {subject}")
    assert hint in mail.text
    assert hint in mail.html
    assert f'lang="{TAGS[language]}"' in mail.html


@pytest.mark.parametrize(
    ("language", "subject", "action"),
    (
        ("de", "Frage zu Ihrer Idee", "Antworten:"),
        ("en", "Question about your idea", "Reply:"),
        ("de-ls", "Frage zu Ihrer Idee", "Antworten:"),
    ),
)
def test_the_question_of_a_department_comes_in_the_language_of_the_person(
    language, subject, action
):
    idea = IdeaFactory(author=UserFactory(language=language), case=Case.QUESTION)
    referral = ReferralFactory(idea=idea, state=ReferralState.QUESTION)
    passing.pass_on(QuestionFactory(referral=referral), text="Wo?", by=make_staff())
    expand_due()
    row = Delivery.objects.get(renderer="notification")

    mail = renderers.get(row.renderer)(row)

    assert mail.subject.startswith(subject)
    assert action in mail.text
    assert f'lang="{TAGS[language]}"' in mail.html
