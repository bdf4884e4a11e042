"""The JSON Lines corpus: its size, and its texts as files for engines that read files."""

import json
from pathlib import Path


def documents(path):
    with open(path, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            yield json.loads(line)


def size(path):
    """(documents, UTF-8 bytes of title and text): the MB of every speed here."""
    count = total = 0
    for document in documents(path):
        count += 1
        total += len(document["title"].encode()) + len(document["text"].encode())
    return count, total


def write_files(path, folder):
    """A file a document, 1,000 a folder; the title is its first line, so that it is searched and shown."""
    for number, document in enumerate(documents(path)):
        file = Path(folder, f"{number // 1000:04}", f"{number:07}.txt")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document["title"] + "\n" + document["text"], encoding="utf-8")


def copies(path, times):
    """The corpus `times` times over as lines with distinct ids, without holding it."""
    for number in range(times):
        for document in documents(path):
            document["_id"] = f"{document['_id']}~{number}"
            yield json.dumps(document, ensure_ascii=False).encode() + b"\n"
