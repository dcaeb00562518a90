"""Who takes part: people of the tests, and how they sign in on the real pages."""

import re
import time

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from commons.accounts.enums import Role
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import PlatformGrantFactory, UserFactory

PASSWORD = "ein-langes-passwort"
# The product's own hasher, with few rounds: the test's settings have another one.
STORED_PASSWORD = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1000)
TOTP_PERIOD = 30


def make_staff_with_password(role=Role.MODERATOR, **fields):
    """Somebody with a second factor and, unless it is None, a role everywhere."""
    user = UserFactory(
        secret=generate_totp_secret(), password=STORED_PASSWORD, **fields
    )
    if role is not None:
        PlatformGrantFactory(user=user, role=role)
    return user


def code_of(user):
    """What the person's phone shows just now."""
    counter = int(time.time()) // TOTP_PERIOD
    return format_hotp_value(hotp_value(user.totp_secret, counter))


def sign_in_with_password(page, user):
    """The way of the SPK: password, then the code of the second factor."""
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_label(re.compile("Code")).fill(code_of(user))
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(
        "Zweiter Schritt der Anmeldung"
    )


def open_signed_in(visitors, user, **options):
    """A browser in which somebody is signed in already, without the pages for it.

    The session carries a hash of the stored password, and that changes when somebody
    signs in by password in another test: the few rounds are made many.
    """
    page = visitors.new(**options)
    user.refresh_from_db(fields=["password"])
    client = sign_in(StrictClient(), user)
    cookie = client.cookies["session"]
    page.context.add_cookies(
        [{"name": "session", "value": cookie.value, "url": visitors.stack.address}]
    )
    return page
