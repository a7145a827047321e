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
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (Some((a, after_a)), Some((b, after_b))) =
                (left.split_first(), right.split_first())
            {
                if compare(*b, *a) == Ordering::Less {
                    merged.push(*b);
                    right = after_b;
                } else {
                    merged.push(*a);
                    left = after_a;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
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
    let mut wide: Vec<u64> = Vec::with_capacity(numbers.len());
    for number in numbers {
        wide.push(u64::from(*number));
    }
    sort(&mut wide);
    let mut once = Vec::new();
    for number in &wide {
        let number = *number as u32;
        if once.last() != Some(&number) {
            once.push(number);
        }
    }
    once
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
