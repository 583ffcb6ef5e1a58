"""The words of danger that come with the site are met by what frightened owners write, and by little else."""

import csv
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from articles.checks.dangers import check_signs_are_noticed
from articles.composing.compose import compose
from articles.models import Article
from articles.phrases import Lists, problems_in, problems_in_list
from articles.search.dangers import dangers_in

SOURCES = (settings.BASE_DIR / "docs" / "sources.md").read_text(encoding="utf-8")

# Written by somebody who saw neither the rows nor the code. Never read it to improve them.
UNSEEN = Path(__file__).with_name("unseen.csv")
LEAST_NOTICED, MOST_FALSE = 0.95, 0.05


def rows_of(name: str) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(settings.CONTENT_DIR) / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return rows


def names(text: str) -> set[str]:
    return {danger.row.slug for danger in dangers_in(text, [])}


# What owners write, row by row, with the spelling mistakes of people in a hurry.
MET_BY = {
    "trouble-breathing": ["my dog can't breathe", "He cannot breath properly", "shes struggling to breathe"],
    "choking": ["I think she is choking!!", "ball stuck in his throat", "pawing at her mouth, gagging"],
    "collapse": ["she colapsed", "I can't wake him", "he is unconcious", "gums white as paper"],
    "fits": ["he had a siezure last night", "She is fitting right now", "had two fits today"],
    "cannot-stand": ["dragging his back legs", "his legs gave way", "lost the use of his back legs"],
    "nosebleed": ["a nosebleed that does not stop", "his nose is bleeding", "blood from her nose"],
    "accident": ["he was hit by a car", "fell from the balcony", "a badger bit my terrier"],
    "heatstroke": ["I think it is heatstroke", "left in the hot car", "overheated on a walk"],
    "eye": ["suddenly blind", "squinting with one eye", "keeps one eye shut", "bleach in her eye"],
    "birth": ["puppy stuck half out", "pushing for an hour and no kittens"],
    "womb-infection": ["unspayed and pus from her vulva", "pyometra"],
    "milk-fever": ["nursing mum is trembling", "eclampsia"],
    "low-sugar": ["diabetic dog is wobbly", "gave insulin twice"],
    "tissue-out": ["something red hanging out of her bum", "prolapse"],
    "adder-bite": ["bitten by an adder", "a snake bit my dog", "his face is swollen", "hives"],
    "swallowed-object": ["swallowed a needle", "ate the magnets", "string hanging from his bottom"],
    "burns": ["chewed the phone charger cable", "burnt his paws on the hob", "nearly drowned"],
    "vomiting-and-blood": ["throwing up blood", "can't keep water down", "black tarry poo"],
    "bloat": ["retching but nothing comes up", "belly swollen like a drum"],
    "no-urine": ["straining in the litter tray", "he can't pee", "trying to wee but nothing comes"],
    "open-mouth-cat": ["my cat is panting", "cat breathing with her mouth open"],
    "lilies": ["my cat chewed the lillies", "kitten licked pollen off the lilies"],
    "cat-flea-drops-and-painkillers": ["put dog flea drops on the cat", "gave my cat paracetamol"],
    "cat-not-eating": ["my cat has eaten nothing", "cat has not eaten for two days"],
    "rabbit-not-eating": ["my bunny won't eat", "rabbit off his food", "gut stasis"],
    "rabbit-tooth-grinding": ["my rabbit grinds her teeth loudly", "loud grinding of the teeth, rabbit"],
    "small-pet-not-eating": ["guinea pig not eating", "no poos since last night, guinea pig"],
    "maggots": ["maggots on her bottom", "flystrike"],
    "rabbit-head-and-wee": ["my rabbit keeps rolling over", "the fox had my rabbit"],
    "bird-breathing": ["his tail is bobbing", "budgie fluffed up on the floor"],
    "bird-hurt": ["the cat caught my budgie", "my canary is egg bound"],
    "ate-chocolate": ["my lab has eaten some choclate", "the chocolate that he ate"],
    "ate-grapes": ["she ate a few raisins", "swallowed one grape"],
    "ate-onion": ["he licked the onion gravy", "ate garlic bread"],
    "ate-xylitol": ["he ate sugar free gum", "birch sugar and dogs"],
    "ate-bad-food": ["drank my coffee", "ate raw bread dough", "budgie ate avocado"],
    "inhaler": ["ate my mum’s tablets", "swallowed two ibuprofen", "my inhaler, he bit through it"],
    "rat-slug-and-garden-poison": ["he has eaten slug pellets", "rat bait"],
    "swallowed-poison": ["drank antifreeze", "licked the bleach", "ate a vape"],
    "poisonous-plant": ["chewed a foxglove", "ate daffodil bulbs", "ate a mushroom in the garden"],
    "blue-green-algae": ["he drank water with algae", "blue green algae", "licked a toad"],
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
    "Can dogs eat chocolate?": "ate-chocolate",
    "He collapses when he is tired.": "collapse",
    "He didn't eat the chocolate.": "ate-chocolate",
}


def test_every_row_has_its_examples_and_every_line_can_be_read() -> None:
    lists, rows = rows_of("danger-words"), rows_of("danger-phrases")
    words = Lists({slug: row["words"] for slug, row in lists.items()})

    assert list(MET_BY) == [slug for slug, row in rows.items() if not row["phrases"].startswith("!")]
    assert [problems_in_list(row["words"]) for row in lists.values()] == [[]] * len(lists)
    assert [problems_in(row["phrases"], words) for row in rows.values()] == [[]] * len(rows)


def test_the_map_of_sources_names_every_row() -> None:
    section = SOURCES.partition("## Danger phrases")[2].partition("\n## ")[0]

    assert [row["name"] for row in rows_of("danger-phrases").values() if row["name"] not in section] == []


@pytest.mark.usefixtures("library")
def test_the_rows_are_met_by_what_owners_write() -> None:
    asked = [(slug, text) for slug, texts in MET_BY.items() for text in texts]

    assert [(slug, text) for slug, text in asked if slug not in names(text)] == []
    assert [text for text, slug in AMBIGUOUS.items() if slug not in names(text)] == []


@pytest.mark.usefixtures("library")
def test_no_row_is_met_by_ordinary_words() -> None:
    assert [(text, found) for text in ORDINARY if (found := names(text))] == []


@pytest.mark.usefixtures("library")
def test_what_others_ask_at_night_is_noticed_and_little_else() -> None:
    with UNSEEN.open(encoding="utf-8") as file:
        questions = list(csv.DictReader(file))
    raised = {row["query"]: bool(names(row["query"])) for row in questions}
    dangers = [raised[row["query"]] for row in questions if row["is_danger"] == "1"]
    harmless = [raised[row["query"]] for row in questions if row["is_danger"] == "0"]

    assert sum(dangers) / len(dangers) >= LEAST_NOTICED
    assert sum(harmless) / len(harmless) <= MOST_FALSE


@pytest.mark.usefixtures("library")
def test_every_emergency_that_a_page_names_meets_a_phrase() -> None:
    findings = [
        (article.slug, finding.message)
        for article in Article.objects.all()
        for finding in check_signs_are_noticed(compose(article))
    ]

    assert findings == []
