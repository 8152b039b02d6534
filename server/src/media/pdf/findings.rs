//! What the names of a PDF say about it, and what follows from all of them together.

use domain::media::Refusal;

/// The findings in the parts of a file. One part may do what another says, so they count together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Findings {
    /// An action plays something. With a script, wherever it is, that runs it.
    pub plays: bool,
    pub has_script: bool,
    /// There is a form of XFA.
    pub has_form: bool,
    /// An action opens another file.
    pub leaves: bool,
    /// Other files are within it.
    pub attaches: bool,
    /// A text that is the name of a file names a program, or a file on another computer.
    pub names_program: bool,
    pub names_share: bool,
    /// Objects that are such a text alone, and objects that are referred to as the name of a file.
    pub programs: Numbers,
    pub shares: Numbers,
    pub files: Numbers,
    /// A link leads to a file on another computer.
    pub links_share: bool,
    /// The file is encrypted; attached files may have a key of their own.
    pub is_locked: bool,
    pub locks_attached: bool,
}

impl Findings {
    /// Of a file with a form, and nothing else.
    #[cfg(test)]
    pub const FORM: Self = Self {
        plays: false,
        has_script: false,
        has_form: true,
        leaves: false,
        attaches: false,
        names_program: false,
        names_share: false,
        programs: Numbers::NONE,
        shares: Numbers::NONE,
        files: Numbers::NONE,
        links_share: false,
        is_locked: false,
        locks_attached: false,
    };

    /// Looks for objects that are both a text and the name of a file.
    pub fn join(&mut self) {
        self.names_program |= self.files.meets(&self.programs);
        self.names_share |= self.files.meets(&self.shares);
    }

    pub fn refusal(&self) -> Option<Refusal> {
        let is_active = self.plays && self.has_script || (self.leaves || self.attaches) && self.names_program;
        let is_share = self.links_share || self.leaves && self.names_share;
        if is_active { Some(Refusal::Active) } else { is_share.then_some(Refusal::Share) }
    }
}

/// Numbers of objects, by their remainder: rather one too many than one too few.
#[derive(Debug, Clone, Copy)]
pub struct Numbers([u64; 64]);

impl Numbers {
    const NONE: Self = Self([0; 64]);
    const ALL: Self = Self([u64::MAX; 64]);

    /// An unknown number counts as any.
    pub fn insert(&mut self, number: Option<u32>) {
        match number {
            Some(number) => self.0[number as usize / 64 % 64] |= 1 << (number % 64),
            None => *self = Self::ALL,
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, other)| one & other != 0)
    }
}

impl Default for Numbers {
    fn default() -> Self {
        Self::NONE
    }
}
