//! The Danish Snowball stemmer.
//!
//! It is written by hand after the published algorithm
//! (<https://snowballstem.org/algorithms/danish/stemmer.html>), because the
//! generated one takes 5 kB brotli. A test compares both for every word of the
//! dictionary.

const ENDINGS: [&str; 31] = [
    "erendes", "erende", "hedens", "ethed", "erede", "heden", "heder", "endes", "ernes", "erens",
    "erets", "ered", "ende", "erne", "eren", "erer", "heds", "enes", "eres", "eret", "hed", "ene",
    "ere", "ens", "ers", "ets", "en", "er", "es", "et", "e",
];

/// Whether an `s` after this letter may be an ending.
fn takes_s(c: char) -> bool {
    matches!(c, 'a'..='d' | 'f'..='h' | 'j'..='p' | 'r' | 't' | 'v' | 'y' | 'z' | 'å')
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'å' | 'ø')
}

/// The stem of a word: the word without its inflectional endings. It must be in
/// lower case.
///
/// # Examples
/// ```
/// use virker::danish::stem;
///
/// assert_eq!(stem("indlæggelserne"), "indlæg");
/// assert_eq!(stem("indlæggelse"), "indlæg");
/// ```
#[must_use]
pub fn stem(word: &str) -> String {
    let mut word = word.to_owned();
    let region = region(&word);
    strip_ending(&mut word, region);
    strip_consonant(&mut word, region);
    if word.ends_with("igst") {
        word.truncate(word.len() - 2);
    }
    if ends(&word, region, "løst") {
        word.truncate(word.len() - 1);
    } else if let Some(suffix) = ["elig", "els", "lig", "ig"]
        .into_iter()
        .find(|suffix| ends(&word, region, suffix))
    {
        word.truncate(word.len() - suffix.len());
        strip_consonant(&mut word, region);
    }
    undouble(&mut word, region);
    word
}

/// The byte offset of R1, the region in which endings are removed: after the
/// first consonant that follows a vowel, and after at least three letters.
fn region(word: &str) -> usize {
    let mut after_vowel = false;
    let mut letters = word.char_indices().enumerate();
    let start = letters.find_map(|(index, (at, c))| {
        let vowel = is_vowel(c);
        let here = after_vowel && !vowel;
        after_vowel = vowel;
        here.then_some((index + 1, at + c.len_utf8()))
    });
    let Some((count, at)) = start else {
        return word.len();
    };
    let least = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    if count < 3 { least } else { at }
}

/// Whether a suffix is in the region.
fn ends(word: &str, region: usize, suffix: &str) -> bool {
    word.ends_with(suffix) && word.len() - suffix.len() >= region
}

fn strip_ending(word: &mut String, region: usize) {
    if let Some(ending) = ENDINGS.iter().find(|ending| ends(word, region, ending)) {
        word.truncate(word.len() - ending.len());
    } else if ends(word, region, "s") {
        let before = word.chars().rev().nth(1);
        if before.is_some_and(takes_s) {
            word.pop();
        }
    }
}

fn strip_consonant(word: &mut String, region: usize) {
    if ["gd", "dt", "gt", "kt"]
        .iter()
        .any(|pair| ends(word, region, pair))
    {
        word.pop();
    }
}

fn undouble(word: &mut String, region: usize) {
    let mut letters = word.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
        && !is_vowel(last)
        && word.len() - last.len_utf8() >= region
    {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflections_have_one_stem() {
        for (word, expected) in [
            ("indlæggelserne", "indlæg"),
            ("borgernes", "borg"),
            ("hjemløst", "hjemløs"),
            ("venligst", "ven"),
            ("bo", "bo"),
            ("", ""),
            ("æøå", "æøå"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn every_word_of_the_dictionary_has_the_published_algorithms_stem() {
        let published = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::Danish);
        let dictionary = include_str!("../../dictionary/da.dic");
        let words = dictionary
            .lines()
            .skip(1)
            .filter_map(|line| line.split(['/', ' ', '\t']).next());
        let mut count = 0;
        for word in words.filter(|word| {
            word.chars()
                .all(|c| c.is_ascii_lowercase() || "æøå".contains(c))
        }) {
            assert_eq!(stem(word), published.stem(word), "{word}");
            count += 1;
        }
        assert!(count > 100_000, "{count} words are no dictionary");
    }
}
