//! Ranking: which entries answer a query, and how well.

use super::index::Index;
use super::numeral::{amount, log2};
use super::query::Query;
use super::resolve::Why;
use super::terms::{QueryTerm, corrected};
use super::weights::FULL;
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

/// What is counted of each entry.
struct Scratch {
    /// For each entry what has been counted of the unit at hand.
    counts: Vec<Count>,
    touched: Vec<u32>,
    totals: Vec<Total>,
    /// For each entry what words that were written apart count together.
    apart: Vec<Total>,
}

impl Scratch {
    fn new(entries: usize) -> Self {
        Self {
            counts: vec![Count::default(); entries],
            touched: Vec::new(),
            totals: vec![Total::default(); entries],
            apart: Vec::new(),
        }
    }

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

    fn rank(&self, units: &mut [QueryTerm]) -> Vec<Hit> {
        let entries = self.tables.entries as usize;
        let scratch = &mut Scratch::new(entries);
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
