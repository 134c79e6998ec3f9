//! What the formats of files are called, and who reads them. Never what one of them
//! loses: that is counted before it is said.

use super::super::Tongue;
use crate::export::Format;
use crate::session::say;

/// A format's name, for a list.
///
/// ```
/// use masque::export::Format;
/// use masque::session::{Language, words::format_name};
/// assert_eq!(format_name(Language::German.into(), Format::YoloBoxes), "YOLO-Rahmen");
/// ```
pub fn format_name(tongue: Tongue, format: Format) -> String {
    match format {
        Format::CutOuts => {
            say!(tongue, en: "Cut-out of each object, PNG", de: "Freigestellt je Objekt, PNG")
        }
        Format::CutOutTogether => {
            say!(tongue, en: "All objects in one cut-out, PNG", de: "Alle freigestellt, PNG")
        }
        Format::Overlay => say!(tongue, en: "Picture with masks, PNG", de: "Bild mit Masken, PNG"),
        Format::Coco => say!(tongue, en: "COCO", de: "COCO"),
        Format::CocoPlain => {
            say!(tongue, en: "COCO, plain run lengths", de: "COCO, Lauflängen als Zahlen")
        }
        Format::CocoPolygons => say!(tongue, en: "COCO, polygons", de: "COCO, Polygone"),
        Format::YoloSegments => say!(tongue, en: "YOLO segments", de: "YOLO-Segmente"),
        Format::YoloBoxes => say!(tongue, en: "YOLO boxes", de: "YOLO-Rahmen"),
        Format::LabelMe => say!(tongue, en: "LabelMe, polygons", de: "LabelMe, Polygone"),
        Format::LabelMeMasks => say!(tongue, en: "LabelMe, masks", de: "LabelMe, Masken"),
        Format::ObjectMasks => {
            say!(tongue, en: "Mask of each object, PNG", de: "Maske je Objekt, PNG")
        }
        Format::InstanceMap => {
            say!(tongue, en: "Map of objects, 16-bit PNG", de: "Objektkarte, 16-Bit-PNG")
        }
        Format::ClassMap => say!(tongue, en: "Map of classes, PNG", de: "Klassenkarte, PNG"),
        Format::Svg => say!(tongue, en: "SVG", de: "SVG"),
        Format::Voc => say!(tongue, en: "Pascal VOC", de: "Pascal VOC"),
        Format::Cvat => say!(tongue, en: "CVAT 1.1, masks", de: "CVAT 1.1, Masken"),
        Format::CvatPolygons => say!(tongue, en: "CVAT 1.1, polygons", de: "CVAT 1.1, Polygone"),
        Format::LabelStudio => {
            say!(tongue, en: "Label Studio, brushes", de: "Label Studio, Pinsel")
        }
        Format::LabelStudioPolygons => {
            say!(tongue, en: "Label Studio, polygons", de: "Label Studio, Polygone")
        }
        Format::GeoJson => say!(tongue, en: "GeoJSON", de: "GeoJSON"),
        Format::Masque => say!(tongue, en: "Masque JSON", de: "Masque-JSON"),
    }
}

/// Who reads a format, and what it is, in a line.
pub fn format_about(tongue: Tongue, format: Format) -> String {
    match format {
        Format::CutOuts => say!(tongue,
            en: "Any picture program: each object alone, on nothing or on a background",
            de: "Jedes Bildprogramm: jedes Objekt für sich, auf nichts oder einem Hintergrund"),
        Format::CutOutTogether => say!(tongue,
            en: "Any picture program: all objects of a picture, on nothing or on a background",
            de: "Jedes Bildprogramm: alle Objekte eines Bildes, auf nichts oder einem Hintergrund"),
        Format::Overlay => say!(tongue,
            en: "To show around: the picture with its masks, as they look here",
            de: "Zum Herzeigen: das Bild mit seinen Masken, wie sie hier aussehen"),
        Format::Coco => say!(tongue,
            en: "Training and evaluation: one JSON file, masks as packed run lengths",
            de: "Training und Auswertung: eine JSON-Datei, Masken als gepackte Lauflängen"),
        Format::CocoPlain => say!(tongue,
            en: "Programs without pycocotools: one JSON file, run lengths as numbers",
            de: "Programme ohne pycocotools: eine JSON-Datei, Lauflängen als Zahlen"),
        Format::CocoPolygons => say!(tongue,
            en: "Programs that want outlines: one JSON file, a polygon for each part",
            de: "Programme, die Umrisse wollen: eine JSON-Datei, ein Polygon je Teil"),
        Format::YoloSegments => say!(tongue,
            en: "Ultralytics: a text file for each picture, outlines as polygons",
            de: "Ultralytics: eine Textdatei je Bild, Umrisse als Polygone"),
        Format::YoloBoxes => say!(tongue,
            en: "Ultralytics: a text file for each picture, boxes without masks",
            de: "Ultralytics: eine Textdatei je Bild, Rahmen ohne Masken"),
        Format::LabelMe => say!(tongue,
            en: "LabelMe: a JSON file for each picture, outlines as polygons to edit",
            de: "LabelMe: eine JSON-Datei je Bild, Umrisse als Polygone zum Bearbeiten"),
        Format::LabelMeMasks => say!(tongue,
            en: "LabelMe: a JSON file for each picture, masks to the pixel",
            de: "LabelMe: eine JSON-Datei je Bild, Masken auf den Bildpunkt genau"),
        Format::ObjectMasks => say!(tongue,
            en: "Any picture program: white inside the object, black outside",
            de: "Jedes Bildprogramm: weiß im Objekt, schwarz außerhalb"),
        Format::InstanceMap => say!(tongue,
            en: "Programs of your own: each pixel holds its object's number, listed in JSON",
            de: "Eigene Programme: je Bildpunkt die Nummer des Objekts, dazu eine Liste in JSON"),
        Format::ClassMap => say!(tongue,
            en: "Semantic segmentation: each pixel holds its class, in Pascal VOC's colours",
            de: "Semantische Segmentierung: je Bildpunkt die Klasse, in Farben von Pascal VOC"),
        Format::Svg => say!(tongue,
            en: "Drawing programs and web pages: outlines as paths, a layer for each class",
            de: "Zeichenprogramme und Webseiten: Umrisse als Pfade, eine Ebene je Klasse"),
        Format::Voc => say!(tongue,
            en: "Folders as in Pascal VOC 2012: maps of classes and objects, boxes in XML",
            de: "Ordner wie in Pascal VOC 2012: Klassen- und Objektkarten, Rahmen in XML"),
        Format::Cvat => say!(tongue,
            en: "CVAT: one XML file for all pictures, masks to the pixel",
            de: "CVAT: eine XML-Datei für alle Bilder, Masken auf den Bildpunkt genau"),
        Format::CvatPolygons => say!(tongue,
            en: "CVAT: one XML file for all pictures, outlines as polygons to edit",
            de: "CVAT: eine XML-Datei für alle Bilder, Umrisse als Polygone zum Bearbeiten"),
        Format::LabelStudio => say!(tongue,
            en: "Label Studio: tasks in JSON with masks as brushes, and their settings",
            de: "Label Studio: Aufgaben in JSON, Masken als Pinsel, dazu die Einstellungen"),
        Format::LabelStudioPolygons => say!(tongue,
            en: "Label Studio: tasks in JSON with outlines as polygons, and their settings",
            de: "Label Studio: Aufgaben in JSON, Umrisse als Polygone, dazu die Einstellungen"),
        Format::GeoJson => say!(tongue,
            en: "QuPath and napari: outlines with true holes, in the picture's pixels",
            de: "QuPath und napari: Umrisse mit echten Löchern, in Bildpunkten"),
        Format::Masque => say!(tongue,
            en: "Masque itself: everything, nothing rounded, to open here again",
            de: "Masque selbst: alles, nichts gerundet, um es hier wieder zu öffnen"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Language;
    use std::collections::BTreeSet;

    #[test]
    fn each_format_has_a_name_of_its_own_in_each_language() {
        const THE_SAME: [Format; 4] = [Format::Coco, Format::Svg, Format::Voc, Format::GeoJson];
        let name = |language: Language, format| format_name(language.into(), format);
        for format in Format::ALL {
            let [english, german] = Language::ALL.map(|language| name(language, format));
            assert_eq!(
                english == german,
                THE_SAME.contains(&format),
                "{english}, {german}"
            );
            assert!(german.chars().count() <= 28, "too long: {german}");
        }
        for language in Language::ALL {
            let all: BTreeSet<_> = Format::ALL.iter().map(|one| name(language, *one)).collect();
            assert_eq!(all.len(), Format::ALL.len(), "{all:?}");
        }
    }

    #[test]
    fn what_a_format_is_stands_in_a_short_line() {
        for language in Language::ALL {
            let about = Format::ALL.map(|format| format_about(language.into(), format));
            for line in &about {
                assert!(line.chars().count() <= 80, "too long: {line}");
                assert!(line.contains(": ") && !line.ends_with('.'), "{line}");
            }
            assert_eq!(BTreeSet::from(about).len(), Format::ALL.len());
        }
    }
}
