"""Every answer to every bundled check leads to the result that its file names. No script takes part."""

import lxml.html
import pytest
from django.test import Client

from tests.browser.triage import SLUGS, bundled, ends

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("slug", SLUGS)
def test_each_answer_of_each_check_leads_to_its_result(slug: str, client: Client) -> None:
    walked = 0

    for end in ends(slug):
        response = client.get(end.path, follow=True)
        page = lxml.html.fromstring(response.content)
        if end.goes_to:
            assert response.redirect_chain[-1][0].partition("?")[0] == f"/check/{end.goes_to}/"
            assert "Yes" in [button.text_content().strip() for button in page.iter("button")]
        else:
            (result,) = page.xpath("//article[@data-level]")
            (heading,) = page.iter("h1")
            found = (result.get("data-level"), " ".join(heading.text_content().split()))
            assert found == (end.level, end.head), end.path
        walked += 1

    assert walked == len(bundled(slug)["questions"]) + 1
