"""Mere form: how the same name or vaccine is spelled from one list, and one clerk, to the next."""

from __future__ import annotations

PLATFORM_VACCINES: dict[str, str] = {
    "sinopharm": "COVID-19 Vaccine (Vero Cell), Inactivated (Sinopharm)",
    "moderna": "COVID-19 Vaccine Moderna",
    "pfizer": "COVID-19 Vaccine Comirnaty (Pfizer/BioNtech)",
    "astrazeneca": "COVID-19 Vaccine AstraZeneca",
    "sputnik-v": "COVID-19 Vaccine Gam-covid-vac (Sputnik V)",
    "janssen": "COVID-19 Vaccine Jansen(Johnson & Johnson",
    "abdala": "COVID-19 Vaccine Abdala",
}
"""Vaccines in the words of sheet PL5 of the platform workbook, in its order; its slips of the pen belong to it."""

_EVERYDAY_VACCINES: dict[str, tuple[str, ...]] = {
    "sinopharm": ("Vero Cell", "Verocell", "Sinopharm", "Vero cell"),
    "moderna": ("Moderna", "MODERNA", "Spikevax"),
    "pfizer": ("Pfizer", "PFIZER", "Comirnaty", "pfizer"),
    "astrazeneca": ("AstraZeneca", "AZ", "Astra", "Astrazeneca"),
    "sputnik-v": ("Sputnik V", "Sputnik"),
    "janssen": ("Janssen", "Johnson & Johnson"),
    "abdala": ("Abdala", "ABDALA"),
}


def spell_vaccine(slug: str | None, turn: int) -> str | None:
    """Spell a vaccine as communes do, another way from row to row."""
    if slug is None:
        return None
    spellings = _EVERYDAY_VACCINES[slug]
    return spellings[turn % len(spellings)]


def make_untidy(name: str | None, turn: int) -> str | None:
    """Spell a name in capitals, with two spaces, or with one at the end, or leave it, from row to row."""
    if name is None:
        return None
    if turn % 3 == 0:
        name = name.upper()
    if turn % 5 == 0:
        name = name.replace(" ", "  ", 1)
    return f"{name} " if turn % 7 == 0 else name


def join_address(hamlet: str | None, address: str | None) -> str | None:
    """Put what stands beside the hamlet and the hamlet into one cell."""
    return ", ".join(part for part in (address, hamlet) if part) or None
