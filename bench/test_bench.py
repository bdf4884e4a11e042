#!/usr/bin/env python3
"""The scripts of bench/ on small programs that stand in for the real ones."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import corpus
import meter
import tables

MEGABYTE = 1_000_000

# Holds 30 MB, has a child in a session of its own that holds 40 MB, and says when both do.
FAMILY = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "b = bytearray(40_000_000); print(1, flush=True); input()"],
                         stdout=subprocess.PIPE, stdin=subprocess.PIPE, start_new_session=True)
child.stdout.readline()
held = bytearray(30_000_000)
print("ready", flush=True)
input()
child.communicate(b"\\n")
"""

INDEXER = """#!{python}
import shutil, sys
if sys.argv[1] == "--version":
    sys.exit(print("stand-in 1"))
if "broken" in open(sys.argv[2]).read():
    sys.exit(print("no documents", flush=True) or 2)
shutil.copy(sys.argv[2], sys.argv[1])
"""

# Ranks by common words; the passage is the whole text. "lost" is answered with an error.
SEARCHER = """#!{python}
import json, sys
documents = [json.loads(line) for line in open(sys.argv[1])]
for line in (sys.stdin if sys.argv[3] == "-" else open(sys.argv[3])):
    query = json.loads(line) if line.startswith("{{") else {{"_id": None, "text": line}}
    words = set(query["text"].split())
    if "lost" in words:
        print(json.dumps({{"query": {{"id": query["_id"]}}, "error": "lost"}}), flush=True)
        continue
    found = [(len(words & set(d["text"].split())), d) for d in documents]
    hits = [{{"id": d["_id"], "passages": [{{"text": d["text"]}}]}} for n, d in sorted(found, key=lambda f: -f[0]) if n]
    head = {{"query": {{"id": query["_id"]}}, "index": {{"documents": len(documents)}}}}
    print(json.dumps({{**head, "hits": hits}}), flush=True)
"""

# `serve` with a worker; its answers are those of SEARCHER, or bad ones when a file `bad` lies beside it.
SERVER = SEARCHER.replace("import json, sys", """import http.server, json, os, subprocess, sys, urllib.parse
BAD = os.path.exists(os.path.join(os.path.dirname(sys.argv[0]), "bad"))
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        query = urllib.parse.parse_qs(self.path.partition("?")[2])["q"][0]
        body = answer([json.loads(line) for line in open(sys.argv[2])], query, "bad" if BAD else None)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())
    def log_message(self, *_):
        pass
def answer(documents, query, identifier):
    hits = [{{"id": d["_id"], "passages": [{{"text": d["text"]}}]}} for d in documents if query in d["text"]]
    return json.dumps({{"query": {{"id": identifier}}, "index": {{"documents": len(documents)}}, "hits": hits}})
if sys.argv[1] == "serve":
    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    print(f"listening on http://127.0.0.1:{{server.server_port}}/", file=sys.stderr, flush=True)
    worker = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    server.serve_forever()""")

WRK = """#!/bin/sh
cat "$BENCH_PATHS" >> "${0%/*}/asked"
echo '{"answers":4000,"bytes":80000000,"seconds":8,"p50":9.5,"p99":21.25,"most":30,"refused":0,"broken":0}'
"""


def write_lines(path, *objects):
    path.write_text("".join(json.dumps(one) + "\n" for one in objects))


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def run_script(self, name, *arguments):
        return subprocess.run([HERE / name, *map(str, arguments)], capture_output=True, text=True)


class Meter(Folder):
    def test_memory_is_the_sum_over_descendants_in_other_sessions_too(self):
        with subprocess.Popen([sys.executable, "-c", FAMILY], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            members = meter.family(process.pid)
            total = sum(map(meter.proportional_size, members))
            process.communicate(b"\n")
        self.assertEqual(len(members), 2)
        self.assertGreater(total, 70 * MEGABYTE)
        self.assertLess(total, 120 * MEGABYTE)

    def test_what_is_fed_arrives_and_the_end_is_seen(self):
        log = self.folder / "log"
        usage = meter.run_measured(["cat"], log, chunks=[b"one\n", b"two\n"])
        self.assertEqual(log.read_bytes(), b"one\ntwo\n")
        self.assertGreaterEqual(usage.samples, 1)

    def test_a_program_that_stops_reading_is_named_with_its_last_words(self):
        with self.assertRaisesRegex(meter.Failed, "sh ended with 3: no more"):
            meter.run_measured(["sh", "-c", "echo no more; exit 3"], self.folder / "log", chunks=[b"x" * MEGABYTE] * 3)

    def test_processor_time_includes_children(self):
        spin = "sh -c 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done'; true"
        self.assertGreater(meter.run_measured(["sh", "-c", spin], self.folder / "log").cpu, 0.01)

    def test_a_block_ends_at_its_end_line_only(self):
        echo = "while read line; do printf 'a.\\n.b\\n'; echo .; done"
        with meter.Dialogue(["sh", "-c", echo], self.folder / "log", b".") as dialogue:
            self.assertEqual([dialogue.ask(b"q\n")[0] for _ in range(2)], [b"a.\n.b\n.\n"] * 2)

    def test_an_engine_that_dies_is_an_error(self):
        with meter.Dialogue(["sh", "-c", "read line"], self.folder / "log") as dialogue:
            with self.assertRaises(meter.Failed):
                dialogue.ask(b"q\n")


class Percentiles(unittest.TestCase):
    def test_they_are_nearest_rank(self):
        values = list(range(100, 0, -1))
        self.assertEqual([meter.percentile(values, share) for share in (0.5, 0.95, 0.99, 1)], [50, 95, 99, 100])

    def test_the_middle_of_three_is_the_second(self):
        self.assertEqual(meter.percentile([3, 1, 2], 0.5), 2)

    def test_one_value_is_every_percentile(self):
        self.assertEqual(meter.percentile([7], 0.5), 7)

    def test_a_spread_shows_the_median_and_both_ends(self):
        self.assertEqual(tables.spread([3.0, 1.0, 2.0], 1), "2.0 (1.0 to 3.0)")


class Corpus(Folder):
    def setUp(self):
        super().setUp()
        self.path = self.folder / "corpus.jsonl"
        write_lines(self.path, {"_id": "a", "title": "Ære", "text": "x"}, {"_id": "b", "title": "", "text": "yz"})

    def test_size_is_utf8_bytes_of_titles_and_texts(self):
        self.assertEqual(corpus.size(self.path), (2, 7))

    def test_copies_have_ids_of_their_own(self):
        ids = [json.loads(line)["_id"] for line in corpus.copies(self.path, 3)]
        self.assertEqual(ids, ["a~0", "b~0", "a~1", "b~1", "a~2", "b~2"])

    def test_files_begin_with_the_title(self):
        corpus.write_files(self.path, self.folder / "files")
        self.assertEqual((self.folder / "files/0000/0000000.txt").read_text(encoding="utf-8"), "Ære\nx")


class JudgedSet(Folder):
    def setUp(self):
        super().setUp()
        for name, text in (("paragraf-indexer", INDEXER), ("paragraf-searcher", SEARCHER)):
            program = self.folder / name
            program.write_text(text.format(python=sys.executable))
            program.chmod(0o755)
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "", "text": "duty of the firm"},
                    {"_id": "b", "title": "", "text": "the duty"})
        write_lines(self.folder / "queries.jsonl", {"_id": "1", "text": "duty firm"},
                    {"_id": "2", "text": "the lost duty"})
        (self.folder / "qrels.tsv").write_text("1\ta\t1\n2\tb\t1\n")
        write_lines(self.folder / "passages.jsonl",
                    {"query": "1", "passages": [{"document": "a", "text": "Firm duty"},
                                                {"document": "b", "text": "x"}]},
                    {"query": "2", "passages": [{"document": "b", "text": "the duty"}]})

    def test_quality_counts_an_unanswered_query_as_nothing_found(self):
        done = self.run_script("quality", self.folder, "--bin", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 judged queries, 1 without a hit", done.stdout)
        self.assertIn("ndcg@10    0.5000\nmap        0.5000\nrecall@100 0.5000\nmrr@10     0.5000\n", done.stdout)

    def test_quality_saves_a_run_that_measures_the_same(self):
        first = self.run_script("quality", self.folder, "--bin", self.folder, "--save-run", self.folder / "run")
        again = self.run_script("quality", self.folder, "--run", self.folder / "run")
        self.assertEqual((self.folder / "run").read_text(), "1 Q0 a 1 2 paragraf\n1 Q0 b 2 1 paragraf\n")
        self.assertEqual(first.stdout, again.stdout)

    def test_quality_below_a_minimum_exits_1_and_names_it(self):
        done = self.run_script("quality", self.folder, "--bin", self.folder, "--min", "map=.4", "--min", "ndcg@10=.6")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr.splitlines()[-1], "ndcg@10 is 0.5000, below 0.6")

    def test_quality_without_programs_exits_2_and_says_how_to_build(self):
        done = self.run_script("quality", self.folder, "--bin", self.folder / "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("cmake --build", done.stderr)

    def test_a_failed_index_is_an_error_and_never_a_figure(self):
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "", "text": "broken"})
        done = self.run_script("quality", self.folder, "--bin", self.folder)
        self.assertEqual((done.returncode, done.stdout), (2, ""))

    def test_a_searcher_that_stops_early_is_an_error_and_never_a_figure(self):
        (self.folder / "paragraf-searcher").write_text("#!/bin/sh\nexit 1\n")
        done = self.run_script("quality", self.folder, "--bin", self.folder)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("2 answers short", done.stderr)

    def test_paragraphs_wants_the_right_document_and_the_words_of_its_paragraph(self):
        done = self.run_script("paragraphs", self.folder, "--bin", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("right document first     0.5000\nright paragraph first    0.5000\n", done.stdout)
        self.assertIn("mean 4.0", done.stdout)

    def test_a_paragraph_of_another_document_is_not_right(self):
        write_lines(self.folder / "passages.jsonl",
                    {"query": "1", "passages": [{"document": "b", "text": "firm duty"}]})
        done = self.run_script("paragraphs", self.folder, "--bin", self.folder, "--min-paragraph", ".1")
        self.assertIn("right document first     1.0000\nright paragraph first    0.0000\n", done.stdout)
        self.assertEqual(done.returncode, 1)

    def run_paragraf(self, programs):
        (self.folder / "queries.txt").write_text("duty\nfirm\nnothing here\n")
        return self.run_script("run", self.folder / "corpus.jsonl", self.folder / "queries.txt",
                               "--runs", "2", "--jobs", "2", "--engines", "paragraf", "--bin", programs,
                               "--work", self.folder / "work", "--json", self.folder / "figures.json")

    def test_run_counts_documents_and_queries_without_a_hit(self):
        done = self.run_paragraf(self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        build, cold, warm = [line for line in done.stdout.splitlines() if line.startswith("| Paragraf")]
        self.assertEqual(build.split(" | ")[-1], "2 |")
        self.assertEqual([cold.split(" | ")[-1], warm.split(" | ")[-1]], ["1 |", "1 |"])
        self.assertIn("Versions: stand-in 1.", done.stdout)
        rounds = json.loads((self.folder / "figures.json").read_text())["paragraf"]
        self.assertEqual([len(one["answers"]["first"]) for one in rounds], [3, 3])

    def test_run_says_when_documents_are_missing_from_an_index(self):
        with open(self.folder / "paragraf-indexer", "a") as program:
            program.write("open(sys.argv[1], 'w').write(open(sys.argv[2]).readline())\n")
        done = self.run_paragraf(self.folder)
        self.assertIn("1 of 2 documents are in the index", done.stdout)

    def test_run_keeps_a_row_for_an_engine_that_is_not_installed(self):
        done = self.run_paragraf(self.folder / "none")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| Paragraf, 2 jobs, text stored | not installed |", done.stdout)

    def test_run_names_an_engine_that_fails_and_exits_1(self):
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "", "text": "broken"})
        done = self.run_paragraf(self.folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn("failed: paragraf-indexer ended with 2: no documents", done.stdout)

    def test_memory_feeds_the_copies_and_compares_the_peaks(self):
        program = self.folder / "paragraf-indexer"
        program.write_text("#!/bin/sh\n[ \"$2\" = - ] && cat >> \"${0%/*}/fed\"\nexit\n")
        done = self.run_script("memory", self.folder / "corpus.jsonl", "--times", "3", "--bin", self.folder,
                               "--work", self.folder / "work")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([json.loads(line)["_id"] for line in (self.folder / "fed").read_text().splitlines()],
                         ["a~0", "b~0", "a~0", "b~0", "a~1", "b~1", "a~2", "b~2"])
        self.assertIn("3 times the corpus takes", done.stdout)
        high = self.run_script("memory", self.folder / "corpus.jsonl", "--times", "1", "--bin", self.folder,
                               "--work", self.folder / "work", "--max", "0.001")
        self.assertEqual(high.returncode, 1)


# An index is the number of its documents; `seen` keeps what was fed.
COUNTER = """#!{python}
import json, os, pathlib, sys
folder = pathlib.Path(sys.argv[0]).parent
if sys.argv[1] == "status":
    sys.exit(print(json.dumps({{"documents": int(pathlib.Path(sys.argv[3], "count").read_text())}})))
files = [file for file in sorted(pathlib.Path(sys.argv[2]).rglob("*.*")) if "lost" not in file.read_text()]
os.makedirs(sys.argv[1])
pathlib.Path(sys.argv[1], "count").write_text(str(len(files)))
with open(folder / "seen", "a") as seen:
    seen.writelines(file.read_text() + "\\n" for file in files)
"""


class Html(Folder):
    def setUp(self):
        super().setUp()
        for name in ("paragraf-indexer", "paragraf-searcher"):
            path = self.folder / name
            path.write_text(COUNTER.format(python=sys.executable))
            path.chmod(0o755)

    def html(self, *more, text="Ships & boats\nmoor at the quay"):
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "On <ships>", "text": text})
        return self.run_script("html", self.folder / "corpus.jsonl", "--runs", "1", "--bin", self.folder,
                               "--work", self.folder / "work", *more)

    def test_html_feeds_the_texts_as_files_and_as_pages(self):
        done = self.html()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"pages take [0-9.]+ times as long as their text, and [0-9.]+ times the processor time\n$")
        seen = (self.folder / "seen").read_text()
        self.assertTrue(seen.startswith("On <ships>\n\nShips & boats\nmoor at the quay\n"), seen[:100])
        self.assertIn("<h1>On &lt;ships&gt;</h1>", seen)
        self.assertIn('<p class="text" id="p1">moor at the quay</p>', seen)
        self.assertEqual(list((self.folder / "work").rglob("*.html")), [])

    def test_html_above_a_ratio_exits_1(self):
        self.assertEqual(self.html("--max", "0.001").returncode, 1)

    def test_html_gives_no_figure_when_a_document_is_missing(self):
        done = self.html(text="lost")
        self.assertEqual((done.returncode, done.stderr), (2, "html: of 1 files .txt, 0 are in the index\n"))


class Load(Folder):
    def setUp(self):
        super().setUp()
        (self.folder / "bin").mkdir()
        for name, text in (("paragraf-indexer", INDEXER), ("paragraf-searcher", SERVER)):
            self.program(name, text.format(python=sys.executable))
        self.program("wrk", WRK)
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "", "text": "duty of the firm"})
        (self.folder / "queries.txt").write_text("duty\nthe firm\n")

    def program(self, name, text):
        path = self.folder / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def load(self, *more):
        programs, given = self.folder / "bin", [self.folder / "corpus.jsonl", self.folder / "queries.txt"]
        return subprocess.run([HERE / "load", *given, "--bin", programs, "--work", self.folder / "work", *more],
                              capture_output=True, text=True,
                              env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"})

    def test_load_asks_every_query_and_shows_what_wrk_counted(self):
        done = self.load()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 answers are the command line's, 2 with passages", done.stderr)
        search, = [line for line in done.stdout.splitlines() if line.startswith("| `/search`")]
        self.assertEqual(search.split(" | ")[1:5], ["500", "9.5", "21.2", "30"])
        searches = ["/search?q=duty", "/search?q=the+firm"]
        self.assertEqual((self.folder / "bin/asked").read_text().split(),
                         [*searches, *searches, "/?q=duty", "/?q=the+firm", "/healthz"])

    def test_load_below_a_bar_exits_1(self):
        self.assertEqual(self.load("--min", "500", "--max-p99", "22").returncode, 0)
        self.assertEqual(self.load("--min", "501").returncode, 1)
        self.assertEqual(self.load("--max-p99", "21").returncode, 1)

    def test_load_gives_no_figure_for_other_answers_than_the_command_lines(self):
        (self.folder / "bin/bad").touch()
        done = self.load()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("'duty' is answered with 200, and not as on the command line", done.stderr)


class Restart(Folder):
    def test_a_server_is_complete_again_behind_each_end_of_a_worker(self):
        programs = os.environ.get("PARAGRAF_BIN") or HERE.parent / "build/release"
        write_lines(self.folder / "corpus.jsonl", {"_id": "a", "title": "Act", "text": "duty of the firm"})
        indexer = Path(programs, "indexer/paragraf-indexer")
        subprocess.run([indexer, self.folder / "my.idx", self.folder / "corpus.jsonl"], check=True, capture_output=True)
        done = self.run_script("restart", self.folder / "my.idx", "--rounds", "3", "--hangs", "1", "--bin", programs)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [line.split(" | ")[:2] for line in done.stdout.splitlines() if line.startswith("| ")]
        self.assertEqual(rows[2:], [["| SEGV", "3"], ["| ABRT", "3"], ["| KILL", "3"], ["| STOP", "1"]])

    def test_a_server_that_does_not_start_is_an_error_and_never_a_figure(self):
        programs = os.environ.get("PARAGRAF_BIN") or HERE.parent / "build/release"
        done = self.run_script("restart", self.folder / "none.idx", "--bin", programs)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no such index", done.stderr)


if __name__ == "__main__":
    unittest.main()
