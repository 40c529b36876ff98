/** The prod stack as it is created, judged by Checkov: what it reports is what docs/reference/limits.md explains. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWith } from "../../../tools/python";
import { page } from "../../docs/pages";
import { LocalStack } from "../../support/localStack";
import { terraformOf } from "./terraform";

interface Check {
  readonly check_id: string;
  readonly resource: string;
}

interface Report {
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
}

/** Runs Checkov on Terraform; it ends with an error when checks fail. */
function judge(folder: string): Promise<Report> {
  const python = pythonWith(join(__dirname, "requirements.txt"));
  const flags = ["--framework", "terraform", "--output", "json", "--compact", "--skip-download"];
  const args = ["-m", "checkov.main", "--directory", folder, ...flags];
  return new Promise((resolve, reject) => {
    execFile(python, args, { maxBuffer: 2 ** 28 }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout) as Report);
      } catch {
        reject(new Error(`checkov ended: ${stderr.slice(-2000)}`));
      }
    });
  });
}

describe("the prod stack judged by Checkov", () => {
  const stack = new LocalStack("prod");
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-checkov-"));
  let report: Report;
  before(async function () {
    this.timeout(600_000);
    await stack.up();
    writeFileSync(join(folder, "stack.tf"), terraformOf(stack.account().resources));
    report = await judge(folder);
  });
  after(() => {
    stack.remove();
    rmSync(folder, { recursive: true });
  });

  it("is read as a whole", () => {
    assert.equal(report.summary.parsing_errors, 0);
    assert.ok(report.summary.resource_count > 100, String(report.summary.resource_count));
  });

  it("leaves what the page of limits explains, and nothing else", () => {
    const explained = [...page("docs/reference/limits.md").text.matchAll(/\bCKV2?_AWS_\d+\b/g)].map(
      ([id]) => id,
    );
    const reported = report.results.failed_checks.map(({ check_id }) => check_id);
    assert.deepEqual([...new Set(reported)].sort(), [...new Set(explained)].sort());
  });

  it("finds the managed rules for known bad inputs in both web ACLs, the network's flow log, and former versions of releases and logs", () => {
    const passed = (id: string): string[] =>
      report.results.passed_checks.flatMap((each) => (each.check_id === id ? [each.resource] : [])).sort();
    assert.deepEqual(passed("CKV_AWS_192"), [
      "aws_wafv2_web_acl.members-app-users-acl",
      "aws_wafv2_web_acl.members-web-acl-acl",
    ]);
    assert.deepEqual(passed("CKV2_AWS_11"), ["aws_vpc.members-network-vpc"]);
    const buckets = ["aws_s3_bucket.members-app-delivery-bucket", "aws_s3_bucket.members-archive-bucket"];
    assert.deepEqual([passed("CKV_AWS_21"), passed("CKV2_AWS_61")], [buckets, buckets]);
  });
});
