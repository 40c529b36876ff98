/** Exercises the language host: configuration, secrets, an error in the program. */
import { Config, RunError, secret } from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random";

const config = new Config();
if (config.getBoolean("fail") === true) {
  throw new RunError("the program says no");
}
const bytes = new RandomBytes("token", { length: 32 });
export const greeting = config.get("greeting") ?? "hello";
export const hidden = secret("secret-in-the-program");
export const token = bytes.hex;
