//! Putting things in order.

use std::cmp::Ordering;

/// The places `0..length` in the order that `compare` gives; equal ones stay
/// as they were.
///
/// A merge sort of our own: the library's weighs 3 kB for each type that is
/// sorted, this weighs a tenth, once, and is as quick for what we sort.
#[must_use]
#[inline(never)]
pub(crate) fn ordered(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    let mut run = 1;
    while run < length {
        let mut merged = Vec::with_capacity(length);
        for pair in places.chunks(run.saturating_mul(2)) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
            while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
                let next = if compare(**b, **a) == Ordering::Less {
                    right.next()
                } else {
                    left.next()
                };
                merged.extend(next);
            }
            merged.extend(left);
            merged.extend(right);
        }
        places = merged;
        run = run.saturating_mul(2);
    }
    places
}

/// Sorts numbers: what can be packed into one is sorted here, so that the
/// library's quick sort is compiled for one type only.
#[inline(never)]
pub(crate) fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// The numbers in order, each once.
pub(crate) fn each_once(numbers: &[u32]) -> Vec<u32> {
    let mut wide: Vec<u64> = numbers.iter().map(|number| u64::from(*number)).collect();
    sort(&mut wide);
    wide.dedup();
    wide.into_iter()
        .filter_map(|number| u32::try_from(number).ok())
        .collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_the_librarys_stable_one(keys in proptest::collection::vec(0_u8..8, 0..70)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|place| keys[*place]);
            prop_assert_eq!(ordered(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
