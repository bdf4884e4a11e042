"""A server to ask, on a free port of loopback."""

import http.client
import json
import pathlib
import subprocess
import threading
import urllib.parse

import harness

SECONDS = 60  # no request takes longer, or it is an error


class Server:
    """`paragraf-searcher serve` until stop(); `port` is where it listens."""

    def __init__(self, folder, *arguments):
        self.process = subprocess.Popen(
            [harness.program("searcher"), "serve", *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=harness.ProgramTest.environment())
        self.killer = threading.Timer(harness.SECONDS, self.process.kill)
        self.killer.start()
        self.said = self.process.stderr.readline().decode()
        self.port = int(self.said.rstrip("/\n").rpartition(":")[2]) if "http://" in self.said else 0

    def stop(self):
        """Ask it to end; its exit code and what it said behind the first line."""
        if self.process.poll() is None:
            self.process.terminate()
        if not self.process.stderr.closed:
            self.said_last = self.process.communicate()[1].decode()
        self.killer.cancel()
        return self.process.returncode, self.said_last

    def workers(self):
        pid = self.process.pid
        return [int(one) for one in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)

    def get(self, path, method="GET", **settings):
        """(code, headers, body) over a connection of its own."""
        connection = self.connect()
        try:
            connection.request(method, path, **settings)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def search(self, *pairs, **parameters):
        code, _, body = self.get(search_path(*pairs, **parameters))
        return code, json.loads(body)


def search_path(*pairs, **parameters):
    return "/search?" + urllib.parse.urlencode([*pairs, *parameters.items()])
