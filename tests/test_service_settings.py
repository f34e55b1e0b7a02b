"""The service's configuration: every key from a file, the environment and a flag."""

import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summarize.cli import main
from summarize.errors import ConfigurationError
from summarize.service.app import create_app
from summarize.service.http.auth import Keys, Rate, check_exposure, make_key
from summarize.service.settings import Key, ServiceSettings, keys, load

KEYS = {key.name: key for key in keys()}


@pytest.fixture(autouse=True)
def without_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in keys():
        monkeypatch.delenv(key.variable, raising=False)


WRITTEN: dict[str, Any] = {
    "proxies": "10.0.0.1",
    "root_path": "/x",
    "models": ("seq2seq:model=a", "seq2seq:model=b"),
}


def another(key: Key) -> Any:
    """A value that is not the default."""
    return (
        WRITTEN.get(key.name)
        or {
            bool: not key.default,
            int: key.default + 7 if key.type is int else 0,
            float: key.default + 0.5 if key.type is float else 0,
            str: "x",
            tuple: ("a", "b"),
        }[key.type]
    )


def written(value: Any) -> str:
    if isinstance(value, tuple):
        return str(list(value))
    return str(value).lower() if isinstance(value, bool) else repr(value)


@pytest.mark.parametrize("name", KEYS)
def test_a_setting_is_taken_from_the_file_the_environment_and_a_flag(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, value = KEYS[name], another(KEYS[name])
    file = tmp_path / "serve.toml"
    for head in ("", "[serve]\n"):
        file.write_text(f"{head}{name.replace('_', '-')} = {written(value)}\n")
        assert getattr(load(file), name) == value
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    assert getattr(load(**{name: value}), name) == value
    monkeypatch.setenv(key.variable, text)
    assert getattr(load(), name) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"port": 70_000}, "port: 70000 must be less than or equal to 65535"),
        ({"idle_seconds": float("inf")}, "idle_seconds: inf must be a finite number"),
        ({"drain_seconds": float("nan")}, "drain_seconds: nan must be a finite number"),
        ({"models": ("nonsense",)}, "models: 'nonsense': write seq2seq:model=NAME"),
        ({"proxies": "nonsense"}, "proxies: 'nonsense' is not an address"),
        ({"root_path": "abc"}, "root_path: 'abc': write it like /summarize"),
    ],
)
def test_a_value_of_no_use_is_refused_and_named(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        ServiceSettings(**given)


@pytest.mark.parametrize(
    "given", [{"rate": "0/minute"}, {"rate": "5/minute;9/hour"}, {"keys": "x"}]
)
def test_an_application_is_not_made_with_a_key_or_rate_that_is_none(given: dict[str, Any]) -> None:
    values: dict[str, Any] = {n: (v,) if n == "keys" else v for n, v in given.items()}
    settings = ServiceSettings(**values)
    with pytest.raises(ConfigurationError, match=next(iter(given))):
        create_app(settings)


def test_settings_above_the_table_apply_too_and_other_names_there_are_ignored(
    tmp_path: Path,
) -> None:
    file = tmp_path / "all.toml"
    file.write_text('length = "short"\nqueue = 3\nworkers = 1\n[serve]\nworkers = 2\n')
    found = load(file)
    assert (found.queue, found.workers) == (3, 2)
    file.write_text("serve = 3\n")
    with pytest.raises(ConfigurationError, match=r"\[serve\] must be a table"):
        load(file)


def test_flags_override_the_environment_which_overrides_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "serve.toml"
    file.write_text("port = 1\nqueue = 2\nworkers = 3")
    monkeypatch.setenv("SUMMARIZE_SERVE_PORT", "11")
    monkeypatch.setenv("SUMMARIZE_SERVE_QUEUE", "12")
    found = load(file, port=21, workers=None)
    assert (found.port, found.queue, found.workers) == (21, 12, 3)


def test_a_whole_number_will_do_for_seconds(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("deadline = 5")
    assert load(tmp_path / "a.toml").deadline == 5.0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("que = 1", "unknown setting 'que'; the settings are: batch_size"),
        ("queue = 'many'", "queue: 'many' must be a valid integer"),
        ("keys = [1]", "keys: 1 must be a valid string"),
        ("urls = 7", "urls: 7 must be a valid boolean"),
        ("queue = 0", "queue: 0 must be greater than or equal to 1"),
        ("queue =", "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.toml").write_text(content)
    with pytest.raises(ConfigurationError, match=message):
        load(tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("SUMMARIZE_SERVE_QEUE", "1", "unknown setting"),
        ("SUMMARIZE_SERVE_QUEUE", "many", "'many' must be a valid integer"),
        ("SUMMARIZE_SERVE_URLS", "perhaps", "'perhaps' must be a valid boolean"),
        ("SUMMARIZE_SERVE_DEADLINE", "0", "greater than or equal to 0.01"),
    ],
)
def test_an_invalid_variable_is_an_error(
    variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=message):
        load()


def test_every_key_is_explained() -> None:
    assert all(key.about and not key.about.endswith(".") for key in keys())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_is_served_without_a_key(host: str) -> None:
    check_exposure(ServiceSettings(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_beyond_it_a_key_is_needed_or_a_word(host: str) -> None:
    with pytest.raises(ConfigurationError, match="no API key is set"):
        check_exposure(ServiceSettings(host=host))
    check_exposure(ServiceSettings(host=host, no_auth=True))
    check_exposure(ServiceSettings(host=host, keys=(make_key("a").entry,)))


def test_a_key_is_known_by_its_hash_alone() -> None:
    one, other = make_key("one"), make_key("other")
    known = Keys([one.entry, other.entry])
    assert known.owner(one.secret) == "one"
    assert known.owner(other.secret) == "other"
    assert known.owner("") is known.owner(one.entry) is known.owner(f"{one.secret} ") is None
    assert one.secret not in one.entry
    assert not Keys([])


def test_the_command_makes_a_key_and_its_entry() -> None:
    done = CliRunner().invoke(main, ["serve", "--make-key", "press"])
    assert done.exit_code == 0
    secret, entry = done.stdout.split("\n")[1].strip(), done.stdout.split('"')[1]
    assert Keys([entry]).owner(secret) == "press"


def test_without_its_extra_the_command_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "limits", None)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 1
    assert "pip install '.[serve]'" in done.stderr


def test_the_help_lists_every_key() -> None:
    shown = CliRunner().invoke(main, ["serve", "--help"]).stdout
    assert all(f"  {key.name} " in shown for key in keys())


@pytest.mark.parametrize("entry", ["", "name", "name:abc", ":" + "0" * 64, "name:" + "g" * 64])
def test_an_entry_that_is_no_key_is_an_error(entry: str) -> None:
    with pytest.raises(ConfigurationError, match="as --make-key prints it"):
        Keys([entry])


@pytest.mark.parametrize("name", ["", "a b", "ü", "a:b", "-"])
def test_a_name_that_would_not_stand_in_an_entry_is_an_error(name: str) -> None:
    with pytest.raises(ConfigurationError, match="letters, digits"):
        make_key(name)


def test_everyone_has_a_rate_of_their_own() -> None:
    rate = Rate("2/hour")
    assert [rate.acquire(who) > 0 for who in "aaab"] == [False, False, True, False]
    assert Rate("").acquire("a") == 0


def test_a_rate_that_is_none_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match="write it like 1200/minute"):
        Rate("fast")
