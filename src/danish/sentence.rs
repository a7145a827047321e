//! Full stops in composed sentences.

/// Adds a full stop, unless the sentence already ends with the point of an
/// abbreviation: `Det koster 72 kr.`
///
/// # Examples
/// ```
/// let mut sentence = "Det koster 72 kr.".to_owned();
/// virker::danish::end_sentence(&mut sentence);
/// assert_eq!(sentence, "Det koster 72 kr.");
/// ```
pub fn end_sentence(sentence: &mut String) {
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
}

/// Appends `rest`. If the sentence ends with the point of an abbreviation, a
/// full stop at the start of `rest` is dropped.
pub fn continue_sentence(sentence: &mut String, rest: &str) {
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
    fn an_abbreviation_and_its_sentence_share_one_point() {
        for (words, ended) in [("20 døgn", "20 døgn."), ("20 kr.", "20 kr."), ("", ".")] {
            let mut sentence = words.to_owned();
            end_sentence(&mut sentence);
            assert_eq!(sentence, ended);
        }
        for (rest, whole) in [
            (". Og så", "20 kr. Og så"),
            (".", "20 kr."),
            (", og", "20 kr., og"),
        ] {
            let mut sentence = "20 kr.".to_owned();
            continue_sentence(&mut sentence, rest);
            assert_eq!(sentence, whole);
        }
    }
}
