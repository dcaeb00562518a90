"""Which static files of the packages are served at all."""

from collections.abc import Iterable, Iterator

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import FileSystemStorage


class PackageFinder(AppDirectoriesFinder):
    """Leaves out what no page of ours asks for: extensions of htmx, its next version.

    One of the extensions also has an import in a comment that hashing stumbles over.
    """

    left_out = ("ext", "htmx-4*", "htmax*")

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        yield from super().list([*(ignore_patterns or ()), *self.left_out])
