"""Without a model: what stands in the document, or questions about the brief; no made-up fact, nothing twice."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import combinations, islice

import pytest

from bench.quality.corpus import documents
from tests.unit.generation.places import place
from velocitypost.contract.spec import Option
from velocitypost.contract.types import Draft
from velocitypost.generation.composer import ENGINE, Composer
from velocitypost.generation.experts import custom, expert, experts
from velocitypost.generation.grounding import Source
from velocitypost.generation.model import Brief
from velocitypost.generation.similarity import SAME, likeness
from velocitypost.generation.topics import topic_of
from velocitypost.generation.voice import learn, nearness

X = place("x", weighted=True, follow_ups="thread")
LINKEDIN = place("linkedin", text_max=3000)
INSTAGRAM = place("instagram", text_max=2200, hashtags_max=5)
FACEBOOK = place("facebook", text_max=63_206)
REDDIT = place("reddit", text_max=40_000, options=(Option("title", "Title", "text", required=True, max=300),))
PLATFORMS = (X, LINKEDIN, INSTAGRAM, FACEBOOK, REDDIT)
KEYS = tuple(platform.spec.key for platform in PLATFORMS)
TOPIC = "Create a post about remote work for small teams"


@dataclass(frozen=True)
class Place:
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    id: str
    text: str
    place: Place


def passages(count: int, language: str = "en") -> list[Passage]:
    chosen = [document for document in documents("tuning") if document.language == language][:count]
    return [Passage(f"{d.title} {p.id}", p.text, Place((d.title,))) for d in chosen for p in d.passages]


REPORTS = Source(passages(13))
FROM_REPORTS = Composer(Brief("business", KEYS, source_id="reports"), expert("business"), source=REPORTS)


def test_thirty_days_on_five_platforms_take_less_than_five_seconds_and_no_two_are_the_same() -> None:
    began = time.process_time()
    composer = Composer(FROM_REPORTS._brief, expert("business"), source=Source(passages(13)))
    made = [(platform, composer.compose(platform, number)) for number in range(60) for platform in PLATFORMS]
    assert time.process_time() - began < 5
    assert len({one.text for _, one in made}) == 300
    for platform, one in made:
        problems = platform.check(Draft(one.text, options=one.options))
        assert not [p for p in problems if p.severity == "error" and p.field in ("text", "options")]
        assert not [ground for ground in one.grounds if ground.standing == "unsupported"]
        assert one.engine == ENGINE
    for platform in PLATFORMS:
        prints = [likeness(one.text) for where, one in made if where is platform]
        assert sum(a.to(b) > SAME for a, b in combinations(prints, 2)) <= 5


def test_every_number_in_a_draft_stands_in_the_document() -> None:
    for number in range(30):
        one = FROM_REPORTS.compose(LINKEDIN, number)
        assert {ground.standing for ground in one.grounds} <= {"grounded", "opinion"}
        assert any(ground.standing == "grounded" for ground in one.grounds)
        assert all(ground.passage_ids for ground in one.grounds if ground.standing == "grounded")


def test_the_same_seed_gives_the_same_draft_and_another_seed_another() -> None:
    brief = Brief("tech", KEYS, TOPIC, seed=4)
    first, again = (Composer(brief, expert("tech")).compose(X, 3) for _ in range(2))
    other = Composer(replace(brief, seed=5), expert("tech")).compose(X, 3)
    assert first == again
    assert first.text != other.text


def test_a_draft_does_not_depend_on_what_was_composed_before() -> None:
    brief = Brief("food", KEYS)
    used = Composer(brief, expert("food"))
    for number in range(10):
        used.compose(X, number)
    assert used.compose(X, 20) == Composer(brief, expert("food")).compose(X, 20)


@pytest.mark.parametrize("domain", [one.id for one in experts()])
def test_without_a_document_nothing_is_said_as_fact(domain: str) -> None:
    composer = Composer(Brief(domain, KEYS, TOPIC), expert(domain))
    for number in range(40):
        one = composer.compose(LINKEDIN, number)
        assert one.grounds == ()
        assert "remote work for small teams" in one.text.lower()
        assert not any(word in one.text for word in ("%", "study", "research", "experts say", "proven"))


def test_a_topics_drafts_differ_until_the_angles_are_used_up() -> None:
    composer = Composer(Brief("business", ("x",), TOPIC), expert("business"))
    prints = [likeness(composer.compose(X, number).text) for number in range(50)]
    assert all(a.to(b) <= SAME for a, b in combinations(prints, 2))


def test_without_a_wish_it_goes_through_the_experts_own_themes() -> None:
    composer = Composer(Brief("travel", ("x",)), expert("travel"))
    assert len({composer.compose(X, number).text for number in range(60)}) == 60


def test_what_the_author_tells_is_kept_word_for_word() -> None:
    told = "We are opening our second bakery in Leipzig on 3 May. Free coffee for the first 50 guests."
    composer = Composer(Brief("food", KEYS, told), expert("food"))
    for number in range(8):
        text = " ".join(composer.compose(FACEBOOK, number).text.replace("• ", "").split())
        assert "We are opening our second bakery in Leipzig on 3 May." in text
        assert "Free coffee for the first 50 guests." in text


def test_a_question_of_the_authors_is_asked_as_it_is() -> None:
    composer = Composer(Brief("tech", KEYS, "Is remote work dying?"), expert("tech"))
    assert all("Is remote work dying?" in composer.compose(X, number).text for number in range(10))


def test_longer_platforms_get_more_of_it() -> None:
    short, long = FROM_REPORTS.compose(X, 1).text, FROM_REPORTS.compose(LINKEDIN, 1).text
    assert len(short) < 280
    assert len(long) > 150


def test_a_title_is_a_sentence_of_the_matter() -> None:
    one = FROM_REPORTS.compose(REDDIT, 2)
    assert 10 < len(one.options["title"]) <= 300
    assert one.hashtags == ()


@pytest.mark.parametrize(("language", "opening"), [("de", "Die Stadtwerke Erlbach"), ("fr", "Les marchés de Lyon")])
def test_a_document_in_another_language_stays_in_it(language: str, opening: str) -> None:
    source = Source(passages(1, language))
    composer = Composer(
        Brief("business", ("facebook",), source_id="s", language="en"), expert("business"), source=source
    )
    texts = [composer.compose(FACEBOOK, number).text for number in range(6)]
    assert any(opening in text for text in texts)
    assert not any(word in text for text in texts for word in ("What", "Would", "the "))


def test_a_language_without_a_catalogue_gets_the_documents_own_words_only() -> None:
    text = "Praha má od března novou linku tramvaje. Linka číslo 40 jezdí každých osm minut a stála 2,1 miliardy korun."
    source = Source([Passage("p1", text, Place(()))])
    one = Composer(Brief("travel", ("facebook",), source_id="s", language="cs"), expert("travel"), source=source)
    drafted = one.compose(FACEBOOK, 0).text
    sentences = [line for line in drafted.split("\n") if line and not line.startswith("#")]
    assert all(line.removeprefix("✈️ ").rstrip() in text for line in sentences)


def test_a_domain_of_ones_own_is_written_for_too() -> None:
    mine = custom({"name": "Bike repair", "hashtags": ["bike repair"], "emojis": ["🚲"]})
    one = Composer(Brief(mine.id, KEYS, "how to patch a tyre"), mine).compose(X)
    assert "patching a tyre" in one.text.lower()
    assert "BikeRepair" in one.hashtags


def test_a_thread_is_made_only_where_it_is_wanted() -> None:
    brief = Brief("business", ("x",), "We did a lot this year. " * 40, thread=True)
    assert Composer(brief, expert("business")).compose(X).parts
    assert not Composer(replace(brief, thread=False), expert("business")).compose(X).parts


def test_what_stands_under_one_heading_can_become_a_thread() -> None:
    brief = Brief("business", ("x",), source_id="reports", thread=True)
    composer = Composer(brief, expert("business"), source=REPORTS)
    threads = [one for one in (composer.compose(X, number) for number in range(60)) if one.form == "thread"]
    assert threads
    assert all(one.parts for one in threads)
    assert {ground.part for one in threads for ground in one.grounds} >= {0, 1}
    assert not [g for one in threads for g in one.grounds if g.standing == "unsupported"]


def test_of_several_wordings_the_one_nearest_to_the_voice_is_taken() -> None:
    voice = learn([f"So, number {n}: I went out, I saw it, and I was glad. What else, friends?" for n in range(20)])
    brief = Brief("food", KEYS)
    plain, voiced = Composer(brief, expert("food")), Composer(brief, expert("food"), voice=voice)
    gains = [nearness(voice, voiced.compose(X, n).text) - nearness(voice, plain.compose(X, n).text) for n in range(10)]
    assert min(gains) >= 0


def test_variations_differ_in_more_than_words() -> None:
    first = FROM_REPORTS.compose(X, 0).text
    made = list(islice(FROM_REPORTS.variations([first], X), 4))
    assert len(made) == 4
    prints = [likeness(text) for text in (first, *(one.text for one in made))]
    assert all(a.varies(b) for a, b in combinations(prints, 2))


def test_what_is_to_be_avoided_is_not_written_again() -> None:
    before = [FROM_REPORTS.compose(X, number).text for number in range(5)]
    composer = Composer(FROM_REPORTS._brief, expert("business"), source=REPORTS, avoid=before)
    for number in range(5):
        assert max(likeness(composer.compose(X, number).text).to(likeness(text)) for text in before) <= SAME


@pytest.mark.parametrize(
    ("wish", "kind", "text"),
    [
        ("Create a post about AI automation in 2025", "phrase", "AI automation in 2025"),
        ("Write 3 funny tweets on the benefits of naps in a playful tone", "phrase", "the benefits of naps"),
        ("tips for better sleep, with hashtags", "phrase", "tips for better sleep"),
        ("five tips for saving water in the garden", "phrase", "saving water in the garden"),
        ("3 simple ways to save water", "phrase", "saving water"),
        ("our summer sale", "own", "our summer sale"),
        ("Small habits of calm teams", "phrase", "small habits of calm teams"),
        ("Create a post about New York", "phrase", "New York"),
        ("New ideas for May", "phrase", "new ideas for May"),
        ("May flowers", "phrase", "May flowers"),
        ("Announcing our summer sale", "own", "our summer sale"),
        ("Write a post about how to plan a trip", "phrase", "planning a trip"),
        ("how to save for a first flat", "phrase", "saving for a first flat"),
        ("Is remote work dying?", "question", "Is remote work dying?"),
        ("Schreibe einen Beitrag über nachhaltige Verpackung", "phrase", "nachhaltige Verpackung"),
        ("We open on 3 May.", "told", "We open on 3 May."),
        ("  ", "none", ""),
    ],
)
def test_the_topic_of_a_wish_is_what_it_is_about(wish: str, kind: str, text: str) -> None:
    topic = topic_of(wish)
    assert (topic.kind, topic.text) == (kind, text)


NOTICE = "We open our second bakery on Saturday, with free cinnamon rolls for the first fifty guests"


@pytest.mark.parametrize(
    ("domain", "prompt", "wanted"),
    [
        ("memes", NOTICE, {"CinnamonRolls", "Bakery"}),
        ("tech", "Our new online shop for handmade soap opens on Monday", {"OnlineShop", "HandmadeSoap"}),
        ("memes", "our summer sale", {"SummerSale"}),
        ("tech", "Should a small shop take cards only?", {"SmallShop", "Cards"}),
    ],
)
def test_what_the_author_has_to_say_is_tagged_by_its_own_words_whatever_the_domain(
    domain: str, prompt: str, wanted: set[str]
) -> None:
    composer = Composer(Brief(domain, KEYS, prompt), expert(domain))
    stock = {tag for tags in expert(domain).hashtags.values() for tag in tags}
    for number in range(8):
        for platform in (X, INSTAGRAM):
            tags = set(composer.compose(platform, number).hashtags)
            assert wanted <= tags
            assert not tags & stock


def test_a_topic_is_tagged_before_the_domain_and_a_joke_without_one_by_the_domain() -> None:
    about = Composer(Brief("memes", KEYS, "Write about online returns"), expert("memes")).compose(X, 2)
    assert about.hashtags[:2] == ("OnlineReturns", "Memes")
    joke = Composer(Brief("memes", KEYS), expert("memes")).compose(INSTAGRAM, 1)
    assert "Memes" in joke.hashtags


def test_news_of_a_day_asks_whether_one_comes_and_other_news_does_not() -> None:
    def closings(prompt: str) -> str:
        composer = Composer(Brief("tech", KEYS, prompt), expert("tech"))
        return "\n".join(composer.compose(FACEBOOK, number).text for number in range(40))

    assert "Is it in your calendar?" in closings(NOTICE)
    always = closings("We repair bicycles and now also e-bikes")
    assert "alendar" not in always
    assert "Who is in?" not in always
    assert "e-bikes.\n" in always
