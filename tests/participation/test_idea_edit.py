"""One's own ideas: the list, a new version, taking one back."""

import pytest
from django.urls import reverse

from commons.drafts.models import Draft
from commons.verbs.models import Happening
from participation.ideas.models import Idea
from participation.ideas.services.submission import Picture, write_version
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide, submit
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.files import StoredImageFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory
from tests.participation.test_idea_submission import make_content
from tests.participation.writing import text_of, typed

pytestmark = pytest.mark.django_db
MINE = "/konto/ideen/"


def make_asked(**fields):
    """An idea that the moderation wants changed."""
    idea = IdeaFactory(publication=Publication.SUBMITTED, **fields)
    write_version(idea, make_content(title=idea.title, text=idea.text), by=idea.author)
    decide(
        submit(idea),
        verdict=Verdict.REQUEST_CHANGES,
        version=1,
        by=make_staff(),
        reason=Reason.UNCLEAR,
        text="An welchem Eingang?",
    )
    idea.refresh_from_db()
    return idea


def edit_address(idea):
    return reverse("ideas:idea-edit", args=[idea.number])


def new_version(**changes):
    return typed(text="Am Eingang im Norden.", version="1") | changes


def test_a_new_version_goes_back_to_the_desk(client, sign_in):
    idea = make_asked(title="Bänke", support_count=0)
    sign_in(client, idea.author)
    form = client.get(edit_address(idea))

    response = client.post(edit_address(idea), new_version(title="Bänke im Park"))

    idea.refresh_from_db()
    item = QueueItem.objects.get(closed_at=None)
    versions = list(
        idea.snapshots.order_by("version").values_list("version", flat=True)
    )
    assert "An welchem Eingang?" in text_of(form)
    assert response.url == MINE
    assert (idea.title, idea.version, idea.publication) == (
        "Bänke im Park",
        2,
        "submitted",
    )
    assert idea.slug == "baenke-im-park"
    assert (item.title, item.version, item.cause) == ("Bänke im Park", 2, "resubmitted")
    assert versions == [1, 2]
    assert not Draft.objects.exists()
    assert Happening.objects.filter(verb="idea.resubmitted").exists()


def test_the_form_begins_with_what_was_written(client, sign_in):
    idea = make_asked(title="Bänke", text="Bitte **zwei**.", place_text="am Tor")
    sign_in(client, idea.author)

    form = client.get(edit_address(idea)).context["form"]

    values = {name: form[name].value() for name in ("title", "text", "topic", "region")}
    assert values == {
        "title": "Bänke",
        "text": "Bitte **zwei**.",
        "topic": idea.topic_id,
        "region": idea.region_id,
    }


def test_pictures_of_the_last_version_go_on_or_out(client, sign_in):
    idea = make_asked()
    files = [StoredImageFactory(), StoredImageFactory()]
    for position, file in enumerate(files, start=1):
        IdeaImageFactory(idea=idea, stored_file=file, position=position)
    sign_in(client, idea.author)
    keys = [file.key.hex for file in files]

    client.post(
        edit_address(idea),
        new_version(picture=keys, alt_text=["eins", "zwei"], entfernen=keys[0]),
    )
    client.post(edit_address(idea), new_version(picture=keys[1:], alt_text=["zwei"]))

    images = [(image.stored_file, image.alt_text) for image in idea.images.all()]
    assert images == [(files[1], "zwei")]


def test_a_draft_of_the_change_waits_with_its_idea(client, sign_in):
    idea = make_asked()
    sign_in(client, idea.author)
    save = f"{reverse('drafts:draft-save', args=['idea-edit'])}?ziel=idea:{idea.pk}"

    client.post(save, new_version(title="Halb fert"))
    page = client.get(edit_address(idea))
    drafts = client.get(reverse("drafts:draft-list"))

    assert 'value="Halb fert"' in page.content.decode()
    assert edit_address(idea) in drafts.content.decode()


def test_a_second_window_overwrites_nothing(client, sign_in):
    idea = make_asked()
    sign_in(client, idea.author)
    client.post(edit_address(idea), new_version(title="Erste"))
    Idea.objects.filter(pk=idea.pk).update(publication=Publication.CHANGES_REQUESTED)

    response = client.post(edit_address(idea), new_version(title="Zweite"))

    idea.refresh_from_db()
    assert response.status_code == 422
    assert "in einem anderen Fenster schon ersetzt" in text_of(response)
    assert (idea.title, idea.version) == ("Erste", 2)


@pytest.mark.parametrize("state", ("published", "declined"))
def test_what_is_decided_is_not_changed(client, sign_in, state):
    idea = IdeaFactory(publication=state)
    sign_in(client, idea.author)

    response = client.post(edit_address(idea), new_version())

    idea.refresh_from_db()
    addendum = reverse("ideas:idea-amend", args=[idea.number])
    assert response.url == (addendum if state == "published" else MINE)
    assert idea.version == 1


@pytest.mark.parametrize("view", ("idea-edit", "idea-withdraw"))
@pytest.mark.parametrize("method", ("get", "post"))
def test_nobody_else_touches_an_idea(client, sign_in, view, method):
    idea = make_asked()
    address = reverse(f"ideas:{view}", args=[idea.number])
    statuses = [getattr(client, method)(address).status_code]
    sign_in(client, UserFactory())
    statuses.append(getattr(client, method)(address).status_code)

    idea.refresh_from_db()
    assert statuses == [404, 404]
    assert idea.publication == Publication.CHANGES_REQUESTED


def test_withdrawing_asks_first(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, idea.author)
    address = reverse("ideas:idea-withdraw", args=[idea.number])

    page = text_of(client.get(address))
    response = client.post(address)

    idea.refresh_from_db()
    assert "Idee zurückziehen?" in page
    assert (response.url, idea.publication) == (MINE, "withdrawn")
    assert "zurückgezogen" in text_of(client.get(MINE))


def test_withdrawing_what_an_amt_has_names_the_telephone(client, sign_in):
    idea = IdeaFactory(case="referred")
    sign_in(client, idea.author)

    client.post(reverse("ideas:idea-withdraw", args=[idea.number]))

    assert "Rufen Sie uns bitte an" in text_of(client.get(MINE))


def test_my_ideas_are_mine_in_every_state(client, sign_in):
    author = UserFactory()
    for state in Publication.values:
        IdeaFactory(author=author, publication=state, title=f"Idee {state}")
    IdeaFactory(title="Nicht meine")
    sign_in(client, author)

    page = text_of(client.get(MINE))

    assert [state for state in Publication.values if f"Idee {state}" not in page] == []
    assert "Nicht meine" not in page


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_of_own_ideas_costs_the_same(
    client, sign_in, count, django_assert_num_queries
):
    author = UserFactory()
    IdeaFactory.create_batch(count, author=author)
    sign_in(client, author)

    # Account, ideas, draft and what the frame shows; five are the strict client's own.
    with django_assert_num_queries(10):
        client.get(MINE)


def test_older_ideas_stand_on_the_next_page(client, sign_in):
    author = UserFactory()
    ideas = IdeaFactory.create_batch(31, author=author)
    sign_in(client, author)

    first = client.get(MINE)
    second = client.get(MINE, {"vor": first.context["page"].before})

    assert [len(page.context["page"].ideas) for page in (first, second)] == [30, 1]
    assert second.context["page"].ideas == [ideas[0]]


def test_without_an_idea_the_page_invites(client, sign_in):
    sign_in(client, UserFactory())

    page = text_of(client.get(MINE))

    assert "Noch keine Idee" in page


def test_a_version_keeps_pictures_by_key():
    idea, file = IdeaFactory(), StoredImageFactory()

    write_version(idea, make_content(pictures=(Picture(file, "Bank"),)), by=None)

    assert idea.snapshots.get().content["images"] == [
        {"file": str(file.key), "alt_text": "Bank"}
    ]
