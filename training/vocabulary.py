"""Words a rewriting may use in addition to the source's words and their inflections."""

__all__ = ["ALWAYS"]

# Function words and marks, each one token of the vocabulary. None of them can name a person, a
# number or a day: what they assert is left to the check that follows.
ALWAYS = tuple(
    "the a an of to in on for and or but with by from at as is was were are be been being has "
    "have had will would could may might can should do does did it its he she his her him "
    "they their them who which that this these those after before while when where because if "
    "than then so also about over into out up down off under between against during through "
    "more most said says say not no s t , . ' \" - : ; ? ! ( ) $ % [SEP]".split()
)
