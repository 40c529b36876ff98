/** `npm run docs`: writes docs/contributing/local-cloud.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeCloud } from "./describe";

writeFileSync(join(__dirname, "../../../docs/contributing/local-cloud.md"), describeCloud());
