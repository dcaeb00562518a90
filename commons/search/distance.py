"""How many slips of the pen part two words."""


def distance(first: str, second: str, *, most: int) -> int | None:
    """Letters to insert, drop, change or swap with their neighbour; None above `most`.

    Takes microseconds for words of everyday length, and none for words that cannot
    be near.
    """
    if abs(len(first) - len(second)) > most or _differ(first, second) > 2 * most:
        return None
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        line = [row]
        for column, other in enumerate(second, start=1):
            cost = min(
                above[column] + 1,
                line[column - 1] + 1,
                above[column - 1] + (letter != other),
            )
            if before and _are_swapped(first, second, row, column):
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return None
        before, above = above, line
    return above[-1] if above[-1] <= most else None


def _are_swapped(first: str, second: str, row: int, column: int) -> bool:
    return (
        row > 1
        and column > 1
        and first[row - 1] == second[column - 2]
        and first[row - 2] == second[column - 1]
    )


def _differ(first: str, second: str) -> int:
    """Letters that one has and the other lacks: a quick lower bound, twice."""
    return len(set(first) ^ set(second))
