// What people do with Gemini's masks in Node.js with `sharp`, for `cargo xtask
// bench`: every mask resized to its box and cut, a colour layer for each, all
// laid over the picture at once. The picture is decoded and the answer's text
// in memory before the clock starts.
//
// Does what each line of its standard input says, and answers each with a line.

import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { createRequire } from 'node:module';

const sharp = createRequire(path.resolve(process.argv[2], 'package.json'))('sharp');
const FILL = 178;
let work;

// The objects of an answer in its fence.
const itemsOf = (text) => JSON.parse(text.split('```json')[1].split('```')[0]);

async function layer(item, index) {
  const [y0, x0, y1, x1] = item.box_2d;
  const left = Math.trunc((x0 / 1000) * work.width);
  const top = Math.trunc((y0 / 1000) * work.height);
  const width = Math.trunc((x1 / 1000) * work.width) - left;
  const height = Math.trunc((y1 / 1000) * work.height) - top;
  const png = Buffer.from(item.mask.slice(item.mask.indexOf(',') + 1), 'base64');
  const mask = await sharp(png)
    .extractChannel(0)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .threshold(128)
    .linear(FILL / 255, 0)
    .raw()
    .toBuffer();
  const [r, g, b] = work.colors[index % work.colors.length];
  const input = await sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .joinChannel(mask, { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer();
  return { input, raw: { width, height, channels: 4 }, left, top };
}

async function composed(text) {
  const layers = await Promise.all(itemsOf(text).map(layer));
  const raw = { width: work.width, height: work.height, channels: 4 };
  return sharp(work.photo, { raw }).composite(layers).raw().toBuffer();
}

// Bytes of this process: now where that is to be the peak, else the peak.
function memory(reset) {
  try {
    if (reset) fs.writeFileSync('/proc/self/clear_refs', '5');
    const status = fs.readFileSync('/proc/self/status', 'utf8');
    return 1024 * Number(status.match(reset ? /VmRSS:\s*(\d+)/ : /VmHWM:\s*(\d+)/)[1]);
  } catch {
    return reset ? process.memoryUsage().rss : null;
  }
}

async function obey(order) {
  if (order.do === 'load') {
    work = { ...order, photo: fs.readFileSync(path.join(order.folder, order.photo)) };
    return {};
  }
  if (order.do === 'versions') {
    return { 'Node.js': process.versions.node, sharp: sharp.versions.sharp, libvips: sharp.versions.vips };
  }
  if (order.do === 'memory') return { bytes: memory(order.reset) };
  const text = fs.readFileSync(path.join(work.folder, order.answer), 'utf8');
  const start = performance.now();
  const made = await composed(text);
  const ms = performance.now() - start;
  if (order.do === 'check') fs.writeFileSync(path.join(work.folder, order.save), made);
  return { ms };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await obey(JSON.parse(line))));
}
