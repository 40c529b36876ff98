/** The course: lessons, each with a diagram and a worksheet. */

/** One lesson. */
export interface Lesson {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  /** Height of the sun over the day, in degrees, for the diagram. */
  readonly sun: { readonly noon: number; readonly rise: number; readonly set: number };
  readonly exercises: readonly string[];
}

/** All lessons, in order. */
export const lessons: readonly Lesson[] = [
  {
    slug: "where-light-comes-from",
    title: "Where light comes from",
    minutes: 12,
    summary: "Direct light, skylight and what the ground gives back.",
    paragraphs: [
      "Three lamps light every landscape: the sun, the whole sky, and the ground. The first is small and hard, the second is large and blue, the third takes the colour of whatever it falls on.",
      "Before you raise the camera, say which of the three lights your subject. A face in the shade of a wall is lit by the sky; the underside of a bridge is lit by the river.",
      "When the sun is low, its light has crossed more air and lost its blue. The sky has kept that blue. This is why long shadows are never black and never grey.",
    ],
    sun: { noon: 38, rise: 6, set: 18 },
    exercises: [
      "Find one subject that all three lamps reach, and name the colour of each.",
      "Photograph a white card in the sun, in the shade and above grass. Compare the three whites.",
    ],
  },
  {
    slug: "the-first-hour",
    title: "The first hour",
    minutes: 18,
    summary: "How fast the light changes after sunrise, and how to be there before it does.",
    paragraphs: [
      "In the first hour the sun climbs about ten degrees, and the light doubles again and again. An exposure that was right is two stops wrong a quarter of an hour later.",
      "Arrive in the dark. Choose the frame while there is nothing to see but shape, because shape is what the light will leave you with.",
      "Work from the far ridge to the near ground: the far ridge is lit first, and it is the first to go flat.",
    ],
    sun: { noon: 52, rise: 5, set: 19 },
    exercises: [
      "From one place, take a picture every five minutes for an hour, starting thirty minutes before sunrise.",
      "Mark the three pictures you would keep, and the minute when the shadows had an edge for the first time.",
    ],
  },
  {
    slug: "weather-as-a-lens",
    title: "Weather as a lens",
    minutes: 21,
    summary: "Haze, rain and fog as tools that add distance.",
    paragraphs: [
      "Moist air makes far things lighter and bluer. Painters call it aerial perspective; it is the cheapest way to say how deep a valley is.",
      "Rain removes haze. In the ten minutes behind a shower you see further than on any clear day, and the ground is dark enough to carry a bright sky.",
      "Fog has an upper side. If the forecast says clear sky, no wind and a cold valley, climb.",
    ],
    sun: { noon: 29, rise: 7, set: 17 },
    exercises: [
      "Photograph the same ridge on a hazy day and after rain, with the same exposure.",
      "Use a forecast to predict one inversion. Write down what you expected and what you saw.",
    ],
  },
  {
    slug: "editing-with-restraint",
    title: "Editing with restraint",
    minutes: 16,
    summary: "A short order of work that keeps the light you went out for.",
    paragraphs: [
      "Set the white, then the black, then stop and look. Most pictures need nothing else, and those that do tell you where.",
      "Do not lift every shadow. The eye reads a dark place as depth; a lifted one it reads as noise.",
      "Come back after a day. Whatever you notice first is what you did too much of.",
    ],
    sun: { noon: 44, rise: 6, set: 18 },
    exercises: [
      "Edit one picture with two controls only. Then with five. Print both.",
      "Write down the order in which you work, and remove one step from it.",
    ],
  },
];

/** Formats the worksheet of a lesson. */
export function worksheetOf({ title, summary, exercises }: Lesson): string {
  const tasks = exercises.map(
    (task, index) => `${index + 1}. ${task}\n\n   ________________________________\n`,
  );
  return `${title}\n${"=".repeat(title.length)}\n\n${summary}\n\n${tasks.join("\n")}`;
}

/** Draws the diagram of a lesson: the height of the sun over the day. */
export function diagramOf({ title, sun }: Lesson): string {
  const left = 60;
  const perHour = 30;
  const ground = 260;
  const heightAt = (hour: number): number =>
    Math.max(0, Math.sin(((hour - sun.rise) / (sun.set - sun.rise)) * Math.PI)) * sun.noon;
  const line = Array.from({ length: 97 }, (_, quarter) => {
    const hour = quarter / 4;
    const height = hour < sun.rise || hour > sun.set ? 0 : heightAt(hour);
    return `${left + hour * perHour} ${(ground - height * 3.6).toFixed(1)}`;
  });
  const hours = [0, 6, 12, 18, 24].map(
    (hour) => `<text x="${left + hour * perHour}" y="${ground + 28}" text-anchor="middle">${hour}:00</text>`,
  );
  const degrees = [0, 20, 40, 60].map(
    (angle) =>
      `<path d="M${left} ${ground - angle * 3.6}H${left + 24 * perHour}" stroke="#8a94a6" stroke-opacity=".35"/><text x="${left - 10}" y="${ground - angle * 3.6 + 5}" text-anchor="end">${angle}°</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 310" role="img" font-family="system-ui,sans-serif" font-size="15" fill="#6b7688">`,
    `<title>Height of the sun over the day, for the lesson ${title}</title>`,
    ...degrees,
    `<path d="M${line.join("L")}" fill="none" stroke="#d98a3a" stroke-width="4" stroke-linejoin="round"/>`,
    ...hours,
    `</svg>`,
  ].join("");
}
