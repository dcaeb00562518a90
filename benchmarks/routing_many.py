"""Training on a hundred thousand ideas, in a process of its own.

Part of `make eval-routing`. Prints one line of JSON: seconds and the peak of memory.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.routing_texts import Labelled, read
from participation.referrals.learning.fitting import SEED
from participation.referrals.learning.training import train
from participation.referrals.learning.words import Example, Written

MANY = 100_000
REGIONS = 16


def many(texts: list[Labelled]) -> dict[str, Any]:
    """A hundred thousand ideas made of the real ones with noise, whole training."""
    ideas = noisy(texts, MANY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, worked = time.perf_counter(), time.process_time()
    trained = train(ideas)
    content = trained.learned.to_bytes()
    seconds = time.perf_counter() - began
    worked = time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "ideas": len(ideas),
        "seconds": round(seconds, 1),
        # Of the processor: what a machine that does nothing else would take at most.
        "cpu_seconds": round(worked, 1),
        "peak_mb": round(peak / 1024),
        "before_mb": round(before / 1024),
        "features": trained.learned.features,
        "stored_mb": round(len(content) / 1e6, 2),
    }


def noisy(texts: list[Labelled], count: int) -> list[Example]:
    """Drawn again and again, with words lost, doubled, exchanged and mistyped."""
    chance = np.random.default_rng(SEED)
    pool = [word for each in texts for word in each.text.split()]
    made = []
    for at in range(count):
        drawn = texts[int(chance.integers(len(texts)))]
        written = Written(
            blurred(drawn.title, pool, chance),
            blurred(drawn.text, pool, chance),
            drawn.chosen,
            int(chance.integers(1, REGIONS + 1)),
        )
        made.append(Example(written, drawn.label, person=-at - 1))
    return made


def blurred(text: str, pool: list[str], chance: np.random.Generator) -> str:
    words = text.split()
    fates = chance.random(len(words))
    found = []
    for word, fate in zip(words, fates, strict=True):
        if fate < 0.1:  # lost
            continue
        if fate < 0.2:  # exchanged for some other word
            found.append(pool[int(fate * 1e7) % len(pool)])
        elif fate < 0.25:  # mistyped
            at = int(fate * 1e6) % len(word)
            found.append(word[:at] + word[at + 1 :] + word[at : at + 1])
        else:
            found.append(word)
    return " ".join(found)


if __name__ == "__main__":
    print(json.dumps(many(read(Path(sys.argv[1])))))
