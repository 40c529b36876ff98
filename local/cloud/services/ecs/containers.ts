/** The containers of task definitions, as their JSON text has them. */
import { asList, asObject, asText, type Properties, type Value } from "../../values";

/** A container of a task definition. */
export interface Container {
  readonly name: string | undefined;
  readonly image: string | undefined;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly { readonly container: number; readonly host: number | undefined }[];
  /** Whether it has a limit of its own, or a reservation. */
  readonly hasMemory: boolean;
  readonly logDriver: string | undefined;
}

/** Reads the containers of a task definition; none from a text that is not a list. */
export function containersOf(definition: Properties): Container[] {
  return asList(parsed(definition["containerDefinitions"])).map((each) => containerOf(asObject(each)));
}

function containerOf(given: Properties): Container {
  return {
    name: asText(given["name"]),
    image: asText(given["image"]),
    command: asList(given["command"]).map((word) => asText(word) ?? ""),
    environment: Object.fromEntries(
      asList(given["environment"])
        .map(asObject)
        .map(({ name, value }) => [asText(name) ?? "", asText(value) ?? ""]),
    ),
    ports: asList(given["portMappings"])
      .map(asObject)
      .map(({ containerPort, hostPort }) => ({
        container: Number(containerPort),
        host: hostPort === undefined ? undefined : Number(hostPort),
      })),
    hasMemory: given["memory"] !== undefined || given["memoryReservation"] !== undefined,
    logDriver: asText(asObject(given["logConfiguration"])["logDriver"]),
  };
}

function parsed(text: Value | undefined): Value | undefined {
  try {
    return JSON.parse(asText(text) ?? "") as Value;
  } catch {
    return undefined;
  }
}
