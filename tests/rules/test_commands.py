"""./demo and ./check from start to end, with a stand-in for cmake that builds stand-ins, and for ctest."""

import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]

CMAKE = """\
echo "cmake $*" >> "$FAKE/log"
case " $* " in
*" --build "*)
    case " $* " in *" $BROKEN "*) echo "x.c:1: error: no such thing"; exit 1 ;; esac
    for name in indexer searcher; do
        mkdir -p "build/release/$name"
        cp "$FAKE/program" "build/release/$name/paragraf-$name"
    done ;;
*) for name in asan tsan fuzz; do mkdir -p "build/$name"; done ;;
esac
"""
PROGRAM = """\
echo "$(basename "$0") $*" >> "$FAKE/log"
case $* in
*.idx\\ corpus*) mkdir "$1" && echo '30 documents indexed' ;;
*--json*) echo '{"total": {"value": 1}, "hits": [{"highlights": [[12, 7]]}]}' ;;
*--text*) echo 'A readable answer' ;;
terms*) sed 's/^/word: /' ;;
esac
"""
CTEST = """\
echo "ctest $*" >> "$FAKE/log"
echo "seed $PARAGRAF_SEED long $PARAGRAF_LONG output $CMOCKA_MESSAGE_OUTPUT" >> "$FAKE/log"
case " $* " in *" -N "*) echo "Total Tests: $THREADS"; exit ;; esac
while [ "$1" != --output-junit ]; do shift; done
cp "$FAKE/results.xml" "$2"
echo "1/1 Test #1: test_a ... Passed"
[ "$THREADS" != 9 ]
"""
GOOD = '<testcase name="a" status="run"><system-out>1..2\nok 1 - a\nok 2 - b # SKIP c\n</system-out></testcase>'
BAD = '<testcase name="a" status="fail"><system-out>1..2\nok 1 - a\nnot ok 2 - b\n</system-out></testcase>'


class Commands(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name) / "a clone"
        self.folder.mkdir()
        for name in ("demo", "check", "cmake", "tests/count.py"):
            copy = shutil.copytree if (SOURCE / name).is_dir() else shutil.copy
            (self.folder / name).parent.mkdir(exist_ok=True)
            copy(SOURCE / name, self.folder / name)
        (self.folder / "bin").mkdir()
        for name, text in (("bin/cmake", CMAKE), ("bin/ctest", CTEST), ("program", PROGRAM)):
            self.script(name, text)
        self.results(GOOD)

    def script(self, path, text):
        (self.folder / path).write_text("#!/bin/sh\n" + text)
        (self.folder / path).chmod(stat.S_IRWXU)

    def results(self, *cases):
        (self.folder / "results.xml").write_text(f"<testsuite>{''.join(cases)}</testsuite>")

    def run_script(self, name, *arguments, threads=1, broken="", install="--no-install", **environment):
        environment = {"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "FAKE": str(self.folder),
                       "THREADS": str(threads), "BROKEN": broken, "PARAGRAF_OS_RELEASE": "/dev/null", **environment}
        (self.folder / "log").write_text("")
        return subprocess.run([self.folder / name, install, *arguments], env=environment, cwd="/", text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False)

    def log(self):
        return (self.folder / "log").read_text()

    def test_demo_shows_an_answer_twice_and_a_stem(self):
        for turn in ("cold", "warm"):
            with self.subTest(turn):
                result = self.run_script("demo")
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                order = ["30 documents indexed", "A readable answer", '"total": {', "word: ", "What to try next"]
                places = [result.stdout.find(words) for words in order]
                self.assertNotIn(-1, places, result.stdout)
                self.assertEqual(places, sorted(places))

    def test_demo_keeps_a_highlight_on_one_line(self):
        self.assertIn(" [12, 7]\n", self.run_script("demo").stdout)

    def test_demo_shows_json_with_what_it_has_just_installed(self):
        tools = "basename bash cat cp dirname env grep mkdir mktemp nproc rm sed sh sort tail tee tr"
        for name in tools.split():
            (self.folder / "bin" / name).symlink_to(shutil.which(name))
        (self.folder / "os-release").write_text("ID=debian\n")
        self.script("jq", "sed s/^/indented:/")
        self.script("bin/id", "echo 0")
        self.script("bin/dpkg-query", '[ -e "$FAKE/bin/jq" ] && printf installed')
        self.script("bin/apt-get", 'cp "$FAKE/jq" "$FAKE/bin/jq"')
        result = self.run_script("demo", install="--yes", PATH=str(self.folder / "bin"),
                                 PARAGRAF_OS_RELEASE=str(self.folder / "os-release"))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn('indented:{"total"', result.stdout)

    def test_the_commands_that_demo_shows_can_be_copied(self):
        shown = self.run_script("demo").stdout
        commands = re.findall(r"^\$ (.*)$", shown, re.MULTILINE)
        self.assertEqual(len(commands), 4)
        environment = {**os.environ, "FAKE": str(self.folder)}
        shutil.rmtree(self.folder / "build/demo.idx")
        for command in commands:
            result = subprocess.run(["bash", "-c", command], cwd=self.folder, env=environment, check=True,
                                    capture_output=True, text=True)
            self.assertIn("".join(result.stdout.split()), "".join(shown.split()))

    def test_demo_stops_at_a_failed_build_and_shows_its_end(self):
        result = self.run_script("demo", broken="release")
        self.assertEqual(result.returncode, 1)
        self.assertIn("x.c:1: error: no such thing", result.stdout)
        self.assertNotIn("paragraf-indexer", self.log())

    def test_demo_says_so_when_a_command_fails(self):
        self.script("program", "exit 1")
        result = self.run_script("demo")
        self.assertEqual(result.returncode, 1)
        self.assertIn("demo: this command failed", result.stderr)

    def test_check_counts_both_builds(self):
        result = self.run_script("check")
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("2 passed, 0 failed, 2 skipped", 0))
        self.assertIn("--test-dir build/tsan", self.log())
        self.assertIn("-L threads", self.log())

    def test_check_runs_libfuzzer_when_it_is_long(self):
        self.run_script("check")
        self.assertNotIn("fuzz", self.log())
        result = self.run_script("check", "--long")
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("3 passed, 0 failed, 3 skipped", 0))
        self.assertIn("--preset fuzz --target fuzzers", self.log())
        self.assertIn("-L fuzz", self.log())

    def test_check_fails_when_a_case_failed(self):
        self.results(GOOD, BAD)
        result = self.run_script("check", threads=9)
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("4 passed, 2 failed, 2 skipped", 1))

    def test_check_counts_a_failed_build(self):
        for preset, line in (("asan", "0 passed, 1 failed"), ("tsan", "1 passed, 1 failed, 1 skipped")):
            with self.subTest(preset):
                result = self.run_script("check", broken=preset)
                self.assertEqual((result.stdout.splitlines()[-1], result.returncode), (line, 1))
                self.assertIn("x.c:1: error: no such thing", result.stdout)

    def test_check_wants_tests_of_threads(self):
        result = self.run_script("check", threads=0)
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("1 passed, 1 failed, 1 skipped", 1))
        result = self.run_script("check", "--filter", "a", threads=0)
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("1 passed, 0 failed, 1 skipped", 0))

    def test_check_hands_on_filter_seed_and_length(self):
        self.run_script("check", "--filter", "a b", "--seed", "5")
        self.assertIn("-R a b", self.log())
        self.assertIn("seed 5 long  output TAP", self.log())
        result = self.run_script("check", "--long", "--seed", "5")
        self.assertIn("seed 5 long 1 output TAP", self.log())
        self.assertIn("./check --long --seed 5", result.stdout)

    def test_the_seed_is_fixed_but_for_long_runs(self):
        self.assertTrue(self.run_script("check").stdout.startswith("seed 1\n"))
        seeds = {self.run_script("check", "--long").stdout.split()[1] for _ in range(3)}
        self.assertGreater(len(seeds), 1)

    def test_results_of_others_count(self):
        (self.folder / "others.xml").write_text('<testsuite><testcase name="layout" status="fail"/></testsuite>')
        result = self.run_script("check", PARAGRAF_RESULTS=str(self.folder / "others.xml"))
        self.assertEqual((result.stdout.splitlines()[-1], result.returncode), ("2 passed, 1 failed, 2 skipped", 1))


if __name__ == "__main__":
    unittest.main()
