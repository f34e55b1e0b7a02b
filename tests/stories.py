"""A story for tests of cleaning, and what stands around it on a page."""

from summarize.cleaning import clean
from summarize.document import Document

STORY = (
    "The harbour council voted on Tuesday to keep the old ferry running for another two years.",
    "Its engine is older than the captain, who has said more than once that he trusts it more.",
    "A new boat would cost nine million, and nobody on the council could say where it would come"
    " from.",
    "“We will mend it with whatever is in the shed,” said the harbour master, and went to look.",
)
TITLE = "Council keeps the old harbour ferry for two more years"


def document(text: str, language: str = "en") -> Document:
    return Document.from_text(text, language=language)


def cleaned(text: str, language: str = "en") -> Document:
    return clean(document(text, language))


def page(*blocks: str, before: str = "", gap: str = "\n\n") -> str:
    """A story with these blocks after its second paragraph, and a block before its first."""
    parts = [before, TITLE, *STORY[:2], *blocks, *STORY[2:]]
    return gap.join(part for part in parts if part)


def removed(text: str, language: str = "en") -> dict[str, str]:
    """What is taken from a text: block -> rule."""
    return {block.text: block.rule for block in cleaned(text, language).removed}


PROSE = [
    "Readers who subscribe to the newsletter pay nothing, the company said in its yearly report.",
    "He told users to sign up for the newsletter with an email address they no longer needed.",
    "The browser stores cookies on the device, and the court ruled that consent must come first.",
    "Almost every large site uses cookies to serve targeted advertising and to manage logins.",
    "The advertisement showed a boat that had never floated, and the agency apologised for it.",
    "“Subscribe to our newsletter and get it in your inbox,” the sign above the fish shop read.",
    "Copyright law, she said, was never written for machines that read everything at once.",
    "By Thursday the water had reached the second step, and by Friday nobody counted the steps.",
    "More than 40 people shared the video on Facebook before anyone thought to call the police.",
    "Related species live farther north, where the water is colder and the boats are fewer.",
    "Photographs of the pier from 1931 show a crane that no one in the town can remember.",
    "Comments made by the minister on Monday were withdrawn before the evening news began.",
    "BEIJING — The president arrived on Wednesday to talk about ferries, and left on Thursday.",
    "WASHINGTON (AP) — The senate voted for the bridge, and then it voted against the bridge.",
    "The report was paid for by the harbour trust (NASA supplied the satellite pictures).",
    "We use nets with a wide mesh, and we throw back whatever is smaller than a hand.",
    "Updated rules on fishing will be published on 3 March, the ministry said in a statement.",
    "Updated at 9 p.m. each day, the board adds the tides and shows the ships that are to come.",
    "“It is late,” Odile Marchetti (@odile) wrote on May 3, 2024, and went home without a ticket.",
    "The opinions expressed in the hall were those of people who had missed the last ferry.",
    "Yes.",
    "No one came.",
    "“Never again.”",
]
