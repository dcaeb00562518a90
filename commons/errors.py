"""What services raise when a rule of the house says no."""

from django.utils.functional import Promise


class RuleViolation(Exception):  # noqa: N818 -- a rule says no; nothing is broken
    """A rule forbids what was asked; `message` is German and fit for the page.

    `code` names the rule for tests, metrics and the audit; it never changes with
    the wording.
    """

    def __init__(self, message: str | Promise, *, code: str = "rule") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
