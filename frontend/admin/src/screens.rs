//! The screens of the admin, in a few chunks of the bundle: the first screen, the other lists, the words of the site, the editors,
//! and the system itself. The code of a chunk is fetched when one of its screens is first opened. A chunk for each screen would share so much,
//! each share a file of its own, that a screen took a hundred requests.

use app::glossary::admin::GlossaryScreen;
use app::layout::admin::{LazyScreen, OnlyAdmins, screen_under};
use app::mail::admin::list::MailListScreen;
use app::mail::admin::templates;
use app::media::admin::file::MediaScreen;
use app::media::admin::library::MediaLibrary;
use app::pages::admin::editor::PageEditor;
use app::pages::admin::list::PageListScreen;
use app::settings::admin::SiteTextsScreen;
use app::users::admin::list::UserList;
use app::users::admin::{account, new};
use app::whitepapers::admin::downloads::DownloadsScreen;
use app::whitepapers::admin::editor::WhitepaperEditor;
use app::whitepapers::admin::list::WhitepaperListScreen;
use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::wasm_split::SplitLoaderError;

/// A chunk, and a component for each of its screens that fetches it.
macro_rules! screens {
    ($chunk:ident, $screen:ident: $($name:ident => $view:expr;)*) => {
        $(
            #[component]
            pub fn $name() -> impl IntoView {
                view! { <LazyScreen fetch=|owner| Box::pin($chunk(owner, $screen::$name))/> }
            }
        )*

        #[derive(Debug, Clone, Copy)]
        enum $screen {
            $($name,)*
        }

        #[lazy(fallible)]
        fn $chunk(owner: WeakOwner, screen: $screen) -> Result<Option<AnyView>, SplitLoaderError> {
            Ok(screen_under(&owner, || match screen {
                $($screen::$name => $view.into_any(),)*
            }))
        }
    };
}

screens! { start, Start:
    Pages => view! { <PageListScreen/> };
}

screens! { lists, Listing:
    Media => view! { <MediaLibrary/> };
    Whitepapers => view! { <WhitepaperListScreen/> };
    Downloads => view! { <DownloadsScreen/> };
}

screens! { site, Site:
    SiteTexts => view! { <SiteTextsScreen/> };
    Labels => view! { <GlossaryScreen/> };
}

screens! { editors, Editor:
    Page => view! { <PageEditor/> };
    MediaFile => view! { <MediaScreen/> };
    Whitepaper => view! { <WhitepaperEditor/> };
}

screens! { system, System:
    Users => view! { <OnlyAdmins><UserList/></OnlyAdmins> };
    NewUser => view! { <OnlyAdmins><new::NewUser/></OnlyAdmins> };
    Mail => view! { <OnlyAdmins><MailListScreen/></OnlyAdmins> };
    MailTemplates => view! { <OnlyAdmins><templates::MailTemplates/></OnlyAdmins> };
    Account => view! { <account::Account/> };
}
