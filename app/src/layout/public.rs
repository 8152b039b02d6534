//! The frame of the public site: what stands above and below every page.

use domain::address::{page_path, search_path, whitepapers_path};
use domain::glossary::{Glossary, TermKind};
use domain::language::Language;
use domain::page::{PageLink, SiteChrome};
use domain::setting::{SiteText, SiteTexts};
use domain::text::Slug;
use domain::whitepaper::Category;
use leptos::either::Either;
use leptos::prelude::*;

use crate::text::public::PublicTexts;
use crate::text::public_whitepapers::PublicWhitepaperTexts;
use crate::text::{UiLanguage, native_name};
use crate::ui::alert::{Alert, Tone};
use crate::ui::drawing::{FieldLines, LogoMark};
use crate::ui::icon::{CLOSE, Icon, LANGUAGE, MENU, SEARCH, THEME};

/// The page around which the frame stands.
#[derive(Debug, Clone, Copy)]
pub struct PageContext<'a> {
    pub chrome: &'a SiteChrome,
    pub glossary: &'a Glossary,
    /// The words that editors chose.
    pub texts: &'a SiteTexts,
    /// The reader's: that of the address.
    pub language: &'a Language,
    /// Its path.
    pub path: &'a str,
    /// The path at which the same is read in each other language.
    pub alternates: &'a [(&'a Language, String)],
    pub year: i64,
}

impl PageContext<'_> {
    pub fn ui_language(&self) -> UiLanguage {
        UiLanguage::of(self.language)
    }

    pub fn text(&self) -> &'static PublicTexts {
        PublicTexts::of(self.ui_language())
    }

    pub fn home(&self) -> String {
        page_path(self.language, &Slug::home(), &self.chrome.languages)
    }

    pub fn search(&self) -> String {
        search_path(self.language, &self.chrome.languages)
    }

    /// The language of the interface, where that is not the reader's: `lang` of the body.
    pub fn interface_lang(&self) -> Option<&'static str> {
        let tag = self.ui_language().tag();
        (self.language.primary() != tag).then_some(tag)
    }

    /// `lang` for a text of the site, where it is not in the language of the body.
    pub fn lang<'b>(&self, language: &'b Language) -> Option<&'b str> {
        (language != self.language || self.interface_lang().is_some()).then_some(language.as_str())
    }

    /// `dir` for a text of the site, where its language is not written in the direction of the reader's.
    pub fn dir(&self, language: &Language) -> Option<&'static str> {
        let is_right_to_left = language.is_right_to_left();
        (is_right_to_left != self.language.is_right_to_left()).then_some(if is_right_to_left { "rtl" } else { "ltr" })
    }

    /// Where all whitepapers are, if there are any.
    pub fn whitepapers(&self) -> Option<String> {
        (!self.chrome.whitepapers.is_empty()).then(|| whitepapers_path(self.language, &self.chrome.languages))
    }

    /// `lang` for words of the interface within a text in this language.
    pub fn ui_lang(&self, around: &Language) -> Option<&'static str> {
        let tag = self.ui_language().tag();
        (around.primary() != tag).then_some(tag)
    }

    /// `aria-current` of a link: this page itself, or a part of the site that it lies in.
    fn current(&self, path: &str) -> Option<&'static str> {
        match self.path.strip_prefix(path) {
            Some("") => Some("page"),
            // Everything lies below the front page.
            Some(below) if below.starts_with('/') && path != self.home() => Some("true"),
            _ => None,
        }
    }
}

impl<'a> PageContext<'a> {
    /// The words that editors chose in the reader's language; None where the program's own stand.
    pub fn chosen(self, text: SiteText) -> Option<&'a str> {
        self.texts.get(text, self.language)
    }

    /// `lang` for words that editors may have chosen: those are the reader's language, the program's own that of the body.
    pub fn chosen_lang(self, text: SiteText) -> Option<&'a str> {
        self.chosen(text).and_then(|_| self.lang(self.language))
    }

    /// What the list of whitepapers is called.
    pub fn whitepapers_title(self) -> &'a str {
        whitepapers_title(self.texts, self.language)
    }

    /// Where the header's button leads, and what it says: what editors chose, else the page for bookings, if there is one.
    pub fn call_to_action(self) -> Option<(&'a str, &'a str)> {
        let bookings = self.chrome.call_to_action.as_ref().map(|link| link.path.as_str());
        let path = self.chosen(SiteText::ButtonAddress).or(bookings)?;
        Some((path, self.chosen(SiteText::ButtonLabel).unwrap_or(self.text().book)))
    }

    /// What a term is called in the reader's language.
    pub fn term<'b>(self, kind: TermKind, term: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.glossary.shown(kind, term, self.language)
    }

    pub fn category(self, category: Category) -> &'a str {
        self.term(TermKind::Category, category.as_str())
    }

    /// What these terms are called, divided by commas.
    pub fn terms(self, kind: TermKind, terms: &[String]) -> String {
        terms.iter().map(|term| self.term(kind, term)).collect::<Vec<_>>().join(", ")
    }
}

/// What the list of whitepapers is called in this language.
pub fn whitepapers_title<'a>(texts: &'a SiteTexts, language: &Language) -> &'a str {
    let own = PublicWhitepaperTexts::of(UiLanguage::of(language)).title;
    texts.get(SiteText::WhitepapersTitle, language).unwrap_or(own)
}

/// The note above a text that is shown in another language than its address's.
#[component]
pub fn OtherLanguage<'a>(language: &'a Language, context: PageContext<'a>) -> impl IntoView {
    let message = (*language != *context.language).then(|| context.ui_language().only_in(context.language, language));
    message.map(|message| view! { <Alert tone=Tone::Info><p>{message}</p></Alert> })
}

/// What stands in the body of every public page.
#[component]
pub fn SiteLayout<'a, V: IntoView>(
    context: PageContext<'a>,
    /// Whether the page shows a drawing of field lines.
    has_lines: bool,
    main: V,
) -> impl IntoView {
    view! {
        <a class="skip" href="#content">{context.text().skip}</a>
        {has_lines.then(|| view! { <FieldLines/> })}
        <Header context/>
        <main id="content">{main}</main>
        <Footer context/>
    }
}

#[component]
fn Header<'a>(context: PageContext<'a>) -> impl IntoView {
    let text = context.text();
    view! {
        <header class="site-header page">
            <Logo context/>
            <nav class="site-nav" id="site-menu" popover="auto" aria-label=text.main_menu>
                <button
                    class="button button-ghost button-icon drawer-close"
                    type="button"
                    popovertarget="site-menu"
                    popovertargetaction="hide"
                    aria-label=text.menu_close
                >
                    <Icon of=CLOSE/>
                </button>
                <ul class="site-links">
                    {context.chrome.menu.iter().map(|link| view! { <li><MenuLink context link/></li> }).collect::<Vec<_>>()}
                    {context.whitepapers().map(|path| view! { <li><WhitepapersLink context path/></li> })}
                </ul>
                <div class="site-tools">
                    <a class="button button-ghost button-icon" href=context.search() aria-label=text.search aria-current=context.current(&context.search())>
                        <Icon of=SEARCH/>
                    </a>
                    <button
                        class="button button-ghost button-icon scripted"
                        type="button"
                        data-theme-toggle=""
                        aria-pressed="false"
                        aria-label=text.dark_theme
                    >
                        <Icon of=THEME/>
                    </button>
                    <LanguageSwitch context/>
                    <CallToAction context/>
                </div>
            </nav>
            <button class="button button-ghost button-icon site-toggle" type="button" popovertarget="site-menu" aria-label=text.menu>
                <Icon of=MENU/>
            </button>
        </header>
    }
}

/// The mark and the site's title, whose first word is the stronger one.
#[component]
fn Logo<'a>(context: PageContext<'a>) -> impl IntoView {
    let title = match context.chrome.site_title.as_str() {
        "" => "Magnetiq",
        title => title,
    };
    let (name, rest) = title.split_once(' ').map_or((title, None), |(name, rest)| (name, Some(rest)));
    view! {
        <a class="logo" href=context.home()>
            <LogoMark/>
            <span>{name} {rest.map(|rest| view! { <span class="logo-soft">" " {rest}</span> })}</span>
        </a>
    }
}

#[component]
fn MenuLink<'a>(context: PageContext<'a>, link: &'a PageLink) -> impl IntoView {
    view! {
        <a class="site-link" href=link.path.as_str() lang=context.lang(&link.language) aria-current=context.current(&link.path)>
            {link.title.as_str()}
        </a>
    }
}

/// The header's button: where editors want it to lead, else to the page for bookings, if there is one.
#[component]
fn WhitepapersLink<'a>(context: PageContext<'a>, path: String) -> impl IntoView {
    let (current, lang) = (context.current(&path), context.chosen_lang(SiteText::WhitepapersTitle));
    view! { <a class="site-link" href=path lang=lang aria-current=current>{context.whitepapers_title()}</a> }
}

/// The header's button.
#[component]
fn CallToAction<'a>(context: PageContext<'a>) -> impl IntoView {
    context.call_to_action().map(|(path, label)| {
        let lang = context.chosen_lang(SiteText::ButtonLabel);
        view! { <a class="button button-secondary" href=path lang=lang aria-current=context.current(path)>{label}</a> }
    })
}

/// Up to two other languages stand side by side, more open from a button.
#[component]
fn LanguageSwitch<'a>(context: PageContext<'a>) -> impl IntoView {
    if context.alternates.len() > 2 {
        Either::Left(view! {
            <details class="menu">
                <summary class="button button-ghost button-icon" aria-label=context.text().languages>
                    <Icon of=LANGUAGE/>
                </summary>
                <ul class="menu-list">
                    {links(context, "menu-item").into_iter().map(|link| view! { <li>{link}</li> }).collect::<Vec<_>>()}
                </ul>
            </details>
        })
    } else {
        Either::Right(links(context, "button button-ghost"))
    }
}

fn links<'a>(context: PageContext<'a>, class: &'static str) -> Vec<impl IntoView + use<'a>> {
    let link = |(language, path): &'a (&'a Language, String)| {
        let tag = language.as_str();
        view! { <a class=class href=path.as_str() hreflang=tag lang=tag>{native_name(language).into_owned()}</a> }
    };
    context.alternates.iter().map(link).collect()
}

#[component]
fn Footer<'a>(context: PageContext<'a>) -> impl IntoView {
    let SiteChrome { featured, legal, address_lines, .. } = context.chrome;
    let address = address_lines.iter().enumerate();
    let address = address.map(|(line, text)| ((line > 0).then(|| view! { <br/> }), text.as_str())).collect::<Vec<_>>();
    view! {
        <footer class="site-footer">
            <div class="page">
                <div class="axis">
                    <div class="stack">
                        <Logo context/>
                        {(!address.is_empty()).then(|| view! { <p class="soft">{address}</p> })}
                    </div>
                    <div class="footer-columns">
                        <FooterColumn context title=PublicWhitepaperTexts::of(context.ui_language()).latest links=&context.chrome.whitepapers/>
                        <FooterColumn context title=context.text().this_site links=&context.chrome.menu/>
                        <FooterColumn context title=context.text().company links=featured/>
                    </div>
                </div>
                <div class="footer-end row row-spread">
                    <p class="soft">"© " {context.year} " " {context.chrome.owner().0}</p>
                    <ul class="row">{entries(context, legal)}</ul>
                </div>
            </div>
        </footer>
    }
}

/// Links below a heading, or nothing where there are none.
#[component]
fn FooterColumn<'a>(context: PageContext<'a>, title: &'static str, links: &'a [PageLink]) -> impl IntoView {
    (!links.is_empty()).then(|| view! { <section><h2>{title}</h2><ul>{entries(context, links)}</ul></section> })
}

fn entries<'a>(context: PageContext<'a>, links: &'a [PageLink]) -> Vec<impl IntoView + use<'a>> {
    let entry = |link: &'a PageLink| {
        view! {
            <li>
                <a class="footer-link" href=link.path.as_str() lang=context.lang(&link.language) aria-current=context.current(&link.path)>
                    {link.title.as_str()}
                </a>
            </li>
        }
    };
    links.iter().map(entry).collect()
}

/// The way here from the top. The links carry the language that their titles are in.
#[component]
pub fn Breadcrumbs<'a>(
    context: PageContext<'a>,
    ancestors: &'a [PageLink],
    title: &'a str,
    language: &'a Language,
) -> impl IntoView {
    view! {
        <nav aria-label=context.text().breadcrumbs>
            <ol class="crumbs">
                <li><a href=context.home()>{context.text().home}</a></li>
                {ancestors
                    .iter()
                    .map(|link| view! { <li><a href=link.path.as_str() lang=context.lang(&link.language)>{link.title.as_str()}</a></li> })
                    .collect::<Vec<_>>()}
                <li><span aria-current="page" lang=context.lang(language)>{title}</span></li>
            </ol>
        </nav>
    }
}
