/** Links of pages: paths on one host, URLs where content has its own host. */
import type { Config } from "../config";

/** Turns paths into links. */
export interface Links {
  /** Returns the link to a page of the site: sign-in, account, forms. */
  app(path: string): string;
  /** Returns the link to signed content. */
  content(path: string): string;
}

/** Creates the links of a site. */
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
