// The bench's page: loads a picture and an answer, then checks or times one
// contender at a time, as `cargo xtask bench` says. A contender is a function
// from the answer's text to a canvas (or to pixels in WebAssembly's memory).
//
// A new contender is one entry in `contenders`.

import * as peers from './canvas.js';
import { Ours } from './ours.js';
import { Shipped } from './shipped.js';
import { longTasks } from './tasks.js';

const screen = { width: 1600, height: 1200 };
let ours;
let shipped;
let work;
// The canvas on which thresholds are stepped through.
let stepping;

const bytesOf = async (file) => new Uint8Array(await (await fetch(`work/${file}`)).arrayBuffer());

const hex = async (bytes) => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

// How many masks' data URLs were made unlike any before.
let fresh = 0;

// Waits until everything that was drawn has been: the page's own canvases put
// work off. What the shipped worker drew is written when it replies.
const settle = (context) => {
  if (context instanceof CanvasRenderingContext2D) context.getImageData(0, 0, 1, 1);
};

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Waits until what was drawn is on the screen and the page has nothing to do, so
// that nobody pays for what the one before left behind.
async function rest() {
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  await pause(0);
}

// How long the page has at least between its warm-up and an answer, in
// milliseconds; Gemini takes seconds.
const THINKING = 1000;

const contenders = {
  'canvas grey': () => peers.drawn(work, ++fresh, false),
  'canvas tinted': () => peers.drawn(work, ++fresh, true),
  'canvas loop': () => peers.looped(work, ++fresh),
  'ours full': () => ours.overlay(work, work),
  'ours display': () => ours.overlay(work, screen),
  'ours memory': () => ours.inMemory(work),
  'ours blend': () => ours.blended(work),
  'ours lengths': () => {
    ours.lengths(work);
  },
  'floor copy': () => ours.floor(work, 'copy'),
  'floor read and write': () => ours.floor(work, 'read_and_write'),
  'shipped display': () => shipped.pageOverlay(work, screen),
  'shipped full': () => shipped.pageOverlay(work, work),
};

async function once(name) {
  await rest();
  const start = performance.now();
  const context = await contenders[name]();
  if (context) settle(context);
  return performance.now() - start;
}

async function mismatches(context, counts, { width, height }) {
  const { data } = await context.getImageData(0, 0, width, height);
  const under = (at, view, picture) => Math.floor(((2 * at + 1) * picture) / (2 * view));
  let found = 0;
  for (let y = 0; y < height; y += 1) {
    const row = under(y, height, work.height) * work.width;
    for (let x = 0; x < width; x += 1) {
      const isMask = counts[row + under(x, width, work.width)] > 0;
      if (data[4 * (y * width + x) + 3] > 0 !== isMask) found += 1;
    }
  }
  return found;
}

window.bench = {
  // Loads a picture ({file, width, height}, or sizes alone) and an answer's file.
  async load({ picture, answer, colors }) {
    const { width, height } = picture;
    work = { width, height, colors, answer: await bytesOf(answer) };
    work.text = new TextDecoder().decode(work.answer);
    if (picture.file) {
      const pixels = new ImageData(
        new Uint8ClampedArray((await bytesOf(picture.file)).buffer), width, height);
      work.photo = await createImageBitmap(pixels, { premultiplyAlpha: 'none' });
      work.file = picture.file;
    }
    return null;
  },

  // Starts what is ours: the measuring module, or the worker that ships.
  async start(what) {
    if (what === 'measure') ours = await Ours.start();
    else shipped = await Shipped.start();
    return null;
  },

  // What this is.
  async about() {
    return {
      simd: ours.hasSimd, shippedSimd: await Shipped.hasSimd(),
      isolated: crossOriginIsolated, cores: navigator.hardwareConcurrency,
    };
  },

  // Runs a contender so many times; gives milliseconds.
  async time(name, times) {
    const found = [];
    for (let at = 0; at < times; at += 1) found.push(await once(name));
    return found;
  },

  // The stages of our work, each alone: medians in milliseconds.
  stages: (times) => ours.stages(work, screen, times),

  // Hashes of every mask, by the pipeline, and of the blended picture on the canvas.
  async check() {
    const masks = [];
    for (const bits of ours.coverages(work)) masks.push(await hex(bits));
    const context = ours.blended(work);
    const seen = context.getImageData(0, 0, work.width, work.height).data;
    return { masks, picture: await hex(seen) };
  },

  // COCO's run lengths of all masks, as text.
  lengths: async () => ours.lengths(work),

  // How far a contender's picture is from the one in the file `exact`.
  async judge(name, exact) {
    const context = await contenders[name]();
    // No canvas: the pixels lie in WebAssembly's memory.
    const made = context ? context.getImageData(0, 0, work.width, work.height) : ours.pixels(work);
    return ours.judge(
      await bytesOf(work.file), await bytesOf(exact), await bytesOf('counts.bin'),
      new Uint8Array(made.data), name === 'ours full' || name === 'ours memory');
  },

  // How many pixels of an overlay disagree with the exact masks on whether any
  // lies there; of a smaller overlay, with the picture's pixel under its centre.
  async mismatches(name) {
    const counts = await bytesOf('counts.bin');
    const context = await contenders[name]();
    return mismatches(context, counts, name.endsWith('full') ? work : screen);
  },

  // The same after a step to this threshold, here and in the shipped worker.
  async mismatchesAt(where, how, threshold) {
    const counts = await bytesOf('counts.bin');
    const one = where === 'page' ? ours : shipped;
    const context = await one.pageOverlay(work, screen);
    await one.step(how, screen, threshold);
    return mismatches(context, counts, screen);
  },

  // Milliseconds of threshold steps from the `first` on, each repainted on a
  // screen-sized canvas, where `where` is this page's own thread ("page") or the
  // shipped worker, and `how` is "exact" or "dragging". In pieces, so that no
  // call takes too long.
  async steps(where, how, first, times) {
    const one = where === 'page' ? ours : shipped;
    if (first === 0) stepping = await one.pageOverlay(work, screen);
    const found = [];
    for (let at = first; at < first + times; at += 1) {
      const threshold = 40 + ((at * 53) % 170);
      await rest();
      const start = performance.now();
      await one.step(how, screen, threshold);
      settle(stepping);
      found.push(performance.now() - start);
    }
    return found;
  },

  // The first answer of a fresh worker that has shown a picture; how long the
  // warm-up before it took, if there was one; and how many pixels of it are wrong.
  async first(isWarm) {
    shipped = await Shipped.start();
    await shipped.open(work, screen);
    const start = performance.now();
    if (isWarm) await shipped.warmUp();
    const warmUp = performance.now() - start;
    if (isWarm) await pause(THINKING);
    const first = await once('shipped display');
    return [first, warmUp, await mismatches(shipped.screen, await bytesOf('counts.bin'), screen)];
  },

  // The longest tasks of the page's own thread while the shipped worker reads
  // and shows the answer `times` times and moves the threshold as often.
  async tasks(times) {
    const stop = longTasks();
    await this.time('shipped display', times);
    await this.steps('shipped', 'dragging', 0, times);
    await this.steps('shipped', 'exact', 0, times);
    return stop();
  },

  // Bytes: this module's memory, and all that the browser counts for the page.
  async memory() {
    const all = await performance.measureUserAgentSpecificMemory();
    return { wasm: ours ? ours.memory : 0, page: all.bytes };
  },
};
window.ready = Promise.resolve();
