"""Cards: words that fit, in every script that there is a font for, in shapes that platforms take."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from velocitypost.contract import registry
from velocitypost.generation.cards.colours import contrast, palette
from velocitypost.generation.cards.drawing import LAYOUTS, Asked, Look, card_for, draw_card, words_for_card
from velocitypost.generation.cards.faces import CannotDraw, drawable, is_rtl, runs
from velocitypost.generation.cards.shapes import SIZES, Shape, aspect, shape_for
from velocitypost.generation.cards.typesetting import fit, width

SHORT = "The best bread is the one you share while it is still warm."
LONG = " ".join(["We opened at seven every morning, and somebody stood before the door already."] * 5)
SCRIPTS = {
    "Latin": SHORT,
    "Cyrillic": "Лучший хлеб — тот, которым делишься.",
    "Greek": "Το καλύτερο ψωμί είναι αυτό που μοιράζεσαι.",
    "Arabic": "أفضل الخبز هو الذي تشاركه، الساعة 7:30",
    "Hebrew": "הלחם הטוב ביותר הוא זה שחולקים Maple & Rye עוד חם.",
    "Devanagari": "सबसे अच्छी रोटी वह है जिसे आप बाँटते हैं।",
}
ALL = [(kind, layout) for kind, found in LAYOUTS.items() for layout in found]


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(("kind", "layout"), ALL)
def test_every_layout_holds_its_words_in_every_shape_and_long_ones_where_room_is_least(kind: str, layout: str) -> None:
    for shape, size in SIZES.items():
        for text in (LONG,) if shape in ("landscape", "story") else (SHORT,):
            asked = Asked(kind, text, shape, layout=layout, author="Ada Lovelace")  # type: ignore[arg-type]
            data, alt = draw_card(asked, Look(name="Maple & Rye"))
            assert opened(data).size == size
            assert text.split()[0] in alt


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_drawn_by_a_font_that_holds_it(script: str) -> None:
    for voice in ("plain", "strong", "serif", "italic", "loud"):
        pieces = runs(SCRIPTS[script], voice)
        assert "".join(piece.text for piece in pieces) == SCRIPTS[script]
    data, _ = draw_card(Asked("quote", SCRIPTS[script], "square", layout="bar"), Look())
    blank, _ = draw_card(Asked("quote", ".", "square", layout="bar"), Look())
    assert opened(data).tobytes() != opened(blank).tobytes()


def test_what_is_written_from_right_to_left_begins_on_the_right() -> None:
    ink = {}
    for script in ("Hebrew", "Latin"):
        data, _ = draw_card(Asked("quote", SCRIPTS[script].split()[0], "square", layout="panel"), Look(("#102030",)))
        box = opened(data).crop((160, 160, 920, 920)).convert("L").point(lambda value: 255 * (value < 90)).getbbox()
        assert box is not None
        ink[script] = (box[0] + box[2]) / 2
    assert is_rtl(SCRIPTS["Hebrew"])
    assert ink["Hebrew"] > 380 > ink["Latin"]


@pytest.mark.parametrize(
    ("text", "script"),
    [("パンは温かい", "Japanese"), ("面包是热的", "Chinese"), ("빵은 따뜻하다", "Korean"), ("ขนมปัง", "Thai")],
)
def test_a_script_without_a_font_is_named(text: str, script: str) -> None:
    with pytest.raises(CannotDraw, match=f"No font here can draw .*{script} writing"):
        draw_card(Asked("quote", text, "square"), Look())


def test_emoji_are_left_out_and_nothing_else() -> None:
    assert drawable("Warm bread 🥖🔥, 100% rye") == "Warm bread, 100% rye"
    with pytest.raises(CannotDraw, match="no words"):
        draw_card(Asked("quote", "🥖", "square"), Look())


def test_the_same_seed_gives_the_same_bytes_and_another_another_look() -> None:
    looks = {draw_card(Asked("quote", SHORT, "square", seed=seed), Look())[0] for seed in (3, 3, 4)}
    assert len(looks) == 2


def test_lines_are_much_the_same_length_and_none_is_one_lost_word() -> None:
    setting = fit("one two three four five six seven eight nine", "plain", (300, 400), largest=40, smallest=20)
    assert len(setting.lines) > 1
    assert all(width(line, "plain", setting.size) <= 301 for line in setting.lines)
    assert len(setting.lines[-1].split()) > 1
    wide = fit("Лучший хлеб — тот, которым делишься", "plain", (400, 400), largest=60, smallest=20)
    assert not any(line.startswith("—") for line in wide.lines)


def test_a_word_that_no_line_has_room_for_is_parted_and_what_never_fits_is_refused() -> None:
    setting = fit("https://example.com/" + "a" * 60, "plain", (300, 400), largest=40, smallest=20)
    assert all(width(line, "plain", setting.size) <= 301 for line in setting.lines)
    with pytest.raises(CannotDraw, match="too long"):
        fit("word " * 400, "plain", (300, 100), largest=40, smallest=20)
    with pytest.raises(CannotDraw, match="at most 400 characters"):
        draw_card(Asked("quote", "word " * 200, "square"), Look())


@pytest.mark.parametrize(
    "brand", [(), ("#000000",), ("#ffffff",), ("#777777", "#787878"), ("#ffff00", "#ffffff", "#fffff0")]
)
def test_words_can_be_read_whatever_the_brands_colours(brand: tuple[str, ...]) -> None:
    for seed in range(8):
        colours = palette(brand, seed)
        assert contrast(colours.on_ground, colours.ground) >= 4.4
        assert contrast(colours.on_paper, colours.paper) >= 4.4
        assert contrast(colours.on_accent, colours.accent) >= 4.4


def test_a_card_is_of_a_shape_that_its_platform_takes() -> None:
    shapes: dict[str, Shape] = {}
    for platform in registry.load():
        shape = shapes[platform.spec.key] = shape_for(platform)
        if bounds := platform.spec.limits.image_aspect:
            assert bounds[0] - 0.001 <= aspect(shape) <= bounds[1] + 0.001
        data, alt = card_for("Fresh rye today. #bread https://example.com/rye", platform, Look(name="Rye"), 5)
        assert opened(data).size == SIZES[shape]
        assert alt == "Quote: “Fresh rye today.” Rye"
    assert (shapes["pinterest"], shapes["instagram"]) == ("pin", "portrait")


def test_a_card_says_what_a_post_says_first_without_links_and_tags() -> None:
    post = f"{SHORT} Come early, for it is gone by noon.\n\nMore: https://example.com/bread\n#bread #rye"
    assert words_for_card(post).startswith(SHORT)
    assert not {"#", "http"} & set(words_for_card(post).split())
    assert "example.com" not in words_for_card(post)
    assert 0 < len(words_for_card("word " * 300)) <= 181
