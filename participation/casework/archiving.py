"""An archive that is written to the disk as it grows, with a manifest in the end.

Nothing is held but one piece of one file, however large the case is.
"""

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Self

from participation.casework.contents import Paper

PIECE = 256 * 1024  # bytes
MANIFEST = "manifest-sha256.txt"
# Packed already: packing them again costs time and saves nothing.
PACKED = (".pdf", ".jpg", ".png", ".webp", ".zip", ".xlsx", ".docx", ".odt", ".ods")


class Archive:
    """A ZIP below one folder; use it as a context, it ends with its manifest."""

    def __init__(self, path: Path, *, folder: str, made_at: datetime) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self._folder = folder
        self._at = made_at.timetuple()[:6]
        self.digests: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_more: object) -> None:
        if kind is None:
            lines = [f"{digest}  {name}" for name, digest in self.digests.items()]
            self._write(MANIFEST, iter([("\n".join(lines) + "\n").encode()]))
        self._zip.close()

    def add(self, paper: Paper) -> None:
        self._keep(paper.name, iter([paper.content]))

    def copy(self, name: str, stream: IO[bytes]) -> None:
        """A stored file as it is, piece by piece."""
        self._keep(name, pieces_of(stream))

    def _keep(self, name: str, pieces: Iterator[bytes]) -> None:
        if name in self.digests:
            message = f"{name} is in the archive already."
            raise ValueError(message)
        self.digests[name], self.sizes[name] = self._write(name, pieces)

    def _write(self, name: str, pieces: Iterator[bytes]) -> tuple[str, int]:
        info = zipfile.ZipInfo(f"{self._folder}/{name}", self._at)
        is_packed = name.endswith(PACKED)
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w") as target:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        return digest.hexdigest(), size


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
