//! The table of the page list.

use domain::language::Language;
use domain::list::{From, SIZES};
use domain::page::{LanguageState, PageFilter, PageRow, PageSort};
use leptos::prelude::*;

use super::change::Change;
use super::{List, address};
use crate::layout::admin::{may_edit, use_desk, use_go, use_speech};
use crate::routes;
use crate::text::admin::Admin;
use crate::text::page_list::PageList as Text;
use crate::ui::icon::{Icon, STAR};
use crate::ui::pager::{Pager, PagerSize};
use crate::ui::table::{SkeletonRows, SortHead, TableFrame};
use crate::ui::time::{LocalTime, written, zone};

#[component]
pub(super) fn Rows(list: List) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let (languages, may_edit) = (use_desk().languages.all, may_edit());
    let columns = languages.len() + 3 + if may_edit { 2 } else { 0 };
    let row = move |row: PageRow| view! { <Row list row/> };
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.answer.is_busy())>
                <table class="table">
                    <caption class="unseen">{text.caption}</caption>
                    <Head list languages/>
                    {move || match list.latest.get() {
                        Some(page_list) => view! { <tbody>{page_list.stretch.rows.into_iter().map(row).collect_view()}</tbody> }.into_any(),
                        None => view! { <SkeletonRows rows=8 columns has_ticks=may_edit/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <Way list/>
        </div>
    }
}

#[component]
fn Head(list: List, languages: Vec<Language>) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let href = move |sort| Signal::derive(move || list.filter.with(|filter| address::href(&address::sorted_by(filter, sort))));
    let sorted = move |sort: PageSort| {
        Signal::derive(move || list.filter.with(|filter| (filter.sort == sort).then_some(filter.direction)))
    };
    view! {
        <thead>
            <tr>
                {may_edit().then(|| view! { <td class="tick"><TickAll list/></td> })}
                <SortHead label=text.page href=href(PageSort::Title) sorted=sorted(PageSort::Title)/>
                {languages.iter().map(|language| view! { <th scope="col">{speech.language_name(language).to_owned()}</th> }).collect_view()}
                <th scope="col">{text.template}</th>
                <SortHead label=text.changed href=href(PageSort::Changed) sorted=sorted(PageSort::Changed)/>
                {may_edit().then(|| view! { <th scope="col"><span class="unseen">{text.actions}</span></th> })}
            </tr>
        </thead>
    }
}

#[component]
fn TickAll(list: List) -> impl IntoView {
    let rows = move || list.latest.get().map(|list| list.stretch.rows).unwrap_or_default();
    let ticked = move || list.ticked.with(Vec::len);
    let tick_all = move |event| list.ticked.set(if event_target_checked(&event) { rows() } else { Vec::new() });
    view! {
        <input
            type="checkbox"
            aria-label=Text::of(use_speech()).select_all
            prop:checked=move || (1..).contains(&ticked()) && ticked() == rows().len()
            prop:indeterminate=move || (1..rows().len()).contains(&ticked())
            on:change=tick_all
        />
    }
}

#[component]
fn Row(list: List, row: PageRow) -> impl IntoView {
    let speech = use_speech();
    let may_edit = may_edit();
    let PageRow { id, title, language, path, template, is_featured, states, updated_at, updated_by, .. } = row.clone();
    let href = format!("{}/{id}", routes::PAGES);
    let lang = (language.as_str() != speech.tag()).then(|| language.to_string());
    let state = |(language, state): (Language, LanguageState)| view! { <td><State row=row.clone() language state/></td> };
    view! {
        <tr>
            {may_edit.then(|| view! { <td class="tick"><Tick list row=row.clone()/></td> })}
            <th scope="row">
                <a href=href><span lang=lang>{title}</span></a>
                {is_featured.then(|| view! { <Featured/> })}
                <br/>
                <code class="slug">{path}</code>
            </th>
            {states.into_iter().map(state).collect_view()}
            <td class="soft">{speech.template(template)}</td>
            <td class="soft">
                <LocalTime at=updated_at brief=true/>
                {updated_by.map(|name| view! { <br/><span class="small">{name}</span> })}
            </td>
            {may_edit.then(|| view! { <td class="act"><Change list row=row.clone()/></td> })}
        </tr>
    }
}

#[component]
fn Featured() -> impl IntoView {
    let text = Text::of(use_speech());
    view! {
        <span class="featured" title=text.featured>
            <Icon of=STAR/>
            <span class="unseen">{text.featured}</span>
        </span>
    }
}

#[component]
fn Tick(list: List, row: PageRow) -> impl IntoView {
    let id = row.id;
    let label = use_speech().select_page(&row.title);
    let tick = move |event| {
        list.ticked.update(|ticked| {
            ticked.retain(|one| one.id != id);
            if event_target_checked(&event) {
                ticked.push(row.clone());
            }
        });
    };
    let is_ticked = move || list.ticked.with(|ticked| ticked.iter().any(|one| one.id == id));
    view! { <input type="checkbox" aria-label=label prop:checked=is_ticked on:change=tick/> }
}

/// A link into the editor at this language; where there is none and the person may not write one, only the word.
#[component]
fn State(row: PageRow, language: Language, state: LanguageState) -> impl IntoView {
    let speech = use_speech();
    let class = format!("pole pole-{}", mark(state));
    let word = match state {
        LanguageState::Planned(at) => written(at, true),
        _ => speech.language_state(state).to_owned(),
    };
    if state == LanguageState::Missing && !may_edit() {
        return view! { <span class=class>{word}</span> }.into_any();
    }
    let planned = matches!(state, LanguageState::Planned(_)).then(|| speech.language_state(state));
    let context =
        [planned, Some(speech.language_name(&language)), Some(&row.title)].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let href = format!("{}/{}?language={language}", routes::PAGES, row.id);
    view! { <a class=class href=href>{word}<span class="unseen">", "{context}</span></a> }.into_any()
}

/// The shape of the mark, `pole-…` in the stylesheet.
fn mark(state: LanguageState) -> &'static str {
    match state {
        LanguageState::Missing => "missing",
        LanguageState::Draft => "draft",
        LanguageState::Planned(_) => "planned",
        LanguageState::Live => "live",
        LanguageState::Outdated => "outdated",
        LanguageState::Ended => "ended",
    }
}

/// How much of the list is shown, in which zone its times are, and the way on.
#[component]
fn Way(list: List) -> impl IntoView {
    let speech = use_speech();
    let text = Text::of(speech);
    let go = use_go();
    let to = move |from: From| list.filter.with(|filter| address::href(&PageFilter { from, ..filter.clone() }));
    let previous = Signal::derive(move || list.latest.get()?.stretch.before.map(|key| to(From::Before(key))));
    let next = Signal::derive(move || list.latest.get()?.stretch.after.map(|key| to(From::After(key))));
    let shown = move || list.latest.get().map(|list| speech.rows_of(list.stretch.rows.len(), list.stretch.total));
    let resize = Callback::new(move |size| {
        let filter = list.filter.with_untracked(|filter| address::with(filter, |filter| filter.size = size));
        go.run((address::href(&filter), false));
    });
    view! {
        <Pager label=text.stretches previous_label=text.previous next_label=text.next previous next>
            <span role="status">{move || shown().unwrap_or_else(|| Admin::of(speech).loading.to_owned())}</span>
            <span>
                {text.show}
                <PagerSize
                    label=text.rows_per_page
                    size=Signal::derive(move || list.filter.with(|filter| filter.size))
                    sizes=&SIZES
                    on_choice=resize
                />
            </span>
            <span class="pager-zone">{speech.times_in(&zone())}</span>
        </Pager>
    }
}
