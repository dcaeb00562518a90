class CannotStart(Exception):  # noqa: N818 -- reads as a sentence where it is caught
    """A server can't start for a reason that one line explains to an administrator."""
