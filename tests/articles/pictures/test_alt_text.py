"""Alternative texts that describe nothing are told from those that do."""

import pytest

from articles.pictures.alt_text import fault_of, is_file_name


@pytest.mark.parametrize(
    "alt",
    [
        *("DSC0001.JPG", "IMG_1234", "img_1234.heic", "DSCN0042", "_MG_0815", "PXL_20240501_101112345"),
        *(
            "my cat on the sofa.jpeg",
            "Screenshot 2024-05-01 at 10.11.12",
            "WhatsApp Image 2024-05-01 at 10.11",
        ),
        *("image1", "Photo", "picture (2)", "untitled", "P1010023", "20240501_101112", "12345"),
        *("my_cat_final", "9f86d081884c7d659a2feaa0c55ad015", "0f8fad5b-d9cb-469f-a165-70867728950e"),
        " IMG_1234 ",
    ],
)
def test_names_given_by_cameras_and_phones_are_recognised(alt: str) -> None:
    assert is_file_name(alt)


@pytest.mark.parametrize(
    "alt",
    [
        *("A dog on a rug", "Rabbit", "Sam asleep", "A photo of two cats", "Scan of a dog's knee", "猫", ""),
        *("Image 4 of the sequence: the paw lifts", "5 kittens", "Before-and-after of a coat", "x" * 300),
        "Facade of the clinic",
    ],
)
def test_texts_that_describe_a_picture_are_not_taken_for_file_names(alt: str) -> None:
    assert not is_file_name(alt)


def test_a_key_is_no_description() -> None:
    assert "only a label" in fault_of("dog-on-rug", "dog-on-rug")
    assert fault_of("A dog on a rug", "a-dog-on-a-rug") == ""
    assert "DSC0001.JPG" in fault_of("DSC0001.JPG", "dog")
