//! Sorting, in little code.

use std::cmp::Ordering;

/// Sorts the indices `0..length` by `compare`, which compares two of them. The
/// sort is stable.
///
/// It is a merge sort. The standard library's takes 3 kB of wasm for each type
/// that is sorted; this one takes a tenth of that, once, and is as fast for
/// the lengths that are sorted here.
#[must_use]
#[inline(never)]
pub(crate) fn ordered(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..length).collect();
    let mut run = 1;
    while run < length {
        let mut merged = Vec::with_capacity(length);
        for pair in indices.chunks(run.saturating_mul(2)) {
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
        indices = merged;
        run = run.saturating_mul(2);
    }
    indices
}

/// Sorts numbers. Callers pack what they sort into `u64`, so that the standard
/// library's sort is compiled for one type only.
#[inline(never)]
pub(crate) fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// The numbers, sorted and without duplicates.
pub(crate) fn each_once(numbers: &[u32]) -> Vec<u32> {
    let mut wide: Vec<u64> = Vec::with_capacity(numbers.len());
    for number in numbers {
        wide.push(u64::from(*number));
    }
    sort(&mut wide);
    let mut unique = Vec::new();
    for number in &wide {
        let number = *number as u32;
        if unique.last() != Some(&number) {
            unique.push(number);
        }
    }
    unique
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_librarys_stable_sort(keys in proptest::collection::vec(0_u8..8, 0..70)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|index| keys[*index]);
            prop_assert_eq!(ordered(keys.len(), &|a, b| keys[a].cmp(&keys[b])), expected);
        }
    }
}
