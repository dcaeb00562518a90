"""From an e-mail address somebody has proved to the account behind it."""

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.db import IntegrityError, transaction
from django.utils.translation import get_language, gettext_lazy as _

from commons.accounts.enums import Language
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation


@transaction.atomic
def account_for(address: str, *, display_name: str = "") -> User:
    """The account of a proved address; made now if there is none.

    Raises:
        RuleViolation: the account is closed.
    """
    user = _known(address) or _made(address, display_name)
    if not user.is_active:
        raise RuleViolation(
            _(
                "Das Konto mit dieser Adresse ist geschlossen. Nehmen Sie bitte eine "
                "andere Adresse, oder reichen Sie ohne E-Mail-Adresse ein."
            ),
            code="account_closed",
        )
    _verify(user, address)
    return user


def needs_second_step(user: User) -> bool:
    """Whether a mailed code alone must not sign this person in."""
    return is_mfa_enabled(user) or visitor_for(user).needs_two_factors


def _known(address: str) -> User | None:
    """All addresses are stored in small letters, and equal means equal.

    `iexact` compares capitals, and some foreign signs have an ASCII letter as theirs.
    """
    verified = EmailAddress.objects.filter(email=address, verified=True)
    row = verified.select_related("user").first()
    if row is not None:
        return row.user  # type: ignore[no-any-return]  # rows of two models
    return User.objects.filter(email=address).first()


def _made(address: str, display_name: str) -> User:
    language = get_language()
    known = language if language in Language.values else Language.GERMAN
    try:
        with transaction.atomic():
            return User.objects.create_user(
                address, display_name=display_name, language=known
            )
    except IntegrityError:  # the same moment, another window
        return User.objects.get(email=address)


def _verify(user: User, address: str) -> None:
    """The mailed code proves the address.

    Whoever opened an account with it before and never proved it may be somebody else:
    their password opens nothing any more.
    """
    row, _is_new = EmailAddress.objects.get_or_create(
        user=user,
        email=address,
        defaults={"primary": user.email == address, "verified": False},
    )
    if row.verified:
        return
    row.verified = True
    row.save(update_fields=["verified"])
    if user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
