"""The figures as Markdown."""

import os
import platform
import statistics
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from meter import SAMPLE_SECONDS, percentile


@dataclass
class Facts:
    corpus: str
    documents: int
    size: int  # bytes of titles and texts
    queries: int
    runs: int
    load: float
    begun: datetime
    machine: str
    versions: list


def machine(folder):
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    kind = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True).stdout.strip()
    return (f"{model}, {os.cpu_count()} processors, {memory:.0f} GB memory, Linux {platform.release()}, "
            f"indexes on {kind}")


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "| --- |" + " ---: |" * (len(header) - 1)]
    lines += ["| " + " | ".join(row + [""] * (len(header) - len(row))) + " |" for row in rows]
    return "\n".join(lines)


def middle(values, digits):
    return f"{statistics.median(values):.{digits}f}"


def spread(values, digits):
    """Median, then the least and the most of the rounds."""
    return f"{middle(values, digits)} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def each(rounds, name):
    return [figures[name] for figures in rounds]


def build_row(engine, rounds, size):
    return [engine.label, spread([size / 1e6 / wall for wall in each(rounds, "wall")], 1),
            spread(each(rounds, "wall"), 2), middle(each(rounds, "cpu"), 2),
            middle([peak / 1e6 for peak in each(rounds, "peak")], 0),
            middle([size / 1e6 for size in each(rounds, "size")], 1), str(rounds[-1]["documents"])]


def build_table(facts, engines, figures, absent):
    header = ["engine", "MB/s", "wall s", "CPU s", "peak MB", "index MB", "documents"]
    return table(header, [[engine.label, absent[engine.key]] if engine.key in absent
                          else build_row(engine, figures[engine.key], facts.size) for engine in engines])


def answer_row(engine, rounds, which):
    answers = each(rounds, "answers")
    name = "first" if which == 0 else "second"
    shares = [[percentile(answer[name], share) for answer in answers] for share in (0.5, 0.95, 0.99)]
    return [f"{engine.label.split(',')[0]}, {'cold' if which == 0 else 'warm'}",
            *[middle(share, 2) for share in shares], middle([max(answer[name]) for answer in answers], 1),
            middle([answer["cpu"][which] for answer in answers], 2),
            middle([answer["bytes"] / 1000 for answer in answers], 1), str(answers[-1]["empty"])]


def answer_table(engines, figures, absent):
    header = ["engine", "p50 ms", "p95 ms", "p99 ms", "most ms", "CPU ms", "kB an answer", "without a hit"]
    rows = []
    for engine in filter(lambda engine: engine.answers, engines):
        if engine.key in absent:
            rows.append([engine.label.split(",")[0], absent[engine.key]])
        else:
            rows += [answer_row(engine, figures[engine.key], which) for which in (0, 1)]
    return table(header, rows)


def short_of(facts, engines, figures, absent):
    """Engines whose index does not hold every document: their figures are not of equal work."""
    held = {engine.label: figures[engine.key][-1]["documents"] for engine in engines if engine.key not in absent}
    return [f"**{label}: {count} of {facts.documents} documents are in the index.**"
            for label, count in held.items() if count != facts.documents]


def render(facts, engines, figures, absent):
    return "\n\n".join([
        f"{facts.corpus}: {facts.documents} documents; {facts.size / 1e6:.1f} MB are the UTF-8 bytes of all titles "
        f"and texts. {facts.runs} rounds, median (least to most).",
        build_table(facts, engines, figures, absent),
        *short_of(facts, engines, figures, absent),
        f"Peak: highest sum of PSS over an engine's processes, sampled every {SAMPLE_SECONDS * 1000:.0f} ms. "
        "Index: bytes of its files after the build.",
        f"{facts.queries} queries, ten best by any word, one at a time, round trip as seen by the asking program. "
        "Cold: first pass of a new process; warm: second pass. Paragraf answers with passages and facets besides.",
        answer_table(engines, figures, absent),
        f"Machine: {facts.machine}. Load when it began: {facts.load:.2f}. {facts.begun:%Y-%m-%d}.",
        f"Versions: {'; '.join(dict.fromkeys(facts.versions))}.",
    ])
