/**
 * `pulumi-language-nodejs`: a Node language host for machines without access to the official one. It implements the
 * part of `pulumirpc.LanguageRuntime` that `preview`, `up`, `destroy`, policy packs, component providers and
 * `pulumi package` use; other calls answer "unimplemented", which the engine accepts.
 *
 * The engine passes its address as the last argument that is not a flag, and reads this host's port, one line, from
 * standard output.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/proto/pulumi/language.proto
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import * as languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb";
import { endWithParent } from "./children";
import { generatePackage } from "./generate";
import { installDependencies } from "./install";
import { requiredPackages } from "./packages";
import { runPlugin } from "./plugin";
import { about, handshake, pluginInfo, runProgram } from "./program";

/** The engine's own message limit. */
const messageLimit = 400 * 1024 * 1024;

function main(): void {
  endWithParent();
  const engine = process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith("-"))
    .at(-1);
  if (engine === undefined) {
    console.error(
      "pulumi-language-nodejs is started by the Pulumi engine, with the engine's address; got none.",
    );
    process.exit(2);
  }
  const server = new Server({ "grpc.max_receive_message_length": messageLimit });
  server.addService(languageGrpc.LanguageRuntimeService, {
    handshake,
    getPluginInfo: pluginInfo,
    about,
    getRequiredPackages: requiredPackages,
    run: runProgram(engine),
    runPlugin: runPlugin(),
    installDependencies,
    generatePackage,
  });
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    console.log(port);
  });
}

main();
