/** `npm run docs`: writes docs/contributing/aws-models.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeModels } from "./describe";

writeFileSync(join(__dirname, "../../../docs/contributing/aws-models.md"), describeModels());
