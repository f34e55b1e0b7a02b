"""An editor's changes of form, each where it leaves no doubt and none inside a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.methods.abstractive.plain_english import plainly
from summarize.methods.abstractive.rephrasing import antecedent, fused, hangs, named, recast

NAMES = {"Lee", "Trump", "Selwick"}

RECAST = [
    ("“We will see,” said Ann Lee.", "Ann Lee said: “We will see.”"),
    ("“We will see,” said Ann Lee, a judge.", "Ann Lee, a judge, said: “We will see.”"),
    ("“We will see,” the minister said.", "The minister said: “We will see.”"),
    ("The dam will hold, the ministry said.", "The ministry said the dam will hold."),
    ("The dam will hold, according to a report.", "A report said the dam will hold."),
    ("According to a report, the dam will hold.", "A report said the dam will hold."),
    (
        "Trump, a senior official said, plans to stay.",
        "A senior official said Trump plans to stay.",
    ),
    ("The dam doesn't leak and can't break.", "The dam does not leak and cannot break."),
    ("The dam lost 40 percent of its water.", "The dam lost 40% of its water."),
    ("(A study from Oslo found it.)", "A study from Oslo found it."),
]


@pytest.mark.parametrize(("text", "expected"), RECAST)
def test_a_sentence_is_put_as_an_editor_puts_it(text: str, expected: str) -> None:
    assert recast(text, NAMES.__contains__) == expected


ALONE = [
    "“It doesn't leak, and 40 percent of us know,” he thought.",
    "Oddly the dam will hold, Lee said.",  # whether "Oddly" is a name cannot be told
    "A man, Ann Lee said, had come.",
    "Doesn't the dam leak?",
]


@pytest.mark.parametrize("text", ALONE)
def test_what_leaves_a_doubt_or_is_quoted_stays_as_it_is(text: str) -> None:
    assert recast(text, NAMES.__contains__) == text


PLAIN = [
    ("The town sought to obtain it prior to May.", "The town tried to get it before May."),
    ("It met a number of experts.", "It met several experts."),
    ("She is the founder of Ash Line, a mill.", "She is the founder of Ash Line, a mill."),
    ("It met a number of the experts.", "It met a number of the experts."),
    ("Prior to May it met numerous individuals.", "Prior to May it met many people."),
    ("He said “prior to May”.", "He said “prior to May”."),
    ("She called on the old council to act.", "She urged the old council to act."),
    ("It told of the death of Diana Lee, in May.", "It told of Diana Lee's death, in May."),
    ("The people of Wales will vote.", "The people of Wales will vote."),
    ("He came, primed to ask a handful of men.", "He came, ready to ask a few men."),
    ("Ann was scheduled to speak at the age of 90.", "Ann was due to speak at 90."),
    ("It held a meeting with a handful of them.", "It met a handful of them."),
    ("They vowed to subsequently open it.", "They promised to later open it."),
    ("Donors pledged to the fund.", "Donors pledged to the fund."),
    (
        "It obtained a copy that was obtained by a clerk.",
        "It got a copy that was obtained by a clerk.",
    ),
    ("He told the United Nations (UN) of it.", "He told the United Nations (UN) of it."),
    ("He told the United Nations of it.", "He told the UN of it."),
    ("It is pledged to mending the dam.", "It is pledged to mending the dam."),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_long_turns_become_plain_words(text: str, expected: str) -> None:
    assert plainly(text) == expected


@given(st.text())
def test_plain_words_are_plain_already(text: str) -> None:
    assert plainly(plainly(text)) == plainly(text)


def test_two_short_sentences_become_one() -> None:
    joined = fused("The bridge closed.", "The ferry runs.", NAMES.__contains__)
    assert joined == "The bridge closed, and the ferry runs."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The bridge closed.", "“The ferry runs,” he said."),
        ("If it rains, the bridge closes.", "The ferry runs."),
        ("The bridge closed.", "Oddly the ferry runs."),
        ("Did the bridge close?", "The ferry runs."),
    ],
)
def test_a_quotation_a_condition_or_a_question_is_not_joined(first: str, second: str) -> None:
    assert fused(first, second, NAMES.__contains__) is None


HANGS = [
    ("He said the dam would hold.", True),
    ("It also settled a question.", True),
    ("Experts said he was unlikely to change.", True),
    ("Her last film failed, but Ann Lee goes on.", False),
    ("“It will hold,” she added.", True),
    ("“It will hold,” Ann Lee added.", False),
    ("Nor has the dam been mended.", True),
    ("Scraps of them were found.", True),
    ("In his speech, he spoke of trade.", True),
    ("The trio left at noon.", True),
    ("It is clear that the dam will hold.", False),
    ("In his speech, Xi spoke of trade.", False),
    ("Ann Lee said she would stay.", False),
    ("The bridge closed on Sunday.", False),
    ("That has meant bills that paper over it.", True),
    ("That's a sharp difference with May.", True),
    ("Ten of those judges ruled against him.", True),
    ("That is the bet that Ann Lee makes.", False),
    ("That dam has been mended.", False),
    ("This study found cracks in the dam.", False),
]


@pytest.mark.parametrize(("text", "expected"), HANGS)
def test_a_sentence_hangs_on_the_one_before_by_its_pronoun(text: str, expected: bool) -> None:
    assert hangs(text) is expected


BEFORE = [
    ("“We will see,” said Ann Lee, a teacher.", "Ann Lee"),
    ("Dr. Imani Broadwell runs the emergency room.", "Dr. Imani Broadwell"),
    ("Ann Lee told Bo Ek to wait.", None),  # which of the two?
    ("The bridge closed on Sunday.", None),
]


@pytest.mark.parametrize(("before", "name"), BEFORE)
def test_whom_a_pronoun_means_is_told_only_where_it_is_certain(
    before: str, name: str | None
) -> None:
    assert antecedent(before) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left at noon.", "Ann Lee left at noon."),
        ("Her motion failed.", "Ann Lee's motion failed."),
        ("His motion failed.", "Ann Lee's motion failed."),
        ("“It will hold,” she added.", "“It will hold,” Ann Lee added."),
        ("The motion failed.", "The motion failed."),
    ],
)
def test_a_name_takes_the_place_of_the_pronoun(text: str, expected: str) -> None:
    assert named(text, "Ann Lee") == expected
