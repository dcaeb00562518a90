"""Which pages and which open windows show a thread."""

from participation.discussion import hosts
from participation.discussion.models import Thread


def generations(thread: Thread) -> list[str]:
    """Every cached page that shows the thread's comments or how many there are."""
    own = hosts.generation_of(thread.kind, thread.host.pk)
    shown = hosts.get(thread.kind).generations(thread.host)
    return [f"thread:{thread.pk}", own, *shown]


def groups(thread: Thread) -> list[str]:
    heard = hosts.get(thread.kind).groups(thread.host)
    return [hosts.group_of(thread.kind, thread.host.pk), *heard]
