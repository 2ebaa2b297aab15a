"""The description of the hub's calls in OpenAPI, made from the same table that answers them."""

from typing import Any

from workstation import __version__
from workstation.hub.calls import CALLS, SHAPES, Call

ANSWERS = {
    "200": "What was asked for",
    "400": "Not understood",
    "401": "Sign in first",
    "403": "Not allowed",
    "404": "No such call",
    "405": "Not with this method",
    "408": "Too slow",
    "409": "The device's numbers do not fit",
    "413": "Too large",
    "429": "Come back later",
}


def description() -> dict[str, Any]:
    """Return the description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "1712 hub", "version": __version__},
        "paths": {f"/v1/{call.name}": {"post": _operation(call)} for call in CALLS}
        | {"/v1/health": {"get": {"operationId": "health", "responses": _answers("200", "404", "405", "429")}}},
        "components": {
            "schemas": SHAPES,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(call: Call) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": sorted(call.asks),
        "properties": {name: {"$ref": f"#/components/schemas/{shape}"} for name, shape in call.asks.items()},
    }
    return {
        "operationId": call.name,
        "security": [] if call.who == "anybody" else [{"token": []}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": _answers(*ANSWERS),
    }


def _answers(*codes: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {code: {"description": ANSWERS[code], "content": content} for code in codes}
