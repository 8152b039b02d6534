//! A conflict: somebody else changed, trashed or removed the item while it was edited here.

use domain::language::Languages;

use super::editable::{Editable, FieldOf};
use super::fields::Detail;
use super::merge::{self, Difference};

#[derive(Clone)]
pub enum Conflict<E: Editable> {
    Changed(Box<Versions<E>>),
    /// It is in the trash, perhaps changed before.
    Trashed(Box<Versions<E>>),
    /// It does not exist any more.
    Gone,
}

/// Both sides of a conflict.
#[derive(Clone)]
pub struct Versions<E: Editable> {
    /// The form when the conflict was found. A picture may still come into the form while someone decides.
    pub mine: E::Form,
    pub theirs: E::Detail,
    pub differences: Vec<Difference<FieldOf<E>>>,
}

impl<E: Editable> Conflict<E> {
    /// Merges three versions: the one that the typing began with, the form, and the stored one.
    pub fn between(base: &E::Form, typed: &E::Form, theirs: E::Detail, languages: &Languages) -> Self {
        let differences = merge::differences(base, typed, theirs.form(), languages);
        let was_trashed = theirs.deleted_at().is_some();
        let versions = Box::new(Versions { mine: typed.clone(), theirs, differences });
        if was_trashed { Self::Trashed(versions) } else { Self::Changed(versions) }
    }
}

#[cfg(test)]
mod tests {
    use domain::page::{PageDetail, PageForm};
    use domain::time::Timestamp;

    use super::*;
    use crate::pages::admin::editor::Page;

    #[test]
    fn a_page_that_was_trashed_meanwhile_is_told_apart() {
        let form = PageForm::default();
        let theirs = PageDetail {
            form: PageForm { version: 2, ..PageForm::default() },
            publication: domain::publication::Publication::default(),
            updated_at: Timestamp(0),
            updated_by: None,
            deleted_at: Some(Timestamp(0)),
            extra: (),
        };
        let conflict = Conflict::<Page>::between(&form, &form, theirs.clone(), &Languages::default());
        assert!(matches!(conflict, Conflict::Trashed(_)));
        let theirs = PageDetail { deleted_at: None, ..theirs };
        assert!(matches!(Conflict::<Page>::between(&form, &form, theirs, &Languages::default()), Conflict::Changed(_)));
    }
}
