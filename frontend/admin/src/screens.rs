//! The screens of the admin, in a few chunks of the bundle: the first screen, the other lists, the editors, and the system itself with
//! the words of the site. The code of a chunk is fetched when one of its screens is first opened. A chunk for each screen would share so much,
//! each share a file of its own, that a screen took a hundred requests.

use app::glossary::admin::GlossaryScreen;
use app::items::list::PublishQuestion;
use app::layout::admin::{Fetched, LazyScreen, OnlyAdmins, fetch_styles, screen_under};
use app::mail::admin::list::MailListScreen;
use app::mail::admin::templates;
use app::media::admin::file::MediaScreen;
use app::media::admin::library::MediaLibrary;
use app::pages::admin::editor::PageEditor;
use app::pages::admin::list::PageListScreen;
use app::settings::admin::SiteTextsScreen;
use app::text::UiLanguage;
use app::text::admin::Admin;
use app::ui::link::on_turn_to_link;
use app::users::admin::list::UserList;
use app::users::admin::{account, new};
use app::whitepapers::admin::downloads::DownloadsScreen;
use app::whitepapers::admin::editor::WhitepaperEditor;
use app::whitepapers::admin::list::WhitepaperListScreen;
use domain::item::ItemKind;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// A chunk, and a component for each of its screens, which shows a title until the chunk is there. A part belongs to screens of other
/// chunks, which fetch it when it is needed.
macro_rules! screens {
    ($chunk:ident, $screen:ident: $($name:ident, $title:expr => $view:expr;)* $(+ $part:ident => $part_view:expr;)*) => {
        $(
            #[component]
            pub fn $name() -> impl IntoView {
                view! { <LazyScreen fetch=|owner| Box::pin($chunk(owner, $screen::$name)) title=$title/> }
            }
        )*

        #[derive(Debug, Clone, Copy)]
        enum $screen {
            $($name,)*
            $($part,)*
        }

        #[lazy(fallible)]
        fn $chunk(owner: WeakOwner, screen: $screen) -> Result<Option<AnyView>, SplitLoaderError> {
            Ok(screen_under(&owner, || match screen {
                $($screen::$name => $view.into_any(),)*
                $($screen::$part => $part_view.into_any(),)*
            }))
        }
    };
}

screens! { start, Start:
    Pages, pages => view! { <PageListScreen/> };
}

screens! { lists, Listing:
    Media, media => view! { <MediaLibrary/> };
    Whitepapers, whitepapers => view! { <WhitepaperListScreen/> };
    Downloads, whitepapers => view! { <DownloadsScreen/> };
}

screens! { editors, Editor:
    Page, pages => view! { <PageEditor/> };
    MediaFile, media => view! { <MediaScreen/> };
    Whitepaper, whitepapers => view! { <WhitepaperEditor/> };
    + PublishQuestion => view! { <PublishQuestion/> };
}

/// The question before one language of the selected rows is published.
pub fn fetch_publish_question(owner: WeakOwner) -> Fetched {
    Box::pin(editors(owner, Editor::PublishQuestion))
}

screens! { system, System:
    Users, users => view! { <OnlyAdmins><UserList/></OnlyAdmins> };
    NewUser, users => view! { <OnlyAdmins><new::NewUser/></OnlyAdmins> };
    Mail, mail => view! { <OnlyAdmins><MailListScreen/></OnlyAdmins> };
    MailTemplates, mail => view! { <OnlyAdmins><templates::MailTemplates/></OnlyAdmins> };
    Account, account => view! { <account::Account/> };
    SiteTexts, site_texts => view! { <SiteTextsScreen/> };
    Labels, site_texts => view! { <GlossaryScreen/> };
}

fn pages(ui_language: UiLanguage) -> &'static str {
    ui_language.kinds(ItemKind::Page)
}

fn whitepapers(ui_language: UiLanguage) -> &'static str {
    ui_language.kinds(ItemKind::Whitepaper)
}

fn media(ui_language: UiLanguage) -> &'static str {
    Admin::of(ui_language).media
}

fn site_texts(ui_language: UiLanguage) -> &'static str {
    Admin::of(ui_language).site_texts
}

fn users(ui_language: UiLanguage) -> &'static str {
    Admin::of(ui_language).users
}

fn mail(ui_language: UiLanguage) -> &'static str {
    Admin::of(ui_language).mail
}

fn account(ui_language: UiLanguage) -> &'static str {
    Admin::of(ui_language).account
}

/// Fetches the chunk of a screen ahead, when the pointer or the focus comes to a link that leads there.
pub fn fetch_ahead() {
    on_turn_to_link(|path| {
        if let Some(chunk) = Chunk::at(path) {
            fetch_styles();
            spawn_local(async move {
                // Where it does not arrive, opening the screen says so.
                let _ = match chunk {
                    Chunk::Lists => __preload_lists().await,
                    Chunk::Editors => __preload_editors().await,
                    Chunk::System => __preload_system().await,
                };
            });
        }
    });
}

/// The chunks that are fetched ahead. The first screen needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chunk {
    Lists,
    Editors,
    System,
}

impl Chunk {
    /// Of the screen at a path, as the address map in `lib.rs` has it.
    fn at(path: &str) -> Option<Self> {
        let mut parts = path.split('/').skip(2);
        match (parts.next()?, parts.next(), parts.next()) {
            ("media" | "whitepapers", None, _) | ("whitepapers", _, Some(_)) => Some(Self::Lists),
            ("pages" | "media" | "whitepapers", Some(_), _) => Some(Self::Editors),
            ("users" | "mail" | "account" | "texts", ..) => Some(Self::System),
            _ => None,
        }
    }
}
