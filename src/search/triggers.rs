//! Whether a text says what a trigger says: help in a crisis must not depend on how it is typed.

use super::query::{begins_with_digit, is_stop_word};
use super::thesaurus::is_filler;
use super::tokens::Tokens;
use super::typo::{Rows, begins_alike, sound};
use crate::danish::key;

/// How many small words may stand between two words of a trigger: `vil [bare gerne] dø`.
const ROOM: usize = 2;

/// Words that can stand inside a trigger without changing it, besides stop words and the fillers of
/// the thesaurus.
const SMALL: &[&str] = &[
    "altså",
    "egentlig",
    "engang",
    "faktisk",
    "fandeme",
    "fucking",
    "gerne",
    "heller",
    "kraftedeme",
    "ligesom",
    "eget",
    "måske",
    "nok",
    "ogsaa",
    "saa",
    "sgu",
    "simpelthen",
    "snart",
    "tror",
];

/// Words that may begin another sentence when there is no punctuation between.
const BEGINNINGS: &[&str] = &["fordi", "han", "hun", "jeg", "men", "nu", "og", "så"];

/// The shortest word, in letters of its sound, that is recognised with any one letter wrong. Shorter
/// words become other words: `vil ikke lege` is not `vil ikke leve`.
const LONG: usize = 7;

/// A word of a text or of a trigger.
#[derive(Clone)]
struct Word {
    key: String,
    sound: String,
    /// In a text: whether it may stand between a trigger's words. In a trigger: whether longer words
    /// that begin with it are meant, too.
    loose: bool,
    /// In a text: whether a sentence may end with it. In a trigger: whether one must.
    last: bool,
}

impl Word {
    fn new(word: &str, loose: bool, last: bool) -> Self {
        let key = key(word);
        let mut sound = sound(&key);
        // `ik`, `ikk` and `mer` are how `ikke` and `mere` are written in messages.
        if sound == "ik" || sound == "mer" {
            sound.push('e');
        }
        Self {
            key,
            sound,
            loose,
            last,
        }
    }

    /// Whether this word of a text is the trigger's, misspelt or not.
    fn says(&self, wanted: &Self) -> bool {
        if wanted.last && !self.last {
            return false;
        }
        // `12` sounds like `112`.
        if wanted.key.bytes().any(|byte| byte.is_ascii_digit()) {
            return self.key == wanted.key;
        }
        let (sound, wanted_sound) = (self.sound.as_bytes(), wanted.sound.as_bytes());
        if sound == wanted_sound || wanted.loose && sound.starts_with(wanted_sound) {
            return true;
        }
        let length = wanted_sound.len();
        let mut rows = Rows::default();
        let mut is_near =
            |a: &[u8], b: &[u8]| begins_alike(a, b) && rows.distance(a, b, 1).is_some();
        if length >= LONG && is_near(sound, wanted_sound) {
            return true;
        }
        if length >= LONG && wanted.loose {
            for end in [length - 1, length, length + 1] {
                if sound
                    .get(..end)
                    .is_some_and(|start| is_near(start, wanted_sound))
                {
                    return true;
                }
            }
        }
        // Two letters swapped seldom make another word.
        let sum = |word: &str| word.bytes().map(u32::from).sum::<u32>();
        self.key.len() > 3
            && self.key.len() == wanted.key.len()
            && sum(&self.key) == sum(&wanted.key)
            && is_near(self.key.as_bytes(), wanted.key.as_bytes())
    }
}

/// The triggers of one help, read once: there are hundreds, and each key that is pressed asks for all of them.
pub struct Triggers(Vec<Vec<Word>>);

impl Triggers {
    /// Reads triggers. A word that ends in `*` also stands for longer words that begin with it, and one that ends in `.`
    /// only for one with which a sentence may end. `ikke` behind a verb may also stand before it.
    #[must_use]
    pub fn new(triggers: &[String]) -> Self {
        let read: Vec<Vec<Word>> = triggers.iter().map(|trigger| wanted(trigger)).collect();
        let subordinate = read
            .iter()
            .filter_map(|wanted| in_subordinate_clause(wanted));
        let subordinate: Vec<Vec<Word>> = subordinate.collect();
        Self(read.into_iter().chain(subordinate).collect())
    }

    /// Whether a text contains one of them: its words in their order, with at most two small words between them.
    ///
    /// ```
    /// use virker::search::Triggers;
    ///
    /// let triggers = ["vil ikke leve", "kan ikke mere.", "selvmord*"].map(str::to_owned);
    /// let triggers = Triggers::new(&triggers);
    /// assert!(triggers.are_in("Jeg vil bare ikke leve mere!"));
    /// assert!(!triggers.are_in("vil ikke levere"));
    /// assert!(triggers.are_in("(selvmrod)"));
    /// assert!(triggers.are_in("selvmordstanker"));
    /// assert!(triggers.are_in("kan ikke mere, jeg er træt"));
    /// assert!(!triggers.are_in("kan ikke mere dansk"));
    /// ```
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        let tokens = Tokens::of(text, true);
        let mut words = Vec::new();
        for (index, token) in tokens.all.iter().enumerate() {
            let word = tokens.text(token);
            let after = tokens.words.all.get(token.words.1);
            let after = after.and_then(|word| text.as_bytes().get(word.end));
            let next = tokens.all.get(index + 1);
            let last = after.is_some_and(u8::is_ascii_punctuation)
                || next.is_none_or(|next| BEGINNINGS.contains(&tokens.text(next)));
            let loose = is_stop_word(word)
                || is_filler(word)
                || SMALL.contains(&word)
                || begins_with_digit(word);
            words.push(Word::new(word, loose, last));
        }
        self.0.iter().any(|wanted| are_said(wanted, &words))
    }
}

/// The words of a trigger.
fn wanted(trigger: &str) -> Vec<Word> {
    let tokens = Tokens::of(trigger, true);
    let mut wanted = Vec::new();
    for token in &tokens.all {
        let end = tokens.words.all.get(token.words.1).map(|word| word.end);
        let after = end.and_then(|end| trigger.as_bytes().get(end));
        let word = tokens.text(token);
        wanted.push(Word::new(word, after == Some(&b'*'), after == Some(&b'.')));
    }
    wanted
}

/// `kan ikke mere` as it is said after `at` and `fordi`: `ikke kan mere`.
fn in_subordinate_clause(wanted: &[Word]) -> Option<Vec<Word>> {
    let [verb, negation, rest @ ..] = wanted else {
        return None;
    };
    if negation.key != "ikke" || rest.is_empty() {
        return None;
    }
    let words = [negation, verb].into_iter().chain(rest);
    Some(words.cloned().collect())
}

/// Whether words say what a trigger's words say.
fn are_said(wanted: &[Word], words: &[Word]) -> bool {
    let Some((first, rest)) = wanted.split_first() else {
        return false;
    };
    (1..).zip(words).any(|(next, word)| {
        let mut next: usize = next;
        word.says(first)
            && rest.iter().all(|wanted| {
                for word in words.iter().skip(next).take(ROOM + 1) {
                    next += 1;
                    if word.says(wanted) {
                        return true;
                    }
                    if !word.loose {
                        break;
                    }
                }
                false
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, trigger: &str) -> bool {
        Triggers::new(&[trigger.to_owned()]).are_in(text)
    }

    #[test]
    fn punctuation_case_and_runs_of_spaces_never_matter() {
        for text in [
            "vil dø",
            "VIL  DØ!",
            "\"vil dø\"",
            "(vil) dø…",
            "vil,\n dø",
            "vil doe",
            "vil do",
        ] {
            assert!(says(text, "vil dø"), "{text}");
        }
    }

    #[test]
    fn small_words_may_stand_between_and_others_may_not() {
        assert!(says("jeg orker snart ikke mere", "orker ikke mere"));
        assert!(says("vil bare gerne dø", "vil dø"));
        assert!(says("har slugt 20 panodiler", "slugt panodil*"));
        assert!(!says("vil ikke bare altid gerne dø", "vil dø"));
        assert!(!says("vil have mad før dø", "vil dø"));
        assert!(!says("dø vil", "vil dø"));
    }

    #[test]
    fn a_trigger_is_whole_words_unless_it_says_otherwise() {
        assert!(!says("ikke levere", "ikke leve"));
        assert!(!says("krisecenter", "krise"));
        assert!(!says("mord", "selvmord"));
        assert!(says("selvmordsplaner", "selvmord*"));
        assert!(!says("§ 112", "112"));
        assert!(!says("mad", "") && !says("mad", "…") && !says("", "…"));
    }

    #[test]
    fn a_long_word_is_recognised_with_a_slip_and_a_short_one_with_two_letters_swapped() {
        for text in [
            "selvmrod",
            "selvmrd",
            "selmord",
            "selvmorrd",
            "selvmrodstanker",
        ] {
            assert!(says(text, "selvmord*"), "{text}");
        }
        assert!(says("vil ikek leev", "vil ikke leve"));
        assert!(says("vil ik leve", "vil ikke leve"));
        assert!(!says("vil ikke lege", "vil ikke leve"));
    }

    #[test]
    fn a_number_is_itself_and_no_slip_of_another() {
        assert!(says("ring 112!", "112"));
        for text in ["flexjob 12 timer", "12-18 år", "122", "1112"] {
            assert!(!says(text, "112"), "{text}");
        }
    }

    #[test]
    fn what_somebody_says_that_they_cannot_is_what_they_cannot() {
        assert!(says("han siger at han ikke kan mere", "kan ikke mere."));
        assert!(says("hun siger hun ikk orker mere!", "orker ikke mere."));
        assert!(says("fordi han ikke gider at leve", "gider ikke leve"));
        assert!(!says("at han ikke kan mere dansk", "kan ikke mere."));
        assert!(!says("kan mere, ikke", "kan ikke mere."));
    }

    #[test]
    fn a_trigger_with_a_full_stop_is_the_end_of_a_sentence() {
        for text in [
            "kan ikke leve",
            "kan ikke leve, hjælp",
            "jeg kan ikke leve og er alene",
        ] {
            assert!(says(text, "ikke leve."), "{text}");
        }
        for text in ["kan ikke leve op til det", "kan ikke leve af kontanthjælp"] {
            assert!(!says(text, "ikke leve."), "{text}");
        }
    }
}
