"""Prints what botocore and cfn-lint know about the operations and resource types named on standard input, as JSON."""

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

# CloudFormation's schemas differ by region in the values of a few enumerations.
REGION = "us-east-1"
SHAPE_KEYS = ("type", "required", "enum", "pattern", "min", "max", "sensitive")


def service_model(service):
    """The newest model of a service, with its date."""
    folder = sorted((Path(botocore.__file__).parent / "data" / service).iterdir())[-1]
    plain = folder / "service-2.json"
    text = plain.read_bytes() if plain.exists() else gzip.decompress((folder / "service-2.json.gz").read_bytes())
    return folder.name, json.loads(text)


def shape_of(shape):
    """A shape without its documentation and its place on the wire."""
    kept = {key: shape[key] for key in SHAPE_KEYS if key in shape}
    if "members" in shape:
        kept["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    for key in ("member", "key", "value"):
        if key in shape:
            kept[key] = shape[key]["shape"]
    return kept


def read_service(service, operations):
    """The input shapes of some operations, with all that they hold, and the errors that the operations list."""
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
    """CloudFormation's schema of a resource type, as cfn-lint ships it."""
    schemas = Path(cfnlint.__file__).parent / "data" / "schemas"
    file = json.loads((schemas / "providers" / f"{REGION}.json").read_text())[type_name]
    return json.loads((schemas / "resources" / f"{file}.json").read_text())


def read_formats():
    """The patterns behind the formats that cfn-lint's schemas name."""
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
