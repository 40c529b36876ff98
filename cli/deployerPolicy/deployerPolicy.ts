/** `secure-origin deployer-policy`: the least permissions that deploy, update and destroy a stack. */
import { type Command, Option } from "commander";
import { print, remark, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import type { DeployedStack } from "./deployedStack";
import type { PolicyDocument } from "./policyDocuments";

interface DeployerPolicyFlags {
  readonly stack?: string;
  readonly cwd?: string;
  readonly account?: string;
  readonly hostedZone?: string;
  readonly part?: string;
  readonly trust?: "github";
  readonly repository?: string;
  readonly branch?: string;
  readonly environment?: string;
}

const example = "deployer-policy --stack dev";

const examples = `
Examples:
  $ secure-origin deployer-policy --stack dev
  $ secure-origin deployer-policy --stack prod --account 222233334444 --hosted-zone Z0123456789ABCDEFGHIJ
  $ secure-origin deployer-policy --stack prod --part 1 > part-1.json
  $ secure-origin deployer-policy --trust github --repository octo/members --environment prod --account 222233334444

The policy comes from the types and names in the stack's state, so a stack that was never deployed is deployed to the
local cloud first (npm start), and its state is read for the account that --account names. Ids that AWS makes are not
known before: where there are no names, the policy allows every resource of its type in that account and region. The
backend that holds the state, and keys that only encrypt, are not in it. A policy has at most 6,144 characters: what
does not fit in one is printed as a list of several, or one by one with --part.`;

/** Refuses flags that make no sense together, or that are no ids. */
function check({ account, hostedZone, trust, repository, branch, environment, part }: DeployerPolicyFlags) {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account: ${account} is not an account id`, "give the twelve digits");
  }
  if (hostedZone !== undefined && !/^Z[A-Z0-9]{1,31}$/.test(hostedZone)) {
    throw new UsageError(`--hosted-zone: ${hostedZone} is not a hosted zone id`, "give it as Z0123456789ABC");
  }
  if (part !== undefined && !/^[1-9]\d?$/.test(part)) {
    throw new UsageError(`--part: ${part} is not a number of a policy`, "count from 1");
  }
  if (trust === undefined && (repository ?? branch ?? environment) !== undefined) {
    throw new UsageError("--repository, --branch and --environment belong to --trust", "add --trust github");
  }
  if (trust !== undefined && !/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(repository ?? "")) {
    throw new UsageError(
      repository === undefined ? "--trust takes --repository" : `--repository: ${repository} is none`,
      "give the repository as OWNER/NAME",
    );
  }
  if (branch !== undefined && environment !== undefined) {
    throw new UsageError("--branch and --environment are two subjects", "give one of them");
  }
  const wild = [branch, environment].find((text) => text !== undefined && /[*?:\s]/.test(text));
  if (wild !== undefined) {
    throw new UsageError(`${wild} is not the name of a branch or an environment`, "give one name");
  }
}

async function readStack(file: string | undefined, flags: DeployerPolicyFlags): Promise<DeployedStack> {
  const [{ stateOf }, { deployedStack }, { inAccount }] = await Promise.all([
    import("../stack/stateArgument"),
    import("./deployedStack"),
    import("./inAccount"),
  ]);
  const stack = deployedStack(await stateOf(file, flags, example));
  const { account, hostedZone } = flags;
  const hasRecords = stack.resources.some(({ type }) => type === "aws:route53/record:Record");
  if (account !== undefined && account !== stack.accountId && hostedZone === undefined && hasRecords) {
    throw new UsageError(
      `--account: the state is of account ${stack.accountId}, and so is its hosted zone`,
      "give the zone of the other account as well: --hosted-zone Z…",
    );
  }
  return inAccount(stack, account, hostedZone);
}

/** The account that a trust policy is for: as named, or of the stack. */
async function placeOf(file: string | undefined, flags: DeployerPolicyFlags) {
  return flags.account !== undefined && file === undefined && flags.stack === undefined
    ? { partition: "aws", accountId: flags.account }
    : readStack(file, { ...flags, hostedZone: flags.hostedZone ?? "Z" });
}

/** What to print, of several documents. */
function chosen(documents: readonly PolicyDocument[], part: string | undefined): unknown {
  if (part === undefined) {
    return documents.length === 1 ? documents[0] : documents;
  }
  const document = documents[Number(part) - 1];
  if (document === undefined) {
    throw new UsageError(`--part: there is no policy ${part} of ${documents.length}`, "count from 1");
  }
  return document;
}

async function printPolicy(command: Command, stack: DeployedStack, part: string | undefined): Promise<void> {
  const [{ deployerStatements }, { policyDocuments }] = await Promise.all([
    import("./statements"),
    import("./policyDocuments"),
  ]);
  const { statements, unknownTypes, unnamed } = deployerStatements(stack);
  const documents = policyDocuments(statements);
  print(command, JSON.stringify(chosen(documents, part), null, 2));
  if (documents.length > 1 && part === undefined) {
    remark(
      command,
      `${documents.length} policies: IAM takes 6,144 characters in one. Attach all of them to the role; --part 1 to --part ${documents.length} prints one.`,
    );
  }
  for (const type of unknownTypes) {
    remark(
      command,
      `Not covered: ${type}. Its calls are not known here; allow them in a policy of your own.`,
    );
  }
  for (const action of unnamed) {
    remark(command, `Left out: ${action}. The state names no resource that it could be limited to.`);
  }
}

/** Adds the command. */
export function addDeployerPolicy(program: Command): void {
  addFolderOption(program.command("deployer-policy"))
    .description("print the least IAM policy that deploys, updates and destroys a stack")
    .argument("[state]", "a stack's state, as pulumi stack export writes it")
    .option("--stack <name>", "read the state of this stack")
    .option("--account <id>", "the account that the policy is for; default: that of the state")
    .option("--hosted-zone <id>", "the hosted zone of the records there")
    .option("--part <number>", "print one of several policies")
    .addOption(
      new Option("--trust <issuer>", "print the trust policy of the role instead").choices(["github"]),
    )
    .option("--repository <owner/name>", "the repository whose workflows may assume the role")
    .option("--branch <name>", "workflows of this branch; default: main")
    .option("--environment <name>", "workflows of this environment instead")
    .addHelpText("after", examples)
    .action(async (file: string | undefined, flags: DeployerPolicyFlags, command: Command) => {
      check(flags);
      if (flags.trust === undefined) {
        await printPolicy(command, await readStack(file, flags), flags.part);
        return;
      }
      const { trustPolicy } = await import("./trustPolicy");
      const { repository = "", branch, environment } = flags;
      const subject = { repository, branch, environment };
      print(command, JSON.stringify(trustPolicy(subject, await placeOf(file, flags)), null, 2));
    });
}
