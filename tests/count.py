#!/usr/bin/env python3
"""Count test cases in what ctest --output-junit wrote: print the failures, and last `N passed, N failed[, N skipped]`.

    count.py [--broken WHAT] RESULTS.xml…

A test that speaks TAP counts as its cases, any other as one. A test that ends badly without a failed case (a crash, a
leak, a time limit) is one failed case. Exit code 1 when any failed or when there was nothing to count.
"""

import re
import sys
import xml.etree.ElementTree as tree

CASE = re.compile(r"^(not )?ok(?: (\d+))?(?: -)? ?(?:(.*?) ?)?(# SKIP\b.*)?$")
PLAN = re.compile(r"^1\.\.(\d+)( # SKIP.*)?$")


class Count:
    def __init__(self):
        self.passed = self.skipped = 0
        self.failures = []  # (test, case, output)

    def read(self, test):
        """One test of ctest: its cases, and how it ended as a whole."""
        name, output = test.get("name"), test.findtext("system-out") or ""
        planned, cases = tap(output)
        outcomes = [outcome for _, outcome in cases]
        self.passed += outcomes.count("passed")
        self.skipped += outcomes.count("skipped")
        self.failures += [(name, case, output) for case, outcome in cases if outcome == "failed"]
        silent = max(planned - len(cases), 0)
        end = how_it_ended(test)
        if silent or end == "failed" and "failed" not in outcomes:
            told = f"; {silent} of {planned} cases told no result" if silent else ""
            self.failures.append((name, ("ended badly" if end == "failed" else "ended well") + told, output))
        elif not cases and end == "passed":
            self.passed += 1
        elif not cases and end == "skipped":
            self.skipped += 1

    def line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {len(self.failures)} failed{skipped}"


def how_it_ended(test):
    """passed, skipped or failed; a test that could not be started or is disabled has failed."""
    if test.get("status") == "run":
        return "passed"
    skipped = test.find("skipped")
    return "skipped" if skipped is not None and "SKIP_" in skipped.get("message", "") else "failed"


def tap(output):
    """(cases that were planned, [(name, passed|failed|skipped)])"""
    planned, cases = 0, []
    for line in output.splitlines():
        plan = PLAN.match(line)
        if plan:
            planned += int(plan[1])
        case = CASE.match(line)
        if case and case[2]:
            outcome = "skipped" if case[4] else "failed" if case[1] else "passed"
            cases.append(((case[3] or case[4] or "").strip(), outcome))
    return planned, cases


def print_failures(failures):
    shown = set()
    for test, _, output in failures:
        if output and test not in shown:
            shown.add(test)
            lines = [line for line in output.splitlines() if not re.match(r"ok \d", line)]
            print(f"\n--- {test}")
            print("\n".join(lines[-100:]))
    if failures:
        print("\nFailed:")
        for test, case, _ in failures:
            print(f"  {test}: {case}")


def main(arguments):
    count = Count()
    broken = []
    while arguments[:1] == ["--broken"]:
        broken.append(("check", f"{arguments[1]}", ""))
        arguments = arguments[2:]
    for path in arguments:
        for test in tree.parse(path).getroot().iter("testcase"):
            count.read(test)
    count.failures += broken
    print_failures(count.failures)
    if not count.passed + count.skipped + len(count.failures):
        print("No test was run: none has such a name, or none was built.")
        broken.append(count)
    print(count.line(), flush=True)
    return 1 if broken or count.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
