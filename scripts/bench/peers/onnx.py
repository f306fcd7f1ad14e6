"""onnxruntime for Python as fastembed uses it: the same int8 weights and tokeniser, batches padded to their longest, all cores."""

import base64
import os
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

from answering import answer_lines

models = {}


def load(folder, max_tokens):
    if folder not in models:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = len(os.sched_getaffinity(0))
        file = os.path.join(folder, "onnx/model_quantized.onnx")
        session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        tokenizer.enable_truncation(max_tokens)
        tokenizer.enable_padding()
        models[folder] = session, tokenizer
    return models[folder]


def answer(question):
    session, tokenizer = load(question["model"], question["maxTokens"])
    names = {given.name for given in session.get_inputs()}
    texts, batch = question["texts"], question["batch"]
    # Texts of like length together, so that little is padded.
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    vectors = [None] * len(texts)
    started = time.perf_counter()
    for first in range(0, len(order), batch):
        rows = order[first : first + batch]
        tokens = tokenizer.encode_batch([texts[row] for row in rows])
        ids = numpy.array([one.ids for one in tokens], dtype=numpy.int64)
        mask = numpy.array([one.attention_mask for one in tokens], dtype=numpy.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)}
        states = session.run(None, {name: value for name, value in given.items() if name in names})[0]
        means = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        means /= numpy.linalg.norm(means, axis=1, keepdims=True)
        for row, mean in zip(rows, means):
            vectors[row] = mean
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "vectors": base64.b64encode(numpy.array(vectors, dtype="<f4").tobytes()).decode(),
    }


answer_lines(answer)
