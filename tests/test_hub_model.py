"""A real model of the hub, where one can be reached: `SUMMARIZE_HUB_TEST=MODEL pytest …`."""

import os
from pathlib import Path

import pytest

from summarize import read, summarize
from summarize.length import LENGTHS

MODEL = os.environ.get("SUMMARIZE_HUB_TEST", "")
SAMPLE = Path(__file__).parent.parent / "samples" / "harbour-bridge.txt"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MODEL, reason="SUMMARIZE_HUB_TEST names no model of the hub"),
]


@pytest.mark.parametrize("length", ["short", "medium"])
def test_a_model_of_the_hub_summarizes_within_the_length_and_is_checked(length: str) -> None:
    document = read(SAMPLE)
    summary = summarize(document, summarizer=f"seq2seq:model={MODEL}", length=length)
    most = LENGTHS[length].words
    assert most is not None
    assert summary.model
    assert 0 < summary.words <= most
    assert summary.coverage.sentences_read == summary.coverage.sentences
    assert not any(sentence.unsupported for sentence in summary.sentences), "repaired by default"
    print(f"\n{MODEL}, {length}:\n{summary.text}")  # noqa: T201 - run with -s to see it
