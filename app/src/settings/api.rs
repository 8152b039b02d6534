//! The context that the admin needs before it opens, and the words of the site that editors choose.

use domain::language::Languages;
use domain::setting::site_text::SiteTextForm;
use domain::time::Timestamp;
use domain::user::Me;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;
use crate::text::LanguageNames;

/// Who is signed in, and of which site this is the admin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminContext {
    pub me: Me,
    pub languages: Languages,
    pub language_names: Vec<LanguageNames>,
    /// In the person's own language where there is one.
    pub site_title: String,
    /// Without a trailing slash: `https://nordlicht.example`.
    pub base_url: String,
    /// Of the program: `3.0.0`.
    pub version: String,
}

#[server(prefix = "/api/admin", endpoint = "context", input = Json)]
pub async fn load_admin_context() -> Result<AdminContext, AppError> {
    use crate::ssr::{app_context, guard};
    use crate::text::names_of;
    let staff = guard::staff().await?;
    let context = app_context()?;
    let settings = context.settings().await?;
    let language = settings.languages.find(staff.language()).unwrap_or(&settings.languages.default);
    let site_title = settings.site_title.best(language, &settings.languages).map(|(_, title)| title.clone());
    Ok(AdminContext {
        me: staff.me().clone(),
        languages: settings.languages.clone(),
        language_names: names_of(&settings.languages),
        site_title: site_title.unwrap_or_default(),
        base_url: context.base_url().to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// What editors have worded, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteTextDetail {
    pub form: SiteTextForm,
    /// None where nothing was ever saved.
    pub updated_at: Option<Timestamp>,
}

#[server(prefix = "/api/admin", endpoint = "settings/texts", input = Json)]
pub async fn open_site_texts() -> Result<SiteTextDetail, AppError> {
    use crate::ssr::{app_context, guard};
    let viewer = guard::viewer().await?;
    let context = app_context()?;
    let languages = &context.settings().await?.languages;
    Ok(store::settings::site_texts(context.store(), &viewer, languages).await?.into())
}

/// Saves the form and answers with the texts as they are stored now. 422 with problems at fields, 409 `Stale` if someone else saved
/// first.
#[server(prefix = "/api/admin", endpoint = "settings/save-texts", input = Json)]
pub async fn save_site_texts(form: SiteTextForm) -> Result<SiteTextDetail, AppError> {
    use crate::ssr::{app_context, guard, now};
    let editor = guard::editor().await?;
    let context = app_context()?;
    let languages = &context.settings().await?.languages;
    let draft = form.parse(languages)?;
    Ok(store::settings::save_site_texts(context.store(), &editor, &draft, languages, now()).await?.into())
}
