import type { Catalogue } from "../model/catalogue";
import type { Field, Fields } from "../model/schema";

const ANY = { $ref: "pulumi.json#/Any" };

/**
 * Returns the package schema of a provider, which programs need in languages without an SDK of their own, such as YAML.
 * It holds the catalogue's resource types, and the functions that declare their results. Nested objects are maps of
 * anything: the provider checks them itself.
 *
 * @param name - the package: `aws` or `random`
 * @param version - the version of the SDK that the types were read from
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export function packageSchema(catalogue: Catalogue, name: string, version: string): object {
  const own = (type: { token: string }): boolean => type.token.startsWith(`${name}:`);
  return {
    name,
    version,
    config: { variables: name === "aws" ? { region: { type: "string" } } : {} },
    provider: { inputProperties: name === "aws" ? { region: { type: "string" } } : {} },
    resources: Object.fromEntries(
      catalogue
        .allResources()
        .filter(own)
        .map(({ token, inputs, outputs }) => [
          token,
          {
            inputProperties: properties(inputs),
            requiredInputs: required(inputs),
            properties: {
              ...properties(inputs),
              ...Object.fromEntries(
                Object.keys(outputs)
                  .filter((key) => key !== "id" && !(key in inputs))
                  .map((key) => [key, ANY]),
              ),
            },
          },
        ]),
    ),
    functions: Object.fromEntries(
      catalogue
        .allFunctions()
        .filter((type) => own(type) && type.returns !== undefined)
        .map(({ token, inputs, returns = [] }) => [
          token,
          {
            inputs: { type: "object", properties: properties(inputs), required: required(inputs) },
            outputs: { type: "object", properties: Object.fromEntries(returns.map((key) => [key, ANY])) },
          },
        ]),
    ),
  };
}

function properties(fields: Fields): Record<string, object> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, typeOf(field)]));
}

function required(fields: Fields): string[] {
  return Object.entries(fields)
    .filter(([, field]) => field.required === true)
    .map(([key]) => key);
}

function typeOf({ type, item }: Field): object {
  switch (type) {
    case "string":
    case "number":
    case "boolean":
      return { type };
    case "json":
      return { type: "string" };
    case "list":
    case "set":
      return { type: "array", items: item === undefined ? ANY : typeOf(item) };
    case "map":
      return { type: "object", additionalProperties: item === undefined ? ANY : typeOf(item) };
    case "object":
      return { type: "object", additionalProperties: ANY };
    case "asset":
      return { $ref: "pulumi.json#/Asset" };
    case "any":
      return ANY;
  }
}
