"""The corpus of mails that offices really send, and some that nobody should."""

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
ADDRESS = b"vorgang+TOKEN@bindeglied.example"
# What a reply of an Amt says in most of them, when all else is cut.
ANSWER = (
    "Guten Tag,\n\nwir stellen im Frühjahr drei Bänke am See auf. Mülleimer gibt es "
    "dort schon."
)


def letter(name, *, to=None, sender=None):
    """The raw bytes; `to` takes the place of the address that the corpus names."""
    content = (CORPUS / f"{name}.eml").read_bytes()
    if to is not None:
        content = content.replace(ADDRESS, to.encode())
    if sender is not None:
        content = content.replace(b"<gruen@amt.example>", f"<{sender}>".encode())
    return content
