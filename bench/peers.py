"""The engines compared: how each is found, built, asked and counted."""

import json
import shutil
import subprocess
from pathlib import Path

from corpus import write_files
from paragraf import Missing, Paragraf

HERE = Path(__file__).resolve().parent / "engines"
JARS = Path("/usr/share/java")
# Of the settings tried (the default collector, parallel, serial; heaps of 256 MB, 512 MB and the default 6 GB) the
# serial collector was as fast as any and needs the least memory.
JAVA = ["java", "-Xmx512m", "-XX:+UseSerialGC"]


def output(command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def need(*programs):
    for program in programs:
        if not shutil.which(program):
            raise Missing(f"{program} is not installed")


def compile_with(command, source, what):
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode:
        reason = built.stderr.strip().splitlines() or ["no reason given"]
        raise Missing(f"{source} does not compile ({what} missing?): {reason[0]}")


def flags(*packages):
    found = subprocess.run(["pkg-config", "--cflags", "--libs", *packages], capture_output=True, text=True)
    if found.returncode:
        raise Missing(f"{' or '.join(packages)} is not installed")
    return found.stdout.split()


class Engine:
    """A row. `prepare` raises Missing when the engine is not there; the rest is called only after it."""

    answers = True  # has a row in the table of latencies
    end = b"."  # the line that ends an answer; empty when each answer is one line
    good = (0,)  # exit statuses of a build that count

    def __init__(self, work):
        self.work = Path(work)

    def index(self, run):
        return self.work / f"{self.key}-{run}.index"

    def count(self, index):
        """Documents in the index."""
        return int(output(self.program + ["count", str(index)]))

    def ask_command(self, index):
        return self.program + ["query", str(index)]

    def is_empty(self, block):
        return block == self.end + b"\n"


class ParagrafEngine(Engine):
    key, end = "paragraf", b""
    good = (0, 1)  # 1: some documents failed; the table says how many are in

    def __init__(self, work, folder, jobs):
        super().__init__(work)
        self.folder, self.jobs = folder, jobs
        self.label = f"Paragraf, {jobs} job{'s' if jobs > 1 else ''}, text stored"

    def prepare(self, _corpus):
        self.programs = Paragraf(self.folder)

    def version(self):
        return output([self.programs.indexer, "--version"]).splitlines()[0]

    def build_command(self, index, corpus):
        return self.programs.index_command(index, corpus, self.jobs)

    def ask_command(self, index):
        return self.programs.batch_command(index, "-")

    def count(self, index):
        asked = subprocess.run(self.ask_command(index), input="the\n", capture_output=True, text=True)
        return json.loads(asked.stdout.splitlines()[0])["index"]["documents"]

    def is_empty(self, block):
        return not json.loads(block).get("hits")


class SingleJobParagraf(ParagrafEngine):
    key, answers = "paragraf-1", False


class Fts5(Engine):
    key, label = "fts5", "SQLite FTS5, porter, text stored"

    def prepare(self, _corpus):
        need("cc", "pkg-config")
        self.program = [str(self.work / "fts5")]
        compile_with(["cc", "-O2", "-o", self.program[0], str(HERE / "fts5.c"), *flags("sqlite3", "libcjson")],
                     "fts5.c", "libsqlite3-dev, libcjson-dev")

    def version(self):
        return f"SQLite {output(self.program + ['version'])}"

    def build_command(self, index, corpus):
        return self.program + ["build", str(index), str(corpus)]


class Omindex(Engine):
    key, label = "omindex", "Xapian Omega omindex, text files"

    def prepare(self, corpus):
        need("omindex", "c++", "pkg-config")
        self.program = [str(self.work / "xapian_query")]
        compile_with(["c++", "-O2", "-o", self.program[0], str(HERE / "xapian_query.cc"), *flags("xapian-core")],
                     "xapian_query.cc", "libxapian-dev")
        self.files = self.work / "files"
        shutil.rmtree(self.files, ignore_errors=True)
        write_files(corpus, self.files)

    def version(self):
        return f"{output(['omindex', '--version'])}, libxapian {output(self.program + ['version'])}"

    def build_command(self, index, _corpus):
        return [str(HERE / "omindex.sh"), str(index), str(self.files)]


class Lucene(Engine):
    def __init__(self, work, threads, stored):
        super().__init__(work)
        self.threads, self.stored, self.answers = threads, stored, threads == 1 and not stored
        self.key = "lucene-stored" if stored else f"lucene-{threads}"
        self.label = f"Lucene, {threads} thread{'s' if threads > 1 else ''}, cold JVM, " \
                     f"{'text stored' if stored else 'no stored text'}"

    def prepare(self, _corpus):
        need("java", "javac")
        jars = [sorted(JARS.glob(f"{name}-[0-9]*.jar")) for name in ("lucene-core", "lucene-analyzers-common")]
        if not all(jars):
            raise Missing("liblucene8-java is not installed")
        classes = self.work / "classes"
        path = ":".join(str(found[-1]) for found in jars)
        compile_with(["javac", "-d", str(classes), "-cp", path, str(HERE / "Lucene.java")], "Lucene.java", "a JDK")
        self.program = [*JAVA, "-cp", f"{classes}:{path}", "Lucene"]

    def version(self):
        java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0]
        return f"Lucene {output(self.program + ['version'])} on {java}"

    def build_command(self, index, corpus):
        return self.program + ["build", str(index), str(corpus), str(self.threads),
                               "stored" if self.stored else "unstored"]


def engines(work, folder, jobs):
    """Every row there is, in the order of the table."""
    rows = [ParagrafEngine(work, folder, jobs), SingleJobParagraf(work, folder, 1), Fts5(work), Omindex(work),
            Lucene(work, 1, False), Lucene(work, 2, False), Lucene(work, 1, True)]
    return {engine.key: engine for engine in rows}
