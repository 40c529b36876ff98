/** Says how to continue with a stack after a command ended early. */
import type { StackName } from "../engine";

const named = (command: string, stack: string, byDefault: string): string =>
  stack === byDefault ? command : `${command} -- --stack ${stack}`;

/** Returns how to continue after `npm start`. */
export function afterStart({ stack }: Pick<StackName, "stack">): string {
  return `${named("npm start", stack, "dev")} continues from there, ${named("npm run destroy", stack, "dev")} destroys it`;
}

/** Returns how to continue after `npm run destroy`. */
export function afterDestroy({ stack }: Pick<StackName, "stack">): string {
  return `${named("npm run destroy", stack, "dev")} continues from there, ${named("npm start", stack, "dev")} deploys it again`;
}

/** Returns how to continue after `npm run pulumi`. */
export function afterPulumi(): string {
  return "the same command continues from there";
}
