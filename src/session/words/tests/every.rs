//! Everything that can be said. Every variant of every enum is listed, or this does not
//! compile.

use super::super::*;
use super::files::files;
use crate::answer::Problem as AnswerProblem;
use crate::export::EncodeProblem;
use crate::gemini::task::Task;
use crate::gemini::{Bill, Cost, Failure, Finish, Notice, Part, Timeout, Usage};
use crate::geometry::Size;
use crate::mask::{Fit, Frame, MaskProblem, Note, Refine, Stray};
use crate::picture::{Format, PictureProblem, Trait};
use crate::session::EditProblem;
use crate::session::{Answering, Called, Deed, Giver, Keep, Mark, Object, Pair};
use crate::session::{Sameness, These, Tool};
use std::time::Duration;

/// One value or several for each variant, and a compiler that counts them.
macro_rules! each {
    ($enum:ty: $($pattern:pat => $($value:expr),+;)+) => {{
        let _counted = |value: &$enum| match value {
            $($pattern => {})+
        };
        vec![$($($value),+),+]
    }};
}
pub(super) use each;

fn labelled(problem: impl Fn(Option<String>) -> AnswerProblem) -> [AnswerProblem; 2] {
    [problem(None), problem(Some("cup".to_owned()))]
}

fn failures() -> Vec<Failure> {
    let wait = Duration::from_secs(17);
    let google = || "bad schema".to_owned();
    each! { Failure:
        Failure::Offline => Failure::Offline;
        Failure::NoNetwork => Failure::NoNetwork;
        Failure::Interrupted => Failure::Interrupted;
        Failure::TimedOut(Timeout::Begin(_) | Timeout::Idle(_) | Timeout::Total(_)) =>
            Failure::TimedOut(Timeout::Begin(30)),
            Failure::TimedOut(Timeout::Idle(45)),
            Failure::TimedOut(Timeout::Total(600));
        Failure::KeyRefused => Failure::KeyRefused;
        Failure::KeyExpired => Failure::KeyExpired;
        Failure::KeyLeaked => Failure::KeyLeaked;
        Failure::KeyRestricted => Failure::KeyRestricted;
        Failure::KeyElsewhere => Failure::KeyElsewhere;
        Failure::KeyForOthers => Failure::KeyForOthers;
        Failure::ServiceDisabled => Failure::ServiceDisabled;
        Failure::NotPermitted(_) => Failure::NotPermitted(google()), Failure::NotPermitted(String::new());
        Failure::Suspended => Failure::Suspended;
        Failure::Region => Failure::Region;
        Failure::FreeTierRegion => Failure::FreeTierRegion;
        Failure::BillingOff => Failure::BillingOff;
        Failure::UnknownModel => Failure::UnknownModel;
        Failure::TooLarge => Failure::TooLarge;
        Failure::DayQuota => Failure::DayQuota;
        Failure::PaidOnly => Failure::PaidOnly;
        Failure::MinuteQuota(_) => Failure::MinuteQuota(None), Failure::MinuteQuota(Some(wait));
        Failure::NoCredit => Failure::NoCredit;
        Failure::SpendingCap => Failure::SpendingCap;
        Failure::Unavailable(_) => Failure::Unavailable(503), Failure::Unavailable(504);
        Failure::BackIn(..) => Failure::BackIn(503, wait);
        Failure::Rejected(_) => Failure::Rejected(google());
        Failure::NotAReply(_) => Failure::NotAReply(200);
    }
}

fn answer_problems() -> Vec<AnswerProblem> {
    use AnswerProblem as P;
    let list: Vec<Vec<P>> = each! { P:
        P::CutObject(_) => labelled(P::CutObject).to_vec();
        P::CutList => vec![P::CutList];
        P::BrokenObject(_) => labelled(P::BrokenObject).to_vec();
        P::LoopingMask(_) => labelled(P::LoopingMask).to_vec();
        P::LoopingText => vec![P::LoopingText];
        P::LoopingObjects => vec![P::LoopingObjects];
        P::FarBoxes(_) => vec![P::FarBoxes(1), P::FarBoxes(8)];
        P::TooManyObjects(_) => vec![P::TooManyObjects(12)];
        P::TooLong => vec![P::TooLong];
        P::TooLongText(_) => labelled(P::TooLongText).to_vec();
        P::TooDeep => vec![P::TooDeep];
        P::TooManyValues => vec![P::TooManyValues];
        P::OnlyTokens(_) => vec![P::OnlyTokens(64)];
        P::NoObjects => vec![P::NoObjects];
        P::Empty => vec![P::Empty];
    };
    list.concat()
}

pub(super) fn mask_problems() -> Vec<MaskProblem> {
    use MaskProblem as P;
    each! { P:
        P::Absent => P::Absent;
        P::Tokens(_) => P::Tokens(3);
        P::Other(
            Stray::Object | Stray::Flag | Stray::Number | Stray::LongText | Stray::FlagRow
            | Stray::List
        ) => P::Other(Stray::Object), P::Other(Stray::Flag), P::Other(Stray::Number),
            P::Other(Stray::LongText), P::Other(Stray::FlagRow), P::Other(Stray::List);
        P::BadBase64 => P::BadBase64;
        P::TooLong(_) => P::TooLong(9 << 20);
        P::NotAPicture => P::NotAPicture;
        P::UnreadFormat(_) => P::UnreadFormat("TIFF");
        P::BrokenPng => P::BrokenPng;
        P::Broken(_) => P::Broken("WebP");
        P::TooLarge { .. } => P::TooLarge { width: 9000, height: 8000 };
        P::TooCostly => P::TooCostly;
        P::NoBox => P::NoBox;
        P::NoValues => P::NoValues;
        P::RaggedRows { .. } => P::RaggedRows { row: 3, length: 15, first: 16 };
        P::TooFewVertices => P::TooFewVertices;
        P::TooManyVertices(_) => P::TooManyVertices(30_000);
        P::TooManyRings(_) => P::TooManyRings(2500);
        P::BadVertex => P::BadVertex;
        P::NoRoom => P::NoRoom;
    }
}

fn notes() -> Vec<Note> {
    let fit = |frame| Fit {
        frame,
        documented: 3,
        fitting: 17,
        of: 20,
    };
    each! { Note:
        Note::Partial { .. } => Note::Partial { rows: 100, of: 256 };
        Note::Damaged => Note::Damaged;
        Note::WholePicture => Note::WholePicture;
        Note::OtherFrame(Fit { frame: Frame::Picture | Frame::PictureSwapped | Frame::Box, .. }) =>
            Note::OtherFrame(fit(Frame::Picture)),
            Note::OtherFrame(fit(Frame::PictureSwapped)),
            Note::OtherFrame(fit(Frame::Box));
        Note::OutsideBox(_) => Note::OutsideBox(fit(Frame::Picture));
        Note::DroppedRings { .. } => Note::DroppedRings { dropped: 2, of: 5 };
    }
}

fn picture_problems() -> Vec<PictureProblem> {
    use PictureProblem as P;
    each! { P:
        P::Empty => P::Empty;
        P::NotAPicture => P::NotAPicture;
        P::Svg => P::Svg;
        P::TooManyBytes(_) => P::TooManyBytes(300 << 20);
        P::TooManyPixels { .. } => P::TooManyPixels { width: 50_000, height: 40_000 };
        P::Undecodable(
            Format::Jpeg | Format::Png | Format::Webp | Format::Gif | Format::Bmp | Format::Avif
            | Format::Heic
        ) => P::Undecodable(Format::Avif), P::Undecodable(Format::Heic);
    }
}

fn finishes() -> Vec<Finish> {
    let reasons = [
        "SAFETY",
        "RECITATION",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "CANCELLED",
        "REQUIRES_ACTION",
        "BUDGET_EXCEEDED",
        "FAILED",
        "LANGUAGE",
    ];
    let stopped = reasons.map(|reason| Finish::Stopped(reason.to_owned()));
    let list: Vec<Vec<Finish>> = each! { Finish:
        Finish::Stop => Vec::new();
        Finish::MaxTokens => vec![Finish::MaxTokens];
        Finish::Blocked(_) => vec![Finish::Blocked("IMAGE_SAFETY".to_owned())];
        Finish::Stopped(_) => stopped.to_vec();
    };
    list.concat()
}

fn deeds() -> Vec<Deed> {
    let these = || These::Several(3);
    let cup = || Called::Label("cup".to_owned());
    let none = Refine::default();
    let refined = |refine| Deed::Refine(These::All, refine);
    let drawn = |tool, erase, on| Deed::Draw { tool, erase, on };
    each! { Deed:
        Deed::Show(_) => Deed::Show(These::One(Called::Number(3)));
        Deed::Hide(_) => Deed::Hide(these());
        Deed::ShowOnly(_) => Deed::ShowOnly(these());
        Deed::ShowAll => Deed::ShowAll;
        Deed::Rename(..) => Deed::Rename(these(), "cup".to_owned());
        Deed::Unname(_) => Deed::Unname(these());
        Deed::Classify(..) => Deed::Classify(these(), "ware".to_owned());
        Deed::Unclassify(_) => Deed::Unclassify(these());
        Deed::Recolor(_) => Deed::Recolor(these());
        Deed::UsualColor(_) => Deed::UsualColor(these());
        Deed::Delete(_) => Deed::Delete(these());
        Deed::Refine(..) => refined(none),
            refined(Refine { grow: 4, ..none }),
            refined(Refine { grow: -4, ..none }),
            refined(Refine { smooth: 4, ..none }),
            refined(Refine { fill_holes: true, ..none }),
            refined(Refine { specks: 4, ..none }),
            refined(Refine { specks: 4, smooth: 4, ..none });
        Deed::Draw { tool: Tool::Brush | Tool::Lasso, .. } =>
            drawn(Tool::Brush, false, None),
            drawn(Tool::Brush, false, Some(cup())),
            drawn(Tool::Brush, true, Some(cup())),
            drawn(Tool::Lasso, false, None),
            drawn(Tool::Lasso, false, Some(Called::Number(2))),
            drawn(Tool::Lasso, true, Some(cup()));
        Deed::Unite(_) => Deed::Unite([cup(), Called::Number(2)]);
        Deed::UniteAll(_) => Deed::UniteAll(these());
        Deed::Split(_) => Deed::Split(these());
        Deed::Merge => Deed::Merge;
        Deed::Import => Deed::Import;
        Deed::Ask(_) => Deed::Ask("gemini-9".to_owned());
        Deed::Open => Deed::Open;
        Deed::Continue => Deed::Continue;
        Deed::Compare(_) => Deed::Compare("gemini-9".to_owned());
        Deed::Keep(_) => Deed::Keep(Keep::First),
            Deed::Keep(Keep::Second),
            Deed::Keep(Keep::Union),
            Deed::Keep(Keep::Intersection);
        Deed::Threshold { .. } => Deed::Threshold { from: 127, to: 90 };
        Deed::FieldOfView { .. } => Deed::FieldOfView { from: 60, to: 75 };
        Deed::Undo => Deed::Undo;
        Deed::Redo => Deed::Redo;
        Deed::Go(_) => Deed::Go(7);
    }
}

fn marks() -> Vec<Mark> {
    let cup = || Called::Label("cup".to_owned());
    let iou = Sameness::Iou(0.914);
    let place = Sameness::Place;
    let paired = |is_second, other, by| Mark::Paired {
        is_second,
        other,
        by,
    };
    each! { Mark:
        Mark::Double { by: Sameness::Iou(_) | Sameness::Place, .. } =>
            Mark::Double { of: cup(), by: iou },
            Mark::Double { of: Called::Number(2), by: place };
        Mark::Alone { .. } => Mark::Alone { is_second: false }, Mark::Alone { is_second: true };
        Mark::Paired { .. } => paired(false, Some(cup()), iou),
            paired(true, None, iou),
            paired(false, None, place),
            paired(true, Some(Called::Number(2)), place);
    }
}

fn givers() -> Vec<Giver> {
    each! { Giver:
        Giver::Nobody => Giver::Nobody;
        Giver::Model(_) => Giver::Model("gemini-2.5-flash".to_owned());
        Giver::Saved => Giver::Saved;
        Giver::Both => Giver::Both;
    }
}

/// Objects of every kind but masks that are whole.
fn objects() -> Vec<Object> {
    let text = r#"[{"label": "cup", "point": [100, 200]}, {"box_2d": [0, 0, 500, 250]},
        {"label": "cup", "box_2d": "none", "mask": [[0, 0], [9, 0], [0, 9]]},
        {"label": "cup", "box_2d": [1, 2], "mask": null},
        {"label": "cup", "box_2d": null}, {"box_2d": [0, 0, 9, 9], "mask": [[false]]},
        {"box_3d": [0.1, 2.5, 0.3, 1.2, 0.8, 0.5, 0, 0, 30], "label": "cup"}]"#;
    let size = Size::new(1000, 1000).expect("a size");
    let objects = Answering::new(size, 127).read(Part::Text(text.to_owned()));
    assert_eq!(objects.len(), 7);
    objects
}

fn bills(tongue: Tongue) -> Vec<String> {
    let usage = |thinking, picture| Usage {
        prompt: 12_345,
        answer: 340,
        thinking,
        picture,
    };
    let cost = Some(Cost(2250));
    let all = |calls, unpriced| Bill {
        calls,
        tokens: 1_234_567,
        cost: Cost(7000),
        unpriced,
    };
    vec![
        bill(tongue, usage(60, Some(1120)), cost, &all(1, 0)),
        bill(tongue, usage(0, None), None, &all(2, 1)),
        bill(tongue, usage(0, None), None, &all(3, 3)),
        bill(tongue, usage(7, None), cost, &all(3, 0)),
    ]
}

fn outcomes() -> Vec<Outcome> {
    let all = [0, 1, 2].map(|objects| Outcome {
        objects,
        earlier: 1,
        ..Outcome::default()
    });
    all.to_vec()
}

/// Everything that can be said.
pub(super) fn everything(tongue: Tongue) -> Vec<Message> {
    let mut said = Vec::new();
    let mut plain: Vec<String> = Vec::new();
    for problem in failures() {
        said.push(failure(tongue, &problem));
        plain.push(again(tongue, &problem, 2, true));
        plain.push(again(tongue, &problem, 1, false));
    }
    for problem in answer_problems() {
        said.extend([0, 1, 5].map(|objects| answer::answer(tongue, &problem, objects)));
        said.extend(while_streaming(tongue, &problem));
    }
    let outcomes = outcomes();
    for reason in finishes() {
        let of = |outcome| finish::finish(tongue, &reason, outcome);
        said.extend(outcomes.iter().filter_map(of));
    }
    for one in &outcomes {
        said.extend(outcome(tongue, one));
        said.push(cancelled(tongue, one));
        said.extend(doubles(tongue, one.objects));
    }
    let not_edited = each! { EditProblem:
        EditProblem::NoRoom => EditProblem::NoRoom;
        EditProblem::TooFrayed => EditProblem::TooFrayed;
        EditProblem::Coming => EditProblem::Coming;
    };
    said.extend(not_edited.into_iter().map(|one| not_done(tongue, one)));
    said.push(elsewhere(tongue));
    for problem in picture_problems() {
        said.push(picture(tongue, "photo.jpg", problem));
    }
    let traits = each! { Trait:
        Trait::Animated => Trait::Animated;
        Trait::SixteenBit => Trait::SixteenBit;
        Trait::Cmyk => Trait::Cmyk;
    };
    said.extend(traits.into_iter().map(|one| picture_trait(tongue, one)));
    let (old, new) = ("gemini-2.5-flash", "gemini-9-lite");
    let notices = each! { Notice:
        Notice::Model(_) => Notice::Model(new.to_owned());
        Notice::Retires(_) => Notice::Retires(None), Notice::Retires(Some("2026-12-09T00".to_owned()));
    };
    said.extend(model(tongue, old, &notices, "2026-11-24"));
    said.extend(model(tongue, old, &[], "2026-11-24"));
    said.extend(model(tongue, old, &[], "2026-12-24"));
    let pair = Pair {
        first: 0,
        second: 0,
        by: Sameness::Iou(0.75),
    };
    said.push(compared(tongue, [3, 2], &[pair]));
    said.push(compared(tongue, [3, 2], &[pair, pair]));
    said.push(compared(tongue, [3, 2], &[]));

    plain.extend(
        mask_problems()
            .into_iter()
            .map(|one| mask::mask_problem(tongue, one)),
    );
    plain.extend(notes().into_iter().map(|one| mask::mask_note(tongue, one)));
    plain.extend(deeds().iter().map(|one| step(tongue, one)));
    plain.extend(marks().iter().map(|one| mark(tongue, one)));
    plain.extend(givers().iter().map(|one| sides(tongue, one, one)));
    for object in objects() {
        let wanted = Task::ALL.map(Some).into_iter().chain([None]);
        plain.extend(wanted.filter_map(|wanted| about(tongue, &object, wanted)));
    }
    plain.extend(Task::ALL.map(|one| task(tongue, one)));
    plain.extend(bills(tongue));
    let full = EncodeProblem::Png(std::io::Error::other("0").into());
    plain.push(unwritten(tongue, &full));
    plain.extend([lost_answer, lost_picture, lost_question].map(|of| of(tongue)));
    said.extend(plain.into_iter().map(Message::note));
    said.extend(files(tongue));
    said
}
