from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role, Scope
from commons.accounts.grants import table_for
from commons.accounts.models import PlatformGrant
from commons.accounts.services import roles
from commons.accounts.visitors import visitor_for
from commons.audit.models import AuditEntry
from commons.errors import RuleViolation
from neighbourhood.regions.models import Region
from tests.factories.accounts import PlatformGrantFactory, UserFactory, make_staff

pytestmark = pytest.mark.django_db
URL = "/rollen/"


def form(user, **changes):
    return {
        "email": user.email,
        "role": Role.MODERATOR,
        "scope": "platform:",
        "reason": "Vertretung",
        "valid_until": "",
    } | changes


def test_a_coordinator_grants_a_role_and_the_record_says_so(client, sign_in):
    coordinator, user = make_staff(Role.COORDINATOR), UserFactory()
    sign_in(client, coordinator)

    response = client.post(URL, form(user))

    entry = AuditEntry.objects.get(verb="account.role_granted")
    assert response.status_code == 302
    assert visitor_for(user).roles == {Role.MODERATOR}
    assert (entry.target_id, entry.by_id) == (user.pk, coordinator.pk)
    assert entry.codes == {"role": "moderator", "scope": "platform", "scope_id": None}


def test_a_role_for_one_region_covers_that_region_alone(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    here, elsewhere = Region.objects.order_by("number")[:2]
    user = UserFactory()

    client.post(URL, form(user, scope=f"region:{here.pk}"))

    visitor = visitor_for(user)
    assert visitor.has_role(Role.MODERATOR, region_id=here.pk)
    assert not visitor.has_role(Role.MODERATOR, region_id=elsewhere.pk)


@pytest.mark.parametrize(
    ("changes", "message"),
    (
        ({"email": "niemand@example.org"}, "noch kein Konto"),
        ({"scope": "department:0"}, "field-error"),
        ({"role": Role.ADMIN}, "field-error"),
        ({"role": Role.DEPARTMENT_MEMBER}, "gibt es in diesem Bereich nicht"),
        ({"reason": ""}, "field-error"),
    ),
)
def test_what_does_not_fit_is_said_and_grants_nothing(
    client, sign_in, changes, message
):
    sign_in(client, make_staff(Role.COORDINATOR))
    user = UserFactory()

    response = client.post(URL, form(user, **changes))

    assert message in response.content.decode()
    assert visitor_for(user).roles == set()


def test_nobody_changes_their_own_roles(client, sign_in):
    admin = make_staff(Role.ADMIN)
    sign_in(client, admin)

    response = client.post(URL, form(admin))

    assert "Eigene Rollen ändert immer jemand anderes" in response.content.decode()
    assert visitor_for(admin).roles == {Role.ADMIN}


def test_a_withdrawn_role_ends_at_once(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    moderator = make_staff(Role.MODERATOR)
    held = PlatformGrant.objects.get(user=moderator)

    response = client.post(f"/rollen/platform/{held.pk}/entziehen/")

    assert response.status_code == 302
    assert visitor_for(moderator).roles == set()
    assert AuditEntry.objects.filter(verb="account.role_withdrawn").count() == 1


def test_the_last_admin_stays():
    admin = make_staff(Role.ADMIN)
    held = PlatformGrant.objects.get(user=admin)

    with pytest.raises(RuleViolation) as violation:
        roles.withdraw(held, table=table_for(Scope.PLATFORM), by=admin)

    assert violation.value.code == "role_last_admin"


def test_a_role_counts_from_its_beginning_to_its_end():
    now, day = timezone.now(), timedelta(days=1)
    user = UserFactory()
    PlatformGrantFactory(user=user, role=Role.MODERATOR, valid_from=now + day)
    PlatformGrantFactory(
        user=user,
        role=Role.DATA_EDITOR,
        valid_from=now - 2 * day,
        valid_until=now - day,
    )
    PlatformGrantFactory(user=user, role=Role.TRUSTED_HOUSE, valid_from=now - day)

    assert visitor_for(user).roles == {Role.TRUSTED_HOUSE}


def test_all_grants_come_with_one_query(django_assert_num_queries):
    user = make_staff(Role.MODERATOR)
    visitor = visitor_for(user)

    with django_assert_num_queries(1):
        assert visitor.is_staff
        assert visitor.has_role(Role.MODERATOR)
        assert visitor.department_ids == frozenset()


def test_staff_without_a_second_factor_reach_only_its_setup(client, sign_in):
    user = UserFactory()
    PlatformGrantFactory(user=user, role=Role.MODERATOR)
    sign_in(client, user)

    response = client.get("/moderation/")

    assert (response.status_code, response["Location"]) == (302, "/konto/2fa/")
