"""What tests of the Amt's side share: a browser with an opened link, a filled form."""

from django.urls import reverse

from commons.accounts.enums import Role
from commons.links import services as links
from participation.ideas.enums import Outcome
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentMembershipFactory

WORDS = "Wir stellen im Frühjahr drei Bänke auf."
WHO = {"speaker": "Amt am Apparat", "unit": "SGA 12"}


def url(name, referral, *more):
    return reverse(f"referrals:case-{name}", args=[referral.pk, *more])


def on_link(referral, link=None):
    """A browser that has opened a link of the case."""
    client = StrictClient()
    token = links.token_of(link or referral.link)
    client.post(reverse("referrals:link-show", args=[token]))
    return client


def member_of(department, **fields):
    user = UserFactory(secret="JBSWY3DPEHPK3PXP", **fields)
    DepartmentMembershipFactory(
        user=user, department=department, role=Role.DEPARTMENT_MEMBER
    )
    return user


def signed_in(user):
    client = StrictClient()
    sign_in(client, user)
    return client


def statement(**more):
    return {"text": WORDS, "outcome": Outcome.WILL_BE_DONE, **WHO, **more}
