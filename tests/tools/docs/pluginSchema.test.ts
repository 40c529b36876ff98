import assert from "node:assert/strict";
import { forEveryLanguage, type Schema } from "../../../tools/docs/pluginSchema";

const type = (name: string) => ({ $ref: `#/types/secure-origin:index:${name}` });

/** A schema as Pulumi derives it from TypeScript. */
const derived = {
  name: "secure-origin",
  resources: {
    "secure-origin:index:Network": { inputProperties: {}, properties: {} },
    "secure-origin:index:SecureOrigin": {
      description: "A site, with `originArgs` and `loginPath`.",
      inputProperties: {
        loginPath: { type: "string", description: "Not together with `network`; `/login` by default." },
        network: { ...type("NetworkArgs"), description: "The zones are `network.zones`." },
        ports: { type: "array", items: { type: "number" } },
      },
      properties: { loginPath: { type: "string" } },
    },
  },
  types: {
    "secure-origin:index:NetworkArgs": {
      properties: {
        zones: { type: "number", description: "Number of zones; see `loginPath` and `unknown`." },
        viewerGigabytesPerHour: { type: "number" },
      },
    },
    "secure-origin:index:OriginArgs": { properties: { network: type("NetworkArgs") } },
    "secure-origin:index:KeyState": { type: "string", enum: [{ name: "Active", value: "active" }] },
  },
  language: { python: { respectSchemaVersion: true }, go: {}, java: {} },
} as unknown as Schema;

describe("the schema of the plugin", () => {
  const schema = forEveryLanguage(derived);
  const site = schema.resources["secure-origin:index:SecureOrigin"];
  const inputs = site?.inputProperties ?? {};
  const network = schema.types["secure-origin:index:NetworkSpec"] as { properties?: object } | undefined;

  it("has no Args in the names of types, because generators add it, and no type with the name of a component", () => {
    assert.deepEqual(Object.keys(schema.types), [
      "secure-origin:index:NetworkSpec",
      "secure-origin:index:Origin",
      "secure-origin:index:KeyState",
    ]);
    assert.doesNotMatch(JSON.stringify(schema), /#\/types\/[^"]*Args/);
  });

  it("has whole numbers as integers, in lists as well", () => {
    assert.deepEqual(inputs["ports"], { type: "array", items: { type: "integer" } });
    assert.deepEqual(network?.properties, {
      zones: {
        type: "integer",
        description:
          "Number of zones; see {{% ref #/resources/secure-origin:index:SecureOrigin/inputProperties/loginPath %}} and `unknown`.",
      },
      viewerGigabytesPerHour: { type: "number" },
    });
  });

  it("refers to properties in descriptions, so that each language writes them in its own case", () => {
    const own = "#/resources/secure-origin:index:SecureOrigin/inputProperties";
    assert.equal(site?.description, `A site, with \`originArgs\` and {{% ref ${own}/loginPath %}}.`);
    assert.equal(
      inputs["loginPath"]?.description,
      `Not together with {{% ref ${own}/network %}}; \`/login\` by default.`,
    );
    assert.equal(
      inputs["network"]?.description,
      "The zones are {{% ref #/types/secure-origin:index:NetworkSpec/properties/zones %}}.",
    );
  });

  it("names the package in Python and the import path in Go, whatever address the plugin comes from", () => {
    assert.deepEqual(schema.language, {
      python: { respectSchemaVersion: true, packageName: "pulumi_secure_origin" },
      go: { importBasePath: "secure-origin/sdk/secureorigin", generateExtraInputTypes: true },
      java: {},
    });
  });
});
