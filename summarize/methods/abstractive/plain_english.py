"""Plain words for long ones: what an editor writes instead, the same in meaning wherever it stands.

Only turns whose replacement takes the same place in any sentence are listed; words with a second
meaning ("address", "issue"), and those whose forms differ ("has commenced", "had begun"), are not.
"""

import re
from collections.abc import Mapping

__all__ = ["COUNTS", "TURNS", "URGE", "plainly"]

TURNS: Mapping[str, str] = {
    "sought to": "tried to", "seeking to": "trying to", "seeks to": "tries to",
    "seek to": "try to", "attempted to": "tried to", "attempting to": "trying to",
    "in an effort to": "to", "in an attempt to": "to", "in a bid to": "to", "in order to": "to",
    "is able to": "can", "are able to": "can", "was able to": "could", "were able to": "could",
    "was unable to": "could not", "were unable to": "could not", "is unable to": "cannot",
    "are unable to": "cannot", "due to the fact that": "because",
    "despite the fact that": "although", "in spite of": "despite", "prior to": "before",
    "subsequent to": "after", "in the wake of": "after", "in advance of": "before",
    "as a result of": "because of", "owing to": "because of", "on account of": "because of",
    "in addition to": "besides", "with regard to": "about", "with respect to": "about",
    "in relation to": "about", "in regard to": "about", "at the present time": "now",
    "at this point in time": "now", "for the purpose of": "for", "in the event that": "if",
    "on the grounds that": "because", "during the course of": "during",
    "in the course of": "during", "in the midst of": "amid", "in the vicinity of": "near",
    "in close proximity to": "near", "in favor of": "for", "in favour of": "for",
    "in excess of": "more than", "approximately": "about", "numerous": "many",
    "an additional": "a further", "individuals": "people", "to purchase": "to buy",
    "purchased": "bought", "to assist": "to help", "assisted": "helped", "assisting": "helping",
    "to commence": "to begin", "alter": "change", "altered": "changed", "altering": "changing",
    "obtain": "get", "utilize": "use", "utilized": "used",
    "utilise": "use", "utilised": "used", "demonstrate that": "show that",
    "demonstrated that": "showed that", "demonstrates that": "shows that",
    "resides in": "lives in", "resided in": "lived in", "residing in": "living in",
    "constructed": "built", "endeavoured to": "tried to", "endeavored to": "tried to",
    "took place": "happened", "takes place": "happens", "point out that": "note that",
    "pointed out that": "noted that", "points out that": "notes that",
    "has the ability to": "can", "have the ability to": "can", "amongst": "among",
    "whilst": "while", "said in a statement": "said",
    "told reporters": "said", "said in an interview": "said", "said in a report": "said",
    "for a period of": "for", "at least temporarily": "at least for now",
    "prohibited from": "banned from", "on a daily basis": "daily",
    "on a regular basis": "regularly", "in the near future": "soon",
    "until such time as": "until", "with the exception of": "except for",
    "in the absence of": "without", "in conjunction with": "with", "in light of": "given",
    "the remainder of": "the rest of", "made the decision to": "decided to",
    "took the decision to": "decided to", "make the decision to": "decide to",
    "reached an agreement to": "agreed to", "came to the conclusion that": "concluded that",
    "came to the realization that": "realized that", "is of the opinion that": "thinks that",
    "conducted an investigation into": "investigated",
    "launched an investigation into": "began investigating",
    "opened an investigation into": "began investigating", "held a meeting with": "met",
    "puts an end to": "ends", "putting an end to": "ending", "passed away": "died",
    "each and every": "every", "under the age of": "under", "over the age of": "over",
    "at the age of": "at", "is currently": "is now", "are currently": "are now",
    "subsequently": "later",
    "frequently": "often", "rapidly": "quickly", "the general public": "the public",
}  # fmt: skip

# What somebody is to do follows: "pledged to the fund" is another word.
DOING: Mapping[str, str] = {
    "primed to": "ready to", "poised to": "set to", "slated to": "due to",
    "scheduled to": "due to", "intends to": "plans to", "intend to": "plan to",
    "vowed to": "promised to", "vows to": "promises to", "vowing to": "promising to",
    "pledged to": "promised to", "pledges to": "promises to", "pledging to": "promising to",
    "compelled to": "forced to", "permitted to": "allowed to",
}  # fmt: skip

# Told in the past, not "was obtained by": what somebody did.
DID: Mapping[str, str] = {"obtained": "got"}

# A body's short name, unless that stands in brackets behind it.
BODIES: Mapping[str, str] = {
    "the United States": "the US", "the United Kingdom": "the UK", "the European Union": "the EU",
    "the United Nations": "the UN", "the World Health Organization": "the WHO",
}  # fmt: skip

# These count something, and stand so before a noun only: "several the members" is none.
COUNTS: Mapping[str, str] = {
    "a majority of": "most", "the majority of": "most", "a large number of": "many",
    "a number of": "several", "a variety of": "various", "a wide range of": "many",
    "the vast majority of": "most", "the overwhelming majority of": "most", "a host of": "many",
    "a wide variety of": "many", "a handful of": "a few", "a multitude of": "many",
}  # fmt: skip

# What somebody or some place has: the death of Diana, Diana's death.
_HAD = (
    "president|leader|leaders|capital|people|government|death|life|reign|rule|history|economy"
    "|citizens|residents|streets|border|borders|coast|mayor|governor|king|queen|father|mother|son"
    "|daughter|wife|husband|brother|sister|family|home|killing|arrest|murder|trial|resignation"
    "|election|future|leadership|supporters|members|army|parliament|founder|head|director|chairman"
    "|author|owner|population|decision|policy|policies|invasion|annexation|occupation|removal"
    "|impeachment|prime minister|foreign minister|shores|roads|skies|voters|courts|police"
)
_OF = re.compile(
    rf"\bthe ({_HAD}) of ((?:[A-Z][a-z]\w+)(?: [A-Z][a-z]\w+){{0,2}})"
    r"(?=[.;]|,(?! (?:an?|the|who|which|whose)\b)"
    r"| (?:is|was|has|had|will|would|in|on|after|before|who|to|for|said|says|by)\b)"
)
# To call on somebody to act is to urge him to.
_CALL = re.compile(
    r"\b(call|calls|called|calling) on ((?:the |its |his |her )?(?:[\w’'-]+ ){1,3}?)to\b"
)
URGE = {"call": "urge", "calls": "urges", "called": "urged", "calling": "urging"}
_LISTED = {**TURNS, **DOING, **DID, **BODIES, **COUNTS}
_SPECIFIC = r"(?! (?:the|this|that|these|those|his|her|its|their|my|our|your|them|us|it)\b)"
_A_VERB = r"(?= [a-z])(?! (?:an?|\w+ing|whom|which)\b)" + _SPECIFIC


def _any(turns: Mapping[str, str]) -> str:
    return "|".join(sorted(map(re.escape, turns), key=lambda turn: (-len(turn), turn)))


_TURN = re.compile(
    rf"(?<![\w'’-])(?:(?:{_any(TURNS)})|(?:{_any(COUNTS)}){_SPECIFIC}"
    rf"|(?:{_any(DOING)}){_A_VERB}|(?:{_any(BODIES)})(?! \()"
    rf"|(?<!\b(?:has|had|was) )(?<!\b(?:have|were|been) )(?:{_any(DID)})(?! by\b))(?![\w'’-])"
)
_PERCENT = re.compile(r"(?<=\d) per ?cent\b")
_QUOTATION = re.compile(r"[\"“”]")


def plainly(text: str) -> str:
    """A sentence in plain words, unless it quotes; what begins it stays.

    >>> plainly("The town sought to obtain 40 percent of the mill prior to May.")
    'The town tried to get 40% of the mill before May.'
    """
    if _QUOTATION.search(text):
        return text
    text = _TURN.sub(lambda found: _LISTED[found[0]], text)
    text = _CALL.sub(lambda found: f"{URGE[found[1]]} {found[2]}to", text)
    text = _OF.sub(lambda found: f"{found[2]}{_possessive(found[2])} {found[1]}", text)
    return _PERCENT.sub("%", text)


def _possessive(name: str) -> str:
    return "'" if name.endswith("s") else "'s"
