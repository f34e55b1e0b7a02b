"""Words that mean the same, or the opposite: English, read as lines of words.

Each table is our own, made from what false flags and misses on news turned out to need.
"""

from collections.abc import Mapping

__all__ = [
    "ANTONYMS",
    "FORBIDDEN",
    "IRREGULAR",
    "MONTHS",
    "NEGATIONS",
    "NICKNAMES",
    "OPENERS",
    "REFUSALS",
    "SPEECH",
    "TITLES",
    "WEEKDAYS",
    "first_for_each",
]

_IRREGULAR = """
be was were been being am is are
become became
begin began begun
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
cut
deal dealt
do did done does
draw drew drawn
drive drove driven
eat ate eaten
fall fell fallen
fight fought
find found
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
freeze froze frozen
get got gotten
give gave given
go went gone goes
grow grew grown
have had has
hear heard
hide hid hidden
hold held
keep kept
know knew known
lead led
leave left
lend lent
lose lost
make made
mean meant
meet met
pay paid
ride rode ridden
ring rang rung
rise rose risen
run ran
say said says
see saw seen
seek sought
sell sold
send sent
shake shook shaken
shoot shot
show showed shown
shrink shrank shrunk
sing sang sung
sink sank sunk
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
strike struck stricken
swear swore sworn
swim swam swum
take took taken
teach taught
tell told
think thought
throw threw thrown
understand understood
undergo underwent undergone
wake woke woken
wear wore worn
win won
withdraw withdrew withdrawn
write wrote written
die died dying dies
lie lied lying
child children
man men
woman women
person people
life lives
wife wives
"""

_NICKNAMES = """
william bill will billy
robert bob rob bobby robbie
richard rick dick ricky
michael mike mick
james jim jimmy
joseph joe joey
thomas tom tommy
anthony tony
edward ed eddie ted
christopher chris
daniel dan danny
david dave
matthew matt
steven steve stephen
nicholas nick nicolas
benjamin ben
samuel sam sammy
alexander alex
andrew andy
gregory greg
jeffrey jeff
kenneth ken kenny
lawrence larry
ronald ron ronnie
donald don
elizabeth liz beth
katherine kate kathy katie
jennifer jenny jen
margaret maggie
patricia pat
susan sue
philip phil phillip
timothy tim
peter pete
patrick paddy
charles charlie chuck
raymond ray
gerald gerry
terence terry
francis frank
theodore theo
republican republicans gop
"""


def first_for_each(lines: str) -> dict[str, str]:
    """Each word of a line to the line's first."""
    rows = [row.split() for row in lines.split("\n") if row]
    return {word: row[0] for row in rows for word in row}


IRREGULAR: Mapping[str, str] = first_for_each(_IRREGULAR)
NICKNAMES: Mapping[str, str] = {
    w: n for w, n in first_for_each(_NICKNAMES).items() if w not in ("will", "dick", "rob", "sue",
                                                                      "pat", "don")
}  # fmt: skip

_MONTHS = """
january jan
february feb
march mar
april apr
may
june jun
july jul
august aug
september sept sep
october oct
november nov
december dec
"""
MONTHS: Mapping[str, str] = first_for_each(_MONTHS)

_WEEKDAYS = """
monday mon
tuesday tue tues
wednesday wed weds
thursday thu thur thurs
friday fri
saturday sat
sunday sun
"""
WEEKDAYS: Mapping[str, str] = first_for_each(_WEEKDAYS)

_TITLES = """
mr mrs ms miss mister sir dame lord lady dr doctor prof professor president prime minister
chancellor senator sen rep representative congressman congresswoman governor gov mayor judge
justice general gen colonel col captain capt sergeant sgt lieutenant lt officer detective chief
inspector king queen prince princess pope cardinal archbishop bishop rev reverend father sister
brother ex former saint st secretary ambassador director coach manager jr sr md phd mp qc ceo cfo
chairman premier vice deputy attorney councillor commissioner spokesman spokeswoman sheriff
constable major lance corporal private admiral commander duke duchess earl baron baroness sheikh
imam ayatollah
"""
TITLES = frozenset(_TITLES.split())

_NEGATIONS = "not no never without neither nor none nobody nothing nowhere hardly barely"
NEGATIONS = frozenset(_NEGATIONS.split())

# Verbs and the like that deny as "not" does: beside one of these a missing or added "not" proves
# nothing.
_REFUSALS = """
deny denied denies denying denial refuse refused refuses refusing refusal reject rejected rejects
rejecting fail failed fails failing failure decline declined declines declining unable unlikely
impossible lack lacked lacks lacking avoid avoided avoids avoiding prevent prevented prevents
stop stopped stops cease ceased rule ruled dismiss dismissed dismisses yet instead rather few little
seldom rarely scarcely cannot except only until unless false untrue wrong doubt doubts doubtful
unclear ban banned bans bar barred bars prohibit prohibited forbid forbidden forbade block blocked
against barring less fewer lose lost losing halt halted hold withheld unknown absent absence
missing miss missed misses
"""
REFUSALS = frozenset(_REFUSALS.split())

# What may not be: "cannot" says of it what these do.
_FORBIDDEN = """
violation violates violated illegal illegally unlawful unlawfully forbidden prohibited banned barred
outlawed unconstitutional
"""
FORBIDDEN = frozenset(_FORBIDDEN.split())

# Left and right of a bar: one side says what the other denies. Stems are made when they are used.
_ANTONYMS = """
more higher greater | less fewer lower
most highest | least fewest lowest
rise increase climb gain grow jump surge soar | fall drop decrease decline shrink plunge slump
above over exceed | below under beneath
before | after following
win beat defeat | lose
buy purchase | sell
accept approve back support endorse | reject oppose
allow permit legalise legalize | ban prohibit forbid bar
guilty | innocent
convict | acquit clear
open | close shut
start begin launch | end stop finish
arrive enter | leave depart exit
up | down
first | last
early earlier | late later
best better | worst worse
alive survive live | dead die kill
legal lawful | illegal unlawful
possible likely | impossible unlikely
able | unable
success succeed | failure fail
safe | unsafe dangerous
strong stronger strengthen | weak weaker weaken
hot hotter warm | cold colder cool
old older | young younger
large larger big bigger largest biggest | small smaller smallest
long longer | short shorter
fast faster | slow slower
rich richer | poor poorer
with | without
agree | disagree
confirm | deny
remember | forget
import | export
hire | fire sack
borrow | lend
love | hate
friend ally | enemy
north northern | south southern
east eastern | west western
inside | outside
public | private
male man boy | female woman girl
husband | wife
father son | mother daughter
brother | sister
morning | evening
optimistic | pessimistic
healthy | sick unhealthy
true | false
positive | negative
maximum | minimum
majority | minority
"""


def _antonyms() -> dict[str, tuple[int, int]]:
    """Each word to its line and its side of the bar."""
    table = {}
    rows = [row for row in _ANTONYMS.split("\n") if row]
    for number, row in enumerate(rows):
        for side, words in enumerate(row.split("|")):
            table.update(dict.fromkeys(words.split(), (number, side)))
    return table


ANTONYMS: Mapping[str, tuple[int, int]] = _antonyms()

# Verbs and nouns by which words are said to be somebody's.
_SPEECH = """
say tell add explain claim announce insist argue warn state write note reveal admit acknowledge
declare report comment suggest confirm believe think describe recall remark reply respond stress
estimate testify allege complain tweet post conclude
"""
SPEECH = frozenset(_SPEECH.split())

# What sentences begin with and names are not: seen in an article or not, these are no names.
_OPENERS = """
police officials researchers scientists protesters thousands hundreds dozens millions people man
woman men women former new other several many some most more all both each every few local
authorities investigators experts doctors students children parents residents workers fans players
team club study report government family families company companies firm court judge prosecutors
lawyers troops soldiers rebels militants fighters victims survivors witnesses passengers drivers
customers users voters supporters critics activists campaigners members leaders ministers president
prime minister senior top young old early late last first second third next recent earlier later
nearly almost about around over under up down despite although while when after before during since
if as it its this that these those there here they he she we you i a an the and but or so because
however meanwhile also still yet now then today yesterday tomorrow tonight just only even not no
never once according source sources news story video photo photos pictures image images series
attack attacks fire blast crash accident shooting murder killing death deaths arrest arrests
police officer officers state federal national international foreign military army navy air
british-born click scroll read see watch find get take make use keep let look go come what who why
how where which whose couple pair trio group groups crowd gunman gunmen suspect suspects mother
father daughter son brother sister husband wife boy girl baby teen teenager teenagers pensioner
teacher teachers nurse nurses patient patients inmates prisoners migrants refugees tourists
visitors shares stocks sales prices profits growth inflation unemployment data figures statistics
results tests analysis evidence documents records footage photographs images letters emails
football cricket rugby tennis golf league season game match games coach manager captain striker
midfielder defender goalkeeper winger champions hosts visitors home side defending reigning
president-elect deputy vice chief head director chairman founder owner spokesman spokeswoman
residents villagers locals neighbours neighbors friends relatives colleagues officials aides allies
one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty half
following using including based given being having born known called named made set found seen
heavy strong high low big small large huge massive major minor little great good bad best worst
rescue search emergency crews firefighters paramedics ambulance hospital school university college
city town village country world area region site building house home street road bridge airport
river island water food health medical science technology internet phone computer car cars train
bus plane aircraft flight ship boat weather rain snow storm winds temperatures heat winter summer
spring autumn morning afternoon evening night day days week weeks month months year years time
way thing things life work money business trade market economy tax budget bill law deal plan plans
talks meeting vote election elections campaign party parties opposition coalition house
lawmakers politicians actor actress singer comedian filmmaker cricketer batsman bowler lawmaker
politician businessman
"""
OPENERS = frozenset(_OPENERS.split())
