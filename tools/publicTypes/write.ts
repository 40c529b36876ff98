/** `npm run public-types`: writes the reports of the public types, from the built package. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/run/project";
import { entryPoints, report, reportFile } from "./entryPoints";

for (const entryPoint of entryPoints) {
  writeFileSync(join(projectFolder, reportFile(entryPoint)), report(entryPoint, projectFolder));
  console.log(reportFile(entryPoint));
}
