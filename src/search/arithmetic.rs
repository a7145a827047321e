//! Integer arithmetic for ranking, so that every machine ranks alike.

/// The binary logarithm of `above / below` in 256ths; 0 if the ratio is below 1.
pub(super) fn log2(above: u32, below: u32) -> u32 {
    let (above, below) = (u64::from(above), u64::from(below.max(1)));
    if above < below {
        return 0;
    }
    let whole = (above / below).ilog2();
    // Squaring doubles the logarithm, which gives one bit of the fraction each time.
    let mut ratio = (above << 30) / (below << whole);
    let mut fraction = 0;
    for bit in (0..8).rev() {
        ratio = (ratio * ratio) >> 30;
        if ratio >= 2 << 30 {
            ratio >>= 1;
            fraction |= 1 << bit;
        }
    }
    whole * 256 + fraction
}

/// The frequencies that the levels of a posting stand for, in sixteenths of one occurrence in a
/// body. Finer steps than doubling rank no better.
const LEVELS: [u32; 8] = [4, 8, 16, 32, 64, 128, 256, 512];

/// The frequency of a level.
pub(super) fn frequency(level: u32) -> u32 {
    LEVELS.get(level as usize).copied().unwrap_or_default()
}

/// The level whose frequency is nearest.
pub(super) fn level(frequency: u32) -> u32 {
    // From 7/5 of a level on, the next is nearer by ratio.
    let above = frequency.saturating_mul(7) / (5 * LEVELS[0]);
    above.checked_ilog2().unwrap_or_default().min(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_exact_for_powers_and_near_for_others() {
        assert_eq!(log2(8, 1), 768);
        assert_eq!(log2(3, 3), 0);
        assert_eq!(log2(1, 3), 0);
        for (above, below) in [(90_u32, 3_u32), (10_001, 7), (3, 2)] {
            let exact = (f64::from(above) / f64::from(below)).log2() * 256.0;
            assert!(
                (f64::from(log2(above, below)) - exact).abs() < 3.0,
                "{above} {below}"
            );
        }
    }

    #[test]
    fn a_frequency_keeps_its_level() {
        for at in 0..8 {
            assert_eq!(level(frequency(at)), at);
        }
        assert_eq!((level(0), level(u32::MAX)), (0, 7));
    }
}
