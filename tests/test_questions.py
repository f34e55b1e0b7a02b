"""Questions and answers: no question alone, no short answer without its question."""

import pytest

from summarize.document import Document

FAQ = [("When does it close?", "On 1 April."), ("How long?", "Eight months. Parts open earlier.")]


@pytest.mark.parametrize(
    ("asks", "answers"), [("Q: ", "A: "), ("F: ", "A: "), ("", ""), ("### ", "")]
)
def test_a_short_answer_begins_with_its_question(asks: str, answers: str) -> None:
    text = "\n\n".join(f"{asks}{question}\n\n{answers}{answer}" for question, answer in FAQ)
    sentences = [" ".join(s.text.split()) for s in Document.from_text(text).sentences]
    asks = asks.removeprefix("### ")
    assert sentences == [
        f"{asks}When does it close? {answers}On 1 April.",
        f"{asks}How long? {answers}Eight months.",
        "Parts open earlier.",
    ]


def test_a_question_above_an_answer_that_says_it_again_is_a_heading() -> None:
    answer = "The path closes on the first of April because waves have washed out the ground."
    asked = ["When does the path close?", "Why will the path close?"]
    text = "\n\n".join(f"{question}\n\n{answer}" for question in asked)
    document = Document.from_text(text)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"] * 2
    assert {sentence.text for sentence in document.sentences} == {answer}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Why did you sell?", "Because the roof alone costs more than the town takes in a year."),
        (
            "Was there no other buyer?",
            "There was one, a hotel, but it wanted to pull down the tower.",
        ),
        ("なぜ売ったのですか？", "屋根だけで町の一年の収入より多くの費用がかかるからです。"),
    ],
)
def test_a_long_answer_that_says_nothing_again_begins_with_its_question(
    question: str, answer: str
) -> None:
    text = f"The mayor on the sale of the house.\n\n{question}\n\n{answer}\n\n" + "\n\n".join(
        f"{question}\n\n{answer}" for question, answer in FAQ
    )
    sentences = [" ".join(s.text.split()) for s in Document.from_text(text).sentences]
    assert f"{question} {answer}" in sentences


def test_a_line_above_the_first_question_is_a_heading() -> None:
    text = "Asked often\n\n" + "\n\n".join(f"{i}. {q}\n{a}" for i, (q, a) in enumerate(FAQ, 1))
    assert Document.from_text(text).blocks[0].kind == "heading"


def test_speakers_of_an_interview_are_known() -> None:
    said = "It carries fifty people on a winter morning, most of them nurses on their way to work."
    text = "\n\n".join(["Bay News: How many people?", f"Nora Lind: {said}"] * 3)
    document = Document.from_text(text)
    speakers = [block.speaker and block.speaker.of(text) for block in document.blocks]
    assert speakers == ["Bay News", "Nora Lind"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "Who pays?\n\nThe town does, the council said on Tuesday, after a long debate.\n\n" * 1
        + "The path closes in April.\n\n" * 9,
        "Photo: A. Bee\n\nPhoto: C. Dee\n\nPhoto: E. Eff\n\nPhoto: G. Aitch",
    ],
)
def test_a_question_now_and_then_makes_no_interview(text: str) -> None:
    blocks = Document.from_text(text).blocks
    assert not any(block.speaker for block in blocks)
    assert [b.text for b in blocks if b.kind == "heading"] in ([], ["Who pays?"])
