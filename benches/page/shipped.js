// The worker that ships, as the release page's files in `dist`: spoken to as
// the page speaks to it (`src/browser/worker.rs`), `[number, message, bytes]` both
// ways. What to say comes from `examples/measure/requests.rs`.

import init, { Scribe } from './measure/measure.js';

// The threshold with which the page begins.
const THRESHOLD = 127;

// A canvas of the page's whose pixels the worker has. They are written when the
// worker replies; the next frame shows them, and only then can they be read.
class Screen {
  constructor(holder) {
    this.canvas = document.createElement('canvas');
    holder.replaceChildren(this.canvas);
    this.pixels = this.canvas.transferControlToOffscreen();
  }

  async getImageData(x, y, width, height) {
    await this.shown;
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
    scribe.overlay(1, 1, true, THRESHOLD);
    scribe.threshold(THRESHOLD);
    return shipped;
  }

  // Whether the shipped module says that it uses 128-bit vectors.
  static async hasSimd() {
    const module = await WebAssembly.compileStreaming(fetch('dist/worker_bg.wasm'));
    const sections = WebAssembly.Module.customSections(module, 'target_features');
    return sections.some((bytes) => new TextDecoder('latin1').decode(bytes).includes('simd128'));
  }

  promise(number) {
    return new Promise((resolve) => this.waiting.set(number, resolve));
  }

  // A reply; or the number after its request's, alone, or 0, with a form.
  keep([number, reply, bytes]) {
    this.waiting.get(number)?.(bytes && [reply, bytes]);
    this.waiting.delete(number);
  }

  // Asks; the bytes go to the worker and are no longer here afterwards.
  ask(request, bytes = new Uint8Array(0)) {
    const number = this.next;
    this.next += 2;
    const reply = this.promise(number);
    this.worker.postMessage([number, request, bytes], [request.buffer, bytes.buffer]);
    return reply;
  }

  // Has the worker read an answer.
  async read(work) {
    this.scribe = new Scribe(work.width, work.height);
    const [begin, read, end] = this.scribe.answer();
    // None need be waited for: the worker takes them in order.
    const asked = [this.ask(begin), this.ask(read, work.answer.slice()), this.ask(end)];
    const replies = await Promise.all(asked);
    this.shown = Uint32Array.from(replies.flatMap(([reply]) => [...this.scribe.found(reply)]));
  }

  // The objects at that size, drawn by the worker on the page's canvas.
  async draw(view, threshold) {
    if (!this.screen) {
      this.screen = new Screen(document.getElementById('screen'));
      this.worker.postMessage([0, null, this.screen.pixels], [this.screen.pixels]);
    }
    const { width, height } = view;
    const request = this.scribe.overlay(width, height, true, threshold);
    this.screen.shown = this.promise(this.next + 1);
    await this.ask(request);
    return this.screen;
  }

  // Shows the picture before there is an answer, as the page does.
  async open(work, view) {
    this.scribe = new Scribe(work.width, work.height);
    const screen = await this.draw(view, THRESHOLD);
    await screen.shown;
  }

  // Text to the overlay as the page shows it, on the page's canvas.
  async pageOverlay(work, view) {
    await this.read(work);
    return this.draw(view, THRESHOLD);
  }

  // As `Ours.step`.
  async step(how, view, threshold) {
    if (how === 'exact') this.ask(this.scribe.threshold(threshold));
    await this.draw(view, threshold);
  }

  // Has the worker walk the whole road, as the page does when it starts it.
  async warmUp() {
    const scribe = new Scribe(1, 1);
    let [reply] = await this.ask(scribe.warm_up());
    while (scribe.is_warming(reply)) [reply] = await this.ask(scribe.warm_up());
  }
}
