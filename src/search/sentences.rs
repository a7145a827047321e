//! The sentences of the entries whose cards were shown last.
//!
//! Each letter typed asks anew which sentence of an entry answers best. Most of that is to parse the entry and to hash its
//! words, and neither depends on what is typed.

use std::cell::RefCell;
use std::rc::Rc;

use super::text::body_texts;
use super::tokens::Tokens;
use crate::catalogue::{Catalogue, Json};

/// Four pages of results: some 12 kB each.
const KEPT: usize = 24;

/// Fields of an entry that are not quoted from: its card shows them, or they name other things.
const NOT_QUOTED: [&str; 6] = [
    "title",
    "summary",
    "sources",
    "related",
    "legal",
    "classifiedBy",
];

/// A sentence of an entry's body.
pub(super) struct Sentence {
    pub(super) text: String,
    /// The [hashes](crate::danish::hash) of its words.
    pub(super) words: Vec<u32>,
}

/// The sentences of entries, by their index among the catalogue's; the one read last is the last.
#[derive(Clone, Default)]
pub(super) struct Sentences(RefCell<Vec<(usize, Rc<[Sentence]>)>>);

impl Sentences {
    /// The sentences of an entry; `None` if its body is not here.
    pub(super) fn of(&self, catalogue: &Catalogue, entry: usize) -> Option<Rc<[Sentence]>> {
        let mut kept = self.0.borrow_mut();
        let known = kept.iter().position(|(known, _)| *known == entry);
        let last = match known {
            Some(place) => kept.remove(place),
            None => (entry, read(&*catalogue.body(entry)?)),
        };
        let sentences = Rc::clone(&last.1);
        kept.push(last);
        if kept.len() > KEPT {
            kept.remove(0);
        }
        Some(sentences)
    }
}

fn read(body: &Json) -> Rc<[Sentence]> {
    let mut sentences = Vec::new();
    let mut tokens = Tokens::default();
    let fields = match body {
        Json::Object(fields) => fields.as_slice(),
        _ => &[],
    };
    for (name, value) in fields {
        if !NOT_QUOTED.contains(&name.as_str()) {
            body_texts(value, &mut |text| {
                each_sentence(text, &mut |sentence| {
                    tokens.read(sentence, false);
                    sentences.push(Sentence {
                        text: sentence.to_owned(),
                        words: tokens.hashes(),
                    });
                });
            });
        }
    }
    sentences.into()
}

/// Calls `visit` with the sentences of a text. Abbreviations may end one too early.
fn each_sentence<'a>(text: &'a str, visit: &mut dyn FnMut(&'a str)) {
    let mut start = 0;
    for (at, byte) in (1..).zip(text.bytes()) {
        let next = text.as_bytes().get(at);
        // `178.000` is a number.
        let is_in_number = byte == b'.' && next.is_some_and(u8::is_ascii_digit);
        let ends = matches!(byte, b'.' | b'!' | b'?' | b'\n') && !is_in_number;
        if ends || next.is_none() {
            let sentence = text.get(start..at).unwrap_or_default().trim();
            if sentence.bytes().any(|byte| byte == b' ') {
                visit(sentence);
            }
            start = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::each_sentence;

    #[test]
    fn a_thousands_point_ends_no_sentence() {
        let mut sentences = Vec::new();
        each_sentence("I alt 178.000 borgere. Heraf 7 af 10?", &mut |one| {
            sentences.push(one.to_owned());
        });
        assert_eq!(sentences, ["I alt 178.000 borgere.", "Heraf 7 af 10?"]);
    }
}
