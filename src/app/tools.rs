//! The tools over the picture: how large it is shown, how masks are drawn, what a drag
//! does, and back and forth through what was done. Never more than buttons: each does
//! what a key does too.

use super::Desk;
use super::controls::{Entry, button_if, choice, does, told, when};
use super::history::History;
use super::keys::{SHORTCUTS_CARD, STYLES};
use super::viewer::{STEP, Tool};
use crate::browser;
use crate::pipeline::message::Style;
use leptos::prelude::*;

/// The tools, what they are called, and their signs.
const TOOLS: [(Tool, &str, &str); 5] = [
    (Tool::Select, "Choose", "M5 3l10 8-5 .8L7.500 17z"),
    (
        Tool::Brush,
        "Brush",
        "M16.500 3.500l-7 7M9 11c-3 0-3 3-5 5 4 1 7-1 7-3z",
    ),
    (Tool::Eraser, "Eraser", "M8 16l-4-4 8-8 5 5-7 7zM4 12l5 5"),
    (
        Tool::LassoAdd,
        "Lasso, add",
        "M10 4c8 0 8 8 0 8S2 4 10 4zM7 11c-2 2 0 4-2 6M14 13v5M11.500 15.500h5",
    ),
    (
        Tool::LassoTake,
        "Lasso, take away",
        "M10 4c8 0 8 8 0 8S2 4 10 4zM7 11c-2 2 0 4-2 6M11.500 15.500h5",
    ),
];

#[component]
pub(super) fn Tools() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let view = desk.view;
    let has_objects = when(move || !desk.rows.read().is_empty());
    let percent = told(move || {
        let port = view.port.get();
        let scale = port.map_or(1.0, |port| port.scale() * browser::pixel_ratio());
        format!("{:.0} %", 100.0 * scale)
    });
    let styles = Style::ALL.into_iter().zip(STYLES).enumerate();
    let styles = styles.map(|(at, (_, name))| Entry::new(at.to_string(), name));
    let styles = Signal::stored(styles.collect::<Vec<_>>());
    let style = Signal::derive(move || {
        let at = Style::ALL.iter().position(|one| *one == view.style.get());
        at.unwrap_or(0).to_string()
    });
    let set_style = Callback::new(move |at: String| {
        let at = at.parse().ok();
        let style = at.and_then(|at: usize| Style::ALL.get(at)).copied();
        view.style.set(style.unwrap_or_default());
    });
    let tools = TOOLS.map(|(tool, name, sign)| {
        view! {
            <button
                type="button"
                class="quiet tool"
                title=name
                aria-label=name
                aria-pressed=told(move || (view.tool.get() == tool).to_string())
                on:click=move |_| view.tool.set(tool)
            >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d=sign /></svg>
            </button>
        }
    });
    let is_brush = when(move || matches!(view.tool.get(), Tool::Brush | Tool::Eraser));
    let set_brush = move |typed: String| {
        if let Ok(size) = typed.parse() {
            view.brush.set(size);
        }
    };
    let hold = move |is_held: bool| view.is_original.set(is_held);
    // On a phone all but the zoom unfolds.
    let is_open = RwSignal::new(false);
    view! {
        <div
            class="tools"
            class:tools--open=when(move || is_open.get())
            role="toolbar"
            aria-label="Tools"
            hidden=when(move || desk.picture.read().is_none())
        >
            <div class="tools__group" role="group" aria-label="Zoom">
                <button type="button" class="quiet tool" aria-label="Zoom out" on:click=move |_| view.zoom(1.0 / STEP)>"−"</button>
                <button type="button" class="quiet tools__percent" title="100 %" aria-label=told(move || format!("100 %, now {}", percent.get())) on:click=move |_| view.zoom_to(1.0 / browser::pixel_ratio())>{percent}</button>
                <button type="button" class="quiet tool" aria-label="Zoom in" on:click=move |_| view.zoom(STEP)>"+"</button>
                <button type="button" class="quiet" on:click=move |_| view.look(|port| port.fit())>"Fit"</button>
            </div>
            <button
                type="button"
                class="quiet tools__fold"
                aria-expanded=told(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                "Tools"
            </button>
            <div class="tools__group tools__more" role="group" aria-label="Drawing" hidden=when(move || desk.is_pair())>
                {tools.collect_view()}
                <label class="tools__brush" hidden=when(move || !is_brush.get())>
                    <span class="visually-hidden">"Size of the brush"</span>
                    <input
                        type="range" min="2" max="200" aria-label="Size of the brush"
                        prop:value=move || view.brush.get().to_string()
                        on:input:target=move |event| set_brush(event.target().value())
                    />
                    <output>{told(move || format!("{} px", view.brush.get()))}</output>
                </label>
            </div>
            <div class="tools__group tools__more" role="group" aria-label="History" hidden=when(move || !has_objects.get())>
                <History />
            </div>
            <div class="tools__group tools__more tools__group--end" hidden=when(move || !has_objects.get())>
                {choice("style-field", "Look of the masks", styles, style, set_style)}
                <button
                    type="button"
                    class="quiet"
                    title="Held, it shows the picture without masks (H)"
                    aria-pressed=told(move || view.is_original.get().to_string())
                    on:pointerdown=move |_| hold(true)
                    on:pointerup=move |_| hold(false)
                    on:pointerleave=move |_| hold(false)
                    on:keydown=move |event: leptos::ev::KeyboardEvent| {
                        if event.key() == "Enter" || event.key() == " " {
                            hold(true);
                        }
                    }
                    on:keyup=move |_| hold(false)
                    on:blur=move |_| hold(false)
                >
                    "Original"
                </button>
            </div>
            {button_if("Shortcuts", "quiet tools__more", Signal::stored(true), does(|| browser::toggle_card(SHORTCUTS_CARD)))}
        </div>
    }
}
