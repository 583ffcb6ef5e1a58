"""Who claims to be a vet or one of the site's people is noticed, and nobody else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.characters import one_line
from comments.spam.claims import Claim, claim_of_name, claim_of_pet_line

# Readers of many countries, names that begin like an office, and jokes.
HONEST = [
    *("Eve", "Yvette", "Victor", "Vera", "Ito", "Vera K.", "Verity Ito", "Vera Itoh-Blom"),
    *("Veto", "Vetter", "Corvet", "Yvette Vettori", "Thijs de Vet", "Sylvetta", "Olivet"),
    *("Admir", "Adam", "Edit", "Edith", "Eddie", "Editha", "Moritz", "Modesty", "Modesta"),
    *("Minister", "Theo", "Prof. Ruiz", "Doc", "The cat lady", "Kim", "Bernard", "Lindqvist"),
    *("Bernadette Lindahl", "Olive Marchetti", "former", "Imogen", "Scratchy", "Post"),
    *("Mum of 3", "Rex & me", "J.", "x", "李雷", "Владимир", "Ελένη", "محمد", "José", "Zoë"),
    *("Łukasz", "O’Hara", "陳大文", "Анна", "Виктор", "Eva Müller", "Jean-Luc", "Anne-Marie d'Or"),
    *("🐶", "", "   ", "...", "007", "Ivet Ilieva", "Rowan", "Sasha", "Ash", "Kit"),
    *("Invethelper", "Private Ryan", "Stevie T", "Velvet", "Vetiver", "Averil", "Vetta"),
    *("Drew", "Admira", "Teamo", "Yvette Ivett", "Dr. No's mum", "Andrew Drake", "Editha Berg"),
    *("Siobhán Ní Bhriain", "Nguyễn Thị Hồng", "Zoë O'Connor", "Jean-François", "Mª José"),
    *("Søren Ødegård", "Müller", "Þórður", "Šárka Dvořáková", "İbrahim Çelik", "Ольга Иванова"),
    *("Дмитрий", "Γιώργος Παπαδόπουλος", "אברהם כהן", "שָׂרָה", "محمد العربي"),
    *("فاطمه\u200cزهرا", "مُحَمَّد", "प्रिया शर्मा", "ক্ষিতীশ", "தமிழ்ச்செல்வி", "สมชาย ใจดี"),
    *("น้ำผึ้ง", "田中さくら", "김민수", "王小明", "ゆうこ", "ნინო", "Արմեն", "ᏣᎳᎩ", "Selam አበበ"),
    *("Chidinma Okafor", "Ọláwálé", "Nyakallo", "Tāne Ngāta", "Kekoa ʻŌpūnui", "Vitus"),
    *("Medina Tierney", "Rvnn", "Veterans' dog lover", "Doctor's wife Jo", "Ed", "Al Vetter"),
    *("Maddie Vetch", "Officer Pups", "Admon Wright", "Bella & Max 🐶"),
    *("👩\u200d👩\u200d👧 The Smiths", "Stafford", "Team Biscuit", "Cat mum 2024"),
    *("Supportive Sally", "Moderna", "Scratch", "Driss", "Dre", "Dmitri V. M.", "Nurse's aunt"),
    *("Sir Barks-a-lot", "M. D. Venn", "X Æ A-12", "J", "ma", "R.V. Nash", "Dieter Arzt"),
    *("Site visitor", "Veronica Marsh"),
]  # fmt: skip
POSES = [
    *("Vet", "vet", "The Vet", "Vet Anna", "Anna (vet)", "Anna, vet", "VetAnna", "vet_anna"),
    *("Dr Vet", "Your vet", "Veterinary surgeon", "Veterinary nurse Jo", "Veterinarian"),
    *("veterinarysurgeon", "Vеt", "V3t", "ⓥⓔⓣ", "Moderator", "moderator1", "M0derat0r"),
    *("Moderat0r", "Modereator", "themoderator", "Site moderator", "Admin", "admin2", "@dmin"),
    *("Аdmіn", "a d m i n", "ADMIN", "Administrator", "Adrnin", "ᴀᴅᴍɪɴ", "Webmaster", "Editor"),
    *("Chief editor", "Editor-in-chief", "Editors", "E d i t o r", "Scratchpost"),
    *("Scratch Post", "scratchpost team", "ScratchpostVet", "$cratchpost", "Scratchp0st"),
    *("Scratchpst", "Scrаtchpost", "Ｓcratchpost", "xXscratchpostXx", "Scratchpost editors"),
    *("Dr Smith", "Dr. Anna Hale", "DR ANNA", "Anna Hale DVM", "Anna Hale, D.V.M."),
    *("Anna Hale MRCVS", "Anna Hale BVSc", "Anna Hale BVetMed", "Anna Hale VMD", "Anna RVN"),
    *("Vet nurse Jo", "Jo the vet tech", "Jo (veterinary nurse)", "The vet"),
    *("Scratchpost team", "Site team", "Mod team", "Official", "Official answer", "Support"),
    *("Scratchpost support", "Tierarzt Meyer", "Tierärztin", "Vétérinaire Paul"),
    *("Veterinario Luis", "Veterinaria", "Dierenarts", "Veterinär Lund", "V e t", "V.e.t."),
    *("Аdmin", "Ꭺdmin", "αdmin", "ADM1N", "4dm1n", "M0derator", "m o d e r a t o r"),
    *("Ｍｏｄｅｒａｔｏｒ", "𝐌𝐨𝐝𝐞𝐫𝐚𝐭𝐨𝐫", "𝓓𝓻 𝓐𝓷𝓷𝓪", "Sсrаtсhроst", "Scr\u200batchpost", "Mоdеrаtоr"),
    *("Ｄｒ．Ｓｍｉｔｈ", "D r Smith", "Doctor Smith", "Dr.med.vet. Braun", "Lekarz weterynarii Nowak"),
    *("Ветеринар", "獣医師 田中", "Staff", "Site admin", "5cratchp0st", "Scratch-post-team"),
    *("Veter1narian", "VET", "Prof. Dr. Braun", "Anna, vet nurse", "Dr.Smith", "Dr_Smith"),
    *("DrSmith", "M.R.C.V.S.", "the editors", "Mod", "Administrateur", "ÀDMIN", "a̷d̷m̷i̷n̷"),
    *("Ådmin", "Verified vet", "Moderatorin"),
]  # fmt: skip
HONEST_ABOUT_PETS = [
    *("two beagles", "one vet-phobic cat", "Ex-police dog", "Dr. Pepper the cat"),
    *("a cat who hates the vet", "rescued by our vet", "vet's cat"),
    *("two cats and a scratchpost", "Biscuit (RIP), Moderna", "Yvette, 3", "My vet's old dog"),
    *("cat called Admin", "a cat that bit a vet", "dog, cat, and vet bills"),
    *("Hund, Angst vorm Tierarzt", "2 Katzen", "3 staffies", "a Staffordshire terrier"),
    *("scratchpost and cat", "the official queen of the house", "emotional support dog"),
    *("guinea pigs; team Biscuit", "retired greyhound", "ex-racehorse", "my cat's staff"),
    *("small animals", "rats, mice & a local hedgehog", "Drs cat", "editorially named cat: Ed"),
    *("犬二匹", "קולי אחד", "I am a cat person", "an old vet school beagle", "admiral, a parrot"),
]  # fmt: skip
POSES_ABOUT_PETS = [
    *("I am a vet", "I'm a vet with two cats", "small animal vet", "2 dogs, vet nurse"),
    *("Veterinarian", "2 cats (vet)", "DVM", "Anna Hale, D.V.M.", "MRCVS", "RVN and two cats"),
    *("Scratchpost team", "Scratchpost vet", "Site team", "Moderator", "moderator here"),
    *("Admin", "Qualified veterinary surgeon", "retired vet, 3 dogs"),
    *("Tierärztin mit zwei Hunden", "vétérinaire", "Dierenarts", "veterinario", "ｖｅｔ", "V3T"),
    *("獣医", "ветеринар", "Your vet for 20 years", "Site support"),
]  # fmt: skip


def test_honest_names_claim_nothing() -> None:
    assert [name for name in HONEST if claim_of_name(one_line(name))] == []


def test_nobody_poses_by_name() -> None:
    assert [name for name in POSES if not claim_of_name(one_line(name))] == []


@pytest.mark.parametrize("name", ["\u202erotaredom", "\u202enimda\u202c", "rotide feihC"])
def test_nobody_poses_by_direction(name: str) -> None:
    assert claim_of_name(one_line(name)) is Claim.SITE


def test_honest_lines_about_pets_claim_nothing() -> None:
    assert [line for line in HONEST_ABOUT_PETS if claim_of_pet_line(line)] == []


def test_nobody_poses_in_the_line_about_pets() -> None:
    assert [line for line in POSES_ABOUT_PETS if not claim_of_pet_line(line)] == []


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        *(("Dr Smith", Claim.VET), ("Anna Hale MRCVS", Claim.VET), ("Vet Anna", Claim.VET)),
        *(("Scratchpost vet", Claim.SITE), ("Site team", Claim.SITE), ("Dr Moderator", Claim.SITE)),
    ],
)
def test_a_claim_to_be_of_the_site_weighs_more_than_one_to_be_a_vet(name: str, claim: Claim) -> None:
    assert claim_of_name(name) is claim


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    assert claim_of_name(text) in {None, *Claim}
    assert claim_of_pet_line(text) in {None, *Claim}
