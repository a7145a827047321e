//! The texts of an entry that are searched, and the fingerprint of all of them.

use crate::catalogue::{self, Card, Catalogue, Head, Json, term};

/// The part of an entry that a text belongs to, which decides its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// Labels of arenas, audiences, organisations and places, and target groups.
    Label,
    /// Any other text.
    Body,
}

/// Fields of an entry that are not searched as its body: they are in its card, or name other
/// things.
const ELSEWHERE: [&str; 7] = [
    "title",
    "summary",
    "classifiedBy",
    "related",
    "sources",
    "calculators",
    "worksheets",
];

/// Calls `visit` with every text of an entry that is searched, and its field.
pub(super) fn each_text(
    card: &Card,
    entry: &Json,
    head: &Head,
    visit: &mut dyn FnMut(Field, &str),
) {
    let vocabularies = &head.vocabularies;
    visit(Field::Title, &card.title);
    visit(Field::Summary, &card.summary);
    let lists: [(&[catalogue::Term], &[String], Field); 5] = [
        (&vocabularies.arenas, &card.arenas, Field::Label),
        (&vocabularies.audiences, &card.audiences, Field::Label),
        (
            &vocabularies.organisations,
            &card.organisations,
            Field::Label,
        ),
        (&vocabularies.places, &card.places, Field::Label),
        // Long, and about what the entry serves rather than what it is.
        (&vocabularies.kkr_goals, &card.kkr_goals, Field::Body),
    ];
    for (terms, ids, field) in lists {
        for id in ids {
            if let Some(term) = term(terms, id) {
                visit(field, term.label.in_language(&head.language));
            }
        }
    }
    if let Json::Object(fields) = entry {
        for (key, value) in fields {
            if !ELSEWHERE.contains(&key.as_str()) {
                let field = match key == "targetGroups" {
                    true => Field::Label,
                    false => Field::Body,
                };
                body_texts(value, &mut |text| visit(field, text));
            }
        }
    }
}

/// The texts of the entry with this index that are searched beside its title and summary, a line each.
#[must_use]
pub fn searched_text(catalogue: &Catalogue, entry: usize) -> String {
    let mut texts = String::new();
    let body = catalogue.body(entry).unwrap_or_default();
    if let Some(card) = catalogue.cards.get(entry) {
        each_text(card, &body, &catalogue.head, &mut |field, text| {
            if matches!(field, Field::Label | Field::Body) {
                texts.push_str(text);
                texts.push('\n');
            }
        });
    }
    texts
}

/// Calls `visit` with the texts in a part of an entry. A text without a space that begins with a
/// small letter is taken for an id or a keyword of the format, and skipped.
pub(super) fn body_texts<'a>(json: &'a Json, visit: &mut dyn FnMut(&'a str)) {
    match json {
        Json::Text(text) => {
            if text.bytes().any(|byte| byte == b' ')
                || text.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
            {
                visit(text);
            }
        }
        Json::List(elements) => elements
            .iter()
            .for_each(|element| body_texts(element, visit)),
        Json::Object(fields) => fields
            .iter()
            .for_each(|(_, value)| body_texts(value, visit)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

/// The fingerprint of a catalogue: the 64-bit FNV-1a hash of all its searched texts and ids. An
/// index or lexicon with another fingerprint belongs to another catalogue.
#[must_use]
pub fn fingerprint(catalogue: &Catalogue) -> u64 {
    let mut hash = Hash::default();
    for (index, card) in catalogue.cards.iter().enumerate() {
        let body = catalogue.body(index).unwrap_or_default();
        hash.add(card.id.as_bytes());
        each_text(card, &body, &catalogue.head, &mut |field, text| {
            hash.add(&[field as u8]);
            hash.add(text.as_bytes());
        });
    }
    hash.0
}

/// The 64-bit FNV-1a hash of a file. It detects accidental changes, not deliberate ones.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hash = Hash::default();
    hash.add(bytes);
    hash.0
}

/// A 64-bit FNV-1a hasher.
pub(super) struct Hash(pub(super) u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.update(bytes);
        self.end_part();
    }

    /// Adds some bytes of a part.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = step(self.0, *byte);
        }
    }

    /// A byte that does not occur in UTF-8 ends each part.
    pub(super) fn end_part(&mut self) {
        self.0 = step(self.0, 0xff);
    }
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// A well-mixed 32-bit hash of a text.
pub(super) fn hash_of(text: &str) -> u32 {
    let mut hash = Hash::default();
    hash.add(text.as_bytes());
    mixed(&hash)
}

/// The upper 32 bits of a hash after MurmurHash3's finalizer: in FNV, a word's last letters hardly
/// change the upper bits.
pub(super) fn mixed(hash: &Hash) -> u32 {
    let mut mixed = hash.0;
    for factor in [0xff51_afd7_ed55_8ccd, 0xc4ce_b9fe_1a85_ec53] {
        mixed = (mixed ^ (mixed >> 33)).wrapping_mul(factor);
    }
    (mixed >> 32) as u32
}
