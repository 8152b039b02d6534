//! The table of the downloads.

use domain::consent::MarketingConsent;
use domain::whitepaper::list::DownloadRow;
use leptos::prelude::*;

use crate::layout::admin::use_ui_language;
use crate::listing::List;
use crate::listing::footer::ListFooter;
use crate::listing::sort::ColumnHead;
use crate::text::downloads::Downloads;
use crate::ui::table::{SkeletonRows, TableFrame};
use crate::ui::time::LocalTime;
use crate::whitepapers::api::DownloadList;

const COLUMNS: usize = 6;

#[component]
pub(super) fn Rows(list: List<DownloadList>) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    view! {
        <div class="card card-flush">
            <TableFrame label=text.caption is_busy=Signal::derive(move || list.request.is_busy())>
                <table class="table table-cards">
                    <caption class="visually-hidden">{text.caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{text.person}</th>
                            <th scope="col">{text.company}</th>
                            <ColumnHead list sort=() label=text.when/>
                            <th scope="col">{text.arrived}</th>
                            <th scope="col">{text.source}</th>
                            <th scope="col">{text.consent}</th>
                        </tr>
                    </thead>
                    {move || match list.latest.get() {
                        Some(list) => {
                            let row = |row| view! { <Row row/> };
                            view! { <tbody>{list.list_page.items.into_iter().map(row).collect_view()}</tbody> }.into_any()
                        }
                        None => view! { <SkeletonRows rows=8 columns=COLUMNS/> }.into_any(),
                    }}
                </table>
            </TableFrame>
            <ListFooter list count=move |count| text.people(count)/>
        </div>
    }
}

#[component]
fn Row(row: DownloadRow) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let source = source(&row, text);
    let arrived = match row.completed_at {
        Some(at) => view! { <LocalTime at brief=true/> }.into_any(),
        None => text.not_arrived.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <span class="name">{row.first_name} " " {row.last_name}</span>
                <br/>
                <span class="small soft">{row.email}</span>
            </th>
            <td><span class="cell-label">{text.company}</span><div>{row.company} {row.job_title.map(|title| view! { <br/><span class="small soft">{title}</span> })}</div></td>
            <td class="soft"><span class="cell-label">{text.when}</span><LocalTime at=row.downloaded_at brief=true/></td>
            <td class="soft"><span class="cell-label">{text.arrived}</span>{arrived}</td>
            <td class="soft">
                <span class="cell-label">{text.source}</span>
                <div>{source} {row.utm_campaign.map(|campaign| view! { <br/><span class="small">{campaign}</span> })}</div>
            </td>
            <td><span class="cell-label">{text.consent}</span><div><Consent consent=row.consent/></div></td>
        </tr>
    }
}

/// Its state with the time of it, and below since when it is asked for.
#[component]
fn Consent(consent: MarketingConsent) -> impl IntoView {
    let text = Downloads::of(use_ui_language());
    let class = match consent {
        MarketingConsent::Never => "pole pole-missing",
        MarketingConsent::Asked { .. } => "pole pole-draft",
        MarketingConsent::Confirmed { .. } => "pole pole-live",
        MarketingConsent::Withdrawn { .. } => "pole pole-outdated",
    };
    let since = consent.withdrawn_at().or(consent.confirmed_at()).or(consent.asked_at());
    let asked_at = consent.asked_at().filter(|asked_at| since != Some(*asked_at));
    view! {
        <span class=class>{text.consent_state(consent)}</span>
        {since.map(|at| view! { <br/><span class="small soft"><LocalTime at brief=true/></span> })}
        {asked_at.map(|at| view! { <br/><span class="small soft">{text.asked_at} " " <LocalTime at brief=true/></span> })}
    }
}

/// `newsletter / email`, else the site that led here, else how it was asked for.
fn source(row: &DownloadRow, text: &Downloads) -> String {
    let utm: Vec<&str> = [&row.utm_source, &row.utm_medium].into_iter().flatten().map(String::as_str).collect();
    match (utm.is_empty(), &row.referrer, row.source.as_deref()) {
        (false, ..) => utm.join(" / "),
        (true, Some(referrer), _) => host(referrer).to_owned(),
        (true, None, Some("known")) => text.known.to_owned(),
        (true, None, _) => text.direct.to_owned(),
    }
}

/// `example.com` of `https://example.com/path`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_referrer_is_shown_by_its_site() {
        assert_eq!(host("https://example.com/a?b=c"), "example.com");
        assert_eq!(host("example.com"), "example.com");
        assert_eq!(host(""), "");
    }
}
