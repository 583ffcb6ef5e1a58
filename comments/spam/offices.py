"""Words with which somebody claims to be a vet or one of the site's people, in several languages."""

from comments.spam.folding import fold


def _forms(word: str) -> set[str]:
    """Capitals of other scripts may look like another Latin letter than the small ones: “В” and “в”."""
    return {fold(form) for form in (word, word.capitalize(), word.upper())}


def _folded(*lines: str) -> frozenset[str]:
    return frozenset(form for word in " ".join(lines).split() for form in _forms(word))


OWN_NAME = fold("scratchpost")
# Only as whole words: “Scratchpost admin” claims an office, “Badminton” does not.
SITE = _folded(
    "admin admins administrator administrators sysadmin webmaster editor editors editorial",
    "moderator moderators official scratchpost",
    "administrateur administratrice administrador administradora amministratore beheerder",
    "moderateur moderatrice moderador moderadora moderatore moderatorin",
    "redakteur redakteurin redaktion redaktor rédacteur rédaction redacción redazione redactie",
    "админ администратор модератор редактор редакция",
)
# These are family names or everyday words, so they claim something only where nothing else is said.
SITE_ALONE = _folded("mod mods staff support team helpdesk moderation administration")
SITE_PHRASES = tuple(
    tuple(fold(phrase).split())
    for phrase in (
        *("site team", "site staff", "site support", "site owner", "our team", "our staff", "the staff"),
        *("support team", "support staff", "customer support", "customer service", "tech support"),
        *("technical support", "help desk", "mod team", "the mods", "medical team", "staff member"),
    )
)
VETS = _folded(
    "vet vets veterinarian veterinarians veterinary",
    "tierarzt tierärzte tierärztin dierenarts dyrlæge dyrlege djurläkare eläinlääkäri zvěrolékař állatorvos",
    "milfeddyg ветврач κτηνίατρος بيطري بيطرية البيطري וטרינר וטרינרית",
)
# “Vétérinaire”, “veterinario”, “veterinär”, “weterynarz”, “ветеринар”.
VET_BEGINNINGS = tuple(_folded("veterin weteryn ветеринар tiermedizin"))
TITLES = _folded("dr doctor doktor docteur doctora dra dott dottore dottoressa doutor doutora")
DEGREES = _folded(
    "dvm vmd dvms mrcvs frcvs mvb mvsc bvsc bvms bvm bvet bvetmed vetmb vetmed rvn rvt cvt lvt dacvim decvim",
)
# So long, or in a script without spaces, that they claim an office even inside another word.
SITE_UNMISTAKABLE = tuple(_folded("scratchpost moderator administrator 管理员 管理員 管理者 編集部 관리자"))
VET_UNMISTAKABLE = tuple(
    _folded(
        "veterinarian veterinarysurgeon veterinaire veterinario tierarzt dierenarts",
        "獣医 獸醫 兽医 수의사 สัตวแพทย์ पशुचिकित्सक",
    )
)
# “Thijs de Vet” has a Dutch family name and claims no office.
NO_OFFICE_AFTER = fold("de")
# “Dr Hale’s mum” tells of somebody else.
KIN = "mum|mom|mam|mother|dad|father|parent|wife|husband|partner|son|daughter|sister|brother|aunt|uncle|gran"
KIN += "|grandma|grandpa|cat|dog|rabbit|owner|human|patient|client|neighbour|friend|fan"

# In the line about pets, what may stand before a claim: “I am a qualified small animal vet”.
PET_BEFORE = _folded(
    "i am im m a an the your our as also lives with qualified registered licensed practising practicing",
    "experienced certified verified retired senior small large animal emergency equine exotic exotics feline",
    "canine local head chief site proud real full part time professional working trained former ex",
    "ich bin je suis soy sono ik ben eine ein un une una een",
)
# And after it: “vet nurse”, “vet with two cats”; but not “vet-phobic cat” or “vet bills”.
PET_AFTER = _folded(
    "nurse nurses tech techs technician surgeon here for since of in at with by and to on from team",
    "mit und avec et con y e met en med och og",
)
