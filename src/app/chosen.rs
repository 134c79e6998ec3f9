//! What can be done with the chosen objects, or with all where none is: label, class,
//! colour, shape. Never does it itself.

use super::Desk;
use super::controls::{button_if, does, switch, told, when};
use super::stage::hex;
use super::texts::{self, Text};
use crate::mask::{GROW, Refine, SMOOTH};
use crate::pipeline::message;
use crate::session::Edit;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The id of the list of labels and classes that a person may choose from.
const NAMES: &str = "names";

#[component]
pub(super) fn Chosen() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ids = move || desk.view.selected.get();
    let count = move || desk.view.selected.read().len();
    let first = Memo::new(move |_| {
        let selected = desk.view.selected.get();
        let rows = desk.rows.read();
        let row = rows.iter().find(|row| selected.first() == Some(&row.id));
        row.map(|row| row.object.get())
    });
    let of_first = move |text: fn(&message::Row) -> String| {
        told(move || {
            let first = first.read();
            first
                .as_ref()
                .map_or_else(String::new, |row| text(row.as_ref()))
        })
    };
    let label = of_first(|row| row.label.clone());
    let class = of_first(|row| row.class.clone().unwrap_or_default());
    let color = told(move || hex(first.read().as_ref().map_or([0; 3], |row| row.color)));
    let title = told(move || match (count(), first.get()) {
        (1, Some(row)) => row.name.clone(),
        (count, _) => texts::objects(desk.tongue.get(), count),
    });
    let is_none = when(move || count() == 0);
    // Nobody chooses from them before.
    let names = Memo::new(move |_| {
        let rows = match is_none.get() {
            true => Vec::new(),
            false => desk.rows.get(),
        };
        let names = rows.iter().flat_map(|row| {
            let object = row.object.read();
            [Some(object.label.clone()), object.class.clone()]
        });
        names
            .flatten()
            .filter(|name| !name.is_empty())
            .collect::<BTreeSet<_>>()
    });
    let rename = Callback::new(move |label| desk.edit(Edit::Rename { ids: ids(), label }));
    let classify = Callback::new(move |class| desk.edit(Edit::Classify { ids: ids(), class }));
    let recolor = move |typed: String| {
        if let Some(color) = color_of(&typed) {
            desk.edit(Edit::Recolor {
                ids: ids(),
                color: Some(color),
            });
        }
    };
    let always = Signal::stored(true);
    let several = when(move || count() > 1);
    view! {
        <section class="chosen" aria-label=desk.t(|t| t.chosen.chosen) hidden=is_none>
            <h3 class="chosen__title"><bdi>{title}</bdi></h3>
            <div class="chosen__row">
                {name(desk.t(|t| t.chosen.label), Signal::stored(String::new()), label, rename)}
                <input
                    type="color" aria-label=desk.t(|t| t.chosen.color) title=desk.t(|t| t.chosen.color) prop:value=color
                    on:change:target=move |event| recolor(event.target().value())
                />
            </div>
            <div class="chosen__row">
                {name(desk.t(|t| t.chosen.class), desk.t(|t| t.chosen.class_hint), class, classify)}
                <datalist id=NAMES>
                    {move || names.get().into_iter().map(|name| view! { <option value=name /> }).collect_view()}
                </datalist>
            </div>
            <div class="chosen__row">
                {button_if(desk.t(|t| t.chosen.zoom_to), "quiet", always, does(move || desk.show_selected()))}
                {button_if(desk.t(|t| t.chosen.alone), "quiet", always, does(move || desk.solo(ids())))}
                {button_if(desk.t(|t| t.chosen.unite), "quiet", several, does(move || {
                    let chosen = ids();
                    desk.view.selected.update(|selected| selected.truncate(1));
                    desk.edit(Edit::Unite(chosen));
                }))}
                {button_if(desk.t(|t| t.chosen.split), "quiet", always, does(move || desk.edit(Edit::Split(ids()))))}
                {button_if(desk.t(|t| t.chosen.palette), "quiet", always, does(move || desk.edit(Edit::Recolor { ids: ids(), color: None })))}
                {button_if(desk.t(|t| t.chosen.delete), "quiet", always, does(move || desk.delete(ids())))}
                {button_if(desk.t(|t| t.chosen.none), "quiet", always, does(move || desk.view.selected.set(Vec::new())))}
            </div>
        </section>
        <Refinement />
    }
}

/// A name of what is chosen, which a person types or takes from those there are.
fn name(
    label: Signal<String>,
    hint: Signal<String>,
    value: Signal<String>,
    change: Callback<String>,
) -> impl IntoView + use<> {
    view! {
        <label class="chosen__name">
            <span>{label}</span>
            <input
                type="text" aria-label=label list=NAMES autocomplete="off" placeholder=hint
                prop:value=value
                on:change:target=move |event| change.run(event.target().value())
            />
        </label>
    }
}

/// How the masks' shapes are refined: of what is chosen, or of all.
#[component]
fn Refinement() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ids = move || desk.view.selected.get();
    let now = Memo::new(move |_| desk.refined(&desk.view.selected.get()));
    let refine = move |change: fn(&mut Refine, i64), value: i64| {
        let unseen = desk.unseen();
        let waiting = unseen.edits.refine_of(&untrack(ids));
        let mut refine = waiting.unwrap_or_else(|| untrack(move || desk.refined(&ids())));
        change(&mut refine, value);
        desk.edit(Edit::Refine {
            ids: untrack(ids),
            refine,
        });
    };
    let (all, of_chosen) = (
        desk.t(|t| t.chosen.refine_all),
        desk.t(|t| t.chosen.refine_chosen),
    );
    let title = told(move || match desk.view.selected.read().len() {
        0 => all.get(),
        _ => of_chosen.get(),
    });
    let number = move |label: Text,
                       range: [i64; 2],
                       value: fn(&Refine) -> i64,
                       change: fn(&mut Refine, i64)| {
        let [least, most] = range;
        let set = move |typed: String| {
            if let Ok(value) = typed.parse() {
                refine(change, value);
            }
        };
        view! {
            <label class="slider">
                <span>{desk.t(label)}</span>
                <input
                    type="range" aria-label=desk.t(label) min=least max=most
                    prop:value=move || value(&now.read()).to_string()
                    on:input:target=move |event| set(event.target().value())
                />
                <output>{told(move || format!("{} px", value(&now.read())))}</output>
            </label>
        }
    };
    view! {
        <details class="refinement">
            <summary>{title}</summary>
            {number(|t| t.chosen.grow, [(-GROW).into(), GROW.into()], |refine| refine.grow.into(), |refine, value| refine.grow = value as i8)}
            {number(|t| t.chosen.smooth, [0, SMOOTH.into()], |refine| refine.smooth.into(), |refine, value| refine.smooth = value as u8)}
            {number(|t| t.chosen.specks, [0, 2000], |refine| refine.specks.into(), |refine, value| refine.specks = value as u32)}
            {switch(desk.t(|t| t.chosen.fill_holes), when(move || now.read().fill_holes), does(move || {
                refine(|refine, _| refine.fill_holes = !refine.fill_holes, 0);
            }))}
        </details>
    }
}

/// A colour as an input of colours has it: `#rrggbb`.
pub(super) fn color_of(typed: &str) -> Option<[u8; 3]> {
    let digits = typed.strip_prefix('#')?;
    let number = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| digits.len() == 6)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}
