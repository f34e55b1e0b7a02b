"""A causal model that learned one text by heart, behind `transformers serve`."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tiny_models import byte_pairs

WINDOW = 24  # tokens: what it has read before makes no difference to what it writes
START, END = "<start>", "<end>"
TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}<start>{% endif %}"
)
STARTUP = 180.0  # seconds, on a busy machine


def save_reciter(folder: Path, text: str, steps: int = 260) -> Path:
    """A Mistral of 0.1 million parameters that answers everything with `text`, in a folder."""
    import torch
    from transformers import MistralConfig, MistralForCausalLM
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.manual_seed(7)
    tokenizer = _tokenizer()
    config = MistralConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=8192,
        sliding_window=WINDOW,
        bos_token_id=None,
        eos_token_id=tokenizer.convert_tokens_to_ids(END),
        pad_token_id=tokenizer.convert_tokens_to_ids("<pad>"),
    )
    model = MistralForCausalLM(config)
    _learn_by_heart(model, tokenizer, text, steps)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    vocabulary, merges = byte_pairs()
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token=END, bos_token=START, pad_token="<pad>"
    )
    wrapped.chat_template = TEMPLATE
    return wrapped


def _learn_by_heart(model: Any, tokenizer: Any, text: str, steps: int) -> None:
    """Train on the text behind random tokens, until the model writes it without a slip."""
    import torch

    target = torch.tensor(tokenizer(f"{START}{text}{END}", add_special_tokens=False)["input_ids"])
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
    for _ in range(steps):
        noise = torch.randint(5, len(tokenizer), (2, WINDOW))
        batch = torch.cat([noise, target.repeat(2, 1)], dim=1)
        labels = batch.clone()
        labels[:, : WINDOW + 1] = -100  # what comes before is not to be foretold
        loss = model(input_ids=batch, labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss < 0.01:
            break
    model.eval()


@contextmanager
def transformers_serve(folder: Path, log: Path) -> Iterator[str]:
    """`transformers serve` with the model in a folder; yields its base URL, up to `/v1`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = "from transformers.cli.transformers import app; app()"
    command = [sys.executable, "-c", script, "serve", "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--device", "cpu", str(folder)],
            stdout=output,
            stderr=output,
            env=environment,
        )
    try:
        _wait(server, port, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(20)


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return once the server answers.

    Raises:
        RuntimeError: it ended, or took too long; with what it wrote last.
    """
    import httpx

    until = time.monotonic() + STARTUP
    while server.poll() is None and time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/v1/models", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"transformers serve does not answer: {log.read_text()[-2000:]}")
