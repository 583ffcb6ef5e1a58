"""Tables name their columns in every cell, so that they can stack on a phone."""

from tests.factories import rendered


def test_each_cell_carries_the_name_of_its_column() -> None:
    result = rendered("| Sign | Meaning |\n|---|---|\n| Kick | Reflex |\n")

    assert result.html == (
        '<table class="table">\n<thead>\n<tr>\n<th scope="col">Sign</th>\n<th scope="col">Meaning</th>\n'
        "</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<td data-label="Sign">Kick</td>\n<td data-label="Meaning">Reflex</td>\n'
        "</tr>\n</tbody>\n</table>\n"
    )


def test_under_an_empty_corner_the_first_cells_head_their_rows() -> None:
    result = rendered("| | Reflex | Itch |\n|---|---|---|\n| Starts | By hand | By itself |\n")

    assert "<td></td>" in result.html
    assert '<th scope="row">Starts</th>' in result.html
    assert '<td data-label="Itch">By itself</td>' in result.html


def test_alignment_is_a_class_and_never_a_style() -> None:
    result = rendered("| A | B | C |\n|--:|:-:|:--|\n| 1 | 2 | 3 |\n")

    assert "style" not in result.html
    assert '<td class="align-right" data-label="A">1</td>' in result.html
    assert '<td class="align-center" data-label="B">2</td>' in result.html
    assert '<td data-label="C">3</td>' in result.html


def test_a_columns_name_is_its_words_without_marks() -> None:
    result = rendered("| **Dose** [^study1906] |\n|---|\n| 1 |\n")

    assert '<td data-label="Dose">1</td>' in result.html


def test_a_second_table_does_not_borrow_the_names_of_the_first() -> None:
    result = rendered("| A | B |\n|---|---|\n| 1 | 2 |\n\n| C | D |\n|---|---|\n| 3 | 4 |\n")

    assert '<td data-label="C">3</td>' in result.html
    assert '<td data-label="D">4</td>' in result.html


def test_a_name_that_looks_like_markup_stays_text() -> None:
    result = rendered('| "><script>alert(1)</script> |\n|---|\n| 1 |\n')

    assert "<script" not in result.html
    assert 'data-label="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in result.html
