"""The page of an evaluation: everything in it, nothing fetched, nothing executed."""

import csv
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import unquote

import pytest

from summarize.evaluation.harness import EvaluateOptions, evaluate
from summarize.evaluation.reports.charts import Point, Strip, scatter, strips
from summarize.evaluation.reports.page import report
from summarize.evaluation.reports.table import table
from summarize.evaluation.results import Evaluation

CSV_LINK = r'download="([^"]+)" href="data:text/csv;charset=utf-8,([^"]+)"'

ROWS: list[Mapping[str, object]] = [
    {
        "id": f"<b>{place}</b>",
        "article": f"The {place} reopened on Monday after a year of repairs & <script>alert(1)"
        f"</script>. Engineers replaced forty beams of the {place}. The town paid {n} million "
        f"euros for it. A gull sat on a lamp. Ferries to the {place} stop in May.",
        "summary": f"The {place} reopened after repairs that cost {n} million euros.",
        "systems": {"made elsewhere": f"The {place} is open again."},
    }
    for n, place in enumerate(
        ("bridge", "library", "station", "quarry", "mill", "theatre", "pier"), 2
    )
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(ROWS, length="1s", options=EvaluateOptions(keep=False, samples=50))


class Page(HTMLParser):
    """Collects elements, addresses, ids and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_system_and_the_signature_are_in_it(evaluation: Evaluation) -> None:
    page = Page(report(evaluation))
    for name in ("textrank", "lead", "random", "oracle", "made elsewhere"):
        assert name in page.text
    assert evaluation.signature in page.text


def test_there_is_a_chart_of_length_time_and_spread_for_each_metric(evaluation: Evaluation) -> None:
    page = Page(report(evaluation, timing=True))
    assert page.tags.count("svg") == 3 * 4
    assert Page(report(evaluation)).tags.count("svg") == 2 * 4, "times only where asked for"
    assert page.tags.count("input") == 4


def test_documents_are_shown_with_article_reference_and_summaries(evaluation: Evaluation) -> None:
    page = Page(report(evaluation))
    assert page.tags.count("details") == 12
    assert "mark" in page.tags
    assert "The bridge reopened after repairs that cost 2 million euros." in page.text


def test_nothing_is_fetched_and_nothing_of_the_data_is_executed(evaluation: Evaluation) -> None:
    html = report(evaluation)
    page = Page(html)
    assert [link[:14] for link in page.links] == ["data:text/csv;"]
    assert page.handlers == []
    assert page.tags.count("script") == 1
    assert "<b>bridge</b>" not in html
    (script,) = re.findall("<script>(.*?)</script>", html, re.S)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in html


def test_the_same_evaluation_gives_the_same_page(evaluation: Evaluation) -> None:
    assert report(evaluation) == report(evaluation)


def test_labels_do_not_cover_each_other() -> None:
    crowd = [Point(f"system {n}", "summarizer", 10 + n / 10, 40, 39, 41) for n in range(20)]
    drawn = scatter(crowd, title="a crowd", x_label="words")
    boxes = [
        (float(x), float(y), float(x) + 6.6 * len(text))
        for x, y, text in re.findall(r'<text class="\w+" x="([\d.]+)" y="([\d.]+)">(.*?)<', drawn)
    ]
    assert len(boxes) == 20
    for i, (left, y, right) in enumerate(boxes):
        for other_left, other_y, other_right in boxes[i + 1 :]:
            assert right <= other_left or other_right <= left or abs(y - other_y) >= 14
    assert drawn.count("<circle") == drawn.count("<title>system") == 20


@pytest.mark.parametrize("log_x", [False, True])
def test_one_point_alone_has_axes(log_x: bool) -> None:
    drawn = scatter([Point("one", "floor", 3, 0, 0, 0)], title="t", x_label="x", log_x=log_x)
    assert "nan" not in drawn
    assert 'class="floor"' in drawn


def test_strips_show_long_names_whole() -> None:
    name = "textrank:damping=0.9,window=12 with a very long name of its own"
    drawn = strips([Strip(name, "stored", (1.0, 2.0))], title="t")
    assert f"{name}: median 2.0" in drawn
    assert f">{name}</text>" in drawn


def test_the_table_can_be_downloaded_as_csv(evaluation: Evaluation) -> None:
    link = re.search(CSV_LINK, report(evaluation))
    assert link
    rows = [*csv.DictReader(StringIO(unquote(link[2])))]
    assert [row["system"] for row in rows] == [*evaluation.systems]
    assert "seconds" not in rows[0]


def test_colors_have_a_key(evaluation: Evaluation) -> None:
    text = Page(report(evaluation)).text
    for label in ("summarizers", "summaries from elsewhere", "floors and ceiling"):
        assert label in text


def test_an_evaluation_prints_as_its_table(evaluation: Evaluation) -> None:
    assert str(evaluation) == table(evaluation)
    assert "textrank" in str(evaluation)
