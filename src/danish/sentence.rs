//! Sentences that are put together.

/// Ends a sentence. One point is enough for both it and a shortened word:
/// `Det koster 72 kr.`
pub fn end(sentence: &mut String) {
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
}

/// Adds text that follows a word, such as the rest of a sentence: a point that
/// already stands is not set again.
pub fn follow(sentence: &mut String, rest: &str) {
    let rest = match sentence.ends_with('.') {
        true => rest.strip_prefix('.').unwrap_or(rest),
        false => rest,
    };
    sentence.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_word_and_its_sentence_share_one_point() {
        for (words, ended) in [("20 døgn", "20 døgn."), ("20 kr.", "20 kr."), ("", ".")] {
            let mut sentence = words.to_owned();
            end(&mut sentence);
            assert_eq!(sentence, ended);
        }
        for (rest, whole) in [
            (". Og så", "20 kr. Og så"),
            (".", "20 kr."),
            (", og", "20 kr., og"),
        ] {
            let mut sentence = "20 kr.".to_owned();
            follow(&mut sentence, rest);
            assert_eq!(sentence, whole);
        }
    }
}
