"""What kind of document it is, by signs that anybody would name: words that such documents carry, and their build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from velocitypost.sources.passage import Found

_LOOKED_AT = 60_000
_ENOUGH = 3


@dataclass(frozen=True)
class _Signs:
    """`strong` count two, `weak` one."""

    kind: str
    strong: str
    weak: str = ""

    def count(self, text: str) -> int:
        found = {match.lower() for match in re.findall(rf"\b(?:{self.strong})", text)}
        weak = {match.lower() for match in re.findall(rf"\b(?:{self.weak})", text)} if self.weak else set()
        return 2 * len(found) + len(weak)


_SIGNS = (
    _Signs(
        "invoice",
        r"invoice|rechnungsnummer|rechnung nr|facture|factura|fattura|amount due|vat no\b|total due|bill to",
        r"subtotal|tax\b|vat\b|mwst\b|iva\b|tva\b|due date|payment terms|quantity|unit price|iban\b|total\b",
    ),
    _Signs(
        "contract",
        r"hereinafter|the parties|this agreement|governing law|in witness whereof|vertragspartner|"
        r"vertrag(?:s)?gegenstand|les parties|las partes|terms and conditions|terms of (?:service|use)",
        r"shall|clause\b|termination|liability|confidential|indemnif|warrant|§",
    ),
    _Signs(
        "cv",
        r"curriculum vitae|résumé|lebenslauf|work experience|professional experience|berufserfahrung|"
        r"expérience professionnelle|experiencia laboral|references available",
        r"education|skills|languages|ausbildung|kenntnisse|certifications|hobbies|linkedin|internship",
    ),
    _Signs(
        "research_paper",
        r"abstract|related work|et al\b|literature review|we propose|zusammenfassung und ausblick|doi\b|arxiv\b",
        r"introduction|method\b|results|discussion|conclusion|references|hypothesis|dataset|experiment|bibliography",
    ),
    _Signs(
        "press_release",
        r"for immediate release|press release|pressemitteilung|communiqué de presse|media contact|press contact|"
        r"about the company|comunicado de prensa",
        r"announced today|announces|embargo|spokesperson|headquarter",
    ),
    _Signs(
        "meeting_minutes",
        r"minutes of|meeting minutes|protokoll der|attendees|action items|procès-verbal|apologies for absence",
        r"agenda\b|present\b|decided\b|agreed\b|next meeting|chair\b|motion\b",
    ),
    _Signs(
        "business_report",
        r"annual report|quarterly report|executive summary|geschäftsbericht|rapport annuel|informe anual|"
        r"fiscal year|year over year|market (?:share|analysis|report)|financial (?:results|statements)|white ?paper",
        r"revenue|growth|quarter\b|customers|profit\b|forecast|strategy|margin\b|umsatz|gewinn|chiffre d.affaires|"
        r"ingresos|stakeholders|roi\b|kpi\b|trend\b",
    ),
    _Signs(
        "manual",
        r"user (?:guide|manual)|installation|getting started|troubleshooting|bedienungsanleitung|mode d.emploi|"
        r"safety instructions|how to use|specification|reference manual|command line",
        r"step \d|click\b|press\b|warning|caution|configure|install|option|parameter|version",
    ),
    _Signs(
        "price_list",
        r"price list|preisliste|menu\b|speisekarte|tarif\b|lista de precios|catalogue|catalog",
        r"price\b|preis\b|prix\b|€|per (?:hour|piece|month)",
    ),
    _Signs(
        "letter",
        r"dear (?:sir|madam|mr|mrs|ms|dr|all|team|customer|\w+,)|sehr geehrte|yours (?:sincerely|faithfully|truly)|"
        r"kind regards|best regards|mit freundlichen grüßen|madame, monsieur|estimad[oa]",
        r"sincerely|regards|enclosed",
    ),
)


def document_type(kind: str, passages: Sequence[Found]) -> str:
    """One of a short list, `article` or `notes` where nothing speaks for another. `kind` is that of the file."""
    if kind == "pptx":
        return "presentation"
    text = " ".join(p.text for p in passages if p.kind != "margin")[:_LOOKED_AT].lower()
    best = max(_SIGNS, key=lambda signs: signs.count(text))
    length = sum(len(p.text) for p in passages)
    # The longer a text, the more words it meets by chance.
    if best.count(text) >= _ENOUGH + min(4, length // 20_000):
        return best.kind
    tables = sum(len(p.text) for p in passages if p.kind == "table")
    if 2 * tables > length:
        return "table"
    prose = sum(len(p.text) for p in passages if p.kind == "paragraph" and len(p.text) > 120)
    return "article" if prose > 600 else "notes"
