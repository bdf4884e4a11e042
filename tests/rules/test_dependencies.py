"""What the build looks for is in cmake/packages/: else ./demo fails on a machine that is not a developer's."""

import pathlib
import re
import shutil
import subprocess
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
NAMED = (SOURCE / "cmake/Dependencies.cmake").read_text(encoding="utf-8")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def listed():
    text = "\n".join((SOURCE / f"cmake/packages/{name}.txt").read_text() for name in ("build", "check"))
    return set(re.sub(r"#.*", "", text).replace("|", " ").split())


def owner(path):
    return output("dpkg", "-S", path).split(":")[0]


@unittest.skipUnless(shutil.which("dpkg"), "not a Debian system")
class Dependencies(unittest.TestCase):
    def test_every_pkg_config_module_is_of_a_listed_package(self):
        modules = re.findall(r"pkg_check_modules\(\w+ (?:REQUIRED )?(?:QUIET )?IMPORTED_TARGET ([^)]+)\)", NAMED)
        self.assertGreater(len(modules), 5)
        for module in " ".join(modules).split():
            name = re.split("[<>=]", module)[0]
            with self.subTest(module=name):
                folder = output("pkg-config", "--variable=pcfiledir", name)
                self.assertIn(owner(f"{folder}/{name}.pc"), listed())

    def test_every_header_that_is_looked_for_is_of_a_listed_package(self):
        headers = re.findall(r'"\w+;([^;"]+\.h);\w+"', NAMED)
        self.assertGreater(len(headers), 1)
        for header in headers:
            with self.subTest(header=header):
                self.assertIn(owner(f"/usr/include/{header}"), listed())


if __name__ == "__main__":
    unittest.main()
