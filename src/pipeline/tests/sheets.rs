//! What is done with several pictures at once: exports and imports. Judged by the
//! archives' own readers elsewhere; here by what goes in and what comes out.

use super::super::plan::{How, Plan, Preview, Taken, Wanted, Which};
use super::super::{Pipeline, Sheets};
use super::{SIDE, answer, ended};
use crate::export::Format;
use crate::pipeline::message::{Described, Ending, Reply, Request, Row};

pub(super) fn ask(
    sheets: &mut Sheets,
    sheet: u32,
    request: Request,
    bytes: &[u8],
) -> (Reply, Vec<u8>) {
    sheets.handle(sheet, request, bytes.to_vec(), &mut |_strip| {})
}

/// A picture with one answer, for each of these labels.
pub(super) fn with_answers(labels: &[&str]) -> Sheets {
    let mut sheets = Sheets::default();
    for (label, sheet) in labels.iter().zip(1..) {
        let begin = Request::Begin {
            width: SIDE,
            height: SIDE,
            threshold: 50,
            degrees: 60,
            is_live: false,
        };
        ask(&mut sheets, sheet, begin, &[]);
        ask(&mut sheets, sheet, Request::Saved, &answer(label));
        ask(&mut sheets, sheet, ended(Ending::Done), &[]);
    }
    sheets
}

pub(super) fn taken(sheet: u32, name: &str) -> Taken {
    Taken {
        sheet,
        name: name.to_owned(),
        size: [SIDE, SIDE],
        is_plain: name.ends_with(".png"),
        objects: 0,
    }
}

pub(super) fn plan(format: Format, pictures: Vec<Taken>) -> Plan {
    Plan {
        pictures,
        which: Which::All,
        how: How {
            format: format.id().to_owned(),
            pictures: false,
            ..How::default()
        },
        ..Plan::default()
    }
}

/// What a plan comes to: the same before it is begun and when it is.
fn planned(sheets: &mut Sheets, plan: Plan) -> Preview {
    let before = ask(sheets, 1, Request::Preview(plan.clone()), &[]).0;
    match ask(sheets, 1, Request::Export(plan), &[]).0 {
        Reply::Planned(preview) => {
            assert_eq!(Reply::Planned(preview.clone()), before);
            preview
        }
        other => panic!("{other:?} instead of a plan"),
    }
}

/// All bytes of an export; what is wanted is given by `give`.
pub(super) fn exported(
    sheets: &mut Sheets,
    plan: Plan,
    mut give: impl FnMut(Wanted) -> (Option<[u32; 2]>, Vec<u8>),
) -> (usize, Vec<u8>) {
    planned(sheets, plan.clone());
    // One that goes on is not touched by what else might be exported.
    let other = Plan {
        pictures: Vec::new(),
        ..plan
    };
    let previewed = ask(sheets, 1, Request::Preview(other), &[]).0;
    assert!(matches!(previewed, Reply::Planned(_)), "{previewed:?}");
    let (mut all, mut next) = (Vec::new(), (Request::Next, Vec::new()));
    loop {
        let (reply, bytes) = ask(sheets, 1, next.0, &next.1);
        all.extend(bytes);
        next = match reply {
            Reply::Piece { .. } => (Request::Next, Vec::new()),
            Reply::Wanted(wanted) => {
                let (size, bytes) = give(wanted);
                (Request::Give(size), bytes)
            }
            Reply::Exported(files) => return (files, all),
            other => panic!("{other:?} instead of a piece"),
        };
    }
}

pub(super) fn nothing(wanted: Wanted) -> (Option<[u32; 2]>, Vec<u8>) {
    panic!("{wanted:?}")
}

fn rows(sheets: &mut Sheets, sheet: u32) -> Vec<Row> {
    match ask(sheets, sheet, Request::Tell, &[]).0 {
        Reply::All(shown) => shown.rows,
        other => panic!("{other:?} instead of rows"),
    }
}

#[test]
fn one_file_comes_as_it_is_and_several_as_an_archive_that_is_whole() {
    let mut sheets = with_answers(&["cup", "spoon"]);
    let both = || vec![taken(1, "a.png"), taken(2, "b.png")];
    let (files, coco) = exported(&mut sheets, plan(Format::Coco, both()), nothing);
    assert_eq!(files, 1);
    let coco = String::from_utf8(coco).expect("UTF-8");
    assert!(
        coco.contains("\"cup\"") && coco.contains("\"spoon\""),
        "{coco}"
    );

    let mut with_pictures = plan(Format::Coco, both());
    with_pictures.how.pictures = true;
    let preview = planned(&mut sheets, with_pictures.clone());
    assert_eq!((preview.files, preview.objects), (3, 2));
    let mut wanted = Vec::new();
    let (files, archive) = exported(&mut sheets, with_pictures, |one| {
        wanted.push(one);
        (None, b"\x89PNG whatever is in it".to_vec())
    });
    assert_eq!(wanted, [Wanted::File(0), Wanted::File(1)]);
    assert_eq!(files, 3);
    let length = archive.len() as u64;
    for from in 0..=files {
        let checked = sheets.check(archive.as_slice(), length, from);
        assert_eq!(checked, Reply::Checked(files));
    }
    let mut broken = archive.clone();
    let at = archive.len() / 2;
    broken[at] ^= 1;
    let checked = sheets.check(broken.as_slice(), length, 0);
    assert!(matches!(checked, Reply::Refused(_)), "{checked:?}");
}

#[test]
fn what_a_pictures_file_says_beside_its_pixels_goes_along_only_where_that_is_asked() {
    let mut sheets = with_answers(&["cup"]);
    let mut plan = plan(Format::Coco, vec![taken(1, "a.png")]);
    plan.how.pictures = true;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x04tEXthereCRC.\0\0\0\0IENDCRC.";
    for is_asked in [false, true] {
        plan.how.metadata = is_asked;
        let (_, archive) = exported(&mut sheets, plan.clone(), |_| (None, png.to_vec()));
        let has_text = archive.windows(8).any(|bytes| bytes == b"tEXthere");
        assert_eq!(has_text, is_asked);
    }
}

#[test]
fn a_picture_that_is_not_plain_is_written_anew() {
    let mut sheets = with_answers(&["cup"]);
    let mut plan = plan(Format::Coco, vec![taken(1, "a.heic")]);
    plan.how.pictures = true;
    let pixels = [7; (SIDE * SIDE * 4) as usize];
    let mut wanted = Vec::new();
    let (_, archive) = exported(&mut sheets, plan.clone(), |one| {
        wanted.push(one);
        (Some([SIDE, SIDE]), pixels.to_vec())
    });
    assert_eq!(wanted, [Wanted::Pixels(0)]);
    assert!(archive.windows(5).any(|name| name == b"a.png"));
    // What is not what was wanted ends it.
    planned(&mut sheets, plan);
    let mut next = Request::Next;
    let refused = loop {
        match ask(&mut sheets, 1, next, b"too short").0 {
            Reply::Wanted(_) => next = Request::Give(Some([SIDE, SIDE])),
            Reply::Piece { .. } => next = Request::Next,
            other => break other,
        }
    };
    assert!(matches!(refused, Reply::Failed(_)), "{refused:?}");
}

#[test]
fn what_is_hidden_or_not_chosen_is_left_out_where_that_is_asked() {
    let mut sheets = with_answers(&["cup", "spoon"]);
    let id = rows(&mut sheets, 2)[0].id;
    let hide = crate::session::Edit::Show {
        ids: vec![id],
        shown: false,
    };
    ask(&mut sheets, 2, Request::Edit(hide), &[]);
    let both = plan(Format::Coco, vec![taken(1, "a.png"), taken(2, "b.png")]);
    let of = |which: Which| Plan {
        which,
        ..both.clone()
    };
    assert_eq!(planned(&mut sheets, both.clone()).objects, 2);
    let labels = |preview: Preview| preview.labels;
    let shown = planned(&mut sheets, of(Which::Shown));
    assert_eq!(labels(shown), [("cup".to_owned(), 1)]);
    let chosen = planned(&mut sheets, of(Which::These(2, vec![id])));
    assert_eq!(labels(chosen), [("spoon".to_owned(), 1)]);
}

#[test]
fn what_was_exported_comes_back_bit_for_bit() {
    for format in [Format::Masque, Format::Coco] {
        let mut sheets = with_answers(&["cup", "spoon"]);
        let both = || vec![taken(1, "a.png"), taken(2, "b.png")];
        let (_, file) = exported(&mut sheets, plan(format, both()), nothing);
        let mut other = Sheets::default();
        let import = Request::Import {
            name: "file.json".to_owned(),
            pictures: vec![taken(7, "b.png"), taken(3, "a.png"), taken(4, "c.png")],
        };
        let (reply, _) = ask(&mut other, 3, import, &file);
        let Reply::Import {
            sheets: there,
            messages,
            unmatched,
        } = reply
        else {
            panic!("{reply:?} instead of an import");
        };
        assert_eq!(there, [(3, 1), (7, 1)]);
        assert!(messages.is_empty() && unmatched.is_empty(), "{messages:?}");
        for (place, (sheet, _)) in there.into_iter().enumerate() {
            let (reply, part) = ask(&mut other, 3, Request::Imported(place), &[]);
            assert_eq!(reply, Reply::File);
            let (laid, _) = ask(&mut other, sheet, Request::Lay, &part);
            assert!(matches!(laid, Reply::Laid { messages, .. } if messages.is_empty()));
        }
        let again = plan(format, vec![taken(3, "a.png"), taken(7, "b.png")]);
        let (_, again) = exported(&mut other, again, nothing);
        assert_eq!(again, file, "{format:?}");
        // It is a step, and can be taken back.
        ask(
            &mut other,
            3,
            Request::Edit(crate::session::Edit::Undo),
            &[],
        );
        assert!(rows(&mut other, 3).is_empty());
    }
}

#[test]
fn a_name_that_fits_no_picture_is_told() {
    let mut sheets = with_answers(&["cup"]);
    let (_, file) = exported(
        &mut sheets,
        plan(Format::Masque, vec![taken(1, "a.png")]),
        nothing,
    );
    let import = |pictures: Vec<Taken>| Request::Import {
        name: "file.json".to_owned(),
        pictures,
    };
    for (pictures, fits) in [
        (vec![taken(1, "a.png")], true),
        (vec![taken(1, "A.jpg")], true),
        (vec![taken(1, "b.png")], false),
        (vec![taken(1, "a.jpg"), taken(2, "a.webp")], false),
        (vec![], false),
    ] {
        let names = pictures.clone();
        let (reply, _) = ask(&mut sheets, 1, import(pictures), &file);
        let Reply::Import {
            sheets: there,
            messages,
            unmatched,
        } = reply
        else {
            panic!("{reply:?} instead of an import");
        };
        assert_eq!(!there.is_empty(), fits, "{names:?}");
        assert_eq!(unmatched.is_empty(), fits, "{names:?}");
        assert_eq!(messages.is_empty(), fits, "{messages:?}");
    }
    let other_size = Taken {
        size: [9, 9],
        ..taken(1, "a.png")
    };
    let (reply, _) = ask(&mut sheets, 1, import(vec![other_size]), &file);
    assert!(matches!(reply, Reply::Import { sheets, .. } if sheets.is_empty()));
    // What is of no format that is known may be an answer; what is XML is not.
    for (file, may_be_answer) in [
        (&b"[{\"box_2d\": [1, 2, 3, 4]}]"[..], true),
        (
            br#"{"format": "masque", "version": 99, "pictures": []}"#,
            false,
        ),
    ] {
        let (reply, _) = ask(&mut sheets, 1, import(vec![]), file);
        let Reply::NotImported { is_other, .. } = reply else {
            panic!("{reply:?}");
        };
        assert_eq!(is_other, may_be_answer);
    }
}

#[test]
fn an_object_is_told_as_a_path_and_as_json() {
    let mut sheets = with_answers(&["cup"]);
    let id = rows(&mut sheets, 1)[0].id;
    let mut text = |how| {
        let file = "a.png".to_owned();
        let (reply, text) = ask(&mut sheets, 1, Request::Describe { id, how, file }, &[]);
        assert_eq!(reply, Reply::File);
        String::from_utf8(text).expect("UTF-8")
    };
    assert_eq!(text(Described::Path), "M0 0h4v4h-4z");
    let json = text(Described::Json);
    let read = crate::export::read::masque(json.as_bytes()).expect("Masque's JSON");
    assert_eq!(read.pictures[0].things[0].label, "cup");
}

#[test]
fn a_picture_behind_cut_outs_is_used() {
    let mut sheets = with_answers(&["cup"]);
    let pixels = vec![9; 4 * 4 * 4];
    let (reply, _) = ask(&mut sheets, 1, Request::Backdrop([4, 4]), &pixels);
    assert_eq!(reply, Reply::Done);
    let (reply, _) = ask(&mut sheets, 1, Request::Backdrop([5, 5]), &pixels);
    assert!(matches!(reply, Reply::Failed(_)));
    // Alone, a pipeline knows of no export.
    let alone = Pipeline::default().handle(Request::Next, Vec::new(), &mut |_strip| {});
    assert!(matches!(alone.0, Reply::Failed(_)));
}

#[test]
fn pictures_that_are_not_known_here_are_not_exported_without_their_objects() {
    let mut sheets = with_answers(&["cup"]);
    let known = Taken {
        objects: 1,
        ..taken(1, "a.png")
    };
    let lost = Taken {
        objects: 3,
        ..taken(2, "b.png")
    };
    planned(&mut sheets, plan(Format::Coco, vec![known.clone()]));
    let both = plan(Format::Coco, vec![known, lost]);
    let (reply, _) = ask(&mut sheets, 1, Request::Export(both), &[]);
    assert!(matches!(reply, Reply::Failed(_)), "{reply:?}");
    let (reply, _) = ask(&mut sheets, 1, Request::Next, &[]);
    assert!(matches!(reply, Reply::Failed(_)), "{reply:?}");
}
