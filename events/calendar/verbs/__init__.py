from commons.verbs.registry import Verb

VERBS: tuple[Verb, ...] = ()
