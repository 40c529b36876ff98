/**
 * A process in place of an instance: the members site's own listeners and its own way of stopping, with a page of a few
 * bytes behind them. It sends its ports to its parent.
 */
import { pino } from "pino";
import { type Health, listen, stop } from "../../../app/server/lifecycle";
import { makeListener } from "../../../app/server/listener";
import { selfSigned } from "../../../local/edge";

const health: Health = { ready: true };

/** Answers requests of a tier: its health at /healthz, a page everywhere else. */
function answerOf(tier: "public" | "signed") {
  return async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/healthz") {
      return new Response(health.ready ? "ok\n" : "stopping\n", { status: health.ready ? 200 : 503 });
    }
    await new Promise((resolve) => setTimeout(resolve, Number(searchParams.get("ms") ?? 0)));
    const headers = {
      "x-tier": tier,
      "cache-control": "no-store",
      ...(health.ready ? {} : { connection: "close" }),
    };
    return new Response(`This is the ${tier} tier.\n`, { headers });
  };
}

async function main(): Promise<void> {
  const { key, cert: certificate } = selfSigned(["instance"]);
  const log = pino({ level: "silent" });
  const servers = (["public", "signed"] as const).map((tier) =>
    makeListener({ tier, key, certificate, log, answer: answerOf(tier) }),
  );
  const [open, signed] = await Promise.all(servers.map((server) => listen(server, 0, "127.0.0.1")));
  process.once("SIGTERM", () => void stop(servers, health, 20).then(() => process.exit(0)));
  process.once("disconnect", () => process.exit(0));
  process.send?.({ 8443: open, 8444: signed });
}

void main();
