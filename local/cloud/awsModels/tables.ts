/** Reads the tables that `npm run aws-models` writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelTable } from "./shape";

/** The versions of the sources of the tables. */
export interface Versions {
  readonly botocore: string;
  readonly "cfn-lint": string;
  /** The region of the CloudFormation schemas. */
  readonly region: string;
}

/** The folder of the tables. */
export const tablesFolder = join(__dirname, "tables");

const read = new Map<string, unknown>();

function table(name: string): unknown {
  const found =
    read.get(name) ?? (JSON.parse(readFileSync(join(tablesFolder, `${name}.json`), "utf8")) as unknown);
  read.set(name, found);
  return found;
}

/** Reads the table of a service, by its folder in botocore. */
export function modelTable(service: string): ModelTable {
  return table(service) as ModelTable;
}

/** Reads the versions of the sources. */
export function versions(): Versions {
  return table("versions") as Versions;
}
