/** The requests of viewers during a history: each path as the settings ask for it, signed by each key that was active. */
import { attach, epochSeconds, now } from "../../../signer";
import { host, type TestEnvironment } from "../environment";
import type { ViewerRequest } from "../load/load";
import { appSigner } from "../load/signedRequests";
import { type Company, paths, type Served, type Settings, servedBy } from "./settings";
import { outputsIn } from "./state";

/** How long signatures are valid, in seconds: longer than any history. */
const seconds = 3_600;

/** What a key signed while it was active. */
interface Signatures {
  /** CloudFront's id of the key. */
  readonly keyPairId: string;
  readonly requests: ReadonlyMap<string, readonly ViewerRequest[]>;
}

/** The viewers of a history, with what was signed for them. */
export class Viewers {
  /** By the key's id in the settings. */
  private readonly signatures = new Map<string, Signatures>();
  /** Those of the additional application. */
  private others: Signatures | undefined;

  /** Signs each path as the application does now. @param id - the active key's id in the settings */
  async sign(environment: TestEnvironment, id: string): Promise<void> {
    this.signatures.set(id, await this.signaturesOf(environment, id, outputsIn(environment)));
  }

  /** Signs each path as the additional application does. */
  async signByOther(environment: TestEnvironment, { signing }: Company): Promise<void> {
    this.others = await this.signaturesOf(environment, "the additional application", signing);
  }

  private async signaturesOf(
    environment: TestEnvironment,
    id: string,
    signing: Readonly<Record<string, string>>,
  ): Promise<Signatures> {
    const { signer, keyId } = await appSigner(environment, signing);
    const expires = epochSeconds(now() + seconds);
    const requests = new Map<string, ViewerRequest[]>();
    for (const path of paths) {
      const resource = `https://${host}${path.slice(0, path.lastIndexOf("/"))}/*`;
      const url = attach(await signer.signPolicy({ resource, expires }), `https://${host}${path}`);
      const { values } = await signer.signCookies({ resource, expires });
      const cookie = Object.entries(values).map((pair) => pair.join("="));
      const inUrl = { path: url.slice(`https://${host}`.length), headers: {} };
      const inCookies = { path, headers: { cookie: cookie.join("; ") } };
      requests.set(path, [
        { name: `${path}, signed URL of ${id}`, ...inUrl, tier: "signed" },
        { name: `${path}, cookies of ${id}`, ...inCookies, tier: "signed" },
      ]);
    }
    return { keyPairId: keyId, requests };
  }

  /** Returns CloudFront's ids of the keys whose signatures are valid with all of these settings. */
  keyPairIds(...settings: readonly Settings[]): string[] {
    return this.usable(settings).map(({ keyPairId }) => keyPairId);
  }

  /** Returns the requests that are answered with all of these settings, one after the other. */
  requests(...settings: readonly Settings[]): ViewerRequest[] {
    return paths.flatMap((path): ViewerRequest[] => {
      const ways = new Set(settings.map((one) => servedBy(one, path)));
      return [...this.signedFor(path, settings, ways)];
    });
  }

  private signedFor(path: string, settings: readonly Settings[], ways: ReadonlySet<Served>): ViewerRequest[] {
    const [way, other] = ways;
    if (way === "public" && other === undefined) {
      return [{ name: `${path}, public`, path, headers: {}, tier: "public" }];
    }
    if (way === "signed by the additional application" && other === undefined) {
      return [...(this.others?.requests.get(path) ?? [])];
    }
    if (ways.has("public") || ways.has("signed by the additional application")) {
      return [];
    }
    const requests = this.usable(settings).flatMap((one) => one.requests.get(path) ?? []);
    return ways.has("signed file") ? requests.map(({ tier: _none, ...request }) => request) : requests;
  }

  private usable(settings: readonly Settings[]): Signatures[] {
    return [...this.signatures].flatMap(([id, signatures]) =>
      settings.every(({ signingKeys }) => signingKeys.some((key) => key.id === id)) ? [signatures] : [],
    );
  }
}
