"""The same fact in other forms and other languages is supported; a changed one is not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from velocitypost.generation.grounding import Source


@dataclass(frozen=True)
class Paragraph:
    id: str
    text: str


EN = (
    "The Falk dairy was founded in 1987 and sells 2.4 million litres of milk a year.",
    "In the first quarter of 2026 revenue rose by 12 percent to 3.6 million euros.",
    "The second plant, in Trento, opened on 14 March 2024; it employs 85 people.",
    "Managing director Ines Falk said that the company did not take on any debt.",
    "One in four customers orders online, and every third parcel goes to Austria.",
    "Delivery takes between two and three days and costs 4.90 euros; orders of more than 50 euros are free.",
    "The cheese ripens for 18 months at 12 °C in a cellar of 1,500 square metres.",
    "Karl Moser runs the shop in Bolzano, Lea Pichler the one in Merano.",
    "The half-litre bottle costs 1.20 euros, the litre bottle 2.10 euros.",
    "Neither the butter nor the yoghurt contains added sugar.",
    "The trial ran from June to August 2025 with 40 farms.",
)
EN_SAID = (
    "The Falk dairy has existed since 1987.",
    "Falk sells 2,400,000 litres of milk per year.",
    "Revenue grew 12% in Q1 2026.",
    "A quarter of the customers order online.",
    "25 percent of customers order online.",
    "A third of the parcels go to Austria.",
    "The plant in Trento opened in March 2024.",
    "The plant in Trento opened on 14/03/2024.",
    "The plant in Trento opened on March 14th, 2024.",
    "The cheese ripens for a year and a half.",
    "The cheese ripens for one and a half years.",
    "Eighty-five people work in Trento.",
    "The company has no debt.",
    "Orders over €50 are delivered free.",
    "Delivery takes two to three days.",
    "Delivery takes 2–3 days.",
    "The shop in Merano is run by Lea Pichler.",
    "The cellar has 1500 m².",
    "The trial with forty farms ran in the summer of 2025.",
    "There is no added sugar in the butter.",
    "A litre costs 2.10 euros.",
    "The half-litre bottle costs 120 cents.",
    "Karl Moser runs the shop in Bolzano.",
)
EN_CHANGED = (
    "The Falk dairy has existed since 1978.",
    "Falk sells 2.4 billion litres of milk a year.",
    "Revenue grew 12% in Q2 2026.",
    "Revenue fell 12% in the first quarter of 2026.",
    "Half of the customers order online.",
    "Two thirds of the parcels go to Austria.",
    "The third plant, in Trento, opened on 14 March 2024.",
    "The plant in Trento opened on 4 March 2024.",
    "The plant in Trento opened in May 2024.",
    "The cheese ripens for 18 weeks.",
    "The cheese ripens for two years.",
    "The cheese ripens at 12 °F.",
    "The company took on debt.",
    "Orders of less than 50 euros are free.",
    "Delivery takes two to three weeks.",
    "The shop in Merano is run by Karl Moser.",
    "Lea Pichler runs the shop in Bolzano.",
    "The half-litre bottle costs 130 cents.",
    "The cellar has 1,500 cubic metres.",
    "The trial ran from June to August 2024.",
    "The trial ran with 400 farms.",
    "The butter contains added sugar.",
    "Both the butter and the yoghurt contain added sugar.",
    "A litre costs 1.20 euros.",
    "Revenue rose to 12 million euros.",
    "Revenue rose by 3.6 percent.",
    "Managing director Karl Moser said that the company did not take on any debt.",
    "Revenue rose by 12 percentage points.",
    "Revenue doubled in the first quarter of 2026.",
    "Delivery costs 49 euros.",
)

DE = (
    "Die Molkerei Falk wurde 1987 gegründet und verkauft 2,4 Millionen Liter Milch im Jahr.",
    "Im ersten Quartal 2026 stieg der Umsatz um 12 Prozent auf 3,6 Millionen Euro.",
    "Das zweite Werk in Trient wurde am 14. März 2024 eröffnet und beschäftigt 85 Menschen.",
    "Jeder vierte Kunde bestellt online.",
    "Karl Moser leitet den Laden in Bozen, Lea Pichler den in Meran.",
    "Weder Butter noch Joghurt enthalten zugesetzten Zucker.",
    "Der Käse reift 18 Monate.",
)
DE_SAID = (
    "25 % der Kunden bestellen online.",
    "Ein Viertel der Kunden bestellt online.",
    "Der Umsatz wuchs um zwölf Prozent.",
    "Das Werk in Trient wurde am 14.03.2024 eröffnet.",
    "Das Werk in Trient beschäftigt fünfundachtzig Menschen.",
    "Der Käse reift anderthalb Jahre.",
    "Die Butter enthält keinen zugesetzten Zucker.",
    "Im Jahr verkauft Falk 2.400.000 Liter Milch.",
)
DE_CHANGED = (
    "Jeder dritte Kunde bestellt online.",
    "Der Umsatz sank um 12 Prozent.",
    "Das Werk in Trient wurde am 14. Mai 2024 eröffnet.",
    "Karl Moser leitet den Laden in Meran.",
    "Die Butter enthält zugesetzten Zucker.",
    "Der Käse reift 18 Wochen.",
    "Im zweiten Quartal 2026 stieg der Umsatz um 12 Prozent.",
    "Falk verkauft 2,4 Milliarden Liter Milch im Jahr.",
)

FR = (
    "La laiterie Falk a été fondée en 1987 et vend 2,4 millions de litres de lait par an.",
    "Au premier trimestre 2026, le chiffre d'affaires a augmenté de 12 % pour atteindre 3,6 millions d'euros.",
    "La deuxième usine, à Trente, a ouvert le 14 mars 2024 et emploie 85 personnes.",
    "Un client sur quatre commande en ligne.",
    "Le beurre ne contient pas de sucre ajouté.",
    "Karl Moser dirige la boutique de Bolzano, Lea Pichler celle de Merano.",
)
FR_SAID = (
    "Un quart des clients commande en ligne.",
    "L'usine de Trente a ouvert le 14/03/2024.",
    "Le chiffre d'affaires a augmenté de douze pour cent.",
    "L'usine de Trente emploie quatre-vingt-cinq personnes.",
)
FR_CHANGED = (
    "Un client sur trois commande en ligne.",
    "Le chiffre d'affaires a baissé de 12 %.",
    "L'usine de Trente a ouvert le 14 mai 2024.",
    "Le beurre contient du sucre ajouté.",
    "Karl Moser dirige la boutique de Merano.",
    "Au deuxième trimestre 2026, le chiffre d'affaires a augmenté de 12 %.",
)

ES = (
    "La lechería Falk se fundó en 1987 y vende 2,4 millones de litros de leche al año.",
    "En el primer trimestre de 2026 los ingresos aumentaron un 12 por ciento hasta 3,6 millones de euros.",
    "La segunda planta, en Trento, abrió el 14 de marzo de 2024 y emplea a 85 personas.",
    "Uno de cada cuatro clientes compra por internet.",
    "La mantequilla no contiene azúcar añadido.",
)
ES_SAID = (
    "El 25 % de los clientes compra por internet.",
    "Una cuarta parte de los clientes compra por internet.",
    "La planta de Trento abrió el 14/03/2024.",
    "Los ingresos aumentaron un doce por ciento.",
)
ES_CHANGED = (
    "Uno de cada tres clientes compra por internet.",
    "Los ingresos cayeron un 12 por ciento.",
    "La planta de Trento abrió el 14 de mayo de 2024.",
    "La mantequilla contiene azúcar añadido.",
)


def unsupported(passages: tuple[str, ...], claim: str) -> list[str]:
    source = Source([Paragraph(f"p{number}", text) for number, text in enumerate(passages)])
    return [ground.reason for ground in source.ground(claim) if ground.standing == "unsupported"]


BOTH = ((EN, EN_SAID, EN_CHANGED), (DE, DE_SAID, DE_CHANGED), (FR, FR_SAID, FR_CHANGED), (ES, ES_SAID, ES_CHANGED))


@pytest.mark.parametrize(("passages", "claim"), [(text, claim) for text, said, _ in BOTH for claim in said])
def test_what_the_source_says_in_another_form_is_supported(passages: tuple[str, ...], claim: str) -> None:
    assert unsupported(passages, claim) == []


@pytest.mark.parametrize(("passages", "claim"), [(text, claim) for text, _, changed in BOTH for claim in changed])
def test_what_was_changed_is_not(passages: tuple[str, ...], claim: str) -> None:
    assert unsupported(passages, claim)
