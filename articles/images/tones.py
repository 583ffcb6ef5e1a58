"""The colours behind pictures.

Models and rendering take them from here. Each has a class in static/css/components/band.css.
"""

from django.db import models


class Tone(models.TextChoices):
    """The colour of a picture's background. The band behind the picture continues it.

    With a tone "with ground", the band also continues the picture's floor line to the
    window's edge.
    """

    MARIGOLD = "marigold", "Marigold"
    CORAL = "coral", "Coral"
    SKY = "sky", "Sky blue"
    MIST = "mist", "Mist green"
    BLUSH = "blush", "Blush"
    PINE = "pine", "Pine green"
    DUSK = "dusk", "Dusk blue"
    NIGHT = "night", "Night blue"
    MIST_GROUND = "mist-ground", "Mist green with ground"
    PINE_GROUND = "pine-ground", "Pine green with ground"
    DUSK_GROUND = "dusk-ground", "Dusk blue with ground"
    SLATE_GROUND = "slate-ground", "Slate blue with ground"
