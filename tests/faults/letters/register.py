import os

from commons.accounts.models import User
from commons.audit import services as audit
from commons.delivery import outcomes, pace, renderers, smtp
from commons.delivery.enums import Lane
from commons.verbs import registry

RENDERER = "fault.referral"
SENT = "fault.sent"
TOLD = "fault.told"
# How long a mail server is waited for; a bad day of minutes has not twenty seconds.
SECONDS = "FAULT_SECONDS"


def register():
    if SECONDS in os.environ:
        smtp.SECONDS = smtp.SECONDS_TO_ACCEPT = float(os.environ[SECONDS])
    # All letters go to one domain here, and their pace has tests of its own.
    fast = pace.Rate(pace.SECOND / 10_000, 100_000)
    pace.LIMITS[Lane.STANDARD] = pace.Limits(fast, fast, fast)
    renderers.register(RENDERER, render)
    outcomes.register(RENDERER, on_sent=write_outcome)
    fold = registry.Fold(key=lambda target: f"user:{target.pk}", line=count)
    registry.declare(
        registry.Verb(TOLD, words="fault", audience=everybody, tell=tell, fold=fold)
    )


def render(delivery):
    number = delivery.params["number"]
    return renderers.Rendered(
        subject=f"Idee {number:05} für Ihr Amt",
        text="Guten Tag,\n\nanbei eine Idee mit der Bitte um Stellungnahme.\n",
        html="<p>Anbei eine Idee mit der Bitte um Stellungnahme.</p>",
        headers=(("References", delivery.message_id),),
    )


def everybody(target, params):
    """A Stadtteil's followers, who hear once a week."""
    ids = User.objects.order_by("-pk").values_list("pk", flat=True)
    return [registry.Recipient(user_id=pk, reason="follower") for pk in ids.iterator()]


def tell(target, params, recipient):
    return registry.Told(line="Neues", subject="Neues", text="Neues.", url="/")


def count(target, number, who):
    return f"{number}-mal Neues"


def write_outcome(delivery):
    """What a referral would do: move on in the very transaction of the delivery."""
    audit.record(SENT, by=None, kind="delivery", target_id=delivery.pk)
