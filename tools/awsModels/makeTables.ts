/** Makes the tables of AWS's models from botocore's models and CloudFormation's schemas. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { requests } from "../../local/cloud/awsModels/requests";
import type { ModelTable } from "../../local/cloud/awsModels/shape";
import type { Versions } from "../../local/cloud/awsModels/tables";
import { catalogue } from "../../local/cloud/services/catalogue";
import { pythonWith } from "../python";
import { prune } from "./prune";
import { type Schema, shapesOf } from "./schema";

/** The output of read.py. */
interface Models {
  readonly versions: Omit<Versions, "region">;
  readonly region: string;
  readonly services: Readonly<Record<string, Omit<ModelTable, "service">>>;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly formats: Readonly<Record<string, string>>;
}

/** Collects the operations and resource types in the requests. */
function usedOperations(): { services: Record<string, string[]>; resources: string[] } {
  const services: Record<string, string[]> = {};
  const resources = new Set<string>();
  for (const { model, types } of requests) {
    const operations = new Set<string>();
    for (const [token, { resource, members = {} }] of Object.entries(types)) {
      operations.add(catalogue.resource(token).operations.create);
      for (const place of Object.values(members).flat()) {
        const [operation, member] = place.split(":");
        if (operation !== undefined && member !== undefined) {
          operations.add(operation);
        }
      }
      if (resource !== undefined) {
        resources.add(resource);
      }
    }
    services[model] = [...operations].sort();
  }
  return { services, resources: [...resources].sort() };
}

/** Formats a table, with one operation or shape on each line. */
function text(table: ModelTable): string {
  const lines = (entries: object): string =>
    Object.entries(entries)
      .map(([name, entry]) => `    ${JSON.stringify(name)}: ${JSON.stringify(entry)}`)
      .join(",\n");
  return `{
  "service": ${JSON.stringify(table.service)},
  "version": ${JSON.stringify(table.version)},
  "operations": {
${lines(table.operations)}
  },
  "shapes": {
${lines(table.shapes)}
  }
}
`;
}

/**
 * Reads the models, and returns the text of each table's file.
 *
 * @param python - a Python with botocore and cfn-lint; by default one with the versions in requirements.txt
 */
export function makeTables(
  python: string = pythonWith(join(__dirname, "requirements.txt")),
): ReadonlyMap<string, string> {
  const models = JSON.parse(
    execFileSync(python, [join(__dirname, "read.py")], {
      input: JSON.stringify(usedOperations()),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    }),
  ) as Models;
  const { botocore, "cfn-lint": lint } = models.versions;
  const versions: Versions = { botocore, "cfn-lint": lint, region: models.region };
  const files = new Map([["versions.json", `${JSON.stringify(versions, undefined, 2)}\n`]]);
  for (const service of requests) {
    const model = models.services[service.model];
    if (model === undefined) {
      throw new Error(
        `botocore ${botocore} has no service ${service.model}. Correct local/cloud/awsModels/requests.`,
      );
    }
    const types = Object.values(service.types).flatMap(({ resource }) => resource ?? []);
    const schemas = types.map((type) => shapesOf(type, models.resources[type] ?? {}, models.formats));
    const shapes = schemas.reduce<ModelTable["shapes"]>((all, one) => ({ ...all, ...one }), model.shapes);
    files.set(`${service.model}.json`, text(prune(service, { service: service.model, ...model, shapes })));
  }
  return files;
}
