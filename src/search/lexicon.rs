//! What a dictionary knows of a catalogue's words, computed when publishing.
//!
//! It is a file of its own because its contents come from a dictionary with its own licence.
//! Without it, the search relies on stems.

use super::table::Table;
use super::text::{Hash, hash_of, mixed};
use crate::danish::{key, stem};
use crate::order::each_once;

/// Inflected forms, derivations, and words that must not be corrected to others.
///
/// [`Lexicon::from_bytes`] reads one; [`Index::add_lexicon`](super::Index::add_lexicon) adds it to
/// an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    pub(super) fingerprint: u64,
    /// Hashes, sorted, of forms whose stems lead to wrong groups or none.
    pub(super) forms: Vec<u32>,
    /// By index in `forms`, its groups (see [`Form`]).
    pub(super) groups: Table<u32>,
    /// By group, the groups that are derived from it.
    pub(super) derived: Table<u32>,
    /// Hashes, sorted, of common Danish words that the catalogue does not have, and that stems or
    /// corrections would take for words that it has.
    pub(super) foreign: Vec<u32>,
    /// How many bits of those hashes are stored.
    pub(super) foreign_bits: u32,
}

/// What a lexicon has for a form that the catalogue does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form<'l> {
    /// Nothing: its stem leads to its groups.
    Unlisted,
    /// It is a form of none of the catalogue's words, though it looks like some: `sorg` looks like `sørge`.
    OtherWord,
    /// Its groups: `group << 1`, with bit 0 set if it is a form of a word that is made from the group's.
    Of(&'l [u32]),
}

/// What a form without groups belongs to: a group that no catalogue has, as `group << 1`.
const NO_GROUP: u32 = u32::MAX - 1;

/// How many bits of a form's hash are stored. About one unknown word in a thousand is taken for a
/// form.
pub(super) const FORM_BITS: u32 = 22;

/// How many more bits of foreign words' hashes are stored than it takes to number them. About one
/// misspelling in four hundred is taken for a foreign word, and not corrected.
pub(super) const FOREIGN_EXTRA_BITS: u32 = 10;

impl Lexicon {
    /// Makes a lexicon for the catalogue with this [`fingerprint`](super::fingerprint).
    ///
    /// - `forms`: inflected forms with their groups: `group << 1`, with bit 0 set if the word is
    ///   only made from the group's. Groups are numbered as in
    ///   [`BuiltIndex::lemmas`](super::BuiltIndex::lemmas). A form without groups is no form of the
    ///   catalogue's words, whatever its stem.
    /// - `stems`: the same for stems that no word of the catalogue has.
    /// - `derived`: by group, the groups that are derived from it.
    /// - `foreign`: common words that the catalogue does not have, or their stems after a `~`.
    #[must_use]
    pub fn new(
        fingerprint: u64,
        forms: &[(String, Vec<u32>)],
        stems: &[(String, Vec<u32>)],
        derived: &[Vec<u32>],
        foreign: &[String],
    ) -> Self {
        let mut lexicon = Self {
            fingerprint,
            ..Self::default()
        };
        let forms = forms.iter().map(|(form, groups)| (hash_of(form), groups));
        let stems = stems.iter().map(|(stem, groups)| (stem_hash(stem), groups));
        let hashed = forms
            .chain(stems)
            .map(|(hash, groups)| (hash >> (32 - FORM_BITS), groups));
        let mut hashed: Vec<(u32, &Vec<u32>)> = hashed.collect();
        // Of two with the same bits, the one with groups is kept.
        hashed.sort_unstable_by_key(|(hash, groups)| (*hash, groups.is_empty(), *groups));
        hashed.dedup_by_key(|(hash, _)| *hash);
        for (hash, groups) in hashed {
            lexicon.forms.push(hash);
            match groups.is_empty() {
                true => lexicon.groups.push(NO_GROUP),
                false => groups.iter().for_each(|group| lexicon.groups.push(*group)),
            }
            lexicon.groups.end_row();
        }
        for groups in derived {
            let groups = each_once(groups);
            groups.iter().for_each(|group| lexicon.derived.push(*group));
            lexicon.derived.end_row();
        }
        let count = u32::try_from(foreign.len().max(1)).unwrap_or(u32::MAX);
        lexicon.foreign_bits = (count.ilog2() + 1 + FOREIGN_EXTRA_BITS).min(32);
        let bits = lexicon.foreign_bits;
        let hashes = foreign.iter().map(|word| match word.strip_prefix('~') {
            Some(stem) => stem_hash(stem),
            None => hash_of(word),
        });
        lexicon.foreign = hashes.map(|hash| hash >> (32 - bits)).collect();
        lexicon.foreign.sort_unstable();
        lexicon.foreign.dedup();
        lexicon
    }

    /// What it has for a form.
    pub(super) fn form(&self, form: &str) -> Form<'_> {
        match self.find(hash_of(form)) {
            [] => Form::Unlisted,
            [NO_GROUP] => Form::OtherWord,
            groups => Form::Of(groups),
        }
    }

    /// Whether a form only looks like the catalogue's words.
    pub(super) fn is_other_word(&self, form: &str) -> bool {
        self.form(form) == Form::OtherWord
    }

    /// The groups of a stem that no word of the catalogue has, as those of a form.
    pub(super) fn groups_of_stem(&self, stem: &str) -> &[u32] {
        self.find(stem_hash(stem))
    }

    fn find(&self, hash: u32) -> &[u32] {
        let index = self.forms.binary_search(&(hash >> (32 - FORM_BITS))).ok();
        index
            .and_then(|index| u32::try_from(index).ok())
            .map_or(&[], |index| self.groups.row(index))
    }

    /// Whether a word is common Danish that the catalogue does not have.
    pub(super) fn is_foreign(&self, word: &str) -> bool {
        let shift = 32_u32.saturating_sub(self.foreign_bits).min(31);
        let has = |hash: u32| self.foreign.binary_search(&(hash >> shift)).is_ok();
        has(hash_of(word)) || has(stem_hash(&key(&stem(word))))
    }
}

fn stem_hash(stem: &str) -> u32 {
    let mut hash = Hash::default();
    hash.add(b"~");
    hash.add(stem.as_bytes());
    mixed(&hash)
}
