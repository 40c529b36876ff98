import { createSigner, epochSeconds, type KeySource, now, SignerError } from "secure-origin/signer";

/** The parts of Express that are used here; `import type { NextFunction, Request, Response } from "express"` fits as well. */
interface Request {
  readonly params: Record<string, string>;
  readonly entitled?: boolean; // set by your own middleware, after it has checked the session
}
interface Response {
  set(name: string, value: string): unknown;
  redirect(status: number, url: string): void;
  sendStatus(status: number): void;
}

/**
 * Redirects to a signed link for one file, valid for ten minutes:
 * `app.get("/download/:file", download(site, key, keyPairId))`.
 */
export function download(site: string, key: KeySource, keyPairId: string) {
  const signer = createSigner({ key, keyPairId });
  return async (request: Request, response: Response, next: (error: unknown) => void): Promise<void> => {
    if (request.entitled !== true) {
      response.sendStatus(403);
      return;
    }
    const file = encodeURIComponent(request.params.file ?? "");
    try {
      const url = await signer.signUrl({
        url: new URL(`/downloads/${file}`, site).href,
        expires: epochSeconds(now() + 10 * 60),
      });
      response.set("Cache-Control", "no-store");
      response.redirect(303, url);
    } catch (error) {
      // Bad input is the visitor's error; a key that cannot be reached is not.
      if (error instanceof SignerError && error.kind === "input") {
        response.sendStatus(400);
        return;
      }
      next(error);
    }
  };
}
