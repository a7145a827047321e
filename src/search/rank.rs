//! Ranking: which entries answer a query, and how well.

use super::index::Index;
use super::numeral::{amount, log2};
use super::query::Query;
use super::resolve::{Manner, Piece, Resolved, Why};
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
pub struct Found {
    /// All entries that answer, best first; ties by the catalogue's order.
    pub hits: Vec<Hit>,
    /// What was taken to be meant, if slips were mended.
    pub corrected: Option<String>,
    /// What was sought, each with the words that answer it.
    pub(super) units: Vec<Unit>,
    /// Words that must stand together as written; the one who has the texts
    /// sees to it.
    pub(super) quoted: Vec<Vec<String>>,
}

impl Found {
    /// Whether nothing was sought.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

/// One thing that is sought: a word, words that were written apart, or a
/// phrase of the thesaurus.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Unit {
    /// As it was typed, or as it was taken to be meant.
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// The words that it was put together of, which also answer by themselves.
    pub(super) apart: Vec<Unit>,
    /// How much it tells, in 256ths.
    rarity: u32,
}

/// Room for counting, kept from search to search.
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
        let take = |entry: u32| Some((entry, std::mem::take(self.apart.get_mut(entry as usize)?)));
        touched.into_iter().filter_map(take).collect()
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
    pub fn search(&self, text: &str, literal: bool) -> Found {
        let query = Query::new(text);
        let units = self.units(&query, literal);
        let mut found = Found {
            corrected: corrected(text, &query, &units),
            quoted: query.quoted,
            ..Found::default()
        };
        let mut units: Vec<Unit> = units.into_iter().map(|(_, unit)| unit).collect();
        found.hits = self.rank(&mut units);
        found.units = units;
        if found.hits.is_empty() {
            found.corrected = None;
        }
        found
    }

    /// What is sought, with the first place among the tokens and what a slip
    /// was mended to.
    fn units(&self, query: &Query, literal: bool) -> Vec<(Option<(usize, String)>, Unit)> {
        let mut units = Vec::new();
        let quoted: Vec<&String> = query.quoted.iter().flatten().collect();
        let few = query.sought.len() < 3;
        let mut mended = 0;
        let mut next = 0;
        while let Some(place) = query.sought.get(next).copied() {
            let mut one = |place: usize, expand: u32| {
                let text = query.token(place);
                let before: Vec<&str> = (place.saturating_sub(3)..place)
                    .map(|place| query.token(place))
                    .collect();
                let manner = Manner {
                    expand,
                    unfinished: place + 1 == query.tokens.all.len(),
                    mend: !literal && mended < MOST_MENDED,
                    literal: quoted.iter().any(|word| *word == text),
                };
                let resolved = self.resolve(text, &before, manner);
                mended += usize::from(resolved.corrected.is_some());
                (place, resolved)
            };
            let span = if quoted.is_empty() {
                self.span(query, place)
            } else {
                None
            };
            if let Some((end, resolved)) = span {
                let mut apart = Vec::new();
                let mut texts = Vec::new();
                while let Some(place) = query.sought.get(next).copied().filter(|place| *place < end)
                {
                    texts.push(query.token(place));
                    let (place, resolved) = one(place, 0);
                    // What is only known in mended form is not sought beside the whole.
                    if resolved.corrected.is_none() {
                        let text = query.token(place).to_owned();
                        apart.push(Unit {
                            text,
                            pieces: resolved.pieces,
                            ..Unit::default()
                        });
                    }
                    next += 1;
                }
                let text = join(&texts, " ");
                units.push((
                    None,
                    Unit {
                        text,
                        pieces: resolved.pieces,
                        apart,
                        rarity: 0,
                    },
                ));
                continue;
            }
            let (place, resolved) = one(place, if few { FULL } else { self.weights.sentence });
            let text = resolved
                .corrected
                .clone()
                .unwrap_or_else(|| query.token(place).to_owned());
            let correction = resolved.corrected.map(|meant| (place, meant));
            units.push((
                correction,
                Unit {
                    text,
                    pieces: resolved.pieces,
                    ..Unit::default()
                },
            ));
            next += 1;
        }
        units
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
            let rest: Vec<&str> = (start + 1..start + count)
                .map(|place| query.token(place))
                .collect();
            if rest.iter().any(|word| word.len() < 2) || first.len() < 2 || first.starts_with('§')
            {
                continue;
            }
            let rest = join(&rest, "");
            if rest.starts_with('§') || rest.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            for link in ["", "s", "e"] {
                let whole = format!("{first}{link}{rest}");
                let key = crate::danish::key(&whole);
                let exact = self.tables.vocabulary.spelled(&whole, &key);
                if self.groups_of_word(&whole, &exact).is_empty() {
                    continue;
                }
                let manner = Manner {
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

    fn rank(&self, units: &mut [Unit]) -> Vec<Hit> {
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
            let mut parts: Vec<(u32, Total)> = self.unit(unit, scratch);
            let mut rarity = unit.rarity;
            if !unit.apart.is_empty() {
                let mut apart: Vec<(u32, Total)> = Vec::new();
                for word in &mut unit.apart {
                    apart.extend(self.unit(word, scratch));
                }
                parts = scratch.better(&parts, &apart);
                if unit.pieces.is_empty() {
                    rarity = unit.apart.iter().map(|word| word.rarity).sum();
                }
            }
            mass += if rarity == 0 && parts.is_empty() {
                unknown
            } else {
                rarity
            };
            for (entry, part) in parts {
                if let Some(total) = scratch.totals.get_mut(entry as usize) {
                    if total.score == 0 {
                        reached.push(entry);
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
        let covered = |entry: &u32| {
            scratch
                .totals
                .get(*entry as usize)
                .map_or(0, |total| total.covered)
        };
        let best = reached.iter().map(covered).max().unwrap_or_default();
        // Nothing that answers enough of it: then nothing at all.
        let needed = if best < needed {
            u32::MAX
        } else {
            needed * self.weights.tail / FULL
        };
        let mut packed: Vec<u64> = Vec::new();
        for entry in reached {
            let total = scratch
                .totals
                .get(entry as usize)
                .copied()
                .unwrap_or_default();
            if total.covered >= needed {
                // What answers more of the question comes before what answers a part of it well.
                let share = FULL + total.covered * FULL / mass.max(1);
                let score = u64::from(total.score) * u64::from(share) / u64::from(2 * FULL);
                let score = u32::try_from(score).unwrap_or(u32::MAX);
                packed.push(u64::from(u32::MAX - score) << 32 | u64::from(entry));
            }
        }
        sort(&mut packed);
        let unpack = |packed: u64| Hit {
            entry: (packed & 0xffff_ffff) as usize,
            score: u32::MAX - (packed >> 32) as u32,
        };
        packed.into_iter().map(unpack).collect()
    }

    /// What one unit counts in each entry that it reaches.
    fn unit(&self, unit: &mut Unit, scratch: &mut Scratch) -> Vec<(u32, Total)> {
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
        let mut parts = Vec::with_capacity(scratch.touched.len());
        for entry in scratch.touched.drain(..) {
            let Some(count) = scratch.counts.get_mut(entry as usize) else {
                continue;
            };
            let strength = count.amount * FULL / (count.amount + self.weights.saturation).max(1);
            let part = Total {
                score: (strength * unit.rarity / FULL).max(1),
                covered: (count.best >> 1).min(FULL) * unit.rarity / FULL,
            };
            *count = Count::default();
            parts.push((entry, part));
        }
        parts
    }
}

/// The query with its slips mended, if there were any.
fn corrected(
    text: &str,
    query: &Query,
    units: &[(Option<(usize, String)>, Unit)],
) -> Option<String> {
    let mut meant = String::new();
    let mut from = 0;
    for (place, word) in units
        .iter()
        .filter_map(|(correction, _)| correction.as_ref())
    {
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
