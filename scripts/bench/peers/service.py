"""Similar papers over HTTP as one would write it in Python: FastAPI, hnswlib and the papers in memory.

`/v1/papers/{id}/similar` answers the nearest papers by the vectors of whole texts, as cards with a score. It neither
compares them sentence by sentence nor says why, so it has less to do than what it is measured against.
`/v1/papers/{id}/similar-with-reasons` answers the papers, scores and reasons that Kindred does, from the same table.
Arguments as JSON: vectors, folder (of a snapshot), dimensions, m, efConstruction, seed, ef, port. Prints a line when
it listens.
"""

import json
import struct
import sys
from pathlib import Path

import hnswlib
import numpy
import orjson
import uvicorn
from fastapi import FastAPI, HTTPException, Query, Response

given = json.loads(sys.argv[1])
vectors = numpy.fromfile(given["vectors"], dtype="<f4").reshape(-1, given["dimensions"])
folder = Path(given["folder"])
with open(folder / "cards.jsonl", encoding="utf-8") as file:
    cards = [json.loads(line) for line in file]
row_of = {card["id"]: row for row, card in enumerate(cards)}

graph = hnswlib.Index(space="ip", dim=given["dimensions"])
graph.init_index(
    max_elements=len(vectors), M=given["m"], ef_construction=given["efConstruction"], random_seed=given["seed"]
)
graph.add_items(vectors, numpy.arange(len(vectors)))
graph.set_ef(given["ef"])

# As similar-table.ts, sentence-table.ts and reason-places.ts lay them down. Places count UTF-16 units, which are
# characters in all texts but those with characters beyond the first 65,536.
PER_ROW = min(100, len(cards) - 1)
REASONS_PER_ROW = min(PER_ROW, 20)
REASON = struct.Struct("<xx" + 2 * "BBH" + 10 * "HB")
table = (folder / "similar.bin").read_bytes()
entries = len(cards) * PER_ROW
similar_rows = numpy.frombuffer(table, "<u4", entries).reshape(-1, PER_ROW)
similar_scores = numpy.frombuffer(table, "<i4", entries, 4 * entries).reshape(-1, PER_ROW)
abstract_bytes = (folder / "abstracts.txt").read_bytes()
abstract_ends = [0, *map(int, numpy.fromfile(folder / "abstract-ends.f64", "<f8"))]
abstracts = [abstract_bytes[start:end].decode() for start, end in zip(abstract_ends, abstract_ends[1:])]
sentence_file = numpy.fromfile(folder / "sentences.u32", "<u4")
sentence_starts = [0, *sentence_file[: len(cards)].tolist()]
sentence_places = sentence_file[len(cards) :].tolist()

app = FastAPI()


def piece_of(row, place):
    if place == 0:
        return cards[row]["title"]
    at = 2 * (sentence_starts[row] + place - 1)
    return abstracts[row][sentence_places[at] : sentence_places[at + 1]]


def because(seed, row, places):
    text = cards[row]["title"] + " " + abstracts[row]
    words = [text[places[at] : places[at] + places[at + 1]] for at in range(6, 26, 2)]
    return {
        "sentences": [
            {
                "theirs": piece_of(row, places[at + 1]),
                "yours": piece_of(seed, places[at]),
                "similarity": places[at + 2] / 10_000,
            }
            for at in (0, 3)
            if places[at + 2] > 0
        ],
        "shared": [word for word in words[:5] if word],
        "distinctive": [word for word in words[5:] if word],
    }


@app.get("/v1/papers/{paper_id}/similar-with-reasons")
async def similar_with_reasons(paper_id: str, limit: int = Query(20, ge=1, le=REASONS_PER_ROW)):
    seed = row_of.get(paper_id)
    if seed is None:
        raise HTTPException(404, "no such paper")
    first = 8 * entries + seed * REASONS_PER_ROW * REASON.size
    reasons = REASON.iter_unpack(table[first : first + limit * REASON.size])
    rows = similar_rows[seed, :limit].tolist()
    scores = similar_scores[seed, :limit].tolist()
    papers = [
        {**cards[row], "score": score / 1_000_000, "because": because(seed, row, places)}
        for row, score, places in zip(rows, scores, reasons)
    ]
    return Response(orjson.dumps({"papers": papers}), media_type="application/json")


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
