//! Pictures' files without what they say beside their pixels: JPEG, PNG and
//! WebP. Nothing is added, and what was taken once is not there a second time.
//!
//! Input: the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masque::picture::without_metadata;

fuzz_target!(|bytes: &[u8]| {
    let kept = without_metadata(bytes);
    assert!(kept.len() <= bytes.len(), "the file became longer");
    // Each byte that is kept stands in its place among the others, but for the size
    // and the flags of a WebP.
    if !bytes.starts_with(b"RIFF") {
        let mut rest = bytes.iter();
        assert!(kept.iter().all(|byte| rest.any(|other| other == byte)));
    }
    assert_eq!(without_metadata(&kept), kept, "it is not done at once");
});
