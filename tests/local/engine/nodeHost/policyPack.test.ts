/** The Node language host of a built engine, between the engine and a policy pack. */
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientReadableStream, credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { projectFolder } from "../../../../local/run/project";
import { answer, describeHost, programInfo, RunningHost, writeFiles } from "./host";

/** Stands in for the SDK's script that serves a pack: a pack of one policy, which reports each call on standard error. */
const sdkPack = `
  const load = require("node:module").createRequire(${JSON.stringify(join(projectFolder, "package.json"))});
  const { Server, ServerCredentials } = load("@grpc/grpc-js");
  const { AnalyzerService } = load("@pulumi/pulumi/proto/analyzer_grpc_pb");
  const proto = load("@pulumi/pulumi/proto/analyzer_pb");
  const { Empty } = load("google-protobuf/google/protobuf/empty_pb");
  const say = (text) => process.stderr.write(text + "\\n");
  const { PULUMI_NODEJS_PROJECT, PULUMI_NODEJS_STACK, PULUMI_NODEJS_DRY_RUN, PULUMI_CONFIG } = process.env;
  say(["start", process.argv[2], process.cwd() === process.argv[3], PULUMI_NODEJS_PROJECT, PULUMI_NODEJS_STACK, PULUMI_NODEJS_DRY_RUN, PULUMI_CONFIG].join(" "));
  const level = require("node:fs").readFileSync("level", "utf8");
  if (level === "broken") process.exit(3);
  const server = new Server();
  server.addService(AnalyzerService, {
    getAnalyzerInfo: (call, reply) => {
      say("getAnalyzerInfo\\npid " + process.pid);
      const policy = new proto.PolicyInfo();
      policy.setEnforcementlevel(proto.EnforcementLevel[level]);
      const info = new proto.AnalyzerInfo();
      info.setPoliciesList([policy]);
      reply(null, info);
    },
    configure: (call, reply) => { say("configure"); reply(null, new Empty()); },
    analyze: (call, reply) => { say("analyze " + call.request.getUrn()); reply(null, new proto.AnalyzeResponse()); },
    remediate: (call, reply) => {
      say("remediate " + call.request.getUrn());
      const remediation = new proto.Remediation();
      remediation.setDescription("mended");
      const response = new proto.RemediateResponse();
      response.setRemediationsList([remediation]);
      reply(null, response);
    },
  });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    console.log(port);
    console.log("and a word");
  });`;

/** A pack between whose calls and the engine the host stands. */
class ServedPack {
  readonly seen = { stdout: "", stderr: "" };
  private readonly ended: Promise<number>;
  private client: AnalyzerClient | undefined;

  constructor(private readonly stream: ClientReadableStream<language.RunPluginResponse>) {
    this.ended = new Promise((resolve, reject) => {
      stream.on("data", (response: language.RunPluginResponse) => {
        this.seen.stdout += Buffer.from(response.getStdout_asU8()).toString();
        this.seen.stderr += Buffer.from(response.getStderr_asU8()).toString();
        if (response.hasExitcode()) {
          resolve(response.getExitcode());
        }
      });
      stream.on("error", reject);
    });
    this.ended.catch(() => undefined);
  }

  /** Waits until something has been printed. */
  async until(printed: () => boolean): Promise<void> {
    while (!printed()) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Returns a client of the address that the host printed, as the engine is. */
  async analyzer(): Promise<AnalyzerClient> {
    await this.until(() => this.seen.stdout.includes("\n"));
    const port = this.seen.stdout.split("\n", 1)[0] ?? "";
    return (this.client ??= new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure()));
  }

  async handshake(): Promise<void> {
    const client = await this.analyzer();
    await answer((reply) => client.handshake(new analyzer.AnalyzerHandshakeRequest(), reply));
  }

  async policies(): Promise<number> {
    const client = await this.analyzer();
    const info = await answer<analyzer.AnalyzerInfo>((reply) => client.getAnalyzerInfo(new Empty(), reply));
    return info.getPoliciesList().length;
  }

  async configure(request = new analyzer.ConfigureAnalyzerRequest()): Promise<void> {
    const client = await this.analyzer();
    await answer((reply) => client.configure(request, reply));
  }

  /** Begins as the engine does. */
  async begin(): Promise<void> {
    const client = await this.analyzer();
    await this.handshake();
    const configure = new analyzer.AnalyzerStackConfigureRequest();
    configure.setProject("site");
    configure.setStack("dev");
    configure.setDryRun(true);
    configure.getConfigMap().set("site:domainName", "example.com");
    await answer((reply) => client.configureStack(configure, reply));
  }

  /** Asks for one resource's remediations. */
  async remediate(): Promise<string[]> {
    const request = new analyzer.AnalyzeRequest();
    request.setUrn("urn");
    const client = await this.analyzer();
    const response = await answer<analyzer.RemediateResponse>((reply) => client.remediate(request, reply));
    return response.getRemediationsList().map((each) => each.getDescription());
  }

  /** The pack's exit code, once it has ended. */
  exitCode(): Promise<number> {
    return this.ended;
  }

  stop(): void {
    this.client?.close();
    this.stream.on("error", () => undefined);
    this.stream.cancel();
  }
}

describeHost("A policy pack behind the Node language host of a built engine", () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "secure-origin-pack-host-")));
  const pack = join(root, "policy");
  let host: RunningHost;
  let served: ServedPack;
  before(async () => {
    writeFiles(root, { "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js": sdkPack });
    host = await RunningHost.start();
  });
  after(async () => {
    await host.stop();
    rmSync(root, { recursive: true });
  });
  afterEach(() => served.stop());

  /** Runs a pack whose policy has a level. */
  const serve = (level: string, by = host): ServedPack => {
    writeFiles(pack, { level });
    const request = new language.RunPluginRequest();
    request.setKind("analyzer");
    request.setPwd(root);
    request.setInfo(programInfo(pack));
    request.setArgsList(["127.0.0.1:1"]);
    served = new ServedPack(by.client.runPlugin(request));
    return served;
  };

  it("starts with the stack's names and configuration once the engine has told them, in its own folder", async () => {
    const { seen } = serve("ADVISORY");
    await served.handshake();
    assert.equal(seen.stderr, "");
    await served.begin();
    await served.until(() => seen.stderr.includes("\n"));
    assert.equal(seen.stderr, 'start 127.0.0.1:1 true site dev true {"site:domainName":"example.com"}\n');
    await served.until(() => seen.stdout.includes("a word\n"));
  });

  it("answers what the engine asks, each call on its own", async () => {
    serve("ADVISORY");
    await served.begin();
    assert.equal(await served.policies(), 1);
    const request = new analyzer.AnalyzeRequest();
    request.setUrn("urn:one");
    const client = await served.analyzer();
    await answer((reply) => client.analyze(request, reply));
    await served.until(() => served.seen.stderr.includes("analyze urn:one\n"));
    await assert.rejects(
      answer((reply) => client.getPluginInfo(new Empty(), reply)),
      /UNIMPLEMENTED/,
    );
  });

  it("is not asked for remediations if none of its policies remediates", async () => {
    serve("MANDATORY");
    await served.begin();
    await served.policies();
    await served.configure();
    assert.deepEqual(await served.remediate(), []);
    assert.ok(!served.seen.stderr.includes("remediate"));
  });

  it("is asked if a policy remediates, if its configuration says so, or if nobody asked for its policies", async () => {
    serve("REMEDIATE");
    await served.begin();
    await served.policies();
    assert.deepEqual(await served.remediate(), ["mended"]);
    served.stop();

    serve("ADVISORY");
    await served.begin();
    await served.policies();
    const configure = new analyzer.ConfigureAnalyzerRequest();
    const config = new analyzer.PolicyConfig();
    config.setEnforcementlevel(analyzer.EnforcementLevel.REMEDIATE);
    configure.getPolicyconfigMap().set("a-policy", config);
    await served.configure(configure);
    assert.deepEqual(await served.remediate(), ["mended"]);
    await served.policies();
    assert.deepEqual(await served.remediate(), ["mended"], "asked for its policies again");
    await served.configure();
    assert.deepEqual(await served.remediate(), [], "configured anew");
    served.stop();

    serve("ADVISORY");
    await served.begin();
    assert.deepEqual(await served.remediate(), ["mended"]);
  });

  it("that ends before it serves is reported, with its exit code", async () => {
    serve("broken");
    await assert.rejects(served.begin());
    assert.equal(await served.exitCode(), 3);
  });

  if (process.platform === "linux") {
    it("ends with the host, also if that is killed", async () => {
      const doomed = await RunningHost.start();
      const { seen } = serve("ADVISORY", doomed);
      await served.begin();
      await served.policies();
      const pid = Number(/^pid (\d+)$/m.exec(seen.stderr)?.[1]);
      assert.ok(process.kill(pid, 0));
      await doomed.stop("SIGKILL");
      const isGone = (): boolean => {
        try {
          return !process.kill(pid, 0);
        } catch {
          return true;
        }
      };
      await served.until(isGone);
    });
  }

  it("whose folder has no SDK is reported in one line", async () => {
    const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), "secure-origin-no-sdk-")));
    const request = new language.RunPluginRequest();
    request.setKind("analyzer");
    request.setPwd(root);
    request.setInfo(programInfo(elsewhere));
    served = new ServedPack(host.client.runPlugin(request));
    assert.equal(await served.exitCode(), 1);
    assert.equal(
      served.seen.stderr,
      `@pulumi/pulumi is not installed for ${elsewhere}; run npm install there.\n`,
    );
    rmSync(elsewhere, { recursive: true });
  });
});
