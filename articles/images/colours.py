"""Colours as every screen shows them: a colour profile is applied, and then gone.

The numbers of a photo mean what its profile says. Phones write Display P3, in which (200, 60, 60) is a
stronger red than in sRGB, which is what a page shows when a picture has no profile.
"""

import io

from PIL import Image, ImageCms

from articles.images.bounds import MAX_PROFILE_BYTES

# The mode in which Pillow holds the colours that a profile of this space describes.
MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
SRGB = ImageCms.createProfile("sRGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the image in sRGB. A profile that is broken, or not one for such an image, is ignored."""
    if not profile or len(profile) > MAX_PROFILE_BYTES:
        return image
    try:
        return _applied(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    # For a hostile profile, as for a hostile image, errors of many kinds are raised.
    except Exception:
        return image


def _applied(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    colours = _without_alpha(image)
    if MODES.get(profile.profile.xcolor_space.strip()) != colours.mode:
        return image
    shown = ImageCms.profileToProfile(colours, profile, SRGB, outputMode="RGB")
    if shown is None:
        return image
    if alpha is not None:
        shown.putalpha(alpha)
    return shown


def _without_alpha(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "LA"):
        return image.convert("L")
    return image.convert("RGB") if image.mode in ("P", "PA", "RGBA", "RGBX") else image
