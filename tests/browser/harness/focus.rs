//! A walk over the page with the Tab key: what it reaches, and how clearly each
//! stop shows that the focus is there. Judged by pixels, not by styles.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::axe::Obstacle;
use super::targets::CONTROLS;
use super::{Page, Pixels};

/// Notes what the Tab key is to reach, and tells the names.
const NOTE: &str = "
    window.__stops = controls().filter((element) => !element.matches(':disabled'));
    document.activeElement?.blur();
    return window.__stops.map(named);";

/// Where the focus is: its place among the stops, and the part of the page around
/// it that can be seen; whether something covers its middle.
const WHERE: &str = "
    const focused = document.activeElement;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const around = arguments[0];
    const [x, y] = [Math.max(0, left - around), Math.max(0, top - around)].map(Math.floor);
    const [right, bottom] = [
        Math.min(innerWidth, left + width + around), Math.min(innerHeight, top + height + around),
    ].map(Math.ceil);
    const middle = document.elementFromPoint(left + width / 2, top + height / 2);
    // What a person opened over it goes at Escape: WCAG 2.4.11 lets it stand.
    const opened = middle?.closest(':popover-open');
    const behind = Boolean(opened && !opened.contains(focused));
    const covered = !behind && !(focused.contains(middle) || middle?.contains(focused));
    return {
        stop: window.__stops.indexOf(focused),
        size: [width, height],
        behind,
        covered,
        clip: { x: x + scrollX, y: y + scrollY, width: right - x, height: bottom - y, scale: 1 },
    };";

/// Pixels around a stop in which its ring may lie.
const AROUND: u32 = 10;

/// The least contrast of a pixel with the focus to the same without: WCAG 2.4.13.
const CONTRAST: f64 = 3.0;

impl Page {
    /// What Tab does not reach, what is covered while it has the focus, and what
    /// shows no clear line around itself, or one that is too short.
    #[track_caller]
    pub fn focus_obstacles(&self) -> Vec<Obstacle> {
        let names = self.script(&[CONTROLS, NOTE].concat(), json!([]));
        let names: Vec<&str> = names
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        assert!(!names.is_empty(), "there is nothing to focus");
        let mut visited = vec![false; names.len()];
        let mut found = Vec::new();
        let mut note = |rule: &str, place: &str, summary: String| {
            found.push(Obstacle {
                rule: rule.to_owned(),
                place: place.to_owned(),
                summary,
            });
        };
        // Once around from wherever the walk begins, and over the window's own stops.
        for _ in 0..names.len() + 8 {
            self.press("Tab");
            let here = self.script(WHERE, json!([AROUND]));
            let stop = here["stop"].as_u64().map(|stop| stop as usize);
            let Some(stop) = stop.filter(|&stop| !visited[stop]) else {
                continue;
            };
            visited[stop] = true;
            if here["behind"] == true {
                continue;
            }
            if here["covered"] == true {
                note("covered focus", names[stop], String::new());
            }
            let [width, height] = [0, 1].map(|at| here["size"][at].as_f64().unwrap_or_default());
            let ring = self.ring(&here["clip"]);
            // A line of a pixel half way around. Most are twice as thick and go all
            // around; the words' line goes around the whole row of the prompt.
            let least = width + height;
            if (ring as f64) < least {
                let summary = format!("{ring} pixels change clearly, of at least {least:.0}");
                note("no visible focus", names[stop], summary);
            }
        }
        for (name, _) in names.iter().zip(visited).filter(|(_, visited)| !visited) {
            note("not reached by Tab", name, String::new());
        }
        found
    }

    /// How many pixels change clearly when what has the focus loses it. The next
    /// Tab goes on from there all the same.
    #[track_caller]
    fn ring(&self, clip: &Value) -> usize {
        let with = self.part_of_window(clip);
        self.script("document.activeElement.blur()", json!([]));
        let without = self.part_of_window(clip);
        let pairs = with.rgba.chunks_exact(4).zip(without.rgba.chunks_exact(4));
        pairs
            .filter(|(with, without)| contrast(with, without) >= CONTRAST)
            .count()
    }

    #[track_caller]
    fn part_of_window(&self, clip: &Value) -> Pixels {
        let shot = json!({"format": "png", "clip": clip});
        let shot = self.driver.cdp("Page.captureScreenshot", shot);
        let bytes = BASE64_STANDARD.decode(shot["data"].as_str().unwrap_or_default());
        Pixels::of_png_bytes(&bytes.expect("a screenshot is base64"))
    }
}

/// The contrast of two opaque colours, 1 to 21, as WCAG reckons it.
fn contrast(one: &[u8], other: &[u8]) -> f64 {
    let [one, other] = [one, other].map(luminance);
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(pixel: &[u8]) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        match share <= 0.040_45 {
            true => share / 12.92,
            false => ((share + 0.055) / 1.055).powf(2.4),
        }
    };
    let weights = [0.2126, 0.7152, 0.0722];
    let channels = pixel.iter().zip(weights);
    channels
        .map(|(&channel, weight)| weight * linear(channel))
        .sum()
}
