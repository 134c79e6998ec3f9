//! ZIP archives as a stream: bytes leave as they are made, and nothing is ever
//! gone back to. Never writes a path that leads out of the archive's folder, nor
//! the same name twice.
//!
//! What is compressed already is stored, everything else deflated. Names are
//! UTF-8 and marked so; sizes, offsets and numbers of files that 32 or 16 bits
//! cannot hold are written as Zip64 has them. There are no times: this room has
//! no clock.

/// Bytes that can be read from anywhere, as a file's: whoever has an archive makes
/// it one of these for [`check`].
pub use rawzip::ReaderAt;

use rawzip::{CompressionMethod, ZipArchiveWriter, ZipArchiveWriterBuilder};
use std::collections::HashSet;
use std::io::{Read, Write};

/// Why an archive cannot be written or is not what it should be.
#[derive(Debug, thiserror::Error)]
pub enum ZipProblem {
    /// A path that is empty, leads out of the folder, or has a part that is no
    /// [safe name](super::safe_name).
    #[error("no path for an archive: {0:?}")]
    BadPath(String),
    /// A path that is there already, without regard to case.
    #[error("twice in the archive: {0:?}")]
    Twice(String),
    /// The archive cannot be written or read: the library's own words.
    #[error("the archive: {0}")]
    Archive(#[from] rawzip::Error),
    /// The bytes cannot be written or read.
    #[error("the archive's bytes: {0}")]
    Bytes(#[from] std::io::Error),
    /// Read again, it has other files than were written.
    #[error("the archive has not the files that were written")]
    OtherFiles,
    /// Read again, a file is not as it was written.
    #[error("not as it was written: {0:?}")]
    OtherBytes(String),
}

/// A file that was written, for [`check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    path: String,
    bytes: u64,
    crc: u32,
}

/// An archive that is being written.
///
/// ```
/// use masque::export::zip::{Archive, check};
/// let mut archive = Archive::new(Vec::new());
/// archive.add("été 1.txt", b"words").unwrap();
/// let (bytes, entries) = archive.finish().unwrap();
/// check(bytes.as_slice(), bytes.len() as u64, &entries).unwrap();
/// ```
#[derive(Debug)]
pub struct Archive<W> {
    writer: ZipArchiveWriter<W>,
    taken: HashSet<String>,
    entries: Vec<Entry>,
}

impl<W: Write> Archive<W> {
    /// An archive whose bytes go to `output`.
    pub fn new(output: W) -> Self {
        Self::after(output, 0)
    }

    /// An archive that follows so many bytes in the same file.
    fn after(output: W, offset: u64) -> Self {
        let builder = ZipArchiveWriterBuilder::new().with_offset(offset);
        Self {
            writer: builder.build(output),
            taken: HashSet::new(),
            entries: Vec::new(),
        }
    }

    /// Writes a file; all of its bytes are with `output` afterwards.
    ///
    /// # Errors
    /// When the path is none or taken, and when `output` fails.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), ZipProblem> {
        let is_safe = |part: &str| super::safe_name(part) == part;
        if !path.split('/').all(is_safe) {
            return Err(ZipProblem::BadPath(path.to_owned()));
        }
        if !self.taken.insert(super::name::folded(path)) {
            return Err(ZipProblem::Twice(path.to_owned()));
        }
        let is_packed = PACKED.iter().any(|start| bytes.starts_with(start));
        let method = if is_packed {
            CompressionMethod::STORE
        } else {
            CompressionMethod::DEFLATE
        };
        let file = self.writer.new_file(path).compression_method(method);
        // So that no reader takes the names for those of MS-DOS.
        let file = file.unix_permissions(READABLE);
        let (mut entry, _) = file.start()?;
        let crc = rawzip::crc32(bytes);
        if is_packed {
            entry.write_all(bytes)?;
        } else {
            entry.write_all(&miniz_oxide::deflate::compress_to_vec(bytes, LEVEL))?;
        }
        entry.finish(rawzip::DataDescriptorOutput::new(crc, bytes.len() as u64))?;
        self.entries.push(Entry {
            path: path.to_owned(),
            bytes: bytes.len() as u64,
            crc,
        });
        Ok(())
    }

    /// Writes the list of files at the end; gives the output back, and what
    /// [`check`] holds the archive against.
    ///
    /// # Errors
    /// When `output` fails.
    pub fn finish(self) -> Result<(W, Vec<Entry>), ZipProblem> {
        Ok((self.writer.finish()?, self.entries))
    }
}

/// What JPEG, PNG, GIF, WebP and ZIP files begin with: they are compressed.
const PACKED: [&[u8]; 5] = [b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"PK\x03\x04"];

/// A file that its owner may change and all may read.
const READABLE: u32 = 0o100_644;

/// How hard deflate tries, of 10: half as small as at 1 for run lengths, and
/// twice as quick as at 9.
const LEVEL: u8 = 4;

/// Reads an archive of `length` bytes again, every file of it, and holds it
/// against what was written. No more than one file is in memory.
///
/// # Errors
/// When it cannot be read, and when anything is not as it was written.
pub fn check<R: ReaderAt>(archive: R, length: u64, entries: &[Entry]) -> Result<(), ZipProblem> {
    check_some(archive, length, entries, 0, u64::MAX).map(drop)
}

/// The same of a part: of the files from the one at place `from` on, until there are
/// `most` bytes of them or more. Gives how many files from the first on are as they were
/// written: all of them, once the archive is checked.
///
/// # Errors
/// When it cannot be read, and when anything is not as it was written.
pub fn check_some<R: ReaderAt>(
    archive: R,
    length: u64,
    entries: &[Entry],
    from: usize,
    most: u64,
) -> Result<usize, ZipProblem> {
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let locator = rawzip::ZipLocator::new();
    let located = locator.locate_in_reader(archive, &mut buffer, length);
    let archive = located.map_err(|(_, error)| error)?;
    let mut expected = entries.iter();
    let mut found = archive.entries(&mut buffer);
    for _ in expected.by_ref().take(from) {
        if found.next_entry()?.is_none() {
            return Err(ZipProblem::OtherFiles);
        }
    }
    let mut read = 0_u64;
    while let Some(header) = found.next_entry()? {
        let Some(entry) = expected.next() else {
            return Err(ZipProblem::OtherFiles);
        };
        if header.file_path().as_ref() != entry.path.as_bytes() {
            return Err(ZipProblem::OtherFiles);
        }
        let file = archive.get_entry(header.wayfinder())?;
        let mut packed = Vec::new();
        file.reader().read_to_end(&mut packed)?;
        let bytes = if header.compression_method() == CompressionMethod::STORE {
            packed
        } else {
            let most = usize::try_from(entry.bytes).unwrap_or(usize::MAX);
            let inflated = miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, most);
            inflated
                .ok()
                .ok_or_else(|| ZipProblem::OtherBytes(entry.path.clone()))?
        };
        if bytes.len() as u64 != entry.bytes || rawzip::crc32(&bytes) != entry.crc {
            return Err(ZipProblem::OtherBytes(entry.path.clone()));
        }
        read = read.saturating_add(entry.bytes);
        let left = expected.len();
        if read >= most && left > 0 {
            return Ok(entries.len() - left);
        }
    }
    if expected.next().is_some() {
        return Err(ZipProblem::OtherFiles);
    }
    Ok(entries.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> (Vec<u8>, Vec<Entry>) {
        let mut archive = Archive::new(Vec::new());
        for (path, bytes) in files {
            archive.add(path, bytes).expect("a file");
        }
        archive.finish().expect("an archive")
    }

    /// Whether an archive is whole, whether it is read in one go or so many bytes at a time.
    fn is_whole(bytes: &[u8], entries: &[Entry]) -> bool {
        let length = bytes.len() as u64;
        let whole = check(bytes, length, entries).is_ok();
        if entries.len() < 99 {
            for most in [0, 10, 600] {
                assert_eq!(is_whole_by(most, bytes, entries), whole, "{most} bytes");
            }
        }
        whole
    }

    fn is_whole_by(most: u64, bytes: &[u8], entries: &[Entry]) -> bool {
        let mut done = 0;
        loop {
            match check_some(bytes, bytes.len() as u64, entries, done, most) {
                Ok(all) if all == entries.len() => return true,
                Ok(some) if some > done => done = some,
                Ok(_) => panic!("it stands still at {done}"),
                Err(_) => return false,
            }
        }
    }

    #[test]
    fn what_was_written_is_read_again() {
        let png = [b"\x89PNG".as_slice(), &[7; 999]].concat();
        let text = "a line\n".repeat(99);
        let files = [
            ("a/été 1.png", png.as_slice()),
            ("b.txt", text.as_bytes()),
            ("c", b""),
        ];
        let (bytes, entries) = archive(&files);
        assert!(is_whole(&bytes, &entries));
        let some =
            |from, most| check_some(bytes.as_slice(), bytes.len() as u64, &entries, from, most);
        assert_eq!(some(0, 1003).expect("the PNG"), 1);
        assert_eq!(some(0, 1004).expect("the text too"), 2);
        assert_eq!(some(1, 1).expect("the text"), 2);
        assert!(bytes.windows(png.len()).any(|window| window == png));
        assert!(bytes.len() < png.len() + text.len());
    }

    #[test]
    fn any_byte_that_changed_is_noticed() {
        let (bytes, entries) = archive(&[("a.txt", b"some words"), ("b.png", b"\x89PNG other")]);
        let places = |needle: &[u8]| bytes.windows(needle.len()).position(|w| w == needle);
        let at = places(b"\x89PNG other").expect("the stored file");
        for at in [at, at + 6, at + 9] {
            let mut broken = bytes.clone();
            broken[at] ^= 1;
            assert!(!is_whole(&broken, &entries), "byte {at}");
        }
        for length in 0..bytes.len() {
            assert!(!is_whole(&bytes[..length], &entries), "{length} bytes");
        }
        assert!(!is_whole(&bytes, &entries[..1]));
        assert!(!is_whole(
            &bytes,
            &[entries.clone(), entries.clone()].concat()
        ));
    }

    #[test]
    fn no_path_leads_out_and_none_is_there_twice() {
        let mut archive = Archive::new(Vec::new());
        for path in [
            "",
            "../a",
            "/a",
            "a//b",
            "a/..",
            "C:\\a",
            "a/con.txt",
            "a\\b",
            "a\u{202e}b",
        ] {
            let refused = archive.add(path, b"");
            assert!(matches!(refused, Err(ZipProblem::BadPath(_))), "{path:?}");
        }
        archive.add("a/É.txt", b"").expect("a file");
        let again = archive.add("A/é.TXT", b"");
        assert!(matches!(again, Err(ZipProblem::Twice(_))));
    }

    #[test]
    fn beyond_four_gigabytes_offsets_are_those_of_zip64() {
        let mut archive = Archive::after(Vec::new(), 5 << 30);
        archive.add("late.txt", b"words").expect("a file");
        let (bytes, _) = archive.finish().expect("an archive");
        assert!(bytes.windows(4).any(|window| window == b"PK\x06\x06"));
    }

    #[test]
    fn more_files_than_sixteen_bits_count_are_all_there() {
        let mut archive = Archive::new(Vec::new());
        for number in 0..if cfg!(miri) { 100 } else { 70_000 } {
            archive.add(&format!("{number}"), b"").expect("a file");
        }
        let (bytes, entries) = archive.finish().expect("an archive");
        assert!(is_whole(&bytes, &entries));
    }
}
