"""A contract for import-linter that it does not bring itself: modules that every app keeps to itself."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PrivateContract(Contract):
    """Modules of these names are imported only from within their own app, wherever there are any."""

    type_name = "private"

    private_modules = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import of a private module from another app."""
        wrong: list[dict[str, Any]] = []
        for module in sorted(graph.modules):
            app, *inside = module.split(".")
            if not inside or inside[0] not in self.private_modules:  # type: ignore[operator]
                continue
            for importer in sorted(graph.find_modules_that_directly_import(module)):
                if importer.split(".")[0] != app:
                    wrong += graph.get_import_details(importer=importer, imported=module)
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say where."""
        for found in check.metadata["wrong"]:
            output.print_error(f"{found['importer']}:{found['line_number']} imports {found['imported']}")
        output.new_line()
