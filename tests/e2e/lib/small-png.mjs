// A screenshot with a palette instead of full colour: half the bytes, and pages of text look the same.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Takes a PNG of 8-bit RGB or RGBA without interlace, as Chromium writes them, and returns one of at most 256 colours. */
export function shrink(png) {
  const chunks = [...split(png)];
  const header = chunks.find(({ type }) => type === 'IHDR').data;
  const width = header.readUInt32BE(0), height = header.readUInt32BE(4), samples = header[9] === 6 ? 4 : 3;
  const pixels = unfilter(inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))), width, height, samples);
  for (let step = 1; step <= 64; step *= 2) {
    const indexed = index(pixels, width, height, samples, step);
    if (indexed) {
      header[8] = 8; // bits for each pixel
      header[9] = 3; // that say which colour of the palette
      return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', Buffer.from(indexed.palette)),
        chunk('IDAT', deflateSync(indexed.rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
    }
  }
  throw new Error('too many colours');
}

/** Colours that differ by less than a step become one, that of the most frequent; null where more than 256 are left. */
function index(pixels, width, height, samples, step) {
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += samples) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const near = colour => (colour >> 16) / step << 16 | (colour >> 8 & 255) / step << 8 | (colour & 255) / step;
  const groups = new Map(), palette = [];
  for (const [colour] of [...counts].sort(([, left], [, right]) => right - left)) {
    if (!groups.has(near(colour))) {
      groups.set(near(colour), palette.length / 3);
      palette.push(colour >> 16, colour >> 8 & 255, colour & 255);
    }
  }
  if (groups.size > 256) {
    return null;
  }
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      rows[row * (width + 1) + 1 + column] = groups.get(near(pixels.readUIntBE((row * width + column) * samples, 3)));
    }
  }
  return { palette, rows };
}

/** PNG specification §9: each row says how it differs from its neighbours. */
function unfilter(data, width, height, samples) {
  const length = width * samples, pixels = Buffer.alloc(length * height);
  for (let row = 0; row < height; row++) {
    const filter = data[row * (length + 1)];
    for (let at = 0; at < length; at++) {
      const left = at >= samples ? pixels[row * length + at - samples] : 0;
      const up = row > 0 ? pixels[(row - 1) * length + at] : 0;
      const corner = row > 0 && at >= samples ? pixels[(row - 1) * length + at - samples] : 0;
      const guess = [0, left, up, left + up >> 1, paeth(left, up, corner)][filter];
      pixels[row * length + at] = data[row * (length + 1) + 1 + at] + guess;
    }
  }
  return pixels;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map(value => Math.abs(guess - value));
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}

function* split(png) {
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
