//! Why a picture cannot be opened, and what is unusual about one that can.
//! Never opens one.

use super::{Help, Message};
use crate::picture::{FILE_BYTES, Format, PICTURE_PIXELS, PictureProblem, Trait};

/// Why a file was not taken as a picture.
pub fn picture(name: &str, problem: PictureProblem) -> Message {
    let why = match problem {
        PictureProblem::Empty => "is empty".to_owned(),
        PictureProblem::NotAPicture => {
            "is not a picture. Use a JPEG, PNG, WebP, GIF, BMP or AVIF".to_owned()
        }
        PictureProblem::Svg => {
            "is an SVG drawing, which has no pixels. Save it as PNG first".to_owned()
        }
        PictureProblem::TooManyBytes(bytes) => {
            format!(
                "has {} MB; up to {} MB are taken. Save it smaller",
                bytes >> 20,
                FILE_BYTES >> 20
            )
        }
        PictureProblem::TooManyPixels { width, height } => format!(
            "claims {width} × {height} pixels; up to {} megapixels are taken. Save it smaller",
            PICTURE_PIXELS / 1_000_000
        ),
        PictureProblem::Undecodable(Format::Heic) => {
            "is in HEIC, which this browser cannot open. Save it as JPEG first, or use Safari"
                .to_owned()
        }
        PictureProblem::Undecodable(format) => {
            format!(
                "is damaged or unusual: the browser cannot open it as {}. Save it anew as JPEG or PNG",
                format_name(format)
            )
        }
    };
    Message::error(format!("{name} {why}"), Some(Help::Picture))
}

/// What is unusual about a picture that was taken.
pub fn picture_trait(unusual: Trait) -> Message {
    Message::note(match unusual {
        Trait::Animated => "This picture is animated: its first frame is used",
        Trait::SixteenBit => "This picture has 16 bits a channel: 8 are shown and saved",
        Trait::Cmyk => "This picture is in CMYK: it is shown and saved in sRGB",
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
