import { added, all, type Change, inserted } from "../../stackModel";
import { signedBehavior } from "./distribution";
import { pages, pagesOrigin } from "./pages";

/** Adds a private bucket `videos-pages` to the dev stack, whose objects below `videos/` need a signature. */
export const signedVideos: Change = all(
  added(...pages({ name: "videos" }, "site-distribution")),
  inserted("site-distribution", "origins", 3, { ...pagesOrigin("videos"), originId: "videos" }),
  inserted("site-distribution", "orderedCacheBehaviors", 1, {
    ...signedBehavior("site", "videos"),
    pathPattern: "/videos/*",
  }),
);
