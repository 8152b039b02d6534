//! The whole address map of the program beside the pages themselves (those: `domain::address`).

/// The admin's frame; everything below it is opened in the browser.
pub const ADMIN: &str = "/admin";
pub const SIGN_IN: &str = "/admin/sign-in";
pub const SIGN_OUT: &str = "/admin/sign-out";
/// With the one-time token as last part.
pub const SET_UP: &str = "/admin/set-up";
/// Where someone asks for a new password.
pub const FORGOT: &str = "/admin/forgot";
pub const PAGES: &str = "/admin/pages";
pub const MEDIA: &str = "/admin/media";
/// Takes files, as `multipart/form-data` (RFC 7578).
pub const MEDIA_UPLOAD: &str = "/admin/media/upload";
pub const USERS: &str = "/admin/users";
pub const WHITEPAPERS: &str = "/admin/whitepapers";
/// The words of lists, search and header.
pub const SITE_TEXTS: &str = "/admin/texts";
/// What categories, tags and industries are called in each language.
pub const LABELS: &str = "/admin/texts/labels";
pub const ACCOUNT: &str = "/admin/account";

/// The outbox, for admins.
pub const MAIL: &str = "/admin/mail";
pub const MAIL_TEMPLATES: &str = "/admin/mail/templates";
/// A mail as it looks, with sample data: with kind and language behind it.
pub const MAIL_PREVIEW: &str = "/admin/mail/preview";

/// Server functions that visitors may call.
pub const API: &str = "/api";
/// Server functions for staff; closed in middleware besides the guard of each.
pub const ADMIN_API: &str = "/api/admin";
/// Where one POST of a mail program withdraws a consent, with what the link carries behind it (RFC 8058).
pub const UNSUBSCRIBE: &str = "/api/unsubscribe";
/// The call that begins a session.
pub const SIGN_IN_CALL: &str = "/api/sign-in";

/// Files of the media library: `/media/{hash}/{name}`.
pub const MEDIA_FILES: &str = "/media";
/// Pictures for links to pages, which the server draws.
pub const CARDS: &str = "/media/cards";
pub const ASSETS: &str = "/assets";
pub const FAVICON: &str = "/favicon.ico";
pub const WEB_MANIFEST: &str = "/site.webmanifest";
pub const HEALTHZ: &str = "/healthz";
pub const READYZ: &str = "/readyz";
pub const METRICS: &str = "/metrics";
pub const SITEMAP: &str = "/sitemap.xml";
pub const ROBOTS: &str = "/robots.txt";
