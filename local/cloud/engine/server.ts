import { setTimeout } from "node:timers/promises";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { UnknownToCloud } from "../model/catalogue";
import { NotWritten, Refusal } from "../refusal";
import { asText } from "../values";
import type { AutonamingWish, Failure } from "./checkArguments";
import type { Cloud } from "./cloud";
import type { Change } from "./diff";
import { fromStruct, toStruct } from "./structs";

/** A running provider. */
export interface Listening {
  port: number;
  close: () => Promise<void>;
}

/** The region of a provider without configuration. */
const DEFAULT_REGION = "eu-west-1";

/**
 * Serves the cloud to the engine as a package's provider, on a free local port.
 *
 * @param schema - returns the package schema
 */
export async function serve(cloud: Cloud, version: string, schema: () => object): Promise<Listening> {
  const server = new Server();
  server.addService(ResourceProviderService, methods(cloud, version, schema));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) {
        resolve(bound);
      } else {
        reject(error);
      }
    });
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.forceShutdown();
      resolve();
    });
  return { port, close };
}

/** Adapts a function to a unary call, the only kind in the provider protocol. */
type Answer<Request, Response> = (request: Request, peer: string) => Response | Promise<Response>;

function unary<Request, Response>(answer: Answer<Request, Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    const answered = async (): Promise<Response> => answer(call.request, call.getPeer());
    answered().then(
      (response) => callback(null, response),
      (error: unknown) => callback({ code: status.UNKNOWN, details: describe(error) }),
    );
  };
}

function describe(error: unknown): string {
  if (error instanceof Refusal || error instanceof UnknownToCloud || error instanceof NotWritten) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function methods(cloud: Cloud, version: string, schema: () => object) {
  const regions = new Regions();
  const place = (request: { getUrn(): string }, peer: string) => ({
    urn: request.getUrn(),
    region: regions.of(peer),
  });
  return {
    handshake: unary(() => new pb.ProviderHandshakeResponse()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getSchema: unary(() => new pb.GetSchemaResponse().setSchema(JSON.stringify(schema()))),
    checkConfig: unary((request: pb.CheckRequest) => new pb.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary(() => new pb.DiffResponse().setChanges(pb.DiffResponse.DiffChanges.DIFF_NONE)),
    configure: unary((request: pb.ConfigureRequest, peer) => {
      regions.configure(
        peer,
        asText(fromStruct(request.getArgs())["region"]) ?? variable(request, "aws:config:region"),
      );
      return new pb.ConfigureResponse().setSupportspreview(true).setSupportsAutonamingConfiguration(true);
    }),
    check: unary((request: pb.CheckRequest, peer) => {
      const { inputs, failures } = cloud.check({
        ...place(request, peer),
        olds: request.hasOlds() ? fromStruct(request.getOlds()) : undefined,
        news: fromStruct(request.getNews()),
        randomSeed: request.getRandomseed_asU8(),
        ...autonaming(request),
      });
      return new pb.CheckResponse().setInputs(toStruct(inputs)).setFailuresList(failures.map(toFailure));
    }),
    diff: unary((request: pb.DiffRequest, peer) => {
      const { changes, deleteBeforeReplace } = cloud.diff({
        ...place(request, peer),
        oldInputs: fromStruct(request.getOldInputs()),
        oldOutputs: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
      });
      return toDiff(changes).setDeletebeforereplace(deleteBeforeReplace);
    }),
    create: unary(async (request: pb.CreateRequest, peer) => {
      const inputs = fromStruct(request.getProperties());
      const result = cloud.create({ ...place(request, peer), inputs, preview: request.getPreview() });
      await setTimeout(result.wait ?? 0);
      return new pb.CreateResponse().setId(result.id).setProperties(toStruct(result.outputs));
    }),
    update: unary(async (request: pb.UpdateRequest, peer) => {
      const result = cloud.update({
        ...place(request, peer),
        id: request.getId(),
        inputs: fromStruct(request.getNews()),
        olds: fromStruct(request.getOlds()),
        oldInputs: fromStruct(request.getOldInputs()),
        preview: request.getPreview(),
      });
      await setTimeout(result.wait ?? 0);
      return new pb.UpdateResponse().setProperties(toStruct(result.outputs));
    }),
    read: unary((request: pb.ReadRequest, peer) => {
      const inputs = fromStruct(request.getInputs());
      const properties = fromStruct(request.getProperties());
      const found = cloud.read({ ...place(request, peer), id: request.getId(), inputs, properties });
      return found === undefined
        ? new pb.ReadResponse()
        : new pb.ReadResponse()
            .setId(found.id)
            .setProperties(toStruct(found.outputs))
            .setInputs(toStruct(found.inputs));
    }),
    delete: unary(async (request: pb.DeleteRequest, peer) => {
      const { wait = 0 } = cloud.delete({
        ...place(request, peer),
        id: request.getId(),
        properties: fromStruct(request.getProperties()),
      });
      await setTimeout(wait);
      return new Empty();
    }),
    invoke: unary((request: pb.InvokeRequest, peer) => {
      const { result, failures } = cloud.invoke(
        request.getTok(),
        fromStruct(request.getArgs()),
        regions.of(peer),
      );
      return new pb.InvokeResponse().setReturn(toStruct(result)).setFailuresList(failures.map(toFailure));
    }),
  };
}

/**
 * Tells providers of different regions apart by connection: they are one server, and the protocol identifies a provider
 * in Configure only.
 */
class Regions {
  private readonly byPeer = new Map<string, string>();
  private last = DEFAULT_REGION;

  configure(peer: string, region = DEFAULT_REGION): void {
    this.byPeer.set(peer, region);
    this.last = region;
  }

  of(peer: string): string {
    return this.byPeer.get(peer) ?? this.last;
  }
}

function variable(request: pb.ConfigureRequest, key: string): string | undefined {
  return request.getVariablesMap().get(key);
}

function autonaming(request: pb.CheckRequest): { autonaming?: AutonamingWish } {
  const options = request.getAutonaming();
  if (options === undefined) {
    return {};
  }
  const modes = ["propose", "enforce", "disable"] as const;
  return { autonaming: { proposedName: options.getProposedName(), mode: modes[options.getMode()] } };
}

function toFailure(failure: Failure): pb.CheckFailure {
  return new pb.CheckFailure().setProperty(failure.property).setReason(failure.reason);
}

const KINDS = {
  add: [pb.PropertyDiff.Kind.ADD, pb.PropertyDiff.Kind.ADD_REPLACE],
  delete: [pb.PropertyDiff.Kind.DELETE, pb.PropertyDiff.Kind.DELETE_REPLACE],
  update: [pb.PropertyDiff.Kind.UPDATE, pb.PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

function toDiff(changes: ReadonlyMap<string, Change>): pb.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
  const response = new pb.DiffResponse()
    .setChanges(changes.size === 0 ? DIFF_NONE : DIFF_SOME)
    .setHasdetaileddiff(true);
  const heads = new Set<string>();
  const replaces = new Set<string>();
  for (const [path, change] of changes) {
    const head = path.split(/[.[]/)[0] ?? path;
    heads.add(head);
    if (change.replace) {
      replaces.add(head);
    }
    const kind = KINDS[change.kind][change.replace ? 1 : 0];
    response.getDetaileddiffMap().set(path, new pb.PropertyDiff().setKind(kind).setInputdiff(true));
  }
  return response.setDiffsList([...heads]).setReplacesList([...replaces]);
}
