//! The screens of the admin, each a chunk of the bundle: the code of one is fetched when it is first opened.

use app::layout::admin::{Later, OnlyAdmins};
use app::mail::admin::list::MailList;
use app::mail::admin::templates;
use app::media::admin::file::MediaScreen;
use app::media::admin::library::MediaLibrary;
use app::pages::admin::editor::PageEditor;
use app::pages::admin::list::PageListScreen;
use app::users::admin::list::UserList;
use app::users::admin::{account, new};
use app::whitepapers::admin::downloads::DownloadsScreen;
use app::whitepapers::admin::editor::WhitepaperEditor;
use app::whitepapers::admin::list::WhitepaperListScreen;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

/// A component that fetches another one: its name, the name of its chunk, and what the chunk shows.
macro_rules! screens {
    ($($name:ident, $chunk:ident => $view:expr;)*) => {$(
        #[component]
        pub fn $name() -> impl IntoView {
            view! { <Later fetch=|owner| Box::pin($chunk(owner))/> }
        }

        #[lazy(fallible)]
        fn $chunk(owner: Owner) -> Result<AnyView, SplitLoaderError> {
            Ok(owner.with(|| $view.into_any()))
        }
    )*};
}

screens! {
    Pages, pages => view! { <PageListScreen/> };
    Page, page => view! { <PageEditor/> };
    Media, media => view! { <MediaLibrary/> };
    MediaFile, media_file => view! { <MediaScreen/> };
    Whitepapers, whitepapers => view! { <WhitepaperListScreen/> };
    Whitepaper, whitepaper => view! { <WhitepaperEditor/> };
    Downloads, downloads => view! { <DownloadsScreen/> };
    Users, users => view! { <OnlyAdmins><UserList/></OnlyAdmins> };
    NewUser, new_user => view! { <OnlyAdmins><new::NewUser/></OnlyAdmins> };
    Mail, mail => view! { <OnlyAdmins><MailList/></OnlyAdmins> };
    MailTemplates, mail_templates => view! { <OnlyAdmins><templates::MailTemplates/></OnlyAdmins> };
    Account, own_account => view! { <account::Account/> };
}
