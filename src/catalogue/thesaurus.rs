//! The thesaurus.

use super::macros::{record, words};

record! {
    /// Words that find each other.
    pub struct ThesaurusRow {
        /// Words that may be shown as suggestions.
        pub words: Vec<String>,
        /// Words that are found but never suggested: slang, outdated words.
        pub finds: Vec<String>,
        /// Whether the words are synonyms or merely related.
        pub relation: Relation,
        /// Why the row exists; for editors.
        pub reason: String,
    }
}

words! {
    /// How closely the words of a thesaurus row are related.
    pub enum Relation {
        /// They are synonyms.
        #[default]
        Equal = "equal",
        /// They are related.
        Related = "related",
    }
}
