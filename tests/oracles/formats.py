"""Mask pictures as Pillow and zlib read them: the judges of Masque's own reading.

Usage:
  formats.py pngs     PNGs of every kind, written by hand, as Pillow reads them
  formats.py cut      PNGs, and how many whole rows zlib gets from each beginning
  formats.py others   JPEG, WebP, GIF and BMP as Pillow reads them

Prints JSON lines: the file in base64, its size, and the grey values in base64.

The rule: grey as it is, colour by Pillow's conversion to mode L, and the alpha
channel where the colour is the same everywhere and not all of it is opaque. Of
16 bits the upper eight count, where Pillow keeps all 16 of grey ones. A colour
that a PNG names as transparent is compared with the samples as they stand in
the file; Pillow compares it with what it made of them, which differs where they
have not 8 bits.
"""

import base64
import io
import json
import struct
import sys
import zlib

import numpy as np
from PIL import Image

PASSES = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
random = np.random.default_rng(3)


def chunk(kind, data):
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def passes(width, height, interlaced):
    for x, y, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        if x < width and y < height:
            yield x, y, dx, dy


def packed(samples, depth):
    """Rows of samples (rows, columns, channels) as rows of bytes."""
    rows = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        return rows.astype(">u2").view(np.uint8)
    bits = (rows[:, :, None] >> np.arange(depth)[::-1]) & 1
    return np.packbits(bits.reshape(len(rows), -1).astype(np.uint8), axis=1)


def filtered(rows, step):
    """Rows of bytes with a filter of every kind in turn, as PNG defines them."""
    result = bytearray()
    above = np.zeros(rows.shape[1], dtype=int)
    for number, row in enumerate(rows.astype(int)):
        left, corner = np.zeros_like(row), np.zeros_like(row)
        left[step:], corner[step:] = row[:-step], above[:-step]
        near = left + above - corner
        distance = [abs(near - left), abs(near - above), abs(near - corner)]
        paeth = np.select(
            [
                (distance[0] <= distance[1]) & (distance[0] <= distance[2]),
                distance[1] <= distance[2],
            ],
            [left, above],
            corner,
        )
        kind = number % 5
        guess = [0, left, above, (left + above) // 2, paeth][kind]
        result += bytes([kind]) + ((row - guess) % 256).astype(np.uint8).tobytes()
        above = row
    return bytes(result)


def raw_rows(samples, depth, interlaced):
    height, width, channels = samples.shape
    step = max(1, channels * depth // 8)
    return b"".join(
        filtered(packed(samples[y::dy, x::dx], depth), step)
        for x, y, dx, dy in passes(width, height, interlaced)
    )


def written(samples, color, depth, interlaced, extra=b"", level=6, strategy=0, parts=1):
    height, width, _ = samples.shape
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced)
    packer = zlib.compressobj(level, strategy=strategy)
    data = packer.compress(raw_rows(samples, depth, interlaced)) + packer.flush()
    size = -(-len(data) // parts)
    data = [chunk(b"IDAT", data[at : at + size]) for at in range(0, len(data), size)]
    return b"".join(
        [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), extra, *data, chunk(b"IEND", b"")]
    )


def by_rule(color, alpha):
    """Grey values from an RGB or L picture and its alpha channel, if any."""
    if alpha is not None and alpha.min() < 255:
        pixels = np.asarray(color).reshape(alpha.size, -1)
        if (pixels == pixels[0]).all():
            return alpha
    return np.asarray(color.convert("L"))


def by_pillow(data, samples, color, depth, transparent):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    if depth == 16 and color == 0:
        # What Pillow keeps is what was written.
        assert np.array_equal(np.asarray(picture), samples.squeeze(2))
        picture = Image.fromarray((samples >> 8).astype(np.uint8).squeeze(2))
    if transparent is not None and color in (0, 2) and depth != 8:
        same = (samples == transparent).all(axis=2)
        picture.info.clear()
        return by_rule(picture.convert("RGB"), np.where(same, 0, 255).astype(np.uint8))
    if color in (4, 6) or transparent is not None:
        *colors, alpha = picture.convert("RGBA").split()
        return by_rule(Image.merge("RGB", colors), np.asarray(alpha))
    return by_rule(picture, None)


def print_case(name, data, values, **more):
    encode = lambda data: base64.b64encode(data).decode()
    height, width = values.shape
    case = {"name": name, "file": encode(data), "width": width, "height": height}
    print(json.dumps(case | {"values": encode(values.astype(np.uint8).tobytes())} | more))


def pngs():
    kinds = [(color, depth) for color, depths in DEPTHS.items() for depth in depths]
    for width, height in [(1, 1), (3, 5), (256, 256), (300, 77), (1024, 1024)]:
        for color, depth in kinds:
            for interlaced in (0, 1):
                for style in ("noise", "one colour", "opaque"):
                    for key in (False, True):
                        one_png(width, height, color, depth, interlaced, style, key)


def one_png(width, height, color, depth, interlaced, style, key):
    """One kind of PNG; `key` gives it a tRNS chunk, where it may have one."""
    if key and color in (4, 6) or style == "opaque" and color not in (4, 6):
        return
    if width == 1024 and (style != "noise" or key):
        return
    most = 2**depth
    samples = random.integers(0, most, (height, width, CHANNELS[color]))
    if style != "noise" and color in (4, 6):
        samples[:, :, :-1] = samples[0, 0, :-1]
    if style == "opaque":
        samples[:, :, -1] = most - 1
    # A large one is plain for the most part, as no text of a mask's is endless.
    samples[256:, 99:] = samples[0, 0]
    extra, transparent = b"", None
    if color == 3:
        # Where the colour is to be the same everywhere, only the alpha differs.
        palette = random.integers(0, 256, (1 if style == "one colour" else most, 3))
        palette = np.resize(palette, (most, 3)).astype(np.uint8)
        extra = chunk(b"PLTE", palette.tobytes())
        if key:
            # The list may be shorter than the palette; the rest is opaque.
            alpha = random.integers(0, 256, max(1, most - 1)).astype(np.uint8)
            extra += chunk(b"tRNS", alpha.tobytes())
            transparent = alpha
    elif key:
        transparent = samples[-1, -1].copy()
        if style == "one colour":
            samples[:] = transparent
        else:
            samples[: height // 2, : width // 2] = transparent
        extra = chunk(b"tRNS", transparent.astype(">u2").tobytes())
    data = written(samples, color, depth, interlaced, extra, parts=1 + width % 3)
    values = by_pillow(data, samples, color, depth, transparent)
    name = f"{width}x{height} colour {color}, {depth} bits, interlaced {interlaced}, {style}, tRNS {key}"
    print_case(name, data, values)


def cut():
    side = 256
    y, x = np.mgrid[:side, :side]
    blob = np.clip(140 - np.hypot(x - 120, y - 130) + 8 * np.sin(x / 9), 0, 1) * 255
    blob = blob.astype(int)[:, :, None]
    noise = lambda height, width, channels, most: random.integers(
        0, most, (height, width, channels)
    )
    cases = {
        "a mask as Gemini sends it": (blob, 8, 0, 0, {}),
        "a mask in four pieces": (blob, 8, 0, 0, {"parts": 4}),
        "a mask, interlaced": (blob, 8, 0, 1, {}),
        "a mask of one bit": (blob // 255, 1, 0, 0, {"level": 9}),
        "noise in dynamic codes": (noise(40, 60, 1, 20), 8, 0, 0, {}),
        "noise in fixed codes": (noise(40, 60, 1, 20), 8, 0, 0, {"strategy": zlib.Z_FIXED}),
        "noise in literals": (noise(40, 60, 1, 256), 8, 0, 0, {"strategy": zlib.Z_HUFFMAN_ONLY}),
        "noise in runs": (noise(40, 60, 1, 2) * 255, 8, 0, 0, {"strategy": zlib.Z_RLE}),
        "noise as it is": (noise(20, 30, 1, 256), 8, 0, 0, {"level": 0, "parts": 3}),
        "noise, interlaced": (noise(21, 30, 1, 256), 8, 0, 1, {"parts": 5}),
        "noise in colour": (noise(20, 31, 3, 256), 16 // 2, 2, 0, {}),
        "noise of 16 bits": (noise(20, 31, 1, 65536), 16, 0, 0, {}),
        "a column": (noise(50, 1, 1, 256), 8, 0, 0, {}),
        "a column, interlaced": (noise(50, 1, 1, 256), 8, 0, 1, {}),
        "a row, interlaced": (noise(1, 50, 1, 256), 8, 0, 1, {}),
        "a large one": (np.repeat(blob, 3, axis=1) // 51 * 51, 8, 0, 0, {"parts": 2}),
    }
    for name, (samples, depth, color, interlaced, options) in cases.items():
        data = written(samples, color, depth, interlaced, **options)
        values = by_pillow(data, samples, color, depth, None)
        whole = Layout(samples.shape, depth, interlaced)
        rows = [whole.rows(inflated(data[:end])) for end in range(len(data) + 1)]
        print_case(name, data, values, rows=rows)


def inflated(start):
    """How many bytes of pixels zlib gets from the beginning of a PNG."""
    at, data = 8, b""
    while at + 8 <= len(start):
        length, kind = struct.unpack_from(">I4s", start, at)
        if kind == b"IDAT":
            data += start[at + 8 : at + 8 + length]
        at += 12 + length
    return len(zlib.decompressobj().decompress(data))


class Layout:
    """For each pixel, how many bytes must be there for it to be known."""

    def __init__(self, shape, depth, interlaced):
        height, width, channels = shape
        needed, end = np.zeros((height, width), dtype=int), 0
        for x, y, dx, dy in passes(width, height, interlaced):
            columns, rows = len(range(x, width, dx)), len(range(y, height, dy))
            line = 1 + -(-columns * channels * depth // 8)
            needed[y::dy, x::dx] = end + line * np.arange(1, rows + 1)[:, None]
            end += line * rows
        self.needed = needed.max(axis=1)

    def rows(self, count):
        missing = self.needed > count
        return int(missing.argmax()) if missing.any() else len(missing)


def others():
    y, x = np.mgrid[:90, :120]
    soft = np.clip(200 - 4 * np.hypot(x - 60, y - 40), 0, 255).astype(np.uint8)
    grey = Image.fromarray(soft)
    color = Image.merge("RGB", [grey, grey.rotate(180), Image.fromarray((x + y).astype(np.uint8))])
    alpha = Image.merge("RGBA", [*Image.new("RGB", grey.size, (9, 90, 200)).split(), grey])
    second = Image.new("RGB", grey.size, "white")
    cases = [
        ("JPEG, grey", grey, "JPEG", {"quality": 90}, 2),
        ("JPEG, colour", color, "JPEG", {"quality": 95, "subsampling": 0}, 3),
        ("JPEG, progressive", color, "JPEG", {"progressive": True, "subsampling": 0}, 3),
        ("WebP, lossless", color, "WEBP", {"lossless": True}, 0),
        ("WebP, alpha", alpha, "WEBP", {"lossless": True, "exact": True}, 0),
        ("WebP, lossy", grey, "WEBP", {"quality": 90}, 3),
        ("WebP, animated", color, "WEBP", {"lossless": True, "save_all": True, "append_images": [second]}, 0),
        ("GIF", grey, "GIF", {}, 0),
        ("GIF, animated", grey, "GIF", {"save_all": True, "append_images": [second.convert("L")]}, 0),
        ("BMP, grey", grey, "BMP", {}, 0),
        ("BMP, colour", color, "BMP", {}, 0),
        ("BMP, one bit", grey.point(lambda v: 255 * (v > 99)).convert("1"), "BMP", {}, 0),
    ]
    for name, picture, form, options, tolerance in cases:
        file = io.BytesIO()
        picture.save(file, form, **options)
        read = Image.open(io.BytesIO(file.getvalue()))
        if "A" in read.getbands():
            *colors, alpha = read.split()
            values = by_rule(Image.merge("RGB", colors), np.asarray(alpha))
        else:
            values = by_rule(read.convert("RGB") if read.mode == "P" else read, None)
        print_case(name, file.getvalue(), values, tolerance=tolerance)


{"pngs": pngs, "cut": cut, "others": others}[sys.argv[1]]()
