from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.grants import GrantTable
from commons.accounts.models import Grant, User
from commons.errors import RuleViolation
from commons.verbs.services import happened


@transaction.atomic
def grant(  # noqa: PLR0913 -- a role, its scope, its time and its reason
    user: User,
    *,
    role: Role,
    table: GrantTable,
    scope_id: int | None,
    reason: str,
    by: User | None,
    valid_until: datetime | None = None,
) -> Grant:
    """Give somebody a role, from now on.

    Args:
        table: which kind of grant; its roles say what may be given there.
        scope_id: the region, department or actor; None on the whole platform.
        by: None only for the very first admin, made on the command line.

    Raises:
        RuleViolation: the role does not go with the table, or is held already.
    """
    model = table.model_class
    if role not in model.ROLES or (scope_id is None) == bool(table.scope_field):
        raise RuleViolation(
            _("Diese Rolle gibt es in diesem Bereich nicht."), code="role_scope"
        )
    scope = {f"{table.scope_field}_id": scope_id} if table.scope_field else {}
    try:
        with transaction.atomic():
            given = model.objects.create(
                user=user,
                role=role,
                reason=reason,
                granted_by=by,
                valid_until=valid_until,
                **scope,
            )
    except IntegrityError as error:
        raise RuleViolation(
            _("Diese Rolle hat die Person schon."), code="role_held"
        ) from error
    happened(
        "account.role_granted",
        user,
        by=by,
        role=role.value,
        scope=table.scope.value,
        scope_id=scope_id,
    )
    return given


@transaction.atomic
def withdraw(given: Grant, *, table: GrantTable, by: User) -> Grant:
    """Take a role back; what was done with it stays done.

    Raises:
        RuleViolation: it was withdrawn before, or is the last admin's.
    """
    model = table.model_class
    given = model.objects.select_for_update(of=("self",)).get(pk=given.pk)
    if given.withdrawn_at is not None:
        raise RuleViolation(
            _("Diese Rolle wurde schon entzogen."), code="role_withdrawn"
        )
    _require_another_admin(given, model)
    given.withdrawn_at = timezone.now()
    given.withdrawn_by = by
    given.save(update_fields=["withdrawn_at", "withdrawn_by"])
    scope_id = getattr(given, f"{table.scope_field}_id") if table.scope_field else None
    happened(
        "account.role_withdrawn",
        given.user,
        by=by,
        role=given.role,
        scope=table.scope.value,
        scope_id=scope_id,
    )
    return given


def _require_another_admin(given: Grant, model: type[Grant]) -> None:
    if given.role != Role.ADMIN:
        return
    others = model.objects.active().exclude(pk=given.pk)
    # The grants of an erased account stay as a record, but nobody acts on them.
    admins = others.filter(role=Role.ADMIN, user__is_active=True)
    if not admins.select_for_update(of=("self",)).exists():
        raise RuleViolation(
            _("Das ist die letzte Administration; erst eine andere einsetzen."),
            code="role_last_admin",
        )
