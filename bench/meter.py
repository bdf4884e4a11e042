"""Time, memory and latency of other processes, seen from outside."""

import contextlib
import math
import os
import select
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

# At 30 ms the sampler took 7 % of a processor beside 425 MB, at 100 ms 3 %; the peaks differed by less than 4 %.
SAMPLE_SECONDS = 0.1
ANSWER_SECONDS = 120
TICK = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A program that ended badly or fell silent."""


@dataclass
class Usage:
    wall: float  # seconds
    cpu: float  # seconds, user and system, of the process and all children it waited for
    peak: int  # bytes: highest sum of PSS over the process and its descendants, sampled
    samples: int


@dataclass
class Latency:
    milliseconds: list = field(default_factory=list)  # round trips, in query order
    cpu: float = 0.0  # milliseconds a query
    blocks: list = field(default_factory=list)  # the answers as bytes


def family(pid):
    """The process and its descendants, whatever sessions or groups they moved to."""
    members, waiting = [], [pid]
    while waiting:
        pid = waiting.pop()
        members.append(pid)
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                waiting += map(int, Path(f"/proc/{pid}/task/{task}/children").read_text().split())
        except (OSError, ValueError):
            pass  # ended meanwhile
    return members


def proportional_size(pid):
    """PSS in bytes: pages that several processes share count once over them all."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as lines:
            return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


class PeakSampler(threading.Thread):
    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.samples, self.ended = pid, 0, 0, threading.Event()

    def sample(self):
        self.peak = max(self.peak, sum(map(proportional_size, family(self.pid))))
        self.samples += 1

    def run(self):
        while not self.ended.wait(SAMPLE_SECONDS):
            self.sample()

    def finish(self):
        self.ended.set()
        self.join()


def feed(process, chunks):
    with contextlib.suppress(BrokenPipeError):  # the exit status says why
        for chunk in chunks:
            process.stdin.write(chunk)
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def run_measured(command, log, chunks=None, good=(0,)):
    """Run to the end and measure; `chunks`, when given, are what it reads on standard input."""
    with open(log, "wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if chunks is not None else subprocess.DEVNULL,
                                   stdout=output, stderr=output)
        sampler = PeakSampler(process.pid)
        sampler.sample()  # before it is fed: even the shortest run has one
        sampler.start()
        if chunks is not None:
            feed(process, chunks)
        # The sampler must be still before the process is reaped: afterwards the id may be another's.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        wall = time.monotonic() - begin
        sampler.finish()
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        last = Path(log).read_text(errors="replace").strip().splitlines()[-3:]
        raise Failed(f"{Path(command[0]).name} ended with {process.returncode}: {' / '.join(last)}")
    return Usage(wall, used.ru_utime + used.ru_stime, sampler.peak, sampler.samples)


def cpu_milliseconds(pid):
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) * 1000 / TICK


class Dialogue:
    """A process that reads a query a line and writes a block: one line, or lines of which the last is `end`."""

    def __init__(self, command, log, end=b""):
        self.name, self.end = Path(command[0]).name, end
        with open(log, "wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output,
                                            bufsize=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _ended(self, block):
        if not self.end:
            return block.endswith(b"\n")
        return block.endswith(b"\n" + self.end + b"\n") or block == self.end + b"\n"

    def ask(self, query):
        """(answer, milliseconds) of one round trip."""
        output = self.process.stdout.fileno()
        begin = time.perf_counter_ns()
        os.write(self.process.stdin.fileno(), query)
        block = b""
        while not self._ended(block):
            if not select.select([output], [], [], ANSWER_SECONDS)[0]:
                raise Failed(f"{self.name} gave no answer to {query!r} in {ANSWER_SECONDS} s")
            part = os.read(output, 1 << 20)
            if not part:
                raise Failed(f"{self.name} ended at {query!r}")
            block += part
        return block, (time.perf_counter_ns() - begin) / 1e6

    def ask_all(self, queries):
        result = Latency()
        before = cpu_milliseconds(self.process.pid)
        for query in queries:
            block, milliseconds = self.ask(query)
            result.milliseconds.append(milliseconds)
            result.blocks.append(block)
        result.cpu = (cpu_milliseconds(self.process.pid) - before) / len(queries)
        return result


def percentile(values, share):
    """Nearest rank: the smallest value that at least `share` of the values do not exceed."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]
