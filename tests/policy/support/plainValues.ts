import type { EngineValue } from "../misconfigurations/stackModel/readings";
import { toWire } from "../misconfigurations/stackModel/wire";

const secretKey = "4dabf18193072939515e22adb298388d";

/** Converts a value of a reading to what a policy receives: plain, with secrets in clear. */
export function plain(value: EngineValue): unknown {
  const wire = JSON.parse(JSON.stringify(toWire({ value }, "request")), (_, each: unknown) =>
    typeof each === "object" && each !== null && secretKey in each && "value" in each ? each.value : each,
  ) as { value: unknown };
  return wire.value;
}
