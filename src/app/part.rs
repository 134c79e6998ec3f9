//! The part of the picture that is asked about: chosen by dragging over it, by a
//! click on each of two opposite corners, or by the arrow keys. Never a part of the
//! pixels that are shown: its place is in the picture's own.

use super::Desk;
use super::controls::{told, when};
use super::prompt::PROMPT_FIELD;
use super::stage::percent;
use crate::browser;
use crate::geometry::Size;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

/// The least side of a part, in pixels: models see nothing in less.
const LEAST: u32 = 8;

/// Over the picture: the part, and while one is chosen what follows the pointer.
#[component]
pub(super) fn Part(size: Memo<Option<Size>>, is_second: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let chooser = NodeRef::<Div>::new();
    let corner = StoredValue::new(None::<[f64; 2]>);
    // A choice that was given up leaves no corner for the next.
    Effect::new(move |_| {
        if !desk.choosing_part.get() {
            corner.set_value(None);
            return;
        }
        // The keyboard is where the choice is made.
        spawn_local(async move {
            tick().await;
            if let Some(chooser) = chooser.get_untracked() {
                // What is hidden, in a second panel, takes no focus.
                let _ = chooser.focus();
            }
        });
    });
    let place = move |event: &PointerEvent| Some(browser::place(event, &*chooser.get_untracked()?));
    let down = move |event: PointerEvent| {
        event.prevent_default();
        // The second of two clicks ends what the first began.
        if corner.get_value().is_none() {
            corner.set_value(place(&event));
        }
    };
    let moved = move |event: PointerEvent| {
        if let (Some(from), Some(to), Some(size)) =
            (corner.get_value(), place(&event), size.get_untracked())
        {
            desk.part.set(between(from, to, size));
        }
    };
    let up = move |event: PointerEvent| {
        moved(event);
        if desk.part.read_untracked().is_some() {
            corner.set_value(None);
            desk.choosing_part.set(false);
        }
    };
    let key = move |event: KeyboardEvent| {
        let Some(size) = size.get_untracked() else {
            return;
        };
        let part = desk.part.get_untracked();
        match event.key().as_str() {
            "Enter" if part.is_some() => {}
            "Escape" => desk.part.set(None),
            key => {
                if let Some(part) = stepped(part, key, event.shift_key(), size) {
                    event.prevent_default();
                    desk.part.set(Some(part));
                }
                return;
            }
        }
        event.prevent_default();
        desk.choosing_part.set(false);
        browser::focus(PROMPT_FIELD);
    };
    let edge = move |at: usize, whole: fn(Size) -> u32| {
        told(move || {
            let value = desk.part.get().and_then(|part| part.get(at).copied());
            percent(value.unwrap_or(0).into(), size.get().map_or(1, whole))
        })
    };
    view! {
        <div
            class="part"
            hidden=when(move || desk.part.read().is_none())
            style:left=edge(0, Size::width)
            style:top=edge(1, Size::height)
            style:width=edge(2, Size::width)
            style:height=edge(3, Size::height)
        />
        <div
            class="part-chooser"
            role="application"
            tabindex="0"
            aria-label=desk.t(|t| t.prompt.choose_part)
            hidden=when(move || is_second || !desk.choosing_part.get())
            node_ref=chooser
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:keydown=key
        />
    }
}

/// The pixels between two places, left, top, width, height; `None` when they are
/// too few.
fn between(a: [f64; 2], b: [f64; 2], size: Size) -> Option<[u32; 4]> {
    let span = |a: f64, b: f64, whole: u32| {
        let edge = |share: f64| (share * f64::from(whole)).round() as u32;
        let (from, to) = (edge(a.min(b)), edge(a.max(b)));
        (to - from >= LEAST.min(whole)).then_some((from, to - from))
    };
    let (x, width) = span(a[0], b[0], size.width())?;
    let (y, height) = span(a[1], b[1], size.height())?;
    Some([x, y, width, height])
}

/// The part after an arrow key: the middle of the picture at first, then moved by a
/// twentieth of it, or resized at its right and lower edges. `None` for other keys.
fn stepped(part: Option<[u32; 4]>, key: &str, resizes: bool, size: Size) -> Option<[u32; 4]> {
    let (right, down) = match key {
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        _ => return None,
    };
    let along = |span: Option<(u32, u32)>, way: i64, whole: u32| {
        let least = LEAST.min(whole);
        let Some((from, length)) = span else {
            let length = (whole / 2).max(least);
            return ((whole - length) / 2, length);
        };
        let stepped = |value: u32, least: u32, most: u32| {
            let step = way * i64::from((whole / 20).max(1));
            let value = (i64::from(value) + step).min(most.into());
            u32::try_from(value).map_or(least, |value| value.max(least))
        };
        match resizes {
            true => (from, stepped(length, least, whole - from)),
            false => (stepped(from, 0, whole - length), length),
        }
    };
    let (x, width) = along(part.map(|[x, _, width, _]| (x, width)), right, size.width());
    let (y, height) = along(
        part.map(|[_, y, _, height]| (y, height)),
        down,
        size.height(),
    );
    Some([x, y, width, height])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_and_resize_a_part_that_stays_in_the_picture() {
        let size = Size::new(200, 100).expect("it has pixels");
        let press = |part, key, resizes| stepped(Some(part), key, resizes, size);
        let middle = [50, 25, 100, 50];
        assert_eq!(stepped(None, "ArrowUp", false, size), Some(middle));
        assert_eq!(press(middle, "ArrowRight", false), Some([60, 25, 100, 50]));
        assert_eq!(press(middle, "ArrowUp", false), Some([50, 20, 100, 50]));
        assert_eq!(press(middle, "ArrowDown", true), Some([50, 25, 100, 55]));
        assert_eq!(press(middle, "a", false), None);
        for key in ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] {
            for resizes in [false, true] {
                let mut part = middle;
                for _ in 0..60 {
                    part = press(part, key, resizes).unwrap_or(middle);
                    let [x, y, width, height] = part;
                    assert!(width >= LEAST && x + width <= 200, "{part:?}");
                    assert!(height >= LEAST && y + height <= 100, "{part:?}");
                }
            }
        }
    }

    #[test]
    fn a_tiny_picture_is_its_own_part() {
        let size = Size::new(3, 1).expect("it has pixels");
        let whole = stepped(None, "ArrowUp", false, size);
        assert_eq!(whole, Some([0, 0, 3, 1]));
        assert_eq!(stepped(whole, "ArrowLeft", true, size), whole);
    }
}
