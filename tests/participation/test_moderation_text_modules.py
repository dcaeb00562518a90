"""The words that moderators start from."""

import pytest
from django.urls import reverse

from commons.audit.models import AuditEntry
from participation.moderation.enums import Reason
from participation.moderation.models import TextModule
from participation.moderation.services.text_modules import load_text_modules
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import TextModuleFactory

pytestmark = pytest.mark.django_db
LIST = reverse("moderation:text-module-list")


def test_an_empty_desk_gets_first_modules_once():
    TextModule.objects.all().delete()

    assert load_text_modules() == 8
    assert load_text_modules() == 0


def test_moderators_write_new_modules(client, sign_in):
    moderator = make_staff()

    response = sign_in(client, moderator).post(
        reverse("moderation:text-module-create"),
        {"reason": Reason.UNCLEAR, "title": "Bild fehlt", "text": "Bitte ein Bild."},
    )

    module = TextModule.objects.get(title="Bild fehlt")
    entry = AuditEntry.objects.get(verb="text_module.saved")
    assert response.headers["Location"] == LIST
    assert (entry.target_id, entry.by_id) == (module.pk, moderator.pk)


def test_a_module_is_changed_and_put_out_of_use(client, sign_in):
    module = TextModuleFactory(title="Alt")
    url = reverse("moderation:text-module-edit", args=[module.pk])

    sign_in(client, make_staff()).post(
        url, {"reason": Reason.INSULT, "title": "Neu", "text": "Bitte sachlich."}
    )

    module.refresh_from_db()
    assert (module.title, module.is_active) == ("Neu", False)


def test_a_module_needs_reason_name_and_words(client, sign_in):
    response = sign_in(client, make_staff()).post(
        reverse("moderation:text-module-create"), {}
    )

    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["reason", "text", "title"]


def test_the_same_name_under_one_reason_is_refused_in_the_form(client, sign_in):
    module = TextModuleFactory()

    response = sign_in(client, make_staff()).post(
        reverse("moderation:text-module-create"),
        {"reason": module.reason, "title": module.title, "text": "Noch einmal."},
    )

    assert response.status_code == 422


@pytest.mark.parametrize(
    "name", ("moderation:text-module-list", "moderation:text-module-create")
)
def test_residents_do_not_edit_them(client, sign_in, name):
    assert sign_in(client, UserFactory()).get(reverse(name)).status_code == 403


def test_the_list_groups_modules_by_reason(client, sign_in):
    TextModuleFactory(title="Ort genauer")

    page = sign_in(client, make_staff()).get(LIST).text

    assert "Ort genauer" in page
    assert "ist noch nicht zu verstehen" in page
