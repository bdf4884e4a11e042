"""The harness itself, on programs that stand in for the real ones."""

import os
import pathlib
import tarfile
import unittest
from unittest import mock

import harness

STAND_IN = """#!/bin/sh
if [ -t 1 ]; then echo "a terminal $TERM $NO_COLOR"; exit 3; fi
case $1 in
echo) cat ;;
broken) printf '\\377' ;;
*) echo "searcher: $1: which index?" >&2; exit 2 ;;
esac
"""


class Harness(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        stand_in = self.write("bin/searcher/paragraf-searcher", STAND_IN)
        stand_in.chmod(0o755)
        replaced = mock.patch.object(harness, "BIN", self.folder / "bin")
        replaced.start()
        self.addCleanup(replaced.stop)

    def test_a_mistake_is_compared_whole(self):
        result = self.searcher("x")
        self.assert_mistake(result, "searcher: x: which index?")
        for message, code in (("searcher: x: which", 2), ("searcher: x: which index?", 1)):
            with self.assertRaises(AssertionError):
                self.assert_mistake(result, message, code)

    def test_input_is_given_and_json_is_read(self):
        self.assertEqual(self.searcher("echo", given='{"total": 1}').json(self), {"total": 1})
        with self.assertRaises(ValueError):
            self.searcher("echo", given='{"total": 1} rest').json(self)
        self.assertEqual(self.searcher("echo", given="1\n2\n").json_lines(self), [1, 2])

    def test_another_exit_code_is_a_failure(self):
        with self.assertRaises(AssertionError):
            self.searcher("echo").well(self, code=1)

    def test_broken_utf8_on_standard_output_is_a_failure(self):
        with self.assertRaises(UnicodeDecodeError):
            self.searcher("broken")

    def test_a_program_that_is_not_built_fails_its_test(self):
        with self.assertRaisesRegex(AssertionError, "is not built"):
            self.indexer("--version")

    def test_on_a_terminal_it_sees_a_terminal(self):
        self.assertEqual(self.on_terminal("searcher", "x"), ("a terminal xterm \n", 3))
        self.assertEqual(self.on_terminal("searcher", environment={"NO_COLOR": "1"}), ("a terminal xterm 1\n", 3))

    def test_shared_data_is_unpacked_once(self):
        packed = self.write("set/corpus.jsonl", "{}\n").parent
        with tarfile.open(self.folder / "set.tar.xz", "w:xz") as archive:
            archive.add(packed, "set")
        (packed / "corpus.jsonl").unlink()
        packed.rmdir()
        with mock.patch.dict(os.environ, PARAGRAF_DATA=str(self.folder)):
            first = harness.shared("set")
            self.assertEqual((first / "corpus.jsonl").read_text(), "{}\n")
            (self.folder / "set.tar.xz").unlink()
            self.assertEqual(harness.shared("set"), first)
            with self.assertRaises(unittest.SkipTest):
                harness.shared("another")

    def test_without_shared_data_a_test_is_skipped(self):
        with mock.patch.dict(os.environ), self.assertRaises(unittest.SkipTest):
            os.environ.pop("PARAGRAF_DATA", None)
            harness.shared("mix.jsonl")

    def test_an_answer_that_breaks_its_contract_is_named(self):
        self.write("docs/one.json", '{"type": "object", "required": ["total"], "additionalProperties": false, '
                                    '"properties": {"total": {"type": "integer"}}}')
        with mock.patch.object(harness, "SOURCE", pathlib.Path(self.folder)):
            self.assert_valid({"total": 1}, "one.json")
            with self.assertRaisesRegex(AssertionError, "total: 'x' is not of type"):
                self.assert_valid({"total": "x"}, "one.json")
            with self.assertRaisesRegex(AssertionError, "unexpected"):
                self.assert_valid({"total": 1, "more": 2}, "one.json")

    def test_the_same_seed_gives_the_same_numbers(self):
        with mock.patch.dict(os.environ, PARAGRAF_SEED="7"):
            first = harness.seeded().random()
            self.assertEqual(harness.seeded().random(), first)
        with mock.patch.dict(os.environ, PARAGRAF_SEED="8"):
            self.assertNotEqual(harness.seeded().random(), first)


if __name__ == "__main__":
    unittest.main()
