//! What a query asks for: words, phrases, and words that were written apart,
//! each with the catalogue's words that answer it.

use super::index::Index;
use super::query::{Query, begins_with_digit};
use super::resolve::{ResolveOptions, Resolved, TermMatch};
use super::thesaurus::{self, LONGEST, phrase_hash};
use super::weights::FULL;
use crate::join::join;

/// One thing that is sought: a word, words that were written apart, or a
/// phrase of the thesaurus.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct QueryTerm {
    /// As it was typed, or as it was taken to be meant.
    pub(super) text: String,
    pub(super) pieces: Vec<TermMatch>,
    /// The words that it was put together of, which also answer by themselves.
    pub(super) apart: Vec<QueryTerm>,
    /// How much it tells, in 256ths.
    pub(super) rarity: u32,
}

/// How many words of a query may be mended: enough for a sentence, and not so
/// many that a page of nonsense takes long.
const MOST_MENDED: usize = 8;

impl Index {
    /// Adds what is sought. Tells the places among the tokens of slips, and what
    /// each was mended to.
    pub(super) fn units(
        &self,
        query: &Query,
        literal: bool,
        units: &mut Vec<QueryTerm>,
    ) -> Vec<(usize, String)> {
        let few = query.sought.len() < 3;
        let mut corrections = Vec::new();
        let mut mended = 0;
        let mut next = 0;
        while let Some(place) = query.sought.get(next).copied() {
            let mut one = |place: usize, expand: u32| {
                let text = query.token(place);
                let mut before = Vec::new();
                for place in place.saturating_sub(3)..place {
                    before.push(query.token(place));
                }
                let manner = ResolveOptions {
                    expand,
                    unfinished: place + 1 == query.tokens.all.len(),
                    mend: !literal && mended < MOST_MENDED,
                    literal: query.quotes(text),
                };
                let resolved = self.resolve(text, &before, manner);
                mended += usize::from(resolved.corrected.is_some());
                let unit = QueryTerm {
                    text: text.to_owned(),
                    pieces: resolved.pieces,
                    ..QueryTerm::default()
                };
                (unit, resolved.corrected)
            };
            let span = match query.quoted.is_empty() {
                true => self.span(query, place),
                false => None,
            };
            let Some((end, resolved)) = span else {
                let (mut unit, correction) =
                    one(place, if few { FULL } else { self.weights.sentence });
                if let Some(meant) = correction {
                    unit.text.clone_from(&meant);
                    corrections.push((place, meant));
                }
                units.push(unit);
                next += 1;
                continue;
            };
            let mut apart = Vec::new();
            let mut texts = Vec::new();
            while let Some(place) = query.sought.get(next).copied().filter(|place| *place < end) {
                texts.push(query.token(place));
                let (unit, correction) = one(place, 0);
                // What is only known in mended form is not sought beside the whole.
                if correction.is_none() {
                    apart.push(unit);
                }
                next += 1;
            }
            units.push(QueryTerm {
                text: join(&texts, " "),
                pieces: resolved.pieces,
                apart,
                rarity: 0,
            });
        }
        corrections
    }

    /// The longest run of words from a place that is known as one: a phrase of
    /// the thesaurus, or a compound that was written apart.
    fn span(&self, query: &Query, start: usize) -> Option<(usize, Resolved)> {
        let mut best = None;
        let mut words: Vec<&str> = Vec::new();
        // A phrase may begin with words that by themselves say nothing.
        let mut first = start;
        while first > 0 && !query.sought.contains(&(first - 1)) && start - first < 3 {
            first -= 1;
        }
        for from in first..=start {
            words.clear();
            for place in from..query.tokens.all.len() {
                let word = query.token(place);
                if !thesaurus::is_filler(word) {
                    words.push(word);
                }
                if words.len() > LONGEST {
                    break;
                }
                if place < start {
                    continue;
                }
                if let Some(hash) = phrase_hash(&words) {
                    let resolved = self.resolve_phrase(hash);
                    if !resolved.pieces.is_empty()
                        && best.as_ref().is_none_or(|(end, _)| place + 1 > *end)
                    {
                        best = Some((place + 1, resolved));
                    }
                }
            }
        }
        best.or_else(|| self.written_apart(query, start))
    }

    fn written_apart(&self, query: &Query, start: usize) -> Option<(usize, Resolved)> {
        let first = query.token(start);
        for count in [3, 2] {
            let mut rest = String::new();
            let mut short = first.len() < 2;
            for place in start + 1..start + count {
                let word = query.token(place);
                short |= word.len() < 2;
                rest.push_str(word);
            }
            if short || first.starts_with('§') || rest.starts_with('§') || begins_with_digit(&rest)
            {
                continue;
            }
            for link in ["", "s", "e"] {
                let whole = join(&[first, link, &rest], "");
                let key = crate::danish::key(&whole);
                let exact = self.tables.vocabulary.spelled(&whole, &key);
                if self.groups_of_word(&whole, &exact).is_empty() {
                    continue;
                }
                let manner = ResolveOptions {
                    expand: FULL,
                    unfinished: false,
                    mend: false,
                    literal: false,
                };
                return Some((start + count, self.resolve(&whole, &[], manner)));
            }
        }
        None
    }
}

/// The query with its slips mended, if there were any.
pub(super) fn corrected(text: &str, query: &Query, mended: &[(usize, String)]) -> Option<String> {
    let mut meant = String::new();
    let mut from = 0;
    for (place, word) in mended {
        let token = query.tokens.all.get(*place)?;
        let (first, last) = (
            query.tokens.words.all.get(token.words.0)?,
            query.tokens.words.all.get(token.words.1)?,
        );
        meant.push_str(text.get(from..first.start)?);
        meant.push_str(word);
        from = last.end;
    }
    (from > 0).then(|| meant + text.get(from..).unwrap_or_default())
}
