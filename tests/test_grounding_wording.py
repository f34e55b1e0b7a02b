"""What an article says in other words is supported; what only looks like it is not."""

import pytest

from summarize.grounding import check

SAME = [  # an article, and what it says in other words
    (
        "Airing forecasts by astrologers before the vote is a violation of law, the court ruled.",
        "They cannot air forecasts by astrologers before the vote, the court ruled.",
    ),
    (
        "Carney and his boss aren't the only Democrats distancing themselves from the remarks.",
        "Other Democrats are distancing themselves from the remarks.",
    ),
    (
        "It was not until three minutes later that the crew made a distress call.",
        "The crew made a distress call three minutes later.",
    ),
    (
        "A girl spoke of Quill Cheese boss Alan Ohm. The wealthy Selwick builder has pleaded "
        "guilty to 12 thefts, the court heard.",
        "Quill Cheese Boss Alan Ohm has pleaded guilty to 12 thefts.",
    ),
    (
        "Suchitra posted tweets. However, her man Alan Ohm claimed that her Twitter account was "
        "hacked. Suchitra took to Twitter to write that her account had been hacked again.",
        "Suchitra claimed that her account was hacked.",
    ),
    (
        "West Indies lost by ten runs to Selwick. They have failed to qualify for the June trophy.",
        "West Indies have failed to qualify for the June trophy.",
    ),
    (
        "The comments were made by Alan Ohm. Porter said they are “no reflection on the process”.",
        "Porter says comments made by Alan Ohm are “no reflection on the process”.",
    ),
    (
        "Donors want to change the Republican Party's position on marriage, Ann Reed said.",
        "Donors want to change the GOP's position on marriage.",
    ),
    (
        "The Prime Minister, Ann Reed, will dine at the palace on Monday with the king.",
        "PM Ann Reed will dine at the palace on Monday.",
    ),
    ("Chinas Navy launched its biggest destroyer.", "China's navy launched its biggest destroyer."),
    ("He travelled from Amrtisar to Delhi in March.", "He travelled from Amritsar to Delhi."),
    ("An RTO office in Selwick will take cards.", "RTOs in Selwick will take cards."),
    ("The ED arrested seven. Ed Reed paid.", "The Enforcement Directorate (ED) arrested seven."),
    (
        "“We are proud that the film took Rs 1864 crore, and its our best year,” she said.",
        "“We are proud that the film took ₹1,864 crore, and it's our best year,” she said.",
    ),
    (
        "It was raided “without even conducting a preliminary enquiry”, the station said.",
        "It was raided “without conducting a preliminary enquiry”, the station said.",
    ),
    (
        "“We want a 100 per cent share of the airline,” Ohm said.",
        "“We want a 100% share of the airline,” Ohm said.",
    ),
    (
        "Ann Reed asked the king to present the budget for 2017-18 after the vote.",
        "Ann Reed asked the king to present the 2017-2018 budget after the vote.",
    ),
    (
        "The batsman Alan Ohm laughed on Monday. It was plain fun, he told India Today.",
        "It was plain fun, said Alan Ohm.",
    ),
    (
        "Peshawar, Dec 11 (PTI) A woman has become the first to join the squad, officers said. Her "
        "name is Ann Reed.",
        "Ann Reed has become the first to join the squad.",
    ),
    ("Take a fifth of the dough, no more.", "Take one-fifth of the dough."),
    (
        "The study covers 17 storms. Before 14 of them, the sensors fell silent.",
        "The sensors fell silent before 14 of 17 storms.",
    ),
    (
        "The bridge cost $90 million, $4 million less than planned.",
        "The bridge cost $4 million less than planned.",
    ),
    ("“Are you leaving?” Reed asked. Ohm is not leaving, he said.", "Ohm is not leaving."),
    (
        "If you want a quiet stay, Selwick is not the right island.",
        "For a quiet stay, Selwick is the wrong island.",
    ),
    (
        "The mayor rejected claims that she paid the builder for the harbour wall.",
        "The mayor denied paying the builder for the harbour wall.",
    ),
    ("The trader sold nearly pure gold to the bank.", "The trader sold gold to the bank."),
    (
        "SELWICK, March 3 (Reuters) - The harbour opened to ships after the storm.",
        "The harbour opened to ships after the storm.",
    ),
    ("A goat has no stall. Her rye loaf has a waiting list.", "The rye loaf has no stall."),
    (
        "The proposed rules would limit fishing. Boat owners say the plan is an attack on them.",
        "Boat owners call the rules an attack on them.",
    ),
    (
        "The diver feels able to climb again and is training for a race in June.",
        "The diver is training for a race in June.",
    ),
    ("The crew not only won the race, but broke the record.", "The crew won the race."),
    (
        "Asked whether the dam leaked, the minister said he could not confirm that.",
        "The minister could not confirm that the dam leaked.",
    ),
    (
        "The harbour steps up its watch, as Quill steps down as director on Friday.",
        "Quill stepping down as director.",
    ),
    (
        "Minister Alexis Manou and Mayor Porter are scheduled to meet on Friday in Selwick.",
        "Porter to meet Friday with Minister Alexis Manou",
    ),
    (
        "House Speaker Peter Osgood said on Monday the vote would be held.",
        "Speaker Osgood said the vote would be held.",
    ),
    (
        "Ships left Massachusetts on Monday for the island, and Democrats objected.",
        "Ships left Mass. on Monday and Dems objected.",
    ),
    (
        'Mayor Porter questioned the "no cars on the quay" plan on Sunday.',
        'Porter questions the "no cars on the quay" plan.',
    ),
    (
        "A report tells the day-to-day realities for older people living in Selwick's homes.",
        "The lives of older people living in Selwick's homes are told in a report.",
    ),
    (
        "Voters liked President Alexis Manou in 2004. Porter must win half of them now.",
        "President Porter must win half of them now.",
    ),
    (
        'Osgood called the plan a "lie". Quill said that it was kept.',
        'Quill speaks of a "lie".',
    ),
]
OTHER = [  # an article, a sentence it does not support, and what is wrong with it
    (
        "Background checks are the only way to enforce that law, the mayor said.",
        "Background checks are not the only way to enforce that law, the mayor said.",
        "negation",
    ),
    (
        "The crew did not make a distress call until the coast guard had asked them twice.",
        "The crew made a distress call until the coast guard had asked them twice.",
        "negation",
    ),
    (
        "Ann Reed went to Fairhaven. The former builder Alan Ohm has pleaded guilty to 12 thefts.",
        "Ann Reed has pleaded guilty to 12 thefts.",
        "name",
    ),
    (
        "Many councillors say that allowing the evidence would help. MPs were told of Selwick.",
        "Many councillors say that allowing MLAs would help.",
        "name",
    ),
    ("The new test became easier after May.", "The new test became harder after May.", "opposite"),
    ("Exports of timber doubled last year.", "Exports of timber tripled last year.", "opposite"),
    (
        "Quill is the country's second-largest maker of glass.",
        "Quill is the country's largest maker of glass.",
        "quantity",
    ),
    (
        "Selwick is one of the oldest ports in the north.",
        "Selwick is the oldest port in the north.",
        "quantity",
    ),
    (
        "A fire damaged the town hall in Selwick. Crews came from Fairhaven.",
        "A fire damaged the town hall in Fairhaven.",
        "name",
    ),
    (
        "If you want a quiet stay, Selwick is not the right island.",
        "If you want a stay, Selwick is not the right island.",
        "condition",
    ),
    ("The trader sold nearly pure gold.", "The trader sold pure gold.", "certainty"),
    (
        "The council does not know whether the pier was damaged.",
        "The pier was damaged.",
        "certainty",
    ),
    (
        "The proposed rules limit fishing near the reef.",
        "The rules limit fishing near the reef.",
        "certainty",
    ),
]


@pytest.mark.parametrize(("article", "text"), SAME)
def test_the_same_said_the_other_way_round_or_by_another_name_is_supported(
    article: str, text: str
) -> None:
    (found,) = check(text, article)
    assert found.unsupported == ()


@pytest.mark.parametrize(("article", "text", "kind"), OTHER)
def test_what_only_looks_like_it_is_not(article: str, text: str, kind: str) -> None:
    (found,) = check(text, article)
    assert kind in {claim.kind for claim in found.unsupported}
