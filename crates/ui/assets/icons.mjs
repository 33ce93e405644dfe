// Draws the application's icons as PNG: the same sign as img/mark.svg, sampled by distance to its
// shapes, so that the build needs no drawing program.

import { deflateSync } from "node:zlib";

/** The drawing's own measure, as in mark.svg. */
const SIDE = 32;
const CORNER = 9;
/** Half of the strokes' width. */
const STROKE = 1;

const segment = (x, y, x1, y1, x2, y2) => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const t = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) - STROKE;
};
const tile = (x, y) => {
  const [dx, dy] = [Math.abs(x - SIDE / 2) - SIDE / 2 + CORNER, Math.abs(y - SIDE / 2) - SIDE / 2 + CORNER];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - CORNER;
};
const lamp = (x, y) => Math.max(Math.hypot(x - 16, y - 18.5) - 5.5, y - 18.5);
const rays = (x, y) => Math.min(segment(x, y, 16, 6.5, 16, 9.5), segment(x, y, 7.9, 9.6, 9.9, 11.6), segment(x, y, 24.1, 9.6, 22.1, 11.6));

/** Shapes from the back to the front: distance (negative inside), colour, opacity. */
const shapes = (colours) => [
  [(x, y) => segment(x, y, 6, 21.5, 26, 21.5), colours.line, 1],
  [lamp, colours.lamp, 1],
  [rays, colours.lamp, 1],
  [(x, y) => segment(x, y, 10, 25, 22, 25), colours.line, 0.55],
];

/**
 * A PNG of `size` pixels. `maskable` fills the whole square and keeps the sign in the safe zone, for
 * systems that cut icons to their own shape.
 */
export function icon(size, colours, maskable) {
  const scale = maskable ? 0.72 : 1;
  const unit = SIDE / size / scale;
  const over = (under, colour, part) => under.map((it, at) => (at < 3 ? it * (1 - part) + colour[at] * part : it + (1 - it) * part));
  const rows = Buffer.alloc((size * 4 + 1) * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5 - size / 2) * unit + SIDE / 2;
      const y = (row + 0.5 - size / 2) * unit + SIDE / 2;
      // How much of the pixel a shape covers: a straight edge is enough at these sizes.
      const part = (distance) => Math.min(1, Math.max(0, 0.5 - distance / unit));
      let pixel = [...colours.tile, maskable ? 1 : part(tile(x, y))];
      for (const [distance, colour, opacity] of shapes(colours)) pixel = over(pixel, colour, part(distance(x, y)) * opacity);
      const at = row * (size * 4 + 1) + 1 + column * 4;
      for (let channel = 0; channel < 3; channel++) rows[at + channel] = Math.round(pixel[channel]);
      rows[at + 3] = Math.round((maskable ? 1 : part(tile(x, y))) * 255);
    }
  }
  return png(size, rows);
}

// zlib's own came with Node 20.15 only.
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function png(size, rows) {
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  // Eight bits a channel, four channels.
  head.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}
