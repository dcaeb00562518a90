"""The page: marking, the preview, doing it; without script and by direct POST."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.accounts.enums import Role
from commons.blackening import mark_of
from commons.files import services as files
from participation.ideas.models import Idea
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Redaction
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.writing import picture

pytestmark = pytest.mark.django_db
PHONE = mark_of("Telefonnummer")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


@pytest.fixture
def idea():
    return IdeaFactory(title="Bank", text="Ruft 030 1234567 an, sagt Amsel.")


@pytest.fixture
def staff():
    return sign_in(StrictClient(), make_staff())


def address(contribution, kind="idea"):
    return reverse("moderation:redaction", args=[kind, contribution.pk])


def marks(*words, step="vorschau", **more):
    return {
        "version": 1,
        "wort": list(words),
        "reason": "personal_data",
        "schritt": step,
        **more,
    }


def test_the_page_shows_each_word_with_a_box_and_marks_the_number(staff, idea):
    page = staff.get(address(idea)).content.decode()

    assert page.count('name="wort"') == 1 + 6
    assert 'value="text:1" checked' in page
    assert 'value="text:2" checked' in page
    assert 'value="text:0" checked' not in page


def test_the_preview_changes_nothing_and_shows_what_will_be(staff, idea):
    CommentFactory(idea=idea, text="Die 0301234567 ist besetzt.")

    response = staff.post(address(idea), marks("text:1", "text:2"))
    page = response.content.decode()

    assert response.status_code == 200
    assert f'<span aria-hidden="true">{PHONE}</span>' in page
    assert "Das lässt sich nicht rückgängig machen." in page
    assert "Dieselben Worte stehen auch hier" in page
    assert 'name="art-text:1-2"' in page
    assert Idea.objects.get().text == idea.text
    assert not Decision.objects.exists()


def test_what_looks_like_a_number_is_called_so_and_the_rest_is_asked(staff, idea):
    page = staff.post(address(idea), marks("text:1", "text:2", "text:5"))

    form = page.context["form"]
    assert form["art-text:1-2"].value() == "phone"
    assert form["art-text:5-5"].value() == "other"


def test_it_is_done_only_when_it_is_confirmed(staff, idea):
    unsure = staff.post(address(idea), marks("text:1", "text:2", step="schwaerzen"))

    done = staff.post(
        address(idea), marks("text:1", "text:2", step="schwaerzen", sicher="on")
    )

    assert unsure.status_code == 422
    assert done.status_code == 302
    assert Idea.objects.get().text == f"Ruft {PHONE} an, sagt Amsel."


def test_each_passage_has_a_kind_of_its_own(staff, idea):
    chosen = {"art-text:1-2": "other", "art-text:5-5": "name", "sicher": "on"}

    staff.post(
        address(idea),
        marks("text:1", "text:2", "text:5", step="schwaerzen", **chosen),
    )

    found = Redaction.objects.values_list("what", "count").order_by("what")
    assert list(found) == [("name", 1), ("other", 1)]
    assert "[persönliche Angabe]" in Idea.objects.get().text


def test_marks_come_back_to_be_changed(staff, idea):
    page = staff.post(address(idea), marks("text:5", step="markieren"))

    words = page.content.decode()
    assert 'value="text:5" checked' in words
    assert 'value="text:1" checked' not in words


def test_nothing_marked_is_said(staff, idea):
    response = staff.post(address(idea), marks())

    assert response.status_code == 409
    assert "Bitte markieren Sie zuerst" in response.content.decode()


def test_a_changed_contribution_is_marked_anew(staff, idea):
    Idea.objects.update(version=2)

    response = staff.post(
        address(idea), marks("text:5", step="schwaerzen", sicher="on")
    )
    page = response.content.decode()

    assert response.status_code == 409
    assert "inzwischen geändert" in page
    assert 'value="text:5" checked' not in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize(
    "mark", ("text:x", "../../x:1", "text:99999", "nirgends:1", "text:-1")
)
def test_a_made_up_mark_blackens_nothing(staff, idea, mark):
    response = staff.post(address(idea), marks(mark, step="schwaerzen", sicher="on"))

    assert response.status_code in {409, 422}
    assert Idea.objects.get().text == idea.text


def test_cells_and_rectangles_blacken_a_picture(staff, idea):
    stored = files.store_image(picture(size=(900, 600)), by=None, purpose="idea-image")
    image = IdeaImageFactory(idea=idea, stored_file=stored)
    shown = staff.get(address(idea)).content.decode()

    response = staff.post(
        address(idea),
        marks(
            step="schwaerzen",
            sicher="on",
            feld=[f"{image.pk}:0,0"],
            bereich=[f"{image.pk}:500,500,900,900"],
        ),
    )

    assert shown.count('name="feld"') == 12 * 9
    assert response.status_code == 302
    assert list(Redaction.objects.values_list("what", "is_picture", "count")) == [
        ("face", True, 2)
    ]
    image.refresh_from_db()
    assert image.stored_file.sha256 != stored.sha256


@pytest.mark.parametrize(
    "area", ("500,500,400,900", "0,0,0,0", "0,0,9999,9999999", "-1,0,5,5")
)
def test_an_area_outside_is_refused(staff, idea, area):
    stored = files.store_image(picture(), by=None, purpose="idea-image")
    image = IdeaImageFactory(idea=idea, stored_file=stored)

    response = staff.post(
        address(idea),
        marks(step="schwaerzen", sicher="on", bereich=[f"{image.pk}:{area}"]),
    )

    assert response.status_code in {409, 422}
    image.refresh_from_db()
    assert image.stored_file.sha256 == stored.sha256


@pytest.mark.parametrize(
    ("who", "status"),
    (
        ("nobody", 302),
        ("resident", 403),
        ("author", 403),
        ("admin", 403),
        ("editor", 403),
        ("elsewhere", 404),
        ("moderator", 302),
        ("coordinator", 302),
    ),
)
def test_who_may_blacken_by_a_direct_post(idea, who, status):
    client = StrictClient()
    people = {
        "resident": UserFactory,
        "author": lambda: idea.author,
        "admin": lambda: make_staff(Role.ADMIN),
        "editor": lambda: make_staff(Role.DATA_EDITOR),
        "elsewhere": lambda: make_regional_moderator(RegionFactory()),
        "moderator": make_staff,
        "coordinator": lambda: make_staff(Role.COORDINATOR),
    }
    if who in people:
        sign_in(client, people[who]())

    response = client.post(
        address(idea), marks("text:1", "text:2", step="schwaerzen", sicher="on")
    )

    may = who in {"moderator", "coordinator"}
    assert response.status_code == status
    assert (PHONE in Idea.objects.get().text) is may


def test_an_own_contribution_is_blackened_by_somebody_else():
    moderator = make_staff()
    own = IdeaFactory(author=moderator, text="030 1234567")
    client = sign_in(StrictClient(), moderator)

    assert client.get(address(own)).status_code == 403


def test_the_desk_leads_to_the_page(staff, idea):
    page = staff.get(reverse("moderation:contribution", args=["idea", idea.pk]))

    assert address(idea) in page.content.decode()


@pytest.mark.parametrize("kind", ("queue_item", "nirgends", "user"))
def test_what_cannot_be_blackened_is_not_found(staff, kind):
    assert staff.get(f"/moderation/schwaerzen/{kind}/1/").status_code == 404


def test_a_comment_is_blackened_too(staff, idea):
    comment = CommentFactory(idea=idea, text="Amsel sagt: 030 1234567")

    staff.post(
        address(comment, "comment"),
        marks("text:2", "text:3", step="schwaerzen", sicher="on"),
    )

    comment.refresh_from_db()
    assert comment.text == f"Amsel sagt: {PHONE}"
    assert Decision.objects.filter(kind="comment", verdict=Verdict.REDACT).exists()


def test_the_words_are_in_no_draft_of_the_page(staff, idea):
    response = staff.post(
        reverse("drafts:draft-save", args=["redaction"]) + f"?ziel={address(idea)}",
        marks("text:1", "text:2", text="Bitte keine Nummern."),
    )

    assert response.status_code == 200
    page = staff.get(address(idea)).content.decode()
    assert "Bitte keine Nummern." in page


def test_an_upload_name_is_not_kept(staff, idea):
    upload = picture("Amsel.jpg")
    stored = files.store_image(
        SimpleUploadedFile("Amsel.jpg", upload.read(), "image/jpeg"), by=None
    )
    IdeaImageFactory(idea=idea, stored_file=stored)

    staff.post(address(idea), marks("text:5", step="schwaerzen", sicher="on"))

    stored.refresh_from_db()
    assert "Amsel" not in stored.name
