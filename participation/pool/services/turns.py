"""One click of a person after the other: what may be done only so often is counted."""

from commons.accounts.models import User


def take_turn(by: User) -> None:
    """Wait until what the same person does in another window is there to be counted.

    Taken before every other lock, and in no row's way that only names the person.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
