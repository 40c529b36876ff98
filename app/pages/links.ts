/** Where pages link to: paths on one host, addresses where content has a host of its own. */
import type { Config } from "../config";

/** Turns paths into links. */
export interface Links {
  /** A page of the site itself: sign in, account, forms. */
  app(path: string): string;
  /** Signed content. */
  content(path: string): string;
}

/** The links of a site. */
export function linksOf({
  publicUrl,
  contentUrl = publicUrl,
}: Pick<Config, "publicUrl" | "contentUrl">): Links {
  const split = contentUrl !== publicUrl;
  return {
    app: (path) => (split ? `${publicUrl}${path}` : path),
    content: (path) => (split ? `${contentUrl}${path}` : path),
  };
}
