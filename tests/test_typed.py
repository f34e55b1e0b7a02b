"""What a newcomer types, right, mistyped and in other tools' words, and what is answered."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarize.cli import main

TEXT = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs of the bridge.\n\n"
    "Ferries that carried commuters across the harbour stop in May.\n\n"
    "A ticket for the ferry costs four euros on weekdays.\n\n"
    "Shops on the quay hope for more visitors in the summer.\n"
)
PAGE = f"<html><body><article>{TEXT}</article></body></html>"

Command = Callable[[str], Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Types a line, in a folder with a few articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "nothing.txt").touch()
    (tmp_path / "blob.bin").write_bytes(bytes(range(256)) * 8)
    for name in ("a", "b"):
        (tmp_path / "articles" / f"{name}.txt").write_text(TEXT, encoding="utf-8")

    def run(line: str) -> Result:
        arguments = [word.strip("'\"") for word in re.findall(r"'[^']*'|\"[^\"]*\"|\S+", line)]
        return CliRunner().invoke(main, arguments, input=TEXT, prog_name="summarize")

    return run


def sentences(shown: str) -> int:
    return len(re.findall(r"\.(?:\s|$)", shown))


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("-l 3 bridge.txt", 3),
        ("-l 3s bridge.txt", 3),
        ("-l '3 sentences' bridge.txt", 3),
        ("-l '1 sentence' bridge.txt", 1),
        ("-l 3-sentences bridge.txt", 3),
        ("--length=3 bridge.txt", 3),
        ("bridge.txt -l 3", 3),
        ("-n 3 bridge.txt", 3),
        ("--sentences 3 bridge.txt", 3),
        ("--num-sentences 3 bridge.txt", 3),
        ("--sentences-count=3 bridge.txt", 3),
        ("-l '12 words' bridge.txt", 1),
        ("-l 12w bridge.txt", 1),
        ("--words 12 bridge.txt", 1),
        ("--max-words 12 bridge.txt", 1),
        ("-l tldr bridge.txt", 2),
        ("-l TLDR bridge.txt", 2),
        ("-l Short bridge.txt", 2),
        ("-l 20% bridge.txt", 1),
        ("-l '20 percent' bridge.txt", 1),
        ("-l 70c bridge.txt", 1),
        ("-l '70 characters' bridge.txt", 1),
        ("-l 2 < bridge.txt".replace("< bridge.txt", ""), 2),
        ("-l 2 -", 2),
        ("-s lsa -n 2 bridge.txt", 2),
        ("-s LexRank -n 2 bridge.txt", 2),
        ("-s text-rank -n 2 bridge.txt", 2),
        ("-s text_rank -n 2 bridge.txt", 2),
        ("-s SumBasic -n 2 bridge.txt", 2),
        ("-s sumy-lexrank -n 2 bridge.txt", 2),
        ("-s textrank:damping=0.9 -n 2 bridge.txt", 2),
        ("--method lexrank -n 2 bridge.txt", 2),
        ("--algorithm=lsa -n 2 bridge.txt", 2),
        ("--model lexrank -n 2 bridge.txt", 2),
        ("-m lexrank -n 2 bridge.txt", 2),
        ("--language english -n 2 bridge.txt", 2),
        ("--language English -n 2 bridge.txt", 2),
        ("--language en-US -n 2 bridge.txt", 2),
        ("--lang en -n 2 bridge.txt", 2),
        ("-n 1 page.html", 1),
        ("-n 1 -f txt bridge.txt", 1),
        ("-n 1 -f TEXT bridge.txt", 1),
        ("-n 1 --focus 'what does a ticket cost?' bridge.txt", 1),
        ("-n 1 --question 'what does a ticket cost?' bridge.txt", 1),
        ("-n 1 --no-color bridge.txt", 1),
        ("-n 1 -q bridge.txt", 1),
        ("-n 1 --timeout 5 bridge.txt", 1),
        ("-l 'three sentences' bridge.txt", 3),
        ("-l 'a sentence' bridge.txt", 1),
        ("-l 'one paragraph' bridge.txt", 5),
        ("-l brief bridge.txt", 2),
        ("-l '~12 words' bridge.txt", 1),
        ("-l 'about 12 words' bridge.txt", 1),
        ("-l '5-12 words' bridge.txt", 1),
        ("-l 1/4 bridge.txt", 1),
        ("-l 0.25 bridge.txt", 1),
        ("bridge.txt --num_sentences 2", 2),
        ("bridge.txt --word_count 12", 1),
        ("bridge.txt -n=2", 2),
        ("bridge.txt -n2", 2),
        ("bridge.txt -l2", 2),
        ("--top 3 bridge.txt", 3),
        ("-k 3 bridge.txt", 3),
        ("-n 1 -f plaintext bridge.txt", 1),
        ("-n 1 -t markdown bridge.txt", 1),
        ("-n 1 --language eng bridge.txt", 1),
        ("-n 1 --language Deutsch bridge.txt", 1),
        ("--engine lsa -n 1 bridge.txt", 1),
        ("--size short bridge.txt", 2),
        ("--summary-length short bridge.txt", 2),
        ("--sentence 3 bridge.txt", 3),
    ],
)
def test_it_is_understood(command: Command, line: str, count: int) -> None:
    done = command(line)
    assert done.exit_code == 0, done.stderr
    assert sentences(done.stdout) == count


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("-f md -l '3 bullets' bridge.txt", r"(- .*\n){3}"),
        ("-f markdown -l bullets bridge.txt", r"- "),
        ("-f json -n 1 bridge.txt", r'"schema": 1'),
        ("--json -n 1 bridge.txt", r'"schema": 1'),
        ("-f ndjson -n 1 bridge.txt", r'^\{"source"'),
        ("-f htm -n 1 bridge.txt", r"<!doctype html>"),
        ("-l 5-bullets bridge.txt", r"(• .*\n){5}"),
        ("-n 1 articles", r"==> articles/a.txt <==\n.*\n\n==> articles/b.txt <=="),
        ("-n 1 articles/", r"==> articles/b.txt <=="),
        ("-n 1 'articles/*.txt'", r"==> articles/b.txt <=="),
        ("-n 1 '**/a.txt'", r"^The|^Ferries|^Engineers"),
        ("--keywords -n 1 bridge.txt", r"Keywords: bridge"),
        ("--combine -n 2 articles", r"\[1\] \[2\]"),
        ("help", r"Usage: summarize"),
        ("help compare", r"Usage: summarize compare"),
        ("--help", r"Examples:"),
        ("-h", r"--focus"),
        ("version", r"summarize, version"),
        ("-V", r"summarize, version"),
        ("list", r"textrank"),
        ("list --json", r'"name": "textrank"'),
        ("config", r"length +medium +default"),
        ("man", r"\.TH SUMMARIZE 1"),
        ("completion bash", r"_SUMMARIZE_COMPLETE"),
        ("-l 'a tweet' bridge.txt", r"^The harbour bridge"),
        ("--tags -n 1 bridge.txt", r"Keywords: bridge"),
        ("compare -m lsa -l 1 bridge.txt", r"lsa: \d+ words"),
        ("compare --method lsa -l 1 bridge.txt", r"lsa: \d+ words"),
        ("-?", r"Usage: summarize"),
    ],
)
def test_it_shows_what_is_wanted(command: Command, line: str, shown: str) -> None:
    done = command(line)
    assert done.exit_code == 0, done.stderr
    assert re.search(shown, done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("--lenght 3 bridge.txt", "No such option: --lenght. Did you mean --length?"),
        ("--sumarizer lsa bridge.txt", "Did you mean --summarizer?"),
        ("--foo bridge.txt", "No such option: --foo. (see"),
        ("--ratio 0.2 bridge.txt", "a share is a length: --length 20%"),
        ("--url https://example.com", "give the address itself"),
        ("--file bridge.txt", "give the path itself: summarize article.txt"),
        ("--short bridge.txt", "it is a length: --length short"),
        ("-l shrt bridge.txt", "'shrt' is not a length. Did you mean short?"),
        ("-l bullet bridge.txt", "Did you mean bullets?"),
        ("-l 150% bridge.txt", "is more than the whole text"),
        ("-l 0 bridge.txt", "'0' is not a length"),
        ("-l -3 bridge.txt", "'-3' is not a length"),
        ("-l 3 -n 2 bridge.txt", "give one of --length, --sentences and --words"),
        ("-l", "Option '-l' requires an argument"),
        ("-s textrnk bridge.txt", "there is no summarizer 'textrnk'. Did you mean textrank?"),
        ("-s gpt-4o bridge.txt", "A chat model is written chat:model=NAME"),
        ("-s textrank,lsa bridge.txt", "summarize compare -s textrank,lsa FILE"),
        ("-s textrank:dampin=0.9 bridge.txt", "option 'dampin' does not exist. Did you mean"),
        ("-s textrank:damping=high bridge.txt", "option 'damping' cannot be 'high'"),
        ("-s facebook/bart-large-cnn bridge.txt", "summarize models fetch facebook/bart-large-cnn"),
        ("-f yaml bridge.txt", "there is no format 'yaml'. There are: text"),
        ("-f jsn bridge.txt", "Did you mean json?"),
        ("--language klingon bridge.txt", "'klingon' is not a language we know"),
        ("--faithful no bridge.txt", "'no' is not one of 'off', 'flag', 'repair'"),
        ("evalute data.jsonl", "Did you mean `summarize evaluate data.jsonl`?"),
        ("comapre bridge.txt", "Did you mean `summarize compare bridge.txt`?"),
        ("bridge.txt compare", "compare is a command: it goes first"),
        ("summarize bridge.txt", "the command is its own name: summarize bridge.txt"),
        ("brigde.txt", "did you mean bridge.txt?"),
        ("www.example.com", "for the page write https://www.example.com"),
        ("ftp://example.com/a.txt", "ftp:// is not read"),
        ("'nothing/*.txt'", "matches no file"),
        ("empty", "is a folder without files"),
        ("help nonsense nowhere.txt", ""),
        ("--combine --server http://localhost:8000 bridge.txt", "--combine does not go with"),
        ("compare -s textrnk bridge.txt", "Did you mean textrank?"),
        ("models lst", "No such command 'lst'"),
        ("completion powershell", "'powershell' is not one of 'bash', 'zsh', 'fish'"),
        ("config nonsense", "there is no command 'nonsense'"),
        ("lsa --length=3 bridge.txt", "lsa is a summarizer: summarize -s sumy-lsa bridge.txt"),
        ("extract bridge.txt", "summarize --extract bridge.txt"),
        ("keywords bridge.txt", "summarize --keywords bridge.txt"),
        ("chat bridge.txt", "summarize -s chat:model=NAME bridge.txt"),
        ("summarise bridge.txt", "the command is its own name: summarize bridge.txt"),
        ("-r html bridge.txt", "recognized by its content: leave it out"),
        ("--prompt 'be short' bridge.txt", "--focus 'what does it cost?'"),
        ("--temperature 0.2 bridge.txt", "-s chat:model=NAME,temperature=0.2"),
        ("--max_length 100 bridge.txt", "give a length: --length 100w"),
        ("--max-tokens 100 bridge.txt", "give a length: --length 100w"),
        ("--abstractive bridge.txt", "it is a summarizer: --summarizer abstractive"),
        ("--bullet-points bridge.txt", "bullets are a length: --length bullets"),
        ("--title bridge.txt", "a headline is a length: --length headline"),
        ("--debug bridge.txt", "--verbose"),
        ("--youtube bridge.txt", "give a transcript or subtitles as FILE"),
        ("--file_path bridge.txt", "give the path itself: summarize article.txt"),
        ("--list", "summarize list"),
        ("--verison", "Did you mean --version?"),
        ("compare --all bridge.txt", "all are compared by default"),
        ("example.com/news.html", "for the page write https://example.com/news.html"),
        ("youtube.com/watch?v=abc", "for the page write https://youtube.com/watch?v=abc"),
        ("~/nowhere/bridge.txt", "there is no folder"),
        ("'C:\\Users\\me\\bridge.txt'", "there is no such file"),
        ("-n three bridge.txt", "'three' is not a whole number: write 3"),
        ("-n 0 bridge.txt", "0 is too few: write 1 or more"),
        ("--words none bridge.txt", "'none' is not a whole number"),
        ("--bullet bridge.txt", "bullets are a length: --length bullets"),
        ("--points 5 bridge.txt", "--length '5 bullets'"),
        ("--paragraphs 2 bridge.txt", "--length long"),
        ("--chars 200 bridge.txt", "--length 280c"),
        ("--limit 100 bridge.txt", "--length 100w"),
        ("--style bullets bridge.txt", "--length bullets"),
        ("--type extractive bridge.txt", "--summarizer textrank"),
        ("--ai bridge.txt", "--summarizer chat:model=NAME"),
        ("--llm bridge.txt", "--summarizer chat:model=NAME"),
        ("--lex-rank bridge.txt", "it is a summarizer: --summarizer lexrank"),
        ("--recursive articles", "summarize 'articles/**/*.txt'"),
        ("-R articles", "summarize 'articles/**/*.txt'"),
        ("--dir articles", "give the folder itself: summarize articles/"),
        ("-s pegasus bridge.txt", "seq2seq:model=NAME"),
        ("nothing.txt", "holds no text"),
        ("blob.bin", "not a text"),
        ("articles/a", "there is no such file"),
        ("bridge.txt -o bridge.txt", "is an input: it would be overwritten"),
        ("-l 500% bridge.txt", "is more than the whole text"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_type(command: Command, line: str, answer: str) -> None:
    done = command(line)
    if not answer:
        assert "Usage" in done.stdout
        return
    assert done.exit_code in (1, 2)
    assert answer in done.stderr
    assert done.stderr.count("\n") == 1, "one line"
    assert not done.stdout


def test_the_source_of_a_setting_is_told(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "summarize"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('length = "long"\n', encoding="utf-8")
    assert re.search(r"length +long +configuration file", command("config").stdout)


def test_verbose_says_how_it_was_read(command: Command) -> None:
    done = command("-v -n 1 bridge.txt")
    assert "6 sentences, 64 words, language en" in done.stderr


def test_no_file_of_the_repository_is_named_in_the_help(command: Command) -> None:
    for line in ("--help", "compare --help", "serve --help", "check --help", "corpus --help"):
        assert "docs/" not in command(line).stdout


@pytest.mark.parametrize("target", ["", "-o shown.html"])
def test_open_shows_a_page_with_the_sources_marked(
    command: Command, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    done = command(f"--open -n 1 {target} bridge.txt".replace("  ", " "))
    assert (done.exit_code, done.stdout) == (0, "")
    (path,) = map(Path, opened)
    assert path.is_absolute()
    assert path.name == ("shown.html" if target else "summary.html")
    assert '<mark id="s1">' in path.read_text(encoding="utf-8")
