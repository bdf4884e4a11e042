"""The server while its index changes: no request fails, and an answer is of before an update or behind it."""

import concurrent.futures
import json
import pathlib
import re
import threading
import unittest

import harness
from indexing import IndexerTest
from serving import Server, search_path

CLIENTS = 4
UPDATES = ["add", "change", "remove", "rebuild", "add", "compact", "change", "remove", "rebuild", "change", "change",
           "change"]
ROUNDS = 125 if harness.LONG else 1  # of 12 updates: 1,500 of them take a minute and more
GROWTH_KB = 32 << 10  # of a process over all updates; one that kept an index open each time would pass it soon
QUESTION = search_path(q="vessels fee", limit=100, passages=1, facet="type")


def name_of(number):
    return f"rule-{number:04}.txt"


class Shelf:
    """The documents as they stand behind each update: `states[i]` is {path: version} after i of them."""

    def __init__(self, test):
        self.test, self.random, self.made = test, harness.seeded(), 0
        self.states, self.begun, self.done = [{}], 0, 0

    def write(self, state, path, version):
        state[path] = version
        text = f"Rule in version {version}\n\nVessels pay a fee, says version {version}.\n"
        self.test.write(f"docs/{path}", text)

    def add(self, state, count):
        for _ in range(count):
            self.made += 1
            self.write(state, name_of(self.made), 1)

    def change(self, state):
        for path in self.random.sample(sorted(state), 3):
            self.write(state, path, state[path] + 1)

    def remove(self, state):
        for path in self.random.sample(sorted(state), 3):
            del state[path]
            (self.test.docs / path).unlink()

    def update(self, kind):
        """One run of the indexer; what questions may find meanwhile is known to who asks."""
        state = dict(self.states[-1])
        if kind == "add":
            self.add(state, 3)
        elif kind != "compact":
            (self.remove if kind == "remove" else self.change)(state)
        self.states.append(state)
        self.begun += 1
        arguments = ["compact", "my.idx"] if kind == "compact" else ["my.idx", "docs"]
        self.test.indexer(*arguments, *(["--rebuild"] if kind == "rebuild" else [])).well(self.test)
        self.done += 1


class Client:
    """Asks until it is told to stop, and keeps each different answer with the states that it may be of."""

    def __init__(self, server, shelf, stop):
        self.server, self.shelf, self.stop = server, shelf, stop
        self.answers, self.codes, self.stamps, self.count = {}, set(), [], 0

    def ask(self, connection, path):
        oldest = self.shelf.done
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read().decode()
        self.codes.add((response.status, response.will_close))
        self.count += 1
        return body, (oldest, self.shelf.begun)

    def ask_once(self, connection):
        body, states = self.ask(connection, QUESTION)
        body = re.sub(r'"took_ms":[0-9.]+', '"took_ms":0', body)
        self.answers.setdefault(body, set()).add(states)
        for stamp in re.findall(r'"generation":([0-9]+),"revision":([0-9]+)', body):
            self.stamps.append(tuple(map(int, stamp)))

    def run(self):
        connection = self.server.connect()
        while not self.stop.is_set():
            self.ask_once(connection)
            self.ask(connection, "/?q=vessels+fee&sort=newest")
        connection.close()


def memory_kb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)[1])


class Updates(IndexerTest):
    def setUp(self):
        super().setUp()
        self.shelf = Shelf(self)
        self.shelf.add(self.shelf.states[0], 20)
        self.indexer("my.idx", "docs").well(self)
        # What a sanitizer keeps of freed memory would look like growth.
        self.server = Server(self.folder, "my.idx", "--listen", "127.0.0.1:0", "--workers", 2,
                             environment={"ASAN_OPTIONS": "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"})
        self.addCleanup(self.server.stop)
        self.assertTrue(self.server.port, self.server.said)

    def holdings(self):
        """{process: (descriptors, memory in kB)}"""
        return {pid: (self.server.descriptors(pid), memory_kb(pid))
                for pid in (self.server.process.pid, *self.server.workers())}

    def state_of(self, answer):
        """{path: version} of an answer, whose parts tell the same version."""
        state = {}
        for hit in answer["hits"]:
            versions = {int(one) for one in re.findall(r"version ([0-9]+)", hit["title"] + hit["passages"][0]["text"])}
            self.assertEqual(len(versions), 1, hit)
            state[hit["path"]] = versions.pop()
        self.assertEqual((answer["total"]["value"], answer["index"]["documents"]), (len(state), len(state)))
        return state

    def check(self, body, spans):
        answer = json.loads(body)
        self.assert_valid(answer)
        state = self.state_of(answer)
        for oldest, newest in spans:
            self.assertIn(state, self.shelf.states[oldest:newest + 1])

    def test_every_answer_is_of_one_state_and_none_fails(self):
        stop = threading.Event()
        clients = [Client(self.server, self.shelf, stop) for _ in range(CLIENTS)]
        after = Client(self.server, self.shelf, stop)
        with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
            running = [pool.submit(client.run) for client in clients]
            connection = self.server.connect()
            try:
                for number in range(ROUNDS):
                    for kind in UPDATES:
                        self.shelf.update(kind)
                        after.ask_once(connection)  # the next question sees it
                    if number == 0:
                        before = self.holdings()
                now = self.holdings()
            finally:
                connection.close()
                stop.set()
            for one in running:
                one.result()
        self.assertTrue(all(client.count for client in clients))
        for client in (*clients, after):
            self.assertEqual(client.codes, {(200, False)})
            self.assertEqual(client.stamps, sorted(client.stamps))  # nobody goes back in time
            for body, spans in client.answers.items():
                self.check(body, spans)
        self.assertEqual({oldest for spans in after.answers.values() for oldest, _ in spans},
                         set(range(1, len(self.shelf.states))))
        self.assert_held(before, now)

    def assert_held(self, before, now):
        """The same processes, with no more descriptors and hardly more memory."""
        self.assertEqual(now.keys(), before.keys())
        for pid, (descriptors, memory) in now.items():
            self.assertLessEqual(descriptors, before[pid][0])
            self.assertLess(memory, before[pid][1] + GROWTH_KB)


if __name__ == "__main__":
    unittest.main()
