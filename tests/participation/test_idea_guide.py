"""The front door: said while somebody writes, once more on the preview, never a wall."""

import io

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.drafts.models import Draft
from participation.ideas.models import Idea
from participation.ideas.queries.guide import Tone, notices_for
from participation.moderation.enums import Publication
from participation.referrals import dossiers
from participation.referrals.enums import ReferralRole
from participation.referrals.letters import Letter
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.participation.writing import (
    CREATE,
    SEND,
    dangers_in,
    text_of,
    typed,
    written,
)

pytestmark = pytest.mark.django_db

GUIDE = reverse("ideas:idea-guide")
PHONE = "Rufen Sie mich an: 0151 23456789."


@pytest.fixture(autouse=True)
def _german_again():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


def keys_of(title, text=""):
    return [notice.key for notice in notices_for(title, text, None)]


def test_a_defect_is_told_with_link_and_telephone(client):
    response = client.post(GUIDE, {"title": "Da liegt seit Tagen ein Sofa"})

    page = response.content.decode()
    assert "Das klingt nach einem Mangel" in page
    assert 'href="https://ordnungsamt.berlin.de/"' in page
    assert 'href="tel:115"' in page
    assert "Text kopieren" in page
    assert "Sie können trotzdem weiterschreiben." in page


def test_danger_points_to_112_and_110(client):
    page = client.post(GUIDE, {"title": "Loser Ast über dem Weg"}).content.decode()

    assert 'href="tel:112"' in page
    assert 'href="tel:110"' in page


def test_a_formal_matter_is_told_that_no_deadline_is_kept(client):
    page = text_of(client.post(GUIDE, {"title": "Widerspruch gegen den Bescheid"}))

    assert "Hier wird keine Frist gewahrt." in page


def test_personal_data_is_named_with_its_place(client):
    words = {"title": "Ein Fest", "text": f"Kommt alle.\r\n{PHONE}"}

    page = client.post(GUIDE, words).content.decode()

    assert "Beschreibung, Zeile 2" in page
    assert "<mark>0151 23456789</mark>" in page


def test_three_lines_of_the_card_come_with_the_title(client):
    page = text_of(client.post(GUIDE, {"title": "Mehr Bänke am Anger"}))

    assert "Was geht? Sitzbank" in page
    assert "Wer entscheidet:" in page
    assert "Wie lange:" in page


def test_what_stands_there_already_changes_nothing(client):
    title = "Da liegt seit Tagen ein Sofa"
    shown = keys_of(title)

    response = client.post(GUIDE, {"title": title, "gezeigt": shown})

    assert (len(shown), response.status_code, response.content) == (1, 204, b"")


def test_a_notice_that_goes_is_taken_away(client):
    shown = keys_of("Da liegt seit Tagen ein Sofa")

    response = client.post(GUIDE, {"title": "Ein Chor", "gezeigt": shown})

    assert response.status_code == 200
    assert "guide-notice" not in response.content.decode()


def test_what_somebody_leaves_is_not_said_again(client):
    title = "Da liegt seit Tagen ein Sofa"

    response = client.post(GUIDE, {"title": title, "gelassen": keys_of(title)})

    assert response.status_code == 204


def test_other_personal_data_is_said_again():
    left = keys_of("Ein Fest", PHONE)
    other = PHONE.replace("0151", "0152")

    assert notices_for("Ein Fest", PHONE, None, left=left) == []
    assert [
        notice.tone for notice in notices_for("Ein Fest", other, None, left=left)
    ] == [Tone.PERSONAL]


def test_a_key_holds_nothing_of_the_personal_data():
    (key,) = keys_of("Ein Fest", PHONE)

    assert "0151" not in key
    assert "23456789" not in key


def test_asking_stores_nothing_and_costs_few_queries(client, django_assert_num_queries):
    client.post(GUIDE, {"title": "Bank"})

    with django_assert_num_queries(0):
        client.post(GUIDE, {"title": "Da liegt seit Tagen ein Sofa"})

    assert not Draft.objects.exists()


def test_whoever_asks_too_often_gets_nothing_new(client, monkeypatch):
    monkeypatch.setattr("participation.ideas.views.guiding.GUIDE_RATE", "1/h")
    client.post(GUIDE, {"title": "Da liegt ein Sofa"})

    assert client.post(GUIDE, {"title": "Loser Ast"}).status_code == 204


@pytest.mark.parametrize(
    "words",
    (
        {"title": "x" * 500, "text": "y" * 20_000, "topic": "keins"},
        {"title": "\x00", "gelassen": ["x" * 5_000] * 60},
        {},
    ),
)
def test_nothing_that_is_posted_breaks_it(client, words):
    answer = client.post(GUIDE, words)

    assert answer.status_code in {200, 204}
    assert dangers_in(answer.content.decode()) == []


def test_a_hostile_text_is_shown_as_text(client):
    text = f'<script>alert(1)</script> {PHONE} <img src=x onerror="alert(1)">'

    page = client.post(GUIDE, {"title": '"><b>', "text": text}).content.decode()

    assert dangers_in(page) == []
    assert "0151 23456789" in page


def test_without_a_script_the_preview_says_the_same(client):
    written(client, title="Da liegt seit Tagen ein Sofa", text=PHONE)

    page = text_of(client.get(SEND))

    assert "Das klingt nach einem Mangel" in page
    assert "Das lesen später alle" in page
    assert "Wenn Sie es so lassen möchten, reichen Sie einfach ein." in page
    assert "Text zum Kopieren" in page
    assert "weiterschreiben" not in page


def test_what_was_left_in_the_form_is_not_on_the_preview(client):
    left = keys_of("Ein Fest im Hof", PHONE)

    written(client, title="Ein Fest im Hof", text=PHONE, gelassen=left)

    assert "Das lesen später alle" not in text_of(client.get(SEND))


def test_personal_data_costs_one_more_click_and_loses_nothing(client, sign_in):
    sign_in(client, UserFactory())
    fields = typed(title="Ein Fest im Hof", text=PHONE)

    response = client.post(CREATE, fields)
    before = Idea.objects.count()
    page = text_of(client.get(response.url))
    client.post(SEND, {"key": fields["key"]})

    assert (response.url, before, Idea.objects.get().text) == (SEND, 0, PHONE)
    assert "Das lesen später alle" in page


def test_who_left_it_hands_in_at_once(client, sign_in):
    sign_in(client, UserFactory())
    left = keys_of("Ein Fest im Hof", PHONE)

    client.post(CREATE, typed(title="Ein Fest im Hof", text=PHONE, gelassen=left))

    assert Idea.objects.get().text == PHONE


def test_a_defect_that_was_shown_is_no_reason_to_ask_again(client, sign_in):
    sign_in(client, UserFactory())
    title = "Da liegt seit Tagen ein Sofa"

    unseen = client.post(CREATE, typed(title=title))
    seen = client.post(CREATE, typed(title=title, gezeigt=keys_of(title)))

    assert unseen.url == SEND
    assert seen.url == reverse("ideas:idea-submitted", args=[Idea.objects.get().number])


def test_a_new_version_is_asked_about_once(client, sign_in):
    author = UserFactory()
    idea = IdeaFactory(author=author, publication=Publication.CHANGES_REQUESTED)
    sign_in(client, author)
    edit = reverse("ideas:idea-edit", args=[idea.number])
    fields = typed(title="Ein Fest im Hof", text=PHONE, version=idea.version)

    asked = client.post(edit, fields)
    left = asked.context["form"].data.getlist("gelassen")
    page = asked.content.decode()
    done = client.post(edit, fields | {"gelassen": keys_of("Ein Fest im Hof", PHONE)})

    assert (asked.status_code, left, done.status_code) == (422, [], 302)
    assert f'name="gelassen" value="{keys_of("Ein Fest im Hof", PHONE)[0]}"' in page
    assert Idea.objects.get().text == PHONE


def test_the_card_stands_whole_on_the_page_of_the_idea(client):
    idea = IdeaFactory(title="Mehr Bänke am Anger")

    page = text_of(client.get(idea.get_absolute_url()))

    assert "Was geht? Sitzbank" in page
    assert "Das kann der Bezirk" in page


def test_an_idea_without_a_card_has_no_place_for_one(client):
    idea = IdeaFactory(title="Ein Chor für alle", text="Wir singen.")

    assert "Was geht?" not in text_of(client.get(idea.get_absolute_url()))


def test_the_card_stands_beside_the_idea_at_the_desk(client, sign_in):
    item = make_item(title="Mehr Bänke am Anger")
    sign_in(client, make_staff(Role.MODERATOR))

    page = text_of(client.get(item.get_absolute_url()))

    assert "Was geht? Sitzbank" in page


def test_the_card_lies_in_the_dossier():
    idea = IdeaFactory(title="Mehr Bänke am Anger")
    letter = Letter(idea, DepartmentFactory(), ReferralRole.LEAD, "", berlin_today())

    document = PdfReader(io.BytesIO(dossiers.compiled(letter)))

    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "Was geht? Sitzbank" in words
    assert "vom Amt noch nicht bestätigt" in words


def test_in_other_languages_the_page_speaks_for_itself(client):
    client.post(reverse("design:language"), {"language": "en", "next": "/"})

    page = client.post(GUIDE, {"title": "Gasgeruch im Haus"}).content.decode()
    card = client.post(GUIDE, {"title": "Mehr Bänke am Anger"}).content.decode()

    assert "Gehen Sie ins Freie" not in page
    assert '<p lang="de">Eine Bank gehört' in card
