"""RTF, LaTeX and wikitext: their prose is read, their markup is not."""

import time

import pytest

from summarize.errors import InputError
from summarize.reading import read_bytes

RTF = [
    (r"{\rtf1\ansi The {\b old} path.\par It is caf\'e9.}", "The old path.\n\nIt is café."),
    (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\header Page 1}The path closes.}", "The path closes."),
    (r"{\rtf1\ansi\uc1 \u8222?Nein\u8220? \u-10179?\u-8704?}", "„Nein“ \U0001f600"),
    (r"{\rtf1\ansi\ansicpg1251 \'cc\'ee\'f1\'f2}", "Мост"),
    (r"{\rtf1 Shown{\v , hidden}{\strike , struck}{\deleted , gone}.}", "Shown."),
    (r"{\rtf1 a{\footnote A note.} b{\*\unknown c} \{d\}}", "a b {d}"),
    (r"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt the link}} stays}", "the link stays"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), RTF)
@pytest.mark.parametrize("name", ["a.rtf", "-"])
def test_the_text_of_rtf_is_read(given: str, wanted: str, name: str) -> None:
    assert read_bytes(given.encode("ascii"), name).text == wanted


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="damaged RTF"):
        read_bytes(b"{\\rtf1 " + b"{" * 1000, "a.rtf")


LATEX = [
    (r"The path~\cite{a} closes.\footnote{Minutes.}", "The path closes."),
    (r"It is \emph{very \textbf{old}}, see Section~\ref{x}.", "It is very old, see Section …."),
    ("The path closes. % not yet\nIt is 5\\% longer.", "The path closes. It is 5% longer."),
    (r"Caf\'e, Stra{\ss}e, \"{o}l, na\"\i ve, \c{c}a --- ``so''.",
     "Café, Straße, öl, naïve, ça — “so”."),
    (r"A\begin{equation}x^2\end{equation}B \[y\] \href{http://x}{link}", "A\n\nB link"),
    (r"\section{Vote}\label{v} The path closes.", "## Vote\n\nThe path closes."),
    (r"\begin{itemize}\item one \item two\end{itemize}", "- one\n- two"),
    (r"x\begin{figure}\caption{c}\end{figure}y", "x\n\ny"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), LATEX)
@pytest.mark.parametrize("name", ["a.tex", "-"])
def test_the_prose_of_latex_is_read(given: str, wanted: str, name: str) -> None:
    page = (
        f"\\documentclass{{article}}\n\\title{{Walls}}\n\\begin{{document}}{given}\\end{{document}}"
    )
    read = read_bytes(page.encode(), name)
    assert read.title == "Walls"
    body = read.text.removeprefix("# Walls\n\n")
    assert " ".join(body.split()) == " ".join(wanted.split())
    assert body.count("\n\n") == wanted.count("\n\n")


WIKI = [
    ("The [[quay|old quay]] is a '\'\'wall\'\'\'.<ref>Minutes.</ref>", "The old quay is a wall."),
    ("It is {{convert|2|km|{{x}}}} long.", "It is  long."),
    ("[[File:A.jpg|thumb|The [[quay]] in May]]\nIt closed.", "It closed."),
    ("{| class=x\n! a\n|-\n| b\n|}\nIt closed.", "It closed."),
    ("== Vote ==\nIt closed.\n\n== References ==\n{{reflist}}\n[[Category:Walls]]",
     "## Vote\n\nIt closed."),
    ("* one\n* [https://x.org two]", "- one\n- two"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), WIKI)
def test_the_prose_of_wikitext_is_read(given: str, wanted: str) -> None:
    assert read_bytes(given.encode(), "a.wiki").text == wanted


def test_wikitext_is_known_by_its_markup() -> None:
    page = "{{Box}}\n'''The wall''' of [[Port Ellis]] is old.<ref>a</ref>\n\n== Now ==\nIt closed."
    wanted = "The wall of Port Ellis is old.\n\n## Now\n\nIt closed."
    assert read_bytes(page.encode(), "-").text == wanted
    prose = "The array a[[1]] is {{x}}, he said."
    assert read_bytes(prose.encode(), "-").text == prose


HOSTILE = {
    "a.tex": r"\documentclass{a}\begin{document}" + r"\begin{figure}" * 9_000,
    "b.tex": r"\documentclass{a}x" + r"\[" * 20_000,
    "c.tex": "x" + " " * 60_000 + "x",
    "a.wiki": "x<ref>" * 10_000,
    "b.wiki": "x\n{|\n" * 10_000,
    "c.wiki": "x{{[[" * 10_000,
    "d.wiki": "x\n== " + " " * 60_000 + "x",
    "a.rtf": r"{\rtf1 " + r"{\b x}" * 10_000 + "}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_without_end_is_read_in_proportional_time(name: str) -> None:
    start = time.process_time()
    try:
        read_bytes(HOSTILE[name].encode(), name)
    except InputError:
        assert name == "a.tex"  # all of it is an unfinished figure
    assert time.process_time() - start < 3
