"""The closed classes of English, each once: a module names what it takes from here.

All are in small letters, and without apostrophes other than the straight one.
"""

__all__ = [
    "AUXILIARIES",
    "MODALS",
    "MONTHS",
    "MONTH_ABBREVIATIONS",
    "NUMBER_WORDS",
    "OBJECT_PRONOUNS",
    "ORDINAL_WORDS",
    "POSSESSIVES",
    "PRONOUNS",
    "REPORTING_VERBS",
    "SUBJECT_PRONOUNS",
    "WEEKDAYS",
    "WEEKDAY_ABBREVIATIONS",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


SUBJECT_PRONOUNS = _set("i you he she it we they who")
OBJECT_PRONOUNS = _set("me you him her it us them whom")
_REFLEXIVES = _set(
    "myself yourself himself herself itself oneself ourselves yourselves themselves themself"
)
POSSESSIVES = _set("my your his her its our their whose")
_OWNED = _set("mine yours his hers ours theirs")
PRONOUNS = SUBJECT_PRONOUNS | OBJECT_PRONOUNS | _REFLEXIVES | _OWNED
"""Personal pronouns in every case, with "who" and "whom"; possessive determiners are apart."""

MODALS = _set("can could may might must shall should will would ought cannot")
_BE = _set("am is are was were be been being")
_HAVE = _set("have has had having")
_DO = _set("do does did doing done")
AUXILIARIES = MODALS | _BE | _HAVE | _DO
"""Forms of be, have and do, and the modals."""

REPORTING_VERBS = _set("""
    say says said saying tell tells told telling ask asks asked asking add adds added adding
    write writes wrote written writing state states stated stating claim claims claimed claiming
    argue argues argued arguing announce announces announced announcing report reports reported
    explain explains explained explaining warn warns warned warning insist insists insisted
    admit admits admitted deny denies denied reply replies replied answer answers answered
    note notes noted noting declare declares declared declaring confirm confirms confirmed
    suggest suggests suggested acknowledge acknowledges acknowledged recall recalls recalled
    remark remarks remarked observe observes observed testify testifies testified allege alleges
    alleged believe believes believed think thinks thought predict predicts predicted estimate
    estimates estimated conclude concludes concluded comment comments commented tweet tweeted post
    posted quip quipped joke joked shout shouted whisper whispered cry cried
""")
"""Verbs that say who said, wrote or thought something, in their forms."""

WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAY_ABBREVIATIONS = _set("mon tue tues wed thu thur thurs fri sat sun")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
"""In order."""
MONTH_ABBREVIATIONS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")

_UNITS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
NUMBER_WORDS = {word: value for value, word in enumerate(_UNITS.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
    "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "dozen": 12,
}  # fmt: skip
"""Word to value."""
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINAL_WORDS = {word: place for place, word in enumerate(_PLACES.split(), 1)}
"""Word to place, up to the twelfth."""
