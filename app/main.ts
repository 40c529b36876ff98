/** Runs the site: `node app.mjs`, with the configuration file in MEMBERS_CONFIG. */
import { parseConfig, readConfig } from "./config";
import { makeLog } from "./log";
import { startSite } from "./start";

/** Returns a port: that of the environment, which the target group has, or that of the document. */
function portOf(name: "PUBLIC_PORT" | "SIGNED_PORT", fallback: number): number {
  const text = process.env[name];
  return text === undefined || text === "" ? fallback : Number(text);
}

async function main(): Promise<void> {
  const path = process.env.MEMBERS_CONFIG;
  if (path === undefined || path === "") {
    throw new Error("MEMBERS_CONFIG names no file");
  }
  const document = await readConfig(path);
  const ports = {
    public: portOf("PUBLIC_PORT", document.ports.public),
    signed: portOf("SIGNED_PORT", document.ports.signed),
  };
  const config = parseConfig({ ...document, ports });
  const log = makeLog(config.logLevel);
  const site = await startSite(config, log);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (!stopping) {
        stopping = true;
        log.info({ signal }, "the site stops");
        void site.stop().then(() => {
          log.info("the site has stopped");
        });
      }
    });
  }
}

main().catch((error: unknown) => {
  makeLog("error").fatal({ err: error }, "the site does not start");
  process.exitCode = 1;
});
