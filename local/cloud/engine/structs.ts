import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../values";

/** Reads what the engine sent. */
export function fromStruct(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Writes what the engine is told. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}
