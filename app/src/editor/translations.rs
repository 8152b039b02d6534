//! The editor's state besides the form: the language in focus, and the checks of the slugs.

use std::collections::{BTreeMap, BTreeSet};

use domain::invalid::Problem;
use domain::language::Language;
use leptos::prelude::*;

use super::checklist::{Library, Links};

#[derive(Clone, Copy)]
pub struct Translations {
    pub slugs: RwSignal<BTreeMap<Language, SlugStatus>>,
    /// Where the slug still follows the title.
    pub proposing: RwSignal<BTreeSet<Language>>,
    /// The language that was typed in last: it is previewed, and published by Ctrl and return.
    pub language: RwSignal<Language>,
    /// The language that is being published or hidden just now.
    pub turning: RwSignal<Option<Language>>,
    /// What is asked before a plan or a text is taken away from visitors.
    pub question: RwSignal<Option<PlanQuestion>>,
    /// The language whose planned text is shown.
    pub planned: RwSignal<Option<Language>>,
    /// The language about which the question before publishing is: the checklist says that it should not go out like this.
    pub unready: RwSignal<Option<Language>>,
    pub library: RwSignal<Library>,
    pub links: RwSignal<Links>,
    pub site_title: StoredValue<String>,
    /// Without a slash at its end.
    pub base_url: StoredValue<String>,
}

/// An act that takes back what waits for its time in a language, or the text that visitors read where the draft is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanQuestion {
    pub language: Language,
    pub act: PlanAct,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanAct {
    Publish,
    Unpublish,
    Cancel,
}

/// The check of a slug that differs from the stored one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlugStatus {
    Free,
    /// Another has it; this one is free.
    Taken {
        free: String,
    },
    Bad(Problem),
}

impl SlugStatus {
    pub fn problem(&self) -> Option<Problem> {
        match self {
            Self::Free => None,
            Self::Taken { .. } => Some(Problem::Taken),
            Self::Bad(problem) => Some(problem.clone()),
        }
    }
}
