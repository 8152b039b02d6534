//! The field lines: one drawing of thin lines with one of them lit, of which every drawing of the site is a crop.

use leptos::prelude::*;

/// The definitions, once a page; everything else is `<use href="#field">` and `<use href="#field-lit">`.
#[component]
pub fn FieldLines() -> impl IntoView {
    view! { <svg class="lines-defs" width="0" height="0" aria-hidden="true" inner_html=DEFINITIONS></svg> }
}

/// An empty state shows the field with no line lit.
#[component]
pub fn EmptyLines() -> impl IntoView {
    view! { <svg class="lines" viewBox="-200 -130 400 260" aria-hidden="true" inner_html=EMPTY></svg> }
}

/// Beside the sign-in form: the field lines with the lit line, which is drawn when the page opens.
#[component]
pub fn AuthLines() -> impl IntoView {
    view! { <svg class="lines lines-draw" viewBox="-500 -500 1000 1000" preserveAspectRatio="xMidYMid slice" inner_html=ENTRY></svg> }
}

/// The mark of Magnetiq: three lines of a magnet, the outer one lit.
#[component]
pub fn LogoMark() -> impl IntoView {
    view! { <svg viewBox="0 0 28 28" aria-hidden="true" inner_html=MARK></svg> }
}

// As constants: of a literal the server would make an attribute.
const EMPTY: &str = r##"<g transform="rotate(90) scale(.5)"><use href="#field"/></g>"##;
const ENTRY: &str = r##"<g transform="rotate(18)"><use href="#field"/><use href="#field-lit"/></g>"##;
const MARK: &str =
    r#"<path d="M14 26V13"/><path d="M9.5 26V13a4.5 4.5 0 0 1 9 0v13"/><path class="lit" d="M5 26V13a9 9 0 0 1 18 0v13"/>"#;

/// The field of two point charges, half of it drawn and mirrored.
macro_rules! field_half {
    () => {
        "M1 -101C9 -143 31 -272 51 -356C71 -440 94 -521 120 -603C145 -685 174 -767 205 -848C236 -929 269 -1010 304 -1089C338 -1167 374 -1243 412 -1320C450 -1398 491 -1475 533 -1551C574 -1627 618 -1702 663 -1776C707 -1850 752 -1921 799 -1993C846 -2065 921 -2172 946 -2207M2 -101C17 -143 57 -271 93 -352C130 -434 173 -512 220 -588C267 -664 320 -737 375 -807C431 -876 490 -943 553 -1007C616 -1071 684 -1134 753 -1191C822 -1249 893 -1303 966 -1354C1039 -1404 1115 -1452 1193 -1496C1271 -1540 1351 -1581 1432 -1618C1513 -1655 1639 -1701 1680 -1718M2 -101C76 -191 262 -511 445 -646C629 -780 878 -879 1104 -908C1330 -938 1600 -916 1802 -821C2004 -727 2229 -538 2314 -343C2399 -149 2398 152 2312 346C2227 540 2001 729 1799 822C1598 916 1327 938 1101 908C875 878 626 779 443 644C260 509 75 189 1 98M3 -100C50 -150 172 -328 283 -402C395 -476 538 -529 671 -543C803 -556 961 -540 1078 -483C1194 -427 1323 -316 1372 -202C1421 -88 1421 87 1372 201C1323 315 1195 426 1078 483C961 540 804 556 671 543C539 529 395 476 284 402C173 329 50 151 3 101M4 -100C35 -128 121 -229 193 -270C264 -311 352 -341 435 -346C517 -352 616 -339 688 -302C759 -265 836 -196 865 -125C895 -54 895 53 866 124C836 195 760 264 688 301C617 339 518 352 435 347C353 341 265 311 193 270C121 229 36 129 4 100M4 -99C27 -115 92 -173 141 -196C190 -218 246 -234 299 -235C352 -235 415 -225 461 -199C507 -173 556 -126 574 -79C593 -33 593 34 574 81C555 127 506 174 460 199C414 225 351 235 297 234C244 234 188 218 139 195C90 172 26 114 3 98M5 -98C22 -107 69 -138 104 -150C139 -161 178 -169 214 -167C250 -165 291 -156 321 -138C351 -119 383 -89 395 -56C407 -24 407 24 395 57C383 89 351 119 321 138C291 156 250 165 214 167C178 169 139 161 104 150C69 138 21 107 5 98M6 -97C22 -102 68 -122 101 -125C134 -128 174 -126 204 -114C233 -101 265 -76 277 -49C289 -22 289 24 276 51C263 78 231 102 201 114C172 127 132 128 99 125C66 122 19 101 3 96M6 -96C18 -97 54 -104 78 -102C101 -100 127 -96 147 -85C167 -74 189 -55 197 -35C205 -15 205 15 197 35C188 55 167 74 147 85C127 96 101 100 77 102C54 104 18 97 6 96M6 -94C15 -93 41 -91 57 -86C74 -82 91 -76 105 -66C118 -56 133 -43 138 -27C144 -11 143 12 138 28C132 43 118 57 104 66C91 76 73 82 57 86C40 91 14 93 5 94M5 -93C11 -90 30 -82 41 -75C53 -68 65 -61 73 -51C82 -42 90 -29 94 -17C97 -6 97 7 93 18C90 30 81 42 73 52C64 62 52 69 40 76C29 82 10 90 4 93M4 -91C8 -87 19 -75 26 -67C32 -60 38 -53 43 -45C47 -36 53 -26 55 -15C57 -5 57 6 55 16C52 27 47 37 42 46C37 54 32 60 25 68C19 76 7 88 3 91"
    };
}

/// One of its lines.
macro_rules! field_lit {
    () => {
        "M6 -97C22 -102 68 -122 101 -125C134 -128 174 -126 204 -114C233 -101 265 -76 277 -49C289 -22 289 24 276 51C263 78 231 102 201 114C172 127 132 128 99 125C66 122 19 101 3 96"
    };
}

/// The paths of both, for what is drawn without a browser. Absolute moves and curves.
pub const FIELD_HALF: &str = field_half!();
pub const FIELD_LIT: &str = field_lit!();

const DEFINITIONS: &str = concat!(
    r#"<defs><path id="field-half" class="lines-curve" d=""#,
    field_half!(),
    r#""/>"#,
    r##"<g id="field"><use href="#field-half"/><use href="#field-half" transform="scale(-1 1)"/></g>"##,
    r#"<path id="field-lit" class="lines-lit" pathLength="1" d=""#,
    field_lit!(),
    r#""/></defs>"#,
);
