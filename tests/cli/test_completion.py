"""What shells complete, asked of the shells themselves. zsh and fish are asked where they are installed."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess

import harness

MADE = harness.BIN / "manual"
# Stands in for both programs: what it was called with, an argument a line.
STAND_IN = "#!/bin/sh\nprintf 'ARGUMENTS\\n'; printf '<%s>\\n' \"$@\"; printf 'END\\n'\n"
FILES = ("a.txt", "B.MD", "c.pdf", "queries.txt", "harbour.txt", "report.jsonl", "docs/in docs.html", "my docs/one.md",
         "my.idx/paragraf.json")
FOLDERS = {"docs", "my docs", "my.idx"}

# What is typed, and what may stand in the place of its last word. (A terminal leaves the word where nothing may.)
CASES = {
    "paragraf-searcher --so": {"--sort"},
    "paragraf-searcher my.idx --li": {"--limit"},
    "paragraf-searcher serve my.idx --li": {"--listen"},
    "paragraf-searcher serve --": {"--listen", "--workers", "--log", "--help", "--version"},
    "paragraf-searcher --sort ": {"relevance", "newest", "oldest"},
    "paragraf-searcher my.idx harbour --sort n": {"newest"},
    "paragraf-searcher my.idx --sort=n": {"--sort=newest"},
    "paragraf-searcher my.idx --color=al": {"--color=always"},
    "paragraf-searcher --filter l": {"language="},
    "paragraf-searcher -f is": {"issuer="},
    "paragraf-searcher my.idx --filter=l": {"--filter=language="},
    "paragraf-searcher --facet y": {"year"},
    "paragraf-searcher --limit 3 --sort newest se": {"serve"},
    "paragraf-searcher serve ": FOLDERS,
    "paragraf-searcher my.idx har": set(),
    "paragraf-searcher my.idx harbour har": set(),
    "paragraf-searcher my.idx se": set(),
    "paragraf-searcher -- --so": set(),
    "paragraf-searcher --batch q": {"queries.txt"},
    "paragraf-indexer ": FOLDERS | {"remove", "status", "verify", "compact", "terms", "help"},
    "paragraf-indexer --no-progress re": {"remove"},
    "paragraf-indexer my.idx --re": {"--report", "--rebuild"},
    "paragraf-indexer status my.idx --": {"--quiet", "--no-progress", "--json", "--failed", "--help", "--version"},
    "paragraf-indexer my.idx a": {"a.txt"},
    "paragraf-indexer my.idx docs B": {"B.MD"},
    "paragraf-indexer my.idx 'my docs'/": {"my docs/one.md"},
    "paragraf-indexer my.idx my\\ do": {"my docs"},
    "paragraf-indexer --report=rep": {"--report=report.jsonl"},
    "paragraf-indexer --lang n": {"nb", "ne", "nl", "nn", "no"},
    "paragraf-indexer -l f": {"fi", "fr"},
    "paragraf-indexer remove my.idx a": set(),
    "paragraf-indexer terms c": {"c.pdf"},
}


INSERT_ALL = "\x1b*"  # readline's key for all completions
CONTROL_T = "\x14"  # in zsh a key that begins no other


def sources(shell):
    return [f"source {shlex.quote(str(MADE / f'paragraf-{name}.{shell}'))}" for name in ("indexer", "searcher")]


# fish offers files of other formats, too.
FORMATS = {"paragraf-indexer my.idx ": FOLDERS | {"a.txt", "B.MD", "harbour.txt", "queries.txt", "report.jsonl"}}


class Terminal:
    """A shell on a terminal, at which somebody types."""

    def __init__(self, arguments, folder, programs):
        self.control, terminal = pty.openpty()
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8",
                       "TERM": "xterm", "PS1": ""}
        self.shell = subprocess.Popen(arguments, cwd=folder, env=environment, stdin=terminal, stdout=terminal,
                                      stderr=terminal, start_new_session=True)
        os.close(terminal)

    def run(self, keys):
        """The arguments of the command that these keys and a return make."""
        os.write(self.control, f"{keys}\n".encode())
        shown = ""
        while not (found := re.search(r"ARGUMENTS\n(.*?)^END\n", shown, re.MULTILINE | re.DOTALL)):
            ready, _, _ = select.select([self.control], [], [], 60)
            if not ready:
                self.shell.kill()  # so that all that is typed from here on fails at once
                raise TimeoutError(shown)
            shown += os.read(self.control, 65536).decode("utf-8", "replace").replace("\r\n", "\n")
        return re.findall(r"^<(.*)>$", found[1], re.MULTILINE)

    def close(self):
        self.shell.kill()
        self.shell.wait()
        os.close(self.control)


def words(line):
    """Those before the one at the end, which may be empty."""
    return shlex.split(line + "x")[1:-1]


def tidy(word):
    """A shell may offer --limit= for --limit, and docs/ for docs."""
    return word.rstrip("/") if not word.startswith("--") else re.sub("^(--[a-z-]+)=$", r"\1", word)


class Completion(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        for path in FILES:
            self.write(f"here/{path}", "")
        for name in ("indexer", "searcher"):
            self.write(f"programs/paragraf-{name}", STAND_IN).chmod(0o755)

    def start(self, *arguments):
        if not shutil.which(arguments[0]):
            self.skipTest(f"{arguments[0]} is not installed")
        terminal = Terminal(arguments, self.folder / "here", self.folder / "programs")
        self.addCleanup(terminal.close)
        return terminal

    def check(self, complete, cases=CASES):
        """`complete` gives all that may stand in the place of the last word of a line."""
        for line, expected in cases.items():
            with self.subTest(line):
                offered = {tidy(word) for word in complete(line)}
                typed = set() if line.endswith(" ") else {shlex.split(line)[-1]}
                self.assertEqual(offered - typed, expected)

    def ready(self, terminal, *settings):
        self.assertEqual(terminal.run("; ".join([*settings, "paragraf-indexer ready"])), ["ready"])

    def bash(self, *settings):
        bash = self.start("bash", "--norc", "--noprofile", "-i")
        self.ready(bash, "bind 'set enable-bracketed-paste off'", *sources("bash"), *settings)
        return bash

    def test_bash(self):
        bash = self.bash()
        self.check(lambda line: bash.run(f"{line}{INSERT_ALL}")[len(words(line)):], CASES | FORMATS)

    def test_bash_when_it_does_not_part_words_at_equals_signs(self):
        bash = self.bash("COMP_WORDBREAKS=${COMP_WORDBREAKS//[=:]}")
        self.check(lambda line: bash.run(f"{line}{INSERT_ALL}")[len(words(line)):])

    def test_bash_knows_what_its_own_signs_mean(self):
        bash, here = self.bash(), self.folder / "here"
        self.assertEqual(bash.run(f"paragraf-indexer my.idx ~/a{INSERT_ALL}"), ["my.idx", f"{here}/a.txt"])
        self.assertEqual(bash.run("paragraf-searcher my.idx harbour 2> har\t"), ["my.idx", "harbour"])
        self.assertFalse((here / "har").exists())

    def test_shellcheck_finds_nothing(self):
        if not shutil.which("shellcheck"):
            self.skipTest("shellcheck is not installed")
        for name in ("indexer", "searcher"):
            result = subprocess.run(["shellcheck", "-s", "bash", MADE / f"paragraf-{name}.bash"], capture_output=True,
                                    text=True, timeout=harness.SECONDS, check=False)
            self.assertEqual((result.stdout, result.returncode), ("", 0))

    def test_zsh(self):
        zsh = self.start("zsh", "-f", "-i")
        self.ready(zsh, "unset zle_bracketed_paste; PROMPT=''; PROMPT_EOL_MARK=''",
                   f"fpath=({shlex.quote(str(MADE))} $fpath)", "autoload -Uz compinit", "compinit -u -D",
                   "zle -C every complete-word _generic", "bindkey '^T' every",
                   "zstyle ':completion:every:*' completer _all_matches _complete",
                   "zstyle ':completion:every:*' insert true")
        self.check(lambda line: zsh.run(f"{line}{CONTROL_T}")[len(words(line)):], CASES | FORMATS)

    def test_fish(self):
        if not shutil.which("fish"):
            self.skipTest("fish is not installed")

        def complete(line):
            script = "; ".join([*sources("fish"), "complete -C $argv[1]"])
            shown = subprocess.run(["fish", "--no-config", "-c", script, "--", line], cwd=self.folder / "here",
                                   env={**self.environment(), "HOME": str(self.folder)}, text=True, check=True,
                                   capture_output=True, timeout=harness.SECONDS).stdout
            return [one.split("\t")[0] for one in shown.splitlines()]

        self.check(complete)


if __name__ == "__main__":
    harness.unittest.main()
