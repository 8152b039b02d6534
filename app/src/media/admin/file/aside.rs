//! Beside the texts: folder, facts and uses of the file.

use domain::media::{Format, MediaUse, MediaVariant};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::item::LibraryFile;
use crate::form::actions::FormActions;
use crate::form::state::FormState;
use crate::form::text_field::TextField;
use crate::layout::admin::{toast, use_admin};
use crate::media::admin::thumb::dimensions;
use crate::media::fields::MediaField;
use crate::routes;
use crate::text::media::Media;
use crate::text::media_file::MediaFile as Text;
use crate::ui::icon::{COPY, Icon};
use crate::ui::time::LocalTime;

#[component]
pub(super) fn Aside(acting: FormActions<LibraryFile>) -> impl IntoView {
    let editing = acting.editing;
    let text = Text::of(editing.ui_language);
    let library = Media::of(editing.ui_language);
    view! {
        <aside class="stack" aria-label=text.beside>
            <section class="card stack" aria-labelledby="media-order-heading">
                <h2 class="card-title" id="media-order-heading">{text.order}</h2>
                <TextField
                    editing field=MediaField::Folder label=library.folder note=Signal::stored(library.folder_help.to_owned())
                />
                <TextField editing field=MediaField::Tags label=text.tags note=Signal::stored(text.tags_help.to_owned())/>
            </section>
            <UsedIn editing/>
            <Facts acting/>
        </aside>
    }
}

#[component]
fn UsedIn(editing: FormState<LibraryFile>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let is_used = Memo::new(move |_| editing.file(|stored| !stored.used_in.is_empty()));
    view! {
        <section class="card stack stack-tight" aria-labelledby="media-uses">
            <h2 class="card-title" id="media-uses">{text.used_in}</h2>
            {move || {
                if is_used.get() {
                    view! { <Uses editing/> }.into_any()
                } else {
                    view! { <p class="small soft">{text.used_nowhere}</p> }.into_any()
                }
            }}
            <p class="small soft ruled media-note" id="replace-help">{text.replace_help}</p>
        </section>
    }
}

/// What shows the file, each as a link to where it is edited.
#[component]
pub(super) fn Uses(editing: FormState<LibraryFile>) -> impl IntoView {
    let library = Media::of(editing.ui_language);
    let one = move |used: MediaUse| {
        let word = editing.ui_language.kind(used.kind);
        let href = format!("{}/{}/{}", routes::ADMIN, used.kind.folder(), used.id);
        let place = if used.is_in_trash { format!("{word}, {}", library.in_trash) } else { word.to_owned() };
        view! { <li><a href=href>{used.title}</a> <span class="small">{place}</span></li> }
    };
    view! { <ul class="media-uses">{move || editing.file(|stored| stored.used_in.clone()).into_iter().map(one).collect_view()}</ul> }
}

#[component]
fn Facts(acting: FormActions<LibraryFile>) -> impl IntoView {
    let editing = acting.editing;
    let text = Text::of(editing.ui_language);
    let ui_language = editing.ui_language;
    let facts = move || {
        let stored = editing.file(Clone::clone);
        let row = stored.row;
        let kind = format!("{}, {}", row.format.label(), ui_language.size(row.size_bytes));
        let dimensions = dimensions(&row).map(|dimensions| (text.dimensions, dimensions));
        let measures = dimensions.or_else(|| row.pages.map(|pages| (text.pages, pages.to_string())));
        let hash = short(&stored.hash);
        view! {
            <dl class="facts facts-inline small">
                <div><dt>{text.kind}</dt><dd>{kind}</dd></div>
                {measures.map(|(label, measures)| view! { <div><dt>{label}</dt><dd>{measures}</dd></div> })}
                <div><dt>{text.original_name}</dt><dd>{stored.original_filename}</dd></div>
                <div>
                    <dt>{text.by}</dt>
                    <dd>{stored.uploaded_by.map(|name| format!("{name}, "))} <LocalTime at=row.added_at brief=true/></dd>
                </div>
                <div><dt>"SHA-256"</dt><dd><code title=stored.hash.clone()>{hash}</code></dd></div>
            </dl>
            <Variants acting variants=stored.variants/>
        }
    };
    view! {
        <section class="card stack" aria-labelledby="media-facts">
            <h2 class="card-title" id="media-facts">{text.facts}</h2>
            <Address editing/>
            {facts}
        </section>
    }
}

/// `9f31…c07a`
fn short(hash: &str) -> String {
    match (hash.get(..4), hash.get(hash.len().saturating_sub(4)..)) {
        (Some(start), Some(end)) if hash.len() > 8 => format!("{start}…{end}"),
        _ => hash.to_owned(),
    }
}

/// Where visitors find the file, to be copied.
#[component]
fn Address(editing: FormState<LibraryFile>) -> impl IntoView {
    let text = Text::of(editing.ui_language);
    let node = NodeRef::<html::Input>::new();
    let base_url = use_admin().base_url;
    let address = Memo::new(move |_| editing.file(|stored| format!("{base_url}{}", stored.row.address)));
    let copy = move |_| {
        let Some(input) = node.get_untracked() else { return };
        input.select();
        spawn_local(async move {
            // Browsers have a clipboard only where the connection is safe, and may refuse it.
            let is_copied =
                window().is_secure_context() && window().navigator().clipboard().write_text(&input.value()).await.is_ok();
            toast(if is_copied { text.copied } else { text.copy_yourself });
        });
    };
    view! {
        <div class="field">
            <label class="field-label" for="media-address">{text.address}</label>
            <div class="media-address">
                <input class="input copy-text" id="media-address" readonly node_ref=node prop:value=move || address.get()/>
                <button type="button" class="button button-secondary button-icon" aria-label=text.copy title=text.copy on:click=copy>
                    <Icon of=COPY/>
                </button>
            </div>
        </div>
    }
}

/// The smaller pictures that were made of it.
#[component]
fn Variants(acting: FormActions<LibraryFile>, variants: Vec<MediaVariant>) -> impl IntoView {
    let editing = acting.editing;
    let text = Text::of(editing.ui_language);
    // A WebP that is small already is made no smaller.
    let is_due = untrack(|| {
        editing.file(|stored| {
            let is_small = stored.row.size.is_some_and(|(width, _)| width <= 320);
            stored.row.format.has_variants() && !(is_small && stored.row.format == Format::Webp)
        })
    });
    if !is_due {
        return ().into_any();
    }
    if variants.is_empty() {
        acting.poll_variants();
        return view! { <p class="small soft">{text.variants_pending}</p> }.into_any();
    }
    let one = |variant: MediaVariant| {
        let measures = format!("{} × {}", variant.width, variant.height);
        let rest = format!("{}, {}", variant.format.label(), editing.ui_language.size(variant.size_bytes));
        view! { <li><a href=variant.address target="_blank" rel="noopener">{measures}</a> <span class="soft">{rest}</span></li> }
    };
    view! {
        <details class="small media-made">
            <summary>{text.variants} " " <span class="count">{variants.len()}</span></summary>
            <ul class="media-uses media-variants">{variants.into_iter().map(one).collect_view()}</ul>
        </details>
    }
    .into_any()
}
