"""Every page of the product, by the rules of axe-core and on a narrow screen.

English and Arabic, light and dark: each page by all rules in one colour of each language, and by those that look at
colours in the other.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import addresses

AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text(encoding="utf-8")
RUN = """async ([rules]) => {
  const options = { resultTypes: ["violations"], runOnly: rules || undefined };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(" ")}: ${n.any.concat(n.all, n.none).map(c => c.message).join("; ")}`));
}"""
SETTLED = "async () => { await Promise.all(document.getAnimations().map(one => one.finished)) }"
"""Links of the administration fade from one colour into the other."""
WIDEST = """() => {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? `scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}` : "";
}"""
CUT = """() => [...document.querySelectorAll("body *")].filter(one => {
  if (one.closest(".visually-hidden, svg, input, textarea, select") || one.clientWidth < 2) return false;
  return /hidden|clip/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map(one => `is cut: ${one.tagName.toLowerCase()}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)"""
LETTERS = "size => { document.documentElement.style.fontSize = size }"
SIZES = {
    "a telephone": (360, "100%"),
    "200 per cent zoom": (640, "100%"),
    "letters of twice the size": (1280, "200%"),
}
OF_COLOURS = ["color-contrast", "link-in-text-block"]
COLOURS = {"en": ("light", "dark"), "ar": ("dark", "light")}


def test_every_address_is_either_walked_or_no_page():
    walked = set().union(*addresses.VISITORS.values())
    assert not walked & addresses.NO_PAGE
    assert addresses.named() == walked | addresses.NO_PAGE


def complaints(page: Page, path: str, colours: tuple[str, str]) -> list[str]:
    """What is wrong with one page: all rules in the first colours, those about colours in the second, and whether it fits, and
    nothing of it is cut, on a telephone, zoomed, and with large letters."""
    page.emulate_media(color_scheme=colours[0], reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(path, wait_until="load")
    page.evaluate(AXE)
    found = page.evaluate(RUN, [None])
    page.emulate_media(color_scheme=colours[1], reduced_motion="reduce")
    page.evaluate(SETTLED)
    found += [f"{colours[1]}: {one}" for one in page.evaluate(RUN, [OF_COLOURS])]
    for size, (width, letters) in SIZES.items():
        page.set_viewport_size({"width": width, "height": 740})
        page.evaluate(LETTERS, letters)
        found += [f"{size}: {one}" for one in [page.evaluate(WIDEST), *page.evaluate(CUT)] if one]
    return [f"{page.url} ({colours[0]}): {one}" for one in found if one]


@pytest.mark.axe
@pytest.mark.parametrize("visitor", addresses.VISITORS)
def test_nothing_is_wrong_with_any_page(every_page, page_of, visitor):
    page = page_of(visitor)
    found = [
        complaint
        for language, colours in COLOURS.items()
        for paths in addresses.VISITORS[visitor].values()
        for path in paths
        for complaint in complaints(page, f"/{language}/{path.format(**every_page)}", colours)
    ]
    assert not found, "\n".join(found)
