//! How quick the page is under the hand: the front's first paint, fifty masks over
//! twelve megapixels while they are pointed at and cut anew, and a picture of 48
//! megapixels while it is zoomed and moved. Says so, and never asserts it.

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use serde_json::{Value, json};

use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, FakeGemini, Page};
use crate::setting::*;

/// The largest contentful paint so far, in milliseconds since the visit began.
const LARGEST_PAINT: &str = "
    return new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
            .observe({ type: 'largest-contentful-paint', buffered: true });
    });";

/// Does something again and again, and tells how long it took until the masks were on
/// the screen as it wants them: from the event to the frame after the page says so.
const TIMES: &str = "
    const [what, count] = arguments;
    const masks = document.querySelector('[aria-label=\"Masks\"]');
    const room = masks.closest('.panel__room');
    const frame = () => new Promise(requestAnimationFrame);
    const place = room.getBoundingClientRect();
    const slider = [...document.querySelectorAll('input[type=range]')]
        .find((it) => it.ariaLabel === 'Threshold');
    const acts = {
        hover: (at) => {
            const x = place.left + place.width * (0.2 + 0.6 * ((at * 7) % 10) / 10);
            const y = place.top + place.height * (0.2 + 0.6 * ((at * 3) % 10) / 10);
            room.dispatchEvent(new PointerEvent('pointermove',
                { clientX: x, clientY: y, bubbles: true, pointerId: 1, pointerType: 'mouse' }));
        },
        threshold: (at) => {
            slider.value = 100 + (at * 13) % 100;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            slider.dispatchEvent(new Event('change', { bubbles: true }));
        },
    };
    return (async () => {
        const times = [];
        for (let at = 0; at < count; at += 1) {
            await frame();
            const begun = performance.now();
            acts[what](at);
            // Where nothing changes, nothing is drawn.
            let waited = 0;
            while (masks.ariaBusy !== 'true' && waited < 20) { await frame(); waited += 1; }
            if (masks.ariaBusy !== 'true') continue;
            while (masks.ariaBusy === 'true') await frame();
            times.push(performance.now() - begun);
        }
        return times;
    })();";

/// Zooms in and out and moves the picture, a step a frame, and tells how far the frames
/// are apart.
const FRAMES: &str = "
    const [steps] = arguments;
    const room = document.querySelector('.panel__room');
    const place = room.getBoundingClientRect();
    const where = { clientX: place.left + place.width * 0.4, clientY: place.top + place.height * 0.6 };
    return new Promise((resolve) => {
        const gaps = [];
        let last, at = 0;
        const step = (now) => {
            if (last !== undefined) gaps.push(now - last);
            last = now;
            if (at++ === steps) return resolve(gaps);
            const delta = at % 120 < 60 ? -40 : 40;
            if (at % 2) {
                room.dispatchEvent(new WheelEvent('wheel',
                    { ...where, deltaY: delta, bubbles: true, cancelable: true }));
            } else {
                const how = { bubbles: true, pointerId: 7, button: 1, buttons: 4, cancelable: true };
                room.dispatchEvent(new PointerEvent('pointerdown', { ...how, ...where }));
                room.dispatchEvent(new PointerEvent('pointermove',
                    { ...how, clientX: where.clientX + 9, clientY: where.clientY - 6 }));
                room.dispatchEvent(new PointerEvent('pointerup', { ...how, ...where }));
            }
            requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
    });";

/// Pastes an answer and moves the threshold through it, and tells how long those tasks
/// of the page's own thread took that took 50 ms or more. Nothing else asks the page
/// meanwhile, and a browser that has just started is first let come to rest.
const LONG_TASKS: &str = "
    const [text, objects, steps] = arguments;
    const frame = () => new Promise(requestAnimationFrame);
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const found = [];
    const take = (entries) => found.push(...entries.map((entry) => entry.duration));
    return (async () => {
        await pause(3000);
        const observer = new PerformanceObserver((list) => take(list.getEntries()));
        observer.observe({ type: 'longtask' });
        const carried = new DataTransfer();
        carried.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste',
            { clipboardData: carried, bubbles: true, cancelable: true }));
        const list = document.querySelector('.objects__list');
        while (list.children.length < objects) await frame();
        const slider = [...document.querySelectorAll('input[type=range]')]
            .find((it) => it.ariaLabel === 'Threshold');
        for (let at = 0; at < steps; at += 1) {
            slider.value = 100 + (at * 13) % 100;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
            for (let waited = 0; waited < 4; waited += 1) await frame();
        }
        slider.dispatchEvent(new Event('change', { bubbles: true }));
        // The report of a task comes in a task of its own, after it.
        await pause(300);
        take(observer.takeRecords());
        return found;
    })();";

/// Fifty masks of 256 × 256, soft at their edges, all over the picture.
fn fifty() -> String {
    let blob = GrayImage::from_fn(256, 256, |x, y| {
        let (x, y) = (f64::from(x) - 127.5, f64::from(y) - 127.5);
        let wave = 14.0 * (y.atan2(x) * 5.0).sin();
        let value = (100.0 + wave - x.hypot(y)) * 24.0 + 128.0;
        Luma([value.clamp(0.0, 255.0) as u8])
    });
    let file = encoded(DynamicImage::from(blob), ImageFormat::Png);
    let mask = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, file);
    let objects: Vec<String> = (0..50)
        .map(|at| {
            let (x, y, side) = ((at * 37) % 80 * 10, (at * 53) % 75 * 10, 120 + at % 7 * 20);
            let (right, bottom) = ((x + side).min(1000), (y + side).min(1000));
            format!(
                r#"{{"box_2d": [{y}, {x}, {bottom}, {right}], "label": "blob {at}",
                "mask": "data:image/png;base64,{mask}"}}"#
            )
        })
        .collect();
    format!("[{}]", objects.join(","))
}

fn with_picture(width: u32, height: u32) -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let folder = Folder::new();
    let file = encoded(marked(width, height), ImageFormat::Png);
    drop_picture(&browser.page, &folder.file("large.png", &file));
    (gemini, browser)
}

fn with_fifty(width: u32, height: u32) -> (FakeGemini, Browser) {
    let (gemini, browser) = with_picture(width, height);
    browser.page.paste_text(&fifty());
    wait_for_list(&browser.page, 50);
    (gemini, browser)
}

fn numbers(value: &Value) -> Vec<f64> {
    let mut numbers: Vec<f64> = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_f64)
        .collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

/// The median, what 95 of 100 stay within, and the largest.
fn print(what: &str, sorted: &[f64]) {
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    println!(
        "{what}: median {:.1} ms, p95 {:.1} ms, largest {:.1} ms, of {}",
        at(0.5),
        at(0.95),
        at(1.0),
        sorted.len()
    );
}

#[test]
fn how_quick_the_page_is_under_the_hand() {
    let (_gemini, browser) = open();
    browser.go_alone();
    browser.page.by_role("button", "Choose a picture…");
    let painted = browser.page.script(LARGEST_PAINT, json!([]));
    print(
        "Largest contentful paint of the front",
        &numbers(&json!([painted])),
    );
    drop(browser);

    let (_gemini, browser) = with_fifty(4032, 3024);
    let page: &Page = &browser.page;
    for (what, act) in [
        ("Pointing at 50 masks, 12 MP", "hover"),
        ("A threshold step of 50 soft masks, 12 MP", "threshold"),
    ] {
        let times = numbers(&page.script(TIMES, json!([act, 40])));
        assert!(times.len() > 10, "{what}: {times:?}");
        print(&format!("{what}, until it is on the screen"), &times);
    }
    browser.check_clean();
    drop(browser);

    let (_gemini, browser) = with_fifty(8064, 6048);
    let gaps = numbers(&browser.page.script(FRAMES, json!([240])));
    assert_eq!(gaps.len(), 240);
    print(
        "Frames while 48 MP with 50 masks are zoomed and moved",
        &gaps,
    );
    let quick = gaps.iter().filter(|gap| **gap < 17.7).count();
    println!("Frames within a sixtieth of a second: {quick} of 240");
    // Pointers that no hand moves cannot be captured.
    browser.check_clean_except(&["setPointerCapture"]);
}

#[test]
fn how_long_the_page_is_busy_at_once() {
    for (width, height) in [(4032, 3024), (8064, 6048)] {
        for rate in [1, 4] {
            let (_gemini, browser) = with_picture(width, height);
            browser.slow_down(rate);
            let found = browser.page.script(LONG_TASKS, json!([fifty(), 50, 30]));
            browser.slow_down(1);
            let found = numbers(&found);
            println!(
                "Tasks of 50 ms or more while 50 soft masks arrive in {width} × {height} \
                 pixels and the threshold moves, page slowed down {rate}×: {found:.0?}"
            );
            wait_for_list(&browser.page, 50);
            browser.check_clean();
        }
    }
}

/// Saves what the export card says, and tells how long it took until the page said that
/// it is saved.
const EXPORT: &str = "
    const frame = () => new Promise(requestAnimationFrame);
    const save = [...document.querySelectorAll('#export-card button')].at(-1);
    const said = () => [...document.querySelectorAll('.message')]
        .some((it) => it.textContent.includes('Saved'));
    return (async () => {
        const begun = performance.now();
        save.click();
        while (!said()) await frame();
        return performance.now() - begun;
    })();";

/// Two hundred pictures with twenty masks each, in COCO's form.
fn two_hundred(size: masque::geometry::Size) -> Vec<u8> {
    use masque::export::{Annotated, Body, Format, Options, Thing};
    let mask = |at: u32| {
        masque::mask::Mask::from_fn(size, |x, y| {
            let [x, y] = [(x, 100 + at * 53 % 1080), (y, 100 + at * 37 % 760)]
                .map(|(at, middle)| f64::from(at) - f64::from(middle));
            x.hypot(y) < 80.0 + 12.0 * (y.atan2(x) * 9.0).sin()
        })
    };
    let masks: Vec<std::sync::Arc<masque::mask::Mask>> =
        (0..20).map(|at| mask(at).into()).collect();
    let pictures = (0..200).map(|number| {
        Annotated::new(
            format!("{number}.jpg"),
            size,
            (0..20)
                .zip(&masks)
                .map(|(at, mask)| Thing {
                    label: format!("thing {at}"),
                    mask: Some(mask.clone()),
                    ..Thing::default()
                })
                .collect(),
        )
    });
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let files = Format::Coco.files(pictures.collect(), &options);
    match files.expect("files").next().expect("a file").body {
        Body::Made(make) => make().expect("JSON"),
        _ => panic!("not made here"),
    }
}

#[test]
fn how_quick_two_hundred_pictures_are_exported() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let coco = folder.file("coco.json", &two_hundred(size(1280, 960)));
    let file = encoded(marked(1280, 960), ImageFormat::Jpeg);
    let files: Vec<std::path::PathBuf> = (0..200)
        .map(|number| folder.file(&format!("{number}.jpg"), &file))
        .collect();
    let mut all: Vec<&std::path::Path> = files.iter().map(|file| file.as_path()).collect();
    all.push(&coco);
    page.drop_files(&all);
    for _ in 0..20 {
        if page.visible_text().contains("4000 objects") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_secs(2));
    }
    page.wait_for_text("4000 objects");
    for pictures in [false, true] {
        page.by_role("button", "Export…").click();
        let card = page.by_role("dialog", "Export");
        card.by_role("combobox", "Format").select_option("COCO");
        let with_pictures = card.by_role("checkbox", "Put the pictures in too");
        if (with_pictures.state("checked") == Some("true")) != pictures {
            with_pictures.click();
        }
        page.wait_for_text(if pictures {
            "201 files"
        } else {
            "1 file, 4000 objects"
        });
        let taken = page.script(EXPORT, json!([]));
        let what = if pictures {
            "a ZIP with the pictures"
        } else {
            "its JSON"
        };
        print(
            &format!("COCO of 200 pictures with 20 masks each, {what}"),
            &numbers(&json!([taken])),
        );
        let suffix = if pictures { ".zip" } else { ".json" };
        let saved = browser.wait_for_download(suffix);
        if !pictures {
            // Not a word is lost on the way through the page.
            let [there, here] = [&saved, &coco].map(|path| std::fs::read(path).expect("a file"));
            assert!(there == here, "the same file comes back");
        }
        let dismiss = "document.querySelectorAll('.message__close').forEach((it) => it.click())";
        page.script(dismiss, json!([]));
    }
    browser.check_clean();
}
