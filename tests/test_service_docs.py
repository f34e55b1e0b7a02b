"""docs/service.md and deploy/: what they show is what the service does."""

import json
import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from services import Live, live

from summarize.service.settings import PREFIX, Key, ServiceSettings, keys, load

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
HERE = re.compile(r"(http://)?(localhost|127\.0\.0\.1):8000")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live(tmp_path_factory.mktemp("service") / "log") as running:
        yield running


def examples() -> list[tuple[str, str]]:
    """Each `curl` of the page, and what it is said to print."""
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE, re.M | re.S)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M)
    ]


def curled(command: str, server: Live) -> str:
    """What curl would print."""
    words = iter(shlex.split(HERE.sub(server.url, command))[1:])
    url, data, files, headers, body = "", dict[str, list[str]](), {}, {}, None
    for word in words:
        if word == "-F":
            name, _, value = next(words).partition("=")
            if value.startswith("@"):
                files[name] = (value[1:], (ROOT / value[1:]).read_bytes())
            else:
                data.setdefault(name, []).append(value)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "--json":
            headers |= {"Content-Type": "application/json"}
            body = next(words).encode()
        elif not word.startswith("-"):
            url = word
    sent = {"content": body} if body else {"data": data, "files": files}
    return httpx.post(url, headers=headers, timeout=60, **sent).text


@pytest.mark.parametrize(("command", "output"), examples())
def test_an_example_prints_what_the_page_shows(server: Live, command: str, output: str) -> None:
    """An ellipsis stands for what is left out."""
    printed, at = curled(command, server), 0
    for part in output.strip().split("…"):
        found = printed.find(part, at)
        assert found >= 0, (part, printed[at:])
        at = found + len(part)


def test_the_python_of_the_page_runs(
    server: Live,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (code,) = re.findall(r"^```py\n(.*?)^```", PAGE, re.M | re.S)
    (tmp_path / "example.py").write_text(HERE.sub(server.url, code), encoding="utf-8")
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(tmp_path / "example.py"))
    assert capsys.readouterr().out == (
        "a The bridge is open.\nb text: nothing to summarize: it holds no text\n"
    )


def shown(key: Key) -> str:
    if key.type in (tuple, str):
        return json.dumps(list(key.default) if key.type is tuple else key.default)
    return str(key.default).lower() if key.type is bool else repr(key.default)


def test_the_table_of_the_page_is_that_of_the_settings() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \| (.*) \|$", PAGE, re.M)
    assert rows == [(key.name, shown(key), key.about) for key in keys()]


def test_the_defaults_of_the_page_are_a_configuration(tmp_path: Path) -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.*?)` \|", PAGE, re.M)
    (tmp_path / "serve.toml").write_text("\n".join(f"{name} = {value}" for name, value in rows))
    assert load(tmp_path / "serve.toml") == ServiceSettings()


def test_the_file_to_start_from_is_a_configuration() -> None:
    assert load(DEPLOY / "serve.toml").drain_seconds == 60


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_what_is_deployed_with_names_keys_there_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    known = {key.variable for key in keys()}
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", text)) <= known
    assert path.name in PAGE


def test_the_values_of_the_manifest_are_valid_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
    deployment = documents[0]["spec"]["template"]["spec"]
    (container,) = deployment["containers"]
    given = {one["name"]: one["value"] for one in container["env"] if "value" in one}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = load()
    ends = settings.drain_delay + settings.drain_seconds
    assert deployment["terminationGracePeriodSeconds"] > ends
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"


def test_the_unit_gives_the_service_time_to_end() -> None:
    unit = (DEPLOY / "summarize.service").read_text(encoding="utf-8")
    settings = tomllib.loads((DEPLOY / "serve.toml").read_text(encoding="utf-8"))
    (stop,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.M)
    assert int(stop) > settings["drain_delay"] + settings["drain_seconds"]
