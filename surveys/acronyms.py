"""Acronyms of entities as the six languages write them.

The code of an entity is its English acronym, which charts and lists show for want of room. Each language has short
names of its own for many of them; those that are not here are written alike, or known by no other name.
"""

from django.utils.translation import pgettext_lazy

ACRONYMS = {
    "AIIB": pgettext_lazy("acronym", "AIIB"),
    "Afreximbank": pgettext_lazy("acronym", "Afreximbank"),
    "DESA": pgettext_lazy("acronym", "DESA"),
    "ECA": pgettext_lazy("acronym", "ECA"),
    "ECE": pgettext_lazy("acronym", "ECE"),
    "ECLAC": pgettext_lazy("acronym", "ECLAC"),
    "ESCAP": pgettext_lazy("acronym", "ESCAP"),
    "ESCWA": pgettext_lazy("acronym", "ESCWA"),
    "FAO": pgettext_lazy("acronym", "FAO"),
    "IDB": pgettext_lazy("acronym", "IDB"),
    "IFAD": pgettext_lazy("acronym", "IFAD"),
    "ILO": pgettext_lazy("acronym", "ILO"),
    "IOM": pgettext_lazy("acronym", "IOM"),
    "ITU": pgettext_lazy("acronym", "ITU"),
    "NDB": pgettext_lazy("acronym", "NDB"),
    "PAHO": pgettext_lazy("acronym", "PAHO"),
    "UN-Habitat": pgettext_lazy("acronym", "UN-Habitat"),
    "UN-Women": pgettext_lazy("acronym", "UN-Women"),
    "UNCTAD": pgettext_lazy("acronym", "UNCTAD"),
    "UNDP": pgettext_lazy("acronym", "UNDP"),
    "UNEP": pgettext_lazy("acronym", "UNEP"),
    "UNESCO": pgettext_lazy("acronym", "UNESCO"),
    "UNFPA": pgettext_lazy("acronym", "UNFPA"),
    "UNICEF": pgettext_lazy("acronym", "UNICEF"),
    "UNIDO": pgettext_lazy("acronym", "UNIDO"),
    "UNOPS": pgettext_lazy("acronym", "UNOPS"),
    "UNOSSC": pgettext_lazy("acronym", "UNOSSC"),
    "UNV": pgettext_lazy("acronym", "UNV"),
    "UNWTO": pgettext_lazy("acronym", "UNWTO"),
    "WFP": pgettext_lazy("acronym", "WFP"),
    "WHO": pgettext_lazy("acronym", "WHO"),
    "WIPO": pgettext_lazy("acronym", "WIPO"),
    "World Bank": pgettext_lazy("acronym", "World Bank"),
}


def acronym(code: str) -> str:
    """The short name of an entity in the language of the page; the code itself where it has no other."""
    return str(ACRONYMS.get(code, code))
