//! The problems of a form: one per field, as data. `app/src/text` words them.

use serde::{Deserialize, Serialize};

/// Why a value was refused. Sizes are in characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was given where something must be.
    Missing,
    TooLong {
        max: usize,
    },
    TooShort {
        min: usize,
    },
    NotAnEmail,
    /// An e-mail address with letters before the `@` that are not those of ASCII.
    NotAsciiBeforeAt,
    /// A slug holds a–z, 0–9 and hyphens, its parts divided by `/`.
    NotASlug,
    /// The address belongs to the program itself or to a language (`search`, `admin`, `de`).
    Reserved,
    /// Another live row has this value.
    Taken,
    /// On the list of the most common passwords, or made of the person's own name or e-mail.
    CommonPassword,
    WrongPassword,
    NotANumber,
    NotADate,
    /// No clock shows this time: it lies in the hour that is left out when the clocks go forward.
    SkippedTime,
    NotAnUrl,
    /// Not one of the values on offer.
    NotAChoice,
    /// A page needs a title and a text in one language at least.
    NoLanguage,
    /// The end of a period lies before its start.
    EndsBeforeStart,
    /// The time has passed long ago, as that of a year with two digits has.
    InThePast,
    /// The draft is what visitors read, so there is no change to plan.
    NothingToPlan,
    /// A telephone number has five digits at least, and nothing but signs between them.
    NotAPhone,
    /// A required consent was not given.
    NotAgreed,
}

/// The problems of one form, in the order of its fields. Field names are those of the form's controls;
/// a field per language carries the language behind a colon: `title:de`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid(pub Vec<(String, Problem)>);

impl Invalid {
    /// One problem at one field.
    pub fn at(field: impl Into<String>, problem: Problem) -> Self {
        Self(vec![(field.into(), problem)])
    }

    pub fn add(&mut self, field: impl Into<String>, problem: Problem) {
        self.0.push((field.into(), problem));
    }

    /// Keeps the value of a parse, or its problem under the field's name.
    pub fn take<T>(&mut self, field: impl Into<String>, parsed: Result<T, Problem>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(problem) => {
                self.add(field, problem);
                None
            }
        }
    }

    /// The first problem of a field.
    pub fn of(&self, field: &str) -> Option<&Problem> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, problem)| problem)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` where nothing was wrong.
    pub fn or_ok(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}
