/** `npm run aws-types`: writes policy/resources/classification/awsTypes.json from the installed provider. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedTypes } from "./installed";

const file = join(__dirname, "../../policy/resources/classification/awsTypes.json");
writeFileSync(file, `${JSON.stringify(installedTypes(), null, 2)}\n`);
