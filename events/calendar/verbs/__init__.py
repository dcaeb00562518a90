from commons.verbs.registry import Verb
from events.calendar.verbs import announcing

VERBS: tuple[Verb, ...] = (*announcing.VERBS,)
