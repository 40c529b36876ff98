/** `secure-origin deployer-policy`: prints the least-privilege policy for deploying, updating and destroying a stack. */
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
  readonly preview?: boolean;
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
  $ secure-origin deployer-policy --stack prod --preview
  $ secure-origin deployer-policy --trust github --repository octo/members --environment prod --account 222233334444

The policy is derived from the resource types and names in the stack's state. Deploy a new stack to the local cloud first
(npm start), then name its AWS account with --account. Ids that AWS assigns are not known in advance: for resources
without a name, the policy allows all of the same type in that account and region. It does not cover the backend of the
state, or KMS keys that only encrypt. IAM limits a policy to 6,144 characters: a longer one is printed as a list of
policies, or one at a time with --part.`;

/** Refuses contradictory flags and malformed ids. */
function check({ account, hostedZone, trust, repository, branch, environment, part }: DeployerPolicyFlags) {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new UsageError(`--account ${account} is not an account id`, "use its 12 digits");
  }
  if (hostedZone !== undefined && !/^Z[A-Z0-9]{1,31}$/.test(hostedZone)) {
    throw new UsageError(
      `--hosted-zone ${hostedZone} is not a hosted zone id`,
      "use an id such as Z0123456789ABC",
    );
  }
  if (part !== undefined && !/^[1-9]\d?$/.test(part)) {
    throw new UsageError(`--part ${part} is not the number of a policy`, "use a whole number from 1");
  }
  if (trust === undefined && (repository ?? branch ?? environment) !== undefined) {
    throw new UsageError("--repository, --branch and --environment need --trust", "add --trust github");
  }
  if (trust !== undefined && !/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(repository ?? "")) {
    throw new UsageError(
      repository === undefined
        ? "--trust needs --repository"
        : `--repository ${repository} is not a repository`,
      "use the form OWNER/NAME",
    );
  }
  if (branch !== undefined && environment !== undefined) {
    throw new UsageError("--branch and --environment exclude each other", "use one of them");
  }
  const wild = [branch, environment].find((text) => text !== undefined && /[*?:\s]/.test(text));
  if (wild !== undefined) {
    throw new UsageError(
      `${wild} is not the name of a branch or an environment`,
      "use a name without wildcards or spaces",
    );
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
      `--account ${account}: the state and its hosted zone belong to account ${stack.accountId}`,
      "name the zone of the other account as well: --hosted-zone Z…",
    );
  }
  return inAccount(stack, account, hostedZone);
}

/** Finds the account of a trust policy: the named one, or the stack's. */
async function placeOf(file: string | undefined, flags: DeployerPolicyFlags) {
  return flags.account !== undefined && file === undefined && flags.stack === undefined
    ? { partition: "aws", accountId: flags.account }
    : readStack(file, { ...flags, hostedZone: flags.hostedZone ?? "Z" });
}

/** Selects what to print: one document, or all of them. */
function chosen(documents: readonly PolicyDocument[], part: string | undefined): unknown {
  if (part === undefined) {
    return documents.length === 1 ? documents[0] : documents;
  }
  const document = documents[Number(part) - 1];
  if (document === undefined) {
    throw new UsageError(
      `--part ${part}: the last policy is number ${documents.length}`,
      `use 1 to ${documents.length}`,
    );
  }
  return document;
}

async function printPolicy(
  command: Command,
  stack: DeployedStack,
  { part, preview }: DeployerPolicyFlags,
): Promise<void> {
  const [{ deployerStatements }, { policyDocuments }] = await Promise.all([
    import("./statements"),
    import("./policyDocuments"),
  ]);
  const { statements, unknownTypes, unnamed } = deployerStatements(stack, preview === true);
  const documents = policyDocuments(statements);
  print(command, JSON.stringify(chosen(documents, part), null, 2));
  if (documents.length > 1 && part === undefined) {
    remark(
      command,
      `${documents.length} policies, because IAM limits one to 6,144 characters. Attach all of them to the role; --part 1 to --part ${documents.length} prints a single one.`,
    );
  }
  for (const type of unknownTypes) {
    remark(command, `Not covered: ${type}, whose calls are unknown. Allow them in a policy of your own.`);
  }
  for (const action of unnamed) {
    remark(command, `Left out: ${action}, because the state names no resource to limit it to.`);
  }
}

/** Adds the command. */
export function addDeployerPolicy(program: Command): void {
  addFolderOption(program.command("deployer-policy"))
    .description("print the least-privilege IAM policy for deploying, updating and destroying a stack")
    .argument("[state]", "a stack's state, as pulumi stack export writes it")
    .option("--stack <name>", "read the state of this stack")
    .option("--account <id>", "the account of the policy; default: the state's")
    .option("--hosted-zone <id>", "the hosted zone of the records in that account")
    .option("--part <number>", "print one of several policies")
    .option("--preview", "print the policy for pulumi preview alone: it reads what the program looks up")
    .addOption(
      new Option("--trust <issuer>", "print the trust policy of the role instead").choices(["github"]),
    )
    .option("--repository <owner/name>", "the repository whose workflows may assume the role")
    .option("--branch <name>", "workflows of this branch; default: main")
    .option("--environment <name>", "workflows of this environment instead of a branch")
    .addHelpText("after", examples)
    .action(async (file: string | undefined, flags: DeployerPolicyFlags, command: Command) => {
      check(flags);
      if (flags.trust === undefined) {
        await printPolicy(command, await readStack(file, flags), flags);
        return;
      }
      const { trustPolicy } = await import("./trustPolicy");
      const { repository = "", branch, environment } = flags;
      const subject = { repository, branch, environment };
      print(command, JSON.stringify(trustPolicy(subject, await placeOf(file, flags)), null, 2));
    });
}
