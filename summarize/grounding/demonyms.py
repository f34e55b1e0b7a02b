"""The names that a state, its people and their doings go by: one to us, as in demonyms."""

from collections.abc import Mapping

from summarize.grounding.lexicon import first_for_each

__all__ = ["JOINED", "PLACES"]

# A state, its people and its adjective, the names it goes by: all are one to us.
_PLACES = """
usa us america american americans
uk britain british briton britons
england english
scotland scottish scots scot
wales welsh
ireland irish
france french frenchman
germany german germans
italy italian italians
spain spanish spaniard spaniards
portugal portuguese
netherlands dutch holland
belgium belgian belgians
switzerland swiss
austria austrian austrians
poland polish poles
sweden swedish swede swedes
norway norwegian norwegians
denmark danish dane danes
finland finnish finn finns
iceland icelandic
greece greek greeks
turkey turkish turks turk
russia russian russians
ukraine ukrainian ukrainians
belarus belarusian
serbia serbian serb serbs
croatia croatian croat croats
bosnia bosnian bosnians
hungary hungarian hungarians
romania romanian romanians
bulgaria bulgarian bulgarians
georgia georgian georgians
armenia armenian armenians
china chinese
japan japanese
korea korean koreans
taiwan taiwanese
india indian indians
pakistan pakistani pakistanis
bangladesh bangladeshi bangladeshis
afghanistan afghan afghans
nepal nepali nepalese
iran iranian iranians
iraq iraqi iraqis
syria syrian syrians
israel israeli israelis
palestine palestinian palestinians
lebanon lebanese
jordan jordanian jordanians
egypt egyptian egyptians
libya libyan libyans
tunisia tunisian tunisians
algeria algerian algerians
morocco moroccan moroccans
sudan sudanese
ethiopia ethiopian ethiopians
somalia somali somalis
kenya kenyan kenyans
uganda ugandan ugandans
nigeria nigerian nigerians
ghana ghanaian ghanaians
mali malian malians
zimbabwe zimbabwean zimbabweans
yemen yemeni yemenis
saudi saudis
qatar qatari qataris
kuwait kuwaiti
mexico mexican mexicans
canada canadian canadians
cuba cuban cubans
haiti haitian haitians
brazil brazilian brazilians
argentina argentine argentinian argentines
chile chilean chileans
peru peruvian peruvians
colombia colombian colombians
venezuela venezuelan venezuelans
bolivia bolivian
ecuador ecuadorian ecuadorean
australia australian australians aussie
zealand zealander zealanders
indonesia indonesian indonesians
malaysia malaysian malaysians
philippines philippine filipino filipinos
thailand thai thais
vietnam vietnamese
cambodia cambodian cambodians
laos laotian
myanmar burma burmese
singapore singaporean
europe european europeans eu
africa african africans
asia asian asians
islam islamic muslim muslims islamist islamists
catholic catholics
christian christians
jew jews jewish
texas texan texans
california californian californians
london londoner londoners
gaza gazan gazans
chechnya chechen chechens
kosovo kosovar kosovars
kurd kurds kurdish
czech czechs
slovakia slovak slovaks
slovenia slovenian slovene
lithuania lithuanian
latvia latvian
estonia estonian
cyprus cypriot cypriots
malta maltese
rwanda rwandan rwandans
congo congolese
angola angolan
cameroon cameroonian
senegal senegalese
jamaica jamaican jamaicans
mongolia mongolian
kazakhstan kazakh
"""

PLACES: Mapping[str, str] = {
    word: f"@{place}" for word, place in first_for_each(_PLACES).items() if word != "us"
}

# Names of several words that stand for one: each of the words has its stem.
JOINED: Mapping[tuple[str, ...], str] = {
    ("united", "states"): "@usa",
    ("united", "kingdom"): "@uk",
    ("united", "arab", "emirates"): "uae",
    ("united", "nations"): "un",
    ("european", "union"): "@europe",
    ("prime", "minister"): "pm",
    ("chief", "minister"): "cm",
}
