import { operations } from "../../../local/cloud/api/operations";
import type { ResourceType } from "../../../local/cloud/model/resourceType";
import { catalogue } from "../../../local/cloud/services/catalogue";
import { LIMITS } from "./limits";
import { chapterOf, code, link } from "./types";

const INTRODUCTION = `# The local cloud

<!-- Written by local/cloud/document from the facts in local/cloud/facts and local/cloud/api: change those. -->

A simulated AWS account behind the real Pulumi engine. It refuses what AWS refuses, with AWS's code, and every refusal
names the page or the public issue that it follows. In an error that page stands on the second line.

- Arguments are checked as the AWS provider checks them: types, required ones, enumerations, lengths.
- References must name what exists, in their region; what others name stays.
- Names, priorities, ports and aliases are taken once.
- Previews know what AWS's provider knows then, and nothing more.
- All that exists is in ${code("account.json")}, all that was done or refused in ${code("history.jsonl")}, without a value.
`;

const DISTURBANCES = `## Delays and faults

The file ${code("faults.json")} in the cloud's folder is read before each operation, and the environment variable
${code("SECURE_ORIGIN_FAULTS")} holds the same JSON for one run.

\`\`\`json
{
  "delays": { "aws:cloudfront/distribution:Distribution": 5, "aws:lb/listenerRule:ListenerRule": 1 },
  "faults": [
    { "type": "aws:cloudfront/*", "operation": "update", "skip": 1, "count": 2, "when": "before", "code": "ServiceUnavailable" }
  ]
}
\`\`\`

| member | meaning |
| --- | --- |
| ${code("delays")} | seconds until a change takes effect, by type |
| ${code("faults[].type")} | type token; ${code("*")} stands for any text |
| ${code("faults[].operation")} | ${code("create")}, ${code("update")} or ${code("delete")} |
| ${code("faults[].skip")} | matching operations that pass first; 0 unless told |
| ${code("faults[].count")} | operations that fail; 1 unless told. The file counts down |
| ${code("faults[].when")} | ${code("before")}: it fails; ${code("after")}: it is done, and answered with an error all the same |
| ${code("faults[].code")} | AWS's code; ${code("InternalFailure")} unless told |
`;

/** The whole of docs/contributing/local-cloud.md. */
export function describeCloud(): string {
  const services = [...new Set(catalogue.allResources().map(({ service }) => service))].sort();
  const chapters = services.map(serviceChapter);
  return [INTRODUCTION, notModelled(), DISTURBANCES, delayed(), endpoint(), functions(), ...chapters].join(
    "\n",
  );
}

function notModelled(): string {
  const lines = LIMITS.map(({ what, means }) => `| ${what} | ${means} |`);
  return ["## What it does not model", "", "| what | what that means |", "| --- | --- |", ...lines, ""].join(
    "\n",
  );
}

function delayed(): string {
  const types = (kind: ResourceType["propagation"]) =>
    catalogue
      .allResources()
      .filter(({ propagation }) => propagation === kind)
      .map(({ token }) => code(token))
      .join(", ");
  return [
    "Delayed, and the provider waits, so that an update ends when the change is in effect (a distribution with",
    `${code("waitForDeployment: false")} apart): ${types("waited")}. What the change let go stays in use until then.`,
    "",
    `Delayed after AWS has answered: ${types("lagging")}.`,
    "",
  ].join("\n");
}

function endpoint(): string {
  const lines = operations.map(
    ({ target, action, source, codes }) =>
      `| ${link(code(target.split(".")[1] ?? target), source)} | ${code(action)} | ${codes.map(code).join(", ")} |`,
  );
  return `## The endpoint for AWS SDK clients

KMS, Secrets Manager, Parameter Store and SNS, for clients whose endpoint is the local one. A caller is a role of the
stack, known by its access key, which is derived from its ARN and a secret of the run (in ${code("endpoint.json")}, for the
owner alone). It is judged by the policies on the role, on the key, on the secret and on the topic: explicit denies
first, then as AWS weighs them. A value under a customer's key needs ${code("kms:Decrypt")} on that key,
too, and to write one ${code("kms:GenerateDataKey")} or, for parameters, ${code("kms:Encrypt")}; the call carries
${code("kms:ViaService")}. Every operation may answer ${code("AccessDeniedException")} and ${code("ValidationException")},
which SNS calls ${code("AuthorizationError")} and ${code("InvalidParameter")}. What is published to a topic goes, a line for
each message, to ${code("logs/messages.log")} beside the cloud's folder.

| operation | IAM action | codes |
| --- | --- | --- |
${lines.join("\n")}
`;
}

function functions(): string {
  const lines = catalogue
    .allFunctions()
    .map(({ token, description, source }) => `| ${link(code(token), source)} | ${description} |`);
  return ["## Functions", "", "| function | what it knows |", "| --- | --- |", ...lines, ""].join("\n");
}

function serviceChapter(service: string): string {
  const all = catalogue.allResources();
  const chapters = all.filter((type) => type.service === service).map((type) => chapterOf(type, all));
  return [`## ${service}`, "", ...chapters].join("\n");
}
