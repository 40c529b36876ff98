import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgram, runProgram } from "../../../cli/program";
import { misconfigurations } from "../../policy/misconfigurations/all";
import { compliantStacks } from "../../policy/misconfigurations/compliantStacks";
import {
  existingVideos,
  ownPolicy,
} from "../../policy/misconfigurations/compliantStacks/resources/existingVideos";
import { read } from "../../policy/misconfigurations/stackModel";
import { deployment } from "../../policy/misconfigurations/state";

/** Encrypts the origins of every distribution, as a state does if one of them has a secret. */
function withHiddenOrigins(state: ReturnType<typeof deployment>) {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: "v1:x",
  };
  return JSON.parse(
    JSON.stringify(state, (name, value: unknown) =>
      name === "origins" && typeof value === "object" && JSON.stringify(value).includes("originId")
        ? secret
        : value,
    ),
  ) as unknown;
}

describe("secure-origin explain-stack", () => {
  const folder = mkdtempSync(join(tmpdir(), "explain-"));
  after(() => rmSync(folder, { recursive: true }));

  async function explain(state: unknown, ...flags: string[]) {
    const file = join(folder, "state.json");
    writeFileSync(file, typeof state === "string" ? state : JSON.stringify(state));
    const said = { out: "", error: "" };
    const program = createProgram({
      writeOut: (text) => void (said.out += text),
      writeErr: (text) => void (said.error += text),
    });
    const code = await runProgram(["explain-stack", file, ...flags], program);
    return { code, ...said };
  }

  it("shows a name of the state in one line, with its control characters by their numbers", async () => {
    const state = JSON.stringify(deployment(read(compliantStacks.dev.build(), "known")));
    const { out } = await explain(state.replaceAll("site-alb", "site\\u001b[2J\\n\\u202ealb"));
    assert.match(out, /^ +│ +└─ load balancer site\\u001b\[2J\\u000a\\u202ealb$/m);
    assert.match(out, /\["load balancer site\\u001b\[2J\\u000a\\u202ealb"\]$/m);
  });

  it("names a bucket of another stack, also where a secret hides the origins", async () => {
    const state = deployment(read(existingVideos(ownPolicy)(compliantStacks.dev.build()), "known"));
    const line = /[├└]─ bucket company-videos of another stack$/m;
    assert.match((await explain(state)).out, line);
    const { out } = await explain(withHiddenOrigins(state));
    assert.match(out, /origins \(behavior #0/);
    assert.match(out, line);
  });

  it("shows CloudFront's ingress path, hop by hop, and that there is no other", async () => {
    const { code, out } = await explain(deployment(read(compliantStacks.dev.build(), "known")));
    assert.equal(code, 0);
    assert.equal(
      out.slice(0, out.indexOf("\n\n")),
      [
        "internet",
        "└─ distribution site-distribution",
        "   ├─ origin public (the default behavior: public)",
        "   │  └─ vpc origin site-vpc-origin",
        "   │     └─ load balancer site-alb",
        "   │        └─ listener site-https",
        "   │           ├─ listener rule site-public-rule",
        "   │           │  └─ target group site-public-targets, port 8443",
        "   │           │     └─ group site-group",
        "   │           └─ listener rule site-signed-rule",
        "   │              └─ target group site-signed-targets, port 8444",
        "   │                 └─ group site-group",
        '   ├─ origin signed (behavior #1 "/premium/*": signed; behavior #2 "/downloads/*": signed; behavior #3 "/secure/*": signed)',
        "   │  └─ vpc origin site-vpc-origin",
        "   │     └─ load balancer site-alb",
        "   │        └─ listener site-https",
        "   │           ├─ listener rule site-public-rule",
        "   │           │  └─ target group site-public-targets, port 8443",
        "   │           │     └─ group site-group",
        "   │           └─ listener rule site-signed-rule",
        "   │              └─ target group site-signed-targets, port 8444",
        "   │                 └─ group site-group",
        '   └─ origin pages (behavior #0 "/error-pages/*": public)',
        "      └─ bucket site-pages",
      ].join("\n"),
    );
    assert.match(out, /```mermaid\nflowchart LR\n {2}n0\["internet"\]\n[\s\S]*\n```\n$/);
  });

  it("marks another ingress path, and ends with the code for deny", async () => {
    const misconfiguration = misconfigurations.find(({ id }) => id === "path-second-alb-same-targets");
    assert.ok(misconfiguration);
    const { code, out } = await explain(
      deployment(read(misconfiguration.change(compliantStacks.dev.build()), "known")),
    );
    assert.equal(code, 3);
    assert.match(out, /✗ load balancer site-tests-alb \(internet-facing load balancer: internal\)/);
    assert.match(out, /classDef unintended/);
  });

  it("prints the tree as JSON", async () => {
    const { out } = await explain(deployment(read(compliantStacks.nlbAndEc2.build(), "known")), "--json");
    assert.equal((JSON.parse(out) as { key: string }).key, "internet");
  });

  it("says in one line what it cannot read", async () => {
    const { code, error } = await explain("{}");
    assert.equal(code, 1);
    assert.match(
      error,
      /^secure-origin: this is not the state of a stack\n {2}create it with: pulumi stack export\n$/,
    );
  });
});
