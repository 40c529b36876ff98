import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** A message that a topic has taken. */
export interface Message {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject: string | undefined;
  readonly message: string;
}

/**
 * Delivers messages to a file in place of a topic's subscribers, one JSON object a line. It is for its owner alone: what
 * people write to each other is in it.
 */
export function messageFile(file: string): (message: Message) => void {
  return (message) => {
    mkdirSync(dirname(file), { recursive: true });
    const line = JSON.stringify({ time: new Date().toISOString(), ...message });
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
  };
}
