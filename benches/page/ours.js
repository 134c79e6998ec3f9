// Masque's own work, called directly: the measuring module of
// `examples/measure`, on the page's own thread.

import init, { Canvas, Floor, PictureJudge, Stages, Work, has_simd } from './measure/measure.js';

// The threshold with which the page begins, and all peers work.
const THRESHOLD = 127;

// Pixels that are judged at a time.
const PIECE = 1 << 20;

const context = (width, height, options) => {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  return canvas.getContext('2d', options);
};

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

export class Ours {
  static async start() {
    const ours = new Ours();
    ours.wasm = await init();
    ours.hasSimd = has_simd();
    ours.contexts = new Map();
    ours.canvases = new Map();
    return ours;
  }

  get memory() {
    return this.wasm.memory.buffer.byteLength;
  }

  // One canvas for each size, as the page has one.
  context({ width, height }, use, options) {
    const key = `${use} ${width} ${height}`;
    if (!this.contexts.has(key)) this.contexts.set(key, context(width, height, options));
    return this.contexts.get(key);
  }

  // The answer's own work; made once for a picture, as the page does.
  of(work) {
    if (this.work !== work) {
      this.engine?.free();
      this.engine = new Work(work.width, work.height);
      this.work = work;
    }
    return this.engine;
  }

  // The pixels that came out last: this module's memory itself, not a copy.
  pixels({ width, height }) {
    const { buffer } = this.wasm.memory;
    const view = new Uint8ClampedArray(buffer, this.engine.pointer(), this.engine.length());
    return new ImageData(view, width, height);
  }

  // Text to an overlay on a canvas of that size: fills alone, as the peers do.
  overlay(work, view) {
    this.read(work);
    return this.draw(view, false, THRESHOLD);
  }

  // Text to the overlay that the page shows, with rims.
  pageOverlay(work, view) {
    this.read(work);
    return this.draw(view, true, THRESHOLD);
  }

  // Text to an overlay of the picture's size in this module's memory; no canvas.
  inMemory(work) {
    this.read(work);
    this.engine.overlay_in_memory();
  }

  read(work) {
    this.of(work).read(work.answer);
  }

  // What was read, on the canvas of that size.
  draw(view, rim, threshold) {
    const target = this.context(view, 'overlay');
    if (!this.canvases.has(target)) this.canvases.set(target, new Canvas(target));
    this.engine.overlay(view.width, view.height, rim, threshold, this.canvases.get(target));
    return target;
  }

  // The photo drawn, read back where masks lie, blended, and put back.
  blended(work) {
    const engine = this.of(work);
    const target = this.context(work, 'blend', { willReadFrequently: true });
    target.drawImage(work.photo, 0, 0);
    const sides = engine.read_pieces(work.answer);
    const pieces = Array.from({ length: sides.length / 4 }, (_, at) => sides.subarray(4 * at, 4 * at + 4));
    engine.make_room();
    const room = new Uint8Array(this.wasm.memory.buffer, engine.pointer(), engine.length());
    for (const [left, top, width, height] of pieces) {
      const { data } = target.getImageData(left, top, width, height);
      for (let row = 0; row < height; row += 1) {
        const pixels = data.subarray(4 * width * row, 4 * width * (row + 1));
        room.set(pixels, 4 * (work.width * (top + row) + left));
      }
    }
    engine.blend();
    const pixels = this.pixels(work);
    for (const piece of pieces) target.putImageData(pixels, 0, 0, ...piece);
    return target;
  }

  // All masks cut anew and shown ("exact"), or only what the screen shows of
  // them ("dragging").
  step(how, view, threshold) {
    if (how === 'exact') this.engine.threshold(threshold);
    this.draw(view, true, threshold);
  }

  // COCO's run lengths of all masks, from their decoded grey values.
  lengths(work) {
    if (this.decoded !== work) {
      this.decodedStages?.free();
      this.decodedStages = new Stages(work.answer, work.width, work.height);
      this.decodedStages.scan();
      this.decodedStages.decode();
      this.decoded = work;
    }
    return this.decodedStages.lengths();
  }

  // Every mask as bits of the whole picture, by the pipeline.
  * coverages(work) {
    const engine = this.of(work);
    const count = engine.read(work.answer);
    for (let index = 0; index < count; index += 1) yield engine.coverage(index);
  }

  floor(work, what) {
    const bytes = 4 * work.width * work.height;
    if (this.floorBytes !== bytes) {
      this.memories?.free();
      this.memories = new Floor(bytes);
      this.floorBytes = bytes;
    }
    this.memories[what]();
  }

  stages(work, screen, times) {
    const stages = new Stages(work.answer, work.width, work.height);
    const found = {};
    const steps = {
      scan: () => stages.scan(),
      'base64 and PNG': () => stages.decode(),
      'resize and threshold': () => stages.rasterise(),
      'what 1600×1200 shows of another threshold': () => stages.sample(screen.width, screen.height),
      'draw 1600×1200 with rims': () => stages.draw(screen.width, screen.height, true),
      'draw 1600×1200': () => stages.draw(screen.width, screen.height, false),
      'draw in full': () => stages.draw(work.width, work.height, false),
    };
    for (const [name, step] of Object.entries(steps)) {
      const all = [];
      for (let at = 0; at < times; at += 1) {
        const start = performance.now();
        step();
        all.push(performance.now() - start);
      }
      found[name] = median(all);
    }
    stages.free();
    return found;
  }

  judge(photo, exact, counts, made, isOverlay) {
    const judge = new PictureJudge();
    for (let at = 0; at < counts.length; at += PIECE) {
      const pixels = [photo, exact, made].map((all) => all.subarray(4 * at, 4 * (at + PIECE)));
      const piece = [pixels[0], pixels[1], counts.subarray(at, at + PIECE), pixels[2]];
      if (isOverlay) judge.add_overlay(...piece);
      else judge.add(...piece);
    }
    return [...judge.findings()];
  }
}
