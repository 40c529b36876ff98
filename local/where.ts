/** `npm run --silent engine`: prints the folder that holds the `pulumi` in use. */
import { findEngine } from "./engine";
import { createProgress } from "./terminal/progress";
import { reportingErrors } from "./terminal/report";

reportingErrors(async () => {
  console.log((await findEngine(createProgress())).folder);
  return 0;
});
