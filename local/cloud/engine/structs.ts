import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../values";

/** Decodes properties from the engine. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Encodes properties for the engine. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}
