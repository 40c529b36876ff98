import type { ResourceType } from "./resourceTypes";

/** The functions that read one kind of record from resources, by resource type. */
export type RecordReaders<R> = Readonly<
  Partial<Record<ResourceType, (urn: string, props: object) => readonly R[]>>
>;

/** Checks a table of readers against their kind of record. */
export function recordReaders<R>(byType: RecordReaders<R>): RecordReaders<R> {
  return byType;
}
