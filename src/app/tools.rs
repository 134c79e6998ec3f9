//! The tools over the picture: how large it is shown, how masks are drawn, what a drag
//! does, and back and forth through what was done. Never more than buttons: each does
//! what a key does too.

use super::Desk;
use super::controls::{Entry, button_if, choice, does, told, when};
use super::history::History;
use super::keys::{SHORTCUTS_CARD, STYLES};
use super::texts::{self, Text, Texts};
use super::viewer::{STEP, Tool};
use crate::browser;
use crate::pipeline::message::Style;
use crate::session::Steps;
use leptos::prelude::*;

/// The tools, what they are called, and their signs.
const TOOLS: [(Tool, Text, &str); 5] = [
    (Tool::Select, |t| t.tools.choose, "M5 3l10 8-5 .8L7.500 17z"),
    (
        Tool::Brush,
        |t| t.tools.brush,
        "M16.500 3.500l-7 7M9 11c-3 0-3 3-5 5 4 1 7-1 7-3z",
    ),
    (
        Tool::Eraser,
        |t| t.tools.eraser,
        "M8 16l-4-4 8-8 5 5-7 7zM4 12l5 5",
    ),
    (
        Tool::LassoAdd,
        |t| t.tools.lasso_add,
        "M10 4c8 0 8 8 0 8S2 4 10 4zM7 11c-2 2 0 4-2 6M14 13v5M11.500 15.500h5",
    ),
    (
        Tool::LassoTake,
        |t| t.tools.lasso_take,
        "M10 4c8 0 8 8 0 8S2 4 10 4zM7 11c-2 2 0 4-2 6M11.500 15.500h5",
    ),
];

#[component]
pub(super) fn Tools() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let view = desk.view;
    let has_objects = when(move || !desk.rows.read().is_empty());
    // Where the last step took all objects away, it can still be taken back.
    let has_steps = when(move || *desk.steps.read() != Steps::default());
    let percent = told(move || {
        let port = view.port.get();
        let scale = port.map_or(1.0, |port| port.scale() * browser::pixel_ratio());
        format!("{:.0} %", 100.0 * scale)
    });
    let styles = Signal::derive(move || {
        let texts = Texts::of(desk.tongue.get().language);
        let names = STYLES.iter().enumerate();
        let entries = names.map(|(at, name)| Entry::new(at.to_string(), name(texts)));
        entries.collect::<Vec<_>>()
    });
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
                title=desk.t(name)
                aria-label=desk.t(name)
                aria-pressed=told(move || (view.tool.get() == tool).to_string())
                on:click=move |_| desk.take_tool(tool)
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
    // Of two answers nothing is drawn.
    Effect::new(move |_| {
        if desk.is_pair() {
            desk.take_tool(Tool::Select);
        }
    });
    // On a phone all but the zoom unfolds.
    let is_open = RwSignal::new(false);
    view! {
        <div
            class="tools"
            class:tools--open=when(move || is_open.get())
            role="toolbar"
            aria-label=desk.t(|t| t.tools.tools)
            hidden=when(move || desk.picture.read().is_none())
        >
            <div class="tools__group" role="group" aria-label=desk.t(|t| t.tools.zoom)>
                <button type="button" class="quiet tool" aria-label=desk.t(|t| t.tools.zoom_out) on:click=move |_| view.zoom(1.0 / STEP)>"−"</button>
                <button type="button" class="quiet tools__percent" title="100 %" aria-label=told(move || texts::at_full_size(desk.tongue.get(), &percent.get())) on:click=move |_| view.zoom_to(1.0 / browser::pixel_ratio())>{percent}</button>
                <button type="button" class="quiet tool" aria-label=desk.t(|t| t.tools.zoom_in) on:click=move |_| view.zoom(STEP)>"+"</button>
                <button type="button" class="quiet" on:click=move |_| view.look(|port| port.fit())>{desk.t(|t| t.tools.fit)}</button>
            </div>
            <button
                type="button"
                class="quiet tools__fold"
                aria-expanded=told(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|open| *open = !*open)
            >
                {desk.t(|t| t.tools.tools)}
            </button>
            <div class="tools__group tools__more" role="group" aria-label=desk.t(|t| t.tools.drawing) hidden=when(move || desk.is_pair())>
                {tools.collect_view()}
                <label class="tools__brush" hidden=when(move || !is_brush.get())>
                    <span class="visually-hidden">{desk.t(|t| t.tools.brush_size)}</span>
                    <input
                        type="range" min="2" max="200" aria-label=desk.t(|t| t.tools.brush_size)
                        prop:value=move || view.brush.get().to_string()
                        on:input:target=move |event| set_brush(event.target().value())
                    />
                    <output>{told(move || format!("{} px", view.brush.get()))}</output>
                </label>
            </div>
            <div class="tools__group tools__more" role="group" aria-label=desk.t(|t| t.history.history) hidden=when(move || !has_objects.get() && !has_steps.get())>
                <History />
            </div>
            <div class="tools__group tools__more tools__group--end" hidden=when(move || !has_objects.get())>
                {choice("style-field", desk.t(|t| t.tools.look), styles, style, set_style)}
                <button
                    type="button"
                    class="quiet"
                    title=desk.t(|t| t.tools.original_title)
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
                    {desk.t(|t| t.tools.original)}
                </button>
            </div>
            {button_if(desk.t(|t| t.tools.shortcuts), "quiet tools__more", Signal::stored(true), does(|| browser::toggle_card(SHORTCUTS_CARD)))}
        </div>
    }
}
