"""What ./demo and ./check do about packages, with stand-ins for apt-get, dpkg-query, sudo and id."""

import os
import pathlib
import pty
import stat
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DPKG = '#!/bin/sh\nfor name; do :; done\ngrep -qx "$name" "$FAKE/installed" && printf installed\n'
APT = '#!/bin/sh\necho "apt-get $*" >> "$FAKE/log"\n[ ! -e "$FAKE/broken" ]\n'
SUDO = '#!/bin/sh\necho "sudo $1" >> "$FAKE/log"\nexec "$@"\n'
LISTS = {"build.txt": "# a comment\ncmake   # why\nninja-build | make\nlibone-dev\n", "demo.txt": "jq | python3\n"}


class Packages(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        for name, text in LISTS.items():
            self.file(f"cmake/packages/{name}", text)
        for name in ("packages.sh", "steps.sh"):
            self.file(f"cmake/{name}", (SOURCE / "cmake" / name).read_text())
        self.file("os-release", "ID=debian\nVERSION_ID=12\n")
        self.program("dpkg-query", DPKG)
        self.program("apt-get", APT)
        self.program("sudo", SUDO)
        self.file("log", "")
        self.be(1000)
        self.installed()

    def file(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)
        return self.folder / path

    def program(self, name, text):
        self.file(f"bin/{name}", text).chmod(stat.S_IRWXU)

    def be(self, user):
        self.program("id", f"#!/bin/sh\necho {user}\n")

    def installed(self, *names):
        self.file("installed", "".join(name + "\n" for name in names))

    def need(self, yes="no", path=None, call="packages_need", **settings):
        environment = {"PATH": path or f"{self.folder}/bin:/usr/bin:/bin", "FAKE": str(self.folder),
                       "PARAGRAF_OS_RELEASE": str(self.folder / "os-release")}
        script = f". cmake/steps.sh; . cmake/packages.sh; {call} {yes} build demo; echo all there"
        settings.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(["bash", "-euc", script, "./demo"], cwd=self.folder, env=environment, text=True,
                              capture_output=True, timeout=60, check=False, **settings)

    def log(self):
        return (self.folder / "log").read_text().splitlines()

    def answer(self, typed):
        control, terminal = pty.openpty()
        os.write(control, typed.encode())
        try:
            return self.need(stdin=terminal)
        finally:
            os.close(terminal)
            os.close(control)

    def test_nothing_happens_when_nothing_is_missing(self):
        self.installed("cmake", "make", "libone-dev", "python3")
        result = self.need()
        self.assertEqual((result.stdout, result.returncode, self.log()), ("all there\n", 0, []))

    def test_without_a_terminal_it_says_what_to_run(self):
        self.installed("cmake")
        result = self.need()
        self.assertEqual(result.stdout, "Debian packages that are missing: jq libone-dev ninja-build\n")
        self.assertIn("Run: sudo apt-get install jq libone-dev ninja-build   or: ./demo --yes", result.stderr)
        self.assertEqual((result.returncode, self.log()), (2, []))

    def test_yes_installs_what_is_missing_and_no_more(self):
        self.installed("cmake", "ninja-build")
        result = self.need("yes")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.log(), ["sudo env", "apt-get update -q", "sudo env",
                                      "apt-get install -y -q --no-install-recommends jq libone-dev"])
        self.assertTrue(result.stdout.endswith("all there\n"))

    def test_root_needs_no_sudo(self):
        self.be(0)
        self.need("yes")
        self.assertEqual([line for line in self.log() if line.startswith("sudo")], [])

    def test_it_asks_before_sudo(self):
        for typed, code, calls in (("n\n", 2, 0), ("no\n", 2, 0), ("\x04", 2, 0), ("y\n", 0, 2), ("\n", 0, 2)):
            with self.subTest(typed=typed):
                self.file("log", "")
                result = self.answer(typed)
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertEqual(sum(line.startswith("apt-get") for line in self.log()), calls)

    def test_a_refusal_says_how_to_go_on(self):
        self.assertIn("run ./demo again", self.answer("n\n").stderr)

    def test_a_failed_installation_stops(self):
        self.file("broken", "")
        result = self.need("yes")
        self.assertEqual(result.returncode, 2)
        self.assertIn("Try: sudo apt-get install", result.stderr)
        self.assertNotIn("all there", result.stdout)

    def test_without_sudo_it_says_so(self):
        (self.folder / "bin/sudo").unlink()
        for name in ("bash", "grep", "sed", "tr", "sort", "dirname", "mktemp", "tee", "tail", "rm", "env", "cat"):
            (self.folder / "bin" / name).symlink_to(f"/usr/bin/{name}")
        (self.folder / "bin/sh").symlink_to("/bin/sh")
        result = self.need("yes", path=f"{self.folder}/bin")
        self.assertIn("There is no sudo here. As root, run: apt-get install cmake", result.stderr)
        self.assertEqual(result.returncode, 2)

    def test_without_installing_it_says_what_is_missing_and_goes_on(self):
        self.installed("cmake", "libone-dev")
        result = self.need("", call="packages_mention")
        self.assertEqual(result.stdout, "Not installed, as you say (--no-install): jq ninja-build\nall there\n")
        self.file("os-release", "ID=fedora\n")
        self.assertEqual(self.need("", call="packages_mention").stdout, "all there\n")
        self.assertEqual(self.log(), [])

    def test_elsewhere_it_says_what_is_needed_and_stops(self):
        self.file("os-release", "ID=fedora\n")
        for yes in ("no", "yes"):
            result = self.need(yes)
            self.assertIn("neither Debian nor Ubuntu", result.stderr)
            self.assertIn("  libone-dev\n", result.stderr)
            self.assertIn("./demo --no-install", result.stderr)
            self.assertEqual((result.stdout, result.returncode, self.log()), ("", 2, []))

    def test_what_is_made_from_debian_counts_as_debian(self):
        for text in ("ID=ubuntu\n", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'):
            self.file("os-release", text)
            self.assertIn("are missing", self.need().stdout)


class Scripts(unittest.TestCase):
    def run_script(self, name, *arguments):
        return subprocess.run([SOURCE / name, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                              timeout=60, check=False)

    def test_help_begins_with_examples(self):
        for name in ("demo", "check"):
            result = self.run_script(name, "--help")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertTrue(result.stdout.startswith(f"./{name} "), result.stdout)

    def test_an_unknown_option_is_named(self):
        for name in ("demo", "check"):
            result = self.run_script(name, "--yse")
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertEqual(result.stderr, f"{name}: --yse: no such option (./{name} --help lists them)\n")

    def test_an_option_without_its_value_is_named(self):
        for arguments, message in ((["--seed"], "--seed needs a value (./check --help)"),
                                   (["--seed", "x"], "--seed x: not a number")):
            result = self.run_script("check", *arguments)
            self.assertEqual((result.returncode, result.stderr), (2, f"check: {message}\n"))


if __name__ == "__main__":
    unittest.main()
