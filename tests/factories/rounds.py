"""Rounds of several departments, made by the real service."""

from django.utils import timezone

from neighbourhood.rounds.enums import RoundKind, RoundState
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import convening, deciding, waiting
from tests.factories.accounts import UserFactory, generate_totp_secret, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.regions import RegionFactory, RegionGrantFactory

QUESTION = "Wer kümmert sich um die **Beleuchtung** am Anger?"


def make_call(**fields):
    fields.setdefault("kind", RoundKind.ALIGNMENT)
    fields.setdefault("title", "Licht am Anger")
    fields.setdefault("question", QUESTION)
    fields.setdefault("working_days", 10)
    return convening.Call(**fields)


def make_round(*departments, informed=(), state=RoundState.OPEN, by=None, **fields):
    """A round of two departments, or of those given; `state=` leads it there."""
    departments = departments or DepartmentFactory.create_batch(2)
    by = by or make_staff()
    row = convening.convene(
        make_call(**fields), asked=departments, informed=informed, by=by
    )
    if state == RoundState.DECIDING:
        row = waiting.stop_waiting(row, by=by)
    elif state == RoundState.CLOSED:
        result = deciding.Result("agreed", "Alle sind dafür.")
        row = deciding.decide(row, result, by=by)
    elif state == RoundState.CANCELLED:
        row = deciding.cancel(row, reason="Hat sich erledigt.", by=by)
    return row


def party_of(row, department=None):
    parties = row.parties.select_related("department", "link", "round")
    if department is None:
        return parties.order_by("pk").first()
    return parties.get(department=department)


def set_due(row, day):
    """Let every date of a round be a working day of the calendar."""
    row.parties.update(due_on=day, first_due_on=day)


def date_back(row, **since):
    """The round was called, and everybody told, some time ago."""
    then = timezone.now() - timezone.timedelta(**since)
    Round.objects.filter(pk=row.pk).update(convened_at=then)
    row.parties.update(invited_at=then, told_at=then)


def make_member(department=None):
    """Somebody who answers for a department, with a second factor."""
    user = UserFactory(secret=generate_totp_secret())
    department = department or DepartmentFactory()
    DepartmentMembershipFactory(user=user, department=department)
    return user


def make_regional(role, region=None):
    """Somebody with a role in one Stadtteil, with a second factor."""
    user = UserFactory(secret=generate_totp_secret())
    RegionGrantFactory(user=user, role=role, region=region or RegionFactory())
    return user
