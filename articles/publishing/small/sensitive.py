"""Words that a small correction leaves alone, because an animal may be treated otherwise for each of them."""

_WORDS = {
    "says no": (
        "no not never none nothing nobody nowhere neither nor without cannot cant dont doesnt didnt "
        "isnt arent wasnt werent wont wouldnt shouldnt couldnt mustnt neednt havent hasnt hadnt aint "
        "hardly barely scarcely seldom rarely avoid avoids stop stops except unless only but however "
        "instead although though lack lacks lacking free refuse refuses against false wrong"
    ),
    "is a number": (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
        "ninety hundred thousand million first second third fourth fifth half quarter double triple "
        "twice once thrice single both pair dozen couple several few many most more less least fewer "
        "all some any every each other whole part enough much little another next last"
    ),
    "is a unit or a dose": (
        "mg g kg mcg ug ml l cl dl iu mm cm m km oz lb lbs gram grams kilo kilos milligram milligrams "
        "microgram millilitre millilitres litre litres drop drops tablet tablets pill pills spoon "
        "teaspoon tablespoon cup dose doses percent degree degrees celsius fahrenheit second seconds "
        "minute minutes hour hours hourly day days daily night week weeks weekly month months monthly "
        "year years yearly oral orally aural rectal rectally topical topically inject injection "
        "ingestion intravenous"
    ),
    "says how urgent it is": (
        "now today tonight tomorrow soon sooner later immediately urgent urgently emergency instantly "
        "promptly quickly slowly wait waits delay phone call vet watch home routine until before "
        "after since during while when if then than within always often sometimes usually mostly "
        "occasionally again still yet"
    ),
    "says how sure or how dangerous it is": (
        "may might must can could should would will shall need needs ought have perhaps probably "
        "likely unlikely possible possibly impossible certain safe safely unsafe toxic nontoxic "
        "atoxic poison poisonous poisoned harmless harmful harm dangerous danger fatal fatally lethal "
        "deadly kill kills die dies mild severe serious normal abnormal usual unusual healthy sick "
        "ill edible inedible cure cures acute chronic"
    ),
    "says how much or which way": (
        "over under above below up down in out on off into left right increase increases decrease "
        "decreases high higher low lower hot cold warm cool raw cooked wet dry big small large long "
        "short open closed start starts begin end male female young old adult inside outside front "
        "back with from for or and"
    ),
}
SENSITIVE = {word: why for why, words in _WORDS.items() for word in words.split()}
NEGATIONS = {word for word, why in SENSITIVE.items() if why == "says no"}

# Word parts that turn a meaning round or name another illness.
PARTS = ("hypo", "hyper", "less", "non", "anti", "itis", "osis", "emia", "uria")
# Pieces that make another word when they are joined to the next one, or parted from it.
PIECES = {
    *(
        "a",
        "an",
        "in",
        "un",
        "non",
        "im",
        "il",
        "ir",
        "dis",
        "de",
        "ab",
        "anti",
        "mis",
        "re",
        "over",
        "under",
    ),
    *("no", "not", "can", "out", "up", "on", "off", "any", "some", "every", "may", "all", "less", "free"),
}


def why_sensitive(word: str) -> str:
    """Return what the word is about, to go on with “It changes “word”, which …”; empty for other words."""
    bare = bare_of(word)
    if bare.endswith("nt") and ("'" in word or "’" in word):
        return SENSITIVE["not"]
    if found := SENSITIVE.get(bare, ""):
        return found
    return "may name another illness" if any(part in bare for part in PARTS) else ""


def says_no(word: str) -> bool:
    return bare_of(word) in NEGATIONS or word.casefold().endswith(("n't", "n’t"))


def bare_of(word: str) -> str:
    return word.casefold().replace("'", "").replace("’", "")
