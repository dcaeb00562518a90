"""What staff do about what did not arrive: by cause, another address, laying aside."""

import pytest
from django.contrib.messages import get_messages

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.delivery import queries, services
from commons.delivery.enums import DeliveryState, SuppressionReason
from commons.delivery.models import Delivery, Suppression
from commons.errors import RuleViolation
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import FailedFactory

pytestmark = pytest.mark.django_db
PAGE = "/sendungen/"
OTHER = {"address": "neu@example.org", "because": "umbenannt"}


@pytest.fixture
def moderator(client, sign_in):
    user = make_staff(Role.MODERATOR)
    sign_in(client, user)
    return user


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(response):
    return [failure.delivery.pk for failure in response.context["page"].failures]


def test_failures_are_counted_by_cause_the_most_frequent_first(client, moderator):
    FailedFactory.create_batch(2, cause="full")
    unknown = FailedFactory(cause="unknown")
    FailedFactory(cause=None)

    listed = client.get(PAGE)
    narrowed = client.get(PAGE, {"grund": "unknown"})

    groups = [(group.key, group.number) for group in listed.context["groups"]]
    assert groups == [("full", 2), ("other", 1), ("unknown", 1)]
    assert shown(narrowed) == [unknown.pk]
    assert "Diese Adresse gibt es nicht" in narrowed.content.decode()


def test_all_of_one_cause_are_sent_again_or_laid_aside(client, moderator):
    FailedFactory.create_batch(2, cause="full")
    FailedFactory.create_batch(3, cause="unknown")

    again = client.post(f"{PAGE}erneut/", {"grund": "full"})
    aside = client.post(f"{PAGE}beiseite/", {"grund": "unknown"})

    assert said(again) == ["2 Sendungen gehen noch einmal hinaus."]
    assert said(aside)[-1] == "3 Sendungen sind beiseitegelegt."
    assert queries.failed_count() == 0
    assert Delivery.objects.filter(state=DeliveryState.FAILED).count() == 3


def test_without_a_cause_nothing_is_laid_aside(client, moderator):
    FailedFactory()

    client.post(f"{PAGE}beiseite/")

    assert queries.failed_count() == 1


def test_one_is_laid_aside_and_that_is_written_down(client, moderator):
    failed = FailedFactory()

    client.post(f"{PAGE}{failed.pk}/beiseite/")

    assert client.get(PAGE).context["page"].failures == []
    entry = AuditEntry.objects.get(verb="delivery.dismissed")
    assert (entry.target_id, entry.by_id) == (failed.pk, moderator.pk)


def test_another_address_keeps_the_first_on_record(client, moderator):
    failed = FailedFactory(to_address="alt@example.org", attempts=4)

    response = client.post(f"{PAGE}{failed.pk}/", OTHER)

    failed.refresh_from_db()
    assert said(response) == ["Die Sendung geht an die andere Adresse."]
    assert (failed.state, failed.attempts) == (DeliveryState.QUEUED, 0)
    assert (failed.to_address, failed.first_address, failed.readdressed_because) == (
        "neu@example.org",
        "alt@example.org",
        "umbenannt",
    )


def test_a_third_address_still_knows_the_first(moderator):
    failed = FailedFactory(to_address="eins@example.org")
    for address in ("zwei@example.org", "drei@example.org"):
        Delivery.objects.filter(pk=failed.pk).update(
            state="failed", failed_at=failed.failed_at
        )
        services.readdress(failed, address=address, because="neu", by=moderator)

    failed.refresh_from_db()
    assert (failed.to_address, failed.first_address) == (
        "drei@example.org",
        "eins@example.org",
    )


def test_the_owner_hears_of_another_address_and_may_refuse(hooks, client, moderator):
    def refuse(delivery):
        message = "Nein."
        raise RuleViolation(message, code="no")

    hooks("test.letter", on_readdressed=refuse)
    failed = FailedFactory(to_address="alt@example.org")

    response = client.post(f"{PAGE}{failed.pk}/", OTHER)

    failed.refresh_from_db()
    assert response.status_code == 422
    assert "Nein." in response.content.decode()
    assert (failed.state, failed.to_address) == ("failed", "alt@example.org")


def test_a_closed_address_is_no_other_address(client, moderator):
    services.suppress("neu@example.org", reason=SuppressionReason.BOUNCED)
    failed = FailedFactory()

    response = client.post(f"{PAGE}{failed.pk}/", OTHER)

    assert response.status_code == 422
    assert "Auch diese Adresse ist gesperrt." in response.content.decode()


@pytest.mark.parametrize("missing", OTHER)
def test_another_address_needs_a_reason_and_an_address(missing, client, moderator):
    failed = FailedFactory()

    response = client.post(f"{PAGE}{failed.pk}/", OTHER | {missing: ""})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]


def test_the_page_of_a_failure_tells_all_and_no_whole_address(client, moderator):
    failed = FailedFactory(
        to_address="nachbarin@example.org",
        first_address="frueher@example.org",
        readdressed_because="Tippfehler",
        cause="full",
        attempts=7,
    )

    page = client.get(f"{PAGE}{failed.pk}/").content.decode()

    for words in ("n…n@example.org", "f…r@example.org", "Tippfehler", "7-mal"):
        assert words in page
    assert "nachbarin@" not in page
    assert "frueher@" not in page


@pytest.mark.parametrize("rows", (1, 30))
def test_suppressions_cost_the_same_for_one_and_thirty(
    rows, client, moderator, django_assert_num_queries
):
    for number in range(rows):
        services.suppress(f"a{number}@example.org", reason=SuppressionReason.BOUNCED)
    client.get(f"{PAGE}gesperrt/")

    with django_assert_num_queries(5 + STRICT_QUERIES):
        response = client.get(f"{PAGE}gesperrt/")

    assert len(response.context["page"].rows) == rows


def test_a_moderator_lifts_a_suppression_with_a_reason(client, moderator):
    suppression = services.suppress("a@example.org", reason=SuppressionReason.BOUNCED)
    path = f"{PAGE}gesperrt/{suppression.pk}/aufheben/"

    refused = client.post(path, {"because": " "})
    lifted = client.post(path, {"because": "Postfach gibt es wieder"})

    suppression.refresh_from_db()
    assert (refused.status_code, lifted.status_code) == (422, 302)
    assert suppression.lifted_because == "Postfach gibt es wieder"
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    (
        ("get", "gesperrt/"),
        ("get", "gesperrt/1/aufheben/"),
        ("post", "gesperrt/1/aufheben/"),
        ("get", "1/"),
        ("post", "1/"),
        ("post", "1/beiseite/"),
        ("post", "beiseite/"),
        ("post", "stillstand/"),
    ),
)
def test_none_of_it_is_the_business_of_residents(method, path, client, sign_in):
    failed = FailedFactory(pk=1)
    Suppression.objects.create(
        pk=1, address_hash="x", since=failed.created_at, reason="bounced"
    )
    sign_in(client, UserFactory())

    assert getattr(client, method)(PAGE + path).status_code == 403
