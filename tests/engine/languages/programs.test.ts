import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../local/run/project";
import { pythonWith } from "../../../tools/python";
import { LocalStack, removedAfterTests } from "../../support/localStack";
import { ExampleCopy } from "./exampleCopy";

/** Runs a tool in a folder; fails the test unless it succeeds. @returns what it printed */
function tool(folder: string, command: string, ...args: string[]): string {
  const run = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 0, `${command} ${args.join(" ")}: ${run.stdout}${run.stderr}`);
  return run.stdout;
}

/** What differs between the two languages. */
const languages = {
  python: {
    /** The program again, with a rule that opens the load balancer to the internet. */
    opened: (text: string) => `${text}
pulumi.CustomResource(
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "open",
    {
        "securityGroupId": site.alb_security_group_id,
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "cidrIpv4": "0.0.0.0/0",
    },
)
`,
    program: "__main__.py",
    /** The committed files that `pulumi install` rewrites. */
    linked: ["requirements.txt"],
    check: (folder: string) => {
      const python = pythonWith(join(__dirname, "requirements.txt"));
      const own = join(folder, "venv", "bin", "python");
      tool(folder, python, "-m", "mypy", "--strict", "--python-executable", own, "__main__.py");
      tool(folder, python, "-m", "ruff", "check", "--select", "E,F,I,UP,B,ANN", "__main__.py");
      tool(folder, python, "-m", "ruff", "format", "--check", "__main__.py");
    },
    /** Texts of the SDK that names and comments in the language's own style. */
    sdk: {
      file: "sdks/secure-origin/pulumi_secure_origin/secure_origin.py",
      texts: [
        "secure_paths: Sequence['SecurePathArgs']",
        "network: Optional['NetworkSpecArgs']",
        "header_generation: Optional[_builtins.int]",
        "Default: they are requested, with SecureOriginArgs.hosted_zone_id.",
      ],
    },
  },
  go: {
    opened: (text: string) =>
      text.replace(
        '\t\tctx.Export("url"',
        `\t\tvar open pulumi.CustomResourceState
\t\tif err := ctx.RegisterResource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "open", pulumi.Map{
\t\t\t"securityGroupId": site.AlbSecurityGroupId,
\t\t\t"ipProtocol":      pulumi.String("tcp"),
\t\t\t"fromPort":        pulumi.Int(443),
\t\t\t"toPort":          pulumi.Int(443),
\t\t\t"cidrIpv4":        pulumi.String("0.0.0.0/0"),
\t\t}, &open); err != nil {
\t\t\treturn err
\t\t}
\t\tctx.Export("url"`,
      ),
    program: "main.go",
    linked: ["go.mod", "go.sum"],
    check: (folder: string) => {
      assert.equal(tool(folder, "gofmt", "-l", "main.go"), "");
      tool(folder, "go", "vet", "./...");
    },
    sdk: {
      file: "sdks/secure-origin/secureorigin/secureOrigin.go",
      texts: [
        "SecurePaths []SecurePathArgs",
        "Network *NetworkSpecArgs",
        "HeaderGeneration *int",
        "Default: they are requested, with HostedZoneId.",
      ],
    },
  },
};

for (const [language, { program, opened, linked, check, sdk }] of Object.entries(languages)) {
  describe(`the components in a program in ${language}`, function () {
    this.timeout(900_000);
    const copy = new ExampleCopy(language);
    const stack = removedAfterTests(new LocalStack("dev", copy.folder));
    after(() => copy.remove());

    it("get an SDK from pulumi install, which leaves the example's files as they are", async () => {
      const run = await stack.pulumi("install");
      assert.equal(run.code, 0, run.output);
      for (const file of linked) {
        const own = join(projectFolder, "examples", language, file);
        assert.equal(copy.read(file), readFileSync(own, "utf8"), file);
      }
      assert.ok(existsSync(join(copy.folder, sdk.file)));
    });

    it("have names and comments in the language's own style", () => {
      const text = copy.read(sdk.file);
      for (const expected of sdk.texts) {
        assert.ok(text.includes(expected), expected);
      }
      assert.doesNotMatch(text, /ArgsArgs|\{\{%/);
    });

    it("are used by a program that is formatted, and right to its language's checker", () => {
      check(copy.folder);
    });

    it("pass the policy pack in preview and are created", async () => {
      const run = await stack.pulumi("up", "--yes", "--non-interactive", "--policy-pack", "policy");
      assert.equal(run.code, 0, run.output);
      assert.match(run.output, /Previewing update[\s\S]*Updating/);
      const outputs = await stack.outputs();
      assert.equal(outputs.url, "https://members.example.com");
      const [distribution] = stack
        .account()
        .resources.filter(({ type }) => type === "aws:cloudfront/distribution:Distribution");
      const behaviors = distribution?.inputs.orderedCacheBehaviors as {
        pathPattern: string;
        trustedKeyGroups?: string[];
      }[];
      const signed = behaviors.filter(({ trustedKeyGroups }) => trustedKeyGroups?.length === 1);
      assert.deepEqual(
        signed.map(({ pathPattern }) => pathPattern),
        ["/premium/*", "/downloads/*", "/secure/*"],
      );
    });

    it("are refused by the policy pack when the program opens the load balancer to the internet", async () => {
      copy.edit(program, opened);
      const run = await stack.preview();
      assert.notEqual(run.code, 0, run.output);
      assert.match(
        run.output,
        /\[mandatory\] \[severity: critical\] {2}no-open-security-group {2}\(aws:vpc:SecurityGroupIngressRule: open\)/,
      );
    });
  });
}
