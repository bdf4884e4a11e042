"""Documents that say what is not so are found out, on made-up ones."""

import pathlib
import tempfile
import unittest

import documented_commands

SEARCHER = """#!/bin/sh
if [ -t 1 ]; then printf '\\rworking 10 %%\\r\\033[Kone hit for %s in %s ms\\n' "$2" 1.9; else echo '{"total": 1}'; fi
[ "$2" != nothing ]
"""

TRUE = {
    "the whole output": "$ paragraf-searcher my.idx japan\none hit for japan in 1.9 ms",
    "a number left open": "$ paragraf-searcher my.idx japan\none hit for japan in ... ms",
    "lines left open": "$ printf 'a\\nb\\nc\\nd\\n'\na\n...\nd",
    "no lines where some may be": "$ printf 'a\\nd\\n'\na\n...\nd",
    "a pipe is no terminal": "$ paragraf-searcher my.idx japan | cat\n{\"total\": 1}",
    "a failure that is shown": "$ paragraf-searcher my.idx nothing\none hit for nothing in ...\n$ echo $?\n1",
    "a command over two lines": "$ paragraf-searcher \\\n> my.idx japan\none hit for japan in ...",
    "what one command leaves the next": "$ word=japan\n$ cd corpus && echo $word > made.txt\n$ cat made.txt\njapan",
    "the sample documents": "$ ls corpus\na.txt\n$ ls ~/Documents\na.txt",
}

FALSE = {
    "another number": "$ paragraf-searcher my.idx japan\none hit for japan in 2.0 ms",
    "another order": "$ printf 'a\\nb\\n'\nb\na",
    "a line too few": "$ printf 'a\\nb\\n'\na",
    "a line too many": "$ echo a\na\nb",
    "no output shown": "$ echo a",
    "output that is not there": "$ true\na",
    "an open end does not reach past its line": "$ printf 'a b\\nc\\n'\na ...",
    "a failure that is not shown": "$ paragraf-searcher my.idx nothing\none hit for nothing in ...",
    "a command that is not there": "$ paragraf-sercher my.idx japan\none hit for japan in ...",
    "words before the first command": "so it goes\n$ true",
}


class Documented(unittest.TestCase):
    def problems(self, text):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            files = {"corpus/a.txt": "a", "bin/searcher/paragraf-searcher": SEARCHER, "README.md": text}
            for name, content in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(content)
            (root / "bin/searcher/paragraf-searcher").chmod(0o755)
            return documented_commands.check_file(root, root / "bin", root / "README.md")

    def test_true_dialogues_pass(self):
        for name, dialogue in TRUE.items():
            with self.subTest(name):
                self.assertEqual(self.problems(f"# Title\n\n```console\n{dialogue}\n```\n"), [])

    def test_false_dialogues_fail(self):
        for name, dialogue in FALSE.items():
            with self.subTest(name):
                self.assertEqual(len(self.problems(f"```console\n{dialogue}\n```\n")), 1)

    def test_a_script_must_succeed_and_may_print(self):
        self.assertEqual(self.problems("```sh\necho a\n# a comment\npwd\n```\n"), [])
        self.assertEqual(len(self.problems("```sh\nfalse\ntrue\n```\n")), 1)

    def test_the_line_of_the_command_is_named(self):
        problem = self.problems("# Title\n\n```console\n$ echo a\na\n$ echo b\nc\n```\n")[0]
        self.assertTrue(problem.startswith("README.md:6: $ echo b\n"), problem)

    def test_only_named_commands_are_left_out(self):
        self.assertEqual(self.problems("```sh no-run\nsudo apt install cmake\n./demo --yes\n```\n"), [])
        self.assertEqual(len(self.problems("```sh no-run\n./demo\nparagraf-searcher my.idx x\n```\n")), 1)

    def test_commands_cannot_hide_in_another_fence(self):
        for fence in ("```\n$ true\n```", "```text\n./demo\n```", "```bash\ntrue\n```", "```sh skip\ntrue\n```",
                      "```\nparagraf-searcher my.idx x\n```"):
            with self.subTest(fence):
                self.assertEqual(len(self.problems(fence + "\n")), 1)
        self.assertEqual(self.problems('```json\n{"total": 1}\n```\n'), [])

    def test_a_fence_in_a_list_counts(self):
        self.assertEqual(len(self.problems("- so:\n\n  ```console\n  $ echo a\n  b\n  ```\n")), 1)
        self.assertEqual(self.problems("- so:\n\n  ```console\n  $ echo a\n  a\n  ```\n"), [])

    def test_a_fence_without_an_end_is_an_error(self):
        self.assertEqual(len(self.problems("```console\n$ true\n")), 1)


if __name__ == "__main__":
    unittest.main()
