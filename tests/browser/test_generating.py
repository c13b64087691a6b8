"""Texts that are written from a document, without any model: seen, looked up, put into the composer."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person
from tests.unit.sources import making

FACTS = (
    "The bakery Maple and Rye sold 4,820 loaves of sourdough in October 2026, which is 12 percent more than in "
    "October 2025.",
    "Customers waited 6 minutes on average on Saturdays, compared with 11 minutes before the second counter was "
    "opened in August.",
    "The new oven uses 30 percent less energy than the old one and bakes 96 loaves at once.",
    "Nine of ten guests said in the survey that they would recommend the cardamom buns to a friend.",
)


def report(folder: Path) -> Path:
    """A PDF with facts in it."""
    file = folder / "October report.pdf"
    file.write_bytes(
        making.story(
            making.paragraph("October at Maple and Rye", "Title"),
            making.paragraph("What we sold", "Heading1"),
            *(making.paragraph(fact) for fact in FACTS),
        )
    )
    return file


def text_for_x(person: Person) -> Locator:
    """The card of the text for X."""
    return person.page.get_by_role("region", name="Text for X")


def supported(person: Person) -> Locator:
    """The sentences that rest on the document."""
    return text_for_x(person).get_by_role("button", name=re.compile(r"loaves|minutes|percent|guests"))


def test_a_post_is_written_from_a_document_and_each_sentence_shows_where_it_stands(
    visitor: Visitors, tmp_path: Path
) -> None:
    ada = visitor()
    ada.registers(plan_type="pro")
    ada.asks("PUT", "/api/billing/plan", {"plan": "pro"})
    ada.connects_x()
    ada.goes_to("/content-generator")
    ada.sees_heading("Content generator")
    ada.looks()

    with ada.page.expect_file_chooser() as chooser:
        ada.presses("Choose a file")
    chooser.value.set_files(report(tmp_path))
    ada.sees(re.compile(r"Read: \d+ passages"))
    ada.presses("Generate")
    expect(text_for_x(ada)).to_contain_text("drafted without a model", ignore_case=True)
    expect(supported(ada).first).to_be_visible()
    ada.looks()

    sentence = supported(ada).first
    said = sentence.inner_text()
    sentence.focus()
    ada.page.keyboard.press("Enter")
    source = ada.page.get_by_role("dialog", name="Where this sentence comes from")
    expect(source.get_by_role("article").get_by_text(said)).to_be_visible()
    expect(source.get_by_role("img", name=re.compile("Page 1 of the document"))).to_be_visible()
    ada.looks()
    ada.page.keyboard.press("Escape")
    expect(sentence).to_be_focused()

    text_for_x(ada).get_by_role("button", name="Open in the composer").click()
    ada.sees_heading("Compose")
    expect(ada.page.get_by_role("textbox", name=re.compile("Post text")).first).to_contain_text(said)


def test_what_takes_too_long_can_be_stopped_and_stays_stopped(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.asks("PUT", "/api/ai/engines/groq/key", {"key": "velocitypost-sandbox-key"})
    ada.connects_x()
    ada.goes_to("/content-generator")
    ada.page.get_by_label("What should it be about?").fill("Rye bread")
    ada.stack.sandbox.fault("POST */chat/completions", "slow", service="groq", seconds=20, times=None)
    ada.presses("Generate")
    ada.presses("Stop")
    expect(ada.page.get_by_role("button", name="Generate", exact=True)).to_be_visible()
    ada.sees("Your texts appear here")
    ada.stack.sandbox.clear_faults()
    ada.presses("Generate")
    expect(text_for_x(ada)).to_contain_text("Groq")


def test_a_picture_is_drawn_by_a_model_and_found_at_a_link(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers()
    ada.goes_to("/media")
    ada.presses("Make a picture")
    maker = ada.page.get_by_role("dialog", name="Make a picture")
    maker.get_by_role("tab", name="By a model").click()
    maker.get_by_role("link", name="Add a key in the settings").click()
    ada.page.get_by_role("button", name=re.compile("Set a key")).nth(2).click()
    ada.page.get_by_role("dialog").get_by_label("Key", exact=True).fill("velocitypost-sandbox-key")
    ada.presses("Save the key")
    ada.sees("The key is saved.")
    ada.goes_to("/media")
    ada.presses("Make a picture")
    maker.get_by_role("tab", name="By a model").click()
    maker.get_by_label("What should it show?").fill("A loaf of rye bread on a table")
    ada.looks()
    maker.get_by_role("button", name="Draw it").click()
    ada.sees("The picture is in your library.")

    ada.goes_to("/media")
    ada.presses("Make a picture")
    maker.get_by_role("tab", name="From a link").click()
    ada.expects_refusal("/api/cards/link-picture", 422)
    maker.get_by_label("Address of the page").fill(f"{ada.stack.sandbox.url}/news/archive-opens")
    maker.get_by_role("button", name="Find its picture").click()
    expect(maker.get_by_role("alert")).to_contain_text("asks that its pictures are not used elsewhere")
    maker.get_by_label("Address of the page").fill(f"{ada.stack.sandbox.url}/news/rye-is-back")
    maker.get_by_role("button", name="Find its picture").click()
    expect(maker.get_by_role("figure")).to_contain_text("Rye is back on the breakfast table")
    ada.looks()
    maker.get_by_role("button", name="Use this picture").click()
    names = [file["name"] for file in ada.asks("GET", "/api/media")["media"]]
    assert names == ["Rye is back on the breakfast table.png", "A loaf of rye bread on.png"]


def test_a_batch_is_written_while_one_is_elsewhere_and_goes_on_the_calendar(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.connects_x()
    ada.goes_to("/content/drafts")
    ada.sees_heading("30 days")
    ada.looks()
    ada.page.get_by_role("link", name="Write a batch").first.click()
    ada.page.get_by_label("Days", exact=True).fill("2")
    ada.page.get_by_label("Posts a day").fill("1")
    ada.looks()
    ada.presses("Begin")
    ada.sees("2 of 2 drafts")
    ada.looks()

    ada.page.get_by_label(re.compile("Choose the post of")).first.check()
    ada.presses("Put on the calendar")
    ada.page.get_by_role("dialog").get_by_role("button", name="Schedule").click()
    ada.sees("1 post is on the calendar.")
    planned = [item for item in ada.asks("GET", "/api/posts")["posts"] if item["state"] == "scheduled"]
    assert len(planned) == 1


def test_what_was_decided_about_a_batch_is_seen_on_another_device(visitor: Visitors) -> None:
    ada, phone = visitor(), visitor(width=390)
    ada.registers()
    ada.connects_x()
    wish = {"days": 3, "posts_per_day": 1, "platforms": ["x"], "domains": [{"domain": "tech", "percent": 100}]}
    batch = ada.asks("POST", "/api/ai/batches", wish)["batch"]["id"]
    ada.goes_to(f"/content/drafts/{batch}")
    ada.sees("3 of 3 drafts")
    posts = ada.page.get_by_role("article")
    posts.nth(0).get_by_role("button", name="Edit").click()
    posts.nth(0).get_by_role("textbox").fill("My own words about it.")
    ada.looks()
    posts.nth(0).get_by_role("button", name="Save").click()
    expect(posts.nth(0)).to_contain_text("Edited")
    posts.nth(0).get_by_role("checkbox").check()
    ada.presses("Approve")
    expect(posts.nth(0)).to_contain_text("Approved")
    posts.nth(1).get_by_role("button", name="Discard").click()
    expect(posts).to_have_count(2)

    phone.asks("POST", "/api/auth/login", {"email": ada.email, "password": ada.password})
    phone.goes_to(f"/content/drafts/{batch}")
    expect(phone.page.get_by_role("article")).to_have_count(2)
    expect(phone.page.get_by_role("article").first).to_contain_text("My own words about it.")
    expect(phone.page.get_by_role("article").first).to_contain_text("Approved")
    phone.presses("Show 1 discarded")
    phone.looks()
    phone.presses("Bring back")
    expect(ada.page.get_by_role("article")).to_have_count(3)
    assert [post["text"] for post in ada.asks("GET", "/api/posts")["posts"]] == ["My own words about it."]


def test_a_card_is_drawn_in_ones_own_colours_and_goes_into_the_post(visitor: Visitors) -> None:
    ada = visitor()
    ada.registers()
    ada.connects_x()
    ada.goes_to("/compose")
    ada.page.get_by_role("textbox", name=re.compile("Post text")).first.fill("Good bread takes a night.")
    ada.presses("Make a picture")
    maker = ada.page.get_by_role("dialog", name="Make a picture")
    expect(maker.get_by_label("The words on the card")).to_have_value("Good bread takes a night.")
    maker.get_by_text("Your colours, name and logo").click()
    maker.get_by_role("button", name="Add a colour").click()
    maker.get_by_label(re.compile("Name on the cards")).fill("Maple and Rye")
    maker.get_by_role("button", name="Save the look").click()
    ada.sees("Your cards have this look now.")
    ada.looks()
    maker.get_by_role("button", name="Draw it").click()
    expect(maker).to_be_hidden()
    made = ada.asks("GET", "/api/media")["media"]
    assert [file["alt"] for file in made] == ["Quote: “Good bread takes a night.” Maple and Rye"]
    expect(ada.page.get_by_role("textbox", name=re.compile("escri")).first).to_have_value(made[0]["alt"])
    ada.looks()


def test_a_document_that_cannot_be_read_says_why(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor()
    ada.registers(plan_type="pro")
    ada.asks("PUT", "/api/billing/plan", {"plan": "pro"})
    broken = tmp_path / "plan.pdf"
    broken.write_bytes(making.encrypted(report(tmp_path).read_bytes(), user="secret", owner="secret"))
    ada.goes_to("/content/documents")
    with ada.page.expect_file_chooser() as chooser:
        ada.presses("Choose a file")
    chooser.value.set_files(broken)
    ada.sees("This document could not be read")
    ada.looks()


def test_domains_and_voice_can_be_read_by_everyone(visitor: Visitors) -> None:
    ada = visitor(width=390)
    ada.registers()
    ada.goes_to("/domains")
    ada.sees_heading("Domains and voice")
    ada.sees("Technology & Innovation")
    ada.looks()
