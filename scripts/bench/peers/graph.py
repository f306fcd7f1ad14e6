"""The graph by hnswlib or usearch for Python, on one thread, over the same vectors and with the same parameters."""

import time

import hnswlib
import numpy
import usearch.index

from answering import answer_lines

graph = None


class Hnswlib:
    def __init__(self, count, dimensions, m, ef_construction, seed):
        self.dimensions = dimensions
        self.graph = hnswlib.Index(space="ip", dim=dimensions)
        self.graph.init_index(max_elements=count, M=m, ef_construction=ef_construction, random_seed=seed)

    def add(self, vectors):
        self.graph.add_items(vectors, numpy.arange(len(vectors)), num_threads=1)

    def set_ef(self, ef):
        self.graph.set_ef(ef)

    def search(self, query, count):
        return self.graph.knn_query(query, k=count, num_threads=1)[0][0]


class Usearch:
    """Half precision, as it comes."""

    def __init__(self, count, dimensions, m, ef_construction, seed):
        self.dimensions = dimensions
        self.graph = usearch.index.Index(
            ndim=dimensions, metric="ip", dtype="f16", connectivity=m, expansion_add=ef_construction
        )

    def add(self, vectors):
        self.graph.add(numpy.arange(len(vectors)), vectors, threads=1)

    def set_ef(self, ef):
        self.graph.expansion_search = ef

    def search(self, query, count):
        return self.graph.search(query, count, threads=1).keys


def build(question):
    global graph
    vectors = read(question["vectors"], question["dimensions"])
    kind = {"hnswlib": Hnswlib, "usearch": Usearch}[question["engine"]]
    graph = kind(len(vectors), question["dimensions"], question["m"], question["efConstruction"], question["seed"])
    started = time.process_time()
    graph.add(vectors)
    return {"seconds": time.process_time() - started}


def search(question):
    """One query a call, as a service gets them."""
    queries = read(question["queries"], graph.dimensions)
    graph.set_ef(question["ef"])
    found = []
    started = time.process_time()
    for query in queries:
        found.append(graph.search(query, question["count"]))
    seconds = time.process_time() - started
    return {"seconds": seconds, "rows": numpy.array(found).astype(int).tolist()}


def read(path, dimensions):
    return numpy.fromfile(path, dtype="<f4").reshape(-1, dimensions)


answer_lines(lambda question: {"build": build, "search": search}[question["do"]](question))
