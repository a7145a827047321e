//! Placeholders in sentences: `{id}` is a number with its unit, `{id#}` without, `{id.low}` and
//! `{id.high}` are its bounds.

/// The id of the break-even in sentences.
pub const BREAK_EVEN: &str = "breakEven";

/// A placeholder in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The id of the input or value.
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

/// The placeholders of a sentence, in order.
///
/// ```
/// use virker::calculator::gaps;
///
/// let ids: Vec<&str> = gaps("Det koster {cost}, fra {cost.low#}.").map(|gap| gap.id).collect();
/// assert_eq!(ids, ["cost", "cost"]);
/// ```
pub fn gaps(sentence: &str) -> impl Iterator<Item = Gap<'_>> {
    let mut parts = sentence.split('{');
    // The text before the first brace.
    parts.next();
    parts
        .filter_map(|rest| rest.split_once('}'))
        .map(|(gap, _)| parse(gap))
}

pub(super) fn parse(gap: &str) -> Gap<'_> {
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
