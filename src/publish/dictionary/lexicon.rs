//! Extracts what a catalogue's search needs from the dictionary.

use std::collections::{HashMap, HashSet};

use super::lookup::Dictionary;
use crate::danish::{key, stem};
use crate::search::{BuiltIndex, Language, Lexicon, Rows, begins_alike, edits_allowed, sound};

/// Builds the lexicon for an index.
#[must_use]
pub(in crate::publish) fn lexicon(dictionary: &Dictionary, built: &BuiltIndex) -> Lexicon {
    let index = &built.index;
    let groups: HashMap<&str, u32> = built.lemmas().zip(0..).collect();
    let known: HashSet<&str> = index.words().collect();
    let group_of = |lemma: &str| groups.get(lemma).copied();

    let mut derived: Vec<Vec<u32>> = Vec::new();
    let mut absent: HashMap<&str, Vec<u32>> = HashMap::new();
    for (group, lemma) in (0..).zip(built.lemmas()) {
        let all = dictionary.derived(lemma);
        derived.push(all.iter().filter_map(|other| group_of(other)).collect());
        for other in all
            .into_iter()
            .filter(|other| group_of(other).is_none() && dictionary.makes_compounds(other))
        {
            absent.entry(other).or_default().push(group);
        }
    }
    // Stems of words that the catalogue lacks: `tone` has that of `toen`, a form of `to`.
    let taken: HashSet<String> = dictionary
        .by_word
        .keys()
        .filter(|word| group_of(word).is_none() && dictionary.is_common(word))
        .map(|word| key(&stem(word)))
        .collect();
    let mut forms = Forms::default();
    for lemma in built.lemmas() {
        let lemma_index = dictionary.by_word.get(lemma);
        for form in lemma_index
            .into_iter()
            .flat_map(|lemma_index| dictionary.all_forms(*lemma_index))
        {
            if known.contains(form.as_str()) {
                continue;
            }
            let right = right_groups(dictionary, &form, &group_of);
            let guess = index.groups_by_stem(&form);
            // A word derived from the right one does no harm beside it.
            let near = |group: &u32| {
                right.contains(group)
                    || right.iter().any(|right| {
                        derived
                            .get(*right as usize)
                            .is_some_and(|near| near.contains(group))
                    })
            };
            if guess.is_empty() && !taken.contains(&key(&stem(&form))) {
                forms.of_stem(&form, right.iter().map(|group| group << 1));
            } else if guess.is_empty()
                || !right.iter().all(|group| guess.contains(group))
                || guess.len() > MOST_GUESSED && !guess.iter().all(near)
            {
                forms.of_form(form, right.iter().map(|group| group << 1));
            }
        }
    }
    for form in other_words(dictionary, built, &known, &group_of) {
        forms.of_form(form, std::iter::empty());
    }
    // Words that the catalogue lacks, but that are derived from a word that it has.
    let mut made_of: HashSet<String> = HashSet::new();
    for (lemma, groups) in absent {
        for form in dictionary
            .by_word
            .get(lemma)
            .into_iter()
            .flat_map(|lemma_index| dictionary.all_forms(*lemma_index))
        {
            if known.contains(form.as_str())
                || !right_groups(dictionary, &form, &group_of).is_empty()
            {
                continue;
            }
            if index.groups_by_stem(&form).is_empty() {
                forms.of_stem(&form, groups.iter().map(|group| group << 1 | 1));
            }
            made_of.insert(key(&stem(&form)));
        }
    }
    let (forms, stems) = (sorted(forms.forms), sorted(forms.stems));
    let lexicon =
        |foreign: &[String]| Lexicon::new(index.fingerprint(), &forms, &stems, &derived, foreign);
    // A compound is taken apart by what the lexicon knows of its parts.
    let mut with_forms = index.clone();
    with_forms.add_lexicon(lexicon(&[]));
    let foreign = foreign(dictionary, &with_forms, &known, &|form: &str| {
        !right_groups(dictionary, form, &group_of).is_empty() || made_of.contains(&key(&stem(form)))
    });
    lexicon(&foreign)
}

/// A stem may lead to this many groups, which then share its weight. A form is
/// only added to the lexicon when its stem leads to more, or to the wrong ones.
const MOST_GUESSED: usize = 2;

/// Words that the catalogue lacks, and that look like others that it has: those whose meaning only the thesaurus knows
/// (`gæld` and its forms look like `gælder`), and those with a Danish letter where the catalogue has another (`tåge`, `tage`).
fn other_words(
    dictionary: &Dictionary,
    built: &BuiltIndex,
    known: &HashSet<&str>,
    group_of: &dyn Fn(&str) -> Option<u32>,
) -> Vec<String> {
    let index = &built.index;
    let lemmas: Vec<&str> = built.lemmas().collect();
    let is_at_home =
        |form: &str| known.contains(form) || !right_groups(dictionary, form, group_of).is_empty();
    let mut others = Vec::new();
    for word in index.thesaurus_words() {
        let Some(lemma) = dictionary.by_word.get(word) else {
            continue;
        };
        let guess = index.groups_by_stem(word);
        let is_relative = |group: &u32| {
            let lemma = lemmas.get(*group as usize).copied().unwrap_or_default();
            are_related(lemma, word)
        };
        if guess.is_empty() || group_of(word).is_some() || guess.iter().any(is_relative) {
            continue;
        }
        let forms = dictionary.all_forms(*lemma).into_iter();
        others.extend(forms.filter(|form| form == word || !is_at_home(form)));
        others.push(word.to_owned());
    }
    let keys: HashSet<String> = known.iter().map(|word| key(word)).collect();
    let lookalikes = dictionary.forms.keys();
    let lookalikes = lookalikes
        .filter(|form| !form.is_ascii() && keys.contains(&key(form)) && !is_at_home(form));
    others.extend(lookalikes.cloned());
    others
}

/// Whether two words begin with as many letters alike as related words do.
fn are_related(one: &str, other: &str) -> bool {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    alike.count() >= 5
}

/// The forms and stems of a lexicon that is being built, with their groups.
#[derive(Default)]
struct Forms {
    forms: HashMap<String, Vec<u32>>,
    stems: HashMap<String, Vec<u32>>,
}

impl Forms {
    fn of_form(&mut self, form: String, groups: impl Iterator<Item = u32>) {
        self.forms.entry(form).or_default().extend(groups);
    }

    fn of_stem(&mut self, form: &str, groups: impl Iterator<Item = u32>) {
        self.stems
            .entry(key(&stem(form)))
            .or_default()
            .extend(groups);
    }
}

fn sorted(forms: HashMap<String, Vec<u32>>) -> Vec<(String, Vec<u32>)> {
    let mut all: Vec<(String, Vec<u32>)> = forms.into_iter().collect();
    for (_, groups) in &mut all {
        groups.sort_unstable();
        groups.dedup();
        // Where the word itself is known, words that it is derived from add nothing.
        if groups.iter().any(|group| group & 1 == 0) {
            groups.retain(|group| group & 1 == 0);
        }
    }
    all.sort_unstable();
    all
}

/// The groups of the base forms that the dictionary gives for a form.
fn right_groups(
    dictionary: &Dictionary,
    form: &str,
    group_of: &dyn Fn(&str) -> Option<u32>,
) -> Vec<u32> {
    let mut right: Vec<u32> = dictionary
        .lemmas(form)
        .iter()
        .filter_map(|lemma| group_of(lemma))
        .collect();
    right.sort_unstable();
    right.dedup();
    right
}

/// Common words that the catalogue lacks, and that would be mistaken for words
/// that it has: by their stem, as misspellings or as compounds. All words of the dictionary
/// would take 10 kB and make every tenth misspelling a word; these take 3 kB.
fn foreign(
    dictionary: &Dictionary,
    index: &crate::search::Index,
    known: &HashSet<&str>,
    belongs: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let near = Near::new(known.iter().copied().chain(index.thesaurus_words()));
    let stems: HashSet<String> = known
        .iter()
        .copied()
        .chain(index.thesaurus_words())
        .map(|word| key(&stem(word)))
        .collect();
    let own: HashSet<&str> = index.thesaurus_words().collect();
    let mut rows = Rows::default();
    let mut foreign: Vec<String> = dictionary
        .forms
        .keys()
        .filter(|form| !known.contains(form.as_str()) && !own.contains(form.as_str()))
        .filter(|form| dictionary.is_common(form))
        .filter(|form| {
            near.has(&sound(&key(form)), &mut rows)
                || stems.contains(&key(&stem(form)))
                || dictionary.is_everyday(form) && index.is_compound(form)
        })
        .filter(|form| !belongs(form))
        // A form of a word of the thesaurus is at home there.
        .filter(|form| {
            !dictionary
                .lemmas(form)
                .iter()
                .any(|lemma| own.contains(lemma.as_str()))
        })
        .map(|form| {
            // A stem represents all its forms, unless the catalogue has a word with that stem.
            let stem = key(&stem(form));
            if stems.contains(&stem) {
                form.clone()
            } else {
                format!("~{stem}")
            }
        })
        .collect();
    foreign.sort_unstable();
    foreign.dedup();
    foreign
}

/// Words, indexed to find those that are similar to another word.
struct Near {
    /// Each word, and each word without one of its letters.
    shorter: HashSet<String>,
    /// The words by their first three letters.
    by_start: HashMap<String, Vec<String>>,
}

impl Near {
    fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut near = Self {
            shorter: HashSet::new(),
            by_start: HashMap::new(),
        };
        for word in words {
            let key = sound(&key(word));
            if key.len() < 3 {
                continue;
            }
            near.shorter.extend(without_one(&key));
            near.by_start
                .entry(key.chars().take(3).collect())
                .or_default()
                .push(key);
        }
        near
    }

    /// Whether search could take this for a misspelling of one of the words.
    fn has(&self, key: &str, rows: &mut Rows) -> bool {
        let most = edits_allowed(key.len());
        if most == 0 {
            return false;
        }
        if without_one(key).any(|shorter| self.shorter.contains(&shorter)) {
            return true;
        }
        let start: String = key.chars().take(3).collect();
        most > 1
            && self.by_start.get(&start).is_some_and(|words| {
                words.iter().any(|word| {
                    word.len().abs_diff(key.len()) <= 2
                        && begins_alike(key.as_bytes(), word.as_bytes())
                        && rows
                            .distance(key.as_bytes(), word.as_bytes(), most)
                            .is_some()
                })
            })
    }
}

/// The key itself, and the key without each of its letters.
fn without_one(key: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::once(key.to_owned()).chain(key.char_indices().map(|(at, letter)| {
        let mut shorter = key.to_owned();
        shorter.replace_range(at..at + letter.len_utf8(), "");
        shorter
    }))
}
