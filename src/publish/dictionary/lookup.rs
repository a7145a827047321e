//! The dictionary in memory, and the questions that are asked of it.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::derivation;
use super::hunspell::{Affixes, Line};
use crate::search::{Language, may_begin, may_end};

const AFFIXES: &str = include_str!("../../../dictionary/da.aff");
const WORDS: &str = include_str!("../../../dictionary/da.dic");

/// A base form in the dictionary.
struct Lemma {
    word: String,
    /// Its lines: a word may be inflected in several ways.
    lines: Vec<Line>,
    is_verb: bool,
    is_noun: bool,
    is_adjective: bool,
    /// The number of compounds in the dictionary that it is a part of. It stands
    /// in for the word's frequency, which the dictionary does not have.
    compounds: u32,
}

/// The whole dictionary.
pub(in crate::publish) struct Dictionary {
    affixes: Affixes,
    /// The base forms. All indices are into this list.
    lemmas: Vec<Lemma>,
    /// The index of each base form.
    pub(super) by_word: HashMap<String, u32>,
    /// The indices of the base forms that an inflected form may belong to.
    pub(super) forms: HashMap<String, Vec<u32>>,
    /// The index of the base form that is written so as the first part of a
    /// compound: `indlæggelses` for `indlæggelse`.
    links: HashMap<String, u32>,
    everyday: HashSet<&'static str>,
}

/// Base forms with fewer letters than this are not split: `billede` has
/// nothing to do with `bil`.
const SHORTEST_COMPOUND: usize = 8;

/// Endings of forms that hardly anybody types (`konverteredes`,
/// `præventivest`), and that would be a third of the lexicon.
const RARE_ENDINGS: &[&str] = &[
    "edes", "endes", "ndes", "ets", "ens", "ér", "est", "este", "ste", "gst",
];

/// A word that is part of at least this many compounds counts as common.
const COMMON: u32 = 15;

/// Common words that are part of fewer.
const EVERYDAY: &str = include_str!("everyday.txt");

fn everyday() -> impl Iterator<Item = &'static str> {
    let lines = EVERYDAY.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace)
}

impl Dictionary {
    /// The dictionary, which is read on the first call.
    #[must_use]
    pub(in crate::publish) fn get() -> &'static Self {
        static READ: OnceLock<Dictionary> = OnceLock::new();
        READ.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut dictionary = Self {
            affixes: Affixes::read(AFFIXES),
            lemmas: Vec::new(),
            by_word: HashMap::new(),
            forms: HashMap::new(),
            links: HashMap::new(),
            everyday: everyday().collect(),
        };
        let mut strong: Vec<(String, String)> = Vec::new();
        for line in WORDS.lines().skip(1).filter_map(Line::read) {
            if let Some(base) = &line.stem {
                strong.push((line.word, base.clone()));
                continue;
            }
            dictionary.add_line(line);
        }
        for index in 0..u32::try_from(dictionary.lemmas.len()).unwrap_or(u32::MAX) {
            let (forms, links) = dictionary.inflect(index);
            for form in forms {
                dictionary.add_form(form, index);
            }
            for link in links {
                dictionary.links.entry(link).or_insert(index);
            }
        }
        for (form, base) in strong {
            if let Some(index) = dictionary.by_word.get(&base).copied() {
                dictionary.add_form(form, index);
            }
        }
        // The dictionary lists compounds with `bo` one by one; social work keeps making new ones.
        if let Some(index) = dictionary.by_word.get("bo") {
            dictionary.links.insert("bo".to_owned(), *index);
        }
        dictionary.join_plurals();
        dictionary.count_compounds();
        dictionary
    }

    fn add_line(&mut self, line: Line) {
        let next = u32::try_from(self.lemmas.len()).unwrap_or(u32::MAX);
        let index = *self.by_word.entry(line.word.clone()).or_insert(next);
        if index == next {
            self.lemmas.push(Lemma {
                word: line.word.clone(),
                lines: Vec::new(),
                is_verb: false,
                is_noun: false,
                is_adjective: false,
                compounds: 0,
            });
        }
        if let Some(lemma) = self.lemmas.get_mut(index as usize) {
            lemma.is_verb |= line.is_verb();
            lemma.is_noun |= line.is_noun();
            lemma.is_adjective |= line.is_adjective();
            lemma.lines.push(line);
        }
    }

    fn add_form(&mut self, form: String, index: u32) {
        let all = self.forms.entry(form).or_default();
        if !all.contains(&index) {
            all.push(index);
        }
    }

    /// A base form's regular forms without genitives, and its forms as the first
    /// part of a compound.
    fn inflect(&self, index: u32) -> (Vec<String>, Vec<String>) {
        let (mut forms, mut links) = (Vec::new(), Vec::new());
        for line in self
            .lemmas
            .get(index as usize)
            .into_iter()
            .flat_map(|lemma| &lemma.lines)
        {
            self.affixes.inflect(line, &mut forms, &mut links);
        }
        (forms, links)
    }

    /// Assigns plurals with another vowel to their singular: the dictionary
    /// lists `børn` as a word of its own beside `barn`.
    fn join_plurals(&mut self) {
        const IRREGULAR: &[(&str, &str)] = &[
            ("døtre", "datter"),
            ("mødre", "mor"),
            ("fædre", "far"),
            ("brødre", "bror"),
            ("bønder", "bonde"),
            ("børn", "barn"),
        ];
        let plurals: Vec<u32> = (0..self.lemmas.len())
            .filter_map(|index| u32::try_from(index).ok())
            .filter(|index| {
                self.lemmas
                    .get(*index as usize)
                    .is_some_and(|lemma| lemma.lines.iter().any(Line::is_plural))
            })
            .collect();
        for plural in plurals {
            let Some(word) = self
                .lemmas
                .get(plural as usize)
                .map(|lemma| lemma.word.clone())
            else {
                continue;
            };
            let mut singulars: Vec<String> = Vec::new();
            for (end, base) in IRREGULAR {
                singulars.extend(word.strip_suffix(end).map(|start| format!("{start}{base}")));
            }
            for ending in ["er", "e", ""] {
                let Some(start) = word.strip_suffix(ending) else {
                    continue;
                };
                // `hænder` is from `hånd`, not from `han`: the whole word is tried with all vowels first.
                let mut once = Vec::new();
                for (vowel, other) in [('æ', 'a'), ('ø', 'o'), ('æ', 'å')] {
                    if let Some((before, after)) = start.rsplit_once(vowel) {
                        singulars.push(format!("{before}{other}{after}"));
                        let last = after.chars().last();
                        let single = last.and_then(|last| after.strip_suffix(last));
                        once.extend(single.map(|single| format!("{before}{other}{single}")));
                    }
                }
                singulars.append(&mut once);
            }
            let singular = singulars.iter().find_map(|word| {
                let index = *self.by_word.get(word)?;
                self.lemmas.get(index as usize)?.is_noun.then_some(index)
            });
            if let Some(singular) = singular.filter(|singular| *singular != plural) {
                let (forms, links) = self.inflect(plural);
                for form in forms {
                    if let Some(known) = self.forms.get_mut(&form) {
                        known.retain(|index| *index != plural);
                    }
                    self.add_form(form.clone(), singular);
                    // Like the forms of verbs with another vowel.
                    let line = self.lemmas.get_mut(singular as usize);
                    if let Some(line) = line.and_then(|lemma| lemma.lines.first_mut()) {
                        line.forms.push(form);
                    }
                }
                for link in links {
                    self.links.insert(link, singular);
                }
            }
        }
    }

    fn count_compounds(&mut self) {
        let mut counts = vec![0_u32; self.lemmas.len()];
        for lemma in &self.lemmas {
            for (at, _) in lemma.word.char_indices().skip(2) {
                let (first, rest) = lemma.word.split_at(at);
                let (Some(first), Some(rest)) = (self.links.get(first), self.by_word.get(rest))
                else {
                    continue;
                };
                for part in [first, rest] {
                    if let Some(count) = counts.get_mut(*part as usize) {
                        *count += 1;
                    }
                }
            }
        }
        for (lemma, count) in self.lemmas.iter_mut().zip(counts) {
            lemma.compounds = count;
        }
    }

    /// Whether a form belongs to a common word: an everyday one, or one that makes many compounds.
    pub(super) fn is_common(&self, form: &str) -> bool {
        let mut lemmas = self.indices(form).iter();
        let is_common = |index| {
            self.lemma(index)
                .is_some_and(|lemma| lemma.compounds >= COMMON)
        };
        lemmas.any(|index| is_common(*index)) || self.is_everyday(form)
    }

    /// Whether a form belongs to an everyday word.
    pub(super) fn is_everyday(&self, form: &str) -> bool {
        let mut lemmas = self.indices(form).iter();
        let is_everyday = |index| {
            self.lemma(index)
                .is_some_and(|lemma| self.everyday.contains(lemma.word.as_str()))
        };
        lemmas.any(|index| is_everyday(*index))
    }

    /// Whether a base form is a part of compounds. Other words are rarely typed.
    pub(super) fn makes_compounds(&self, word: &str) -> bool {
        let index = self.by_word.get(word);
        index
            .and_then(|index| self.lemma(*index))
            .is_some_and(|lemma| lemma.compounds > 0)
    }

    fn indices(&self, word: &str) -> &[u32] {
        let genitive = || self.forms.get(word.strip_suffix('s')?);
        self.forms
            .get(word)
            .or_else(genitive)
            .map_or(&[], Vec::as_slice)
    }

    fn lemma(&self, index: u32) -> Option<&Lemma> {
        self.lemmas.get(index as usize)
    }

    /// Splits a compound: the base form of the first part, and the rest.
    /// `is_word` tells which words the catalogue has.
    fn first_part<'a>(
        &self,
        word: &'a str,
        is_word: &dyn Fn(&str) -> bool,
    ) -> Option<(String, &'a str)> {
        let mut best: Option<(usize, String, &str)> = None;
        for (at, _) in word.char_indices().skip(2) {
            let (first, rest) = word.split_at(at);
            if rest.chars().count() < 3 || !may_end(rest) {
                continue;
            }
            let Some(lemma) = self.links.get(first).and_then(|index| self.lemma(*index)) else {
                continue;
            };
            let head = self.is_head(rest) || self.is_compound(rest, is_word);
            if !may_begin(&lemma.word) || !head {
                continue;
            }
            // Parts that the catalogue has are likelier, and so are parts of similar length.
            let known = usize::from(is_word(&lemma.word)) + usize::from(is_word(rest));
            let value = known * 100 + first.len().min(rest.len());
            if best.as_ref().is_none_or(|(least, _, _)| value > *least) {
                best = Some((value, lemma.word.clone(), rest));
            }
        }
        best.map(|(_, first, rest)| (first, rest))
    }

    fn is_head(&self, word: &str) -> bool {
        self.indices(word).iter().any(|index| {
            self.lemma(*index)
                .is_some_and(|lemma| lemma.is_noun || lemma.is_verb || lemma.is_adjective)
        })
    }

    fn is_compound(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> bool {
        word.chars().count() >= SHORTEST_COMPOUND && self.first_part(word, is_word).is_some()
    }

    /// The words that are derived from a base form, or that it is derived from.
    pub(super) fn derived(&self, word: &str) -> Vec<&str> {
        derivation::derived(word, &|candidate, kind| {
            let index = self.by_word.get(candidate)?;
            let lemma = self.lemma(*index)?;
            let fits = match kind {
                derivation::Kind::Verb => lemma.is_verb,
                derivation::Kind::Noun => lemma.is_noun,
                derivation::Kind::Adjective => lemma.is_adjective,
            };
            fits.then_some(lemma.word.as_str())
        })
    }
}

impl Language for Dictionary {
    fn lemmas(&self, word: &str) -> Vec<String> {
        let known = self
            .indices(word)
            .iter()
            .filter_map(|index| self.lemma(*index));
        let mut known: Vec<String> = known.map(|lemma| lemma.word.clone()).collect();
        // A word that is itself a base form comes first.
        known.sort_by_key(|lemma| lemma != word);
        if known.is_empty()
            && let Some((_, rest)) = self.first_part(word, &|_| false)
        {
            // A compound is inflected like its last part.
            let start = word.strip_suffix(rest).unwrap_or_default();
            known.extend(
                self.lemmas(rest)
                    .into_iter()
                    .take(1)
                    .map(|rest| format!("{start}{rest}")),
            );
        }
        known
    }

    fn parts(&self, word: &str, is_word: &dyn Fn(&str) -> bool) -> Vec<String> {
        let lemmas = self.lemmas(word);
        let short = |lemma: &String| lemma.chars().count() < SHORTEST_COMPOUND;
        // A short word that the dictionary has is not split; a word that it lacks can only be a compound.
        if !self.indices(word).is_empty() && lemmas.iter().any(short) && !word.starts_with("bo") {
            return Vec::new();
        }
        let mut parts = Vec::new();
        for lemma in lemmas.iter().take(1) {
            let mut rest = lemma.as_str();
            while let Some((first, behind)) = self.first_part(rest, is_word) {
                parts.extend(self.parts(&first, is_word));
                parts.push(first);
                let tail = self.lemmas(behind);
                parts.extend(tail.into_iter().take(1));
                if behind.chars().count() < SHORTEST_COMPOUND {
                    break;
                }
                rest = behind;
            }
        }
        parts
    }

    fn strong_forms(&self, word: &str) -> Vec<String> {
        let stem = crate::danish::stem(word);
        let mut strong: Vec<String> = Vec::new();
        let index = self.by_word.get(word);
        for form in index.into_iter().flat_map(|index| self.all_forms(*index)) {
            let other = crate::danish::stem(&form);
            // A form whose stem is a prefix is found without the lexicon; one with another vowel is not.
            if !other.starts_with(&stem)
                && !strong
                    .iter()
                    .any(|known| crate::danish::stem(known) == other)
            {
                strong.push(form);
            }
        }
        strong
    }
}

impl Dictionary {
    /// All forms of a base form, including strong ones, without genitives and
    /// rare forms.
    pub(super) fn all_forms(&self, index: u32) -> Vec<String> {
        let (mut forms, _) = self.inflect(index);
        if let Some(lemma) = self.lemma(index) {
            let strong = lemma.lines.iter().flat_map(|line| &line.forms);
            forms.extend(strong.cloned());
        }
        forms.retain(|form| self.forms.get(form).is_some_and(|all| all.contains(&index)));
        forms.retain(|form| !RARE_ENDINGS.iter().any(|ending| form.ends_with(ending)));
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(word: &str) -> Vec<String> {
        Dictionary::get().lemmas(word)
    }

    #[test]
    fn everyday_words_are_base_forms_of_the_dictionary_and_in_their_order() {
        let words: Vec<&str> = everyday().collect();
        let place = |word: &&str| word.replace('æ', "{").replace('ø', "|").replace('å', "}");
        assert!(words.is_sorted_by_key(place));
        let unknown: Vec<&&str> = words
            .iter()
            .filter(|word| !Dictionary::get().by_word.contains_key(**word))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn forms_of_everyday_words_are_common() {
        for form in ["råber", "skreg", "glemte", "hårdt", "elleve", "seks"] {
            assert!(Dictionary::get().is_common(form), "{form}");
        }
        assert!(!Dictionary::get().is_common("konvertit"));
    }

    #[test]
    fn forms_lead_to_their_base_forms() {
        for (form, lemma) in [
            ("flyttede", "flytte"),
            ("udskrives", "udskrive"),
            ("børnene", "barn"),
            ("mænds", "mand"),
            ("bøger", "bog"),
            ("hænderne", "hånd"),
            ("tænder", "tand"),
            ("fødder", "fod"),
            ("nætterne", "nat"),
            ("køer", "ko"),
            ("gik", "gå"),
            ("yngste", "ung"),
            ("venners", "ven"),
            ("indlæggelserne", "indlæggelse"),
            ("bostøttepersonernes", "bostøtteperson"),
        ] {
            assert!(
                lemmas(form).contains(&lemma.to_owned()),
                "{form}: {:?}",
                lemmas(form)
            );
        }
        assert!(lemmas("qwertyx").is_empty());
    }

    #[test]
    fn compounds_are_split_and_other_words_are_not() {
        let parts = |word: &str| Dictionary::get().parts(word, &|_| false);
        for (word, expected) in [
            ("regionspsykiatrien", &["region", "psykiatri"][..]),
            ("bostøtte", &["bo", "støtte"]),
            ("madkassen", &["mad", "kasse"]),
            ("livsbilleder", &["liv", "billede"]),
            ("fødselsdepression", &["fødsel", "depression"]),
        ] {
            for part in expected {
                assert!(
                    parts(word).contains(&(*part).to_owned()),
                    "{word}: {:?}",
                    parts(word)
                );
            }
        }
        for word in [
            "billede",
            "personale",
            "herberg",
            "forløb",
            "udskrivning",
            "kommune",
        ] {
            assert!(parts(word).is_empty(), "{word}: {:?}", parts(word));
        }
    }

    #[test]
    fn words_lead_to_what_is_derived_from_them() {
        let derived = |word: &str| Dictionary::get().derived(word);
        for (word, other) in [
            ("flytte", "flytning"),
            ("udskrivning", "udskrive"),
            ("indlægge", "indlæggelse"),
            ("ven", "venskab"),
            ("autisme", "autist"),
            ("ensom", "ensomhed"),
            ("psykiatri", "psykiatrisk"),
            ("behandle", "behandling"),
            ("visitere", "visitation"),
            ("motivere", "motivation"),
            ("koordinere", "koordinator"),
        ] {
            assert!(
                derived(word).contains(&other),
                "{word}: {:?}",
                derived(word)
            );
            assert!(
                derived(other).contains(&word),
                "{other}: {:?}",
                derived(other)
            );
        }
        assert!(!derived("leder").contains(&"ledig"));
    }
}
