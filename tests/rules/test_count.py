"""The last line of ./check: nothing that failed may look as if it had passed."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
from xml.sax.saxutils import escape

TESTS = pathlib.Path(__file__).resolve().parents[1]

RUN, FAIL = 'status="run"', 'status="fail"'
SKIPPED = 'status="notrun"'

# of each test: how it ended, what ctest says more, what it printed; then the line that counts
CASES = {
    "cases are counted, not programs": ([(RUN, "", "1..2\nok 1 - a\nok 2 - b\n")], "2 passed, 0 failed", 0),
    "a program without cases is one": ([(RUN, "", "every arrow is right\n")], "1 passed, 0 failed", 0),
    "a failed case": ([(FAIL, "", "1..2\nok 1 - a\nnot ok 2 - b\n")], "1 passed, 1 failed", 1),
    "a crash is a failed case": ([(FAIL, "", "1..3\nok 1 - a\n")], "1 passed, 1 failed", 1),
    "a crash behind a failed case is another": ([(FAIL, "", "1..3\nnot ok 1 - a\n")], "0 passed, 2 failed", 1),
    "a leak at the end is a failed case": ([(FAIL, "", "1..1\nok 1 - a\n")], "1 passed, 1 failed", 1),
    "a silent failure": ([(FAIL, "", "")], "0 passed, 1 failed", 1),
    "a case that told no result": ([(RUN, "", "1..2\nok 1 - a\n")], "1 passed, 1 failed", 1),
    "a skipped case of cmocka": ([(RUN, "", "1..2\nok 1 - a\nnot ok 2 # SKIP b\n")],
                                 "1 passed, 0 failed, 1 skipped", 0),
    "a skipped case of unittest": ([(RUN, "", "1..2\nok 1 - a\nok 2 - b # SKIP no data\n")],
                                   "1 passed, 0 failed, 1 skipped", 0),
    "a program that skips itself": ([(SKIPPED, '<skipped message="SKIP_RETURN_CODE=77"/>', "")],
                                    "0 passed, 0 failed, 1 skipped", 0),
    "all cases skipped": ([(SKIPPED, '<skipped message="SKIP_RETURN_CODE=77"/>', "1..1\nok 1 - a # SKIP no data\n")],
                          "0 passed, 0 failed, 1 skipped", 0),
    "a program that is not there": ([(SKIPPED, '<skipped message="Unable to find executable"/>', "not found")],
                                    "0 passed, 1 failed", 1),
    "a program that is disabled": ([('status="disabled"', "", "Disabled")], "0 passed, 1 failed", 1),
    "several groups of one program": ([(RUN, "", "1..1\nok 1 - a\n1..1\nok 1 - b\n")], "2 passed, 0 failed", 0),
    "several programs": ([(RUN, "", "1..1\nok 1 - a\n"), (FAIL, "", "1..1\nnot ok 1 - b\n")], "1 passed, 1 failed", 1),
    "nothing at all": ([], "0 passed, 0 failed", 1),
    "a word that begins with ok": ([(RUN, "", "ok then\nnot okay\n")], "1 passed, 0 failed", 0),
}

UNITTEST = """
import unittest
class T(unittest.TestCase):
    def test_a(self): pass
    @unittest.skip("why")
    def test_b(self): self.fail()
    def test_c(self): self.fail("because")
    def test_d(self):
        for n in (1, 2):
            with self.subTest(n=n): self.assertEqual(n, 1)
    def test_e(self): raise ValueError("broken")
    def test_f(self):
        with self.subTest(n=1): self.fail()
        raise ValueError("broken, too")
"""


class Count(unittest.TestCase):
    def count(self, tests, *before):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "results.xml"
            path.write_text("<testsuite>" + "".join(
                f'<testcase name="t{number}" {status}>{more}<system-out>{escape(output)}</system-out></testcase>'
                for number, (status, more, output) in enumerate(tests)) + "</testsuite>")
            return subprocess.run([sys.executable, TESTS / "count.py", *before, path], capture_output=True, text=True,
                                  check=False)

    def test_every_case_of_the_table(self):
        for name, (tests, line, code) in CASES.items():
            with self.subTest(name):
                result = self.count(tests)
                self.assertEqual((result.stdout.splitlines()[-1:], result.returncode), ([line], code), result.stderr)

    def test_a_failure_is_shown_with_its_output(self):
        shown = self.count([(FAIL, "", "1..2\nok 1 - a\n# 0x1 != 0x2\nnot ok 2 - b\n")]).stdout
        self.assertIn("# 0x1 != 0x2\n", shown)
        self.assertIn("\nFailed:\n  t0: b\n", shown)
        self.assertNotIn("ok 1 - a", shown)

    def test_a_failed_build_counts(self):
        result = self.count([(RUN, "", "")], "--broken", "the build failed")
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("1 passed, 1 failed", 1))


class Tap(unittest.TestCase):
    def tap(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "test_made_up.py"
            path.write_text(text)
            return subprocess.run([sys.executable, TESTS / "tap.py", path], capture_output=True, text=True, check=False)

    def test_every_result_of_unittest_is_told(self):
        result = self.tap(UNITTEST)
        lines = [line for line in result.stdout.splitlines() if not line.startswith("#")]
        self.assertEqual(lines, ["1..6", "ok 1 - T.test_a", "ok 2 - T.test_b # SKIP why", "not ok 3 - T.test_c",
                                 "not ok 4 - T.test_d", "not ok 5 - T.test_e", "not ok 6 - T.test_f"])
        self.assertIn("because", result.stdout)
        self.assertIn("# ValueError: broken", result.stdout)
        self.assertEqual(result.returncode, 1)

    def test_all_good_is_0_and_all_skipped_is_77(self):
        head = "import unittest\nclass T(unittest.TestCase):\n"
        self.assertEqual(self.tap(head + "    def test_a(self): pass\n").returncode, 0)
        self.assertEqual(self.tap(head + "    def test_a(self): self.skipTest('no data')\n").returncode, 77)

    def test_a_file_that_cannot_be_read_or_holds_no_test_fails(self):
        self.assertNotIn(self.tap("import nothing_like_this\n").returncode, (0, 77))
        self.assertNotIn(self.tap("").returncode, (0, 77))

    def test_a_set_up_that_skips_skips_every_test_of_its_class_or_file(self):
        skip = "    raise unittest.SkipTest('no data')\n"
        for_class = f"    @classmethod\n    def setUpClass(cls):\n    {skip}"
        for_file = f"def setUpModule():\n{skip}"
        tests = "    def test_a(self): pass\n    def test_b(self): pass\n"
        other = f"class Tb(unittest.TestCase):\n{tests}"
        skipped = ["ok 1 - T.test_a # SKIP no data", "ok 2 - T.test_b # SKIP no data"]
        result = self.tap(f"import unittest\nclass T(unittest.TestCase):\n{for_class}{tests}{other}")
        self.assertEqual(result.stdout.splitlines(), ["1..4", *skipped, "ok 3 - Tb.test_a", "ok 4 - Tb.test_b"])
        result = self.tap(f"import unittest\n{for_file}class T(unittest.TestCase):\n{tests}")
        self.assertEqual((result.stdout.splitlines(), result.returncode), (["1..2", *skipped], 77))

    def test_a_failed_set_up_of_a_class_fails(self):
        text = ("import unittest\nclass T(unittest.TestCase):\n    @classmethod\n    def setUpClass(cls): 1/0\n"
                "    def test_a(self): pass\n")
        result = self.tap(text)
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode),
                         ("not ok 1 - setUpClass (test_made_up.T)", 1))


if __name__ == "__main__":
    unittest.main()
