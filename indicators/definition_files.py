"""A definition written out as the file that declares it. PURE."""

import yaml

from indicators.definitions import IndicatorDefinition


class _Writer(yaml.SafeDumper):
    """Writes text of several lines as a block, and indents lists below their key."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, indentless=False)


def _text(writer: _Writer, text: str):
    style = "|" if "\n" in text else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Writer.add_representer(str, _text)


def definition_as_yaml(definition: IndicatorDefinition) -> str:
    """The file of a definition: `definition_from_yaml` gives the same definition again. Comments are not kept."""
    return yaml.dump(
        definition.to_dict(), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
