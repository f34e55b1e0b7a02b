"""What a rewriting may do to its sentence, and how it gets its letters back."""

import pytest

from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.compression import Words, cuts
from summarize.methods.abstractive.headlines.rules import headless
from summarize.methods.abstractive.rewriter import Token, embedded

BRIDGE = (
    "Mr. Li's bridge in Al-Qosh, which opened in 1931, cost $1,260 and will not close on Sunday."
)


def judged(text: str, output: str, *, headline: bool = False) -> str | None:
    """The rewriting as it would stand, or None where it may not."""
    source = alignment.words(embedded().tokens(text))
    pieces = alignment.words([Token(t.piece, 0, 0) for t in embedded().tokens(output.lower())])
    given = [word.text for word in pieces]
    places = alignment.aligned(given, source)
    seen = Words.of(source, text)
    bad = (
        headless(given, places, source, seen, cuts(seen))
        if headline
        else alignment.refused(given, places, source, cuts(seen))
    )
    return None if bad else alignment.restored(given, places, source, text)


STANDS = [
    (BRIDGE, "Mr. Li's bridge in Al-Qosh cost $1,260 and will not close on Sunday."),
    ("The town council voted on Tuesday to mend the old bridge.",
     "The town council voted to mend the old bridge."),
    ("In the end, the NASA team of Dr. Ito found water on Mars.",
     "The NASA team of Dr. Ito found water on Mars."),
    ("The dam, which was built in the war, has cracked.", "The dam has cracked."),
    ("“The Lead With Jake” of the U.S. began on Tuesday night.",
     "“The Lead With Jake” of the U.S. began."),
    ("“It is safe,” said Ann Lee, who built the dam.", "“It is safe,” said Ann Lee."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "output"), STANDS)
def test_a_rewriting_that_stands_has_the_source_s_case_and_spacing(text: str, output: str) -> None:
    assert judged(text, output) == output


REFUSED = [
    (BRIDGE, "Mr. Li's bridge in Al-Qosh will close on Sunday.", "a lost not"),
    (BRIDGE, "Mr. Li's bridge in Al-Qosh cost $1 and will not close on Sunday.", "half a number"),
    (BRIDGE, "Mr. Li's bridge in Qosh cost $1,260 and will not close on Sunday.", "half a name"),
    (BRIDGE, "Mr. Li's bridge in Paris cost $1,260.", "another name"),
    (BRIDGE, "Mr. Li's bridge in Al-Qosh cost $1,260 and.", "cut in mid-air"),
    ("The bridge will open, the mayor said.", "The bridge will open.", "who said it"),
    ("She asked whether the bridge could open in May.", "The bridge could open in May.", "a doubt"),
    ("Divers make a crackle that you can hear.", "Divers make a crackle can hear.", "a clause"),
    ("The dog bit the man in the park.", "The man bit the dog in the park.", "another order"),
    ("The bridge opened with a song.", "The bridge opened not with a song.", "a not of its own"),
    (
        "The paper (of May) praised the new bridge.",
        "The paper (of May praised the new bridge.",
        "(",
    ),
]


@pytest.mark.parametrize(("text", "output", "why"), REFUSED)
def test_a_rewriting_that_breaks_or_turns_its_sentence_is_refused(
    text: str, output: str, why: str
) -> None:
    assert judged(text, output) is None, why


COUNCIL = "The city council voted on Tuesday to spend $2.5 million on the Ostler Bridge."


def test_a_headline_may_drop_articles_and_tell_the_past_in_the_present() -> None:
    output = "City council votes to spend $2.5 million on Ostler Bridge"
    assert judged(COUNCIL, output, headline=True) == output
    assert judged(COUNCIL, output) is None


def test_a_headline_that_keeps_its_only_and_all_it_ranges_over_stands() -> None:
    output = "It is only old bridge that was built here"
    assert judged("It is the only old bridge that was built here.", output, headline=True) == output


def test_a_headline_may_have_a_clause_behind_its_verb() -> None:
    output = "Town to help men who lost it all"
    assert judged("The town is to help the men who lost it all.", output, headline=True) == output


HEADLESS = [
    (COUNCIL, "City council votes to spend $2 million", "half a number"),
    (COUNCIL, "Council of Paris votes on bridge", "another name"),
    (COUNCIL, "City council votes to spend $2.5 million on the", "cut in mid-air"),
    ("The dam will hold, the mayor claimed.", "Dam will hold", "who claimed it"),
    ("He came to ask his host to leave the hall.", "He came to leave the hall", "another's deed"),
    ("People on the weir saw the dead fish.", "Weir saw the dead fish", "another doer"),
    ("The hall used to open six days a week.", "Hall uses to open six days", "no such verb"),
    ("Former mayor Ann Lee was sued in May.", "Mayor Ann Lee sued in May", "what she was"),
    ("It is the only bridge that was built here.", "It is bridge that was built here", "only"),
    ("One of the four bridges was shut in May.", "One was shut in May", "one of"),
    ("The panel authorized its chairman to sue.", "Panel authorized to sue", "whom it asked"),
    ("The panel told Chairman Ann Lee to sue Rome.", "Panel told Chairman to sue Rome", "a name"),
    ("She stops not as she aches but as she longs.", "She stops but as she longs", "not … but"),
    ("Talks between Rome and Oslo were held.", "Talks between Rome were held", "half of between"),
    ("Ann Lee and her clerks are in Rome.", "Ann Lee are in Rome", "half of those who are"),
    ("No town is using it more than Ash itself.", "No town is using it", "what a no leaves out"),
    ("Crews roared, towns voted and Ann Lee was mayor.", "Crews was mayor", "whose deed"),
    ("Bo gave back a pound, and she urged us to act.", "Bo gave back a pound to act", "who is to"),
    ("Bo gave back a pound in May.", "Bo gave a pound in May", "a particle"),
    ("It was Ann Lee that closed the dam.", "It was Ann Lee", "what it was that"),
    ("OSLO, Ohio (AP) — The town mends its dam.", "OSLO The town mends its dam", "a dateline"),
    ("At one end are Ann Lee and Bo Ek.", "At one end are Ann Lee", "half of those who are"),
    ("Ann Lee is the first local judge of Ash.", "Ann Lee is first judge of Ash", "first of whom"),
    ("Ash and Elm workers agree on it.", "Ash agree on it", "half of those who do"),
    ("Those who won in May, lost in June.", "Those won in May", "another verb"),
    ("Ann Lee took a pill and left the hall.", "Ann Lee took and left the hall", "an object"),
    ("He signed the plan for a dam in May.", "He signed a dam in May", "what he signed"),
    ("Odd was the quarrel over the dam.", "Odd was over the dam", "what was"),
    ("The town told a group of men it was broke.", "Town told group of men", "what it told"),
    ("The dam is full of dead fish.", "Dam is full", "what it is full of"),
    ("Ann Lee sees how the town mends the dam.", "Ann Lee sees how the town mends", "what"),
    ("Ann Lee said that it would mend the dam.", "It would mend the dam", "who it is"),
    ("In May, the town voted to mend the dam.", "In May the town voted to mend", "a comma"),
    ("Bombs that police say were made here fell.", "Police say were made here", "what was"),
    ("The last troops left the town in May.", "Troops left the town in May", "the last"),
    ("The dam does drive the mill of the town.", "Dam does drives the mill", "one ending"),
    ('The bank needs a "fresh start" in May.', "Bank needs a 'fresh start'", "marks of its own"),
    ("The men who run Rome's port were sued.", "Men who run Rome's port", "its verb"),
    (
        "Ann Lee knew what grief in Selwick sounded like.",
        "Ann Lee knew what grief in Selwick",
        "the verb of a clause",
    ),
    ("The town is pushing back against the claims.", "Town backs against the claims", "back"),
    ("The Free Water Board of Ash met.", "The Water Board of Ash met", "part of a body's name"),
    ("Ash People's Water Party leader Ann Lee is ill.", "Ash People's leader is ill", "the same"),
    ("The town is having some trouble as it mends it.", "Town is having as it mends", "trouble"),
    ("Ann Lee won many hearts by mending the dam.", "Ann Lee won by mending the dam", "hearts"),
    ("The governor appointed Bo Ek as clerk.", "The governor appointed as clerk", "whom"),
    ("She will fight or plead guilty in May.", "She will fight guilty in May", "what she pleads"),
    ("The firm is mostly me and Ann Lee.", "The firm is mostly and Ann Lee", "who it is"),
    ("The man who dug up the road is an example.", "The man who dug up the road", "its own verb"),
    ("Ann Lee says if she wins she will mend it.", "Ann Lee says if she wins", "then what"),
    ("The town is pushing back against the claims.", "Town is pushing back the claims", "against"),
    ("Nobody tries to give Ann Lee money to vote.", "Nobody tries to give Ann Lee vote", "a to"),
    ("Nobody tries to give Ann Lee money to vote.", "Nobody tries to give Ann Lee to vote", "it"),
    ("He got money to vote on the dam.", "He got votes on the dam", "what was only meant"),
    ("The rush began when luggage hit pilgrims.", "Rush began luggage hit pilgrims", "when"),
    ("Ann Lee told the Post that she will run in May.", "Ann Lee told she will run", "whom"),
    ("Three clubs want his boat - Ash, Oak and Elm.", "Three clubs want his Ash and Oak", "a noun"),
    ("Two clubs want one boat - Ash and Oak.", "Two clubs want boat Ash and Oak", "a dash"),
    ("He paid it in the same week after the debate.", "He paid it in same debate", "a week"),
    ("The last four came from across the land.", "Last four came from land", "where"),
    ("Not one of the four - Ash, Oak - won a prize.", "Ash, Oak won prize", "a not"),
    ("Funds are defined by cracks in the law.", "Funds defines cracks in law", "by whom"),
    ("It has software, which will help people pay.", "Software which to help people", "a verb"),
    (
        "Ann Lee, who is scheduled to speak in the hall on Monday, would not come.",
        "Ann Lee who is scheduled to speak in hall",
        "what she did",
    ),
    ("Few believe the dam should hold its lake.", "Dam should hold its lake", "who believes it"),
    ("The first, from Ash, recorded a low of men.", "First low of men from Ash", "its verb"),
    ("It is one of the most feared films of May.", "It is one of films of May", "the most"),
    ("Ann Lee had called Bo Ek to speak before them.", "Ann Lee called before them", "whom"),
    (
        "They vote on whether to keep her as leader.",
        "They vote on whether to keep as leader",
        "her",
    ),
    ("They vote on whether they want to keep it.", "They vote on whether they want", "what"),
    (
        "The 60-37 vote shows that it has help.",
        "The 60-37 votes shows that it has help",
        "one vote",
    ),
    ("Bo was far more angry than in May.", "Bo was angry than in May", "more"),
    ("Not only did Bo win a term, but he won it well.", "Not only did Bo win a term", "but"),
    ("Ten of those judges ruled against Bo.", "Ten of those judges ruled against Bo", "which"),
    (
        "Bo faced a choice: Either admit to it or lie.",
        "Bo faced choice admit to it or lie",
        "either",
    ),
]


@pytest.mark.parametrize(("text", "output", "why"), HEADLESS)
def test_a_headline_that_says_something_else_is_refused(text: str, output: str, why: str) -> None:
    assert judged(text, output, headline=True) is None, why


@pytest.mark.parametrize(
    ("output", "open_"),
    [
        ("they heard noises , but thought .", True),
        ("the council met and said .", True),
        ("the bridge closed to .", True),
        ("it was , to some .", True),
        ("it was open , to some .", False),
        ("the bridge closed .", False),
        ("it is open", False),
    ],
)
def test_a_sentence_that_wants_to_go_on_was_cut(output: str, open_: bool) -> None:
    assert alignment.ends_open(output.split()) is open_
