"""What people do with Gemini's masks in Python, for `cargo xtask bench`.

Written from the descriptions: Google's cookbook (every mask resized with
Pillow, padded to the whole picture, laid over it as a colour layer of its own),
Roboflow's `supervision`, and pycocotools for COCO's run lengths. The picture is
decoded and the answer's text in memory before the clock starts.

Does what each line of its standard input says, and answers each with a line.
"""

import base64
import hashlib
import io
import json
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

FILL = 0.7
THRESHOLD = 127
folder = Path(".")
colors = []
photo = None


def items_of(text):
    """The objects of an answer in its fence."""
    return json.loads(text.split("```json")[1].split("```")[0])


def box_of(item, size):
    """Left, upper, right and lower edge in pixels."""
    y0, x0, y1, x1 = (value / 1000 for value in item["box_2d"])
    width, height = size
    return int(x0 * width), int(y0 * height), int(x1 * width), int(y1 * height)


def grey_of(item, box):
    """A mask's grey values at its box's size."""
    data = base64.b64decode(item["mask"].removeprefix("data:image/png;base64,"))
    mask = Image.open(io.BytesIO(data))
    return mask.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR)


def cookbook_masks(text, size):
    """Every mask as grey values of the whole picture's size."""
    for item in items_of(text):
        left, upper, right, lower = box = box_of(item, size)
        full = np.zeros((size[1], size[0]), dtype=np.uint8)
        full[upper:lower, left:right] = np.asarray(grey_of(item, box))
        yield full


def cookbook(text):
    """The picture with a colour layer for each mask, one after the other."""
    picture = photo
    for index, full in enumerate(cookbook_masks(text, photo.size)):
        layer = np.zeros((photo.height, photo.width, 4), dtype=np.uint8)
        layer[full > THRESHOLD] = (*colors[index % len(colors)], int(FILL * 255))
        picture = Image.alpha_composite(picture, Image.fromarray(layer, "RGBA"))
    return picture


def grey_drawn(text):
    """What a canvas makes that draws the grey masks themselves: no threshold."""
    pixels = np.asarray(photo).astype(np.float32)
    for item in items_of(text):
        left, upper, right, lower = box = box_of(item, photo.size)
        part = pixels[upper:lower, left:right, :3]
        part *= 1 - FILL
        part += FILL * np.asarray(grey_of(item, box), dtype=np.float32)[:, :, None]
    return np.rint(pixels).astype(np.uint8)


def supervise(text):
    """Detections, and the picture that MaskAnnotator makes (blue first)."""
    import supervision as sv

    found = sv.Detections.from_vlm(
        vlm=sv.VLM.GOOGLE_GEMINI_2_5, result=text, resolution_wh=photo.size
    )
    palette = sv.ColorPalette([sv.Color(*color) for color in colors])
    annotator = sv.MaskAnnotator(
        color=palette, opacity=FILL, color_lookup=sv.ColorLookup.INDEX
    )
    return found, annotator.annotate(scene=blue_first.copy(), detections=found)


def encode(masks):
    """COCO's run lengths of masks that are ready, as strings."""
    from pycocotools import mask as coco

    return [coco.encode(np.asfortranarray(mask))["counts"].decode() for mask in masks]


def ready(text):
    """Masks as NumPy makes them: of the whole picture, 0 and 1, row by row."""
    masks = cookbook_masks(text, photo.size)
    return [(full > THRESHOLD).astype(np.uint8) for full in masks]


def digest(data):
    return hashlib.sha256(data).hexdigest()


def packed(mask):
    return digest(np.packbits(mask, axis=None).tobytes())


def check(contender, text, save, threshold):
    """Hashes of what a contender makes, and the picture as a file."""
    if contender == "masks":
        masks = cookbook_masks(text, photo.size)
        return {"masks": [packed(full > threshold) for full in masks]}
    if contender == "cookbook":
        return {"picture": digest(cookbook(text).tobytes())}
    if contender == "supervision":
        found, made = supervise(text)
        rgba = np.dstack([made[:, :, ::-1], np.full(made.shape[:2], 255, np.uint8)])
        rgba.tofile(folder / save)
        return {"masks": [packed(mask) for mask in found.mask]}
    if contender == "pycocotools":
        return {"lengths": encode(ready(text))}
    grey_drawn(text).tofile(folder / save)
    return {}


def clock(contender, text):
    """How long one run takes, in milliseconds; nothing is saved or hashed."""
    masks = ready(text) if contender == "pycocotools" else None
    work = {
        "cookbook": lambda: cookbook(text),
        "supervision": lambda: supervise(text),
        "pycocotools": lambda: encode(masks),
    }[contender]
    start = time.perf_counter()
    work()
    return {"ms": (time.perf_counter() - start) * 1000}


def memory(reset):
    """Bytes of this process: now where that is to be the peak, else the peak."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        key = "VmRSS:" if reset else "VmHWM:"
        lines = Path("/proc/self/status").read_text().splitlines()
        return {"bytes": 1024 * int(next(it for it in lines if it.startswith(key)).split()[1])}
    except OSError:
        return {"bytes": None}


def obey(order):
    global folder, colors, photo, blue_first
    word = order["do"]
    if word == "load":
        folder, colors = Path(order["folder"]), [tuple(it) for it in order["colors"]]
        size = (order["width"], order["height"])
        photo = Image.frombytes("RGBA", size, (folder / order["photo"]).read_bytes())
        blue_first = np.ascontiguousarray(np.asarray(photo)[:, :, 2::-1])
        return {}
    if word == "memory":
        return memory(order["reset"])
    if word == "versions":
        import cv2
        import PIL
        import supervision
        from importlib.metadata import version

        return {
            "Python": sys.version.split()[0],
            "Pillow": PIL.__version__,
            "NumPy": np.__version__,
            "supervision": supervision.__version__,
            "OpenCV": cv2.__version__,
            "pycocotools": version("pycocotools"),
        }
    text = (folder / order["answer"]).read_text()
    if word == "check":
        return check(order["contender"], text, order.get("save"), order.get("threshold"))
    return clock(order["contender"], text)


for line in sys.stdin:
    print(json.dumps(obey(json.loads(line))), flush=True)
