#!/usr/bin/env python3
"""Run every command that a document shows: documented_commands.py ROOT BIN [FILE…]

Without names: README.md, docs/*.md, corpus/README.md and the man pages in manual/ below ROOT; BIN is a build folder.
Each file gets a scratch folder of its own, in which corpus/ and docs/ are copies of ROOT's, ~/Documents is a copy of
corpus/ without its README, and commands run in the order of the file, on a terminal without colours. It has 100
columns; for a man page it has as many as a page of 80 leaves to an example.

    ```sh        commands, which must succeed; what they print does not count
    ```console   `$ ` and a command (`> ` goes on with it), then what it prints: all of it. `...` stands for anything
                 within a line, alone on a line for any lines. A command that fails is followed by `$ echo $?`.
    ```sh no-run   or console no-run: only commands of NOT_RUN

Any other fence that shows a command is an error. Exit code 1 when a file says what is not so.
"""

import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

# What a no-run fence may hold, and why it is not run here.
NOT_RUN = [
    (r"git clone ", "needs the network"),
    (r"cd paragraf$", "the clone that was not made"),
    (r"(sudo )?apt(-get)? install ", "changes the machine"),
    (r"\./demo( |$)", "builds a release; .ci/run and people run it"),
    (r"\./check( |$)", "runs this very test"),
    (r"\.ci/run$", "runs ./check"),
    (r"(sudo )?debian/(build|prove)$", "builds a release; .ci/run and people run it"),
    (r"docker (build|run) ", "needs the network, and a service that makes containers"),
    (r"sudo (paragraf-indexer|systemctl) ", "changes the machine"),
    (r"(sudo )?cmake ", "builds for minutes what ./check builds another way, or installs"),
    (r"ctest ", "runs this very test"),
    (r"cc .*pkg-config|\./(index|search) ", "needs the library installed; tests/cli/test_library.py does it"),
    (r"paragraf-searcher serve ", "runs until it is stopped"),
    (r"curl 'http://127\.0\.0\.1:", "asks a server that is not run here"),
    (r"bench/(run|quality|paragraphs|memory) ", "runs for minutes on a corpus that is not part of the project"),
]

FENCE = re.compile(r"^( *)(`{3,}|~{3,})\s*([^`]*)$")
LOOKS_LIKE_COMMANDS = re.compile(r"^\s*(\$ |\./demo|\./check|paragraf-(indexer|searcher) )", re.MULTILINE)
MARK = "paragraf-documented-command-ended"
SECONDS = 120
MAN_COLUMNS = 68


class Block:
    def __init__(self, path, line, info, text):
        self.path, self.line, self.text = path, line, text
        self.language, *self.words = info.split() or [""]

    def at(self, offset=0):
        return f"{self.path}:{self.line + offset}"


def blocks(path, name):
    """The fenced blocks of a Markdown file, in order."""
    fence, found = None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark = FENCE.match(line)
        if fence is None and mark:
            fence = (mark[2], len(mark[1]), Block(name, number + 1, mark[3], []))
        elif fence and mark and mark[2].startswith(fence[0]) and not mark[3].strip():
            fence[2].text = "\n".join(fence[2].text)
            found.append(fence[2])
            fence = None
        elif fence:
            indent = len(line) - len(line.lstrip(" "))
            fence[2].text.append(line[min(indent, fence[1]):])
    if fence:
        raise ValueError(f"{fence[2].at(-1)}: this fence is not closed")
    return found


def dialogue(text):
    """[(line offset, command, expected output)] of a console block."""
    turns = []
    for offset, line in enumerate(text.splitlines()):
        if line.startswith("$ "):
            turns.append((offset, [line[2:]], []))
        elif turns and line.startswith("> ") and not turns[-1][2]:
            turns[-1][1].append(line[2:])
        elif turns:
            turns[-1][2].append(line)
        else:
            raise ValueError("a console block begins with `$ ` and a command")
    return [(offset, "\n".join(command), "\n".join(expected)) for offset, command, expected in turns]


def matches(expected, shown):
    """`...` is anything within a line; alone on its line any number of lines."""
    def tidy(text):
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())

    pattern = ""
    for line in tidy(expected).splitlines():
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.split("...")) + r"\n"
    return re.fullmatch(pattern, tidy(shown) + "\n" if shown.strip() else "") is not None


def as_seen(raw):
    """What is left on a terminal: after a carriage return or an erased line only what came last."""
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    text = re.sub(r"\x1b\[[0-9;?]*[A-JL-Za-z]", "", text)
    lines = [re.split(r"\r|\x1b\[[0-2]?K", line) for line in text.split("\n")]
    return "\n".join(next((part for part in reversed(line) if part), "") for line in lines)


class Shell:
    """One bash in the scratch folder of a file, on a terminal."""

    def __init__(self, root, binaries, folder, columns):
        home = folder / "home"
        home.mkdir()
        for name in ("corpus", "docs"):
            if (root / name).is_dir():
                shutil.copytree(root / name, folder / name)
        if (root / "corpus").is_dir():
            shutil.copytree(root / "corpus", home / "Documents", ignore=shutil.ignore_patterns("README.md"))
        programs = ":".join(str(binaries / name) for name in ("indexer", "searcher"))
        environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8",
                       "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": str(columns),
                       **kept("ASAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR")}
        self.control, terminal = pty.openpty()
        settings = termios.tcgetattr(terminal)
        settings[3] &= ~termios.ECHO
        termios.tcsetattr(terminal, termios.TCSANOW, settings)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.bash = subprocess.Popen(["bash", "--norc", "--noprofile", "-s"], cwd=folder, env=environment,
                                     stdin=subprocess.PIPE, stdout=terminal, stderr=terminal, start_new_session=True)
        os.close(terminal)

    def run(self, command):
        """(what a terminal shows, exit code); the code is still in $? for the next command."""
        script = f"{{ {command}\n}} </dev/null\nmarked=$?; printf '%s %s\\n' {MARK} $marked; (exit $marked)\n"
        self.bash.stdin.write(script.encode("utf-8"))
        self.bash.stdin.flush()
        shown = b""
        while not (end := re.search(MARK.encode() + rb" (\d+)\r\n", shown)):
            ready, _, _ = select.select([self.control], [], [], SECONDS)
            try:
                part = os.read(self.control, 65536) if ready else b""
            except OSError:
                part = b""
            if not part:
                raise TimeoutError(f"no end after {SECONDS} s" if not ready else "the shell ended")
            shown += part
        return as_seen(shown[:end.start()]), int(end[1])

    def close(self):
        self.bash.stdin.close()
        self.bash.kill()
        self.bash.wait()
        os.close(self.control)


def kept(*names):
    return {name: os.environ[name] for name in names if name in os.environ}


def commands(text):
    lines = [line.strip() for line in re.sub(r"\\\n", " ", text).splitlines()]
    return [line.removeprefix("$ ") for line in lines if line and not line.startswith("#")]


def check_not_run(block):
    for command in commands(block.text):
        if not any(re.match(pattern, command) for pattern, _ in NOT_RUN):
            yield f"{block.at()}: may not be left out of the test: {command}"


def run_console(shell, block):
    turns = dialogue(block.text)
    for turn, (offset, command, expected) in enumerate(turns):
        shown, code = shell.run(command)
        told = turn + 1 < len(turns) and turns[turn + 1][1] == "echo $?"
        if not matches(expected, shown):
            yield f"{block.at(offset)}: $ {command}\nthe document shows:\n{expected}\nthe command prints:\n{shown}"
        elif code and not told:
            yield f"{block.at(offset)}: $ {command}\nends with exit code {code}; show it: $ echo $?"


def run_script(shell, block):
    shown, code = shell.run(f"( set -e\n{block.text}\n)")
    if code:
        yield f"{block.at()}: ends with exit code {code}:\n{block.text}\n{shown}"


def check_block(shell, block):
    runs = {"console": run_console, "sh": run_script}.get(block.language)
    if runs and block.words == ["no-run"]:
        yield from check_not_run(block)
    elif runs and not block.words:
        yield from runs(shell, block)
    elif runs or block.language in ("bash", "shell", "shell-session"):
        yield f"{block.at(-1)}: a fence of commands says sh or console, with or without no-run"
    elif LOOKS_LIKE_COMMANDS.search(block.text):
        yield f"{block.at(-1)}: this fence shows commands and says neither sh nor console"


def check_file(root, binaries, path):
    problems = []
    with tempfile.TemporaryDirectory(prefix="paragraf-documented-") as folder:
        shell = Shell(root, binaries, pathlib.Path(folder), MAN_COLUMNS if path.suffix == ".in" else 100)
        try:
            for block in blocks(path, path.relative_to(root)):
                problems += check_block(shell, block)
        except (ValueError, TimeoutError) as error:
            problems.append(f"{path.relative_to(root)}: {error}")
        finally:
            shell.close()
    return problems


def documents(root):
    paths = (root / "README.md", *sorted((root / "docs").glob("**/*.md")), root / "corpus/README.md",
             *sorted((root / "manual").glob("*.1.in")))
    return [path for path in paths if path.exists()]


def main(root, binaries, *names):
    root, binaries = pathlib.Path(root).resolve(), pathlib.Path(binaries).resolve()
    failed = 0
    paths = [root / name for name in names] or documents(root)
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        problems = check_file(root, binaries, path)
        for problem in problems:
            print("\n".join("# " + line for line in problem.splitlines()))
        print(f"{'not ok' if problems else 'ok'} {number} - {path.relative_to(root)}", flush=True)
        failed += bool(problems)
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
