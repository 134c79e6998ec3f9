//! What keys do, in one table that the card of shortcuts shows too. Never while a
//! person types, and never a single key where they are switched off.

use super::Desk;
use super::controls::{does, switch, when};
use super::export_card::EXPORT_CARD;
use super::texts::Text;
use super::viewer::{STEP, Tool};
use crate::browser;
use crate::pipeline::message::Style;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

/// The id of the card, for the button that opens it.
pub(super) const SHORTCUTS_CARD: &str = "shortcuts";

/// What is done by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    ZoomIn,
    ZoomOut,
    Fit,
    Full,
    ShowSelected,
    Pan([i8; 2]),
    Picture(i8),
    /// As long as it is held.
    Original,
    /// As long as it is held.
    Hand,
    Style,
    Opacity(i8),
    Next(i8),
    Tool(Tool),
    Brush(i8),
    Shown,
    Solo,
    Delete,
    Undo,
    Redo,
    Export,
    Escape,
    Help,
}

/// A key by its name or its place on the keyboard, with Shift or with Ctrl or Cmd;
/// what it does, and the words for both, `None` where another line says it.
struct Shortcut {
    key: &'static str,
    shift: Option<bool>,
    command: bool,
    act: Act,
    words: Option<(Text, Text)>,
}

const fn key(key: &'static str, act: Act, words: Option<(Text, Text)>) -> Shortcut {
    Shortcut {
        key,
        shift: None,
        command: false,
        act,
        words,
    }
}

const fn with_shift(is_shift: bool, one: Shortcut) -> Shortcut {
    Shortcut {
        shift: Some(is_shift),
        ..one
    }
}

const fn command(one: Shortcut) -> Shortcut {
    Shortcut {
        command: true,
        ..one
    }
}

/// The words for a key and for what it does.
const fn words(key: Text, act: Text) -> Option<(Text, Text)> {
    Some((key, act))
}

static SHORTCUTS: [Shortcut; 40] = [
    key("+", Act::ZoomIn, words(|_| "+  −", |t| t.shortcuts.zoom)),
    key("=", Act::ZoomIn, None),
    key("-", Act::ZoomOut, None),
    key(
        "0",
        Act::Fit,
        words(|t| t.shortcuts.fit_keys, |t| t.shortcuts.fit),
    ),
    with_shift(true, key("Digit1", Act::Fit, None)),
    with_shift(
        false,
        key(
            "1",
            Act::Full,
            words(|t| t.shortcuts.full_keys, |t| t.shortcuts.full),
        ),
    ),
    with_shift(true, key("Digit0", Act::Full, None)),
    with_shift(
        true,
        key(
            "Digit2",
            Act::ShowSelected,
            words(
                |t| t.shortcuts.show_chosen_keys,
                |t| t.shortcuts.show_chosen,
            ),
        ),
    ),
    key(
        "ArrowLeft",
        Act::Pan([1, 0]),
        words(|_| "← ↑ → ↓", |t| t.shortcuts.pan),
    ),
    key("ArrowUp", Act::Pan([0, 1]), None),
    key("ArrowRight", Act::Pan([-1, 0]), None),
    key("ArrowDown", Act::Pan([0, -1]), None),
    key(
        "PageUp",
        Act::Picture(-1),
        words(|t| t.shortcuts.picture_keys, |t| t.shortcuts.picture),
    ),
    key("PageDown", Act::Picture(1), None),
    key(
        " ",
        Act::Hand,
        words(|t| t.shortcuts.hand_keys, |t| t.shortcuts.hand),
    ),
    key(
        "h",
        Act::Original,
        words(|t| t.shortcuts.original_keys, |t| t.shortcuts.original),
    ),
    key("o", Act::Style, words(|_| "O", |t| t.shortcuts.style)),
    key(
        "[",
        Act::Opacity(-10),
        words(|_| "[  ]", |t| t.shortcuts.opacity),
    ),
    key("]", Act::Opacity(10), None),
    key("j", Act::Next(1), words(|_| "J  K", |t| t.shortcuts.next)),
    key("k", Act::Next(-1), None),
    key("x", Act::Shown, words(|_| "X", |t| t.shortcuts.toggle)),
    key("s", Act::Solo, words(|_| "S", |t| t.shortcuts.solo)),
    key(
        "Delete",
        Act::Delete,
        words(|t| t.shortcuts.delete_keys, |t| t.shortcuts.delete),
    ),
    key("Backspace", Act::Delete, None),
    key(
        "v",
        Act::Tool(Tool::Select),
        words(|_| "V", |t| t.shortcuts.choose),
    ),
    key(
        "b",
        Act::Tool(Tool::Brush),
        words(|_| "B  E", |t| t.shortcuts.brush),
    ),
    key("e", Act::Tool(Tool::Eraser), None),
    with_shift(
        false,
        key(
            "l",
            Act::Tool(Tool::LassoAdd),
            words(|t| t.shortcuts.lasso_keys, |t| t.shortcuts.lasso),
        ),
    ),
    with_shift(true, key("l", Act::Tool(Tool::LassoTake), None)),
    key(
        ",",
        Act::Brush(-4),
        words(|_| ",  .", |t| t.shortcuts.brush_size),
    ),
    key(".", Act::Brush(4), None),
    command(with_shift(
        false,
        key(
            "z",
            Act::Undo,
            words(|t| t.shortcuts.undo_keys, |t| t.shortcuts.undo),
        ),
    )),
    command(with_shift(
        true,
        key(
            "z",
            Act::Redo,
            words(|t| t.shortcuts.redo_keys, |t| t.shortcuts.redo),
        ),
    )),
    command(key("y", Act::Redo, None)),
    command(key(
        "s",
        Act::Export,
        words(|t| t.shortcuts.export_keys, |t| t.shortcuts.export),
    )),
    key(
        "Escape",
        Act::Escape,
        words(|t| t.shortcuts.escape_keys, |t| t.shortcuts.escape),
    ),
    key("?", Act::Help, words(|_| "?", |t| t.shortcuts.help)),
    key("Home", Act::Fit, None),
    key("F1", Act::Help, None),
];

/// The styles as a person knows them, in the order of [`Style::ALL`].
pub(super) const STYLES: [Text; 5] = [
    |t| t.styles.both,
    |t| t.styles.fill,
    |t| t.styles.outline,
    |t| t.styles.cut_out,
    |t| t.styles.dim,
];

/// Has keys do what the table says.
pub(super) fn listen_for_keys(desk: Desk) {
    let down = window_event_listener(ev::keydown, move |event| {
        // What was drawn around by clicks ends with Enter.
        if event.key() == "Enter" && desk.has_open_lasso() && !browser::is_typing(&event) {
            event.prevent_default();
            return desk.end_stroke();
        }
        if let Some(act) = act_of(desk, &event)
            && do_it(desk, act)
        {
            event.prevent_default();
        }
    });
    let up = window_event_listener(ev::keyup, move |event| match event.key().as_str() {
        "h" | "H" => desk.view.is_original.set(false),
        " " => desk.view.is_panning.set(false),
        _ => {}
    });
    // Who leaves the window lets go of keys without a word.
    let away = window_event_listener(ev::blur, move |_| {
        desk.view.is_original.set(false);
        desk.view.is_panning.set(false);
    });
    on_cleanup(move || {
        down.remove();
        up.remove();
        away.remove();
    });
}

fn act_of(desk: Desk, event: &KeyboardEvent) -> Option<Act> {
    let is_command = event.ctrl_key() || event.meta_key();
    let (name, place) = (event.key(), event.code());
    let of_name = match name.as_str() {
        // With Shift a letter is a capital.
        one if one.len() == 1 => one.to_lowercase(),
        _ => name.clone(),
    };
    let found = SHORTCUTS.iter().find(|one| {
        (one.key == of_name || one.key == place)
            && one.command == is_command
            && one.shift.is_none_or(|shift| shift == event.shift_key())
            && !event.alt_key()
    })?;
    let has_picture = desk.picture.read_untracked().is_some();
    let is_single = !is_command && found.act != Act::Escape;
    let is_off = is_single && !desk.view.has_shortcuts.get_untracked();
    let is_taken = browser::is_typing(event) || (is_single && browser::takes_key(event, &name));
    // Nobody who presses it while typing wants the browser to save the page.
    let is_taken = is_taken && found.act != Act::Export;
    let is_modal = browser::is_card_open() && !matches!(found.act, Act::Help | Act::Export);
    (has_picture && !is_off && !is_taken && !is_modal).then_some(found.act)
}

/// Does it; whether there was something to do.
fn do_it(desk: Desk, act: Act) -> bool {
    let view = desk.view;
    let selected = view.selected.get_untracked();
    match act {
        Act::ZoomIn => view.zoom(STEP),
        Act::ZoomOut => view.zoom(1.0 / STEP),
        Act::Fit => view.look(|port| port.fit()),
        Act::Full => view.zoom_to(1.0 / browser::pixel_ratio()),
        Act::ShowSelected => desk.show_selected(),
        Act::Pan(by) => {
            let is_fit = view.port.get_untracked().is_none_or(|port| port.is_fit());
            if is_fit {
                return by[0] != 0 && desk.show_next(-isize::from(by[0]));
            }
            view.look(|port| port.pan(by.map(|by| f64::from(by) * 60.0)));
        }
        Act::Picture(by) => return desk.show_next(by.into()),
        Act::Original => view.is_original.set(true),
        Act::Hand => view.is_panning.set(true),
        Act::Style => view.style.update(|style| {
            let at = Style::ALL.iter().position(|one| one == style).unwrap_or(0);
            *style = Style::ALL.get(at + 1).copied().unwrap_or_default();
        }),
        Act::Opacity(by) => desk
            .fill
            .update(|fill| *fill = fill.saturating_add_signed(by).min(100)),
        Act::Next(by) => desk.choose_next(by),
        Act::Tool(tool) if tool != Tool::Select && untrack(|| desk.is_pair()) => return false,
        Act::Tool(tool) => desk.take_tool(tool),
        Act::Brush(by) => view
            .brush
            .update(|size| *size = size.saturating_add_signed(by).clamp(2, 200)),
        Act::Shown | Act::Solo | Act::Delete if selected.is_empty() => return false,
        Act::Shown => desk.toggle_shown(selected),
        Act::Solo => desk.solo(selected),
        Act::Delete => desk.delete(selected),
        Act::Undo => desk.undo(),
        Act::Redo => desk.redo(),
        Act::Export => browser::toggle_card(EXPORT_CARD),
        Act::Escape => {
            desk.drop_stroke();
            desk.choosing_part.set(false);
            view.tool.set(Tool::Select);
            view.selected.set(Vec::new());
        }
        Act::Help => browser::toggle_card(SHORTCUTS_CARD),
    }
    true
}

/// All shortcuts, and the switch that turns single keys off.
#[component]
pub(super) fn ShortcutsCard() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_shortcuts = desk.view.has_shortcuts;
    let lines = SHORTCUTS.iter().filter_map(|one| one.words);
    let lines = lines.map(|(keys, words)| {
        view! { <dt><kbd>{desk.t(keys)}</kbd></dt> <dd>{desk.t(words)}</dd> }
    });
    view! {
        <div id=SHORTCUTS_CARD class="card shortcuts" popover="auto" role="dialog" aria-label=desk.t(|t| t.shortcuts.shortcuts)>
            <h2>{desk.t(|t| t.shortcuts.shortcuts)}</h2>
            {switch(desk.t(|t| t.shortcuts.single), when(move || has_shortcuts.get()), does(move || has_shortcuts.update(|on| *on = !*on)))}
            <dl>{lines.collect_view()}</dl>
            <p>{desk.t(|t| t.shortcuts.pointer)}</p>
        </div>
    }
}
