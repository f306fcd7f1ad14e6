"""Answers each JSON line on standard input with one on standard output."""

import json
import sys


def answer_lines(answer):
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
