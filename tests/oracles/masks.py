"""Masks by Google's published rule, with Pillow: the judge of Masque's own.

Usage:
  masks.py answer ANSWER WIDTH HEIGHT   every PNG mask of a recorded answer
  masks.py random                       cases as JSON lines on standard input
  masks.py own FILE                     every thing of a file in Masque's own JSON

Prints one JSON line for each mask: the offsets, in row order over the whole
picture, at which the mask changes between outside and inside; of a random case
only how many there are, and the CRC-32 of all of them as 64-bit integers; of a thing
whether its mask is what it was made of comes to, as docs/format.md says, by Pillow,
pycocotools and SciPy; outlines have a judge of their own.
"""

import base64
import io
import json
import sys
import zlib

import numpy as np
from PIL import Image


def placed(grey, box, picture, threshold):
    """The mask of `grey` laid over `box` (x, y, width, height) in `picture`."""
    x, y, width, height = box
    resized = np.asarray(grey.resize((width, height), Image.Resampling.BILINEAR))
    full = np.zeros((picture[1], picture[0]), dtype=bool)
    left, top = max(x, 0), max(y, 0)
    right, bottom = min(x + width, picture[0]), min(y + height, picture[1])
    if left < right and top < bottom:
        part = resized[top - y : bottom - y, left - x : right - x]
        full[top:bottom, left:right] = part > threshold
    return full


def pixels(box, picture):
    (x0, y0, x1, y1), (width, height) = box, picture
    x, right = round(x0 / 1000 * width), round(x1 / 1000 * width)
    y, bottom = round(y0 / 1000 * height), round(y1 / 1000 * height)
    return x, y, max(right - x, 1), max(bottom - y, 1)


def toggles(mask):
    flat = np.concatenate([[False], mask.ravel(), [False]])
    return np.flatnonzero(flat[1:] != flat[:-1])


def answer(path, width, height):
    text = open(path, encoding="utf-8").read()
    items = json.loads(text[text.index("[") : text.rindex("]") + 1])
    for item in items:
        y0, x0, y1, x1 = item["box_2d"]
        box = pixels((x0, y0, x1, y1), (width, height))
        data = base64.b64decode(item["mask"].split(",", 1)[1])
        grey = Image.open(io.BytesIO(data)).convert("L")
        print(json.dumps(toggles(placed(grey, box, (width, height), 127)).tolist()))


def random():
    for line in sys.stdin:
        case = json.loads(line)
        values = base64.b64decode(case["values"])
        grey = Image.frombytes("L", tuple(case["size"]), values)
        mask = placed(grey, case["box"], case["picture"], case["threshold"])
        changes = toggles(mask)
        print(json.dumps([len(changes), zlib.crc32(changes.astype("<u8").tobytes())]))


def own(path):
    from pycocotools import mask as masks

    for picture in json.load(open(path, encoding="utf-8"))["pictures"]:
        size = picture["width"], picture["height"]

        def drawn(text):
            if text is None:
                return np.zeros((size[1], size[0]), dtype=bool)
            return masks.decode({"size": [size[1], size[0]], "counts": text.encode()}) > 0

        for thing in picture["things"]:
            made = thing["made_of"]
            left, top, *part = made.get("part", [0, 0, *size])
            if "mask" in made:
                said = masks.decode({"size": part[::-1], "counts": made["mask"].encode()}) > 0
            else:
                laid = made.get("grey") or made["flags"]
                grey = Image.open(io.BytesIO(base64.b64decode(laid["png"])))
                assert grey.mode == "L"
                threshold = picture["threshold"] if "grey" in made else 127
                said = placed(grey, pixels(laid["box"], part), part, threshold)
            cut = np.zeros((size[1], size[0]), dtype=bool)
            cut[top : top + part[1], left : left + part[0]] = said
            mask = refined(cut, **made["refine"]) if "refine" in made else cut
            mask = (mask | drawn(made.get("added"))) & ~drawn(made.get("removed"))
            print(json.dumps(bool(np.array_equal(mask, drawn(thing["mask"])))))


def refined(mask, fill_holes, specks, smooth, grow):
    """By the order and the rules of docs/format.md."""
    from scipy import ndimage

    def moved(mask, radius, outward, outside):
        steps = np.arange(-radius, radius + 1)
        disc = steps[:, None] ** 2 + steps**2 <= radius**2
        move = ndimage.binary_dilation if outward else ndimage.binary_erosion
        return move(mask, disc, border_value=outside)

    if fill_holes:
        mask = ndimage.binary_fill_holes(mask)
    labels, _ = ndimage.label(mask, np.ones((3, 3)))
    large = np.bincount(labels.ravel()) >= specks
    large[0] = False
    mask = large[labels]
    if smooth:
        for outward in (False, True, True, False):
            mask = moved(mask, smooth, outward, not outward)
    if grow:
        mask = moved(mask, abs(grow), grow > 0, False)
    return mask


if sys.argv[1] == "answer":
    answer(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
elif sys.argv[1] == "own":
    own(sys.argv[2])
else:
    random()
