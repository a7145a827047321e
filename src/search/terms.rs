//! The terms of a query: words, phrases, and compounds that were written apart, each resolved to
//! the catalogue's words that match it.

use super::compounds;
use super::index::Index;
use super::query::{Query, begins_with_digit};
use super::resolve::{ResolveOptions, Resolved, TermMatch};
use super::thesaurus::{self, MAX_PHRASE_WORDS, phrase_hash};
use super::weights::FULL;
use crate::danish::key;
use crate::join::join;

/// One term of a query: a word, a compound that was written apart, or a phrase of the thesaurus.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct QueryTerm {
    /// Its text as typed, or as corrected.
    pub(super) text: String,
    /// Sorted by word.
    pub(super) matches: Vec<TermMatch>,
    /// The words of a compound or phrase, which also match by themselves.
    pub(super) parts: Vec<QueryTerm>,
    /// How many words of the query it stands for beyond one: a phrase is several words that were
    /// understood together.
    pub(super) further_words: u32,
    /// Whether it is found only where all its parts are: who seeks `videobostøtte` does not seek any bostøtte.
    pub(super) needs_all_parts: bool,
    /// Whether it is the whole query, beside the terms that the query is made of: what it matches has all that is asked for.
    pub(super) is_whole: bool,
    /// Its inverse document frequency in 256ths; set by ranking.
    pub(super) rarity: u32,
}

/// A run of tokens that is one term.
struct JoinedTerm {
    /// The index of the token after it.
    end: usize,
    resolved: Resolved,
    /// See [`QueryTerm::further_words`].
    further_words: u32,
    /// Those who search for `spiser ikke` do not look for what has `spiser`.
    is_negated: bool,
}

/// How many unknown words of a query a correction is sought for: enough for a sentence, and few enough that a page of
/// nonsense is answered quickly.
const MAX_CORRECTIONS: usize = 8;

/// The shortest part of a compound that the catalogue does not have: `pårørendeinddragelse` is what it says, while short
/// words make compounds with a meaning of their own (`kørekort`).
const MIN_PART_LETTERS: usize = 5;

/// Longer words are not taken apart: it would take long, and they are no words.
const MAX_COMPOUND_LETTERS: usize = 40;

impl Index {
    /// Adds the terms of a query. Returns the corrected words: the index of the token, and its new
    /// text.
    pub(super) fn add_terms(
        &self,
        query: &Query,
        literal: bool,
        terms: &mut Vec<QueryTerm>,
    ) -> Vec<(usize, String)> {
        let is_short = query.terms.len() < 3;
        let mut corrections = Vec::new();
        let mut unknown = 0;
        let mut next = 0;
        while let Some(start) = query.terms.get(next).copied() {
            let mut resolve = |index: usize, expand: u32| {
                let text = query.token(index);
                let mut before = Vec::new();
                for index in index.saturating_sub(3)..index {
                    before.push(query.token(index));
                }
                let options = ResolveOptions {
                    expand,
                    unfinished: index + 1 == query.tokens.all.len(),
                    correct: !literal && unknown < MAX_CORRECTIONS,
                    literal: query.quotes(text),
                };
                let resolved = self.resolve(text, &before, options);
                // To find no correction takes as long as to find one.
                let is_unknown = resolved.corrected.is_some() || resolved.matches.is_empty();
                unknown += usize::from(is_unknown);
                let term = QueryTerm {
                    text: text.to_owned(),
                    matches: resolved.matches,
                    ..QueryTerm::default()
                };
                (term, resolved.corrected)
            };
            let joined = match query.quoted.is_empty() {
                true => self.joined_term(query, start),
                false => None,
            };
            let Some(joined) = joined else {
                let expand = if is_short {
                    FULL
                } else {
                    self.weights.sentence
                };
                let (mut term, correction) = resolve(start, expand);
                if term.matches.is_empty()
                    && unknown <= MAX_CORRECTIONS
                    && !self.lexicon.is_foreign(&term.text)
                    && query.quoted.is_empty()
                    && let Some(parts) = self.compound(&term.text)
                {
                    term.matches.clear();
                    term.further_words = u32::try_from(parts.len() - 1).unwrap_or_default();
                    term.parts = parts;
                    term.needs_all_parts = true;
                } else if let Some(text) = correction {
                    term.text.clone_from(&text);
                    corrections.push((start, text));
                }
                terms.push(term);
                next += 1;
                continue;
            };
            let mut parts = Vec::new();
            let mut texts = Vec::new();
            while let Some(index) = query
                .terms
                .get(next)
                .copied()
                .filter(|index| *index < joined.end)
            {
                texts.push(query.token(index));
                let (part, correction) = resolve(index, 0);
                // A word that matches only when corrected is left to the joined term.
                if correction.is_none() && !joined.is_negated {
                    parts.push(part);
                }
                next += 1;
            }
            terms.push(QueryTerm {
                text: join(&texts, " "),
                matches: joined.resolved.matches,
                parts,
                further_words: joined.further_words,
                ..QueryTerm::default()
            });
        }
        if query.quoted.is_empty()
            && let Some(hash) = thesaurus::whole_hash(&query.tokens)
        {
            let matches = self.resolve_phrase(hash).matches;
            if !matches.is_empty() {
                terms.push(QueryTerm {
                    text: join(&query.tokens.texts(), " "),
                    matches,
                    is_whole: true,
                    ..QueryTerm::default()
                });
            }
        }
        corrections
    }

    /// The longest run of tokens from `start` that is one term: a phrase of the thesaurus, else a
    /// compound that was written apart.
    fn joined_term(&self, query: &Query, start: usize) -> Option<JoinedTerm> {
        let mut best: Option<JoinedTerm> = None;
        let mut words: Vec<&str> = Vec::new();
        // A phrase may begin with stop words.
        let mut first = start;
        while first > 0 && !query.terms.contains(&(first - 1)) && start - first < 3 {
            first -= 1;
        }
        for from in first..=start {
            words.clear();
            let mut is_negated = false;
            for index in from..query.tokens.all.len() {
                let word = query.token(index);
                if !thesaurus::is_filler(word) {
                    words.push(word);
                    is_negated |= matches!(word, "ikke" | "aldrig" | "ingen");
                }
                if words.len() > MAX_PHRASE_WORDS {
                    break;
                }
                if index < start {
                    continue;
                }
                if let Some(hash) = phrase_hash(&words) {
                    let resolved = self.resolve_phrase(hash);
                    if !resolved.matches.is_empty()
                        && best.as_ref().is_none_or(|best| index + 1 > best.end)
                    {
                        best = Some(JoinedTerm {
                            end: index + 1,
                            resolved,
                            further_words: u32::try_from(words.len() - 1).unwrap_or_default(),
                            is_negated,
                        });
                    }
                }
            }
        }
        best.or_else(|| self.written_apart(query, start))
    }

    /// Whether search takes a word that the catalogue does not have for a compound of words that it has.
    #[must_use]
    pub fn is_compound(&self, word: &str) -> bool {
        self.compound(word).is_some()
    }

    /// The words of a compound that the catalogue does not have, if an entry has all of them.
    fn compound(&self, word: &str) -> Option<Vec<QueryTerm>> {
        if word.chars().count() > MAX_COMPOUND_LETTERS {
            return None;
        }
        let is_known = |part: &str| {
            let exact = self.tables.vocabulary.find(part, &key(part));
            part.chars().count() >= MIN_PART_LETTERS
                && (self.tables.vocabulary.has(part, &exact)
                    || !self.groups_of_form(part).is_empty())
        };
        let options = ResolveOptions {
            expand: 0,
            unfinished: false,
            correct: false,
            literal: false,
        };
        let mut parts = Vec::new();
        // By entry, how many of the parts it has.
        let mut having = vec![0; self.tables.entries as usize];
        for part in compounds::split(word, &is_known) {
            let matches = self.resolve(&part, &[], options).matches;
            for term_match in &matches {
                for posting in self.tables.postings.row(term_match.word) {
                    if let Some(having) = having.get_mut(posting.entry() as usize)
                        && *having == parts.len()
                    {
                        *having += 1;
                    }
                }
            }
            parts.push(QueryTerm {
                text: part,
                matches,
                ..QueryTerm::default()
            });
        }
        let is_shared = !parts.is_empty() && having.contains(&parts.len());
        is_shared.then_some(parts)
    }

    /// A compound of the catalogue that was written as two or three words.
    fn written_apart(&self, query: &Query, start: usize) -> Option<JoinedTerm> {
        let first = query.token(start);
        for count in [3, 2] {
            let mut rest = String::new();
            let mut is_short = first.len() < 2;
            for index in start + 1..start + count {
                let word = query.token(index);
                is_short |= word.len() < 2;
                rest.push_str(word);
            }
            if is_short
                || first.starts_with('§')
                || rest.starts_with('§')
                || begins_with_digit(&rest)
            {
                continue;
            }
            for link in ["", "s", "e"] {
                let whole = join(&[first, link, &rest], "");
                let key = key(&whole);
                let exact = self.tables.vocabulary.find(&whole, &key);
                if self.groups_of_word(&whole, &exact).is_empty() {
                    continue;
                }
                let options = ResolveOptions {
                    expand: FULL,
                    unfinished: false,
                    correct: false,
                    literal: false,
                };
                return Some(JoinedTerm {
                    end: start + count,
                    resolved: self.resolve(&whole, &[], options),
                    further_words: 0,
                    is_negated: false,
                });
            }
        }
        None
    }
}

/// The query with its words corrected; `None` if there are no corrections.
pub(super) fn corrected(
    text: &str,
    query: &Query,
    corrections: &[(usize, String)],
) -> Option<String> {
    let mut corrected = String::new();
    let mut from = 0;
    for (index, word) in corrections {
        let token = query.tokens.all.get(*index)?;
        let (first, last) = (
            query.tokens.words.all.get(token.words.0)?,
            query.tokens.words.all.get(token.words.1)?,
        );
        corrected.push_str(text.get(from..first.start)?);
        corrected.push_str(word);
        from = last.end;
    }
    (from > 0).then(|| corrected + text.get(from..).unwrap_or_default())
}
