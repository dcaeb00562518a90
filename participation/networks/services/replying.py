"""An answer by mail to a post becomes a comment under it.

Each mail that tells of a post has an address of its own, so the address alone says who
answers what: a token that somebody hands on lets nobody write in another's name.
"""

from uuid import NAMESPACE_URL, uuid5

from commons.accounts.models import User
from commons.incoming.models import Mail
from commons.verbs.services import happened
from participation.discussion.models import Comment
from participation.discussion.services.writing import write
from participation.networks.models import Post

PURPOSE = "network-reply"


def answer(post: Post, mail: Mail, *, text: str, by: User) -> Comment:
    """Say it under the post; the same mail twice is one comment.

    Raises:
        RuleViolation: nobody may comment there now, or this person may not write.
    """
    key = uuid5(NAMESPACE_URL, f"{PURPOSE}:{mail.fingerprint}")
    return write(post, text, draft_id=key, by=by)


def refuse(post: Post, *, why: str, to: User) -> None:
    """Tell whoever got the address that nothing was written, and why.

    Args:
        why: a code of `verbs.posting.REFUSALS`.
    """
    happened("network_post.reply_refused", post, by=None, user=to.pk, why=why)
