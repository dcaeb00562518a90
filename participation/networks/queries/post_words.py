"""How a post is called, and in whose name it stands."""

from django.utils.translation import gettext as _

from commons.spoken import day_in_words
from participation.networks.enums import PostKind, Visibility
from participation.networks.models import Post
from participation.networks.queries.members import name_of


def title_of(post: Post) -> str:
    """What it is called, also where nobody gave it a title.

    Then it holds none of the post's own words: they may have to go. Nor does it name a
    network that only its members know: the desk reads titles, too.
    """
    if post.title:
        return post.title
    if post.met_on is not None:
        return _("Protokoll vom %(day)s") % {"day": day_in_words(post.met_on)}
    if post.network.visibility == Visibility.HIDDEN:
        return _("Beitrag ohne Überschrift")
    return _("Beitrag in „%(network)s“") % {"network": post.network.name}


def author_name(post: Post) -> str:
    """The actor somebody speaks for, and who it is; or the person alone.

    What came of a round the SPK says, whoever pressed the button there.
    """
    if post.kind == PostKind.RESULT:
        return _("Stadtteilarbeit")
    person = post.author.public_name if post.author else _("gelöschtes Konto")
    if post.actor is None:
        return person
    return _("%(actor)s (%(person)s)") % {
        "actor": name_of(post.actor),
        "person": person,
    }
