"""The danger phrases that come with the site match what frightened owners write, and little else."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from articles.phrases import Said, problems_in, read, words_in

ROWS = yaml.safe_load((Path(settings.CONTENT_DIR) / "danger-phrases.yaml").read_text(encoding="utf-8"))
SOURCES = (settings.BASE_DIR / "docs" / "sources.md").read_text(encoding="utf-8")

# Examples for each row, with the spelling mistakes of people in a hurry.
MET_BY = {
    "trouble-breathing": [
        "my dog can't breathe",
        "He cannot breath properly",
        "shes struggling to breathe",
        "He is gasping for air",
        "having difficulty breathing since this morning",
        "barely breathing",
        "his breathing is really heavy and laboured",
        "I think she is choking!!",
    ],
    "collapse": [
        "He collapsed on our walk",
        "she colapsed",
        "I can't wake him",
        "she won't wake up",
        "he is unconcious",
        "passed out twice",
    ],
    "fits": [
        "I think she had a seizure",
        "he had a siezure last night",
        "SEIZURES",
        "convulsing on the floor",
        "he's having a fit",
        "She is fitting right now",
        "had two fits today",
        "an epileptic fit",
        "he had a funny turn",
    ],
    "cannot-stand": [
        "my dog can't stand",
        "He cant stand up",
        "she cannot get up since breakfast",
        "dragging his back legs",
        "her hind legs are dragging",
        "his legs gave way",
        "suddenly paralysed",
        "lost the use of his back legs",
        "unable to walk",
    ],
    "lilies": [
        "she ate a lily",
        "my cat chewed the lillies",
        "licked pollen off the lilies",
        "he has lily pollen on his fur",
        "chewed on a leaf of my tiger lily",
        "the lilies he has nibbled",
    ],
    "adder-bite": ["bitten by an adder", "adder bite on her nose", "a snake bit my dog"],
    "blue-green-algae": ["the lake had blue-green algae", "blue green algae", "he drank water with algae"],
    "inhaler": ["chewed my inhaler", "my inhaler, he bit through it", "punctured a ventolin"],
    "swallowed-poison": [
        "he ate chocolate",
        "HE ATE A WHOLE BAR OF CHOCOLATE",
        "my lab has eaten some choclate",
        "the chocolate that he ate",
        "got into the Easter chocolates",
        "he has eaten slug pellets",
        "ate rat bait",
        "I think she has been poisoned",
        "drank antifreeze",
        "ate my mum’s tablets",
        "swallowed two of my pills",
        "the tablets she ate",
    ],
    "open-mouth-cat": ["breathing with her mouth open", "open-mouth breathing", "he is panting"],
    "no-urine": [
        "straining in the litter tray",
        "he can't pee",
        "trying to wee but nothing comes",
        "unable to urinate",
        "he hasn't peed since yesterday",
    ],
    "rabbit-not-eating": ["she stopped eating", "he hasn’t eaten", "won't eat", "off his food", "gut stasis"],
    "rabbit-tooth-grinding": ["she grinds her teeth loudly", "loud grinding of the teeth"],
    "small-pet-not-eating": ["not eating", "no poos since last night", "she refuses her hay"],
    "bird-breathing": ["his tail is bobbing", "sits at the bottom of the cage", "breathing with open beak"],
    "eye": ["suddenly blind", "squinting with one eye", "keeps one eye shut", "a scratched eye"],
    "heatstroke": ["I think it is heatstroke", "heat stroke"],
    "nosebleed": ["a nosebleed that does not stop", "his nose is bleeding", "blood from her nose"],
}

# What owners write every day under pages like ours. All rows are tried, whatever the page.
ORDINARY = [
    "He twitches in his sleep and his back legs go like mad.",
    "This fits well with what I see in my two.",
    "It fits him perfectly, and the harness is fitting nicely too.",
    "She can't stand the vacuum cleaner.",
    "He can't stand being touched there, and she can’t stand strangers.",
    "I can't move when my cat kneads me, and I can't get up either.",
    "Mine breathes fast when it is hot.",
    "Tiger lily is her name.",
    "Lily licks my hand. She sleeps next to Lily. Lily has eaten her dinner.",
    "Lily leaves mice on my bed.",
    "Our chocolate labrador ate my shoes.",
    "We have a chocolate brown spaniel. He ate his dinner beside the chocolate poodle.",
    "She is a fit and healthy dog.",
    "He had a fit of sneezing.",
    "He flops over and sleeps on the sofa.",
    "My dog eats grass every morning.",
    "She takes her pill with cheese.",
    "A choking hazard, that toy.",
    "He bites his snake toy.",
    "She sleeps with one eye open and blinks slowly at me.",
    "My rabbit won't stop eating the carpet, she thumps with her back legs.",
    "Grinds her teeth softly when I stroke her.",
    "He can't walk past a squirrel.",
    "My parrot wags his tail and bobs his head to music.",
    "The heat makes him lazy. The stroke of my hand makes him purr.",
    "Wet nose, cold nose, does it matter?",
    "Thank you, this was very helpful! ⭐⭐⭐⭐⭐",
]

# The words alone do not tell whether these are dangers. A needless card does less harm than a missing one.
AMBIGUOUS = {
    "He has never had a seizure.": "fits",
    "He had a fit when the postman came.": "fits",
    "Can dogs eat chocolate?": "swallowed-poison",
    "He collapses in a heap of joy.": "collapse",
    "She can't stand her brother.": "cannot-stand",
    "He didn't eat the chocolate.": "swallowed-poison",
}


def met(text: str) -> set[str]:
    said = Said(tuple(words_in(text)))
    return {slug for slug, row in ROWS.items() if read(row["phrases"]).met_by(said)}


@pytest.mark.parametrize(("slug", "text"), [(slug, text) for slug in MET_BY for text in MET_BY[slug]])
def test_a_row_matches_what_owners_write(slug: str, text: str) -> None:
    assert slug in met(text)


def test_every_row_has_its_examples_and_every_line_can_be_read() -> None:
    assert list(MET_BY) == list(ROWS)
    assert [problems_in(row["phrases"]) for row in ROWS.values()] == [[]] * len(ROWS)


@pytest.mark.parametrize("text", ORDINARY)
def test_no_row_matches_ordinary_words(text: str) -> None:
    assert met(text) == set()


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_a_row_matches_ambiguous_words(text: str) -> None:
    assert AMBIGUOUS[text] in met(text)


def test_the_map_of_sources_names_every_row() -> None:
    section = SOURCES.partition("## Danger phrases")[2].partition("\n## ")[0]

    assert [row["name"] for row in ROWS.values() if row["name"] not in section] == []
