"""BibTeX for what an evaluation used: this package, ROUGE, the summarizers and the tests."""

from collections.abc import Iterator, Mapping

from summarize._version import __version__
from summarize.evaluation.results import Evaluation
from summarize.registry import name_of

__all__ = ["bibtex"]

_ROUGE = """@inproceedings{lin-2004-rouge,
  title = {{ROUGE}: A Package for Automatic Evaluation of Summaries},
  author = {Lin, Chin-Yew},
  booktitle = {Text Summarization Branches Out},
  pages = {74--81},
  year = {2004}
}"""

_HOLM = """@article{holm-1979-simple,
  title = {A Simple Sequentially Rejective Multiple Test Procedure},
  author = {Holm, Sture},
  journal = {Scandinavian Journal of Statistics},
  volume = {6},
  number = {2},
  pages = {65--70},
  year = {1979}
}"""

_TEXTRANK = """@inproceedings{mihalcea-tarau-2004-textrank,
  title = {{TextRank}: Bringing Order into Text},
  author = {Mihalcea, Rada and Tarau, Paul},
  booktitle = {Proceedings of EMNLP 2004},
  pages = {404--411},
  year = {2004}
}"""

_LEXRANK = """@article{erkan-radev-2004-lexrank,
  title = {{LexRank}: Graph-based Lexical Centrality as Salience in Text Summarization},
  author = {Erkan, G{\\"u}ne{\\c s} and Radev, Dragomir R.},
  journal = {Journal of Artificial Intelligence Research},
  volume = {22},
  pages = {457--479},
  year = {2004}
}"""

_ORACLE = """@inproceedings{nallapati-etal-2017-summarunner,
  title = {{SummaRuNNer}: A Recurrent Neural Network Based Sequence Model for Extractive
           Summarization of Documents},
  author = {Nallapati, Ramesh and Zhai, Feifei and Zhou, Bowen},
  booktitle = {Proceedings of AAAI 2017},
  pages = {3075--3081},
  year = {2017}
}"""

_SYSTEMS: Mapping[str, str] = {
    "textrank": _TEXTRANK,
    "sumy-text-rank": _TEXTRANK,
    "lexrank": _LEXRANK,
    "sumy-lex-rank": _LEXRANK,
    "oracle": _ORACLE,
}


def bibtex(evaluation: Evaluation) -> str:
    """Return the BibTeX entries for an evaluation, each once, a blank line between them."""
    return "\n\n".join(dict.fromkeys(_entries(evaluation)))


def _entries(evaluation: Evaluation) -> Iterator[str]:
    yield (
        "@software{summarize,\n"
        "  title = {summarize: summaries with their evidence},\n"
        f"  version = {{{__version__}}},\n"
        f"  note = {{Scores: \\texttt{{{evaluation.signature.replace('_', chr(92) + '_')}}}}}\n"
        "}"
    )
    yield from (_ROUGE, _HOLM)
    for system in evaluation.systems.values():
        if (entry := _SYSTEMS.get(name_of(system.spec))) is not None:
            yield entry
