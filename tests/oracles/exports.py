"""Loads exports with the programs that they are made for: the judges of Masque's
files.

Usage: exports.py FOLDER

FOLDER has a folder for each format, `set.zip`, each picture as `photo N.png`,
where a browser drew the SVGs a folder `chromium` with what it drew, and
`truth.json`: the pictures with their names, sizes and things, each with its class
and, as offsets in row order at which it changes, its mask. Prints a JSON line for each loader and thing
that was found: how much the loaded mask agrees with the true one.
"""

import contextlib
import io
import json
import os
import sys
import warnings
import zipfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TQDM_DISABLE"] = "1"
warnings.filterwarnings("ignore")

import cv2
import numpy as np
from PIL import Image

ROOT = Path(sys.argv[1])
TRUTH = json.loads((ROOT / "truth.json").read_text(encoding="utf-8"))
PICTURES = TRUTH["pictures"]
CLASSES = TRUTH["classes"]


def mask_of(toggles, picture):
    width, height = picture["size"]
    steps = np.zeros(width * height + 1, dtype=bool)
    steps[toggles] = True
    return np.logical_xor.accumulate(steps)[:-1].reshape(height, width)


for picture in PICTURES:
    for thing in picture["things"]:
        if thing["mask"] is not None:
            thing["mask"] = mask_of(thing["mask"], picture)


def iou(a, b):
    a, b = np.asarray(a, dtype=bool), np.asarray(b, dtype=bool)
    assert a.shape == b.shape, (a.shape, b.shape)
    whole = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / whole if whole else 1.0


def say(form, loader, picture, thing, agreement):
    names = {"format": form, "loader": loader, "picture": picture["name"], "thing": thing["name"]}
    print(json.dumps({**names, "iou": agreement}))


def masked(picture):
    return [thing for thing in picture["things"] if thing["mask"] is not None]


def judge(form, loader, picture, found, names=None):
    """`found` are masks in the order of the picture's own."""
    things = masked(picture)
    assert len(found) == len(things), (form, loader, len(found), len(things))
    for place, (thing, mask) in enumerate(zip(things, found)):
        say(form, loader, picture, thing, iou(thing["mask"], mask))
        if names is not None:
            assert names[place] == thing["class"], (names[place], thing["class"])


def by_pycocotools(form, evaluate):
    from pycocotools import mask as masks
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(str(ROOT / form / "annotations/instances_train.json"))
    by_name = {image["file_name"]: image["id"] for image in coco.imgs.values()}
    assert set(by_name) == {picture["saved"] for picture in PICTURES}
    for picture in PICTURES:
        found = [a for a in coco.imgToAnns[by_name[picture["saved"]]] if a["segmentation"]]
        names = [coco.cats[a["category_id"]]["name"] for a in found]
        judge(form, "pycocotools", picture, [coco.annToMask(a) for a in found], names)
        for annotation, thing in zip(found, masked(picture)):
            true = masks.encode(np.asfortranarray(thing["mask"].astype(np.uint8)))
            assert annotation["area"] == masks.area(true)
            assert annotation["bbox"] == masks.toBbox(true).tolist()
            if form == "coco":
                assert annotation["segmentation"]["counts"] == true["counts"].decode()
            assert annotation["iscrowd"] == 0
    # Against itself; of things without a mask there is nothing to compare.
    if evaluate:
        # Results may be compressed run lengths alone.
        found = [
            {
                "image_id": a["image_id"],
                "category_id": a["category_id"],
                "segmentation": coco.annToRLE(a),
                "score": 1.0,
            }
            for a in coco.anns.values()
            if a["segmentation"]
        ]
        boxes = [a["id"] for a in coco.anns.values() if not a["segmentation"]]
        for number in boxes:
            gone = coco.anns.pop(number)
            coco.imgToAnns[gone["image_id"]].remove(gone)
            coco.dataset["annotations"].remove(gone)
        with contextlib.redirect_stdout(io.StringIO()):
            coco.createIndex()
            evaluation = COCOeval(coco, coco.loadRes(found), "segm")
            evaluation.evaluate()
            evaluation.accumulate()
            evaluation.summarize()
        # The mean of ones, as numbers are added.
        assert abs(evaluation.stats[0] - 1) < 1e-12, evaluation.stats
        print(json.dumps({"format": form, "loader": "COCOeval, AP", "ap": evaluation.stats[0]}))


def by_supervision_coco(form):
    import supervision as sv

    loaded = sv.DetectionDataset.from_coco(
        str(ROOT / form / "images"),
        str(ROOT / form / "annotations/instances_train.json"),
        force_masks=True,
    )
    assert loaded.classes == CLASSES, loaded.classes
    of_name = {Path(path).name: detections for path, _, detections in loaded}
    for picture in PICTURES:
        if 0 < len(masked(picture)) == len(picture["things"]):
            detections = of_name[picture["saved"]]
            names = [CLASSES[number] for number in detections.class_id]
            judge(form, "supervision", picture, detections.mask, names)


def by_supervision_yolo(form, rows):
    import supervision as sv

    loaded = sv.DetectionDataset.from_yolo(
        str(ROOT / form / "images/train"),
        str(ROOT / form / "labels/train"),
        str(ROOT / form / "data.yaml"),
        force_masks=True,
    )
    assert loaded.classes == CLASSES, loaded.classes
    of_name = {Path(path).name: detections for path, _, detections in loaded}
    for picture in PICTURES:
        detections = of_name[picture["saved"]]
        found = list(detections.mask) if len(detections) else []
        if rows:
            # Each thing is all the rows of its parts, which follow each other.
            things = picture["things"]
            for thing in things:
                parts = 1
                if thing["mask"] is not None:
                    parts = cv2.connectedComponents(thing["mask"].astype(np.uint8), connectivity=8)[0] - 1
                mine, found = found[:parts], found[parts:]
                if thing["mask"] is not None:
                    say(form, "supervision", picture, thing, iou(thing["mask"], np.any(mine, axis=0)))
            assert not found
        else:
            places = [at for at, thing in enumerate(picture["things"]) if thing["mask"] is not None]
            assert len(found) == len(picture["things"])
            judge(form, "supervision", picture, [found[at] for at in places])


def by_supervision_voc():
    import supervision as sv

    loaded = sv.DetectionDataset.from_pascal_voc(
        str(ROOT / "voc/JPEGImages"), str(ROOT / "voc/Annotations")
    )
    of_stem = {Path(path).stem: detections for path, _, detections in loaded}
    for picture in PICTURES:
        detections = of_stem[Path(picture["saved"]).stem.replace(" ", "_")]
        found = detections.xyxy.tolist() if len(detections) else []
        # Both ends count in this format, and from 1; supervision knows.
        true = [thing["box"] for thing in picture["things"]]
        assert found == [[float(side) for side in box] for box in true], (found, true)
        names = [loaded.classes[number] for number in detections.class_id] if len(detections) else []
        assert names == [thing["voc"] for thing in picture["things"]], names
    print(json.dumps({"format": "voc", "loader": "supervision, boxes", "loads": True}))


def by_ultralytics_rule(form):
    """As Ultralytics makes masks of rows: numbers are cut, and OpenCV fills."""
    for picture in PICTURES:
        width, height = picture["size"]
        lines = (ROOT / form / "labels/train" / (Path(picture["saved"]).stem + ".txt")).read_text()
        rows = [row.split() for row in lines.splitlines()]
        assert len(rows) == len(picture["things"])
        masks = []
        for row, thing in zip(rows, picture["things"]):
            numbers = np.array(row[1:], dtype=np.float32)
            assert len(row) > 6 and len(row) % 2 == 1
            assert numbers.min() >= 0 and numbers.max() <= 1
            assert CLASSES[int(row[0])] == thing["class"]
            points = numbers.reshape(-1, 2) * [width, height]
            canvas = np.zeros((height, width), dtype=np.uint8)
            cv2.fillPoly(canvas, [points.astype(np.int32)], color=1)
            if thing["mask"] is not None:
                masks.append(canvas)
        judge(form, "fillPoly, numbers cut", picture, masks)


def by_labelformat():
    from labelformat.formats.coco import COCOObjectDetectionInput
    from labelformat.formats.yolov8 import YOLOv8InstanceSegmentationInput, YOLOv8ObjectDetectionInput

    loaded = YOLOv8InstanceSegmentationInput(ROOT / "yolo-seg" / "data.yaml", "train")
    assert [category.name for category in loaded.get_categories()] == CLASSES
    of_name = {label.image.filename: label.objects for label in loaded.get_labels()}
    for picture in PICTURES:
        objects = of_name[picture["saved"]]
        assert [o.category.name for o in objects] == [t["class"] for t in picture["things"]]
    print(json.dumps({"format": "yolo-seg", "loader": "labelformat", "loads": True}))

    for form, loaded in [
        ("yolo-boxes", YOLOv8ObjectDetectionInput(ROOT / "yolo-boxes" / "data.yaml", "train")),
        ("coco", COCOObjectDetectionInput(ROOT / "coco" / "annotations/instances_train.json")),
    ]:
        of_name = {label.image.filename: label.objects for label in loaded.get_labels()}
        for picture in PICTURES:
            boxes = [[o.box.xmin, o.box.ymin, o.box.xmax, o.box.ymax] for o in of_name[picture["saved"]]]
            true = [thing["box"] for thing in picture["things"]]
            assert np.allclose(boxes, true, atol=1e-2) if true else not boxes, (form, boxes, true)
        print(json.dumps({"format": form, "loader": "labelformat", "loads": True}))


def by_labelme(form):
    from labelme._label_file import read_label_file
    from labelme.utils import shapes_to_label

    for picture in PICTURES:
        loaded = read_label_file(str(ROOT / form / (Path(picture["saved"]).stem + ".json")))
        assert loaded.image_path == picture["saved"]
        width, height = picture["size"]
        value = {name: number + 1 for number, name in enumerate(CLASSES)}
        shapes = [s for s in loaded.shapes if s["shape_type"] in ("polygon", "mask")]
        groups = []
        for shape in shapes:
            if groups and shape["group_id"] and shape["group_id"] == groups[-1][0]["group_id"]:
                groups[-1].append(shape)
            else:
                groups.append([shape])
        masks = [shapes_to_label((height, width), group, value)[1] > 0 for group in groups]
        judge(form, "labelme", picture, masks, [group[0]["label"] for group in groups])


def by_datumaro(form, kind, folder):
    import datumaro as dm

    loaded = dm.Dataset.import_from(str(ROOT / folder), kind)
    names = [label.name for label in loaded.categories()[dm.AnnotationType.label]]
    of_stem = {Path(item.id).stem: item for item in loaded}
    for picture in PICTURES:
        stem = Path(picture["saved"]).stem
        item = of_stem.get(stem) or of_stem[stem.replace(" ", "_")]
        annotations = [a for a in item.annotations if a.type == dm.AnnotationType.mask]
        if form == "voc":
            for annotation in annotations:
                best = max(masked(picture), key=lambda thing: iou(thing["visible_mask"], annotation.image))
                say(form, "datumaro", picture, best, iou(best["visible_mask"], annotation.image))
                assert names[annotation.label] == best["voc"], names[annotation.label]
            visible = sum(thing["visible_mask"].any() for thing in masked(picture))
            assert len(annotations) == visible, (len(annotations), visible)
        else:
            annotations.sort(key=lambda a: a.z_order if form == "cvat" else a.id)
            judge(form, "datumaro", picture, [a.image for a in annotations], [names[a.label] for a in annotations])


def by_pillow():
    for picture in PICTURES:
        stem = Path(picture["saved"]).stem
        things = picture["things"]
        owner = np.zeros((picture["size"][1], picture["size"][0]), dtype=int)
        order = sorted(masked(picture), key=lambda thing: -thing["mask"].sum())
        for thing in order:
            owner[thing["mask"]] = things.index(thing) + 1
        for place, thing in enumerate(things):
            if thing["mask"] is not None:
                thing["visible_mask"] = owner == place + 1
        image = Image.open(ROOT / "instances/instances" / (stem + ".png"))
        assert image.mode in ("I;16", "I"), image.mode
        values = np.array(image)
        for thing in masked(picture):
            number = things.index(thing) + 1
            say("instances", "Pillow, where nothing smaller lies over it", picture, thing, iou(thing["visible_mask"], values == number))
        classes = np.array([0] + [CLASSES.index(thing["class"]) + 1 for thing in things])
        folders = [("classes", ROOT / "classes/classes", stem, classes[owner])]
        voc = stem.replace(" ", "_")
        folders.append(("voc", ROOT / "voc/SegmentationClass", voc, classes[owner]))
        folders.append(("voc", ROOT / "voc/SegmentationObject", voc, owner))
        for form, folder, name, expected in folders:
            image = Image.open(folder / (name + ".png"))
            assert image.mode == "P" and image.getpalette()[:9] == [0, 0, 0, 128, 0, 0, 0, 128, 0]
            assert np.array_equal(np.array(image), expected), folder
        for form in ("classes", "voc"):
            print(json.dumps({"format": form, "loader": "Pillow", "picture": picture["name"], "thing": "all of it", "iou": 1.0}))
        files = sorted((ROOT / "masks/masks" / stem).glob("*.png")) if masked(picture) else []
        found = [Image.open(file) for file in files]
        assert all(image.mode == "L" for image in found)
        judge("masks", "Pillow", picture, [np.array(image) == 255 for image in found])


def by_pillow_in_colours():
    for number, picture in enumerate(PICTURES):
        stem = Path(picture["saved"]).stem
        photo = np.array(Image.open(ROOT / f"photo {number}.png").convert("RGB"))
        everything = np.zeros(photo.shape[:2], dtype=bool)
        for thing in masked(picture):
            everything |= thing["mask"]
        for form in ("cut-outs", "cut-outs-cropped"):
            files = sorted((ROOT / form / "cut-outs" / stem).glob("*.png")) if everything.any() else []
            assert len(files) == len(masked(picture))
            found = []
            for file, thing in zip(files, masked(picture)):
                rows, columns = slice(None), slice(None)
                if form == "cut-outs-cropped":
                    left, top, right, bottom = thing["box"]
                    rows, columns = slice(top, bottom), slice(left, right)
                alpha = cut_out(file, photo[rows, columns])
                whole = np.zeros_like(thing["mask"])
                whole[rows, columns] = alpha
                found.append(whole)
            judge(form, "Pillow", picture, found)
        if everything.any():
            alpha = cut_out(ROOT / "cut-out-together/cut-outs-together" / (stem + ".png"), photo)
            whole = {"name": "all of it"}
            say("cut-out-together", "Pillow", picture, whole, iou(everything, alpha))
        image = Image.open(ROOT / "overlay/overlays" / (stem + ".png"))
        assert image.mode == "RGB" and image.info["srgb"] == 0 and list(image.size) == picture["size"]
        if len(masked(picture)) == len(picture["things"]):
            drawn = (np.array(image) != photo).any(axis=2)
            assert not drawn[~everything].any()
            print(json.dumps({"format": "overlay", "loader": "Pillow", "loads": True}))


def cut_out(file, photo):
    """Which pixels of a cut-out are there; they must be the photograph's."""
    image = Image.open(file)
    assert image.mode == "RGBA" and image.info["srgb"] == 0, image.info
    assert image.size == photo.shape[1::-1], (image.size, photo.shape)
    pixels = np.array(image)
    there = pixels[:, :, 3] > 0
    assert (pixels[there][:, 3] == 255).all() and not pixels[~there].any()
    assert np.array_equal(pixels[there][:, :3], photo[there])
    return there


def by_label_studio():
    from label_studio_sdk.converter.brush import decode_rle
    from label_studio_sdk.label_interface import LabelInterface

    for form in ("label-studio", "label-studio-polygons"):
        config = LabelInterface((ROOT / form / "config.xml").read_text(encoding="utf-8"))
        tasks = json.loads((ROOT / form / "tasks.json").read_text(encoding="utf-8"))
        assert len(tasks) == len(PICTURES)
        for task, picture in zip(tasks, PICTURES):
            width, height = picture["size"]
            prediction = task["predictions"][0]
            errors = config.validate_prediction(prediction, return_errors=True)
            assert not errors, errors
            for result in prediction["result"]:
                labels = result["value"][result["type"]]
                assert labels[0] in CLASSES
            if form == "label-studio":
                brushes = [r["value"]["rle"] for r in prediction["result"] if r["type"] == "brushlabels"]
                masks = [decode_rle(rle).reshape(height, width, 4) for rle in brushes]
                assert all(np.isin(mask, [0, 255]).all() for mask in masks)
                judge(form, "label-studio-sdk", picture, [mask[:, :, 3] > 0 for mask in masks])
        if form != "label-studio":
            print(json.dumps({"format": form, "loader": "label-studio-sdk", "loads": True}))


def filled(polygons, picture):
    """As pycocotools fills polygons along edges."""
    from pycocotools import mask as masks

    width, height = picture["size"]
    return masks.decode(masks.merge(masks.frPyObjects(polygons, height, width)))


def by_polygons():
    import datumaro as dm

    loaded = dm.Dataset.import_from(str(ROOT / "cvat-polygons"), "cvat")
    of_stem = {Path(item.id).stem: item for item in loaded}
    tasks = json.loads((ROOT / "label-studio-polygons" / "tasks.json").read_text(encoding="utf-8"))
    for task, picture in zip(tasks, PICTURES):
        of_thing = {}
        for annotation in of_stem[Path(picture["saved"]).stem].annotations:
            if annotation.type == dm.AnnotationType.polygon:
                of_thing.setdefault(annotation.z_order, []).append(list(annotation.points))
        found = [filled(of_thing[at], picture) for at in sorted(of_thing)]
        judge("cvat-polygons", "datumaro, filled by pycocotools", picture, found)
        of_thing = {}
        for result in task["predictions"][0]["result"]:
            if result["type"] == "polygonlabels":
                points = np.array(result["value"]["points"]) / 100 * picture["size"]
                at = int(result["id"].split("-")[1])
                of_thing.setdefault(at, []).append(points.ravel().tolist())
        found = [filled(of_thing[at], picture) for at in sorted(of_thing)]
        judge("label-studio-polygons", "filled by pycocotools", picture, found)


def by_geojson():
    import geojson

    for picture in PICTURES:
        path = ROOT / "geojson" / (Path(picture["saved"]).stem + ".geojson")
        loaded = geojson.loads(path.read_text(encoding="utf-8"))
        assert loaded.is_valid, loaded.errors()
        for feature in loaded.features:
            assert feature.geometry.is_valid, feature.geometry.errors()
        masks = []
        for feature in loaded.features:
            if feature.geometry.type == "MultiPolygon":
                rings = [ring for polygon in feature.geometry.coordinates for ring in polygon]
                masks.append(centres_within(rings, picture))
        judge("geojson", "geojson, centres counted", picture, masks)


def centres_within(rings, picture):
    """Even-odd, by the walls left of each pixel's centre."""
    width, height = picture["size"]
    flips = np.zeros((height, width + 1), dtype=int)
    for ring in rings:
        for (x, y), (to_x, to_y) in zip(ring, ring[1:]):
            assert x == to_x or y == to_y
            flips[min(y, to_y) : max(y, to_y), x] += x == to_x
    return np.cumsum(flips, axis=1)[:, :-1] % 2 == 1


def by_xml():
    import xml.etree.ElementTree as tree

    for path in ROOT.rglob("*.svg"):
        root = tree.parse(path).getroot()
        names = {element.tag.split("}")[1] for element in root.iter()}
        assert names <= {"svg", "g", "title", "path", "rect", "circle"}, names
        for element in root.iter():
            for name, value in element.attrib.items():
                assert not name.lower().startswith("on") and "href" not in name
                assert "javascript" not in value
    for picture in PICTURES:
        root = tree.parse(ROOT / "svg" / (Path(picture["saved"]).stem + ".svg")).getroot()
        paths = root.findall(".//{http://www.w3.org/2000/svg}path")
        by_class = sorted(masked(picture), key=lambda thing: CLASSES.index(thing["class"]))
        assert len(paths) == len(by_class)
        for thing, path in zip(by_class, paths):
            rings = list(rings_of(path.attrib["d"]))
            say("svg", "centres counted", picture, thing, iou(thing["mask"], centres_within(rings, picture)))


def by_chromium():
    """What is seen of each class: later classes lie over earlier ones."""
    import xml.etree.ElementTree as tree

    svg = "{http://www.w3.org/2000/svg}"
    for picture in PICTURES:
        things = picture["things"]
        if not things or len(masked(picture)) < len(things) or any(thing["has_points"] for thing in things):
            continue
        stem = Path(picture["saved"]).stem
        layers = tree.parse(ROOT / "svg" / (stem + ".svg")).getroot().findall(svg + "g")
        fills = {layer.find(svg + "title").text: layer.attrib["fill"] for layer in layers}
        width, height = picture["size"]
        pixels = np.array(Image.open(ROOT / "chromium" / (stem + ".png")).convert("RGBA"))
        assert not pixels[height:].any() and not pixels[:, width:].any()
        pixels = pixels[:height, :width]
        assert np.isin(pixels[:, :, 3], [0, 255]).all()
        top = np.full((height, width), -1)
        for number, name in enumerate(CLASSES):
            for thing in things:
                if thing["class"] == name:
                    top[thing["mask"]] = number
        assert np.array_equal(pixels[:, :, 3] == 255, top >= 0)
        for number, name in enumerate(CLASSES):
            if name in fills and (top == number).any():
                fill = [int(fills[name][at : at + 2], 16) for at in (1, 3, 5)] + [255]
                found = (pixels == fill).all(axis=2)
                say("svg", "Chromium", picture, {"name": name}, iou(top == number, found))


def rings_of(data):
    import re

    for part in data.split("z"):
        ring, x, y = [], 0, 0
        for letter, numbers in re.findall(r"([Mhvl])([-\d ]+)", part):
            numbers = [int(number) for number in numbers.split()]
            if letter == "M":
                x, y = numbers
            else:
                assert letter in "hv"
                x, y = (x + numbers[0], y) if letter == "h" else (x, y + numbers[0])
            ring.append((x, y))
        if ring:
            yield ring + ring[:1]


def by_zipfile():
    with zipfile.ZipFile(ROOT / "set.zip") as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert not entry.filename.startswith("/") and ".." not in entry.filename.split("/")
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            file = ROOT / "coco" / entry.filename
            assert archive.read(entry) == file.read_bytes()
        with zipfile.ZipFile(ROOT / "many.zip") as many:
            assert len(many.infolist()) == 70_000 and many.testzip() is None
        count = sum(path.is_file() for path in (ROOT / "coco").rglob("*"))
        assert len(archive.infolist()) == count
    print(json.dumps({"format": "zip", "loader": "Python's zipfile", "loads": True}))


by_pillow()
by_pillow_in_colours()
by_pycocotools("coco", True)
by_pycocotools("coco-plain", True)
by_pycocotools("coco-polygons", False)
by_datumaro("coco", "coco_instances", "coco")
by_supervision_coco("coco")
by_supervision_yolo("yolo-seg", False)
by_supervision_yolo("yolo-seg-rows", True)
by_ultralytics_rule("yolo-seg")
by_labelformat()
by_labelme("labelme")
by_labelme("labelme-masks")
by_datumaro("voc", "voc_segmentation", "voc")
by_supervision_voc()
by_datumaro("cvat", "cvat", "cvat")
by_label_studio()
by_polygons()
by_geojson()
by_xml()
if (ROOT / "chromium").is_dir():
    by_chromium()
by_zipfile()
