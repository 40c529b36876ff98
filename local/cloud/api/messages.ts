import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** A message that was published to a topic. */
export interface Message {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/**
 * Delivers messages to a file, instead of a topic's subscribers, one JSON object a line, readable by its owner only.
 */
export function messageFile(file: string): (message: Message) => void {
  return (message) => {
    mkdirSync(dirname(file), { recursive: true });
    const line = JSON.stringify({ time: new Date().toISOString(), ...message });
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
  };
}
