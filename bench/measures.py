"""Measures of a ranking, as trec_eval defines them: README.md holds the definitions and their sources.

A ranking is a list of document ids, best first; judgements are {document id: grade}, relevant from grade 1.
"""

import math
import re
from collections import Counter

WORD = re.compile(r"\w+")


def relevant(judgements):
    return {document for document, grade in judgements.items() if grade > 0}


def discounted_gain(grades):
    return sum(grade / math.log2(rank + 1) for rank, grade in enumerate(grades, 1) if grade > 0)


def ndcg(ranking, judgements, depth):
    best = discounted_gain(sorted(judgements.values(), reverse=True)[:depth])
    return discounted_gain([judgements.get(document, 0) for document in ranking[:depth]]) / best if best else 0.0


def average_precision(ranking, judgements):
    right = relevant(judgements)
    found, total = 0, 0.0
    for rank, document in enumerate(ranking, 1):
        if document in right:
            found += 1
            total += found / rank
    return total / len(right) if right else 0.0


def recall(ranking, judgements, depth):
    right = relevant(judgements)
    return len(right.intersection(ranking[:depth])) / len(right) if right else 0.0


def reciprocal_rank(ranking, judgements, depth):
    right = relevant(judgements)
    return next((1 / rank for rank, document in enumerate(ranking[:depth], 1) if document in right), 0.0)


MEASURES = {
    "ndcg@10": lambda ranking, judgements: ndcg(ranking, judgements, 10),
    "map": average_precision,
    "recall@100": lambda ranking, judgements: recall(ranking, judgements, 100),
    "mrr@10": lambda ranking, judgements: reciprocal_rank(ranking, judgements, 10),
}


def evaluate(run, qrels):
    """Means over every query with a relevant document; a query without a ranking counts as nothing found."""
    judged = {query: judgements for query, judgements in qrels.items() if relevant(judgements)}
    if not judged:
        raise ValueError("no query has a relevant document")
    return {
        name: sum(measure(run.get(query, []), judgements) for query, judgements in judged.items()) / len(judged)
        for name, measure in MEASURES.items()
    }


def words(text):
    return WORD.findall(text.lower())


def share_of_words(wanted, text):
    """The share of the words of `wanted` that `text` holds, each as often as it occurs."""
    needed, held = Counter(words(wanted)), Counter(words(text))
    return sum((needed & held).values()) / needed.total() if needed else 0.0
