"""Files of a judged set: qrels.tsv, queries.jsonl, runs in TREC format."""

import json


def read_jsonl(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_qrels(path):
    """{query: {document: grade}} of lines "query TAB document TAB grade"."""
    qrels = {}
    with open(path, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            query, document, grade = line.rstrip("\n").split("\t")
            qrels.setdefault(query, {})[document] = int(grade)
    return qrels


def read_run(path):
    """{query: ranking} of lines "query Q0 document rank score tag", ordered by rank."""
    ranked = {}
    with open(path, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            query, _, document, rank, _, _ = line.split()
            ranked.setdefault(query, []).append((int(rank), document))
    return {query: [document for _, document in sorted(hits)] for query, hits in ranked.items()}


def write_run(path, run, tag):
    """The score falls with the rank: trec_eval sorts by score, and would order ties its own way."""
    with open(path, "w", encoding="utf-8") as out:
        for query, ranking in run.items():
            for rank, document in enumerate(ranking, 1):
                out.write(f"{query} Q0 {document} {rank} {len(ranking) + 1 - rank} {tag}\n")
