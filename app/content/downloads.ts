/** The downloads: large files that are computed, so that nothing is stored and any part is available at once. */

/** A file whose parts can be read. */
export interface ServedFile {
  readonly type: string;
  readonly size: number;
  /** Strong validator, quotes included. */
  readonly etag: string;
  /** Reads the bytes from start up to, not including, end. */
  read(start: number, end: number): Uint8Array;
}

/** A file to download, with its description. */
export interface Download extends ServedFile {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

/** Reads from a file that is a head and a repeated piece. */
function readRepeated(head: Uint8Array, piece: Uint8Array, start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start);
  let at = start;
  while (at < end) {
    const offset = (at - head.length) % piece.length;
    const part = at < head.length ? head.subarray(at, end) : piece.subarray(offset, offset + (end - at));
    bytes.set(part, at - start);
    at += part.length;
  }
  return bytes;
}

const sampleRate = 24_000;
const loopSeconds = 10;
const loops = 360;

/** Creates ten seconds of slow chords that loop: each tone has a whole number of periods. */
function loop(): Uint8Array {
  const samples = new Int16Array(sampleRate * loopSeconds);
  const tones = [1_100, 1_650, 2_200, 2_770, 3_300].map((turns, index) => ({
    turns,
    swell: index + 1,
    loudness: 0.2 / (1 + index * 0.35),
  }));
  for (let index = 0; index < samples.length; index += 1) {
    const turn = (index / samples.length) * Math.PI * 2;
    const value = tones.reduce(
      (sum, { turns, swell, loudness }) =>
        sum + loudness * (0.6 + 0.4 * Math.sin(turn * swell)) * Math.sin(turn * turns),
      0,
    );
    samples[index] = Math.round(value * 32_000);
  }
  return new Uint8Array(samples.buffer);
}

function waveHead(dataBytes: number): Uint8Array {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + dataBytes, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // one channel
  head.writeUInt32LE(sampleRate, 24);
  head.writeUInt32LE(sampleRate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(dataBytes, 40);
  return head;
}

function fieldSession(): Download {
  const dataBytes = sampleRate * loopSeconds * 2 * loops;
  const head = waveHead(dataBytes);
  let piece: Uint8Array | undefined;
  return {
    name: "moor-session.wav",
    title: "Moor session",
    summary: "One hour of slow chords for editing by. WAV, 24 kHz, 173 MB.",
    type: "audio/wav",
    size: head.length + dataBytes,
    etag: '"moor-session-1"',
    read: (start, end) => readRepeated(head, (piece ??= loop()), start, end),
  };
}

const csvHead = Buffer.from("time,sun_degrees,lux_____\n");
const minutesInYear = 527_040; // 2028 has 366 days
const yearStart = Date.UTC(2028, 0, 1);

/** Formats a row of fixed length: `2028-06-01T12:00Z, 52.1,  98000`. */
function csvRow(minute: number): string {
  const day = minute / 1_440;
  const season = Math.sin(((day - 80) / 366) * Math.PI * 2) * 23.4;
  const height = Math.max(0, 38 + season) * Math.sin((((minute % 1_440) - 360) / 720) * Math.PI);
  const degrees = Math.max(0, height);
  const lux = Math.round(110_000 * Math.sin((degrees / 180) * Math.PI));
  const time = new Date(yearStart + minute * 60_000).toISOString().slice(0, 16);
  return `${time}Z,${degrees.toFixed(1).padStart(5)},${String(lux).padStart(7)}\n`;
}

function lightTable(): Download {
  const rowBytes = csvRow(0).length;
  return {
    name: "light-2028.csv",
    title: "Light table 2028",
    summary: "Height of the sun and light on the ground, every minute of a year. CSV, 17 MB.",
    type: "text/csv; charset=utf-8",
    size: csvHead.length + minutesInYear * rowBytes,
    etag: '"light-2028-1"',
    read: (start, end) => {
      const first = Math.max(0, Math.floor((start - csvHead.length) / rowBytes));
      const last = Math.max(first, Math.ceil((end - csvHead.length) / rowBytes));
      const rows = Array.from({ length: last - first }, (_, index) => csvRow(first + index)).join("");
      const head = first === 0 ? csvHead : Buffer.alloc(0);
      const offset = first === 0 ? 0 : csvHead.length + first * rowBytes;
      return Buffer.concat([head, Buffer.from(rows)]).subarray(start - offset, end - offset);
    },
  };
}

/** All downloads by name. */
export const downloads: ReadonlyMap<string, Download> = new Map(
  [fieldSession(), lightTable()].map((file) => [file.name, file]),
);
