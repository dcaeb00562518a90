"""Prints of letters that are kept for a day: they can be set anew without the words."""

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import printing


def register() -> None:
    copies.add_effect("prints", _forget_prints)


def _forget_prints(_about: About, _black: Blackening) -> None:
    printing.forget_all()
