"""The product's settings and letters like those it writes most."""

from config.settings import *  # noqa: F403, TID251 -- a variant of the settings

INSTALLED_APPS += ["benchmarks.letters.LettersConfig"]  # noqa: F405 -- a variant of the settings
