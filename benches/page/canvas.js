// What people do with Gemini's masks in a page without any library. The photo
// is a decoded bitmap; the masks are pictures in data URLs.

const FILL = 0.7;
const THRESHOLD = 127;

// The objects of an answer in its fence.
const itemsOf = (text) => JSON.parse(text.split('```json')[1].split('```')[0]);

// A browser keeps pictures of data URLs that it has seen; an answer that just
// came holds none such. A parameter of the type makes each one new.
const unseen = (url, number) => url.replace('image/png;', `image/png;n=${number};`);

async function imagesOf(items, number) {
  return Promise.all(items.map(async (item) => {
    const image = new Image();
    image.src = unseen(item.mask, number);
    await image.decode();
    return image;
  }));
}

function boxOf(item, { width, height }) {
  const [y0, x0, y1, x1] = item.box_2d;
  const [left, top] = [Math.trunc((x0 / 1000) * width), Math.trunc((y0 / 1000) * height)];
  const [right, bottom] = [Math.trunc((x1 / 1000) * width), Math.trunc((y1 / 1000) * height)];
  return [left, top, right - left, bottom - top];
}

function canvas(width, height, options) {
  const made = document.createElement('canvas');
  Object.assign(made, { width, height });
  return made.getContext('2d', options);
}

// One canvas for each size, as a page has one.
const shown = new Map();

function withPhoto({ photo, width, height }) {
  const key = `${width} ${height}`;
  if (!shown.has(key)) shown.set(key, canvas(width, height));
  const context = shown.get(key);
  context.globalAlpha = 1;
  context.drawImage(photo, 0, 0);
  return context;
}

// Each mask drawn into its box, enlarged by the browser, without a threshold:
// as grey pictures, or in the object's colour with the grey as its opacity.
export async function drawn(work, number, isTinted) {
  const items = itemsOf(work.text);
  const images = await imagesOf(items, number);
  const context = withPhoto(work);
  context.globalAlpha = FILL;
  items.forEach((item, index) => {
    const image = images[index];
    const color = work.colors[index % work.colors.length];
    context.drawImage(isTinted ? tinted(image, color) : image, ...boxOf(item, work));
  });
  return context;
}

function tinted(image, [r, g, b]) {
  const context = canvas(image.width, image.height, { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height);
  const { data } = pixels;
  for (let at = 0; at < data.length; at += 4) {
    data[at + 3] = data[at];
    data[at] = r;
    data[at + 1] = g;
    data[at + 2] = b;
  }
  context.putImageData(pixels, 0, 0);
  return context.canvas;
}

// Each mask enlarged to its box, read back, cut pixel by pixel, and laid over
// the photo. Only the box is read, not the whole picture.
export async function looped(work, number) {
  const items = itemsOf(work.text);
  const images = await imagesOf(items, number);
  const context = withPhoto(work);
  items.forEach((item, index) => {
    const [left, top, width, height] = boxOf(item, work);
    const [r, g, b] = work.colors[index % work.colors.length];
    const scratch = canvas(width, height, { willReadFrequently: true });
    scratch.drawImage(images[index], 0, 0, width, height);
    const pixels = scratch.getImageData(0, 0, width, height);
    const { data } = pixels;
    for (let at = 0; at < data.length; at += 4) {
      data[at + 3] = data[at] > THRESHOLD ? 178 : 0;
      data[at] = r;
      data[at + 1] = g;
      data[at + 2] = b;
    }
    scratch.putImageData(pixels, 0, 0);
    context.drawImage(scratch.canvas, left, top);
  });
  return context;
}
