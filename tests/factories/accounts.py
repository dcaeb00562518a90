import factory
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from commons.accounts.models import PlatformGrant, User


class UserFactory(DjangoModelFactory):
    """A resident whose address is verified, as everyone's is who can sign in.

    `secret` gives a second factor; staff have one, or they reach nothing.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"mensch{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Nachbar:in {n}")

    @factory.post_generation
    def address(self, create, extracted, **_):
        if create and extracted is not False:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=True
            )

    @factory.post_generation
    def secret(self, create, extracted, **_):
        if create and extracted:
            TOTP.activate(self, extracted)
            self.totp_secret = extracted


class PlatformGrantFactory(DjangoModelFactory):
    """Needs a user and a role."""

    class Meta:
        model = PlatformGrant


def make_staff(role=Role.MODERATOR, **fields):
    """Somebody with a role everywhere and a second factor."""
    user = UserFactory(secret=generate_totp_secret(), **fields)
    PlatformGrantFactory(user=user, role=role)
    return user
