from neighbourhood.newsletters.register import reading


def register() -> None:
    reading.register()
