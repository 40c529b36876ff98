import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type RunningCloud, startCloud } from "../../../../local/cloud";

/** Properties as the engine and a provider exchange them. */
export type Props = Record<string, unknown>;

/** One resource that the client brought into the account. */
export interface Resource {
  type: string;
  name: string;
  id: string;
  inputs: Props;
  outputs: Props;
}

/** What the engine sends for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Plays the engine against a local cloud in a folder of its own. */
export class Engine {
  private readonly clients = new Map<string, ResourceProviderClient>();

  private constructor(
    readonly dir: string,
    private readonly cloud: RunningCloud,
  ) {}

  static async start(dir = mkdtempSync(join(tmpdir(), "local-cloud-"))): Promise<Engine> {
    return new Engine(dir, await startCloud({ dir }));
  }

  /** Where AWS SDK clients call this cloud. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.cloud.apiPort}`;
  }

  /** By which this cloud's access key ids are derived. */
  get apiSecret(): string {
    return this.cloud.apiSecret;
  }

  /** Stops the cloud; the folder goes, too, unless another one is to go on with it. */
  async stop(options: { keep?: boolean } = {}): Promise<void> {
    for (const client of this.clients.values()) {
      client.close();
    }
    await this.cloud.close();
    if (options.keep !== true) {
      rmSync(this.dir, { recursive: true });
    }
  }

  /** A second provider of the package, configured for another region. */
  async configure(region: string, as = region): Promise<void> {
    const request = new pb.ConfigureRequest().setArgs(struct({ region }));
    await ask<pb.ConfigureResponse>((done) => this.client("aws", as).configure(request, done));
  }

  async check(type: string, name: string, news: Props, olds?: Props) {
    const request = new pb.CheckRequest()
      .setUrn(urn(type, name))
      .setNews(struct(news))
      .setRandomseed(Buffer.from(name));
    if (olds !== undefined) {
      request.setOlds(struct(olds));
    }
    const response = await ask<pb.CheckResponse>((done) => this.of(type).check(request, done));
    const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
    return { inputs: plain(response.getInputs()), failures };
  }

  /** What an update would do: changed paths with their kinds. */
  async diff(old: Resource, news: Props) {
    const request = new pb.DiffRequest()
      .setId(old.id)
      .setUrn(urn(old.type, old.name))
      .setOlds(struct(old.outputs))
      .setOldInputs(struct(old.inputs))
      .setNews(struct((await this.check(old.type, old.name, news, old.inputs)).inputs));
    const response = await ask<pb.DiffResponse>((done) => this.of(old.type).diff(request, done));
    const kinds = ["add", "add-replace", "delete", "delete-replace", "update", "update-replace"];
    const paths = response.getDetaileddiffMap().toObject(false, (_all, one) => one);
    return {
      some: response.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME,
      paths: Object.fromEntries(paths.map(([path, one]) => [path, kinds[one.getKind()]])),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  /** Checks and creates, as `pulumi up` does. */
  async create(type: string, name: string, news: Props, as?: string): Promise<Resource> {
    const { inputs, failures } = await this.check(type, name, news);
    if (failures.length > 0) {
      throw new Error(failures.join("\n"));
    }
    const request = new pb.CreateRequest().setUrn(urn(type, name)).setProperties(struct(inputs));
    const response = await ask<pb.CreateResponse>((done) => this.of(type, as).create(request, done));
    return { type, name, id: response.getId(), inputs, outputs: plain(response.getProperties()) };
  }

  /** Creates without the provider's own check, which would refuse some of what AWS refuses with other words. */
  async createUnchecked(type: string, name: string, inputs: Props): Promise<Resource> {
    const request = new pb.CreateRequest().setUrn(urn(type, name)).setProperties(struct(inputs));
    const response = await ask<pb.CreateResponse>((done) => this.of(type).create(request, done));
    return { type, name, id: response.getId(), inputs, outputs: plain(response.getProperties()) };
  }

  /** What a preview shows of a resource that is to come. */
  async previewCreate(type: string, name: string, news: Props): Promise<Props> {
    const { inputs } = await this.check(type, name, news);
    const request = new pb.CreateRequest()
      .setUrn(urn(type, name))
      .setProperties(struct(inputs))
      .setPreview(true);
    const response = await ask<pb.CreateResponse>((done) => this.of(type).create(request, done));
    return { ...plain(response.getProperties()), "(id)": response.getId() };
  }

  async update(old: Resource, news: Props, preview = false): Promise<Resource> {
    const { inputs } = await this.check(old.type, old.name, news, old.inputs);
    const request = new pb.UpdateRequest()
      .setId(old.id)
      .setUrn(urn(old.type, old.name))
      .setOlds(struct(old.outputs))
      .setOldInputs(struct(old.inputs))
      .setNews(struct(inputs))
      .setPreview(preview);
    const response = await ask<pb.UpdateResponse>((done) => this.of(old.type).update(request, done));
    return { ...old, inputs, outputs: plain(response.getProperties()) };
  }

  /** What is there, or undefined. */
  async read(one: Resource): Promise<Props | undefined> {
    const request = new pb.ReadRequest()
      .setId(one.id)
      .setUrn(urn(one.type, one.name))
      .setInputs(struct(one.inputs))
      .setProperties(struct(one.outputs));
    const response = await ask<pb.ReadResponse>((done) => this.of(one.type).read(request, done));
    return response.getId() === "" ? undefined : plain(response.getProperties());
  }

  async delete(one: Resource): Promise<void> {
    const request = new pb.DeleteRequest()
      .setId(one.id)
      .setUrn(urn(one.type, one.name))
      .setProperties(struct(one.outputs))
      .setOldInputs(struct(one.inputs));
    await ask((done) => this.of(one.type).delete(request, done));
  }

  async invoke(token: string, args: Props): Promise<Props> {
    const request = new pb.InvokeRequest().setTok(token).setArgs(struct(args));
    const response = await ask<pb.InvokeResponse>((done) => this.of(token).invoke(request, done));
    const [failure] = response.getFailuresList();
    if (failure !== undefined) {
      throw new Error(`${failure.getProperty()}: ${failure.getReason()}`);
    }
    return plain(response.getReturn());
  }

  private of(token: string, as?: string): ResourceProviderClient {
    return this.client(token.startsWith("random:") ? "random" : "aws", as);
  }

  private client(provider: "aws" | "random", as: string = provider): ResourceProviderClient {
    const port = provider === "aws" ? this.cloud.awsPort : this.cloud.randomPort;
    // A connection each, as the engine has one for each provider that it configures.
    const apart = { "grpc.use_local_subchannel_pool": 1 };
    const client =
      this.clients.get(as) ??
      new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), apart);
    this.clients.set(as, client);
    return client;
  }
}

function urn(type: string, name: string): string {
  return `urn:pulumi:test::local-cloud::${type}::${name}`;
}

function struct(properties: Props): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(properties: Struct | undefined): Props {
  return properties?.toJavaScript() ?? {};
}

function ask<Response>(
  call: (done: (error: ServiceError | null, response: Response) => void) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) {
        resolve(response);
      } else {
        reject(new Error(error.details));
      }
    });
  });
}
