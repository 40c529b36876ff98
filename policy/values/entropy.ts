/** The number of bits that make a value impossible to guess. */
export const minimumBits = 128;

/** The length and alphabet of a random string. */
export interface RandomText {
  readonly length: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly numeric: boolean;
  /** The special characters that it may contain. */
  readonly specials: string;
}

/**
 * Returns the entropy of a random string that is compared without case, as a load balancer does: upper and lower case of a
 * letter count as one character, which is then twice as likely.
 */
export function bitsOfRandomText({ length, lower, upper, numeric, specials }: RandomText): number {
  const letters = lower || upper ? 26 : 0;
  const weights = [
    ...Array.from({ length: letters }, () => (lower && upper ? 2 : 1)),
    ...Array.from({ length: (numeric ? 10 : 0) + new Set(specials).size }, () => 1),
  ];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return length * weights.reduce((bits, weight) => bits + (weight / total) * Math.log2(total / weight), 0);
}

/** Returns the entropy of random bytes in Base64 that is compared without case. */
export function bitsOfBase64(bytes: number): number {
  return bitsOfRandomText({
    length: Math.ceil((bytes * 8) / 6),
    lower: true,
    upper: true,
    numeric: true,
    specials: "+/",
  });
}

/** Random UUIDs have six fixed bits. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns an upper bound of the bits that an attacker must guess of a value that is compared without case. A literal can be
 * weaker than it says; a random value is not.
 */
export function entropyBound(text: string): number {
  const value = text.toLowerCase();
  if (uuid.test(value)) {
    return 122;
  }
  const perCharacter = Math.log2(alphabetOf(value.replace(/[-_.=:]/g, "")));
  const words = /[a-z][A-Z]/.test(text) ? 0 : lettersInWords(value);
  const bound = (value.length - words) * perCharacter + words * bitsOfLetterInText;
  return isSequence(value) ? 0 : Math.min(bound, periodOf(value) * perCharacter);
}

/** A letter of English text has about 1.5 bits. */
const bitsOfLetterInText = 1.5;

const alphabets: readonly [pattern: RegExp, size: number][] = [
  [/^[01]*$/, 2],
  [/^\d*$/, 10],
  [/^[0-9a-f]*$/, 16],
  [/^[a-z]*$/, 26],
  [/^[a-z2-7]*$/, 32],
  [/^[0-9a-z]*$/, 36],
  [/^[0-9a-z+/]*$/, 38],
];

function alphabetOf(value: string): number {
  return alphabets.find(([pattern]) => pattern.test(value))?.[1] ?? 68;
}

/**
 * Counts the letters of a lower-case value that is text: few digits, the share of vowels of a language, hardly a rare
 * letter, and none of the rows of consonants that chance produces. Random values hardly ever pass all of these tests.
 */
function lettersInWords(value: string): number {
  const letters = value.replace(/[^a-z]/g, "");
  const digits = value.replace(/\D/g, "").length;
  const shareOf = (pattern: RegExp) => (letters.match(pattern)?.length ?? 0) / letters.length;
  const isSeparated = (value.match(/[-_. /]/g)?.length ?? 0) > 1;
  const vowels = shareOf(/[aeiouy]/g);
  const isText =
    digits <= letters.length * (isSeparated ? 0.25 : 0.05) &&
    letters.length >= (isSeparated ? 16 : 32) &&
    vowels >= 0.3 &&
    vowels <= 0.55 &&
    shareOf(/[jqxz]/g) <= 0.03 &&
    !/[bcdfghj-np-tvwxz]{5}/.test(value);
  return isText ? letters.length : 0;
}

/** Returns the length of the shortest part that a value repeats: its own length if it repeats none. */
function periodOf(value: string): number {
  const repeated = (value + value).indexOf(value, 1);
  return repeated === -1 ? value.length : repeated;
}

/** Returns whether most characters follow the one before at the same distance, as in the alphabet. */
function isSequence(value: string): boolean {
  const counts = new Map<number, number>();
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) > value.length * 0.6;
}
