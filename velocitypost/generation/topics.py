"""What a wish is about: "Create a post about AI automation in 2025" wants "AI automation in 2025"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from velocitypost.generation.cleaning import cleaned
from velocitypost.generation.lexicon import table, words
from velocitypost.generation.sentences import sentences

_PIECE = (
    r"(?:post|tweet|thread|caption|reel|video|story|update|text|article|meme|joke|announcement|message|content|something|"
    r"beitrag|text|eintrag|publication|texte|légende|légendes|publicación|texto|contenido|contenuto|testo|publicação|conteúdo|legenda)"
)
_ORDER = regex.compile(
    rf"""\A\s*(?:please\s+|bitte\s+)?(?:(?:can|could|would)\s+you\s+(?:please\s+)?)?(?:i\s+(?:want|need|would\s+like)\s+(?:you\s+to\s+)?)?
    (?:(?:create|write|make|generate|draft|compose|give\s+me|prepare|produce|do|schreib\w*|erstell\w*|mach\w*|verfass\w*|
       écri\w+|crée\w*|rédige\w*|fais|escrib\w+|crea\w*|redacta\w*|scriv\w+|fai|escrev\w+|cri[ae]\w*|faça)\s+)?
    (?:(?:me|us|mir|uns|moi|nous|-moi|me|mi|ci)\s+)?
    (?:(?:an?|one|some|\d+|two|three|five|ten|eine?n?|une?|des|una?s?|uno|um|uma|the|several|a\s+few|a\s+series\s+of)\s+)?
    (?:[\p{{Ll}}\-]+\s+){{0,4}}?{_PIECE}s?(?:\s+(?:für|for|pour|para|per)\s+[\p{{L}}]+)?
    \s*(?:(?:about|on|regarding|around|covering|explaining|promoting|announcing|introducing|celebrating|describing|featuring|
        that\s+(?:explains|promotes|announces|introduces|shows)|to\s+(?:promote|announce|introduce|celebrate|explain)|
        über|zum\s+thema|zu|sur|à\s+propos\s+de|sobre|acerca\s+de|su|sul|sulla|di)\s+|:\s*)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_ABOUT = regex.compile(
    r"\A\s*(?:(?:write|post|talk|tell\s+\p{L}+|schreibe?|écris|escribe|scrivi|escreva)\s+)?"
    r"(?:about|on|über|sur|sobre|su|topic|thema|sujet|tema|argomento)\s*:?\s+"
    r"|\A\s*(?:announc|promot|introduc|celebrat)(?:e|ing)\s+",
    regex.IGNORECASE,
)
_HOW = regex.compile(
    r"[,.;]?\s*(?:\b(?:in|with)\s+an?\s+[\p{L}\-]+(?:\s+[\p{L}\-]+)?\s+(?:tone|style|voice|way)\b.*"
    r"|\bin\s+(?:under\s+)?\d+\s+(?:characters|words)\b.*|\b(?:with|using|including|include|add|no)\s+(?:some\s+|relevant\s+)?(?:hashtags?|emojis?)\b.*"
    r"|\b(?:for|on)\s+(?:instagram|twitter|x|linkedin|facebook|threads|tiktok|youtube|pinterest|reddit|mastodon|bluesky)\b.*"
    r"|\b(?:make|keep)\s+it\s+.*)\Z",
    regex.IGNORECASE | regex.DOTALL,
)
_VERB = regex.compile(
    r"\b(?:is|are|was|were|will|has|have|had|am|we|i|our|opens?|starts?|launch(?:es|ed)?|ist|sind|wird|haben|wir|est|sont|nous|avons|"
    r"es|son|tenemos|abrimos|è|sono|abbiamo|é|são|temos)\b",
    regex.IGNORECASE,
)
_HOW_TO = regex.compile(r"how (?:to|(?:you|we|one|i) can)\s+(\p{L}+)(.*)\Z", regex.IGNORECASE | regex.DOTALL)
# Of "five tips for better sleep" a sentence can only take the better sleep.
_COUNTED = regex.compile(
    r"\A(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\p{Ll}+\s+)?(?:tips?|tricks?|ways?|ideas?|things|facts|hacks|lessons|steps|questions)"
    r"\s+(?:for|on|about|around)\s+",
    regex.IGNORECASE,
)
_COUNTED_TO = regex.compile(
    r"\A(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\p{Ll}+\s+)?(?:tips?|tricks?|ways?|reasons?|steps)"
    r"\s+to\s+(?=\p{Ll})",
    regex.IGNORECASE,
)
_SMALL_AT_START = regex.compile(r"\A(?:The|A|An|How|Why|What|My|Our|Your|Some)\b")
_OWN = regex.compile(
    r"\A(?:our|my|unser\w*|mein\w*|notre|nos|mon|ma|nuestr\w+|mi|il nostro|la nostra|i nostri|nosso|nossa)\s",
    regex.IGNORECASE,
)
LENGTH_MOST = 90


@dataclass(frozen=True)
class Topic:
    """What a wish is about.

    A "phrase" can stand in a sentence, and so can what is the author's "own" ("our summer sale"); a "question" is the
    author's; "told" are whole sentences with the author's own facts; "none" says nothing.
    """

    kind: Literal["phrase", "own", "question", "told", "none"]
    text: str = ""

    @property
    def bare(self) -> str:
        """Without "our" and the like, and without an article."""
        return regex.sub(r"^(?:the|an?)\s+", "", _OWN.sub("", self.text), flags=regex.IGNORECASE)

    @property
    def at_start(self) -> str:
        """With a capital, to begin a sentence."""
        return self.text[:1].upper() + self.text[1:]


def topic_of(prompt: str) -> Topic:
    """What `prompt` is about, without the order to write about it."""
    text = cleaned(prompt)
    if not text:
        return Topic("none")
    order = _ORDER.match(text)
    if order:
        text = text[order.end() :].strip()
    elif about := _ABOUT.match(text):
        text = text[about.end() :].strip()
        order = about
    text = _HOW.sub("", text).strip() or text.strip()
    spans = sentences(text)
    if not spans:
        return Topic("none")
    if len(spans) == 1 and text.rstrip().endswith(("?", "？")):
        return Topic("question", text[:1].upper() + text[1:])
    first = spans[0].text
    says = _VERB.search(_OWN.sub("", first)) or first.endswith((".", "!"))
    if order or (len(spans) == 1 and len(first.split()) <= 9 and not says):
        phrase = regex.split(r"(?<=[\p{L}\d])\s*[.;!?\n]", first)[0].strip(' .,:;!"“”')
        if phrase:
            phrase = _in_sentence(phrase if len(phrase) <= LENGTH_MOST else _cut(phrase))
            return Topic("own" if _OWN.match(phrase) else "phrase", phrase)
    return Topic("told", text)


def _in_sentence(phrase: str) -> str:
    phrase = _COUNTED_TO.sub("how to ", _COUNTED.sub("", phrase))
    if how := _HOW_TO.match(phrase):
        return f"{_gerund(how[1].lower())}{how[2]}"
    if _SMALL_AT_START.match(phrase) or _begins_with_a_common_word(phrase):
        return phrase[0].lower() + phrase[1:]
    return phrase


def _begins_with_a_common_word(phrase: str) -> bool:
    """Whether only the sentence gave it its capital: "Small habits", but not "Paris in May" or "Apple Pay"."""
    first, *others = phrase.split()
    common = first == "New" or (first.lower() in words("common") and first.lower() not in table("months"))
    return common and not any(word[:1].isupper() for word in others[:1])


def _gerund(verb: str) -> str:
    """The verb as a noun: "save" is "saving", "plan" is "planning"."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    if regex.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


def _cut(phrase: str) -> str:
    """The head of a phrase that is too long to be repeated in a post."""
    head = regex.split(r",|\s[–-]\s|\b(?:and how|and why|including|such as|because|so that|which|that)\b", phrase)[
        0
    ].strip()
    while len(head) > LENGTH_MOST:
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,")
