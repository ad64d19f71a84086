"""The reviewed files of published figures, read as the loader reads them."""

from pathlib import Path

from indicators.published import PublishedFigureRow, read_published_figures

FOLDER = Path(__file__).parents[2] / "fixtures"
CHINESE = "[\u3400-\u9fff]"


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def figures_of(name: str) -> tuple[PublishedFigureRow, ...]:
    return read_published_figures(text_of(name), name)


def all_figures() -> tuple[PublishedFigureRow, ...]:
    return figures_of("published_figures.csv") + figures_of("published_figures_secondary.csv")
