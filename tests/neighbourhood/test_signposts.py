"""Signposts: staff say what belongs elsewhere, and the form says so at once."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from neighbourhood.departments.enums import SignpostKind
from neighbourhood.departments.models import Signpost, Topic
from neighbourhood.departments.queries.signposts import pointed, tried
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db

LIST = reverse("departments:signpost-list")
NEW = reverse("departments:signpost-create")


@pytest.fixture
def coordinator(client, sign_in):
    return sign_in(client, make_staff(Role.COORDINATOR))


def fields(**changes):
    return {
        "kind": "elsewhere",
        "parent": "",
        "name": "Seilbahnen",
        "words": "seilbahn*",
        "topic": "",
        "body": "Seilbahn-Gesellschaft",
        "advice": "Seilbahnen betreibt eine Gesellschaft.",
        "url": "https://example.org/",
        "phone": "",
        "position": 10,
        "is_active": "on",
        **changes,
    }


def test_every_subject_of_the_citys_report_form_is_there():
    subjects = Signpost.objects.filter(parent__key="ordnungsamt-online")

    assert subjects.count() == 125 + 7
    assert {row.kind for row in subjects} == {SignpostKind.DEFECT}


def test_a_row_takes_what_it_leaves_empty_from_what_it_belongs_to():
    (found,) = pointed("Da liegt seit Tagen ein Sofa", "", None)

    assert (found.advice.name, found.advice.body, found.advice.host) == (
        "Abfall: Sperrmüll",
        "Ordnungsamt-Online",
        "ordnungsamt.berlin.de",
    )


def test_a_new_signpost_is_said_at_once(
    client, coordinator, django_capture_on_commit_callbacks
):
    assert pointed("Eine Seilbahn zum Park", "", None) == []

    with django_capture_on_commit_callbacks(execute=True):
        client.post(NEW, fields())

    (found,) = pointed("Eine Seilbahn zum Park", "", None)
    assert found.advice.body == "Seilbahn-Gesellschaft"


def test_what_is_switched_off_says_nothing_nor_do_its_rows(
    client, coordinator, django_capture_on_commit_callbacks
):
    parent = Signpost.objects.get(key="ordnungsamt-online")
    off = fields(
        kind="defect", name=parent.name, words="", body=parent.body, is_active=""
    )

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("departments:signpost-edit", args=[parent.pk]), off)

    assert pointed("Da liegt seit Tagen ein Sofa", "", None) == []


def test_a_row_of_one_topic_says_nothing_about_another(
    client, coordinator, django_capture_on_commit_callbacks
):
    topics = {row.key: row.pk for row in Topic.objects.all()}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(NEW, fields(topic=topics["kultur"]))

    said = {
        key: len(pointed("Eine Seilbahn", "", topics.get(key)))
        for key in ("kultur", "gruen", "")
    }

    assert said == {"kultur": 1, "gruen": 0, "": 1}


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"advice": ""}, "advice"),
        ({"words": "-neu"}, "words"),
        ({"kind": "defect", "parent": "ampeln"}, "parent"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"name": ""}, "name"),
    ),
)
def test_what_cannot_be_said_is_refused(coordinator, client, changes, field):
    if "parent" in changes:
        changes["parent"] = Signpost.objects.get(key=changes["parent"]).pk

    response = client.post(NEW, fields(**changes))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]


def test_a_title_can_be_tried(client, coordinator):
    response = client.get(LIST, {"probe": "Schlagloch auf dem Radweg"})

    names = {advice.name for advice in response.context["tried"]}
    assert "Straßenaufsicht: Straßen- und Gehwegschäden" in names
    assert tried("Ein Chor für alle") == []


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same_for_many(
    client, coordinator, rows, django_assert_num_queries
):
    Signpost.objects.exclude(parent=None).delete()
    Signpost.objects.all().delete()
    for number in range(rows):
        Signpost.objects.create(
            key=f"x-{number}", kind="wish", name=f"Wunsch {number}", words="mehr"
        )
    client.get(LIST)

    with django_assert_num_queries(10):
        client.get(LIST)


@pytest.mark.parametrize(
    ("role", "status"),
    ((Role.COORDINATOR, 200), (Role.MODERATOR, 403), (None, 403)),
)
def test_who_keeps_the_signposts(client, sign_in, role, status):
    sign_in(client, make_staff(role) if role else UserFactory())
    row = Signpost.objects.first()

    pages = (LIST, NEW, reverse("departments:signpost-edit", args=[row.pk]))
    assert {client.get(page).status_code for page in pages} == {status}
