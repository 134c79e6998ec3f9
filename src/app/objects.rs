//! The list of objects: the canvas's text alternative. Each with its colour, its
//! size or why it has no mask, a switch and its file; below them what holds for all.

use super::answer::ANSWER_CARD;
use super::chosen::Chosen;
use super::controls::{Entry, button, choice, does, line, slider, told, when};
use super::desk::Row;
use super::examples::Examples;
use super::export_card::EXPORT_CARD;
use super::menu::OBJECT_MENU;
use super::slices::in_slices;
use super::sorting::{Order, counts};
use super::stage::css;
use super::texts::{self, Texts};
use super::{ANSWER_INPUT, Desk};
use crate::browser;
use crate::geometry::Camera;
use crate::mask::THRESHOLDS;
use crate::pipeline::message::Role;
use crate::session::{Edit, Keep};
use leptos::prelude::*;
use std::ops::RangeInclusive;

#[component]
pub(super) fn Objects() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let count = move || desk.rows.read().len();
    let is_empty = when(move || count() == 0);
    // On a phone the list is a sheet at the bottom, which folds.
    let is_folded = RwSignal::new(false);
    let rows = in_slices(move || desk.listed());
    // What is below the list comes with its first row and not before, so that no frame has
    // all to lay out; then it stays while there are objects.
    let is_below = Memo::new(move |was_below| {
        let is_begun = || !rows.read().is_empty() || desk.listed().is_empty();
        count() > 0 && (was_below == Some(&true) || is_begun())
    });
    view! {
        <section
            class="objects"
            class:objects--folded=when(move || is_folded.get())
            aria-label=desk.t(|t| t.objects.objects)
            hidden=when(move || desk.picture.read().is_none())
        >
            <h2 class="objects__title">
                {desk.t(|t| t.objects.objects)} " " <span class="objects__count">{told(move || if count() > 0 { count().to_string() } else { String::new() })}</span>
                <button
                    type="button"
                    class="objects__export"
                    popovertarget=EXPORT_CARD
                >
                    {desk.t(|t| t.export.open)}
                </button>
                <button
                    type="button"
                    class="quiet objects__fold"
                    aria-expanded=told(move || (!is_folded.get()).to_string())
                    aria-label=desk.t(|t| t.objects.sheet)
                    on:click=move |_| is_folded.update(|folded| *folded = !*folded)
                >
                    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M5 8l5 5 5-5" /></svg>
                </button>
            </h2>
            <div class="objects__none" hidden=when(move || !is_empty.get())>
                <Nothing />
            </div>
            <Pair />
            <div class="sorting" hidden=when(move || count() < 2)>
                <Sorting />
            </div>
            <ul class="objects__list" hidden=is_empty on:pointerleave=move |_| desk.view.hovered.set(None)>
                <For each=move || rows.get() key=|row| row.key let:row>
                    <ObjectRow row=row />
                </For>
            </ul>
            <div class="below" hidden=when(move || !is_below.get())>
                <Chosen />
                <div class="looks">
                    <Looks />
                </div>
            </div>
            <div class="call" hidden=when(move || !desk.has_answer.get())>
                <p class="call__bill" hidden=when(move || desk.bill.read().is_empty())>{told(move || desk.bill.get())}</p>
                <button type="button" class="quiet" popovertarget=ANSWER_CARD>{desk.t(|t| t.objects.answer)}</button>
                <button
                    type="button"
                    class="quiet"
                    title=desk.t(|t| t.objects.compare_title)
                    hidden=is_empty
                    disabled=when(move || desk.is_busy())
                    on:click=move |_| desk.ask_for(Role::Second)
                >
                    {told(move || texts::compare_with(desk.tongue.get(), &desk.model.read()))}
                </button>
            </div>
        </section>
    }
}

/// The list's order, what of it is listed, and how many objects have each label.
#[component]
fn Sorting() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let entries = Signal::derive(move || {
        let texts = Texts::of(desk.tongue.get().language);
        let all = Order::ALL.iter().enumerate();
        let entries = all.map(|(at, (_, name))| Entry::new(at.to_string(), name(texts)));
        entries.collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let order = desk.order.get();
        let at = Order::ALL.iter().position(|(one, _)| *one == order);
        at.unwrap_or(0).to_string()
    });
    let choose = Callback::new(move |at: String| {
        let at = at.parse().ok();
        let order = at.and_then(|at: usize| Order::ALL.get(at));
        desk.order
            .set(order.map_or(Order::Answer, |(order, _)| *order));
    });
    let counted = Memo::new(move |_| {
        let rows = desk.rows.read();
        counts(rows.iter().map(|row| row.object.read().label.clone()))
    });
    let hint = desk.t(|t| t.order.filter_hint);
    let never = Signal::stored(false);
    let is_open = RwSignal::new(false);
    let labels = move || {
        let counted = is_open.get().then(|| counted.get());
        let counted = counted.into_iter().flatten();
        counted
            .filter(|(label, _)| !label.is_empty())
            .map(|(label, count)| {
                let wanted = label.clone();
                view! {
                    <li>
                        <button type="button" class="chip" on:click=move |_| desk.filter.set(wanted.clone())>
                            <bdi>{label}</bdi> {format!(" {count}")}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        {choice("order-field", desk.t(|t| t.order.order), entries, chosen, choose)}
        {line(desk.t(|t| t.order.filter), hint, never, desk.filter)}
        <details
            class="sorting__labels"
            hidden=when(move || counted.read().len() < 2)
            on:toggle:target=move |event| is_open.set(event.target().open())
        >
            <summary>{told(move || texts::labels(desk.tongue.get(), counted.read().len()))}</summary>
            <ul class="chips" aria-label=desk.t(|t| t.order.labels)>{labels}</ul>
        </details>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <p>{desk.t(|t| t.objects.say_what)}</p>
        <Examples />
        <p>
            {desk.t(|t| t.objects.or_before)} {button(desk.t(|t| t.objects.open_answer), "link", does(|| browser::open_chooser(ANSWER_INPUT)))} {desk.t(|t| t.objects.or_after)}
        </p>
    }
}

/// What is kept of two answers, while there are two.
#[component]
fn Pair() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ways = [
        (desk.t(|t| t.pair.first), Keep::First),
        (desk.t(|t| t.pair.second), Keep::Second),
        (desk.t(|t| t.pair.union), Keep::Union),
        (desk.t(|t| t.pair.intersection), Keep::Intersection),
    ];
    let ways = ways.map(|(label, how)| button(label, "", does(move || desk.keep(how))));
    view! {
        <fieldset class="pair" hidden=when(move || !desk.is_pair()) disabled=when(move || desk.is_busy())>
            <legend>{desk.t(|t| t.pair.keep)}</legend>
            {ways.collect_view()}
        </fieldset>
    }
}

#[component]
fn ObjectRow(row: Row) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let view = desk.view;
    let id = row.id;
    let (shown, object) = (RwSignal::from(row.visible), RwSignal::from(row.object));
    let object = move || object.get();
    let name = told(move || object().name.clone());
    let about = told(move || object().about.clone());
    // A class that is the label's own says nothing new.
    let class = told(move || {
        let object = object();
        let class = object.class.as_ref();
        let class = class.filter(|class| **class != object.label);
        class.cloned().unwrap_or_default()
    });
    let is_chosen = when(move || view.selected.read().contains(&id));
    let point = move |is_there: bool| view.hovered.set(is_there.then_some(id));
    // Alt with a click shows the object alone, as elsewhere.
    let show = move |event: leptos::ev::MouseEvent| {
        if event.alt_key() {
            event.prevent_default();
            desk.solo(vec![id]);
        }
    };
    view! {
        <li
            class="object"
            class:object--hidden=when(move || !shown.get())
            class:object--chosen=is_chosen
            class:object--pointed=when(move || view.hovered.get() == Some(id))
            on:pointerenter=move |_| point(true)
            on:focusin=move |_| point(true)
            on:contextmenu=move |event| {
                event.prevent_default();
                desk.open_menu(id, [event.client_x(), event.client_y()]);
            }
            on:focusout=move |_| point(false)
        >
            <input
                type="checkbox"
                class="object__shown"
                aria-label=told(move || texts::show(desk.tongue.get(), &name.get()))
                style:--mask=told(move || css(object().color))
                on:click=show
                on:change=move |event| {
                    desk.edit(Edit::Show { ids: vec![id], shown: event_target_checked(&event) });
                }
                bind:checked=shown
            />
            <button
                type="button"
                class="object__text"
                aria-pressed=told(move || is_chosen.get().to_string())
                on:click=move |event| {
                    let is_adding = event.shift_key() || event.ctrl_key() || event.meta_key();
                    view.choose(id, is_adding);
                }
            >
                <span>
                    <bdi class="object__name">{name}</bdi>
                    {move || {
                        let class = class.get();
                        (!class.is_empty()).then(|| view! { " " <bdi class="object__class">{class}</bdi> })
                    }}
                </span>
                <span class="object__about" class:object__about--problem=when(move || object().is_lacking)>{about}</span>
            </button>
            <button
                type="button"
                class="quiet object__save"
                hidden=when(move || !object().has_mask)
                title=desk.t(|t| t.menu.drag)
                draggable="true"
                on:pointerenter=move |_| desk.prepare_drag(untrack(object))
                on:pointerleave=move |_| desk.expect_no_drag()
                on:dragstart=move |event| desk.drag(&event, &untrack(object))
                aria-label=told(move || texts::save_cut_out(desk.tongue.get(), &name.get()))
                disabled=when(move || desk.is_busy())
                on:click=move |_| desk.save_cut_out(untrack(object))
            >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9M6 8.500l4 4 4-4M4 16h12" /></svg>
            </button>
            <button
                type="button"
                class="quiet object__save"
                aria-label=told(move || texts::more(desk.tongue.get(), &name.get()))
                popovertarget=OBJECT_MENU
                on:click=move |event| desk.menu.set(Some((id, browser::corner(&event))))
            >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10h.01M10 10h.01M16 10h.01" /></svg>
            </button>
        </li>
    }
}

/// How masks are drawn, and the file of all of them.
#[component]
fn Looks() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let always = Signal::stored(false);
    let no_png = Signal::derive(move || !desk.has_soft_masks());
    let flat = Signal::derive(move || !desk.has_cuboids());
    // While it is being moved the masks are only drawn there, which is quicker.
    let cut = Callback::new(move |is_done: bool| {
        desk.view.is_moving.set(!is_done);
        if is_done {
            desk.cut();
        }
    });
    let moved = Callback::new(move |is_done: bool| desk.view.is_moving.set(!is_done));
    let dividing = Callback::new(|_| {});
    let look = Callback::new(move |is_done: bool| {
        if !is_done {
            desk.look_through();
        }
    });
    view! {
        {slider(desk.t(|t| t.looks.opacity), [0, 100], always, always, desk.fill, |fill| format!("{fill} %"), moved)}
        {slider(desk.t(|t| t.looks.threshold), ends(&THRESHOLDS), always, no_png, desk.threshold, |threshold| threshold.to_string(), cut)}
        {slider(desk.t(|t| t.looks.divider), [0, 100], always, always, desk.view.divider, |share| format!("{share} %"), dividing)}
        {slider(desk.t(|t| t.looks.field_of_view), ends(&Camera::VIEWS), flat, always, desk.degrees, |degrees| format!("{degrees}°"), look)}
            <button type="button" disabled=when(move || desk.is_busy() || desk.is_pair()) on:click=move |_| desk.save_overlay()>
                {desk.t(|t| t.objects.save_overlay)}
            </button>
    }
}

/// The least and the most that a slider can be set to.
fn ends(values: &RangeInclusive<u8>) -> [u8; 2] {
    [*values.start(), *values.end()]
}
