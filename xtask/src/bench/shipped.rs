//! The worker that ships, as a person meets it: the first answer, the slider,
//! a slow machine, the page's own thread, memory.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::contenders::{ALL, Contender, Place};
use super::contest::{Case, THRESHOLD};
use super::findings::Findings;
use super::setting::{Setting, numbers};

/// How much slower a machine is made.
pub const RATES: [u32; 3] = [1, 4, 6];

/// How a step is made: all masks cut anew, or only what the screen shows.
pub const WAYS: [&str; 2] = ["exact", "dragging"];

/// The answers: what they are called, and how their files begin and end.
const ANSWERS: [(&str, &str); 2] = [("hard", "50-hard.txt"), ("soft", "50-soft.txt")];

/// Steps in one call to the page: a call must end before the driver gives up.
const STEPS_AT_A_TIME: usize = 10;

/// Another threshold than the usual, at which a step is checked.
const STEP: u8 = 200;

/// Measures all of it, in the picture of 12 megapixels unless said.
///
/// # Errors
/// When a program fails, or a step shows other masks than it must.
pub fn measure(setting: &mut Setting, quick: bool, findings: &mut Findings) -> Result<()> {
    first_answers(setting, if quick { 1 } else { 9 }, findings)?;
    steps(setting, if quick { 30 } else { 100 }, findings)?;
    tasks(setting, findings)?;
    let pictures: &[&str] = if quick { &["12MP"] } else { &["12MP", "48MP"] };
    for picture in pictures {
        memory(setting, picture, findings)?;
    }
    Ok(())
}

/// The first answer in a fresh browser, cold and after a warm-up.
fn first_answers(setting: &mut Setting, browsers: usize, findings: &mut Findings) -> Result<()> {
    for (kind, answer) in ANSWERS {
        setting.exact(&case(kind), THRESHOLD)?;
        for (how, is_warm) in [("cold", false), ("warmed up", true)] {
            for _ in 0..browsers {
                setting.open()?;
                setting.load_page("12MP", answer, false)?;
                let times = setting.call("first", &json!([is_warm]))?;
                if times[2] != 0 {
                    bail!(
                        "A first answer ({kind}, {how}) shows {} wrong pixels",
                        times[2]
                    );
                }
                add(findings, format!("first {kind} {how}"), &json!([times[0]]))?;
                if is_warm {
                    add(findings, "warm-up".to_owned(), &json!([times[1]]))?;
                }
            }
        }
    }
    println!("  first answers");
    Ok(())
}

/// Threshold steps, each repainted, at every rate.
fn steps(setting: &mut Setting, times: usize, findings: &mut Findings) -> Result<()> {
    for (kind, answer) in ANSWERS {
        check_steps(setting, kind)?;
        setting.load_page("12MP", answer, false)?;
        for rate in RATES {
            for (place, how) in ways() {
                throttle(setting, rate)?;
                for first in (0..times).step_by(STEPS_AT_A_TIME) {
                    let found =
                        setting.call("steps", &json!([place, how, first, STEPS_AT_A_TIME]))?;
                    add(
                        findings,
                        format!("step {kind} {how} {place} {rate}"),
                        &found,
                    )?;
                }
                throttle(setting, 1)?;
            }
        }
    }
    println!("  threshold steps");
    Ok(())
}

/// Holds a step against Pillow's masks, wherever and however it is made. The page
/// is a fresh one, with everything compiled before the first step that counts.
fn check_steps(setting: &mut Setting, kind: &'static str) -> Result<()> {
    let case = case(kind);
    setting.load(&case)?;
    let exact = setting.exact(&case, STEP)?;
    let check = json!({"do": "check", "contender": "masks",
        "answer": case.answer(), "threshold": STEP});
    if setting.python.ask(&check)?["masks"] != exact["masks"] {
        bail!("At threshold {STEP} our {kind} masks are not those that Pillow makes");
    }
    for (place, how) in ways() {
        let wrong = setting.call("mismatchesAt", &json!([place, how, STEP]))?;
        if wrong.as_u64() != Some(0) {
            bail!("A step to {STEP} ({kind}, {place}, {how}) shows {wrong} wrong pixels");
        }
        setting.call("steps", &json!([place, how, 0, 20]))?;
    }
    Ok(())
}

/// 50 masks in a picture of 12 megapixels.
fn case(kind: &'static str) -> Case {
    Case {
        picture: "12MP",
        masks: 50,
        kind,
        rounds: 1,
    }
}

/// Where a step is made, and how.
fn ways() -> impl Iterator<Item = (&'static str, &'static str)> {
    let places = ["page", "shipped"].into_iter();
    places.flat_map(|place| WAYS.map(|how| (place, how)))
}

/// Long tasks of the page's own thread.
fn tasks(setting: &mut Setting, findings: &mut Findings) -> Result<()> {
    for (kind, answer) in ANSWERS {
        for rate in [1, 4] {
            setting.open()?;
            setting.call("start", &json!(["shipped"]))?;
            setting.load_page("12MP", answer, false)?;
            throttle(setting, rate)?;
            let found = setting.call("tasks", &json!([10]))?;
            add(findings, format!("tasks {kind} {rate}"), &found)?;
        }
    }
    println!("  tasks of the page's own thread");
    Ok(())
}

/// Peak memory beyond what was there before: the program and the picture.
fn memory(setting: &mut Setting, picture: &str, findings: &mut Findings) -> Result<()> {
    let answer = "50-hard.txt";
    let peers = ALL.iter();
    let peers = peers.filter(|it| !it.name.starts_with("floor") && it.rival() == "ours full");
    for contender in peers {
        let bytes = match contender.place {
            Place::Python | Place::Node => peer_memory(setting, contender, picture, answer)?,
            Place::Page => page_memory(setting, contender, picture, answer, findings)?,
        };
        let title = format!("{picture} {}", contender.name);
        findings.memory.push((title, bytes));
    }
    println!("  memory, {picture}");
    Ok(())
}

fn peer_memory(
    setting: &Setting,
    contender: &Contender,
    picture: &str,
    answer: &str,
) -> Result<Option<f64>> {
    let mut player = setting.fresh(contender.place, picture)?;
    let before = player.ask(&json!({"do": "memory", "reset": true}))?;
    player.clock(&contender.order(answer))?;
    let after = player.ask(&json!({"do": "memory", "reset": false}))?;
    Ok(beyond(&before["bytes"], &after["bytes"]))
}

/// All of the browser's processes; also, of ours, what the browser counts.
fn page_memory(
    setting: &mut Setting,
    contender: &Contender,
    picture: &str,
    answer: &str,
    findings: &mut Findings,
) -> Result<Option<f64>> {
    let is_ours = contender.name.starts_with("ours");
    let is_shipped = contender.name.starts_with("shipped");
    // The photo lies on the page already; an overlay never touches it.
    let needs_photo = !(is_ours || is_shipped) || contender.name == "ours blend";
    setting.open()?;
    setting.load_page(picture, answer, needs_photo)?;
    let counted = setting.call("memory", &json!([]))?;
    let before = setting.ours.ask(&json!({"do": "memory", "reset": true}))?;
    if is_ours {
        setting.call("start", &json!(["measure"]))?;
    } else if is_shipped {
        setting.call("start", &json!(["shipped"]))?;
    }
    setting.call("time", &json!([contender.name, 3]))?;
    let after = setting.ours.ask(&json!({"do": "memory", "reset": false}))?;
    if is_ours || is_shipped {
        let now = setting.call("memory", &json!([]))?;
        let page = beyond(&counted["page"], &now["page"]);
        let title = format!("{picture} {}, as the browser counts it", contender.name);
        findings.memory.push((title, page));
    }
    if is_ours {
        let wasm = setting.call("memory", &json!([]))?["wasm"].as_f64();
        let title = format!("{picture} {}, WebAssembly's memory", contender.name);
        findings.memory.push((title, wasm));
    }
    Ok(beyond(&before, &after))
}

fn beyond(before: &Value, after: &Value) -> Option<f64> {
    Some(after.as_f64()? - before.as_f64()?)
}

/// Slows the page's own thread down. Of a worker, Chromium says that it does
/// this "only for pages, not workers"; each case opens a new browser at full speed.
fn throttle(setting: &mut Setting, rate: u32) -> Result<()> {
    setting
        .ours
        .ask(&json!({"do": "throttle", "rate": rate}))
        .map(drop)
}

fn add(findings: &mut Findings, series: String, found: &Value) -> Result<()> {
    let all = findings.series.entry(series).or_default();
    all.extend(numbers(found)?);
    Ok(())
}
