"""Operations on masks by other people's programs: the judges of Masque's own.

Reads cases as JSON lines on standard input and prints one JSON line for each.
pycocotools judges run lengths, areas, boxes and agreement; SciPy judges parts,
holes, growing and shrinking; OpenCV judges contours. A mask is its size and the
offsets, in row order over the whole picture, at which it changes between
outside and inside.
"""

import json
import sys

import cv2
import numpy as np
from pycocotools import mask as coco
from scipy import ndimage

CROSS = ndimage.generate_binary_structure(2, 1)
SQUARE = ndimage.generate_binary_structure(2, 2)

# Beyond this many pixels, testing each against each ring takes too long.
FEW_PIXELS = 500


def mask_of(toggles, size):
    steps = np.zeros(size[0] * size[1] + 1, dtype=bool)
    steps[toggles] = True
    return np.logical_xor.accumulate(steps)[:-1].reshape(size[1], size[0])


def toggles(mask):
    flat = np.concatenate([[False], mask.ravel(), [False]])
    return np.flatnonzero(flat[1:] != flat[:-1]).tolist()


def run_lengths(case, a, b):
    encoded, other = (coco.encode(np.asfortranarray(m.astype(np.uint8))) for m in (a, b))
    size = list(a.shape)
    given = {"size": size, "counts": case["counts"]}
    return {
        "text": encoded["counts"].decode(),
        "text_of_counts": coco.frPyObjects(given, *size)["counts"].decode(),
        "mask_of_text": toggles(coco.decode({"size": size, "counts": case["text"]}) > 0),
        "area": int(coco.area(encoded)),
        "box": [int(side) for side in coco.toBbox(encoded)],
        # As text: not every reader of JSON keeps the last bit.
        "iou": repr(float(coco.iou([encoded], [other], [0])[0][0])),
    }


def parts(mask, structure):
    labels, count = ndimage.label(mask, structure)
    return sorted(toggles(labels == part) for part in range(1, count + 1))


def connected(case, a, structure, other):
    filled = ndimage.binary_fill_holes(a, other)
    labels, _ = ndimage.label(a, structure)
    large = np.bincount(labels.ravel()) >= case["least"]
    large[0] = False
    return {
        "parts": parts(a, structure),
        "holes": parts(filled & ~a, other),
        "filled": toggles(filled),
        "without_specks": toggles(large[labels]),
    }


def shaped(case, a):
    radius = case["radius"]
    side = np.arange(-radius, radius + 1)
    disc = side[:, None] ** 2 + side[None, :] ** 2 <= radius**2

    def grown(mask):
        return ndimage.binary_dilation(mask, disc)

    def shrunk(mask, beyond):
        return ndimage.binary_erosion(mask, disc, border_value=beyond)

    opened = grown(shrunk(a, 1))
    return {
        "grown": toggles(grown(a)),
        "shrunk": toggles(shrunk(a, 0)),
        "smoothed": toggles(shrunk(grown(opened), 1)),
    }


def rings_of(mask, approximation):
    rings, levels = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, approximation)
    holes = [] if levels is None else levels[0, :, 3] >= 0
    return [[bool(hole), ring[:, 0].tolist()] for ring, hole in zip(rings, holes)]


def contours(case, a):
    filled = np.zeros(a.shape, dtype=np.uint8)
    cv2.fillPoly(filled, [np.array(ring, np.int32) for ring in case["centres"]], 1)
    edges = [np.array(ring, np.float32) * 2 for ring in case["edges"]]
    return {
        "corners": rings_of(a, cv2.CHAIN_APPROX_SIMPLE),
        "every_pixel": rings_of(a, cv2.CHAIN_APPROX_NONE),
        "filled_centres": toggles(filled > 0),
        "area_of_edges": sum(cv2.contourArea(ring, oriented=True) for ring in edges) / 4,
        "filled_edges": toggles(even_odd(edges, a.shape)) if a.size <= FEW_PIXELS else None,
    }


def even_odd(rings, shape):
    """The pixels whose centres lie within an odd number of rings of twice the size."""
    filled = np.zeros(shape, dtype=bool)
    for y, x in np.ndindex(shape):
        centre = (2 * x + 1.0, 2 * y + 1.0)
        filled[y, x] = sum(cv2.pointPolygonTest(ring, centre, False) > 0 for ring in rings) % 2
    return filled


for line in sys.stdin:
    case = json.loads(line)
    a, b = (mask_of(case[name], case["size"]) for name in ("a", "b"))
    answer = {"run_lengths": run_lengths(case, a, b)}
    if not case["only_run_lengths"]:
        answer |= {
            "union": toggles(a | b),
            "intersection": toggles(a & b),
            "difference": toggles(a & ~b),
            "complement": toggles(~a),
            "four": connected(case, a, CROSS, SQUARE),
            "eight": connected(case, a, SQUARE, CROSS),
            "shaped": shaped(case, a),
            "contours": contours(case, a),
        }
    print(json.dumps(answer))
