/** The example on ECS: brought up on the local cloud, with the container's command as a process for each task. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KMSClient } from "@aws-sdk/client-kms";
import { accessKeyId } from "../../local/cloud/access/caller";
import { type RunningEdge, startEdge } from "../../local/edge";
import { type OpenCloud, openCloud } from "../../local/engine/attach";
import { createSigner, kmsKey } from "../../signer";
import { secureOrigin } from "../cli/support";
import { type RawAnswer, request, send } from "../local/edge/support/raw";
import { exampleFolder } from "../support/exampleFolder";
import { LocalStack, removedAfterTests } from "../support/localStack";
import { TaskProcesses } from "../support/taskProcesses";

describe("the example on ECS", () => {
  const root = exampleFolder();
  const program = join(root, "examples", "ecs");
  const stack = removedAfterTests(new LocalStack("dev", program).withProgramHost());
  let tasks: TaskProcesses | undefined;
  let edge: RunningEdge | undefined;
  let cloud: OpenCloud;
  before(async () => {
    cloud = await openCloud(stack.folder.cloud);
    await stack.upWithPack();
    tasks = await TaskProcesses.start(stack.account(), program);
    edge = await startEdge({ cloudDir: stack.folder.cloud, upstream: { instances: tasks.targets } });
  });
  after(async () => {
    await edge?.close();
    await tasks?.stop();
    await cloud.close();
    rmSync(root, { recursive: true, force: true });
  });

  const record = (type: string) => stack.account().resources.filter((one) => one.type === type);
  const get = async (target: string): Promise<RawAnswer> =>
    send(edge?.httpsUrl ?? "", request("GET", target, "members.example.com"));

  it("registers its tasks by address in the target groups of both tiers, reached by the load balancer alone", () => {
    const [service] = record("aws:ecs/service:Service");
    const groups = record("aws:lb/targetGroup:TargetGroup");
    const registered = service?.outputs.loadBalancers as { targetGroupArn: string; containerPort: number }[];
    assert.deepEqual(
      registered.map(({ targetGroupArn, containerPort }) => [
        groups.find(({ id }) => id === targetGroupArn)?.outputs.targetType,
        groups.find(({ id }) => id === targetGroupArn)?.outputs.port === containerPort,
      ]),
      [
        ["ip", true],
        ["ip", true],
      ],
    );
    const [group] = (service?.outputs.networkConfiguration as { securityGroups: string[] }).securityGroups;
    const admitted = record("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ outputs }) => outputs.securityGroupId === group,
    );
    const balancer = record("aws:lb/loadBalancer:LoadBalancer")[0]?.outputs.securityGroups as string[];
    assert.deepEqual(admitted.map(({ outputs }) => outputs.fromPort).sort(), [8443, 8444]);
    assert.ok(
      admitted.every(({ outputs }) => balancer.includes(outputs.referencedSecurityGroupId as string)),
    );
  });

  it("answers public paths, and signed ones with a signature that the task role made", async () => {
    const { url, activeKeyId, signingKeyArn } = (await stack.outputs()) as Record<string, string>;
    const role = record("aws:iam/role:Role").find(({ urn }) => urn?.endsWith("::task"));
    const client = new KMSClient({
      region: "eu-west-1",
      endpoint: `http://127.0.0.1:${cloud.apiPort}`,
      credentials: {
        accessKeyId: accessKeyId(role?.outputs.arn as string, cloud.apiSecret),
        secretAccessKey: "local-cloud",
      },
    });
    const key = kmsKey({ keyId: signingKeyArn ?? "", keySpec: "ECC_NIST_P256", client });
    const signer = createSigner({ key, keyPairId: activeKeyId ?? "" });
    const signed = await signer.signUrl({ url: `${url}/premium/1`, expires: new Date(Date.now() + 300_000) });
    const answers = [await get("/"), await get(signed.slice(url?.length))];
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body]),
      [
        [200, "This is the public tier.\n"],
        [200, "This is the signed tier.\n"],
      ],
    );
    assert.equal((await get("/premium/1")).status, 403);
    assert.equal((await get("/a/..%2fb")).status, 400);
    assert.ok(tasks?.targets.every(({ id }) => edge?.isHealthy(id)));
  });

  it("has its service in the tree of explain-stack, behind the distribution and nowhere else", async () => {
    const file = join(stack.folder.root, "state.json");
    writeFileSync(file, (await stack.pulumi("stack", "export")).stdout);
    const { code, out } = await secureOrigin("explain-stack", file);
    assert.equal(code, 0, out);
    assert.equal(out.match(/[├└]─ service app$/gm)?.length, 2, out);
    assert.doesNotMatch(out, /instance/);
  });

  it("is refused by the pack with public addresses for its tasks, or with one port for both tiers", async () => {
    const source = join(program, "index.ts");
    const right = readFileSync(source, "utf8");
    writeFileSync(
      source,
      right
        .replace("networkConfiguration: {", "networkConfiguration: { assignPublicIp: true,")
        .replaceAll("containerPort: publicPort }", "containerPort: signedPort }"),
    );
    const run = await stack.preview();
    writeFileSync(source, right);
    assert.notEqual(run.code, 0, run.output);
    assert.match(run.output, /\[mandatory\][^\n]* no-public-address /);
    assert.match(run.output, /\[mandatory\][^\n]* tiers-have-own-ports /);
  });

  it("is taken down again, its service first", async () => {
    await stack.destroy();
    assert.deepEqual(record("aws:ecs/service:Service"), []);
  });
});
