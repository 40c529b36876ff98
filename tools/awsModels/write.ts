/** `npm run aws-models`: writes local/cloud/awsModels/tables. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tablesFolder } from "../../local/cloud/awsModels/tables";
import { makeTables } from "./makeTables";

const files = makeTables();
rmSync(tablesFolder, { recursive: true, force: true });
mkdirSync(tablesFolder);
for (const [name, text] of files) {
  writeFileSync(join(tablesFolder, name), text);
}
