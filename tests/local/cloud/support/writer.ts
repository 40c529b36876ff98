/** A process that changes a account as fast as it can, until somebody kills it. */
import { AccountState } from "../../../../local/cloud/account/accountState";

/** The script that this is. */
export const writer = __filename;

function run(dir: string): void {
  void AccountState.open(dir).then((account) => {
    process.stdout.write("ready\n");
    const bulk = "x".repeat(20_000);
    const write = (round: number): void => {
      account.together(() => {
        for (const type of ["one", "two"]) {
          const id = `${type}-${round % 50}`;
          account.put({ type, id, region: "eu-west-1", inputs: { bulk }, outputs: { round } });
        }
      });
      account.record({ operation: "create", type: "two", id: String(round), urn: "", outcome: "done" });
      setImmediate(() => write(round + 1));
    };
    write(0);
  });
}

if (require.main === module) {
  run(process.argv[2] ?? "");
}
