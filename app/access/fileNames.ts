/**
 * Names of files that only those learn who may open their folder.
 *
 * CloudFront matches a path by its normalised form and checks a signature by the raw one. Which of the two its cache is
 * keyed by, AWS does not say. If it is the normalised one, cookies for `/premium/*` open `/premium/../downloads/x` once
 * `/downloads/x` is in the cache, and this site is never asked. So each file has a segment in its path that is a secret
 * of its folder: whoever has no right to the folder cannot name what is cached.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock";
import type { SealKey } from "../session/keyring";

/** Where files are; pages are beside them. */
export const fileFolders = ["/premium/files/", "/secure/files/", "/downloads/"] as const;

/** A folder of files. */
export type FileFolder = (typeof fileFolders)[number];

/** The keys that name files: those that seal the session's cookies. */
export interface NamingKeys {
  sealing(): Promise<SealKey>;
  opening(id: string | undefined): Promise<SealKey | undefined>;
}

/** A segment is today's and still good tomorrow, so that no page that is open loses its pictures. */
const daySeconds = 86_400;

/** The key's name, 12 characters, and 128 bits that only the key yields. */
const segmentText = /^[\w-]{12}[\w-]{22}$/;

/** The secret segment of a folder on a day. */
function segmentOf({ id, bytes }: SealKey, folder: FileFolder, day: number): string {
  const secret = createHmac("sha256", bytes).update(`file names\n${folder}\n${day}`).digest();
  return `${id}${secret.subarray(0, 16).toString("base64url")}`;
}

/** Cuts a path into its folder of files, its secret segment and the name; undefined for any other path. */
function partsOf(
  path: string,
): { folder: FileFolder; segment: string | undefined; name: string } | undefined {
  const folder = fileFolders.find((one) => path.startsWith(one));
  const [first = "", ...rest] = folder === undefined ? [] : path.slice(folder.length).split("/");
  if (folder === undefined || first === "") {
    return undefined;
  }
  return rest.length > 0 && segmentText.test(first)
    ? { folder, segment: first, name: rest.join("/") }
    : { folder, segment: undefined, name: [first, ...rest].join("/") };
}

/** The path without its secret segment: what may be logged, mailed and remembered. */
export function plainPath(path: string): string {
  const parts = partsOf(path);
  return parts === undefined ? path : `${parts.folder}${parts.name}`;
}

/** Names files for those who may open them, and knows the names again. */
export class FileNames {
  constructor(
    private readonly keys: NamingKeys,
    private readonly clock: Clock,
  ) {}

  /** Names files for somebody who may open their folder. Any other path stays as it is. */
  async namer(): Promise<(path: string) => string> {
    const [key, day] = [await this.keys.sealing(), this.#day()];
    return (path) => {
      const parts = partsOf(path);
      return parts === undefined ? path : `${parts.folder}${segmentOf(key, parts.folder, day)}/${parts.name}`;
    };
  }

  /** The address of one file, for somebody who may open its folder. */
  async pathOf(path: string): Promise<string> {
    return (await this.namer())(path);
  }

  /** For how many seconds more a path with the secret segment of its folder, of today or of yesterday, is good; else 0. */
  async secondsLeft(path: string): Promise<number> {
    const { folder, segment } = partsOf(path) ?? {};
    const key = segment === undefined ? undefined : await this.keys.opening(segment.slice(0, 12));
    if (folder === undefined || segment === undefined || key === undefined) {
      return 0;
    }
    const made = [this.#day(), this.#day() - 1].find((day) =>
      timingSafeEqual(Buffer.from(segmentOf(key, folder, day)), Buffer.from(segment)),
    );
    return made === undefined ? 0 : Math.ceil((made + 2) * daySeconds - this.clock());
  }

  #day(): number {
    return Math.floor(this.clock() / daySeconds);
  }
}
