"""The server and those who misuse it: what is no request, what is too much, and connections by the hundred."""

import errno
import json
import os
import resource
import signal
import socket
import unittest

import harness
import refusing
from searching import SearcherTest
from serving import Server, get, read_all
from test_serve import ServerTest


class Strangers(ServerTest):
    def test_other_methods(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
            with self.subTest(method=method):
                code, headers, _ = self.server.get("/search?q=vessels", method, body=b"q=vessels")
                self.assertEqual((code, headers["Allow"]), (405, "GET, HEAD"))

    def test_a_body(self):
        self.assertEqual(self.server.get("/search?q=vessels", body=b"x" * 100)[0], 413)

    def test_no_path_leads_to_a_file(self):
        for path in ("/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/style.css/../my.idx/paragraf.json",
                     "//etc/passwd", "/my.idx/paragraf.json", "/%2e%2e/my.idx", "/search/", "/nowhere%00"):
            with self.subTest(path=path):
                code, _, body = self.server.get(path)
                self.assertEqual(code, 404)
                self.assertNotIn("root:", body)

    def answer(self, given):
        """(code, headers, body) of the last answer to bytes behind which the connection is closed."""
        whole = read_all(self.server.raw(given))
        head, _, body = whole.rpartition(b"\r\n\r\n")
        lines = head[head.rfind(b"HTTP/1.1 "):].decode("latin-1").split("\r\n")
        return int(lines[0].split()[1]), dict(line.split(": ", 1) for line in lines[1:]), body.decode()

    def test_what_is_refused_is_refused_in_the_servers_own_words(self):
        for given, code, message in (
                (get("/search?q=" + "a" * 16384), 414, "path and parameters have more than 16,384 bytes"),
                (get("/search?" + "a&" * 7000), 400, "over 256 parameters; leave some out"),
                (get("/search?" + "&" * 16000), 400, "over 256 parameters; leave some out"),
                (get("/search?q=a", "X: " + "a" * 16384), 431, "the headers have more than 16,384 bytes"),
                (get("/search?q=a", "Content-Length: 1"), 413, "a request has no body here"),
                (get("/search?q=a", "Transfer-Encoding: chunked"), 413, "a request has no body here"),
                (get("/search?q=a").replace(b"GET", b"P" * 5000), 405, "only GET and HEAD are answered")):
            with self.subTest(given=given[:60], message=message):
                got, headers, body = self.answer(given)
                answer = json.loads(body)
                self.assert_valid(answer, "error.schema.json")
                self.assertEqual((got, answer["error"]["message"]), (code, message))
                self.assertEqual((headers["Content-Type"], headers["X-Content-Type-Options"], headers["Connection"]),
                                 ("application/json", "nosniff", "close"))
                page = given.replace(b"/search", b"/")
                self.assertIn(message, self.answer(page)[2])
                self.assertEqual(self.answer(page)[1]["Content-Type"], "text/html; charset=utf-8")

    def test_what_the_library_cannot_hold_is_refused_all_the_same(self):
        self.assertEqual(self.answer(get("/search?q=" + "a" * 200000))[0], 414)
        self.assertEqual(self.answer(get("/search?q=a", "X: " + "a" * 200000))[0], 431)
        self.assertEqual(self.answer(get("/search?q=a", *["a:b"] * 5000))[0], 431)

    def test_a_proxy_and_the_server_agree_where_a_request_ends(self):
        inner = get("/nowhere").decode()
        for lines in (["Content-Length: 0", f"Content-Length: {len(inner)}"], [f"Content-Length : {len(inner)}"],
                      ["Content-Length: 0", "Transfer-Encoding: chunked"], [f"Content-Length: +{len(inner)}"],
                      ["Transfer-Encoding\t: chunked"], ["Content-Length: 00"]):
            with self.subTest(lines=lines):
                got = read_all(self.server.raw(get("/healthz", *lines) + inner.encode()))
                self.assertRegex(got, rb"^HTTP/1.1 4(00|13) ")
                self.assertNotIn(b" 404 ", got)

    def test_requests_in_a_row_are_answered_in_their_order(self):
        paths = ["/healthz", "/search?q=vessels", "/nowhere", "/?q=vessels", "/style.css"] * 4
        got = read_all(self.server.raw(b"".join(map(get, paths)) + get("/healthz", "Connection: close")))
        codes = [int(part.split()[0]) for part in got.split(b"HTTP/1.1 ")[1:]]
        self.assertEqual(codes, [200, 200, 404, 200, 200] * 4 + [200])

    def test_a_byte_at_a_time(self):
        connection = self.server.raw()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in get("/search?q=vessels", "Connection: close"):
            connection.sendall(bytes([byte]))
        self.assertIn(b"HTTP/1.1 200 OK", read_all(connection))

    def test_the_whole_address_may_stand_in_the_line(self):
        for target in ("http://x/healthz", "HTTP://x:80/healthz", "http://x?q=vessels"):
            self.assertEqual(self.answer(get(target, "Connection: close"))[0], 200)

    def test_without_a_host_or_with_rubbish_in_a_line(self):
        for given in (b"GET /healthz HTTP/1.1\r\n\r\n", b"GET /healthz\r\n\r\n",
                      b"GET /healthz HTTP/1.1\r\nHost: x\r\nrubbish\r\n\r\n"):
            with self.subTest(given=given):
                self.assertEqual(self.answer(given)[0], 400)

    def test_broken_escapes_are_text(self):
        for query in ("%", "%4", "%zz", "%%", "%c3%28", "%ED%A0%80", "%00", "+", "%u0041", "%F4%90%80%80"):
            with self.subTest(query=query):
                code, _, body = self.server.get(f"/search?q=vessels%20{query}")
                self.assertEqual(code, 200)
                self.assert_valid(json.loads(body))

    def test_what_is_no_http_ends_its_own_connection(self):
        for rubbish in (b"\x16\x03\x01\x02\x00\x01\x00", b"\r\n\r\n\0\0\0", b"GET /search?q=a HTTP/9.9\r\n\r\n", b""):
            with self.subTest(rubbish=rubbish), socket.create_connection(("127.0.0.1", self.server.port), 60) as raw:
                raw.sendall(rubbish)
                raw.shutdown(socket.SHUT_WR)
                while raw.recv(65536):
                    pass
        self.assertEqual(self.server.search(q="vessels")[0], 200)

    def test_a_client_that_leaves_costs_nothing(self):
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", self.server.port), 60) as raw:
                raw.sendall(b"GET /search?q=vessels HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(self.server.search(q="vessels")[0], 200)


class Crowds(SearcherTest):
    """Each has a server of its own, and looks at what is left behind."""

    def serve(self, *arguments, **settings):
        server = Server(self.folder, "my.idx", "--listen", "127.0.0.1:0", "--workers", 2, *arguments, **settings)
        self.addCleanup(server.stop)
        self.assertTrue(server.port, server.said)
        return server

    def hold(self, server, held, given, most):
        """One more connection that never asks; the oldest is closed here when over `most` are held."""
        held.append(server.raw(given))
        if len(held) > most:
            held.pop(0).close()

    def test_connections_that_never_ask_keep_nobody_out(self):
        server = self.serve()
        before = server.descriptors()
        for given in (b"", b"GET /search?q=vess", b"GET /search?q=vessels HTTP/1.1\r\nHost: x\r\nX-Slow: "):
            held = []
            for number in range(10000 if harness.LONG else 700):
                self.hold(server, held, given, 700)
                if number % 100 == 99:
                    self.assertEqual(server.search(q="vessels")[0], 200)
            self.assertLess(server.descriptors(), 600)
            with held[-1] as last:  # came last, and is still welcome
                last.sendall(b"\r\n\r\n" if given else get("/healthz"))
                self.assertIn(b"HTTP/1.1 ", last.recv(65536))
            for connection in held:
                connection.close()
        while server.descriptors() > before + 1:  # that of the one who asks for it
            server.get("/healthz")
        self.assertEqual(len(os.listdir(f"/proc/{server.process.pid}/task")), 1)

    def test_connections_that_take_no_answer_keep_nobody_out(self):
        path = self.folder / "own.sock"  # its buffers do not grow
        server = Server(self.folder, "my.idx", "--listen", f"unix:{path}", "--workers", 2)
        self.addCleanup(server.stop)

        def ask(given):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(60)
            connection.connect(str(path))
            connection.sendall(given)
            return connection

        held = []
        for number in range(700):
            held.append(ask(get("/style.css") * 200))
            if number % 100 == 99:
                self.assertIn(b"HTTP/1.1 200 ", read_all(ask(get("/search?q=vessels", "Connection: close"))))
        for connection in held:
            connection.close()

    def test_who_waits_for_an_answer_is_not_sent_away_for_who_does_not_ask(self):
        server = self.serve()
        for worker in server.workers():
            os.kill(worker, signal.SIGSTOP)
        asked = [server.raw(get("/search?q=vessels", "Connection: close")) for _ in range(100)]
        silent = [server.raw() for _ in range(600)]
        for worker in server.workers():
            os.kill(worker, signal.SIGCONT)
        for connection in silent:
            connection.close()
        codes = {read_all(connection)[:12] for connection in asked}
        self.assertLessEqual(codes, {b"HTTP/1.1 200", b"HTTP/1.1 503"})  # 503 where the workers took too long

    def test_descriptors_are_left_for_workers(self):
        for most in (38, 44, 64):
            with self.subTest(descriptors=most):
                server = self.serve(
                    preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
                held = [server.raw(b"GET /") for _ in range(100)]
                for worker in server.workers():
                    os.kill(worker, signal.SIGKILL)
                    self.assertIn(server.search(q="vessels")[0], (200, 503))
                self.assertEqual(server.search(q="vessels")[0], 200)
                for connection in held:
                    connection.close()

    def test_a_new_worker_holds_no_connection_of_a_client(self):
        """Else the client would not see that the server closes it. Older kernels and strict containers lack the call."""
        if not refusing.known():
            self.skipTest("no filter of calls for this machine")
        program = refusing.filter_of(("close_range", None, errno.ENOSYS))
        server = self.serve(preexec_fn=lambda: refusing.install(program))
        while json.loads(server.get("/healthz")[2])["workers"] < 2:
            pass
        usual = {pid: server.descriptors(pid) for pid in server.workers()}
        held = [server.raw(b"GET /") for _ in range(20)]
        old = server.workers()[0]
        os.kill(old, signal.SIGKILL)
        while old in server.workers() or json.loads(server.get("/healthz")[2])["workers"] < 2:
            pass
        for pid in server.workers():
            self.assertEqual(server.descriptors(pid), usual.get(pid, usual[old]))
        for connection in held:
            connection.close()

    def test_no_process_has_a_thread(self):
        """What a sanitizer for threads would look at."""
        server = self.serve()
        self.assertEqual(server.search(q="vessels")[0], 200)
        for pid in (server.process.pid, *server.workers()):
            self.assertEqual(len(os.listdir(f"/proc/{pid}/task")), 1)


if __name__ == "__main__":
    unittest.main()
