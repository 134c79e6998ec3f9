//! Why a picture cannot be opened, and what is unusual about one that can.
//! Never opens one.

use super::super::Tongue;
use super::{Help, Message};
use crate::picture::{FILE_BYTES, Format, PICTURE_PIXELS, PictureProblem, Trait};
use crate::session::say;

/// Why a file was not taken as a picture.
pub fn picture(tongue: Tongue, name: &str, problem: PictureProblem) -> Message {
    let text = match problem {
        PictureProblem::Empty => say!(tongue, en: "{name} is empty", de: "{name} ist leer"),
        PictureProblem::NotAPicture => say!(tongue,
            en: "{name} is not a picture. Use a JPEG, PNG, WebP, GIF, BMP or AVIF",
            de: "{name} ist kein Bild. JPEG, PNG, WebP, GIF, BMP oder AVIF verwenden"),
        PictureProblem::Svg => say!(tongue,
            en: "{name} is an SVG drawing, which has no pixels. Save it as PNG first",
            de: "{name} ist eine SVG-Zeichnung, die keine Bildpunkte hat. Zuerst als PNG speichern"),
        PictureProblem::TooManyBytes(bytes) => say!(tongue,
            en: "{name} has {megabytes} MB; up to {most} MB are taken. Save it smaller",
            de: "{name} hat {megabytes} MB; angenommen werden bis zu {most} MB. Kleiner speichern",
            megabytes = bytes >> 20,
            most = FILE_BYTES >> 20),
        PictureProblem::TooManyPixels { width, height } => say!(tongue,
            en: "{name} claims {width} × {height} pixels; up to {most} megapixels are taken. Save it smaller",
            de: "{name} gibt {width} × {height} Bildpunkte an; angenommen werden bis zu {most} Megapixel. Kleiner speichern",
            most = PICTURE_PIXELS / 1_000_000),
        PictureProblem::Undecodable(Format::Heic) => say!(tongue,
            en: "{name} is in HEIC, which this browser cannot open. Save it as JPEG first, or use Safari",
            de: "{name} ist in HEIC, was dieser Browser nicht öffnen kann. Zuerst als JPEG speichern oder Safari verwenden"),
        PictureProblem::Undecodable(format) => say!(tongue,
            en: "{name} is damaged or unusual: the browser cannot open it as {format}. Save it anew as JPEG or PNG",
            de: "{name} ist beschädigt oder ungewöhnlich: Der Browser kann es nicht als {format} öffnen. Neu als JPEG oder PNG speichern",
            format = format_name(format)),
    };
    Message::error(text, Some(Help::Picture))
}

/// What is unusual about a picture that was taken.
pub fn picture_trait(tongue: Tongue, unusual: Trait) -> Message {
    Message::note(match unusual {
        Trait::Animated => say!(tongue,
            en: "This picture is animated: its first frame is used",
            de: "Dieses Bild ist animiert: Verwendet wird das erste Einzelbild"),
        Trait::SixteenBit => say!(tongue,
            en: "This picture has 16 bits a channel: 8 are shown and saved",
            de: "Dieses Bild hat 16 Bit je Kanal: Gezeigt und gespeichert werden 8"),
        Trait::Cmyk => say!(tongue,
            en: "This picture is in CMYK: it is shown and saved in sRGB",
            de: "Dieses Bild ist in CMYK: Gezeigt und gespeichert wird es in sRGB"),
    })
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Webp => "WebP",
        Format::Gif => "GIF",
        Format::Bmp => "BMP",
        Format::Avif => "AVIF",
        Format::Heic => "HEIC",
    }
}
