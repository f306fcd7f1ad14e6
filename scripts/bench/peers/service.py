"""Similar papers over HTTP as one would write it in Python: FastAPI, hnswlib and the cards in memory.

It answers the nearest papers by the vectors of whole texts, as cards with a score. It neither compares them sentence
by sentence nor says why, so it has less to do than what it is measured against.
Arguments as JSON: vectors, cards, dimensions, m, efConstruction, seed, ef, port. Prints a line when it listens.
"""

import json
import sys

import hnswlib
import numpy
import orjson
import uvicorn
from fastapi import FastAPI, HTTPException, Query, Response

given = json.loads(sys.argv[1])
vectors = numpy.fromfile(given["vectors"], dtype="<f4").reshape(-1, given["dimensions"])
with open(given["cards"], encoding="utf-8") as file:
    cards = [json.loads(line) for line in file]
row_of = {card["id"]: row for row, card in enumerate(cards)}

graph = hnswlib.Index(space="ip", dim=given["dimensions"])
graph.init_index(
    max_elements=len(vectors), M=given["m"], ef_construction=given["efConstruction"], random_seed=given["seed"]
)
graph.add_items(vectors, numpy.arange(len(vectors)))
graph.set_ef(given["ef"])

app = FastAPI()


@app.get("/v1/papers/{paper_id}/similar")
async def similar(paper_id: str, limit: int = Query(20, ge=1, le=500)):
    seed = row_of.get(paper_id)
    if seed is None:
        raise HTTPException(404, "no such paper")
    rows, distances = graph.knn_query(vectors[seed], k=min(limit + 1, len(cards)), num_threads=1)
    papers = [
        {**cards[row], "score": 1 - float(distance)} for row, distance in zip(rows[0], distances[0]) if row != seed
    ]
    return Response(orjson.dumps({"papers": papers[:limit]}), media_type="application/json")


@app.get("/healthz")
async def health():
    return {"status": "ok"}


class Announcing(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print("listening", flush=True)


Announcing(uvicorn.Config(app, host="127.0.0.1", port=given["port"], log_level="warning", access_log=False)).run()
