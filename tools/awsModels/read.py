"""Prints botocore's and cfn-lint's models of the operations and resource types on standard input, as JSON."""

import gzip
import importlib
import inspect
import json
import pkgutil
import sys
from importlib.metadata import version
from pathlib import Path

import botocore
import cfnlint
import cfnlint.rules.formats as formats
from cfnlint.rules.formats.FormatKeyword import FormatKeyword

# A few enumerations in CloudFormation's schemas differ by region.
REGION = "us-east-1"
SHAPE_KEYS = ("type", "required", "enum", "pattern", "min", "max", "sensitive")


def service_model(service):
    """Reads the newest model of a service, with its date."""
    folder = sorted((Path(botocore.__file__).parent / "data" / service).iterdir())[-1]
    plain = folder / "service-2.json"
    text = plain.read_bytes() if plain.exists() else gzip.decompress((folder / "service-2.json.gz").read_bytes())
    return folder.name, json.loads(text)


def shape_of(shape):
    """Reduces a shape to its type and constraints."""
    kept = {key: shape[key] for key in SHAPE_KEYS if key in shape}
    if "members" in shape:
        kept["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    for key in ("member", "key", "value"):
        if key in shape:
            kept[key] = shape[key]["shape"]
    return kept


def read_service(service, operations):
    """Reads the input shapes of operations, with all nested shapes, and their error codes."""
    date, model = service_model(service)
    shapes, waiting = {}, []
    described = {}
    for name in operations:
        operation = model["operations"][name]
        errors = [model["shapes"][error["shape"]] | {"name": error["shape"]} for error in operation.get("errors", [])]
        described[name] = {
            "input": operation["input"]["shape"],
            "errors": [error.get("error", {}).get("code", error["name"]) for error in errors],
        }
        waiting.append(operation["input"]["shape"])
    while waiting:
        name = waiting.pop()
        if name not in shapes:
            shapes[name] = shape_of(model["shapes"][name])
            inside = shapes[name]
            waiting += [inside[key] for key in ("member", "key", "value") if key in inside]
            waiting += inside.get("members", {}).values()
    return {"version": date, "operations": described, "shapes": shapes}


def read_resource(type_name):
    """Reads CloudFormation's schema of a resource type from cfn-lint."""
    schemas = Path(cfnlint.__file__).parent / "data" / "schemas"
    file = json.loads((schemas / "providers" / f"{REGION}.json").read_text())[type_name]
    return json.loads((schemas / "resources" / f"{file}.json").read_text())


def read_formats():
    """Reads the patterns of the formats in cfn-lint's schemas."""
    patterns = {}
    for module in pkgutil.iter_modules(formats.__path__, formats.__name__ + "."):
        for _, rule in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(rule, FormatKeyword) and rule is not FormatKeyword:
                made = rule()
                if made.pattern:
                    patterns[made.format_keyword] = made.pattern
    return patterns


wanted = json.load(sys.stdin)
json.dump(
    {
        "versions": {name: version(name) for name in ("botocore", "cfn-lint")},
        "region": REGION,
        "services": {name: read_service(name, operations) for name, operations in wanted["services"].items()},
        "resources": {name: read_resource(name) for name in wanted["resources"]},
        "formats": read_formats(),
    },
    sys.stdout,
)
