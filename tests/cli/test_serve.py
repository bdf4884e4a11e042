"""The server: answers over HTTP, and what becomes of it when workers end or the index is away."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import unittest

import harness
from searching import SearcherTest
from serving import Server


def without_time(answer):
    return {**answer, "took_ms": 0}


class ServerTest(SearcherTest):
    """One server for all tests of a class."""

    arguments = ("--listen", "127.0.0.1:0", "--workers", "2")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server(cls.shelf, "my.idx", *cls.arguments)
        cls.addClassCleanup(cls.server.stop)
        if not cls.server.port:
            raise AssertionError(cls.server.said)


class Answers(ServerTest):
    def test_the_json_is_the_command_lines(self):
        questions = [
            (["vessels licence"], [("q", "vessels licence")]),
            (["vessels", "--limit", 1, "--offset", 1], [("q", "vessels"), ("limit", 1), ("offset", 1)]),
            (["--filter", "type=act", "--sort", "newest"], [("filter", "type=act"), ("sort", "newest")]),
            (["--filter", "type=act", "--filter", "type=guidance", "--facet", "year"],
             [("filter", "type:act"), ("filter", "type=guidance"), ("facet", "year")]),
            (["duty care sea", "--any", "--passages", 1, "--no-facets"],
             [("q", "duty care sea"), ("any", 1), ("passages", 1), ("no-facets", "true")]),
            (["--from", "2021", "--to", "2023-05"], [("from", "2021"), ("to", "2023-05")]),
            (["個人情報"], [("q", "個人情報")]),
        ]
        for arguments, pairs in questions:
            with self.subTest(pairs=pairs):
                code, answer = self.server.search(*pairs)
                self.assertEqual(code, 200)
                self.assert_valid(answer)
                self.assertEqual(without_time(answer), without_time(self.ask(*arguments)))

    def assert_refused(self, pairs, message, code="invalid"):
        status, answer = self.server.search(*pairs)
        self.assert_valid(answer, "error.schema.json")
        self.assertEqual((status, answer["error"]), (400, {"code": code, "message": message}))

    def test_mistakes_are_told(self):
        self.assert_refused([("q", "a"), ("limt", 3)], "limt: no such parameter; did you mean limit?")
        self.assert_refused([("q", "a"), ("batch", "-")], "batch: no such parameter")
        self.assert_refused([("q", "a"), ("wrong", "")], "wrong: no such parameter")
        self.assert_refused([("q", "a"), ("limit", 101)], "limit=101: give a number from 0 to 100")
        self.assert_refused([("q", "a"), ("sort", "best")], "sort=best: give relevance, newest or oldest")
        self.assert_refused([("q", "a"), ("any", "yes")], "any=yes: give 1 or 0")
        self.assert_refused([("q", "a"), ("filter", "act")], "filter=act: write FIELD=VALUE, such as type=act")
        self.assert_refused([("q", "a"), ("q", "b")], "q: give it once")
        self.assert_refused([("q", "a"), ("facet", "type"), ("no-facets", 1)],
                            "facet does not go with no-facets; leave one out")
        self.assert_refused([], "the query has no word to search for; write one, or narrow by a filter")
        self.assert_refused([("q", "a " * 513)], "the query has 1026 bytes; 1024 are the most here", "limit")
        self.assert_refused([("q", "a")] + [("facet", "type")] * 65, "over 64 parameters; leave some out", "limit")

    def test_the_query_of_a_mistake_comes_back(self):
        self.assertEqual(self.server.search(("limt", 3), ("q", "vessels"))[1]["query"], {"text": "vessels"})

    def test_bytes_that_are_no_utf_8_are_searched_as_what_they_are_not(self):
        code, _, body = self.server.get("/search?q=vessels+%ff%00")
        self.assertEqual((code, json.loads(body)["query"]["text"]), (200, "vessels \ufffd\ufffd"))

    def test_head_says_what_get_would(self):
        for path in ("/", "/?q=vessels", "/style.css", "/healthz", "/nowhere"):
            with self.subTest(path=path):
                code, headers, body = self.server.get(path, "HEAD")
                got, got_headers, got_body = self.server.get(path)
                self.assertEqual((code, body, headers["Content-Type"]), (got, "", got_headers["Content-Type"]))
                self.assertEqual(headers["Content-Length"], str(len(got_body.encode())))

    def test_health(self):
        code, _, body = self.server.get("/healthz")
        self.assertEqual((code, json.loads(body)["status"]), (200, "ok"))

    def test_one_connection_serves_many_requests(self):
        connection = self.server.connect()
        for _ in range(50):
            connection.request("GET", "/search?q=vessels")
            response = connection.getresponse()
            self.assertEqual((response.status, response.will_close), (200, False))
            response.read()
        connection.close()


class Mishaps(SearcherTest):
    def serve(self, *arguments):
        server = Server(self.folder, "my.idx", "--listen", "127.0.0.1:0", *arguments)
        self.addCleanup(server.stop)
        self.assertTrue(server.port, server.said)
        return server

    def ask_stopped(self, server, worker):
        """A request that the stopped `worker` got: its connection, which waits."""
        os.kill(worker, signal.SIGSTOP)
        connection = server.connect()
        connection.request("GET", "/search?q=vessels")
        for _ in range(2):  # whoever comes later is answered later: by then the request has gone to the worker
            server.get("/healthz")
        return connection

    def assert_given_up(self, connection):
        response = connection.getresponse()
        self.assertEqual((response.status, response.headers["Retry-After"]), (503, "1"))
        answer = json.loads(response.read())
        self.assert_valid(answer, "error.schema.json")
        self.assertEqual((answer["query"]["text"], answer["error"]["code"]), ("vessels", "timeout"))
        connection.close()

    def test_a_worker_that_crashes_costs_its_answer_only(self):
        server = self.serve("--workers", 1)
        for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGTERM, signal.SIGKILL):
            worker, = server.workers()
            connection = self.ask_stopped(server, worker)
            os.kill(worker, number)
            os.kill(worker, signal.SIGCONT) if number != signal.SIGKILL else None
            self.assert_given_up(connection)
            self.assertEqual(server.search(q="vessels")[0], 200)
            self.assertNotEqual(server.workers(), [worker])

    def test_a_worker_that_hangs_is_replaced_while_others_serve(self):
        server = self.serve("--workers", 2)
        before = server.workers()
        connections = [self.ask_stopped(server, before[0])]
        for _ in range(20):
            self.assertEqual(server.search(q="vessels")[0], 200)
        self.assert_given_up(connections[0])
        self.assertEqual(server.search(q="vessels")[0], 200)
        self.assertNotIn(before[0], server.workers())
        self.assertEqual(len(server.workers()), 2)

    def test_a_worker_that_ends_between_requests_costs_nothing(self):
        server = self.serve("--workers", 1)
        for _ in range(5):
            os.kill(server.workers()[0], signal.SIGKILL)
            self.assertIn(server.search(q="vessels")[0], (200, 503))
        self.assertEqual(server.search(q="vessels")[0], 200)

    def health(self, server):
        code, _, body = server.get("/healthz")
        return code, json.loads(body)

    def test_an_index_that_is_gone_is_unhealthy_until_it_is_back(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "own.idx")
        server = Server(self.folder, "own.idx", "--listen", "127.0.0.1:0", "--workers", 2)
        self.addCleanup(server.stop)
        (self.folder / "own.idx").rename(self.folder / "away.idx")
        while server.workers() and self.health(server)[0] == 200:  # each finds out by the question that it gets
            code, answer = server.search(q="vessels")
            self.assertEqual((code, answer["error"]["message"]),
                             (503, "the index cannot be read at the moment; try again later"))
        self.assertEqual(self.health(server), (503, {"status": "unavailable", "workers": 0}))
        seen = self.workers_while_asking(server)
        self.assertLess(len(seen), 20)  # two each half a second for two seconds, not as many as there can be
        (self.folder / "away.idx").rename(self.folder / "own.idx")
        self.assertEqual(server.search(q="vessels")[0], 200)
        self.assertEqual(server.stop(), (0, self.reasons("own.idx: no such index")))

    def workers_while_asking(self, server):
        """The processes that were seen while a question waited in vain."""
        seen = set()
        connection = server.connect()
        connection.request("GET", "/search?q=vessels")
        while not select.select([connection.sock], [], [], 0)[0]:
            self.assertEqual(self.health(server)[0], 503)
            seen.update(server.workers())
        self.assertEqual(connection.getresponse().status, 503)
        connection.close()
        return seen

    def reasons(self, text):
        """What a server says on standard error: each of two workers once, and then why they do not start, once."""
        return "".join(f"paragraf-searcher: {text}; paragraf-indexer own.idx PATH… makes it\n" for _ in range(3))

    def test_a_damaged_index_is_told_without_saying_where_it_lies(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "own.idx")
        server = Server(self.folder, "own.idx", "--listen", "127.0.0.1:0", "--workers", 1)
        self.addCleanup(server.stop)
        whole = (self.folder / "own.idx/paragraf.json").read_bytes()
        self.write("own.idx/paragraf.json", "{")
        code, _, body = server.get("/search?q=vessels")
        self.assertEqual((code, json.loads(body)["error"]["code"]), (500, "corrupt"))
        self.assertNotIn("own.idx", body)
        while self.health(server)[0] == 200:
            pass
        self.write("own.idx/paragraf.json", whole)
        self.assertEqual(server.search(q="vessels")[0], 200)
        self.assertEqual(self.health(server)[0], 200)
        self.assertIn("own.idx/paragraf.json: damaged", server.stop()[1])

    def test_a_line_that_is_full_is_told_at_once(self):
        server = self.serve("--workers", 1)
        first = self.ask_stopped(server, server.workers()[0])
        more = []
        for _ in range(129):
            connection = server.connect()
            connection.request("GET", "/search?q=vessels")
            more.append(connection)
        self.assertEqual(more[-1].getresponse().status, 503)
        self.assert_given_up(first)
        for connection in more:
            connection.close()

    def test_it_ends_on_sigterm_behind_the_last_answer(self):
        server = self.serve("--workers", 1)
        worker, = server.workers()
        connection = self.ask_stopped(server, worker)
        server.process.send_signal(signal.SIGTERM)
        os.kill(worker, signal.SIGCONT)
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        self.assertEqual(server.stop(), (0, ""))
        self.assertRaises(ProcessLookupError, os.kill, worker, 0)

    def test_no_worker_outlives_a_killed_server(self):
        server = self.serve("--workers", 2)
        workers = [os.pidfd_open(worker) for worker in server.workers()]
        server.process.kill()
        for worker in workers:
            self.assertEqual(signal_of_end(worker), worker)
            os.close(worker)

    def test_the_log_names_no_query(self):
        server = self.serve("--log")
        server.search(q="secret")
        server.get("/nowhere%1b[31m")
        lines = server.stop()[1].splitlines()
        self.assertRegex(lines[0], r"^GET /search 200 [0-9.]+ ms$")
        self.assertRegex(lines[1], r"^GET /nowhere\\u001b\[31m 404 [0-9.]+ ms$")

    def test_a_unix_socket(self):
        path = self.folder / "own.sock"
        server = Server(self.folder, "my.idx", "--listen", f"unix:{path}")
        self.assertEqual(server.said, f"paragraf-searcher: listening on unix:{path}\n")
        with socket.socket(socket.AF_UNIX) as raw:
            raw.settimeout(60)
            raw.connect(str(path))
            raw.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            self.assertIn(b" 200 OK", raw.recv(65536))
        self.assertEqual(server.stop(), (0, ""))
        self.assertFalse(path.exists())


    def test_a_socket_that_another_server_made_since_stays(self):
        path = self.folder / "own.sock"
        first = Server(self.folder, "my.idx", "--listen", f"unix:{path}")
        path.unlink()
        second = Server(self.folder, "my.idx", "--listen", f"unix:{path}")
        self.assertEqual(first.stop(), (0, ""))
        self.assertTrue(path.exists())
        self.assertEqual(second.stop(), (0, ""))
        self.assertFalse(path.exists())

    def test_a_server_that_takes_nobody_in_holds_the_next_one_up_no_more_than_any_other(self):
        path = self.folder / "own.sock"
        with socket.socket(socket.AF_UNIX) as full, contextlib.ExitStack() as waiting:
            full.bind(str(path))
            full.listen(0)
            for _ in range(2):
                one = waiting.enter_context(socket.socket(socket.AF_UNIX))
                one.setblocking(False)
                one.connect_ex(str(path))
            second = Server(self.folder, "my.idx", "--listen", f"unix:{path}")
            self.assertEqual(second.said, f"paragraf-searcher: --listen unix:{path}: is taken, perhaps by another "
                                          "server; give another address\n")
            second.stop()

    def test_nothing_that_it_was_started_with_stays_open(self):
        ours, its = os.pipe()
        server = Server(self.folder, "my.idx", "--listen", "127.0.0.1:0", pass_fds=[its])
        self.addCleanup(server.stop)
        os.close(its)
        self.assertTrue(select.select([ours], [], [], 60)[0])
        self.assertEqual(os.read(ours, 1), b"")
        os.close(ours)


def signal_of_end(pidfd):
    """`pidfd`, when its process has ended within a minute."""
    return (select.select([pidfd], [], [], 60)[0] or [None])[0]


class Starting(SearcherTest):
    def test_mistakes(self):
        cases = [
            (["no.idx"], "no.idx: no such index; paragraf-indexer no.idx PATH… makes it"),
            ([], "serve what? Write: paragraf-searcher serve INDEX"),
            (["my.idx", "vessels"], "vessels: serve takes no query; those who ask bring theirs"),
            (["my.idx", "--limit", "3"], "--limit does not go with serve; --help says what does"),
            (["my.idx", "--workers", "0"], "--workers 0: give a number from 1 to 64"),
        ]
        for address in ("8080", "localhost", "127.0.0.1:", "127.0.0.1:99999", "example.org:80", "::1:80", "[::1]"):
            cases.append((["my.idx", "--listen", address],
                          f"--listen {address}: write ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080, or "
                          "unix:PATH"))
        for arguments, message in cases:
            with self.subTest(arguments=arguments):
                if arguments[:1] == ["no.idx"]:
                    arguments = [*arguments, "--listen", "127.0.0.1:0"]
                self.assert_fails(self.searcher("serve", *arguments), message)

    def test_its_options_belong_to_it(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--log"),
                          "--log belongs to serve; write: paragraf-searcher serve INDEX")

    def test_an_address_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = f"127.0.0.1:{taken.getsockname()[1]}"
            self.assert_fails(self.searcher("serve", "my.idx", "--listen", address),
                              f"--listen {address}: is taken, perhaps by another server; give another address")


if __name__ == "__main__":
    unittest.main()
