import assert from "node:assert/strict";
import { join } from "node:path";
import { type AnalyzeResult, Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import * as components from "../../components";
import manifest from "../../package.json";

type Property = { description?: string; optional?: boolean };

/** Everything documented, as `Owner.property`, with what Pulumi makes of its comment. */
function documented(schema: AnalyzeResult): [string, Property][] {
  const owners = [
    ...Object.values(schema.components).map(({ name, inputs }) => ({ name, properties: inputs })),
    ...Object.values(schema.components).map(({ name, outputs }) => ({ name, properties: outputs })),
    ...Object.values(schema.typeDefinitions).map(({ name, properties }) => ({ name, properties })),
  ];
  return owners.flatMap(({ name, properties }) =>
    Object.entries(properties ?? {}).map(([key, property]): [string, Property] => [
      `${name}.${key}`,
      property,
    ]),
  );
}

describe("component schema", () => {
  const names = Object.values(components)
    .filter((exported) => typeof exported === "function")
    .map(({ name }) => name);
  let schema: AnalyzeResult;

  before(() => {
    const folder = join(__dirname, "../../components");
    schema = new Analyzer(folder, "secure-origin", manifest, new Set(names)).analyze();
  });

  it("can be told in every Pulumi language", () => {
    assert.deepEqual(Object.keys(schema.components).sort(), [
      "Certificates",
      "EdgeDistribution",
      "ErrorPages",
      "Fleet",
      "Network",
      "OriginGate",
      "SecureOrigin",
      "SigningKeys",
    ]);
  });

  it("says of each argument and output what it is", () => {
    const silent = documented(schema).filter(
      ([, { description }]) => !/^[A-Z`].*\.$/s.test(description ?? ""),
    );
    assert.deepEqual(silent, []);
    const members = Object.values(schema.typeDefinitions).flatMap((type) => type.enum ?? []);
    assert.deepEqual(
      members.filter(({ description }) => description === undefined),
      [],
    );
  });

  it("says of each optional argument what it is without it", () => {
    const unclear = documented(schema).filter(
      ([name, { description, optional }]) =>
        optional === true && !/Default: |only for /.test(description ?? "") && !/\.tags$/.test(name),
    );
    assert.deepEqual(
      unclear.map(([name]) => name),
      [],
    );
  });

  it("has no output that is not meant for users", () => {
    const outputs = Object.values(schema.components).flatMap((component) => Object.keys(component.outputs));
    assert.deepEqual(
      outputs.filter((name) => !/^[a-z][A-Za-z]+$/.test(name)),
      [],
    );
    const secrets = Object.keys(schema.components.SecureOrigin?.outputs ?? {}).filter((name) =>
      /value/i.test(name),
    );
    assert.deepEqual(secrets, []);
  });
});
