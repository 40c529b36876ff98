/**
 * Secret names of files, known only to those who may open their folder.
 *
 * CloudFront matches behaviors with the normalised path and checks signatures with the raw one. AWS does not document which
 * of the two is the cache key. If it is the normalised one, cookies for `/premium/*` open `/premium/../downloads/x` once
 * `/downloads/x` is in the cache, without a request to this site. So each file has a path segment that is a secret of its
 * folder: those who may not open the folder cannot name its files.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock";
import type { SealKey } from "../session/keyring";

/** The folders of files. */
export const fileFolders = ["/premium/files/", "/secure/files/", "/downloads/"] as const;

/** A folder of files. */
export type FileFolder = (typeof fileFolders)[number];

/** The keys of file names: those that seal session cookies. */
export interface NamingKeys {
  sealing(): Promise<SealKey>;
  opening(id: string | undefined): Promise<SealKey | undefined>;
}

/** A segment is valid today and tomorrow, so that open pages keep their pictures. */
const daySeconds = 86_400;

/** The key's id, 12 characters, and 128 bits derived from the key. */
const segmentText = /^[\w-]{12}[\w-]{22}$/;

/** Returns the secret segment of a folder on a day. */
function segmentOf({ id, bytes }: SealKey, folder: FileFolder, day: number): string {
  const secret = createHmac("sha256", bytes).update(`file names\n${folder}\n${day}`).digest();
  return `${id}${secret.subarray(0, 16).toString("base64url")}`;
}

/** Splits the path of a file into folder, secret segment and name; undefined for any other path. */
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

/** Removes the secret segment from a path, so that it may be logged, mailed and stored. */
export function plainPath(path: string): string {
  const parts = partsOf(path);
  return parts === undefined ? path : `${parts.folder}${parts.name}`;
}

/** Creates and checks secret file names. */
export class FileNames {
  constructor(
    private readonly keys: NamingKeys,
    private readonly clock: Clock,
  ) {}

  /** Returns a function that adds the secret segment to the paths of files; other paths stay unchanged. */
  async namer(): Promise<(path: string) => string> {
    const [key, day] = [await this.keys.sealing(), this.#day()];
    return (path) => {
      const parts = partsOf(path);
      return parts === undefined ? path : `${parts.folder}${segmentOf(key, parts.folder, day)}/${parts.name}`;
    };
  }

  /** Adds the secret segment to one path. */
  async pathOf(path: string): Promise<string> {
    return (await this.namer())(path);
  }

  /** Returns for how many more seconds a path is valid: 0 without the secret segment of today or yesterday. */
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
