import { firstDeployments } from "./failure";
import { table } from "./tally";
(async () => {
  const rows = await firstDeployments([
    { kind: "killed", step: Number(process.argv[2]) },
    { kind: "failed", fault: { type: "*", operation: "create", skip: Number(process.argv[2]) } },
  ]);
  console.log(table(rows));
  process.exit(0);
})().catch(e => { console.error(e); process.exit(1); });
