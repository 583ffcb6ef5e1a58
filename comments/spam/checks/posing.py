"""A writer who claims to be a vet or one of the site's people, in the name or in the line about pets."""

from articles.characters import isolated
from comments.spam.checks.draft import Draft, Suspicion, shortened
from comments.spam.checks.kinds import CheckKind
from comments.spam.claims import Claim, claim_of_name, claim_of_pet_line
from comments.spam.folding import visible

# As much as a name that looks like one of ours.
OF_THE_SITE = 5
# Vets read here too, and may say so once somebody has looked.
VET = 3


def check_posing(draft: Draft) -> Suspicion | None:
    if claim := claim_of_name(draft.name):
        return _suspicion(claim, "name", draft.name)
    if claim := claim_of_pet_line(draft.pet):
        return _suspicion(claim, "line about pets", draft.pet)
    return None


def _suspicion(claim: Claim, where: str, said: str) -> Suspicion:
    said = isolated(shortened(visible(said)))
    if claim is Claim.SITE:
        points, whom, danger = OF_THE_SITE, "one of the site’s people", "our word"
    else:
        points, whom, danger = VET, "a vet or a nurse of vets", "a vet’s advice"
    words = f"The {where} “{said}” sounds like {whom}; readers could take what it says for {danger}."
    return {"check": CheckKind.POSING, "points": points, "words": words}
