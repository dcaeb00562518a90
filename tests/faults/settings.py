"""The product's settings with one app more: letters like those of a referral."""

from config.settings import *  # noqa: F403, TID251 -- the product, and one app more

INSTALLED_APPS += ["tests.faults.letters.apps.LettersConfig"]  # noqa: F405 -- of those
