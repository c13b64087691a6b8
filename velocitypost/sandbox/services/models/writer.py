"""What a model of the sandbox answers: the same for the same request, of words from the prompt, in the form asked for.

It understands a prompt as far as anybody could who knows nothing of who sent it: which words matter, what is said
where a name is named, and bounds such as "at most 280 characters".
"""

import hashlib
import json
import random
import re
from dataclasses import dataclass
from typing import Any

from velocitypost.sandbox.services.models.schema import resolved

DEEPEST = 12
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'-]){3,}")
_BOUND = re.compile(r"(?:at most|up to|maximum(?: of)?|no more than|max\.?)\s+(\d[\d,.]*)\s*characters", re.IGNORECASE)
_SUBJECT = re.compile(r"\bsubject: ([^.\n]+)\.", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"\n]+)"')
_COMMON_WORDS = """
    about above after again also answer been before being below between both characters could does down each exactly
    from give have here into just like made make many more most much must only other over post posts same should some
    such than that their them then there these they this those under used using very want well were what when where
    which while will with without write your yours json object members member text string platform please
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SENTENCES = (
    "Most people meet {a} long before they need it.",
    "The hard part of {a} is not {b}, it is starting.",
    "Three small steps with {a} beat one big plan for {b}.",
    "What would change for you if {a} took half the time?",
    "We tried {a} for a week and wrote down what it did to {b}.",
    "Nobody talks about {b} when they talk about {a}.",
    "Here is the short version: {a} first, {b} second, everything else later.",
    "If {a} feels slow, look at {b} before you blame the tools.",
    "Good {a} looks boring from outside, and that is the point.",
    "Which side are you on: more {a}, or better {b}?",
    "A quiet habit around {a} is worth more than a loud launch.",
    "Start with {a}, keep what works, and leave {b} for next month.",
)


@dataclass(frozen=True)
class Writer:
    """Answers one request. `prompt` is everything that was said, `request` what the user said first of it.

    `seed` is what was asked to make it repeatable.
    """

    prompt: str
    request: str
    seed: int = 0

    def plain(self) -> str:
        """A few sentences."""
        return self._sentences((), 4)

    def shaped(self, schema: dict[str, Any]) -> Any:
        """A value that fits the schema."""
        return self._value(schema, schema, ())

    def sketched(self) -> Any:
        """JSON without a schema: in the form of the example that the prompt shows, if it shows one."""
        example = _example(self.prompt)
        return self._like(example, ()) if example is not None else {"answer": self.plain()}

    def _value(self, schema: dict[str, Any], root: dict[str, Any], path: tuple[str, ...]) -> Any:
        schema = resolved(schema, root)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._dice(path).choice(schema["enum"])
        kind = schema.get("type", "object" if "properties" in schema else "string")
        kind = next((one for one in kind if one != "null"), "null") if isinstance(kind, list) else kind
        if len(path) > DEEPEST:
            return None
        if kind == "object":
            return {
                name: self._value(inner, root, (*path, name)) for name, inner in schema.get("properties", {}).items()
            }
        if kind == "array":
            least = max(int(schema.get("minItems", 2)), 0)
            count = min(least if "minItems" in schema else 3, int(schema.get("maxItems", 50)))
            return [self._value(schema.get("items", {}), root, (*path, str(n))) for n in range(count)]
        if kind == "string":
            return self._text(schema, path)
        plain = {"integer": int(schema.get("minimum", 1)), "number": float(schema.get("minimum", 1)), "boolean": True}
        return plain.get(kind)

    def _like(self, example: Any, path: tuple[str, ...]) -> Any:
        if len(path) > DEEPEST:
            return None
        if isinstance(example, dict):
            return {name: self._like(inner, (*path, name)) for name, inner in example.items()}
        if isinstance(example, list):
            return [self._like(example[0], (*path, str(n))) for n in range(3)] if example else []
        return self._text({}, path) if isinstance(example, str) else example

    def _text(self, schema: dict[str, Any], path: tuple[str, ...]) -> str:
        """In a list a word; under a name that speaks of titles a line; else sentences."""
        if path and path[-1].isdigit():
            words = self._words(path)
            return words[int(path[-1]) % len(words)].capitalize()
        if path and re.search(r"title|name|headline|subject", path[-1], re.IGNORECASE):
            words = self._words(path)
            return f"{words[0].capitalize()} and {words[1 % len(words)]}"
        most = int(schema.get("maxLength", 10_000))
        for bound in (*_BOUND.findall(self._said_of(path)), *_BOUND.findall(str(schema.get("description", "")))):
            most = min(most, int(re.sub(r"\D", "", bound) or 10_000))
        text = self._sentences(path, self._dice(path).randint(2, 4))
        while len(text) > most and ". " in text:
            text = text.rpartition(". ")[0] + "."
        return text[:most]

    def _sentences(self, path: tuple[str, ...], count: int) -> str:
        dice, words = self._dice(path), self._words(path)
        subject = self._subject(path)
        chosen = dice.sample(_SENTENCES, count)
        said = []
        for sentence in chosen:
            a, b = dice.sample(words, 2)
            a = dice.choice(subject) if subject else a
            line = sentence.format(a=a, b=b)
            said.append(line[0].upper() + line[1:])
        return " ".join(said)

    def _words(self, path: tuple[str, ...]) -> list[str]:
        """The words that matter in the request, but for what it says about the form of the answer."""
        told = set(self._said_of(path).split("\n"))
        matter = "\n".join(line for line in self.request.split("\n") if line not in told) or self.request
        found = [word.lower() for word in _WORD.findall(matter[:4_000])]
        kept = [word for word in dict.fromkeys(found) if word not in _COMMON][:24]
        return kept if len(kept) > 1 else [*kept, "work", "time", "people"]

    def _subject(self, path: tuple[str, ...]) -> list[str]:
        """What it is told to write about here: as it is named, or the words that matter of what is quoted by its id."""
        named = _SUBJECT.search(self._said_of(path))
        if named is None:
            return []
        quoted = _QUOTED.search(named[1])
        if quoted is None:
            return [named[1]]
        told = re.search(rf'id="{re.escape(quoted[1])}">(.*?)</', self.prompt, re.DOTALL)
        words = [word.lower() for word in _WORD.findall(told[1])] if told else []
        return [word for word in dict.fromkeys(words) if word not in _COMMON]

    def _said_of(self, path: tuple[str, ...]) -> str:
        """The paragraphs that name the innermost place that is named at all."""
        for name in reversed(path):
            if not name.isdigit() and len(name) > 4:
                pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
                paragraphs = [part for part in self.prompt.split("\n\n") if pattern.search(part)]
                if paragraphs:
                    return "\n".join(paragraphs)
        return ""

    def _dice(self, path: tuple[str, ...]) -> random.Random:
        digest = hashlib.sha256(f"{self.seed}\0{'/'.join(path)}\0{self.prompt}".encode()).digest()
        return random.Random(digest)  # noqa: S311 (repeatable on purpose)


def _example(prompt: str) -> Any:
    """The largest JSON object in the prompt."""
    decoder, best = json.JSONDecoder(), None
    for place in [found.start() for found in re.finditer(r"\{\s*\"", prompt)][:50]:
        try:
            value, end = decoder.raw_decode(prompt, place)
        except ValueError:
            continue
        if best is None or end - place > best[0]:
            best = (end - place, value)
    return best[1] if best else None


def tokens(text: str) -> int:
    """About as many as these houses would count."""
    return max(1, -(-len(text) // 4))


def cut(text: str, most: int) -> str:
    """As much of it as fits into so many tokens."""
    return text[: most * 4]
