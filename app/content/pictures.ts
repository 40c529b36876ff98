/** The pictures of the gallery. */
import { drawLandscape, type Scene } from "./landscape";

/** A picture with its description. */
export interface Picture {
  readonly slug: string;
  readonly title: string;
  readonly place: string;
  readonly hour: string;
  readonly scene: Scene;
}

const titles: readonly (readonly [title: string, place: string, hour: string, palette: Scene["palette"]])[] =
  [
    ["First line of light", "Northern moor", "05:48", "dawn"],
    ["Fog in the lower valley", "Three Becks", "06:20", "mist"],
    ["The sea before wind", "Outer sound", "07:05", "sea"],
    ["High plateau, clearing", "Stone Table", "08:31", "day"],
    ["Noon without shadows", "Salt flats", "12:02", "day"],
    ["Rain coming over", "Western fells", "13:44", "storm"],
    ["After the shower", "Western fells", "14:10", "mist"],
    ["Long slopes", "Sheep ridge", "16:27", "day"],
    ["Harbour mouth", "Outer sound", "17:50", "sea"],
    ["Last warm hour", "Northern moor", "19:16", "dusk"],
    ["Red under cloud", "Stone Table", "20:03", "dusk"],
    ["Afterglow", "Three Becks", "20:29", "dusk"],
    ["Blue hour", "Harbour wall", "20:51", "night"],
    ["Moon on the flats", "Salt flats", "22:40", "night"],
    ["No wind, no moon", "Northern moor", "01:12", "night"],
    ["Frost before dawn", "Sheep ridge", "05:02", "dawn"],
    ["Inversion", "Three Becks", "06:55", "mist"],
    ["Swell from the north", "Outer sound", "09:40", "sea"],
    ["Squall line", "Stone Table", "15:18", "storm"],
    ["Window in the weather", "Western fells", "15:57", "storm"],
    ["Heather", "Northern moor", "18:22", "dusk"],
    ["Tide going out", "Salt flats", "19:48", "sea"],
    ["Two ridges", "Sheep ridge", "06:41", "dawn"],
    ["Winter sun, low", "Western fells", "11:36", "mist"],
  ];

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** All pictures, in the order of the gallery. */
export const pictures: readonly Picture[] = titles.map(([title, place, hour, palette], index) => ({
  slug: slugOf(title),
  title,
  place,
  hour,
  scene: { palette, seed: 1_709 + index * 7_919 },
}));

/** Draws a picture as SVG. */
export function drawPicture({ title, place, scene }: Picture): string {
  return drawLandscape(scene, `${title}, ${place}`);
}
