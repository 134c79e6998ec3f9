"""Which pixels' centres polygons hold, with GEOS: the judge of Masque's own.

Reads cases as JSON lines on standard input: `picture` (width, height), `rings`
(lists of [x, y], 0-1000 of the picture) and `ties`. Prints for each a JSON line
with the offsets of the pixels inside, in row order, and of those whose centre
GEOS finds exactly on an edge.

GEOS decides by the sign of a determinant that it computes without error for the
numbers that it is given here: whole ones, or whole ones and a power of two.
Rings may cross themselves and each other; a point is inside when it is inside
of an odd number of them, and GEOS's test of a ring that crosses itself is the
even-odd rule, which is checked against `make_valid` below.
"""

import json
import sys

import numpy as np
import shapely

GRID = 65536
# For ties the point is moved off the edge, to the right and by much less down:
# less than any distance there can be between a centre and an edge that it is
# not on, for whole coordinates in pictures of at most 120 x 60 pixels.
RIGHT, DOWN = 2.0**-18, 2.0**-37


def centres(side, unit):
    return (2 * np.arange(side, dtype=np.int64) + 1) * (500 * unit)


def judged(case):
    width, height = case["picture"]
    unit = 1 if case["ties"] else GRID
    # Python rounds halves to the even neighbour.
    rings = [
        [(round(x * unit) * width, round(y * unit) * height) for x, y in ring]
        for ring in case["rings"]
    ]
    xs, ys = np.meshgrid(
        centres(width, unit).astype(float), centres(height, unit).astype(float)
    )
    xs, ys = xs.ravel(), ys.ravel()
    edge = np.zeros(xs.shape, dtype=bool)
    if case["ties"]:
        moved = xs + RIGHT, ys + DOWN
        assert np.all(moved[0] - RIGHT == xs) and np.all(moved[1] - DOWN == ys)
        xs, ys = moved
    inside = np.zeros(xs.shape, dtype=bool)
    for ring in rings:
        line = shapely.LinearRing(ring)
        shapely.prepare(line)
        on = shapely.intersects_xy(line, xs, ys)
        assert not (case["ties"] and on.any())
        edge |= on
        # GEOS takes some spikes of four vertices for rectangles; never of five.
        inside ^= shapely.contains_xy(shapely.Polygon(ring + ring[-1:]), xs, ys)
    return inside, edge


def check_the_rule():
    """GEOS's own repair of a ring that crosses itself agrees with its test."""
    random = np.random.default_rng(7)
    for _ in range(40):
        ring = shapely.Polygon(random.integers(0, 1000, (12, 2)))
        whole = shapely.make_valid(ring)
        xs, ys = random.random((2, 500)) * 1000
        inside = shapely.contains_xy(ring, xs, ys)
        assert np.array_equal(inside, shapely.contains_xy(whole, xs, ys))


check_the_rule()
for text in sys.stdin:
    inside, edge = judged(json.loads(text))
    answer = {"inside": np.flatnonzero(inside), "edge": np.flatnonzero(edge)}
    print(json.dumps({name: found.tolist() for name, found in answer.items()}))
