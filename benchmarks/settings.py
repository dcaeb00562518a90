"""The product's settings and one more route: a bare view to compare with."""

from config.settings import *  # noqa: F403, TID251 -- a variant of the settings

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS += ["benchmarks.apps.BenchConfig"]  # noqa: F405 -- of those
