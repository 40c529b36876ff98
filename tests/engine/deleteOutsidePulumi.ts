/** Changes to the account that are not made by Pulumi. */
import assert from "node:assert/strict";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { DeleteRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { TestEnvironment } from "../resilience/environment";

/** Deletes a resource of the stack, by its logical name, in the local cloud but not in the state. */
export async function deleteOutsidePulumi(
  environment: TestEnvironment,
  type: string,
  name: string,
): Promise<void> {
  const found = environment.stack
    .account()
    .resources.find((one) => one.type === type && one.urn?.endsWith(`::${name}`));
  assert.ok(found?.urn !== undefined, `${name} exists`);
  const client = new ResourceProviderClient(`127.0.0.1:${environment.awsPort}`, credentials.createInsecure());
  const properties = Struct.fromJavaScript(found.outputs);
  const request = new DeleteRequest().setId(found.id).setUrn(found.urn).setProperties(properties);
  try {
    await new Promise<void>((resolve, reject) => {
      client.delete(request, (error) => (error === null ? resolve() : reject(new Error(error.details))));
    });
  } finally {
    client.close();
  }
}
