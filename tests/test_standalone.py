"""Sentences that make no sense away from those beside them."""

import pytest

from summarize import summarize
from summarize.document import Document
from summarize.methods.standalone.quotations import fragments, mended

# Each line: sentences parted by " | "; those in ⟨⟩ do not stand alone.
CASES = """
“We all wait here,” Lee said. | ⟨“It is about ice. | It is about crews.”⟩ | It rains in May.
⟨The “You did it! | No, you did!” debate goes on.⟩
Ann Lee said: “I would certainly hope so. | ⟨I really would.”⟩ | She went home on Monday.
⟨"Join us in the streets!⟩ | Stop the tunnel and its endless cost," the organizers said in May.
⟨"All is well. | All of this," the deputy said on Monday.⟩
⟨“Of course not,” he said.⟩ | He left for the town hall.
He said "no" to "yes", and then ("so") he left. | The bridge is open.
⟨| Photo by Ann Lee of the old bridge.⟩ | ⟨Lee said.⟩ | The bridge is open.
⟨(AP Photo/Ann Lee)⟩ | The bridge is open (to cars).
⟨(RELATED: The town mends its bridge).⟩ | ⟨The town mends its bridge Read more⟩
⟨Read or Share this story.⟩ | The bridge is open.
⟨Also read: The town mends its bridge.⟩ | (The bridge is open.)
“So we all have to go,” he said. | “The ice is thin.” | The pilots agree with that.
"""


@pytest.mark.parametrize("line", [line for line in CASES.splitlines() if line])
def test_what_is_within_a_quotation_or_a_scrap_does_not_stand_alone(line: str) -> None:
    plain = line.replace("⟨", "").replace("⟩", "")
    document = Document.from_text(plain.replace(" | ", " "), language="en")
    wanted = [
        sentence.text
        for sentence in document.sentences
        if any(sentence.text in torn.partition("⟩")[0].replace(" | ", " ")
               for torn in line.split("⟨")[1:])
    ]  # fmt: skip
    found = fragments(document.sentences)
    assert [s.text for i, s in enumerate(document.sentences) if i in found] == wanted


def test_a_forgotten_mark_does_not_tear_the_rest_of_the_article() -> None:
    text = "“We wait for the ice, Lee said. " + "The bridge is open to all. " * 20
    found = fragments(Document.from_text(text, language="en").sentences)
    assert len(found) < 12
    paragraphs = "“We wait for the ice, Lee said.\n\n" + "The bridge is open to all.\n\n" * 20
    assert len(fragments(Document.from_text(paragraphs, language="en").sentences)) == 1


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Lee said: “I hope so.", "Lee said: “I hope so.”"),
        ("Stop the tunnel,” Lee said.", "“Stop the tunnel,” Lee said."),
        ('Stop the tunnel," Lee said.', '"Stop the tunnel," Lee said.'),
        ('Lee said: "I hope so.', 'Lee said: "I hope so."'),
        ("— the ice is thin.", "The ice is thin."),
        ("Nothing is quoted.", "Nothing is quoted."),
    ],
)
def test_the_mark_that_is_missing_is_put(text: str, whole: str) -> None:
    assert mended(text) == whole


def test_a_summary_gives_no_words_that_nobody_says() -> None:
    article = (
        "The port of Selwick will close in May, the council said on Monday. “It is about the ice."
        " It is about the crews of the port of Selwick and the council. The port will lose the"
        " crews in May.” The union head Carla Nims told the dockers that the closing of the port"
        " in May was a mistake. The council will vote again on the port of Selwick on Friday."
    )
    for length in ("short", "bullets"):
        made = summarize(article, summarizer="abstractive", length=length)
        assert "about the" not in made.text
        assert "lose the crews" not in made.text
