import pytest

from commons.accounts.services import own_data
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import ComplaintFactory, DecisionFactory

pytestmark = pytest.mark.django_db


def test_who_decided_does_not_take_a_complaint_along():
    author, moderator = UserFactory(), make_staff()
    decision = DecisionFactory(target_id=1, decided_by=moderator)
    ComplaintFactory(
        decision=decision, complained_by=author, first_decided_by=moderator
    )

    of_author = own_data.export(author)["tables"]["moderation.Complaint"]["rows"]
    of_moderator = own_data.export(moderator)["tables"]["moderation.Complaint"]["rows"]

    assert [row["text"] for row in of_author] == ["Ich sehe das anders."]
    assert of_moderator == []
