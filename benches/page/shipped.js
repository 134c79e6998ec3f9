// The worker that ships, as the release page's files in `dist`: spoken to as
// the page speaks to it (`src/browser/worker.rs`), `[id, JSON, bytes]` both
// ways. What to say comes from `examples/measure/requests.rs`.

import init, { Scribe } from './measure/measure.js';

// An answer with one mask, for warming up; the page has such a one built in.
const SMALL = 'work/1-hard.txt';

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

  ask(text, bytes = new Uint8Array(0)) {
    const id = this.next;
    this.next += 1;
    const reply = this.promise(id);
    const own = bytes.slice();
    this.worker.postMessage([id, text, own], [own.buffer]);
    return reply;
  }

  // Has the worker read an answer.
  async read(work) {
    this.scribe = new Scribe(work.width, work.height);
    const [begin, read, end] = this.scribe.answer();
    // The first one need not be waited for: the worker takes them in order.
    const replies = await Promise.all([this.ask(begin), this.ask(read, work.answer), this.ask(end)]);
    const rows = replies.flatMap(([reply]) => reply.Found ?? reply.Ended?.found ?? []);
    this.shown = Uint32Array.from(rows, (row) => row.id);
  }

  // The objects on a canvas of that size.
  async draw(view, target) {
    const [, bytes] = await this.ask(this.scribe.overlay(view.width, view.height, this.shown));
    const pixels = new ImageData(new Uint8ClampedArray(bytes.buffer), view.width, view.height);
    target.putImageData(pixels, 0, 0);
  }

  // Text to the overlay as the page shows it, on the page's canvas.
  async pageOverlay(work, view) {
    const canvas = document.getElementById('screen');
    if (canvas.width !== view.width) canvas.width = view.width;
    if (canvas.height !== view.height) canvas.height = view.height;
    const target = canvas.getContext('2d');
    await this.read(work);
    await this.draw(view, target);
    return target;
  }

  async step(work, view, threshold, target) {
    this.ask(this.scribe.threshold(threshold));
    await this.draw(view, target);
  }

  // Has the worker do everything with a small answer, so that it is compiled.
  async warmUp(times) {
    if (times === 0) return;
    const answer = new Uint8Array(await (await fetch(SMALL)).arrayBuffer());
    const work = { width: 4032, height: 3024, answer };
    for (let at = 0; at < times; at += 1) {
      await this.read(work);
      await this.ask(this.scribe.overlay(1600, 1200, this.shown));
    }
  }
}
