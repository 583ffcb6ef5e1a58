"""What to do and what not stand side by side: the blocks do-dont, do and dont."""

import pytest

from tests.factories import problems_of, rendered

DO_DONT = ":::: do-dont\n::: do Keep going\n- Soft eyes\n:::\n::: dont Stop\n- A stiff body\n:::\n::::"
HOLDS = "Line 1: “:::: do-dont” holds one ::: do and then one ::: dont."


def test_do_and_dont_stand_side_by_side() -> None:
    result = rendered(DO_DONT)

    assert result.problems == []
    assert result.html == (
        '<div class="do-dont">'
        '<section class="do"><h3 id="keep-going">Keep going</h3><ul>\n<li>Soft eyes</li>\n</ul>\n</section>'
        '<section class="dont"><h3 id="stop">Stop</h3><ul>\n<li>A stiff body</li>\n</ul>\n</section>'
        "</div>"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            DO_DONT.replace("do-dont", "do-dont Title"),
            "Line 1: “::: do-dont” takes nothing after its name: :::: do-dont",
        ),
        (
            DO_DONT.replace("::: do Keep going", "::: do"),
            "Line 2: “::: do” takes a title: ::: do Keep going if you see",
        ),
        (
            DO_DONT.replace("::: dont Stop", "::: dont"),
            "Line 5: “::: dont” takes a title: ::: dont Stop if you see",
        ),
        ("::: do Alone\nText.\n:::", "Line 1: “::: do” stands inside :::: do-dont."),
        ("::: dont Alone\nText.\n:::", "Line 1: “::: dont” stands inside :::: do-dont."),
        (":::: do-dont\n::: dont B\nText.\n:::\n::: do A\nText.\n:::\n::::", HOLDS),
        (":::: do-dont\n::: do A\nText.\n:::\n::::", HOLDS),
        (DO_DONT.replace("::: dont", "Text.\n\n::: dont"), HOLDS),
        (DO_DONT.replace(":::\n::::", ":::\nText.\n::::"), HOLDS),
    ],
)
def test_a_wrong_pair_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)
