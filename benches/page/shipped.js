// The worker that ships, as the release page's files in `dist`: spoken to as
// the page speaks to it (`src/browser/worker.rs`), `[id, JSON, bytes]` both
// ways. What to say comes from `examples/measure/requests.rs`.

import init, { Scribe } from './measure/measure.js';

// The threshold with which the page begins.
const THRESHOLD = 127;

// The page's canvas. It shows pictures and has no pixels of its own to read, so
// they are read from a copy.
class Screen {
  constructor(canvas) {
    this.canvas = canvas;
    this.renderer = canvas.getContext('bitmaprenderer');
  }

  show(picture) {
    const { canvas } = this;
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    this.renderer.transferFromImageBitmap(picture);
  }

  getImageData(x, y, width, height) {
    const copy = new OffscreenCanvas(width, height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(this.canvas, -x, -y);
    return context.getImageData(0, 0, width, height);
  }
}

export class Shipped {
  static async start() {
    await init();
    const shipped = new Shipped();
    shipped.worker = new Worker('dist/worker_loader.js', { type: 'module' });
    shipped.waiting = new Map();
    shipped.next = 1;
    const ready = shipped.promise(0);
    shipped.worker.onmessage = ({ data }) => shipped.keep(data);
    await ready;
    // The page's own code writes requests too, and is compiled by then.
    const scribe = new Scribe(1, 1);
    scribe.answer();
    scribe.overlay(1, 1, new Uint32Array(0), true, THRESHOLD);
    scribe.threshold(THRESHOLD);
    return shipped;
  }

  // Whether the shipped module says that it uses 128-bit vectors.
  static async hasSimd() {
    const module = await WebAssembly.compileStreaming(fetch('dist/worker_bg.wasm'));
    const sections = WebAssembly.Module.customSections(module, 'target_features');
    return sections.some((bytes) => new TextDecoder('latin1').decode(bytes).includes('simd128'));
  }

  promise(id) {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  keep([id, text, bytes]) {
    this.waiting.get(id)?.(id === 0 ? null : [JSON.parse(text), bytes]);
    this.waiting.delete(id);
  }

  // Asks; the bytes go to the worker and are no longer here afterwards.
  ask(text, bytes = new Uint8Array(0)) {
    const id = this.next;
    this.next += 1;
    const reply = this.promise(id);
    this.worker.postMessage([id, text, bytes], [bytes.buffer]);
    return reply;
  }

  // Has the worker read an answer.
  async read(work) {
    this.scribe = new Scribe(work.width, work.height);
    const [begin, read, end] = this.scribe.answer();
    // None need be waited for: the worker takes them in order.
    const asked = [this.ask(begin), this.ask(read, work.answer.slice()), this.ask(end)];
    const replies = await Promise.all(asked);
    const rows = replies.flatMap(([reply]) => reply.Found ?? reply.Ended?.found ?? []);
    this.shown = Uint32Array.from(rows, (row) => row.id);
  }

  // The objects on a canvas of that size, as a picture that the worker made.
  async draw(view, threshold, target) {
    const { width, height } = view;
    const request = this.scribe.overlay(width, height, this.shown, true, threshold);
    const [, picture] = await this.ask(request);
    target.show(picture);
  }

  // Text to the overlay as the page shows it, on the page's canvas.
  async pageOverlay(work, view) {
    this.screen ??= new Screen(document.getElementById('screen'));
    await this.read(work);
    await this.draw(view, THRESHOLD, this.screen);
    return this.screen;
  }

  // As `Ours.step`.
  async step(how, view, threshold, target) {
    if (how === 'exact') this.ask(this.scribe.threshold(threshold));
    await this.draw(view, threshold, target);
  }

  // Has the worker walk the whole road, as the page does when it starts it.
  async warmUp() {
    await this.ask(new Scribe(1, 1).warm_up());
  }
}
