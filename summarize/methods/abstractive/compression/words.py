"""The words that the rules for cuts go by."""


def _set(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


NEGATIONS = _set("not no never without neither nor none nobody nothing cannot hardly barely n't")
DASHES = _set("- – — --")
ENDS = _set(". ! ?")
QUOTES = _set('" “ ”')
WITHIN = DASHES | _set(". , : ' ’ /")  # marks that may stand within a word or number
MARKS = DASHES | ENDS | _set(", ; : ( ) \" “ ” ' ‘ ’")
DETERMINERS = _set("a an its his her their another one two both")
RELATIVE = _set("who which whose whom where")
SUBORDINATING = _set(
    "while although though after before as when since because until whereas despite amid during "
    "following including"
)
PREPOSITIONS = _set(
    "in on at with from by over through during after before under against between among across "
    "near for since until amid despite within outside inside behind beyond alongside throughout "
    "following"
)
AGENCIES = _set("cnn ap afp pti ani ians reuters upi xinhua dpa bloomberg")
JOINTS = PREPOSITIONS | SUBORDINATING | _set(", ; : to that and")
FINITE = _set(
    "is was were are has have had will would could may might can should do does did be been being "
    "must s re ve ll aren isn wasn weren hasn haven hadn don doesn didn wouldn couldn shouldn"
)
PAST = _set(
    "went came took made got gave found told saw knew became began left kept held brought wrote "
    "stood lost met ran paid won led fell rose said sent built spent drew grew hit shut cut put "
    "set let says say caught bought fought struck broke chose spoke drove"
)
LINKING = FINITE | _set(
    "become becomes became remain remains remained seem seems seemed stay stays stayed stand "
    "stands stood lie lies lay live lives lived get gets got go goes went come comes came"
)
# Verbs and nouns that ask for what comes after them: call on, based in, evidence for.
ASKING = LINKING | _set(
    "call calls called calling depend depends depended rely relies focus focused insist insisted "
    "agree agreed consist consists result resulted lead leads led leading refer referred turn "
    "turned turning based known accused charged convicted used designed aimed intended expected "
    "such due instead more less rather other able part some many number kind sort deal dealing "
    "look looks looked looking located born put puts set sets take takes took taken make makes "
    "made bring brought brings apply applied applies comply respond responded belong participate "
    "interested involved engaged share shares shared work working works worked worth up down out "
    "off away back close closer account accounts accounted hold holds held keep kept play plays "
    "played sign signed carry carried point points pointed wait waiting waited pay pays paid "
    "ask asks asked search searching face faced compared related according next prior similar "
    "different responsible ready eligible dealt deals move moved moves available "
    "vote voted voting run ran running pass "
    "passed draw drew rise rose fall fell increase increased drop dropped range ranging begin "
    "began start started end ended open opened speak spoke talk talks talked meet met meets join "
    "joined help helped replace replaced give gave given provide provided leave left far most "
    "all any none each half rest first last only not than what how familiar usher ushers ushered "
    "even just still soon shortly right well once moments days weeks months years hours minutes "
    "someone somebody something anyone anybody anything everyone everybody everything those one "
    "ones"
)
# Of these what they give, or do it by, comes later: to provide the town WITH a pump.
GIVING = _set(
    "provide provides provided providing supply supplies supplied supplying present presented "
    "charge charges charged charging equip equipped compare compares compared comparing reward "
    "rewarded credit credited associate associated threaten threatens threatened threatening tie "
    "tied link links linked linking fill filled confront confronted entrust entrusted"
)
# What a claim rests on; where one stands close by, its range is not cut: the largest IN EUROPE.
RANGING = _set(
    "most least best worst largest biggest smallest highest lowest only first last every all no "
    "none never not nobody nothing few fewest any always more less than n't maximum minimum"
)
LIKE_SUPERLATIVES = _set(
    "forest request protest arrest interest contest harvest invest suggest digest conquest midwest "
    "northwest southwest priest unrest honest modest earnest manifest behest everest budapest "
    "inquest bequest"
)
CLAIMING = _set(
    "said says say told tells according claimed claims alleged allegedly reportedly accused "
    "suggested believed believes thought whether if unless except could might may should would "
    "likely unlikely planned plans proposed asked argued warned added wrote announced reported "
    "denied denies deny"
)
# After these a clause needs no "that".
REPORTING = _set("said says say believes believed thinks thought hopes hoped knows knew")
OPENERS = (PREPOSITIONS | SUBORDINATING) - {"for"} | _set(
    "plus meanwhile moreover however furthermore nevertheless nonetheless indeed also still "
    "instead now then thus finally yesterday today tonight earlier later eventually recently "
    "typically"
)
CONNECTIVES = _set("but and so yet")
DEGREES = _set("far long much many few little too again another more")  # so far; yet another
SUBJECTS = _set("it he she they we i you there")
ASIDES = frozenset(
    tuple(words.split())
    for words in ("however", "meanwhile", "moreover", "for example", "for instance", "of course",
                  "in fact", "indeed", "furthermore", "incidentally", "in turn", "that is")
)  # fmt: skip
OBJECTS = _set("him her them it us me you")
MEASURES = _set(
    "km kms yards miles feet metres meters kilometres kilometers inches blocks minutes hours"
)
# After these a phrase says when, or begins a clause: it cannot belong to the noun that went.
APART = _set(
    "after before during since until amid despite while when because although though whereas , ;"
)
MONTHS = _set(
    "january february march april may june july august september october november december jan feb "
    "aug sept oct nov dec"
)
ADVERBS = _set("also already still now then just even very quite rather again soon")
LIKE_ADVERBS = _set(
    "only nearly hardly barely early daily weekly monthly yearly family supply reply apply july "
    "italy likely unlikely allegedly reportedly probably possibly potentially apparently rarely "
    "partly mostly roughly approximately particularly assembly ally rally fly bully jelly belly "
    "ugly lonely friendly deadly costly elderly orderly holy monopoly anomaly butterfly seemingly "
    "supposedly presumably partially previously formerly lovely lively silly comply multiply rely "
    "imply homily melancholy kindly scarcely seldom initially presently emily kelly sally billy "
    "fully exactly simply merely equally jointly separately"
)
ARTICLES = _set("a an the its his her their")
ADJECTIVES = ("ous", "ful", "ive", "less", "ical", "ual", "ish")
# Adjectives that take back what the noun says, or are half of its name.
NEEDED = _set(
    "virtual potential hypothetical actual usual executive native relative alternative fugitive "
    "religious political medical sexual british english irish spanish jewish turkish polish "
    "initiative executive operative representative conservative progressive automotive adjective "
    "equal annual manual individual mutual visual vertical identical critical tropical clinical "
    "chemical physical technical historical various previous dangerous famous anonymous grateful "
    "useful successful unsuccessful peaceful active positive negative massive perspective motive "
    "objective effective parish garish olive archive dive drive live five false less"
)
PARTS_THAT_TURN = _set("one then ex so would self non anti pro near half mid pre post soon still")
AFTER_DAY = _set("' ’ - and or of")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
PARTS = _set("morning afternoon evening night")
BEFORE_DAY = (
    PREPOSITIONS
    | LINKING
    | _set(
        "of to the late earlier early next but except every each any till than and or following "
        "previous last this that"
    )
)
SPANS = _set("week month year night")
