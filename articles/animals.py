"""The kinds of animals that signs and checks tell apart, because they do not need the same help.

The subjects of pages (Species) are wider: their small pets are two kinds here, which eat differently
and hide illness differently.
"""

from django.db import models


class Animal(models.TextChoices):
    DOG = "dog", "Dog"
    CAT = "cat", "Cat"
    RABBIT = "rabbit", "Rabbit"
    GUINEA_PIG = "guinea-pig", "Guinea pig or chinchilla"
    SMALL_PET = "small-pet", "Hamster or other small pet"
    BIRD = "bird", "Bird"


# The addresses of the species on whose pages an animal's signs and checks belong.
SPECIES_OF = {
    Animal.DOG: "dogs",
    Animal.CAT: "cats",
    Animal.RABBIT: "rabbits",
    Animal.GUINEA_PIG: "small-pets",
    Animal.SMALL_PET: "small-pets",
    Animal.BIRD: "birds",
}


def animals_of(species: str) -> list[Animal]:
    """Return the animals that belong to the species with this address."""
    return [animal for animal, slug in SPECIES_OF.items() if slug == species]
