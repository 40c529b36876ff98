/** `secure-origin review` on the real engine: the steps of the workflow in examples/, one by one, on the local cloud. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCloud } from "../../local/engine";
import { anyPorts, startLocalSite } from "../../local/site";
import { secureOrigin } from "../cli/support";
import { workflow } from "../examples/workflow";
import { LocalStack, removedAfterTests } from "../support/localStack";
import { runOf } from "./workflowSteps";

/** Steps that need the registry. */
const left = ["Install"];

type JobName = keyof typeof workflow.jobs;

describe("a pull request on the local cloud", function () {
  this.timeout(600_000);
  const stack = removedAfterTests(new LocalStack("dev"));
  const ran: string[] = [];
  let runner: ReturnType<typeof runOf>;
  let site: { close: () => Promise<void> }[] = [];

  before(async () => {
    await stack.pulumi("stack", "init", "--non-interactive");
    await stack.up();
    runner = runOf(stack);
  });
  after(async () => {
    for (const each of site) {
      await each.close();
    }
  });

  const step = (job: JobName, name: string, env: Record<string, string> = {}) => {
    ran.push(`${job}: ${name}`);
    const found = workflow.jobs[job].steps.find((each) => each.name === name);
    assert.ok(found?.run !== undefined, name);
    return runner.run(found.run, { ...workflow.env, ...env });
  };

  /** Runs the review job on a change of the stack's file; returns its outputs. */
  const reviewed = (edit: (text: string) => string): Record<string, string> => {
    const [, file] = stack.configured(edit);
    const env = { CONFIG_FILE: file };
    for (const name of ["Export the state", "Preview", "Review"]) {
      const { code, output } = step("review", name, env);
      assert.equal(code, 0, output);
    }
    return runner.takeOutputs();
  };

  const rotation = (text: string): string =>
    text
      .replace("headerGeneration: 1", "headerGeneration: 2")
      .replace(
        "{ id: dev-1, state: active }",
        "{ id: dev-1, state: active }\n    - { id: dev-2, state: announced }",
      );

  let comment = "";

  it("that rotates is reviewed: keys, who may sign, secrets, costs, and nothing opens", () => {
    const { code, markdown = "", preview } = named(reviewed(rotation));
    assert.deepEqual([preview, code], ["0", "0"]);
    comment = markdown;
    const facts = markdown.slice(0, markdown.indexOf("### Drawing"));
    assert.equal(facts, readFileSync(join(__dirname, "golden", "rotation.md"), "utf8"));
    assert.match(markdown, /```mermaid\nflowchart LR\n/);
    assert.match(markdown, /\["new: listener rule members-lb-public-2"\]/);
    const state = readFileSync(join(runner.folder, "before.json"), "utf8");
    assert.doesNotMatch(markdown, /-----BEGIN|ciphertext/);
    assert.ok(state.includes("ciphertext"));
  });

  it("says the same of the plan as of the preview", async () => {
    const plan = join(runner.folder, "plan.json");
    const run = await stack.preview("--save-plan", plan, ...stack.configured(rotation));
    assert.equal(run.code, 0, run.output);
    const { out, code } = await secureOrigin("review", join(runner.folder, "before.json"), plan);
    assert.deepEqual([code, out], [0, comment]);
  });

  it("without a change is reviewed in one line", () => {
    const { code, markdown } = named(reviewed((text) => text));
    assert.equal(code, "0");
    assert.match(
      markdown ?? "",
      /^Stack dev of project secure-origin: no change of ways in, secure paths, signers, secrets, alarms or costs \(\d+ resources\)\.\n$/,
    );
  });

  it("that makes part of a secure path public is shown, though the pack refuses its preview", () => {
    const { code, markdown, preview } = named(
      reviewed((text) =>
        text.replace(
          /^( *)secure-origin:entitlements/m,
          (line, indent: string) => `${indent}secure-origin:publicPaths: ["/premium/open/*"]\n${line}`,
        ),
      ),
    );
    assert.notEqual(preview, "0");
    assert.equal(code, "3");
    assert.match(
      markdown ?? "",
      /\| `\/premium\/\*` \| ⚠️ \*\*opens\*\* \| `\/premium\/open\/a is served without a signature by behavior #3 "\/premium\/open\/\*"` \|/,
    );
    assert.match(markdown ?? "", /^\*\*The preview ended in an error: what follows may lack changes\.\*\*$/m);
  });

  it("of which no preview exists gets a comment that says so", () => {
    writeFileSync(join(runner.folder, "preview.json"), "");
    const { code, output } = step("review", "Review");
    assert.equal(code, 0, output);
    assert.match(output, /AFTER: preview\.json is not JSON/);
    const { code: review, markdown } = named(runner.takeOutputs());
    assert.deepEqual(
      [review, markdown],
      ["1", "**The preview cannot be reviewed**: see the log of its job.\n"],
    );
  });

  it("gets one comment, which is updated in place", () => {
    const write = (ids: string) =>
      step("comment", "Write or update the comment", {
        MARKDOWN: comment,
        GITHUB_REPOSITORY: "octo/members",
        PULL_REQUEST: "7",
        COMMENTS: ids,
      });
    assert.equal(write("").code, 0);
    assert.deepEqual(runner.takeCalls(), [
      "api --paginate repos/octo/members/issues/7/comments --jq " +
        '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- secure-origin review -->"))) | .id',
      "api --method POST repos/octo/members/issues/7/comments --field body=@comment.md --silent",
    ]);
    assert.equal(write("41\n42\n").code, 0);
    assert.equal(
      runner.takeCalls()[1],
      "api --method PATCH repos/octo/members/issues/comments/41 --field body=@comment.md --silent",
    );
    const body = readFileSync(join(runner.folder, "comment.md"), "utf8");
    assert.equal(body.trimEnd(), `<!-- secure-origin review -->\n${comment.trimEnd()}`);
  });

  it("fails if it opens something that no label accepts, or if the preview failed", () => {
    const decide = (PREVIEW: string, REVIEW: string, ACCEPTED: string) =>
      step("comment", "Decide", { PREVIEW, REVIEW, ACCEPTED }).code;
    assert.deepEqual([decide("0", "0", "false"), decide("0", "3", "true")], [0, 0]);
    assert.deepEqual(
      [
        decide("0", "3", "false"),
        decide("255", "0", "true"),
        decide("0", "4", "true"),
        decide("0", "1", "false"),
        decide("", "", "false"),
      ],
      [1, 1, 1, 1, 1],
    );
  });

  it("is deployed on main, and the site proves that unsigned requests get nothing", async () => {
    const [, file] = stack.configured(rotation);
    const { code, output } = step("deploy", "Update", { CONFIG_FILE: file });
    assert.equal(code, 0, output);
    const cloud = await openCloud(stack.folder.cloud);
    const { root, cloud: cloudDir } = stack.folder;
    const { apiPort, apiSecret } = cloud;
    const outputs = await stack.outputs();
    const live = await startLocalSite({
      stack: "dev",
      root,
      cloudDir,
      apiPort,
      apiSecret,
      outputs,
      ports: anyPorts,
    });
    site = [live, cloud];
    const proof = await runner.runAsync(
      workflow.jobs.deploy.steps.find(({ name }) => name === "Prove")?.run ?? "",
      { ...workflow.env },
    );
    ran.push("deploy: Prove");
    assert.equal(proof.code, 0, proof.output);
    assert.match(proof.output, /^ok +unsigned +403 +403/m);
    assert.doesNotMatch(proof.output, /^NO /m);
  });

  it("has no other step that runs a script, except for those that need the registry", () => {
    const scripts = Object.entries(workflow.jobs).flatMap(([job, { steps }]) =>
      steps.filter(({ run }) => run !== undefined).map(({ name = "" }) => ({ job, name })),
    );
    assert.deepEqual(
      scripts.filter(({ name }) => !left.includes(name)).map(({ job, name }) => `${job}: ${name}`),
      [...new Set(ran)],
    );
  });
});

/** Splits the outputs of the steps: the code of the preview, and the code and Markdown of the review. */
function named({ preview, review, markdown }: Record<string, string>) {
  return { preview, code: review, markdown };
}
