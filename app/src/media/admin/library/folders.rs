//! The folders in the one that is open, as links, and the way up.

use domain::media::{Folder, MediaFacet};
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::media::api::MediaList;
use crate::text::media::Media as Text;
use crate::ui::icon::{FOLDER, Icon};

/// Nothing while there is no folder.
#[component]
pub(super) fn Folders(list: List<MediaList>) -> impl IntoView {
    let text = Text::of(use_ui_language());
    let open = Memo::new(move |_| open_folder(list).filter(|folder| *folder != Folder::root()));
    let inside = Memo::new(move |_| {
        let facets = list.latest.with(|list| list.as_ref().map(|list| list.facets.folders.clone())).unwrap_or_default();
        within(open.get().as_ref(), &facets)
    });
    let to = move |folder: Option<Folder>| list.href_with(|query| query.filter.folder = folder);
    let link = move |facet: MediaFacet| {
        let name = facet.name.rsplit('/').next().unwrap_or_default().to_owned();
        let href = Folder::parse(&facet.name).ok().map(|folder| to(Some(folder)));
        view! {
            <li>
                <a class="chip" href=href>
                    <Icon of=FOLDER/>
                    {name}
                    <span class="count">{facet.files}</span>
                </a>
            </li>
        }
    };
    let action = move || {
        open.get().map(|folder| {
            let above = above(&folder).into_iter().map(|(name, folder)| {
                let name = name.unwrap_or_else(|| text.every_folder.to_owned());
                view! { <li><a class="chip" href=to(folder)>"↑ " {name}</a></li> }
            });
            above.collect_view()
        })
    };
    let nav = move || {
        view! {
            <nav aria-label=text.folders>
                <ul class="folders">
                    {action}
                    {move || inside.get().into_iter().map(link).collect_view()}
                </ul>
            </nav>
        }
    };
    let is_shown = Memo::new(move |_| open.with(Option::is_some) || !inside.with(Vec::is_empty));
    move || is_shown.get().then(nav)
}

/// The folders that lie in this one, each with all the files that are in it.
fn within(open: Option<&Folder>, facets: &[MediaFacet]) -> Vec<MediaFacet> {
    let start = open.map_or_else(|| "/".to_owned(), |folder| format!("{}/", folder.as_str()));
    let mut inside: Vec<MediaFacet> = Vec::new();
    for facet in facets {
        let Some(rest) = facet.name.strip_prefix(&start).filter(|rest| !rest.is_empty()) else { continue };
        let name = format!("{start}{}", rest.split('/').next().unwrap_or_default());
        match inside.iter_mut().find(|known| known.name == name) {
            Some(known) => known.files += facet.files,
            None => inside.push(MediaFacet { name, files: facet.files }),
        }
    }
    inside
}

/// The folders above this one, from the top, which has no name.
fn above(folder: &Folder) -> Vec<(Option<String>, Option<Folder>)> {
    let mut above = vec![(None, None)];
    let ends = folder.as_str().match_indices('/').map(|(at, _)| at).skip(1);
    for end in ends {
        let path = &folder.as_str()[..end];
        let name = path.rsplit('/').next().map(str::to_owned);
        above.push((name, Folder::parse(path).ok()));
    }
    above
}

/// The folder that the library shows.
pub(super) fn open_folder(list: List<MediaList>) -> Option<Folder> {
    list.filter.with(|query| query.filter.folder.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_counts_what_lies_in_its_folders() {
        let facet = |name: &str, files| MediaFacet { name: name.into(), files };
        let facets =
            [facet("/", 9), facet("/Covers", 2), facet("/Covers/2026", 3), facet("/Coversheets", 1), facet("/Fairs/Husum", 4)];
        assert_eq!(within(None, &facets), [facet("/Covers", 5), facet("/Coversheets", 1), facet("/Fairs", 4)]);
        assert_eq!(within(Folder::parse("/Covers").ok().as_ref(), &facets), [facet("/Covers/2026", 3)]);
    }

    #[test]
    fn the_way_up_begins_at_the_top() {
        let names =
            |path| -> Vec<Option<String>> { above(&Folder::parse(path).unwrap()).into_iter().map(|(name, _)| name).collect() };
        assert_eq!(names("/a"), [None]);
        assert_eq!(names("/a/b/c"), [None, Some("a".into()), Some("b".into())]);
    }
}
