"""What embedPieces should find, from the ONNX model by itself: the mean over the tokens of each piece alone.

run: pip install onnxruntime tokenizers numpy; python tests/embed/pieces-oracle.py
"""
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MODEL = "embeddings/models/all-MiniLM-L6-v2/"
PIECES = [
    "Edge-linear parsing.",
    "Parsing takes time that grows with the square of the length.",
    "We prune the graph first.",
    "It is then twice as fast, e.g. 18 languages in an hour.",
]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(MODEL + "onnx/model_quantized.onnx", options)
tokenizer = Tokenizer.from_file(MODEL + "tokenizer.json")
tokenizer.no_truncation()
tokenizer.no_padding()


def states(ids):
    ids = np.array([[101, *ids, 102]], dtype=np.int64)
    inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return session.run(None, inputs)[0][0].astype(np.float64)


def unit(vector):
    return vector / np.linalg.norm(vector)


pieces = [unit(states(tokenizer.encode(piece, add_special_tokens=False).ids).mean(0)) for piece in PIECES]
print("cosines", np.round([[a @ b for b in pieces] for a in pieces], 4).tolist())
