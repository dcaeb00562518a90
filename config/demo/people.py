"""The demo's people: one for each role, with names of roles, never of persons."""

import time
from dataclasses import dataclass
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password

from commons.accounts.enums import Role, Scope
from commons.accounts.grants import table_for
from commons.accounts.models import User
from commons.accounts.services import roles
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from neighbourhood.regions.services import residence

PASSWORD = "bindeglied-demo"  # noqa: S105 -- known to everyone, in the demo only
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 -- likewise
TOTP_PERIOD = 30  # seconds
NEIGHBOURS = 14


@dataclass(frozen=True)
class Person:
    """`role` is None for a resident; `where` names a region or department."""

    key: str
    display_name: str
    does: str
    role: Role | None = None
    scope: Scope = Scope.PLATFORM
    where: str = ""
    home: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"

    @property
    def has_second_factor(self) -> bool:
        return self.role is not None


PEOPLE = (
    Person(
        "bewohnerin",
        "Nachbarin aus Karow",
        "schreibt Ideen, unterstützt, verfolgt",
        home="karow",
    ),
    Person(
        "moderation",
        "Moderation",
        "prüft und veröffentlicht in allen Stadtteilen, leitet weiter",
        Role.MODERATOR,
    ),
    Person(
        "moderation-nord",
        "Moderation Nord",
        "prüft nur für Buch und Karow",
        Role.MODERATOR,
        Scope.REGION,
        "buch karow",
    ),
    Person(
        "koordination",
        "Koordination",
        "leitet die SPK: Rollen, Ämter, Antworten",
        Role.COORDINATOR,
    ),
    Person(
        "sga",
        "Sachbearbeitung SGA",
        "antwortet für das Straßen- und Grünflächenamt",
        Role.DEPARTMENT_MEMBER,
        Scope.DEPARTMENT,
        "sga",
    ),
    Person(
        "stadtteilzentrum",
        "Stadtteilzentrum",
        "trägt in Pankow Zentrum Ideen für andere ein",
        Role.TRUSTED_HOUSE,
        Scope.REGION,
        "pankow-zentrum",
    ),
    Person(
        "redaktion",
        "Redaktion",
        "pflegt Seiten und Ansprechpartner",
        Role.DATA_EDITOR,
    ),
    Person(
        "administration",
        "Administration",
        "vergibt alle Rollen, sieht gescheiterte Sendungen",
        Role.ADMIN,
    ),
)


def build() -> dict[str, User]:
    """Make everyone who is missing; gives all of them by key."""
    built = {person.key: _made(person) for person in PEOPLE}
    for number in range(1, NEIGHBOURS + 1):
        key = f"nachbar-{number:02}"
        built[key] = _account(f"{key}@demo.example", "")
    return built


def current_code() -> str:
    """The code that the demo's staff would read from their phone just now."""
    counter = int(time.time()) // TOTP_PERIOD
    return str(format_hotp_value(hotp_value(TOTP_SECRET, counter)))


def _made(person: Person) -> User:
    user = _account(person.email, person.display_name)
    if person.home:
        residence.settle(user, region=Region.objects.get(slug=person.home))
    if person.has_second_factor and not _has_totp(user):
        TOTP.activate(user, TOTP_SECRET)
    if person.role is not None:
        _give(user, person)
    return user


def _account(email: str, display_name: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, display_name=display_name)
        user.password = _encoded_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@cache
def _encoded_password() -> str:
    """Everybody has the same one, and hashing takes a quarter of a second."""
    return make_password(PASSWORD)


def _has_totp(user: User) -> bool:
    authenticators = Authenticator.objects.filter(user=user)
    return bool(authenticators.filter(type=Authenticator.Type.TOTP).exists())


def _give(user: User, person: Person) -> None:
    table = table_for(person.scope)
    held = table.model_class.objects.active().filter(user=user, role=person.role)
    if person.role is None or held.exists():
        return
    for scope_id in _scope_ids(person):
        roles.grant(
            user,
            role=person.role,
            table=table,
            scope_id=scope_id,
            reason="Vorführung",
            by=None,
        )


def _scope_ids(person: Person) -> list[int | None]:
    if person.scope is Scope.REGION:
        return list(
            Region.objects.filter(slug__in=person.where.split()).values_list(
                "pk", flat=True
            )
        )
    if person.scope is Scope.DEPARTMENT:
        return [Department.objects.get(key=person.where).pk]
    return [None]
