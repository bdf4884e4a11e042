#!/usr/bin/env python3
"""Run the unittest cases of a file and print the results as TAP: tap.py FILE.py

Exit code 0: none failed; 1: some failed; 77: all were skipped.
"""

import importlib.util
import pathlib
import sys
import traceback
import unittest

sys.dont_write_bytecode = True


class TapResult(unittest.TestResult):
    def __init__(self, tests):
        super().__init__()
        self.tests = tests
        self.count = self.skip_count = 0
        self.parts_failed = False

    def say(self, good, test, note="", details=""):
        self.count += 1
        self.parts_failed = False
        self.remark(details)
        name = test.id().split(".", 1)[-1] if isinstance(test, unittest.TestCase) else test.id()
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}{note}", flush=True)

    @staticmethod
    def remark(text):
        for line in text.splitlines():
            print("#", line)

    def startTest(self, test):
        super().startTest(test)
        self.parts_failed = False

    def addSuccess(self, test):
        super().addSuccess(test)
        self.say(True, test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.say(False, test, details="".join(traceback.format_exception(*error)))

    def addError(self, test, error):
        super().addError(test, error)
        self.say(False, test, details="".join(traceback.format_exception(*error)))

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            self.remark(subtest.id() + "\n" + "".join(traceback.format_exception(*error)))
            self.parts_failed = True

    def stopTest(self, test):
        # A test with failed parts is reported neither as good nor as bad by unittest.
        if self.parts_failed:
            self.say(False, test)
        super().stopTest(test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        for one in self.meant_by(test):
            self.skip_count += 1
            self.say(True, one, f" # SKIP {reason}")

    def meant_by(self, test):
        """A set-up that skips is told once, by a stand-in of the name `setUpClass (file.Class)`, for all its tests."""
        if isinstance(test, unittest.TestCase):
            return [test]
        name = test.id().split("(")[-1].rstrip(")")
        return [one for one in self.tests if one.id().startswith(name + ".")]

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.say(True, test)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.say(False, test, details="was expected to fail")


def cases(suite):
    """The test cases of a suite and of the suites in it."""
    for one in suite:
        yield from cases(one) if isinstance(one, unittest.TestSuite) else [one]


def load(path):
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main(path):
    suite = load(pathlib.Path(path).resolve())
    print(f"1..{suite.countTestCases()}", flush=True)
    result = TapResult(list(cases(suite)))
    suite.run(result)
    if result.count == 0:
        print(f"{path}: no tests in it")
        return 1
    if not result.wasSuccessful():
        return 1
    return 77 if result.skip_count == result.count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
