"""What may go from a sentence: each rule by its example, and by what it must leave alone."""

import pytest

from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.compression import Cut, Words, covers, cuts
from summarize.methods.abstractive.rewriter import embedded


def cut(text: str) -> set[str]:
    """What may go, as it stands in the text."""
    source = alignment.words(embedded().tokens(text))
    return {
        text[source[start].start : source[end - 1].end]
        for start, end in cuts(Words.of(source, text))
    }


MAY_GO = [
    ("SELWICK — The bridge has closed to cars for a year.", "SELWICK —", "a dateline"),
    ("(CNN) -- The bridge has closed to cars for a year.", "(CNN) --", "an agency"),
    ("(CNN) The bridge has closed to cars for a year.", "(CNN)", "an agency without a dash"),
    ("London, Jan 15 (PTI) The bridge has closed to cars.", "London, Jan 15 (PTI)", "a place too"),
    (
        "It hurt Ann Lee, who grew up in New York and Charlotte, North Carolina.",
        ", who grew up in New York and Charlotte, North Carolina",
        "a place with its state",
    ),
    (
        "Ann Lee, who lives in Paris, Texas, was hurt when it fell.",
        ", who lives in Paris, Texas,",
        "a place with its state",
    ),
    (
        "The dam -- a sign of its age -- leaks.",
        "-- a sign of its age --",
        "dashes that are typed twice",
    ),
    ("But the bridge has closed to cars.", "But", "what ties it to the one before"),
    ("On Monday, the council closed the bridge.", "On Monday,", "an opening"),
    ("While the road stays shut, the harbor is open.", "While the road stays shut,", "a clause"),
    ("The dam, which leaks, has cracked.", ", which leaks,", "a relative clause"),
    ("The dam (of 1931) has cracked.", "(of 1931)", "brackets"),
    ("The dam has cracked, a sign of age.", ", a sign of age", "an apposition at the end"),
    ("The council closed the bridge after the flood.", "after the flood", "when it was"),
    ("The council met the union in Rome after the war.", "in Rome", "where it was"),
    ("The council also closed the bridge to cars.", "also", "an adverb"),
    ("The council met on Tuesday night to vote.", "on Tuesday night", "a day"),
    ("The council closed it last month to save money.", "last month", "a month"),
    ("The vote ended a two-year quarrel.", "two-year", "a compound before its noun"),
    ("The council mended the gear that makes it move.", "that makes it move", "which one"),
    ("The mayor said that the bridge was shut.", "that", "what no clause needs"),
    ("The mayor knew the man who was arrested.", "who was", "what a participle does not need"),
    ("The dam has cracked — a sign of its age — and leaks.", "— a sign of its age —", "dashes"),
    ("The dam, however, has cracked.", ", however,", "a word that only turns"),
    ("The dam was shut in June; it will open again.", "; it will open again", "a second sentence"),
    ("The dam was shut in June, and the lake has risen.", ", and the lake has risen", "the same"),
    ("The council made a disastrous mistake.", "disastrous", "an adjective after its article"),
    ("Oslo (CNN Business) The dam has cracked.", "Oslo (CNN Business)", "a dateline"),
    (
        "It rose in May, killing five of the cows, the Ash Farm Union reported.",
        ", killing five of the cows",
        "an aside, and not the comma before who reports it",
    ),
    ("Plus, the dam has cracked in May.", "Plus,", "an opening of one word"),
    ("(1) The mayor leads in the poll by a point.", "(1)", "the number of an entry"),
    (
        "Police shut the bridge, ending a long siege of the tower, the mayor said.",
        ", ending a long siege of the tower",
        "an aside, and not the comma before who says it",
    ),
    (
        "The clerk Ann Lee, 31, who is new, was sentenced in May.",
        ", who is new",
        "an aside, and not the comma that closes an age",
    ),
]


@pytest.mark.parametrize(("text", "gone", "what"), MAY_GO)
def test_what_a_sentence_stands_without_may_go(text: str, gone: str, what: str) -> None:
    assert gone in cut(text), what


STAYS = [
    (
        "It all began when a film of a man during the show went round.",
        "during the show went round",
        "what the film did",
    ),
    ("She warns the votes in the hall aren’t there yet.", "in the hall aren’t there yet", "not"),
    ("It fell twice: once in May 2011, again in June.", "in June", "when again"),
    ("It sets a maximum term which may be raised.", "which may be raised", "the most it is"),
    ("Oslo (CNN Business) The dam has cracked.", "(CNN Business)", "half a dateline"),
    ("He met the crew in Ash, Ohio, to talk.", "in Ash", "half a place"),
    ("She asked him out in 1977 just before the war.", "before the war", "what comes just before"),
    ("He means to cut exports now; to close banks; to sue Rome.", "; to sue Rome", "a list's end"),
    ("The longer it stood the less useful it became.", "less", "a comparison"),
    ("Laws curb the rights of people who were ill.", "who were ill", "of which people"),
    ("He met Ann Lee, the judge who closed it.", "who closed it", "a judge of what"),
    ("The town asked the state for help.", "for help", "what it asked for"),
    ("So men -- who voted in May -- are few now.", "-- are few now", "the verb behind two dashes"),
    ("He stands before a town -- and land -- as king -- and priest.", "-- and land --", "which?"),
    ("Pay rose in May following a 0.2 percent gain.", "0.2", "a number with a point"),
    ("He is her friend, someone for whom she stands up.", "for whom she stands up", "someone whom"),
    (
        "It hurt Ann Lee, who grew up in New York and Charlotte, North Carolina.",
        ", who grew up in New York and Charlotte,",
        "half a place",
    ),
    (
        "It hurt the towns, which some say lie in four valleys -- Selwick, Cale, Ombrey and Thorn.",
        ", which some say lie in four valleys -- Selwick,",
        "half a list",
    ),
    (
        "Ann Lee, who beat Ben Oak, Mia Hall and Tom Reed, has won.",
        ", who beat Ben Oak,",
        "half a list",
    ),
    ("(Rome) The bridge has closed to cars for a year.", "(Rome)", "no agency"),
    ("The dam will hold, the ministry said.", ", the ministry said", "who said it"),
    ("“The dam broke after the flood.”", "after the flood", "what is quoted"),
    ("It is the largest bridge in Europe.", "in Europe", "what a superlative ranges over"),
    ("If it is wet after two days, dig again.", "after two days", "a condition"),
    ("The company is based in Rome.", "in Rome", "what the verb asks for"),
    ("He called on the council of the town.", "on the council of the town", "a verb's own word"),
    ("The price was put at $210 million.", "at $210 million", "a number"),
    ("He lives in Paris, Rome, and Oslo.", ", Rome,", "a part of a list"),
    ("The 67-year-old man with pain was carried out.", "-year", "half a compound"),
    ("On Monday the council closed the bridge.", "On Monday the council", "no comma ends it"),
    ("In Rome, which is old, the council met.", "In Rome,", "what a clause tells of"),
    ("Ann, who left, met Bo, a judge and friend, in Rome.", ", a judge and friend,", "a list"),
    ("The most recently closed bridge was old.", "recently", "what a superlative ranges over"),
    ("It has also 12 rooms for us.", "also", "what stands before a number"),
    ("The bridge closed on Sunday, March 8.", "on Sunday", "half a date"),
    ("It runs as fast as it did as a boat.", "as a boat", "half of as … as"),
    ("The dam (old, a ruin) leaks, they hope.", ", a ruin) leaks,", "half a bracket"),
    ("She baked every day but Sunday since May.", "Sunday", "what is excepted"),
    ("The board voted on Monday to spend the money.", "on Monday to spend the money", "the deed"),
    ("A winter of results from the pumps has come in.", "from the pumps has come in", "the verb"),
    ("He thinks the late slide that broke a leg was dirty.", "that broke a leg was dirty", "verb"),
    ("It came days after the firm on Monday sent a note.", "after the firm", "half a clause"),
    ("Ann Lee and Bo Ek closed it in New York.", "York", "half a name"),
    ("On Nov. 19 it stayed open, stranding a car.", "On Nov. 19 it stayed open,", "the verb"),
    ("So far the town has paid for the bridge alone.", "So", "half of so far"),
    ("Yet another crane fell on the quay in May.", "Yet", "half of yet another"),
    ("The town provided the port with a new pump.", "with a new pump", "what was given"),
    ("A man familiar with the deal spoke on Monday.", "with the deal", "what it asks for"),
    (
        "It came in parts, with crews cheering the tax, rents, and jobs of the town.",
        ", with crews cheering the tax,",
        "a comma of a list",
    ),
    (
        "An old way of the church, where it ruled, modern methods are its heirs.",
        ", where it ruled,",
        "the comma before the sentence itself",
    ),
    (
        "It fell to their rivals, who gather behind Ann Lee, the retired general.",
        ", who gather behind Ann Lee,",
        "whom the last words tell of",
    ),
    (
        'The clerk Ann Lee hit back in May by writing, "It is a slur."',
        "by writing,",
        "who says what is quoted",
    ),
    (
        "The jails hold more than the second- and third-largest cities, Oslo and Ash, combined.",
        "- and third-largest cities, Oslo and Ash, combined",
        "what a hanging hyphen goes with",
    ),
    (
        "The number of men in jail, on parole or on probation, 6.9 million men, has grown.",
        ", on parole or on probation,",
        "what parts a number from what it counts",
    ),
    ("The last 12 men here were clerks from across the land.", "from across the land", "they"),
    ("Ann Lee is the clerk for the whole of Ash.", "for the whole of Ash", "whose clerk"),
    ("The men had fired at it some 50 km from the old town.", "from the old town", "from where"),
    ("The 400-plus page report found cracks.", "400-plus", "how many pages"),
    ("Ann Lee testified before the old court.", "before the old court", "where it was heard"),
    ("He got a seven- to nine-year term in May.", "seven- to", "the least of it"),
    ("Now the dam, state officials say, is in danger.", "Now the dam,", "what is in danger"),
    (
        "They have blocked it for years, calling it a danger to dams, mills and old roads.",
        ", calling it a danger to dams,",
        "a list",
    ),
    (
        "The dam has long leaked, but the spread of it at the time that men were mending roads has "
        "seen more of it grow.",
        "at the time that men were mending roads has seen more of it grow",
        "the main verb",
    ),
    (
        "They worked alone, while mills strove to make gear that was safe, fair and sure.",
        ", while mills strove to make gear that was safe,",
        "a list",
    ),
]


@pytest.mark.parametrize(("text", "kept", "what"), STAYS)
def test_what_a_sentence_needs_or_claims_stays(text: str, kept: str, what: str) -> None:
    assert kept not in cut(text), what


def test_a_gap_is_allowed_if_cuts_fill_it_end_to_end() -> None:
    allowed = [Cut(2, 4), Cut(4, 7), Cut(9, 10)]
    assert covers(allowed, 2, 7)
    assert not covers(allowed, 2, 8)
    assert not covers(allowed, 3, 7)
    assert covers(allowed, 5, 5)


def test_no_words_have_no_cuts() -> None:
    assert cuts(Words.of([], "")) == []
