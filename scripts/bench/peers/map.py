"""umap-learn on given vectors: all laid out together, and the last of them added to the others by its transform."""

import time
import warnings

import numpy
from answering import answer_lines
from umap import UMAP
from umap.umap_ import nearest_neighbors

warnings.filterwarnings("ignore")
SEED = 1
NEIGHBOURS = 15
COMPILED_FROM = 4_500


def answer(question):
    vectors = numpy.fromfile(question["vectors"], dtype="<f4").reshape(-1, question["dimensions"])
    first = len(vectors) - question["added"]
    # The first use compiles for half a minute; small collections go another way.
    together(vectors[:COMPILED_FROM])
    added(vectors[: COMPILED_FROM + 10], COMPILED_FROM)
    return {"layouts": [together(vectors), added(vectors, first)]}


def together(vectors):
    started = time.perf_counter()
    found = nearest_neighbors(vectors, NEIGHBOURS, "cosine", {}, False, numpy.random.RandomState(SEED))
    neighbours_found = time.perf_counter()
    places = laid_out(vectors, found).embedding_
    ended = time.perf_counter()
    return layout("umap-learn", places, ended - neighbours_found, neighbours_found - started)


def added(vectors, first):
    model = laid_out(vectors[:first])
    started = time.perf_counter()
    places = numpy.vstack([model.embedding_, model.transform(vectors[first:])])
    name = f"umap-learn, the last {len(vectors) - first:,} by its transform"
    return layout(name, places, time.perf_counter() - started)


def laid_out(vectors, neighbours=None):
    known = {} if neighbours is None else {"precomputed_knn": neighbours}
    return UMAP(metric="cosine", n_neighbors=NEIGHBOURS, random_state=SEED, **known).fit(vectors)


def layout(method, places, seconds, neighbour_seconds=None):
    result = {"method": method, "places": places.astype(float).ravel().tolist(), "seconds": seconds}
    return result if neighbour_seconds is None else {**result, "neighbourSeconds": neighbour_seconds}


answer_lines(answer)
