/** Draws landscapes as SVG: sky, light and ridges, with presentation attributes only, no style and no script. */
import { type Numbers, numbersFrom } from "./numbers";

/** The palette and the seed of a landscape. */
export interface Scene {
  readonly palette: "dawn" | "day" | "dusk" | "night" | "mist" | "sea" | "storm";
  readonly seed: number;
}

interface Palette {
  readonly sky: readonly [top: string, middle: string, horizon: string];
  readonly light: string;
  readonly far: readonly [red: number, green: number, blue: number];
  readonly near: readonly [red: number, green: number, blue: number];
}

const palettes: Readonly<Record<Scene["palette"], Palette>> = {
  dawn: {
    sky: ["#35486b", "#c98a86", "#f6d3a8"],
    light: "#fff1d6",
    far: [176, 138, 148],
    near: [38, 40, 58],
  },
  day: { sky: ["#4f86b8", "#9cc3dd", "#e7eff0"], light: "#fffdf2", far: [152, 178, 182], near: [44, 66, 58] },
  dusk: { sky: ["#2a2648", "#a4506a", "#f2a25f"], light: "#ffe3b0", far: [140, 86, 104], near: [28, 22, 38] },
  night: { sky: ["#070d1e", "#14233f", "#2f4767"], light: "#e8eefb", far: [44, 62, 92], near: [6, 10, 20] },
  mist: {
    sky: ["#8e9ba4", "#bcc5c8", "#e6e8e5"],
    light: "#ffffff",
    far: [190, 198, 199],
    near: [66, 78, 80],
  },
  sea: { sky: ["#3f6f8c", "#8fb9c4", "#e9e4d4"], light: "#fffaf0", far: [116, 156, 166], near: [18, 52, 66] },
  storm: {
    sky: ["#1f272f", "#4a5661", "#93989a"],
    light: "#d7dde0",
    far: [108, 118, 124],
    near: [20, 26, 30],
  },
};

const width = 1_200;
const height = 800;
const ridges = 6;
const points = 48;

/** Draws a smooth line across the picture: a sum of waves with random phases. */
function ridgeLine(numbers: Numbers, base: number, rise: number): string {
  const waves = [1, 2, 4, 7, 13].map((count) => ({
    count: count * (0.7 + numbers() * 0.6),
    phase: numbers() * Math.PI * 2,
    rise: rise / (count * 0.9 + 0.6),
  }));
  const at = (x: number): number =>
    waves.reduce(
      (y, wave) => y - wave.rise * Math.sin((x / width) * Math.PI * wave.count + wave.phase),
      base,
    );
  const line = Array.from({ length: points + 1 }, (_, index) => {
    const x = (index * width) / points;
    return `${x.toFixed(0)} ${at(x).toFixed(1)}`;
  });
  return `M0 ${height}L${line.join("L")}L${width} ${height}Z`;
}

function mix(palette: Palette, share: number): string {
  const channel = (index: 0 | 1 | 2): number =>
    Math.round(palette.far[index] + (palette.near[index] - palette.far[index]) * share);
  return `rgb(${channel(0)},${channel(1)},${channel(2)})`;
}

function stars(numbers: Numbers): string {
  const star = (): string =>
    `<circle cx="${(numbers() * width).toFixed(0)}" cy="${(numbers() * height * 0.5).toFixed(0)}" r="${(0.6 + numbers() * 1.2).toFixed(1)}" opacity="${(0.3 + numbers() * 0.6).toFixed(2)}"/>`;
  return `<g fill="#fff">${Array.from({ length: 90 }, star).join("")}</g>`;
}

/** Draws a scene. The title is its accessible name. */
export function drawLandscape({ palette: name, seed }: Scene, title: string): string {
  const palette = palettes[name];
  const numbers = numbersFrom(seed);
  const lightX = 180 + numbers() * 840;
  const lightY = 200 + numbers() * 190;
  const [top, middle, horizon] = palette.sky;
  const hills = Array.from({ length: ridges }, (_, index) => {
    const share = index / (ridges - 1);
    const flat = name === "sea" ? 0.35 : 1;
    const line = ridgeLine(numbers, 390 + index * 72 + numbers() * 24, (70 + share * 50) * flat);
    return `<path d="${line}" fill="${mix(palette, share)}"/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${title}</title>`,
    `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset=".45" stop-color="${middle}"/><stop offset=".75" stop-color="${horizon}"/></linearGradient>`,
    `<radialGradient id="l"><stop offset="0" stop-color="${palette.light}" stop-opacity=".95"/><stop offset=".18" stop-color="${palette.light}" stop-opacity=".45"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#s)"/>`,
    name === "night" ? stars(numbers) : "",
    `<circle cx="${lightX.toFixed(0)}" cy="${lightY.toFixed(0)}" r="300" fill="url(#l)"/>`,
    ...hills,
    `</svg>`,
  ].join("");
}
