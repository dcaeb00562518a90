"""What the package mail-parser-reply knows of heads of older mails, besides ours.

Its patterns look at several lines at once, so they get no more than they can take.
"""

from mailparser_reply.parser import EmailMessage

LANGUAGES = ["de", "en"]
MOST_SIGNS = 10_000
MOST_LINES = 200


def first_header_line(lines: list[str]) -> int | None:
    """The number of the line where the first older mail begins, if it knows one."""
    text = "\n".join(line.strip() for line in lines[:MOST_LINES])
    if len(text) > MOST_SIGNS:
        return None
    known = EmailMessage(text="", languages=list(LANGUAGES))
    match = known.HEADER_REGEX.search(text)
    if match is None:
        return None
    first = text[match.start() :]
    blank = len(first) - len(first.lstrip("\n"))
    number = text.count("\n", 0, match.start() + blank)
    # A quote that is marked as one ends again; it is no reason to cut all below it.
    return None if lines[number].lstrip().startswith(">") else number
