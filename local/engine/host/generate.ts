/** Generates SDKs for Node, with Pulumi's generator in the host of Python and Go. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";

/** The generator, which local runs place beside this host. */
const generator = (): string => join(dirname(process.argv[1] ?? ""), "pulumi-language-go");

/** `GeneratePackage`: writes the SDK of a package. */
export function generatePackage(
  call: ServerUnaryCall<language.GeneratePackageRequest, language.GeneratePackageResponse>,
  reply: sendUnaryData<language.GeneratePackageResponse>,
): void {
  const { request } = call;
  const refuse = (why: string): void =>
    reply({ code: status.UNAVAILABLE, details: `the SDK was not generated: ${why}` });
  const child = spawn(generator(), ["generate", "nodejs"], { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.on("error", (error) => refuse(error.message));
  child.on("close", (code) => {
    if (code === 0) {
      reply(null, new language.GeneratePackageResponse());
    } else if (code === null || code > 0) {
      refuse(said.trim() || `the generator ended with exit code ${code ?? "none"}`);
    }
  });
  child.stdin.on("error", () => undefined); // reported by the exit code
  child.stdin.end(
    JSON.stringify({
      directory: request.getDirectory(),
      schema: request.getSchema(),
      loader_target: request.getLoaderTarget(),
      local: request.getLocal(),
    }),
  );
}
