from commons.audit import services as audit
from commons.delivery import outcomes, renderers

RENDERER = "fault.referral"
SENT = "fault.sent"


def register():
    renderers.register(RENDERER, render)
    outcomes.register(RENDERER, on_sent=write_outcome)


def render(delivery):
    number = delivery.params["number"]
    return renderers.Rendered(
        subject=f"Idee {number:05} für Ihr Amt",
        text="Guten Tag,\n\nanbei eine Idee mit der Bitte um Stellungnahme.\n",
        html="<p>Anbei eine Idee mit der Bitte um Stellungnahme.</p>",
        headers=(("References", delivery.message_id),),
    )


def write_outcome(delivery):
    """What a referral would do: move on in the very transaction of the delivery."""
    audit.record(SENT, by=None, kind="delivery", target_id=delivery.pk)
