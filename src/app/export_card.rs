//! The export card: the format, what is taken of which pictures, the classes, and the
//! files that will come, with what the format cannot hold. Never makes any of it.

use super::Desk;
use super::controls::{Entry, button_if, choice, does, slider, switch, told, when};
use super::exporting::Exports;
use super::messages::card_message;
use super::texts::{self, Text, Texts};
use crate::browser;
use crate::export::{Format, Group};
use crate::pipeline::plan::{Background, How};
use crate::session::words;
use leptos::ev::Event;
use leptos::prelude::*;

/// The id of the card.
pub(super) const EXPORT_CARD: &str = "export-card";

/// The id of the input of the picture behind cut-outs.
pub(super) const BACKDROP_INPUT: &str = "backdrop-file";

/// Which objects.
const WHICH: [Text; 3] = [|t| t.export.shown, |t| t.export.all, |t| t.export.chosen];

/// What may be behind a cut-out.
const BACKGROUNDS: [(Background, Text); 4] = [
    (Background::None, |t| t.export.transparent),
    (Background::Color, |t| t.export.color),
    (Background::Blur, |t| t.export.blurred),
    (Background::Picture, |t| t.export.other_picture),
];

#[component]
pub(super) fn ExportCard() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let exports = desk.exports;
    let opened = move |event: Event| {
        let is_open = browser::is_open(&event);
        exports.is_open.set(is_open);
        if is_open {
            desk.open_exports();
        }
    };
    view! {
        <div id=EXPORT_CARD class="card export" popover="auto" role="dialog" tabindex="-1" autofocus aria-label=desk.t(|t| t.export.export) on:toggle=opened>
            <h2>{desk.t(|t| t.export.export)}</h2>
            {move || exports.is_open.get().then(|| view! { <Choices /> })}
        </div>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let exports = desk.exports;
    let formats = Signal::derive(move || {
        let tongue = desk.tongue.get();
        let all = Format::ALL.iter();
        let all = all.map(|format| Entry::new(format.id(), words::format_name(tongue, *format)));
        all.collect::<Vec<_>>()
    });
    let format = Memo::new(move |_| {
        let how = exports.how.read();
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.id() == how.format)
    });
    let about = told(move || {
        let format = format.get();
        format.map_or_else(String::new, |format| {
            words::format_about(desk.tongue.get(), format)
        })
    });
    let id = told(move || exports.how.read().format.clone());
    let choose = Callback::new(move |id| exports.how.update(|how| how.format = id));
    let which = Signal::derive(move || {
        let texts = Texts::of(desk.tongue.get().language);
        let has_chosen = !desk.view.selected.read().is_empty();
        let all = WHICH
            .iter()
            .enumerate()
            .take(if has_chosen { 3 } else { 2 });
        let all = all.map(|(at, name)| Entry::new(at.to_string(), name(texts)));
        all.collect::<Vec<_>>()
    });
    // What was chosen may be chosen no more.
    Effect::new(move |_| {
        if desk.view.selected.read().is_empty() && exports.which.get_untracked() == 2 {
            exports.which.set(0);
        }
    });
    let which_now = told(move || exports.which.get().to_string());
    let take = Callback::new(move |at: String| {
        if let Ok(at) = at.parse() {
            exports.which.set(at);
        }
    });
    let lacks_backdrop = when(move || {
        let is_asked = exports.how.read().background == Background::Picture;
        let is_there = exports.backdrop.read().is_some();
        let format = format.get();
        let is_cut = format.is_some_and(|format| format.group() == Group::CutOut);
        is_asked && is_cut && !is_there
    });
    let is_ready = when(move || desk.is_previewed() && !lacks_backdrop.get() && !desk.is_busy());
    let is_empty = when(move || {
        let preview = exports.preview.read();
        preview.files == 0 || (preview.objects == 0 && !preview_is_of_pictures(desk))
    });
    let of = move |group: Group| when(move || format.get().is_some_and(|one| one.group() == group));
    let has = move |holds: fn(Format) -> bool| when(move || format.get().is_some_and(holds));
    view! {
        <div class="export__row">
            <label for="export-format">{desk.t(|t| t.export.format)}</label>
            {choice("export-format", desk.t(|t| t.export.format), formats, id, choose)}
        </div>
        <p class="export__about">{about}</p>
        <div class="export__row">
            <label for="export-which">{desk.t(|t| t.export.which)}</label>
            {choice("export-which", desk.t(|t| t.export.which), which, which_now, take)}
        </div>
        <Pictures />
        <Classes is_there=has(Format::has_classes) />
        <Datasets is_there=of(Group::Dataset) has_rows=has(Format::has_rows) />
        <Corners is_there=has(Format::has_outlines) />
        <Images is_there=of(Group::CutOut) />
        <p class="export__note" hidden=when(move || !exports.preview.read().has_second)>{desk.t(|t| t.export.pair)}</p>
        <p class="export__note" hidden=when(move || !lacks_backdrop.get())>{desk.t(|t| t.export.no_backdrop)}</p>
        <Losses />
        <Files is_empty />
        <div class="export__row">
            <button type="button" class="primary" disabled=when(move || is_empty.get() || !is_ready.get()) on:click=move |_| desk.export()>
                {desk.t(|t| t.export.save)}
            </button>
        </div>
    }
}

/// Whether pictures without objects are exported on purpose.
fn preview_is_of_pictures(desk: Desk) -> bool {
    let exports = desk.exports;
    exports.how.read().pictures && exports.taken.read().values().any(|taken| *taken)
}

/// The pictures of the tray, where there are several.
#[component]
fn Pictures() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let exports = desk.exports;
    let all = Memo::new(move |_| desk.countable());
    let count = told(move || {
        let all = all.read();
        let taken = all
            .iter()
            .filter(|(number, _, objects)| desk.is_taken(*number, *objects));
        texts::pictures_of(desk.tongue.get(), taken.count(), all.len())
    });
    let lines = move || {
        let all = all.get().into_iter();
        let line = all.map(|(number, name, objects)| {
            let label = told(move || texts::with_objects(desk.tongue.get(), &name, objects));
            let is_on = when(move || desk.is_taken(number, objects));
            let turn = does(move || {
                let is_on = untrack(move || is_on.get());
                exports.taken.update(|taken| {
                    taken.insert(number, !is_on);
                });
            });
            view! { <li>{switch(label, is_on, turn)}</li> }
        });
        line.collect_view()
    };
    view! {
        <details class="export__more" hidden=when(move || all.read().len() < 2 || exports.which.get() == 2)>
            <summary>{count}</summary>
            <ul class="export__list">{lines}</ul>
        </details>
    }
}

/// The class of each label.
#[component]
fn Classes(is_there: Signal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let classes = desk.exports.classes;
    let labels = Memo::new(move |_| desk.exports.preview.read().labels.clone());
    let lines = move || {
        let line = labels.get().into_iter().map(|(label, count)| {
            let no_label = desk.t(|t| t.export.no_label);
            let shown = label.clone();
            let shown = told(move || match shown.is_empty() {
                true => no_label.get(),
                false => shown.clone(),
            });
            let name = told(move || texts::class_of(desk.tongue.get(), &shown.get()));
            let (of, to) = (label.clone(), label.clone());
            let class = told(move || classes.read().get(&of).cloned().unwrap_or_default());
            let set = move |typed: String| {
                let class = typed.trim().to_owned();
                classes.update(|classes| match class.is_empty() {
                    true => {
                        classes.remove(&to);
                    }
                    false => {
                        classes.insert(to.clone(), class);
                    }
                });
            };
            view! {
                <li class="export__class">
                    <span><bdi>{shown}</bdi> {format!(" {count}")}</span>
                    <input
                        type="text" aria-label=name placeholder=label autocomplete="off" spellcheck="false"
                        prop:value=class on:change:target=move |event| set(event.target().value())
                    />
                </li>
            }
        });
        line.collect_view()
    };
    let is_hidden = when(move || !is_there.get() || labels.read().is_empty());
    view! {
        <details class="export__more" hidden=is_hidden>
            <summary>{desk.t(|t| t.export.classes)}</summary>
            <p class="export__note">{desk.t(|t| t.export.classes_note)}</p>
            <ul class="export__list">{lines}</ul>
        </details>
    }
}

/// Something of the choice that is on or off.
fn turn(desk: Desk, label: Text, is_on: fn(&How) -> bool, turn: fn(&mut How)) -> impl IntoView {
    let how = desk.exports.how;
    switch(
        desk.t(label),
        when(move || is_on(&how.read())),
        does(move || how.update(turn)),
    )
}

/// A number of the choice.
fn amount(
    desk: Desk,
    label: Text,
    most: u8,
    value: fn(&How) -> u8,
    set: fn(&mut How, u8),
    shown: fn(u8) -> String,
) -> impl IntoView {
    let how = desk.exports.how;
    let now = RwSignal::new(untrack(|| value(&how.read())));
    let changed = Callback::new(move |is_done: bool| {
        if is_done {
            how.update(|how| set(how, now.get_untracked()));
        }
    });
    let never = Signal::stored(false);
    slider(desk.t(label), [0, most], never, never, now, shown, changed)
}

fn pixels(pixels: u8) -> String {
    format!("{pixels} px")
}

/// What datasets may have.
#[component]
fn Datasets(is_there: Signal<bool>, has_rows: Signal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div class="export__part" hidden=when(move || !is_there.get())>
            {turn(desk, |t| t.export.with_pictures, |how| how.pictures, |how| how.pictures = !how.pictures)}
            <div hidden=when(move || !desk.exports.how.read().pictures)>
                {turn(desk, |t| t.export.metadata, |how| how.metadata, |how| how.metadata = !how.metadata)}
            </div>
            <div hidden=when(move || !has_rows.get())>
                {turn(desk, |t| t.export.rows, |how| how.rows, |how| how.rows = !how.rows)}
            </div>
        </div>
    }
}

/// How exact outlines are.
#[component]
fn Corners(is_there: Signal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let tenths = |tenths: u8| format!("{}.{} px", tenths / 10, tenths % 10);
    view! {
        <div class="export__part" hidden=when(move || !is_there.get())>
            {amount(desk, |t| t.export.smoothing, 50, |how| how.tolerance, |how, tenths| how.tolerance = tenths, tenths)}
        </div>
    }
}

/// What cut-outs look like.
#[component]
fn Images(is_there: Signal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let how = desk.exports.how;
    let entries = Signal::derive(move || {
        let texts = Texts::of(desk.tongue.get().language);
        let all = BACKGROUNDS.iter().enumerate();
        let all = all.map(|(at, (_, name))| Entry::new(at.to_string(), name(texts)));
        all.collect::<Vec<_>>()
    });
    let now = Memo::new(move |_| how.read().background);
    let at = told(move || {
        let now = now.get();
        let at = BACKGROUNDS.iter().position(|(one, _)| *one == now);
        at.unwrap_or(0).to_string()
    });
    let choose = Callback::new(move |at: String| {
        let chosen = at.parse().ok().and_then(|at: usize| BACKGROUNDS.get(at));
        if let Some((background, _)) = chosen {
            how.update(|how| how.background = *background);
        }
    });
    let is = move |one: Background| when(move || now.get() == one);
    let color = told(move || super::stage::hex(how.read().color));
    let recolor = move |typed: String| {
        if let Some(color) = super::chosen::color_of(&typed) {
            how.update(|how| how.color = color);
        }
    };
    let name = told(move || desk.exports.backdrop.get().unwrap_or_default());
    view! {
        <div class="export__part" hidden=when(move || !is_there.get())>
            {turn(desk, |t| t.export.crop, |how| how.crop, |how| how.crop = !how.crop)}
            <div hidden=when(move || !how.read().crop)>
                {amount(desk, |t| t.export.margin, 200, |how| how.margin, |how, margin| how.margin = margin, pixels)}
            </div>
            {amount(desk, |t| t.export.feather, 50, |how| how.feather, |how, feather| how.feather = feather, pixels)}
            <div class="export__row">
                <label for="export-background">{desk.t(|t| t.export.background)}</label>
                {choice("export-background", desk.t(|t| t.export.background), entries, at, choose)}
                <input
                    type="color" aria-label=desk.t(|t| t.export.color) hidden=when(move || !is(Background::Color).get())
                    prop:value=color on:change:target=move |event| recolor(event.target().value())
                />
                {button_if(desk.t(|t| t.export.choose_picture), "", is(Background::Picture), does(|| browser::open_chooser(BACKDROP_INPUT)))}
                <bdi hidden=when(move || !is(Background::Picture).get())>{name}</bdi>
            </div>
            <div hidden=when(move || !is(Background::Blur).get())>
                {amount(desk, |t| t.export.blur, 100, |how| how.blur, |how, blur| how.blur = blur, pixels)}
            </div>
            {turn(desk, |t| t.export.labelled, |how| how.labelled, |how| how.labelled = !how.labelled)}
        </div>
    }
}

/// What the format cannot hold, or why there is nothing.
#[component]
fn Losses() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Exports {
        preview, problem, ..
    } = desk.exports;
    let said = Memo::new(move |_| {
        let losses = preview.read().losses.clone();
        problem.get().into_iter().chain(losses).collect::<Vec<_>>()
    });
    view! {
        <ul class="export__losses" role="status" hidden=when(move || said.read().is_empty())>
            {move || said.get().into_iter().map(card_message).collect_view()}
        </ul>
    }
}

/// The files that will come.
#[component]
fn Files(is_empty: Signal<bool>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let preview = desk.exports.preview;
    let nothing = desk.t(|t| t.export.nothing);
    let title = told(move || {
        let preview = preview.read();
        match is_empty.get() {
            true => nothing.get(),
            false => texts::comes_to(desk.tongue.get(), preview.files, preview.objects),
        }
    });
    let paths = move || {
        let preview = preview.read();
        let path = preview.paths.iter().cloned();
        path.map(|path| view! { <li><bdi>{path}</bdi></li> })
            .collect_view()
    };
    let more = told(move || {
        let preview = preview.read();
        match preview.files.saturating_sub(preview.paths.len()) {
            0 => String::new(),
            more => texts::more_files(desk.tongue.get(), more),
        }
    });
    view! {
        <p class="export__count" role="status">{title}</p>
        <details class="export__more" hidden=is_empty>
            <summary>{desk.t(|t| t.export.files)}</summary>
            <ul class="export__list export__paths">{paths}</ul>
            <p class="export__note">{more}</p>
        </details>
    }
}
