//! Spellings of one text that mean the same: line endings, a byte order mark, accents that are characters
//! of their own, and ligatures. They depend on the editor's system, and must not change what is published.

use std::borrow::Cow;

/// A file's text without a byte order mark and with `\n` as the only line ending.
pub(super) fn without_endings(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.contains('\r') {
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(text),
    }
}

/// A text with each Latin letter and its accents as one character, and with the letters of ligatures.
/// An id also loses soft hyphens and other characters without a width, which nobody can see in it.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut composed = String::with_capacity(text.len());
    for c in without_endings(text).chars() {
        let letter = composed
            .chars()
            .next_back()
            .and_then(|last| with_accent(last, c));
        match (letter, c) {
            (Some(letter), _) => {
                composed.pop();
                composed.push(letter);
            }
            (None, 'ﬀ') => composed.push_str("ff"),
            (None, 'ﬁ') => composed.push_str("fi"),
            (None, 'ﬂ') => composed.push_str("fl"),
            (None, 'ﬃ') => composed.push_str("ffi"),
            (None, 'ﬄ') => composed.push_str("ffl"),
            // The sign of a unit, which looks like the letter.
            (None, '\u{212b}') => composed.push('Å'),
            (None, c) => composed.push(c),
        }
    }
    let in_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    if composed.chars().all(|c| in_id(c) || has_no_width(c)) {
        composed.retain(in_id);
    }
    Cow::Owned(composed)
}

fn has_no_width(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// A letter with an accent, as one character, if Unicode has one.
fn with_accent(letter: char, accent: char) -> Option<char> {
    if !matches!(accent, '\u{300}'..='\u{36f}') {
        return None;
    }
    let (_, pairs) = ACCENTS.iter().find(|(known, _)| *known == accent)?;
    let mut chars = pairs.chars();
    while let (Some(plain), Some(accented)) = (chars.next(), chars.next()) {
        if plain == letter {
            return Some(accented);
        }
    }
    None
}

/// Each accent with letters, each followed by the letter with that accent: the canonical compositions
/// of Unicode in its blocks of Latin letters.
const ACCENTS: [(char, &str); 25] = [
    (
        '\u{300}',
        "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ",
    ),
    (
        '\u{301}',
        "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉĒḖēḗÏḮïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ",
    ),
    (
        '\u{302}',
        "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ",
    ),
    (
        '\u{303}',
        "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ",
    ),
    (
        '\u{304}',
        "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝ",
    ),
    ('\u{306}', "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặ"),
    (
        '\u{307}',
        "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫWẆwẇXẊxẋYẎyẏſẛ",
    ),
    ('\u{308}', "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"),
    (
        '\u{309}',
        "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ",
    ),
    ('\u{30a}', "AÅaåUŮuůwẘyẙ"),
    ('\u{30b}', "OŐoőUŰuű"),
    (
        '\u{30c}',
        "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ",
    ),
    ('\u{30f}', "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"),
    ('\u{311}', "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"),
    ('\u{31b}', "OƠoơUƯuư"),
    (
        '\u{323}',
        "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰưựYỴyỵ",
    ),
    ('\u{324}', "UṲuṳ"),
    ('\u{325}', "AḀaḁ"),
    ('\u{326}', "SȘsșTȚtț"),
    ('\u{327}', "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"),
    ('\u{328}', "AĄaąEĘeęIĮiįUŲuųOǪoǫ"),
    ('\u{32d}', "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"),
    ('\u{32e}', "HḪhḫ"),
    ('\u{330}', "EḚeḛIḬiḭUṴuṵ"),
    ('\u{331}', "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_of_their_own_become_one_character_with_their_letter() {
        for (apart, together) in [
            ("pa\u{30a}rørende A\u{30a}ben", "pårørende Åben"),
            ("cafe\u{301} Ko\u{308}ln ǻ", "café Köln ǻ"),
            ("a\u{323}\u{302}", "ậ"),
            ("\u{212b}rhus, oﬃciel ﬁlm", "Århus, officiel film"),
            (
                "\u{301}x q\u{301} \u{1f600}\u{301}",
                "\u{301}x q\u{301} \u{1f600}\u{301}",
            ),
        ] {
            assert_eq!(composed(apart), together);
        }
    }

    #[test]
    fn soft_hyphens_vanish_from_ids_and_stay_in_texts() {
        assert_eq!(composed("mad\u{ad}kassen\u{200b}-2"), "madkassen-2");
        assert_eq!(composed("Mad\u{ad}kassen"), "Mad\u{ad}kassen");
        assert_eq!(
            composed("mad\u{ad}kasse til alle"),
            "mad\u{ad}kasse til alle"
        );
    }

    #[test]
    fn all_line_endings_are_one_and_a_byte_order_mark_is_none() {
        assert_eq!(without_endings("\u{feff}a\r\nb\rc\n\r\nd"), "a\nb\nc\n\nd");
        assert_eq!(composed("a\r\nb"), "a\nb");
    }
}
