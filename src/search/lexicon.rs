//! What a dictionary knows of a catalogue's words, worked out when publishing.
//!
//! It is a file of its own, since its contents come from a dictionary with its
//! own licence. Without it the search works; it then knows stems only.

use super::table::Table;
use super::text::{Hash, hash_of, mixed};
use crate::danish::{key, stem};
use crate::order::each_once;

/// Forms, derivations, and words that must not be taken for other words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    pub(super) fingerprint: u64,
    /// Hashes, in order, of forms that stems don't lead right.
    pub(super) forms: Vec<u32>,
    /// The groups of each (see [`Lexicon::of_form`]).
    pub(super) groups: Table<u32>,
    /// The groups that are derived from each group.
    pub(super) derived: Table<u32>,
    /// Hashes, in order, of ordinary words that the catalogue hasn't, and that
    /// stems or corrections would take for words that it has.
    pub(super) foreign: Vec<u32>,
    /// How many bits those hashes keep.
    pub(super) foreign_bits: u32,
}

/// How many bits a form's hash keeps: few enough to be small, and enough that
/// one unknown word in a thousand is taken for another.
pub(super) const FORM_BITS: u32 = 22;

/// How many bits more than it takes to number them the hashes of foreign words
/// keep: one genuine slip in a hundred is taken for one, and not mended.
pub(super) const FOREIGN_SPARE: u32 = 8;

impl Lexicon {
    /// Makes a lexicon for the catalogue with this fingerprint: from forms, and from stems
    /// that no word of the catalogue has, each with its groups (see
    /// [`Lexicon::of_form`]); from what is derived from each group; and
    /// from foreign words, or their stems with `~` before them.
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
        hashed.sort_unstable();
        hashed.dedup_by_key(|(hash, _)| *hash);
        for (hash, groups) in hashed {
            lexicon.forms.push(hash);
            groups.iter().for_each(|group| lexicon.groups.push(*group));
            lexicon.groups.end_row();
        }
        for groups in derived {
            let groups = each_once(groups);
            groups.iter().for_each(|group| lexicon.derived.push(*group));
            lexicon.derived.end_row();
        }
        let count = u32::try_from(foreign.len().max(1)).unwrap_or(u32::MAX);
        lexicon.foreign_bits = (count.ilog2() + 1 + FOREIGN_SPARE).min(32);
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

    /// The groups of a form that the catalogue hasn't, and that its stem would
    /// lead wrong: `group << 1`, and 1 if it is a form of a word that is made of
    /// the group's.
    pub(super) fn of_form(&self, form: &str) -> &[u32] {
        self.find(hash_of(form))
    }

    /// The same for a stem that no word of the catalogue has.
    pub(super) fn of_stem(&self, stem: &str) -> &[u32] {
        self.find(stem_hash(stem))
    }

    fn find(&self, hash: u32) -> &[u32] {
        let place = self.forms.binary_search(&(hash >> (32 - FORM_BITS))).ok();
        place
            .and_then(|place| u32::try_from(place).ok())
            .map_or(&[], |place| self.groups.row(place))
    }

    /// Whether a word is ordinary Danish that the catalogue hasn't.
    pub(super) fn is_foreign(&self, word: &str) -> bool {
        let spare = 32_u32.saturating_sub(self.foreign_bits).min(31);
        let has = |hash: u32| self.foreign.binary_search(&(hash >> spare)).is_ok();
        has(hash_of(word)) || has(stem_hash(&key(&stem(word))))
    }
}

fn stem_hash(stem: &str) -> u32 {
    let mut hash = Hash::default();
    hash.add(b"~");
    hash.add(stem.as_bytes());
    mixed(&hash)
}
