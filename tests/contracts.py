"""A contract for import-linter that its own kinds cannot say: pure unless listed, so new modules are covered."""

from importlinter import Contract, ContractCheck, fields, output


class PureContract(Contract):
    """Modules of `packages` import neither what is `forbidden` nor the `impure` modules beside them.

    `impure` holds names directly inside a package, with everything below them; all other modules are pure.
    """

    packages = fields.ListField(subfield=fields.StringField())
    impure = fields.SetField(subfield=fields.StringField())
    forbidden = fields.SetField(subfield=fields.StringField())

    def check(self, graph, verbose: bool) -> ContractCheck:
        pure = sorted(module for module in graph.modules if self._is_pure(module))
        wrong = [
            f"{module} -> {imported}"
            for module in pure
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if self._is_impure(imported) or imported.split(".")[0] in self.forbidden
        ]
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["wrong"]:
            output.print_error(line)

    def _is_pure(self, module: str) -> bool:
        return module.split(".")[0] in self.packages and not self._is_impure(module)

    def _is_impure(self, module: str) -> bool:
        package, _, rest = module.partition(".")
        return package in self.packages and rest.split(".")[0] in self.impure
