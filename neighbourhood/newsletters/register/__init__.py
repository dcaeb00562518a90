from neighbourhood.newsletters.register import composing, reading


def register() -> None:
    composing.register()
    reading.register()
