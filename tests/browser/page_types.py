"""One address of each type of page that readers open."""

SCRATCH = "/articles/why-do-dogs-kick-their-back-legs-when-you-scratch-them/"

PAGES = {
    "home": "/",
    "article": SCRATCH,
    "breed": "/breeds/cavalier-king-charles-spaniel/",
    "category": "/categories/facts-about-the-animal-kingdom/",
    "category, filtered": "/categories/facts-about-the-animal-kingdom/?species=cats&urgency=watch",
    "species": "/species/rabbits/",
    "articles": "/articles/",
    "breeds": "/breeds/",
    "contributors": "/contributors/",
    "contributor": "/contributors/scratchpost-editors/",
    "glossary": "/glossary/",
    "search": "/search/?q=why+does+my+cat+knead",
    "danger": "/search/?q=my+dog+ate+grapes",
    "nothing found": "/search/?q=zebra",
    "emergency": "/emergency/",
    "emergency, one animal": "/emergency/?animal=bird",
    "sheet for the fridge": "/emergency/sheet/",
    "how we check": "/how-we-check/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "comment rules": "/comment-rules/",
    "not found": "/articles/nowhere/",
    "login": "/admin/",
}
