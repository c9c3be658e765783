"""Print the table from which `bot/understanding/thresholds.py` was chosen: `make thresholds`.

Each of some hands is left out in turn; no set that judges the matcher is looked at.
"""

from __future__ import annotations

from datetime import date

from benchmarks.score import Laboratory, figures, sides
from bot.understanding import thresholds

HANDS = ("h08", "h11", "h17", "h20", "h21", "h24", "h25", "h26")
"""Hands with every kind of message, or a hard one of each; the others fill single gaps and would tip the choice."""
TRIED = {
    "GATE": (0.5, 0.6, 0.7, 0.75, 0.8, 0.9),
    "GATE_CHOICE": (0.4, 0.5, 0.6, 0.7),
    "ASKED_BACK": (0.4, 0.5, 0.6, 0.7),
    "ALTERNATIVES": (0.3, 0.4, 0.5),
    "VAGUE": (0.0, 0.2, 0.3, 0.4),
    "COMPARE": (0.35, 0.5),
    "LEANS": (0.3, 0.5, 0.7),
    "KEPT_TOPIC": (4.0, 8.0, 16.0, 32.0),
    "UNLISTED": (0.05, 0.15, 0.3),
}
SIDES_TRIED = (0.8, 0.9, 0.95, 0.96, 0.97, 0.98)
SHOWN = ("all", "answerable", "false answers", "alternatives", "compare", "follow-up", "unknown-platform", "ambiguous")


def main() -> None:
    """Print one line for each value tried, the others as they are."""
    laboratory = Laboratory(date.today())
    known = [platform.slug for platform in laboratory.loaded.platforms]
    judged = []
    for name in HANDS:
        others = [message for message in laboratory.loaded.messages if message.id.partition("-")[0] != name]
        judged += laboratory.read(laboratory.learn(others), laboratory.hands[name])
    print(f"{'':20}" + " ".join(f"{name:>16}" for name in SHOWN))
    for name, values in TRIED.items():
        chosen = getattr(thresholds, name)
        for value in values:
            setattr(thresholds, name, value)
            found = figures(judged, known)
            print(
                f"{name:14}{value:5.2f}{'*' if value == chosen else ' '}" + " ".join(f"{found[figure]:16.3f}" for figure in SHOWN),
                flush=True,
            )
        setattr(thresholds, name, chosen)
    for value in SIDES_TRIED:
        said, right = sides(judged, value)
        print(f"{'SIDE':14}{value:5.2f}{'*' if value == thresholds.SIDE else ' '} right {right:.3f}, said for {said:.3f}", flush=True)


if __name__ == "__main__":
    main()
