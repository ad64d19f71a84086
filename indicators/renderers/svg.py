"""matplotlib's SVG made fit for a page: no style, colours by name, nothing that is not needed.

A strict content security policy forbids style attributes and style elements, and presentation attributes do not
take custom properties. So every declaration becomes an attribute, and for a page each colour of the palette also
becomes a class (`f-s1` fills, `k-s1` strokes) that `sscdash.css` sets to `var(--s1)`.
"""

import re
import xml.etree.ElementTree as ET

from indicators.renderers.canvas import INK

SVG = "http://www.w3.org/2000/svg"
HREF = "{http://www.w3.org/1999/xlink}href"
NAMES = {colour: name for name, colour in INK.items()}
DEFAULTS = {
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "text-anchor": "start",
}
PREFIXES = {"": SVG, "xlink": "http://www.w3.org/1999/xlink"}

OUTLINE = 2_000
"""Paths longer than that are outlines, as of countries."""
FINE = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
"""Numbers finer than a hundredth of a point: nobody sees the difference, and everybody loads it."""


def clean(raw: bytes, *, prefix: str, for_page: bool, label: str, language: str) -> str:
    """The picture as one `<svg>` element without XML head.

    prefix    put before every id, so that many pictures live on one page
    for_page  colours also as classes, the page's own font, no size: it fills its place
    label     what a screen reader says: `aria-label` on a page, `<title>` in a file
    """
    root = ET.fromstring(raw)  # noqa: S314 - written by our own canvas a moment ago
    used = _references(root)
    _prune(root)
    _unwrap(root, used)
    for element in root.iter():
        _restyle(element, for_page=for_page)
        _rename(element, used, prefix)
    _head(root, for_page=for_page, label=label, language=language)
    for short, namespace in PREFIXES.items():
        # There is one register for the whole process, and other libraries enter theirs under the same prefix.
        ET.register_namespace(short, namespace)
    return ET.tostring(root, encoding="unicode")


def _references(root: ET.Element) -> set[str]:
    """The ids that something points to: as a link or as a paint."""
    used = set()
    for element in root.iter():
        used.update(re.findall(r"#([\w-]+)\)", element.get("style", "") + element.get("clip-path", "")))
        used.add(element.get(HREF, "#")[1:])
    return used - {""}


def _prune(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            tag = child.tag.rpartition("}")[2]
            if tag in ("style", "metadata") or (tag == "defs" and not child.findall("*[@id]")):
                parent.remove(child)
            else:
                child.tail = None
        if parent.tag != f"{{{SVG}}}text":
            parent.text = None


def _unwrap(parent: ET.Element, used: set[str]) -> None:
    """Groups that only carry matplotlib's own names give way to what they hold."""
    children = []
    for child in parent:
        _unwrap(child, used)
        plain = child.tag == f"{{{SVG}}}g" and set(child.attrib) <= {"id"} and child.get("id") not in used
        children += list(child) if plain else [child]
    parent[:] = children


def _restyle(element: ET.Element, *, for_page: bool) -> None:
    declarations = dict(
        part.split(":", 1) for part in element.attrib.pop("style", "").split(";") if ":" in part
    )
    for name, value in declarations.items():
        name, value = name.strip(), value.strip()
        if DEFAULTS.get(name) != value and not (for_page and name == "font-family"):
            element.set(name, value.replace("'", "").replace("px", "") if name.startswith("font") else value)
    if "d" in element.attrib:
        element.set("d", _shortened(FINE.sub(_rounded, " ".join(element.get("d").split()))))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    if for_page:
        classes = [
            f"{short}-{NAMES[element.get(paint)]}"
            for paint, short in (("fill", "f"), ("stroke", "k"))
            if element.get(paint) in NAMES
        ]
        if classes:
            element.set("class", " ".join(classes))


def _shortened(path: str) -> str:
    """An outline of many straight pieces as steps from point to point, in tenths: less than half as long."""
    if len(path) < OUTLINE or set(re.findall("[A-Za-z]", path)) - {"M", "L", "z"}:
        return path
    written, x, y, start = [], 0, 0, (0, 0)
    for command, first, second in re.findall(r"([MLz]) ?(?:(-?[\d.]+) (-?[\d.]+))?", path):
        if command == "z":
            written.append("z")
            x, y = start
            continue
        to = (round(float(first) * 10), round(float(second) * 10))
        step = f"{_tenths(to[0] - x)} {_tenths(to[1] - y)}".replace(" -", "-")
        written.append(f"m{step} " if command == "M" else step + " ")  # what follows a move is a line to
        start = to if command == "M" else start
        x, y = to
    return "".join(written).replace(" z", "z").replace(" m", "m").replace(" -", "-").strip()


def _tenths(number: int) -> str:
    return f"{number / 10:g}".replace("0.", ".", 1) if abs(number) < 10 else f"{number / 10:g}"


def _rounded(number: re.Match) -> str:
    return f"{float(number[0]):.2f}".rstrip("0").rstrip(".")


def _rename(element: ET.Element, used: set[str], prefix: str) -> None:
    old = element.get("id")
    if old in used:
        element.set("id", prefix + old)
        if element.tag == f"{{{SVG}}}path":
            # a marker's own paint would win over that of the place where it is used
            for paint in ("stroke", "stroke-width", "class"):
                element.attrib.pop(paint, None)
    elif old:
        del element.attrib["id"]
    for name, value in element.attrib.items():
        if name == HREF:
            element.set(name, f"#{prefix}{value[1:]}")
        elif value.startswith("url(#"):
            element.set(name, value.replace("url(#", f"url(#{prefix}"))


def _head(root: ET.Element, *, for_page: bool, label: str, language: str) -> None:
    root.attrib.pop("version", None)
    root.set("role", "img")
    root.set("lang", {"zh": "zh-Hans"}.get(language, language))
    root.set(
        "direction", "ltr"
    )  # anchors were laid out left to right; inside a text the isolates turn it round
    if for_page:
        del root.attrib["width"], root.attrib["height"]
        root.set("class", "chart")
        root.set("aria-label", label)
    else:
        for side in ("width", "height"):
            root.set(side, root.get(side).replace("pt", ""))
        title = ET.Element(f"{{{SVG}}}title")
        title.text = label
        root.insert(0, title)
