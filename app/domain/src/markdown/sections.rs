//! The markup of each block around its sanitised parts.

mod claim;
mod frame;
mod media;
mod outline;

use comrak::nodes::Node;

use super::prose::Writer;
use crate::block::LiveList;

/// The section for a block, or `None` if it is not known or lacks what it needs.
pub(super) fn section(writer: &mut Writer, name: &str, rest: &str, parts: &[Node<'_>]) -> Option<String> {
    match name {
        "hero" => claim::hero(writer, parts),
        "call" => claim::call(writer, parts),
        "quote" => claim::quote(writer, parts),
        "numbers" => claim::numbers(writer, parts),
        "features" => outline::features(writer, parts),
        "faq" => outline::faq(writer, parts),
        "gallery" => media::gallery(writer, parts),
        "video" => media::video(writer, parts),
        name => LiveList::parse(name).map(|kind| outline::live(writer, kind, rest, parts)),
    }
}
