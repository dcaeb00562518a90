"""A decision on words that are no longer there shows what changed, for every kind."""

import pytest
from django.urls import reverse

from participation.discussion.services import editing
from participation.moderation import desk, services
from participation.moderation.enums import Publication
from participation.moderation.models import Decision
from tests.factories.accounts import make_staff
from tests.factories.discussion import CommentFactory

pytestmark = pytest.mark.django_db


def test_a_comment_that_changed_meanwhile_is_shown_with_its_difference(client, sign_in):
    comment = CommentFactory(text="Am Anger.", publication=Publication.SUBMITTED)
    item = services.submit(comment)
    editing.edit(comment, "Am Weiher.", version=1, by=comment.author)
    client = sign_in(client, make_staff())

    response = client.post(
        item.get_absolute_url(),
        {"version": "1", "verdict": "publish", "schritt": "entscheiden"},
    )

    assert response.status_code == 409
    assert "Während Sie lasen, wurde das geändert" in response.text
    assert "<del>Anger.</del>" in response.text
    assert "<ins>Weiher.</ins>" in response.text
    assert not Decision.objects.exists()
    again = client.post(
        item.get_absolute_url(),
        {"version": "2", "verdict": "publish", "schritt": "entscheiden"},
    )
    assert again.headers["Location"].startswith(reverse("moderation:queue"))
    assert Decision.objects.get().version == 2


def test_every_kind_that_can_change_while_it_waits_shows_its_versions():
    """What is taken back and written anew instead has one version only."""
    silent = {
        each.kind for each in desk.all_kinds() if each.versions_of is desk._no_versions
    }

    assert silent == {"addendum", "actor_change", "progress", "room_question"}
