"""BERTopic, k-means and Leiden on given vectors, all cores; the words by c-TF-IDF as BERTopic has it."""

import json
import time
import warnings

import igraph
import leidenalg
import numpy
from bertopic import BERTopic
from bertopic.vectorizers import ClassTfidfTransformer
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.neighbors import NearestNeighbors
from umap import UMAP

from answering import answer_lines

warnings.filterwarnings("ignore")
SEED = 1
WORDS = 10
NEIGHBOURS = 15


def answer(question):
    vectors = numpy.fromfile(question["vectors"], dtype="<f4").reshape(-1, question["dimensions"])
    with open(question["documents"], encoding="utf-8") as file:
        documents = json.load(file)
    groupings = [bertopic(documents, vectors, size) for size in (10, 50)]
    groupings.append(grouping("k-means, k = 40, best of 3", documents, lambda: k_means(vectors)))
    for resolution in (1, 4):
        name = f"Leiden on {NEIGHBOURS} neighbours, resolution {resolution}"
        groupings.append(grouping(name, documents, lambda: leiden(vectors, resolution)))
    return {"groupings": groupings}


def bertopic(documents, vectors, size):
    started = time.perf_counter()
    model = BERTopic(
        embedding_model=None,
        umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED),
        vectorizer_model=CountVectorizer(stop_words="english"),
        min_topic_size=size,
    )
    topics, _ = model.fit_transform(documents, embeddings=vectors)
    seconds = time.perf_counter() - started
    words = [[word for word, _ in model.get_topic(topic)][:WORDS] for topic in range(max(topics) + 1)]
    return {
        "method": f"BERTopic, min_topic_size {size}",
        "assignment": [int(topic) for topic in topics],
        "words": words,
        "seconds": seconds,
    }


def grouping(method, documents, find):
    started = time.perf_counter()
    assignment = numpy.asarray(find())
    seconds = time.perf_counter() - started
    return {"method": method, "assignment": assignment.tolist(), "words": words_of(documents, assignment), "seconds": seconds}


def words_of(documents, assignment):
    joined = [
        " ".join(documents[at] for at in numpy.flatnonzero(assignment == topic)) for topic in range(assignment.max() + 1)
    ]
    vectorizer = CountVectorizer(stop_words="english")
    weights = ClassTfidfTransformer().fit_transform(vectorizer.fit_transform(joined)).toarray()
    names = vectorizer.get_feature_names_out()
    return [[str(names[place]) for place in numpy.argsort(-own)[:WORDS]] for own in weights]


def k_means(vectors):
    return KMeans(n_clusters=40, n_init=3, random_state=SEED).fit_predict(vectors)


def leiden(vectors, resolution):
    found = NearestNeighbors(n_neighbors=NEIGHBOURS + 1, metric="cosine").fit(vectors)
    distances, neighbours = found.kneighbors(vectors)
    edges = {}
    for row, (own, far) in enumerate(zip(neighbours, distances)):
        for other, distance in zip(own[1:], far[1:]):
            edges[(min(row, int(other)), max(row, int(other)))] = 1 - float(distance)
    graph = igraph.Graph(n=len(vectors), edges=list(edges))
    partition = leidenalg.find_partition(
        graph,
        leidenalg.RBConfigurationVertexPartition,
        weights=list(edges.values()),
        resolution_parameter=resolution,
        seed=SEED,
    )
    return partition.membership


answer_lines(answer)
