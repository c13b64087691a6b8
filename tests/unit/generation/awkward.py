"""Texts as no platform would take them: what a model may give on a bad day."""

from __future__ import annotations

PARAGRAPH = "Small teams move faster when they talk less and write more. Nobody misses the meeting that was an e-mail. "
TEXTS: dict[str, str] = {
    "short": "Less is more.",
    "very long": PARAGRAPH * 35,
    "one long word": "Donaudampfschifffahrt" * 40,
    "one long line without a stop": "and then another thing happened " * 120,
    "a wall of hashtags": "Look at this " + " ".join(f"#tag{n}" for n in range(60)),
    "only hashtags": "#one #two #three",
    "only an emoji": "🚀",
    "a wall of emoji": "🚀🔥👩‍👩‍👧‍👦🇩🇪" * 120,
    "many links": " ".join(f"https://example.com/{n}/page?x=1" for n in range(30)),
    "markup": "# Heading\n\n**Bold** and *slanted*, `code`, [a link](https://example.com)\n\n- one\n- two\n\n> said",
    "html": "<p>Hello &amp; <b>welcome</b></p><script>alert(1)</script>",
    "control characters": "Hello\x00\x07 there\x1b[31m red \x7f end",
    "half of a character": "Broken \ud83d here and there \udc00.",
    "invisible characters": "He\u200bllo\u200e \u202ethere\u2066 friend\ufeff",
    "from right to left": "مرحبا بالعالم، هذا نص طويل بعض الشيء. " * 30,
    "without spaces between words": "これは少し長い文章です。毎日少しずつ書きます。" * 60,
    "mentions": "Thanks to @ada, @grace and @all for @everything " * 20,
    "as a letter": "Sure! Here is your post:\n\nSubject: Hello\n\nDear readers,\n\n" + PARAGRAPH * 3 + "\n\nBest,\nMe",
    "line breaks": "One\n\n\n\n\n\nTwo\r\n\r\nThree\n \n \nFour",
    "quotation marks": '"“Quoted” from start to end"',
}
