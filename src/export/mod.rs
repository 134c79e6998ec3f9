//! Files from masks and pictures, at the picture's own resolution. Never decides
//! what is saved, and never writes anywhere: bytes out.
//!
//! [`Annotated`] is what is exported, [`Format`] lists the formats, what each can
//! hold, and gives its [`Files`], each of which is made by
//! itself. To add a format, see
//! [`format`](Format)'s own file.

mod brush;
mod class;
mod coco;
mod cutout;
mod cvat;
mod format;
mod geojson;
mod group;
mod images;
mod label_studio;
mod labelme;
mod loss;
mod maps;
mod name;
mod origin;
mod own;
mod png;
mod set;
mod simplify;
mod svg;
mod thing;
mod voc;
mod xml;
mod yolo;

pub mod read;
pub mod zip;

pub use class::{Classes, plain};
pub use cutout::cut_out;
pub use format::{Format, Holds, Masks, Options, PartsAs};
pub use group::Group;
pub use images::{Background, Images, Overlay};
pub use loss::Loss;
pub use name::{numbered, safe_name, slug};
pub use origin::Origin;
pub use png::{EncodeProblem, grey_png, rgba_png};
pub use set::{Body, ExportProblem, File, Files, Made};
pub use simplify::{Outline, outline};
pub use svg::path_data;
pub use thing::{Annotated, Bounds, Place, Thing};
