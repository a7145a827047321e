//! Ranking: which entries answer a query, and how well.

use super::index::Index;
use super::numeral::{amount, log2};
use super::query::{Query, begins_with_digit};
use super::resolve::{ResolveOptions, Resolved, TermMatch, Why};
use super::thesaurus::{self, LONGEST, phrase_hash};
use super::weights::FULL;
use crate::join::join;
use crate::order::sort;

/// An entry that answers a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among the catalogue's entries.
    pub entry: usize,
    /// How well it answers: more is better; only comparable within one query.
    pub score: u32,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// All entries that answer, best first; ties by the catalogue's order.
    pub hits: Vec<Hit>,
    /// What was taken to be meant, if slips were mended.
    pub corrected: Option<String>,
    /// What was sought, each with the words that answer it.
    pub(super) units: Vec<QueryTerm>,
    /// Words that must stand together as written; the one who has the texts
    /// sees to it.
    pub(super) quoted: Vec<Vec<String>>,
}

impl SearchResults {
    /// Whether nothing was sought.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

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
    rarity: u32,
}

/// Slot for counting, kept from search to search.
#[derive(Default)]
pub(super) struct Scratch {
    /// For each entry what has been counted of the unit at hand.
    counts: Vec<Count>,
    touched: Vec<u32>,
    totals: Vec<Total>,
    /// For each entry what words that were written apart count together.
    apart: Vec<Total>,
}

impl Scratch {
    /// Of each entry the better: the words as one, or all of them apart.
    fn better(&mut self, whole: &[(u32, Total)], apart: &[(u32, Total)]) -> Vec<(u32, Total)> {
        self.apart.resize(self.totals.len(), Total::default());
        let mut touched = Vec::new();
        for (entry, part) in apart {
            if let Some(sum) = self.apart.get_mut(*entry as usize) {
                if sum.score == 0 {
                    touched.push(*entry);
                }
                sum.score += part.score;
                sum.covered += part.covered;
            }
        }
        for (entry, part) in whole {
            if let Some(sum) = self.apart.get_mut(*entry as usize) {
                if sum.score == 0 {
                    touched.push(*entry);
                }
                if part.score > sum.score {
                    *sum = *part;
                }
            }
        }
        let mut better = Vec::with_capacity(touched.len());
        for entry in &touched {
            if let Some(sum) = self.apart.get_mut(*entry as usize) {
                better.push((*entry, std::mem::take(sum)));
            }
        }
        better
    }
}

#[derive(Clone, Copy, Default)]
struct Count {
    amount: u32,
    best: u32,
}

#[derive(Clone, Copy, Default)]
struct Total {
    score: u32,
    covered: u32,
}

/// How many words of a query may be mended: enough for a sentence, and not so
/// many that a page of nonsense takes long.
const MOST_MENDED: usize = 8;

impl Index {
    /// Searches. `literal` takes the query as it is typed and mends nothing.
    #[must_use]
    pub fn search(&self, text: &str, literal: bool) -> SearchResults {
        let query = Query::new(text);
        let mut found = SearchResults::default();
        let mended = self.units(&query, literal, &mut found.units);
        found.hits = self.rank(&mut found.units);
        if !found.hits.is_empty() {
            found.corrected = corrected(text, &query, &mended);
        }
        found.quoted = query.quoted;
        found
    }

    /// Adds what is sought. Tells the places among the tokens of slips, and what
    /// each was mended to.
    fn units(
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

    fn rank(&self, units: &mut [QueryTerm]) -> Vec<Hit> {
        let entries = self.tables.entries as usize;
        let mut scratch = self.scratch.borrow_mut();
        let scratch = &mut *scratch;
        scratch.counts.resize(entries, Count::default());
        scratch.totals.clear();
        scratch.totals.resize(entries, Total::default());
        let unknown = log2(self.tables.entries * 2 + 1, 1) * self.weights.unknown / FULL;
        let mut mass = 0;
        let mut reached: Vec<u32> = Vec::new();
        let count = units.len();
        for unit in units.iter_mut() {
            let mut parts = Vec::new();
            self.unit(unit, scratch, &mut parts);
            let mut rarity = unit.rarity;
            if !unit.apart.is_empty() {
                let mut apart = Vec::new();
                let mut rarity_apart = 0;
                for word in &mut unit.apart {
                    self.unit(word, scratch, &mut apart);
                    rarity_apart += word.rarity;
                }
                parts = scratch.better(&parts, &apart);
                if unit.pieces.is_empty() {
                    rarity = rarity_apart;
                }
            }
            mass += if rarity == 0 && parts.is_empty() {
                unknown
            } else {
                rarity
            };
            for (entry, part) in &parts {
                if let Some(total) = scratch.totals.get_mut(*entry as usize) {
                    if total.score == 0 {
                        reached.push(*entry);
                    }
                    total.score += part.score;
                    total.covered += part.covered.min(rarity);
                }
            }
        }
        let coverage = match count {
            0 | 1 => 0,
            2 => self.weights.coverage_of_two,
            _ => self.weights.coverage,
        };
        let enough = log2(self.tables.entries * 2 + 1, 1) * self.weights.enough / FULL;
        let needed = (mass * coverage / FULL).min(enough);
        let total = |entry: u32| {
            let total = scratch.totals.get(entry as usize);
            total.copied().unwrap_or_default()
        };
        let mut best = 0;
        for entry in &reached {
            best = total(*entry).covered.max(best);
        }
        // Nothing that answers enough of it: then nothing at all.
        let needed = if best < needed {
            u32::MAX
        } else {
            needed * self.weights.tail / FULL
        };
        let mut packed: Vec<u64> = Vec::new();
        for entry in &reached {
            let total = total(*entry);
            if total.covered >= needed {
                // What answers more of the question comes before what answers a part of it well.
                let share = FULL + total.covered * FULL / mass.max(1);
                let score = u64::from(total.score) * u64::from(share) / u64::from(2 * FULL);
                let score = u32::try_from(score).unwrap_or(u32::MAX);
                packed.push(u64::from(u32::MAX - score) << 32 | u64::from(*entry));
            }
        }
        sort(&mut packed);
        let mut hits = Vec::with_capacity(packed.len());
        for packed in &packed {
            hits.push(Hit {
                entry: (packed & 0xffff_ffff) as usize,
                score: u32::MAX - (packed >> 32) as u32,
            });
        }
        hits
    }

    /// Adds what one unit counts in each entry that it reaches.
    fn unit(&self, unit: &mut QueryTerm, scratch: &mut Scratch, parts: &mut Vec<(u32, Total)>) {
        let mut whole = 0_u32;
        for piece in &unit.pieces {
            let is_whole = piece.why >= Why::Form;
            for posting in self.tables.postings.row(piece.word) {
                let entry = posting >> 4;
                let Some(count) = scratch.counts.get_mut(entry as usize) else {
                    continue;
                };
                if count.best == 0 {
                    scratch.touched.push(entry);
                }
                // The lowest bit of `best` remembers that the word itself is there.
                if is_whole && count.best & 1 == 0 {
                    whole += 1;
                }
                count.amount += amount(posting & 15) * piece.weight / FULL;
                let best = piece.weight << 1;
                count.best = (count.best & !1).max(best) | (count.best & 1) | u32::from(is_whole);
            }
        }
        let reached = u32::try_from(scratch.touched.len()).unwrap_or(u32::MAX);
        let having = if whole > 0 { whole } else { reached };
        // Twice, since a half is added to both.
        unit.rarity = if having == 0 {
            0
        } else {
            log2(2 * self.tables.entries + 1, 2 * having - 1).max(16)
        };
        parts.reserve(scratch.touched.len());
        for entry in &scratch.touched {
            let Some(count) = scratch.counts.get_mut(*entry as usize) else {
                continue;
            };
            let strength = count.amount * FULL / (count.amount + self.weights.saturation).max(1);
            let part = Total {
                score: (strength * unit.rarity / FULL).max(1),
                covered: (count.best >> 1).min(FULL) * unit.rarity / FULL,
            };
            *count = Count::default();
            parts.push((*entry, part));
        }
        scratch.touched.clear();
    }
}

/// The query with its slips mended, if there were any.
fn corrected(text: &str, query: &Query, mended: &[(usize, String)]) -> Option<String> {
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
