"""hnswlib for Python, on one thread, over the same vectors and with the same parameters."""

import time

import hnswlib
import numpy

from answering import answer_lines

graph = None


def build(question):
    global graph
    vectors = read(question["vectors"], question["dimensions"])
    started = time.perf_counter()
    graph = hnswlib.Index(space="ip", dim=question["dimensions"])
    graph.init_index(
        max_elements=len(vectors),
        M=question["m"],
        ef_construction=question["efConstruction"],
        random_seed=question["seed"],
    )
    graph.add_items(vectors, numpy.arange(len(vectors)), num_threads=1)
    return {"seconds": time.perf_counter() - started}


def search(question):
    """One query a call, as a service gets them."""
    queries = read(question["queries"], graph.dim)
    graph.set_ef(question["ef"])
    found = []
    started = time.perf_counter()
    for query in queries:
        found.append(graph.knn_query(query, k=question["count"], num_threads=1)[0][0])
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "rows": numpy.array(found).tolist()}


def read(path, dimensions):
    return numpy.fromfile(path, dtype="<f4").reshape(-1, dimensions)


answer_lines(lambda question: {"build": build, "search": search}[question["do"]](question))
