"""paragraf-searcher serve on a free port of loopback, as the scripts here ask it."""

import http.client
import json
import subprocess
import threading
import urllib.parse

import meter

WAIT_SECONDS = 30


def search_path(query, page="/search"):
    return f"{page}?" + urllib.parse.urlencode({"q": query})


class Served:
    """A server in a with statement; `port` is where it listens."""

    def __init__(self, searcher, index, workers=None):
        self.command = [searcher, "serve", str(index), "--listen", "127.0.0.1:0"]
        self.command += ["--workers", str(workers)] if workers else []

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        said = self.process.stderr.readline().strip()  # it ends or listens: either is a line or the end
        if "http://" not in said:
            self.process.wait()
            raise meter.Failed(said or "the server said nothing and ended")
        self.port = int(said.rstrip("/").rpartition(":")[2])
        # Whatever it says of workers that crash, it does not wait for a reader.
        self.reader = threading.Thread(target=self.process.stderr.read)
        self.reader.start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(WAIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join()
        self.process.stderr.close()

    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)

    def workers(self):
        return meter.family(self.process.pid)[1:]

    def cpu(self):
        """Milliseconds of the front, and of the workers together."""
        front, *workers = [meter.cpu_milliseconds(pid) for pid in meter.family(self.process.pid)]
        return front, sum(workers)


def ask(connection, path):
    """(code, body); the connection stays open."""
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def ready(connection):
    """Workers that have the index open."""
    return json.loads(ask(connection, "/healthz")[1])["workers"]
