import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { EngineProperties, EngineResource, Reading } from "./stackModel";
import { toWire } from "./stackModel/wire";

/** Creates the request by which the engine has a policy pack check a resource before it is created. */
export function analyzeRequest(resource: EngineResource): proto.AnalyzeRequest {
  const request = new proto.AnalyzeRequest();
  request.setUrn(resource.urn);
  request.setType(resource.type);
  request.setName(resource.name);
  request.setProperties(struct(resource.inputs));
  request.setOptions(options(resource));
  return request;
}

/** Creates the request by which the engine has a policy pack check the stack at the end. */
export function analyzeStackRequest(reading: Reading): proto.AnalyzeStackRequest {
  const request = new proto.AnalyzeStackRequest();
  request.setResourcesList(reading.resources.map(stackResource));
  return request;
}

function stackResource(resource: EngineResource): proto.AnalyzerResource {
  const message = new proto.AnalyzerResource();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(struct(resource.outputs));
  message.setOptions(options(resource));
  message.setParent(resource.parent ?? "");
  if (resource.custom) {
    message.setProvider(provider(resource));
  }
  message.setDependenciesList([...resource.dependencies]);
  const links = message.getPropertydependenciesMap();
  for (const [name, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new proto.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    links.set(name, dependencies);
  }
  return message;
}

function provider({ type }: EngineResource): proto.AnalyzerProviderResource {
  const [owner = ""] = type.split(":");
  return new proto.AnalyzerProviderResource()
    .setType(`pulumi:providers:${owner}`)
    .setName("default")
    .setProperties(new Struct());
}

function options(resource: EngineResource): proto.AnalyzerResourceOptions {
  const message = new proto.AnalyzerResourceOptions();
  message.setParent(resource.parent ?? "");
  return message;
}

function struct(properties: EngineProperties): Struct {
  return Struct.fromJavaScript(toWire(properties, "request"));
}
