//! One case: everybody's output is held against the exact one, then all run in
//! turns, round after round.

use std::fmt;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::contenders::{ALL, Contender, Limits, Match, Place};
use super::findings::Findings;
use super::setting::{Setting, WORK};

/// The threshold with which the page begins, and all peers work.
pub const THRESHOLD: u8 = 127;

/// Runs of ours before any is counted: a page is used more than once.
const WARM_UPS: usize = 20;

/// A picture and an answer.
pub struct Case {
    /// The picture's name.
    pub picture: &'static str,
    /// How many masks.
    pub masks: u32,
    /// "hard" or "soft".
    pub kind: &'static str,
    /// How many rounds.
    pub rounds: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} × {} {}", self.picture, self.masks, self.kind)
    }
}

impl Case {
    /// The answer's file.
    pub fn answer(&self) -> String {
        format!("{}-{}.txt", self.masks, self.kind)
    }
}

/// The name of the case that the targets speak of.
pub const MAIN: &str = "12MP × 50 hard";
/// The same with soft masks.
pub const SOFT: &str = "12MP × 50 soft";

/// The cases to hold.
pub fn cases(quick: bool) -> Vec<Case> {
    let case = |picture, masks, kind, rounds| Case {
        picture,
        masks,
        kind,
        rounds,
    };
    if quick {
        return vec![case("12MP", 50, "hard", 3), case("12MP", 50, "soft", 3)];
    }
    vec![
        case("1MP", 10, "hard", 7),
        case("12MP", 1, "hard", 7),
        case("12MP", 10, "hard", 7),
        case("12MP", 50, "hard", 9),
        case("12MP", 50, "soft", 5),
        case("48MP", 50, "hard", 3),
    ]
}

/// Checks and times every contender.
///
/// # Errors
/// When a program fails, or the exact result is not the cookbook's.
pub fn hold(setting: &mut Setting, case: &Case, findings: &mut Findings) -> Result<()> {
    let name = case.to_string();
    findings.cases.push(name.clone());
    setting.load(case)?;
    let exact = setting.exact(case, THRESHOLD)?;
    let good = agreeing(setting, case, &exact, findings)?;
    warm_up(setting)?;
    for round in 0..case.rounds {
        // Each round begins with another one, so that nobody is always after
        // the same neighbour.
        let (before, after) = good.split_at(round % good.len().max(1));
        for contender in after.iter().chain(before) {
            let times = setting.run(contender, case)?;
            let all = findings.times.entry((name.clone(), contender.name));
            all.or_default().extend(times);
        }
        println!("  round {} of {}", round + 1, case.rounds);
    }
    let stages = setting.call("stages", &json!([15]))?;
    let stages = stages.as_object().context("The page gave no stages")?;
    let stages = stages
        .iter()
        .map(|(stage, time)| (stage.clone(), time.as_f64().unwrap_or(f64::NAN)));
    findings.stages.insert(name, stages.collect());
    Ok(())
}

fn warm_up(setting: &mut Setting) -> Result<()> {
    for name in [
        "ours full",
        "ours display",
        "ours lengths",
        "shipped display",
    ] {
        setting.call("time", &json!([name, WARM_UPS]))?;
    }
    Ok(())
}

/// The contenders whose output is what it must be.
fn agreeing(
    setting: &mut Setting,
    case: &Case,
    exact: &Value,
    findings: &mut Findings,
) -> Result<Vec<Contender>> {
    let masks = json!({"do": "check", "contender": "masks",
        "answer": case.answer(), "threshold": THRESHOLD});
    if setting.python.ask(&masks)?["masks"] != exact["masks"] {
        bail!("{case}: our masks are not those that Pillow makes; nothing is measured");
    }
    let grey = json!({"do": "check", "contender": "grey",
        "answer": case.answer(), "save": "grey.rgba"});
    setting.python.ask(&grey)?;
    let ours = setting.call("check", &json!([]))?;

    let mut good = Vec::new();
    for contender in ALL {
        let verdict = compare(setting, case, &contender, exact, &ours)?;
        let key = (case.to_string(), contender.name);
        let words = match &verdict {
            Ok(words) => words.clone(),
            Err(words) => format!("outputs differ: {words}"),
        };
        if !words.is_empty() {
            println!("  {}: {words}", contender.name);
        }
        findings.comparisons.insert(key, words);
        match verdict {
            Ok(_) => good.push(contender),
            Err(_) => {
                let name = format!("{} ({case})", contender.name);
                findings.differing.push(name);
            }
        }
    }
    Ok(good)
}

/// How a contender's output compares, in words; an error where it differs.
fn compare(
    setting: &mut Setting,
    case: &Case,
    contender: &Contender,
    exact: &Value,
    ours: &Value,
) -> Result<Result<String, String>> {
    let file = format!("{}.rgba", contender.name.replace(' ', "-"));
    let check = json!({"do": "check", "contender": contender.name,
        "answer": case.answer(), "save": file});
    let made = match contender.place {
        Place::Python => setting.python.ask(&check)?,
        Place::Node => setting.node.ask(&check)?,
        Place::Page => ours.clone(),
    };
    let same = |what: &str| made[what] == exact[what];
    if contender.matches == Match::Exact {
        // The cookbook's masks were compared before anything else.
        let masks = contender.place == Place::Python || same("masks");
        return Ok(match masks && same("picture") {
            true => Ok("the same to the bit".to_owned()),
            false => Err("not the same to the bit".to_owned()),
        });
    }
    if matches!(contender.matches, Match::Masks(_)) && !same("masks") {
        return Ok(Err("the masks are not the same to the bit".to_owned()));
    }
    if contender.matches == Match::Lengths {
        let judge = json!({"do": "check", "contender": "pycocotools", "answer": case.answer()});
        let theirs = setting.python.ask(&judge)?;
        let made = setting.call("lengths", &json!([]))?;
        return Ok(match theirs["lengths"] == made {
            true => Ok("the same to the byte".to_owned()),
            false => Err("not the same to the byte".to_owned()),
        });
    }
    if contender.matches == Match::Coverage {
        let wrong = setting.call("mismatches", &json!([contender.name]))?;
        return Ok(match wrong.as_u64() {
            Some(0) => Ok("mask or none at every pixel, the same".to_owned()),
            _ => Err(format!("{wrong} pixels are wrong")),
        });
    }
    let Some(limits) = contender.matches.limits() else {
        return Ok(Ok(String::new()));
    };
    let against = match contender.matches {
        Match::Grey(_) => "grey.rgba",
        _ => "exact.rgba",
    };
    let judged = match contender.place {
        Place::Page => setting.call("judge", &json!([contender.name, against]))?,
        _ => setting.ours.ask(&json!({"do": "judge", "folder": WORK,
            "photo": format!("{}.rgba", case.picture), "made": file}))?,
    };
    Ok(within(&judged, limits))
}

/// The judge's findings, held against the limits.
fn within(judged: &Value, limits: Limits) -> Result<String, String> {
    let at = |index: usize| judged[index].as_f64().unwrap_or(f64::NAN);
    let (overlap, mean, largest) = (at(0), at(1), at(2));
    let mut words = format!("mean difference {mean:.3}, largest {largest}");
    if limits.overlap > 0.0 {
        words = format!("IoU {overlap:.5}, {words}");
    }
    let good = overlap >= limits.overlap && mean <= limits.mean && largest <= limits.largest;
    if good { Ok(words) } else { Err(words) }
}
