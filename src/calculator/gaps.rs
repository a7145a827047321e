//! The gaps of a sentence that numbers fill: `{id}` is a number with its unit, `{id#}`
//! the number alone, `{id.low}` and `{id.high}` its bounds.

/// What sentences call the number at which the two values meet.
pub const BREAK_EVEN: &str = "breakEven";

/// A gap in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The input or value that fills it.
    pub id: &'a str,
    pub(super) bound: Bound,
    pub(super) bare: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    Low,
    Likely,
    High,
}

/// The gaps of a sentence, in order.
pub fn gaps(sentence: &str) -> impl Iterator<Item = Gap<'_>> {
    let mut pieces = sentence.split('{');
    // No gap begins before the first brace.
    pieces.next();
    pieces
        .filter_map(|rest| rest.split_once('}'))
        .map(|(gap, _)| read(gap))
}

pub(super) fn read(gap: &str) -> Gap<'_> {
    let (gap, bare) = gap
        .strip_suffix('#')
        .map_or((gap, false), |gap| (gap, true));
    let (id, bound) = match gap.split_once('.') {
        Some((id, "low")) => (id, Bound::Low),
        Some((id, "high")) => (id, Bound::High),
        _ => (gap, Bound::Likely),
    };
    Gap { id, bound, bare }
}
