//! The samples: each opens at a click, without a key and without a question.

use masque::session::Object;

use crate::setting::*;

#[test]
fn every_sample_opens_without_a_key() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let samples = [
        ("Breakfast", "breakfast", 11),
        ("Wooden toys", "toys", 10),
        ("Planets at dusk", "dusk", 8),
    ];
    for (title, file, count) in samples {
        open_sample(page, title);
        let names = wait_for_list(page, count);
        page.wait_for_text("This is a sample");
        let objects = objects(&sample_answer(file), size(1280, 960), THRESHOLD);
        let expected: Vec<_> = objects.iter().map(Object::name).collect();
        assert_eq!(names, expected, "{title}");
        let masks = page.canvas_pixels("Masks");
        assert_eq!((masks.width, masks.height), (1280, 960), "{title}");
        for object in objects.iter().filter(|object| object.mask.is_ok()) {
            let covered = coverage([object], size(1280, 960));
            let shown = each(&masks)
                .zip(covered)
                .all(|(pixel, inside)| !inside || pixel[3] > 0);
            assert!(shown, "{title}: {} is not drawn", object.name());
        }
        browser.reload();
    }
    assert!(gemini.requests().is_empty(), "something was sent");
    browser.check_clean();
}

#[test]
fn the_broken_sample_says_what_is_missing_and_why() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    open_sample(page, "Planets at dusk");
    wait_for_list(page, 8);
    let without = [
        ("small blue planet with clouds", "<seg> tokens"),
        ("amber glass marble", "only a box"),
        ("green glass marble", "JPEG is broken"),
    ];
    for (name, reason) in without {
        let about = row(page, name).text();
        assert!(
            about.contains("No mask: ") && about.contains(reason),
            "{about}"
        );
        assert!(!page.is_present("button", &format!("Save cut-out of {name}")));
    }
    for name in ["planet with a ring", "paper boat", "striped gas giant"] {
        let about = row(page, name).text();
        assert!(
            about.contains(" px") && !about.contains("No mask"),
            "{about}"
        );
        page.by_role("button", &format!("Save cut-out of {name}"));
    }
    assert!(page.visible_text().contains("The answer breaks off"));
    assert!(page.is_present("button", "Continue"));
    browser.check_clean();
}
