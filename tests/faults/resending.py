"""Send what failed again, as a person at the desk does: `-m tests.faults.resending`."""

import django

django.setup()

from commons.accounts.models import User  # noqa: E402 -- needs the apps
from commons.delivery import queries, services  # noqa: E402 -- needs django.setup()


def main() -> None:
    clerk, _ = User.objects.get_or_create(email="desk@example.org")
    while queries.failed_count():
        services.retry_all(by=clerk)


if __name__ == "__main__":
    main()
