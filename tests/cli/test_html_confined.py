"""HTML is read by a process that gives things up first; on a system that refuses some of that, and under tight limits."""

import contextlib
import errno
import os
import pathlib
import re
import resource
import shutil
import subprocess

import harness
import indexing
import refusing

PAGE = "<html lang=en><title>Harbours</title><p>Pilots come on board at the outer buoy.</p></html>"
TOLD = "paragraf-indexer: HTML was read less confined than it should be: this system refuses {}\n"


def tasks_of(user):
    """How many processes and threads the user has."""
    count = 0
    for folder in pathlib.Path("/proc").glob("[0-9]*/task"):
        with contextlib.suppress(OSError):
            count += len(list(folder.iterdir())) if folder.stat().st_uid == user else 0
    return count


class Confined(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        self.put("page.html", PAGE)
        self.put("travel.txt", "Circular on travel\n\nThe ministry pays for journeys by train.\n")

    def build(self, **settings):
        shutil.rmtree(self.index, ignore_errors=True)
        return self.indexer("my.idx", "docs", "--report", "report.jsonl", **settings)

    def assert_indexed(self, result, told=""):
        result.well(self)
        self.assertEqual(result.err, told)
        self.assertEqual({line["path"]: line["outcome"] for line in self.read_report()},
                         {"page.html": "indexed", "travel.txt": "indexed"})
        self.searcher("my.idx", "pilots").well(self)


class Refused(Confined):
    """A kernel or a container without some call: reading goes on, and what is missing is told."""

    def refusing(self, *refused, **settings):
        if not refusing.known():
            self.skipTest("numbers of calls are not known for this processor")
        program = refusing.filter_of(*refused)
        try:
            return self.build(preexec_fn=lambda: refusing.install(program), **settings)
        except subprocess.SubprocessError:
            self.skipTest("this system has no filters of calls itself")

    def test_without_seccomp_pages_are_read_and_it_is_told(self):
        self.assert_indexed(self.refusing(*refusing.NO_SECCOMP), TOLD.format("seccomp"))

    def test_without_no_new_privs_pages_are_read_and_it_is_told(self):
        self.assert_indexed(self.refusing(refusing.NO_PRIVS), TOLD.format("no_new_privs, seccomp"))

    def test_without_resource_limits_pages_are_read_and_it_is_told(self):
        self.assert_indexed(self.refusing(refusing.NO_LIMITS), TOLD.format("resource limits"))

    def test_calls_of_newer_kernels_are_not_needed(self):
        self.assert_indexed(self.refusing(refusing.NO_MEMFD, ("close_range", None, errno.ENOSYS)))

    def test_a_file_system_without_unnamed_files_will_do_and_keeps_none(self):
        scratch = self.folder / "scratch"
        scratch.mkdir()
        self.assert_indexed(self.refusing(refusing.NO_MEMFD, refusing.NO_UNNAMED_FILES,
                                          environment={"TMPDIR": str(scratch)}))
        self.assertEqual(list(scratch.iterdir()), [])

    def test_where_pages_can_be_put_nowhere_they_fail_and_texts_do_not(self):
        self.refusing(refusing.NO_MEMFD, environment={"TMPDIR": "/nowhere"}).well(self, 1)
        self.assertEqual({line["path"]: line["reason"] for line in self.read_report()},
                         {"page.html": "cannot be handed to its reader: No such file or directory", "travel.txt": ""})


class Limits(Confined):
    def limited(self, what, most, **settings):
        """Leaks are not looked for, since that takes a process and descriptors of its own."""
        return self.build(preexec_fn=lambda: resource.setrlimit(what, (most, most)),
                          environment={"ASAN_OPTIONS": "detect_leaks=0"}, **settings)

    def test_under_no_new_privs_pages_are_read(self):
        def give_up():
            refusing.libc.prctl(refusing.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)

        self.assert_indexed(self.build(preexec_fn=give_up))

    def test_closed_standard_streams_are_nobody_elses(self):
        for closed in ([0], [0, 1], [1], [2], [1, 2], [0, 1, 2]):
            with self.subTest(closed=closed):
                self.build(preexec_fn=lambda closed=closed: [os.close(number) for number in closed])
                self.assertEqual({line["path"]: line["outcome"] for line in self.read_report()},
                                 {"page.html": "indexed", "travel.txt": "indexed"})
                self.indexer("verify", "my.idx").well(self)
                self.searcher("my.idx", "pilots").well(self)

    def test_a_page_for_which_there_is_no_process_fails_alone(self):
        """As many processes as the user may have: too few for threads, then for a reader, then enough."""
        nobody = self.become_nobody()
        taken = tasks_of(nobody.get("user", os.geteuid()))
        for most in range(taken + 1, taken + 40):
            result = self.limited(resource.RLIMIT_NPROC, most, **nobody)
            if result.code == 0:
                return
            if result.code == 2:
                self.assertEqual(result.err, "paragraf-indexer: no thread can be started; fewer --jobs may do\n")
                continue
            lines = {line["path"]: line["reason"] for line in self.read_report()}
            self.assertEqual(lines["travel.txt"], "")
            self.assertRegex(lines["page.html"], r"^its reader cannot be started: .*: Resource temporarily unavailable$")
        if tasks_of(nobody.get("user", os.geteuid())) <= taken:
            self.fail("no limit is high enough")
        self.skipTest("others of this user start processes at the same time")

    def test_with_few_descriptors_there_is_one_line_or_an_index(self):
        for most in (6, 10, 14, 18, 24, 64):
            result = self.limited(resource.RLIMIT_NOFILE, most)
            with self.subTest(most=most):
                self.assertIn(result.code, (0, 1, 2))
                if result.code == 2:
                    self.assertRegex(result.err, re.compile("too many open files", re.IGNORECASE))
                else:
                    self.searcher("my.idx", "journeys").well(self)
        self.assert_indexed(result)


if __name__ == "__main__":
    harness.unittest.main()
