"""A rule for the import linter: modules of a package do not know each other, but for those that begin with `_`."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class Apart(Contract):
    """Whatever is in `package` imports none of its neighbours, unless the neighbour's name begins with `_`."""

    package = fields.StringField()

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        neighbours = graph.find_children(str(self.package))
        found = sorted(
            (module, imported)
            for module in neighbours
            for imported in graph.find_modules_directly_imported_by(module) & neighbours
            if not imported.rpartition(".")[2].startswith("_")
        )
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, imported in check.metadata["found"]:
            output.print_error(f"{module} is not allowed to import {imported}")
