//! An export, a file at a time: gathered from all pictures, made when it is asked
//! for, put into an archive whose bytes leave as they come. Never holds more than one
//! file and one picture, and never says that something is saved: whoever has the bytes
//! gives them back to be [checked](Sheets::check) first.

use super::message::{Described, Reply, Style};
use super::plan::{Background, Plan, Preview, Taken, Wanted, Which};
use super::sheets::Sheets;
use crate::export::zip::{self, Archive, Entry, ReaderAt, ZipProblem};
use crate::export::{
    self, Annotated, Body, Classes, ExportProblem, File, Files, Format, Images, Options, Overlay,
    PartsAs, rgba_png,
};
use crate::geometry::Size;
use crate::picture::{Rgba, without_metadata};
use crate::render::Outside;
use crate::session::words;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::rc::Rc;

/// The most paths that a preview names.
const PATHS: usize = 100;

/// So many bytes leave at once, so that small files do not each take a message.
const PIECE: usize = 1 << 20;

/// So many bytes of files are read again at once: a moment's work, after which the check can
/// be stopped.
const CHECKED: u64 = 32 << 20;

/// An export that goes on.
pub(super) struct Export {
    files: Files,
    total: usize,
    done: usize,
    pictures: Vec<Taken>,
    keeps_metadata: bool,
    /// The file that waits for what is wanted for it.
    waiting: Option<File>,
    /// The pixels that were given last, and of which picture they are.
    pixels: Option<(usize, Rgba)>,
    out: Out,
    /// Where the files go, unless it is only one.
    archive: Option<Archive<Out>>,
    /// What was written, once all was.
    entries: Vec<Entry>,
}

impl fmt::Debug for Export {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Export")
            .field("total", &self.total)
            .field("done", &self.done)
            .finish_non_exhaustive()
    }
}

/// Why an export stops.
enum Problem {
    File(ExportProblem),
    Archive(ZipProblem),
    /// A picture, its objects or its bytes are not what was wanted.
    Lost,
}

impl From<ExportProblem> for Problem {
    fn from(problem: ExportProblem) -> Self {
        Self::File(problem)
    }
}

impl From<ZipProblem> for Problem {
    fn from(problem: ZipProblem) -> Self {
        Self::Archive(problem)
    }
}

/// Bytes that wait to leave.
#[derive(Clone, Debug, Default)]
struct Out(Rc<RefCell<Vec<u8>>>);

impl Out {
    fn len(&self) -> usize {
        self.0.borrow().len()
    }

    fn take(&self) -> Vec<u8> {
        self.0.take()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sheets {
    /// What a plan comes to.
    pub(super) fn preview(&self, plan: &Plan) -> Reply {
        match self.planned(plan) {
            Ok((_, preview)) => Reply::Planned(preview),
            Err(problem) => self.not_exported(problem, &plan.pictures),
        }
    }

    /// Begins an export, in the place of any that goes on.
    pub(super) fn begin_export(&mut self, plan: Plan) -> Reply {
        self.export = None;
        let (files, preview) = match self.planned(&plan) {
            Ok(planned) => planned,
            Err(problem) => return self.not_exported(problem, &plan.pictures),
        };
        let out = Out::default();
        self.export = Some(Export {
            files,
            total: preview.files,
            done: 0,
            pictures: plan.pictures,
            keeps_metadata: plan.how.metadata,
            waiting: None,
            pixels: None,
            archive: (preview.files > 1).then(|| Archive::new(out.clone())),
            out,
            entries: Vec::new(),
        });
        Reply::Planned(preview)
    }

    /// The files of a plan, and what there is to say of them.
    fn planned(&self, plan: &Plan) -> Result<(Files, Preview), Problem> {
        let known = Format::ALL.iter().copied();
        let format = known.into_iter().find(|one| one.id() == plan.how.format);
        let format = format.ok_or(Problem::Lost)?;
        let gathered = self.gathered(plan).ok_or(Problem::Lost)?;
        let options = self.options(plan);
        let objects = gathered.iter().map(|picture| picture.things.len()).sum();
        let labels = labels(&gathered);
        let losses = format.losses(&gathered, &options);
        let losses = losses
            .iter()
            .map(|loss| words::loss(self.tongue, format, loss))
            .collect();
        let gathered: Rc<[Annotated]> = gathered.into();
        let files = || format.files(Rc::clone(&gathered), &options);
        let paths: Vec<String> = files()?.map(|file| file.path).collect();
        let pipelines = plan.pictures.iter();
        let mut pipelines = pipelines.filter_map(|taken| self.pipelines.get(&taken.sheet));
        let preview = Preview {
            files: paths.len(),
            objects,
            labels,
            losses,
            has_second: pipelines.any(|pipeline| pipeline.is_pair()),
            paths: paths.into_iter().take(PATHS).collect(),
        };
        Ok((files()?, preview))
    }

    /// What a plan takes of all pictures; `None` where one has no size, or is not known
    /// here though the page knows of objects.
    fn gathered(&self, plan: &Plan) -> Option<Vec<Annotated>> {
        let gathered = plan.pictures.iter().map(|taken| {
            let [width, height] = taken.size;
            let size = Size::new(width, height)?;
            let pipeline = self.pipelines.get(&taken.sheet);
            if pipeline.is_none() && taken.objects > 0 {
                return None;
            }
            let things = pipeline.map(|pipeline| pipeline.things(taken.sheet, size, &plan.which));
            Some(Annotated {
                anew: !taken.is_plain,
                threshold: pipeline.map(|pipeline| pipeline.threshold),
                degrees: pipeline.map(|pipeline| pipeline.degrees),
                ..Annotated::new(taken.name.clone(), size, things.unwrap_or_default())
            })
        });
        gathered.collect()
    }

    fn options(&self, plan: &Plan) -> Options {
        let how = &plan.how;
        let mut classes = Classes::default();
        for (label, class) in &plan.classes {
            classes = classes.with(label.clone(), class.clone());
        }
        let background = match (how.background, &self.backdrop) {
            (Background::None, _) | (Background::Picture, None) => export::Background::None,
            (Background::Color, _) => export::Background::Color(how.color),
            (Background::Blur, _) => export::Background::Blur(how.blur.into()),
            (Background::Picture, Some(picture)) => export::Background::Picture(Rc::clone(picture)),
        };
        Options {
            classes,
            pictures: how.pictures,
            parts: match how.rows {
                true => PartsAs::Rows,
                false => PartsAs::One,
            },
            tolerance: f64::from(how.tolerance) / 10.0,
            images: Images {
                crop: how.crop,
                margin: how.margin.into(),
                feather: how.feather.into(),
                background,
                labelled: how.labelled,
                overlay: overlay(plan.look),
            },
            ..Options::default()
        }
    }

    /// Keeps the picture that is put behind cut-outs.
    pub(super) fn set_backdrop(&mut self, [width, height]: [u32; 2], pixels: Vec<u8>) -> Reply {
        let size = Size::new(width, height);
        self.backdrop = size
            .and_then(|size| Rgba::from_bytes(size, pixels))
            .map(Rc::new);
        match self.backdrop {
            Some(_) => Reply::Done,
            None => self.failed(),
        }
    }

    /// Makes what comes next.
    pub(super) fn next(&mut self) -> (Reply, Vec<u8>) {
        self.go_on(Export::next)
    }

    /// Goes on with what was wanted: a file, or the pixels of a picture of this size.
    pub(super) fn give(&mut self, size: Option<[u32; 2]>, bytes: Vec<u8>) -> (Reply, Vec<u8>) {
        self.go_on(|export| {
            export.give(size, bytes)?;
            export.next()
        })
    }

    fn go_on(
        &mut self,
        step: impl FnOnce(&mut Export) -> Result<Reply, Problem>,
    ) -> (Reply, Vec<u8>) {
        let Some(export) = &mut self.export else {
            return (self.failed(), Vec::new());
        };
        match step(export) {
            Ok(reply) => (reply, export.out.take()),
            Err(problem) => {
                let pictures = std::mem::take(&mut export.pictures);
                self.export = None;
                (self.not_exported(problem, &pictures), Vec::new())
            }
        }
    }

    fn not_exported(&self, problem: Problem, pictures: &[Taken]) -> Reply {
        Reply::Refused(match problem {
            Problem::File(problem) => {
                let at = match problem {
                    ExportProblem::OtherSize { picture, .. } => Some(picture),
                    ExportProblem::TooLarge(picture) => Some(picture),
                    _ => None,
                };
                let name = at
                    .and_then(|at| pictures.get(at))
                    .map(|one| one.name.as_str());
                words::not_exported(self.tongue, &problem, name)
            }
            Problem::Archive(problem) => words::not_zipped(self.tongue, &problem),
            Problem::Lost => return self.failed(),
        })
    }

    /// Opens again what was exported, and reads files of it from this place on, until they
    /// come to some tens of megabytes.
    pub fn check(&self, archive: impl ReaderAt, length: u64, from: usize) -> Reply {
        let entries = self
            .export
            .as_ref()
            .map_or(&[][..], |export| &export.entries);
        match zip::check_some(archive, length, entries, from, CHECKED) {
            Ok(done) => Reply::Checked(done),
            Err(problem) => Reply::Refused(words::not_zipped(self.tongue, &problem)),
        }
    }
}

impl Export {
    /// Makes files until enough bytes wait to leave, something is wanted, or all is done.
    fn next(&mut self) -> Result<Reply, Problem> {
        while self.out.len() < PIECE {
            let Some(File { path, body }) = self.waiting.take().or_else(|| self.files.next())
            else {
                return self.finish();
            };
            let bytes = match body {
                Body::Made(make) => make()?,
                Body::OfPixels(picture, make) => match self.pixels_of(picture) {
                    Some(pixels) => make(pixels)?,
                    None => {
                        let body = Body::OfPixels(picture, make);
                        return Ok(self.want(File { path, body }, Wanted::Pixels(picture)));
                    }
                },
                Body::Picture(picture) if self.is_plain(picture) => {
                    let body = Body::Picture(picture);
                    return Ok(self.want(File { path, body }, Wanted::File(picture)));
                }
                Body::Picture(picture) => match self.pixels_of(picture) {
                    Some(pixels) => rgba_png(pixels).map_err(ExportProblem::from)?,
                    None => {
                        let body = Body::Picture(picture);
                        return Ok(self.want(File { path, body }, Wanted::Pixels(picture)));
                    }
                },
            };
            self.add(&path, &bytes)?;
        }
        Ok(Reply::Piece {
            done: self.done,
            total: self.total,
        })
    }

    fn want(&mut self, file: File, wanted: Wanted) -> Reply {
        // The last pixels go before the next are there.
        self.pixels = None;
        self.waiting = Some(file);
        Reply::Wanted(wanted)
    }

    fn give(&mut self, size: Option<[u32; 2]>, bytes: Vec<u8>) -> Result<(), Problem> {
        let file = self.waiting.take().ok_or(Problem::Lost)?;
        match (size, &file.body) {
            (None, Body::Picture(_)) if self.keeps_metadata => self.add(&file.path, &bytes),
            (None, Body::Picture(_)) => self.add(&file.path, &without_metadata(&bytes)),
            (Some([width, height]), Body::Picture(at) | Body::OfPixels(at, _)) => {
                let at = *at;
                let size = Size::new(width, height);
                let pixels = size.and_then(|size| Rgba::from_bytes(size, bytes));
                self.pixels = Some((at, pixels.ok_or(Problem::Lost)?));
                self.waiting = Some(file);
                Ok(())
            }
            _ => Err(Problem::Lost),
        }
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Problem> {
        match &mut self.archive {
            Some(archive) => archive.add(path, bytes)?,
            None => self.out.0.borrow_mut().extend_from_slice(bytes),
        }
        self.done += 1;
        Ok(())
    }

    fn finish(&mut self) -> Result<Reply, Problem> {
        self.pixels = None;
        if let Some(archive) = self.archive.take() {
            (_, self.entries) = archive.finish()?;
        }
        Ok(Reply::Exported(self.done))
    }

    fn pixels_of(&self, picture: usize) -> Option<&Rgba> {
        let known = self.pixels.as_ref();
        known
            .filter(|(of, _)| *of == picture)
            .map(|(_, pixels)| pixels)
    }

    fn is_plain(&self, picture: usize) -> bool {
        self.pictures
            .get(picture)
            .is_some_and(|taken| taken.is_plain)
    }
}

impl super::Pipeline {
    /// What is exported of the first answer, about a picture of this size.
    fn things(&self, sheet: u32, size: Size, which: &Which) -> Vec<export::Thing> {
        let objects = self.objects.iter().filter(|(id, object)| {
            let is_wanted = match which {
                Which::All => true,
                Which::Shown => !object.is_hidden,
                Which::These(of, ids) => *of == sheet && ids.contains(id),
            };
            is_wanted && !object.is_second && object.scope.picture() == size
        });
        objects.map(|(_, object)| object.thing()).collect()
    }

    /// An object as text for other programs; the `file` is its picture's name.
    pub(super) fn described(&self, id: u32, how: Described, file: &str) -> Option<String> {
        let (_, object) = self.objects.iter().find(|(other, _)| *other == id)?;
        match how {
            Described::Path => {
                let shape = object.mask.as_ref().ok()?;
                Some(export::path_data(&shape.mask, 0.0))
            }
            Described::Json => {
                let (size, things) = (object.scope.picture(), vec![object.thing()]);
                let picture = Annotated {
                    threshold: Some(self.threshold),
                    degrees: Some(self.degrees),
                    ..Annotated::new(file, size, things)
                };
                String::from_utf8(own_json(picture).ok()?).ok()
            }
        }
    }
}

/// How masks are drawn over a picture that is saved: as on the screen.
fn overlay((percent, style): (u8, Style)) -> Overlay {
    let usual = Overlay {
        fill: super::covering(percent),
        ..Overlay::default()
    };
    let bare = |fill, outside| Overlay {
        fill,
        rims: false,
        outside,
    };
    match style {
        Style::Both => usual,
        Style::Fill => bare(usual.fill, Outside::Clear),
        Style::Outline => Overlay { fill: 0, ..usual },
        Style::CutOut => bare(0, Outside::Squares),
        Style::Dim => bare(0, Outside::Veil),
    }
}

/// A picture's things in Masque's own JSON.
pub(super) fn own_json(picture: Annotated) -> Result<Vec<u8>, ExportProblem> {
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let mut files = Format::Masque.files(Rc::new([picture]), &options)?;
    match files.next().map(|file| file.body) {
        Some(Body::Made(make)) => make(),
        _ => Ok(Vec::new()),
    }
}

/// The labels of all things that have no class of their own, in the order in which they
/// first come, each with how many have it.
fn labels(pictures: &[Annotated]) -> Vec<(String, usize)> {
    let mut labels: Vec<(String, usize)> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let things = pictures.iter().flat_map(|picture| &picture.things);
    for thing in things.filter(|thing| thing.class.is_none()) {
        let place = *at.entry(&thing.label).or_insert(labels.len());
        match labels.get_mut(place) {
            Some((_, count)) => *count += 1,
            None => labels.push((thing.label.clone(), 1)),
        }
    }
    labels
}
