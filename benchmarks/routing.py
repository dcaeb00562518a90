"""`make eval-routing`: how well the learned suggestion names the right department.

Real texts (Bonn 2017), the experts' first label as the department, five folds with a
fixed seed. The path of the file comes as an argument, or BINDEGLIED_DATA names the
folder. Needs neither Django nor a database: `participation.referrals.learning` alone.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from benchmarks.routing_texts import Labelled, read
from participation.referrals.learning.corpus import corpus_of
from participation.referrals.learning.fitting import SEED, Recipe
from participation.referrals.learning.model import Learned
from participation.referrals.learning.training import (
    FOLDS,
    USUAL,
    Figures,
    calmed,
    cross_scored,
    figures_of,
    folds_of,
    known_labels,
    train,
)
from participation.referrals.learning.words import Example, Written

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("BINDEGLIED_DATA", ROOT.parent / "shared" / "data"))
TEXTS = DATA / "contributions" / "bonn_raddialog_2017.csv"
RESULTS = ROOT / "benchmarks" / "results" / "routing.json"
SEEDS = (SEED, 1, 2)
SIZES = (50, 100, 200, 400, 800)
ASKED = 400
# All that was ever compared; the one in use was chosen by the mean over other folds.
GRID = tuple(
    Recipe(sharpness=sharpness, is_balanced=is_balanced)
    for sharpness in (0.02, 0.05, 0.1, 0.2, 0.4)
    for is_balanced in (True, False)
)


def main() -> None:
    path = Path(sys.argv[1]) if sys.argv[1:] else TEXTS
    if not path.is_file():
        sys.exit(
            f"eval-routing: the real texts are not at {path}. Give the path of "
            "bonn_raddialog_2017.csv as an argument (make eval-routing TEXTS=…), or "
            "name the folder with contributions/ in BINDEGLIED_DATA."
        )
    texts = read(path)
    found = measured(texts)
    found["many"] = in_a_process_of_its_own(path)
    print(*table(found), sep="\n")
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


def measured(texts: list[Labelled]) -> dict[str, Any]:
    rows = {
        "reference (char 3-5, balanced SVC)": over_seeds(
            lambda seed: reference(texts, seed)
        ),
        "text alone": over_seeds(lambda seed: ours(texts, seed)),
        "text and the citizen's own choice": over_seeds(
            lambda seed: ours(texts, seed, with_choice=True)
        ),
        "the citizen's own choice alone": over_seeds(lambda seed: chosen(texts, seed)),
    }
    return {
        "measured_at": datetime.fromtimestamp(time.time(), tz=UTC).isoformat(
            timespec="seconds"
        ),
        "texts": len(texts),
        "folds": FOLDS,
        "seeds": list(SEEDS),
        "rows": rows,
        "ratio": ratio(rows),
        "sizes": {str(size): of_size(texts, size) for size in SIZES},
        "grid": [compared(texts, recipe) for recipe in GRID],
        "one_suggestion": asked(texts),
    }


def over_seeds(run: Any) -> dict[str, Any]:
    """The figures of each way to cut the folds, and the first one's seconds."""
    began = time.perf_counter()
    figures = [run(seed) for seed in SEEDS]
    seconds = (time.perf_counter() - began) / len(SEEDS)
    names = ("accuracy", "macro_f1", "top_three", "off")
    spread = {
        name: [round(getattr(each, name), 4) for each in figures] for name in names
    }
    return {**spread, "seconds": round(seconds, 1)}


def rounded(spread: dict[str, list[float]]) -> dict[str, Any]:
    return {name: [round(one, 4) for one in values] for name, values in spread.items()}


def reference(texts: list[Labelled], seed: int) -> Figures:
    words = [f"{each.title}\n{each.text}" for each in texts]
    truth = np.array([each.label for each in texts])
    labels, folds = known_labels(truth), folds_of(truth, seed)
    scores = np.zeros((len(texts), len(labels)), dtype=np.float32)
    for fold in range(FOLDS):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
        classifier = LinearSVC(class_weight="balanced", random_state=SEED)
        classifier.fit(vectors.fit_transform([words[at] for at in seen]), truth[seen])
        asked_for = vectors.transform([words[at] for at in unseen])
        scores[unseen] = classifier.decision_function(asked_for)
    return figures_of(scores, truth, labels, calmed(scores, truth, labels))


def ours(
    texts: list[Labelled],
    seed: int,
    *,
    with_choice: bool = False,
    recipe: Recipe = USUAL,
) -> Figures:
    corpus = corpus_of(examples(texts, with_choice=with_choice))
    labels = known_labels(corpus.labels)
    every = np.arange(len(corpus))
    scores = cross_scored(corpus, every, labels, recipe, seed)
    heat = calmed(scores, corpus.labels, labels)
    return figures_of(scores, corpus.labels, labels, heat)


def chosen(texts: list[Labelled], seed: int) -> Figures:
    """The department that most often goes with the citizen's category."""
    truth = np.array([each.label for each in texts])
    labels, folds = known_labels(truth), folds_of(truth, seed)
    scores = np.zeros((len(texts), len(labels)), dtype=np.float32)
    for fold in range(FOLDS):
        seen = [each for each, at in zip(texts, folds, strict=True) if at != fold]
        often = Counter((each.chosen, each.label) for each in seen)
        for at in np.flatnonzero(folds == fold):
            choice = texts[at].chosen
            counts = [often[choice, label] + 0.5 for label in labels]
            scores[at] = np.log(np.array(counts) / sum(counts))
    return figures_of(scores, truth, labels, calmed(scores, truth, labels))


def examples(texts: list[Labelled], *, with_choice: bool = False) -> list[Example]:
    return [
        Example(
            Written(each.title, each.text, each.chosen if with_choice else 0),
            each.label,
            person=-at,
        )
        for at, each in enumerate(texts, start=1)
    ]


def ratio(rows: dict[str, Any]) -> dict[str, float]:
    """Ours to the reference, mean to mean, in the same run and on the same folds."""
    one, other = rows["text alone"], rows["reference (char 3-5, balanced SVC)"]
    names = ("accuracy", "macro_f1", "top_three")
    return {name: round(mean(one[name]) / mean(other[name]), 4) for name in names}


def of_size(texts: list[Labelled], size: int) -> dict[str, float]:
    """As a unit would fare that has decided so many; the mean of five draws."""
    found = []
    for seed in range(5):
        chance = np.random.default_rng(seed)
        drawn = [texts[at] for at in chance.permutation(len(texts))[:size]]
        found.append(ours(drawn, seed))
    names = ("accuracy", "top_three")
    return {
        name: round(mean(getattr(each, name) for each in found), 3) for name in names
    }


def compared(texts: list[Labelled], recipe: Recipe) -> dict[str, Any]:
    """One setting on the folds of a seed that the table above does not use."""
    figures = ours(texts, 7, recipe=recipe)
    names = ("accuracy", "macro_f1", "top_three")
    shares = {name: round(getattr(figures, name), 4) for name in names}
    return {**asdict(recipe), **shares, "in_use": recipe == USUAL}


def asked(texts: list[Labelled]) -> dict[str, float]:
    """Milliseconds for one suggestion, from the words to three names with reasons."""
    content = train(examples(texts, with_choice=True)).learned.to_bytes()
    began = time.perf_counter()
    learned = Learned.from_bytes(content)
    loading = time.perf_counter() - began
    times = []
    for each in texts[:ASKED]:
        began = time.perf_counter()
        learned.suggest(Written(each.title, each.text, each.chosen))
        times.append(time.perf_counter() - began)
    return {
        "median_ms": round(1000 * median(times), 2),
        "p99_ms": round(1000 * quantiles(times, n=100)[98], 2),
        "loading_ms": round(1000 * loading, 1),
        "stored_mb": round(len(content) / 1e6, 2),
        "features": learned.features,
    }


def in_a_process_of_its_own(path: Path) -> Any:
    """So that its peak of memory is its own."""
    command = [sys.executable, "-m", "benchmarks.routing_many", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return json.loads(done.stdout)


def table(found: dict[str, Any]) -> list[str]:
    lines = [
        f"{found['texts']} texts, {found['folds']} folds, seeds {found['seeds']}",
        f"{'':38} accuracy         macro-F1         top-3            off",
    ]
    for name, row in found["rows"].items():
        spans = [span(row[each]) for each in ("accuracy", "macro_f1", "top_three")]
        off = mean(row["off"])
        lines.append(f"{name:38} {spans[0]}  {spans[1]}  {spans[2]}  {off:.3f}")
    lines.append(f"text alone to the reference: {found['ratio']}")
    lines += [f"of {size:>4} decisions: {row}" for size, row in found["sizes"].items()]
    lines += [f"grid (folds of seed 7): {row}" for row in found["grid"]]
    lines.append(f"one suggestion: {found['one_suggestion']}")
    lines.append(f"a hundred thousand ideas: {found['many']}")
    return lines


def span(values: list[float]) -> str:
    return f"{min(values):.4f}–{max(values):.4f}"


if __name__ == "__main__":
    main()
