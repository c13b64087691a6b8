"""Every operation of the API, from its own description, with a request that its description calls valid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask_openapi.openapi import OpenAPI

from tests.flows.browser import Browser

JSON = dict[str, Any]


@dataclass(frozen=True)
class Endpoint:
    """One operation."""

    method: str
    path: str
    operation: JSON
    schemas: JSON

    @property
    def id(self) -> str:
        return str(self.operation["operationId"])

    @property
    def is_public(self) -> bool:
        return not self.operation["security"]

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    def ask(self, browser: Browser, values: dict[str, str], headers: dict[str, str] | None = None) -> Any:
        """Sends a request of the right shape."""
        content = self._content()
        if query := self._query():
            content["query_string"] = query
        return browser.ask(self.method, self.path.format_map(values), headers=headers, **content)

    def _query(self) -> JSON:
        """What must stand in the address."""
        parameters = self.operation.get("parameters", ())
        needed = [one for one in parameters if one["in"] == "query" and one.get("required")]
        return {one["name"]: self._example(one["schema"]) for one in needed}

    def _content(self) -> JSON:
        content = self.operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            return {"json": self._example(content["application/json"]["schema"])}
        if "multipart/form-data" in content:
            return {"data": {"nothing": "here"}, "content_type": "multipart/form-data"}
        return {}

    def _example(self, schema: JSON) -> Any:
        if reference := schema.get("$ref"):
            return self._example(self.schemas[reference.rpartition("/")[2]])
        if "examples" in schema:
            return schema["examples"][0]
        if "enum" in schema:
            return schema["enum"][0]
        if "const" in schema:
            return schema["const"]
        for choice in schema.get("anyOf", ()):
            return self._example(choice)
        if schema.get("type") == "object":
            needed = schema.get("required", ())
            return {name: self._example(part) for name, part in schema.get("properties", {}).items() if name in needed}
        if schema.get("format") == "date-time":
            return "2026-03-03T10:00:00Z"
        examples = {"string": "text", "integer": 1, "number": 1, "boolean": True, "array": []}
        return examples.get(schema.get("type", ""), "text")


def all_endpoints(app: OpenAPI) -> list[Endpoint]:
    """Every operation that the application describes."""
    document = app.test_client().get("/api/openapi.json").get_json()
    return [
        Endpoint(method.upper(), path, operation, document["components"]["schemas"])
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]
