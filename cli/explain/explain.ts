/** `secure-origin explain`: shows what CloudFront would answer, and why. */
import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { Distribution } from "../../signer/verify/distribution/distribution";
import type { ViewerRequest } from "../../signer/verify/request/request";
import { exitCode } from "../exitCodes";
import { Answered, CommandError, print, UsageError } from "../report";
import { addFolderOption } from "../stack/stackReference";
import { parseTime } from "../times";
import { toText } from "./explainText";

interface ExplainFlags {
  readonly method: string;
  readonly cookie?: string;
  readonly ip?: string;
  readonly now?: string;
  readonly distribution?: string;
  readonly stack?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  $ secure-origin explain 'https://members.example.com/premium/a?Expires=…' --stack dev
  $ secure-origin explain https://members.example.com/premium/a --cookie 'CloudFront-Policy=…; CloudFront-Signature=…; CloudFront-Key-Pair-Id=…' \\
      --ip 192.0.2.10 --now 2026-01-31T18:00:00Z --distribution distribution.json --json

The distribution file:
  { "domainNames": ["members.example.com"],
    "behaviors": [{ "pathPattern": "/premium/*", "viewerProtocolPolicy": "https-only", "trustedKeys": { "K…": "PEM" } },
                  { "pathPattern": "*" }],
    "customErrorResponses": [{ "errorCode": 403, "responseCode": 403, "responsePagePath": "/errors/403.html" }] }
Behaviors are in order, the default last. Exit code: 0 allow, 3 deny, 4 unknown.`;

async function fromFile(path: string): Promise<Distribution> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new CommandError(
      `${path} cannot be read`,
      "give a JSON file that describes a distribution; --help has an example",
      cause,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CommandError(
      `${path} is not JSON: ${(cause as Error).message}`,
      "see the example in --help",
      cause,
    );
  }
  const { readDistribution } = await import("../../signer/verify/distribution/readDistribution");
  return readDistribution(json);
}

async function open(flags: ExplainFlags, request: ViewerRequest): Promise<Distribution> {
  if (flags.distribution !== undefined) {
    return fromFile(flags.distribution);
  }
  if (flags.stack !== undefined) {
    const { distributionOfStack } = await import("./stackDistribution");
    return distributionOfStack({ stack: flags.stack, cwd: flags.cwd }, request.host);
  }
  throw new UsageError(
    "neither --distribution nor --stack is given",
    "add --stack dev, or --distribution FILE.json",
  );
}

async function readRequest(url: string, { method, cookie }: ExplainFlags): Promise<ViewerRequest> {
  const { requestFromUrl } = await import("../../signer/verify/request/request");
  const request = requestFromUrl(url, cookie === undefined ? { method } : { method, cookie });
  if (request === undefined) {
    throw new UsageError(
      "URL is not an absolute http or https URL",
      "give it as the viewer sends it, in quotes",
    );
  }
  return request;
}

/** Adds the command. */
export function addExplain(program: Command): void {
  addFolderOption(program.command("explain"))
    .description("show what CloudFront would answer to a request, and by which rule")
    .argument("<url>", "as the viewer sends it")
    .option("--method <method>", "HTTP method", "GET")
    .option("--cookie <header>", "the Cookie header")
    .option("--ip <address>", "the viewer's address, for a policy with IpAddress")
    .option("--now <time>", "the time of the request: 2026-01-31T18:00:00Z; default: now")
    .addOption(
      new Option("--distribution <file>", "description of the distribution, JSON").conflicts("stack"),
    )
    .option("--stack <name>", "read behaviors and keys from the state of this stack")
    .option("--json", "print the verdict as one JSON object")
    .addHelpText("after", examples)
    .action(async (url: string, flags: ExplainFlags, command: Command) => {
      const { isIP } = await import("node:net");
      if (flags.ip !== undefined && isIP(flags.ip) === 0) {
        throw new UsageError(`--ip: ${flags.ip} is not an IP address`, "give one IPv4 or IPv6 address");
      }
      const now = flags.now === undefined ? Date.now() : parseTime(flags.now, "--now").getTime();
      const request = await readRequest(url, flags);
      const distribution = await open(flags, request);
      const { explain } = await import("../../signer/verify/explain");
      const verdict = explain(request, distribution, Math.floor(now / 1000), flags.ip);
      print(command, flags.json ? JSON.stringify(verdict) : toText(verdict));
      if (verdict.outcome !== "allow") {
        throw new Answered(verdict.outcome === "deny" ? exitCode.deny : exitCode.unknown);
      }
    });
}
