"""`python -m benchmarks [start] [answering] [exporting] [workbook] [planning] [broadcasting] [--rounds N]`.

Figures are ratios within one run.
"""

import argparse

from benchmarks import answering, broadcasting, planning, workbook

PARTS = ("start", "answering", "exporting", "workbook", "planning", "broadcasting")


def main() -> None:
    """Run the parts that are named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    parts = given.parts or PARTS
    if "start" in parts:
        for webhook in (False, True):
            answering.compare_starts(webhook, given.rounds)
    if "answering" in parts:
        for people in (1, 50, 500):
            for webhook in (False, True):
                answering.compare(people, webhook, given.rounds, presses=1000 if people == 1 else 3000)
    if "exporting" in parts:
        answering.compare_exporting(rounds=given.rounds)
    if "workbook" in parts:
        workbook.compare(20_000, given.rounds, with_pandas=True)
        workbook.compare(80_000, 1, with_pandas=False)
    if "planning" in parts:
        planning.compare(rounds=given.rounds)
    if "broadcasting" in parts:
        broadcasting.compare()


if __name__ == "__main__":
    main()
