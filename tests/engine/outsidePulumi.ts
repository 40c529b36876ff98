/** Changes to the account that are not made by Pulumi. */
import assert from "node:assert/strict";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { DeleteRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { AccountResource } from "../../local/cloud";
import type { TestEnvironment } from "../resilience/environment";

/** Finds a resource of the stack by its logical name. @param id - that of one of several */
function find(
  { stack }: TestEnvironment,
  type: string,
  name: string,
  id?: string,
): AccountResource & { urn: string } {
  const found = stack
    .account()
    .resources.find(
      (one) => one.type === type && one.urn?.endsWith(`::${name}`) && (id === undefined || one.id === id),
    );
  assert.ok(found?.urn !== undefined, `${name} exists`);
  return { ...found, urn: found.urn };
}

const struct = (properties: object): Struct =>
  Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

type Callback = (error: ServiceError | null) => void;

async function call(
  environment: TestEnvironment,
  make: (client: ResourceProviderClient, done: Callback) => void,
) {
  const client = new ResourceProviderClient(`127.0.0.1:${environment.awsPort}`, credentials.createInsecure());
  try {
    await new Promise<void>((resolve, reject) => {
      make(client, (error) => (error === null ? resolve() : reject(new Error(error.details))));
    });
  } finally {
    client.close();
  }
}

/** Deletes a resource of the stack, by its logical name, in the local cloud but not in the state. @param id - that of one of several */
export async function deleteOutsidePulumi(
  environment: TestEnvironment,
  type: string,
  name: string,
  id?: string,
): Promise<void> {
  const found = find(environment, type, name, id);
  const request = new DeleteRequest().setId(found.id).setUrn(found.urn).setProperties(struct(found.outputs));
  await call(environment, (client, done) => client.delete(request, done));
}

/** Changes arguments of a resource of the stack, by its logical name, in the local cloud but not in the state. @param id - that of one of several */
export async function changeOutsidePulumi(
  environment: TestEnvironment,
  type: string,
  name: string,
  changed: object,
  id?: string,
): Promise<void> {
  const found = find(environment, type, name, id);
  const { urn, inputs, outputs } = found;
  const request = new UpdateRequest()
    .setId(found.id)
    .setUrn(urn)
    .setOlds(struct(outputs))
    .setOldInputs(struct(inputs))
    .setNews(struct({ ...inputs, ...changed }));
  await call(environment, (client, done) => client.update(request, done));
}
