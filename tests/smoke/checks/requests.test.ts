/** Verdicts of the checks that send requests or use only the engine. */
import assert from "node:assert/strict";
import { sourceArnIsAccepted } from "../../../smoke/checks/balancerLog";
import { sumsVerdict } from "../../../smoke/checks/insightRules";
import { policiesStay } from "../../../smoke/checks/logDelivery";
import { pageAsksForPassword } from "../../../smoke/checks/signInForm";
import { headersStayApart, originNameIsChecked, prefixListAdmits } from "../../../smoke/checks/vpcOrigin";
import type { CommandResult } from "../../../smoke/experiment";
import { reply, rig } from "../support/rig";

describe("headers-stay-apart", () => {
  const ask = (answer: (path: string) => ReturnType<typeof reply>) => headersStayApart(rig({ get: answer }));
  const bodyOf = (path: string): string => path.split("/")[1] ?? "";

  it("passes when each of a hundred requests carries its own origin's header", async () => {
    const seen = "one answered one (50), two answered two (50)";
    assert.deepEqual(await ask((path) => reply(200, bodyOf(path))), { outcome: "pass", seen });
  });

  it("fails when one carries another header, or none", async () => {
    const other = await ask((path) => reply(200, path === "/two/49" ? "one" : bodyOf(path)));
    assert.deepEqual(other, {
      outcome: "fail",
      seen: "one answered one (50), two answered two (49), two answered one (1)",
    });
    assert.equal((await ask(() => reply(403, "neither"))).outcome, "fail");
  });

  it("cannot tell when CloudFront answers instead of the load balancer", async () => {
    const seen = "one answered 502 (50), two answered 502 (50)";
    assert.deepEqual(await ask(() => reply(502)), { outcome: "cannot tell", seen });
  });
});

describe("origin-tls-name", () => {
  const ask = (right: number, wrong: number) =>
    originNameIsChecked(rig({ get: (path) => reply(path === "/misnamed/any" ? wrong : right) }));

  it("passes for 502, fails for 200, and cannot tell otherwise", async () => {
    assert.deepEqual(await ask(200, 502), {
      outcome: "pass",
      seen: "200 under the certificate's name, 502 under another",
    });
    assert.equal((await ask(200, 200)).outcome, "fail");
    assert.equal((await ask(502, 502)).outcome, "cannot tell");
    assert.equal((await ask(200, 504)).outcome, "cannot tell");
  });
});

describe("prefix-list-admits", () => {
  it("passes for an answer, fails for a timeout, and cannot tell otherwise", async () => {
    const ask = (status: number) => prefixListAdmits(rig({ get: () => reply(status) }));
    assert.deepEqual(await ask(200), {
      outcome: "pass",
      seen: "200 from a load balancer that admits only the prefix list",
    });
    assert.equal((await ask(504)).outcome, "fail");
    assert.equal((await ask(502)).outcome, "cannot tell");
  });

  it("waits for an edge location that does not know the distribution yet", async () => {
    const statuses = [503, 503, 200];
    const { outcome } = await prefixListAdmits(rig({ get: () => reply(statuses.shift() ?? 500) }));
    assert.equal(outcome, "pass");
  });
});

describe("balancer-log-policy", () => {
  const refused = { ok: false, output: "error: Access Denied for bucket: smoke\n" };
  const done = { ok: true, output: "" };
  const ask = async (...answers: CommandResult[]) => {
    const deployed: string[] = [];
    const verdict = await sourceArnIsAccepted(
      rig({
        deploy: ({ policy = "" }) => {
          deployed.push(policy);
          return Promise.resolve(answers.shift() ?? assert.fail());
        },
      }),
    );
    return { ...verdict, deployed };
  };

  it("passes when the load balancer accepts the bucket, at the latest at the second attempt", async () => {
    const seen = "the log was enabled with aws:SourceArn in the bucket policy";
    assert.deepEqual(await ask(done), { outcome: "pass", seen, deployed: ["source-arn"] });
    assert.deepEqual(await ask(refused, done), {
      outcome: "pass",
      seen,
      deployed: ["source-arn", "source-arn"],
    });
  });

  it("fails when it accepts the bucket only without the condition", async () => {
    assert.deepEqual(await ask(refused, refused, done), {
      outcome: "fail",
      seen: "refused with aws:SourceArn, accepted without: error: Access Denied for bucket: smoke",
      deployed: ["source-arn", "source-arn", "path"],
    });
  });

  it("cannot tell when it accepts the bucket with neither policy", async () => {
    assert.deepEqual(await ask(refused, refused, refused, refused), {
      outcome: "cannot tell",
      seen: "refused with aws:SourceArn and without: error: Access Denied for bucket: smoke",
      deployed: ["source-arn", "source-arn", "path", "path"],
    });
  });
});

describe("sign-in-form", () => {
  const outputs = { signInPage: "https://smoke.auth.eu-west-1.amazoncognito.com/login" };
  const ask = (status: number, body: string) =>
    pageAsksForPassword(rig({ outputs }), () => Promise.resolve(new Response(body, { status })));

  it("passes for a password field, fails for a form without one", async () => {
    const form = '<form><input type="hidden" name="_csrf"><input name="password" type="password"></form>';
    assert.deepEqual(await ask(200, form), { outcome: "pass", seen: "200, fields: hidden, password" });
    assert.deepEqual(await ask(200, '<input name="username" type="text">'), {
      outcome: "fail",
      seen: "200, fields: text",
    });
  });

  it("cannot tell from an error, or from a page that a script builds", async () => {
    assert.deepEqual(await ask(400, '<input type="password">'), {
      outcome: "cannot tell",
      seen: "400, fields: password",
    });
    assert.deepEqual(await ask(200, "<div id=root></div>"), {
      outcome: "cannot tell",
      seen: "200, fields: none",
    });
  });

  it("waits for the page's DNS name, and gives up in the end", async () => {
    let tries = 0;
    const verdict = await pageAsksForPassword(rig({ outputs }), () => {
      tries += 1;
      return Promise.reject(new Error("ENOTFOUND"));
    });
    assert.equal(tries, 20);
    assert.deepEqual(verdict, {
      outcome: "cannot tell",
      seen: "no answer from smoke.auth.eu-west-1.amazoncognito.com: ENOTFOUND",
    });
  });
});

describe("log-delivery-policies", () => {
  const ask = (ok: boolean, output: string) =>
    policiesStay(rig({ refresh: () => Promise.resolve({ ok, output }) }));

  it("passes without changes, and fails with the changed resources", async () => {
    assert.deepEqual(await ask(true, ""), {
      outcome: "pass",
      seen: "a refresh finds no changes",
    });
    const changes = [
      "Previewing refresh (smoke):",
      " ~  aws:s3:Bucket smoke refreshing ",
      " ~  aws:s3:BucketPolicy smoke refreshing ",
      " ~  aws:s3:BucketPolicy smoke update [diff: ~policy]",
      "    aws:s3:Bucket smoke  ",
      "Resources:",
      "    ~ 1 to update",
      "error: no changes were expected for refresh but changes were proposed",
    ].join("\n");
    assert.deepEqual(await ask(false, changes), {
      outcome: "fail",
      seen: "a refresh finds changes: ~ aws:s3:BucketPolicy smoke update [diff: ~policy]",
    });
  });

  it("cannot tell when the refresh itself fails", async () => {
    assert.deepEqual(await ask(false, "error: no credentials\n"), {
      outcome: "cannot tell",
      seen: "the refresh failed: error: no credentials",
    });
  });
});

describe("insights-sum-text", () => {
  it("passes for the sum, fails when only numbers are summed, and cannot tell when nothing is", () => {
    assert.deepEqual(sumsVerdict({ text: 123, number: 123 }), {
      outcome: "pass",
      seen: "of 123 bytes, the rule on text counted 123, the rule on numbers 123",
    });
    assert.deepEqual(sumsVerdict({ text: undefined, number: 123 }), {
      outcome: "fail",
      seen: "of 123 bytes, the rule on text counted nothing, the rule on numbers 123",
    });
    assert.equal(sumsVerdict({ text: 0, number: 123 }).outcome, "fail");
    assert.equal(sumsVerdict({ text: undefined, number: undefined }).outcome, "cannot tell");
    assert.equal(sumsVerdict({ text: 2, number: 2 }).outcome, "cannot tell");
  });
});
