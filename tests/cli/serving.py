"""A server to ask, on a free port of loopback."""

import http.client
import json
import os
import pathlib
import socket
import subprocess
import threading
import urllib.parse

import harness

SECONDS = 60  # no request takes longer, or it is an error


class Server:
    """`paragraf-searcher serve` until stop(); `port` is where it listens."""

    def __init__(self, folder, *arguments, environment=None, **settings):
        self.process = subprocess.Popen(
            [harness.program("searcher"), "serve", *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=harness.ProgramTest.environment(environment),
            **settings)
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

    def descriptors(self, pid=None):
        return len(os.listdir(f"/proc/{pid or self.process.pid}/fd"))

    def raw(self, given=b""):
        """A connection on which `given` was sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), SECONDS)
        connection.sendall(given)
        return connection

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


def read_all(connection):
    """What comes until the other end closes: the bytes."""
    parts = []
    with connection:
        while True:
            try:
                part = connection.recv(65536)
            except ConnectionResetError:  # what was sent last is not read there
                part = b""
            if not part:
                return b"".join(parts)
            parts.append(part)


def get(path, *lines):
    """The bytes of a request."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: x", *lines, "", ""]).encode("latin-1")
