//! Properties of all calculators, tested on random ones.

use proptest::prelude::*;

use super::*;
use crate::catalogue::{Answer, BreakEvenCurve, Calculator, Input, Value};
use crate::number::Decimal;

fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn input(id: &str, [min, low, likely, high, max]: [Decimal; 5]) -> Input {
    Input {
        id: id.into(),
        low: Some(low),
        likely,
        high: Some(high),
        min,
        max,
        step: Decimal::ONE,
        ..Input::default()
    }
}

fn value(id: &str, formula: &str) -> Value {
    Value {
        id: id.into(),
        formula: formula.into(),
        ..Value::default()
    }
}

fn calculator(inputs: Vec<Input>, values: Vec<Value>) -> Calculator {
    let answer = values.last().map(|value| value.id.clone());
    Calculator {
        inputs,
        answer: Answer {
            value: answer.unwrap_or_default(),
            ..Answer::default()
        },
        values,
        ..Calculator::default()
    }
}

/// Meals against bed-days, in small.
fn meals(days: [&str; 5]) -> Calculator {
    let of = |numbers: [&str; 5]| numbers.map(d);
    let mut calculator = calculator(
        vec![
            input("mad", of(["1", "54", "72", "83", "500"])),
            input("pris", of(["100", "3332", "4165", "4998", "50000"])),
            input("doegn", of(days)),
        ],
        vec![
            value("koster", "mad * 60 * 20"),
            value("sparer", "doegn * pris"),
            value("netto", "sparer - koster"),
        ],
    );
    calculator.break_even = Some(BreakEvenCurve {
        input: "doegn".into(),
        left: "sparer".into(),
        right: "koster".into(),
        text: "Ved {breakEven}".into(),
        ..BreakEvenCurve::default()
    });
    calculator
}

fn break_even(calculator: Calculator) -> BreakEven {
    let compiled = CompiledCalculator::new(calculator).unwrap();
    compiled.compute(&[]).unwrap().break_even.unwrap()
}

#[test]
fn the_break_even_is_solved_with_its_bounds() {
    let break_even = break_even(meals(["0", "10", "10", "10", "100000"]));
    // 72 · 60 · 20 / 4165, and with the cheapest meals against the dearest bed-day and the other way round.
    let at = |text| Crossing::At(d(text));
    assert_eq!(break_even.likely, at("20.744298"));
    assert_eq!(break_even.best, at("12.965187"));
    assert_eq!(break_even.worst, at("29.891957"));
    let bounds = break_even.estimate().unwrap();
    assert!(bounds.low < bounds.likely && bounds.likely < bounds.high);
}

#[test]
fn never_and_always_are_said_plainly() {
    assert_eq!(
        break_even(meals(["0", "1", "1", "1", "20"])).likely,
        Crossing::Never
    );
    let always = break_even(meals(["30", "40", "40", "40", "100"]));
    assert_eq!(
        (always.likely, always.worst),
        (Crossing::Always, Crossing::Always)
    );
    let sometimes = break_even(meals(["0", "1", "1", "1", "20"]));
    assert_eq!(sometimes.worst, Crossing::Never);
    assert!(matches!(sometimes.best, Crossing::At(_)));
    assert!(!sometimes.has_bounds());
    // Never in the worst case, though likely at 20.744298.
    let mut calculator = meals(["0", "1", "1", "1", "25"]);
    calculator.values[0].shown_unit = "kr.".into();
    let compiled = CompiledCalculator::new(calculator).unwrap();
    let results = compiled.compute(&[]).unwrap();
    let sentence = "Ved {breakEven}, fra {breakEven.low} til {breakEven.high}";
    assert_eq!(fill(sentence, &compiled, &results), "Ved 21, fra – til –");
    // A unit's point ends the sentence too.
    let sentence = "Det koster {koster}. Og {koster}.";
    assert_eq!(
        fill(sentence, &compiled, &results),
        "Det koster 86.400\u{a0}kr. Og 86.400\u{a0}kr."
    );
}

#[test]
fn the_widest_swing_comes_first_and_a_number_of_ones_own_keeps_its_share_of_the_range() {
    let compiled = CompiledCalculator::new(meals(["0", "10", "10", "10", "100"])).unwrap();
    let swings = compiled.compute(&[]).unwrap().swings;
    let inputs: Vec<usize> = swings.iter().map(|swing| swing.input).collect();
    // Meals move the net by 29 · 1,200 = 34,800 kr., the price of a day by 10 · 1,666 = 16,660.
    assert_eq!(inputs, [0, 1]);
    assert_eq!(swings[0].width(), 34_800_000_000);
    // Half the price, and half the bounds: 27 and 41.5, which is shown and computed as 42.
    let overridden = compiled.compute(&[Some(d("36"))]).unwrap();
    let meal = overridden.estimates[0];
    assert_eq!(
        [meal.low, meal.likely, meal.high],
        ["27", "36", "42"].map(d)
    );
    assert_eq!(overridden.swings[0].width(), 15 * 1_200 * 1_000_000);
    let costs = compiled.estimate(&overridden, "koster").unwrap();
    assert_eq!([costs.low, costs.high], ["32400", "50400"].map(d));
}

#[test]
fn the_range_of_ones_own_number_stays_within_the_limits_and_a_certain_number_gets_none() {
    let bounds = |input: &Input, own: &str| {
        let Estimate { low, likely, high } = own_estimate(input, d(own));
        [low, likely, high].map(|number| number.to_string())
    };
    let price = input("pris", ["1", "54", "72", "83", "100"].map(d));
    assert_eq!(bounds(&price, "95"), ["71", "95", "100"]);
    assert_eq!(bounds(&price, "95.5"), ["71.6", "95.5", "100"]);
    assert_eq!(bounds(&price, "1"), ["1", "1", "1"]);
    // There is no share of nothing.
    let none = input("ingen", ["0", "0", "0", "5", "100"].map(d));
    assert_eq!(bounds(&none, "3"), ["3", "3", "3"]);
    let certain = Input {
        low: None,
        high: None,
        ..price
    };
    assert_eq!(bounds(&certain, "50"), ["50", "50", "50"]);
}

#[test]
fn per_cent_are_shares_in_formulas_and_per_cent_on_the_screen() {
    let mut share = input("andel", ["0", "10", "25", "40", "100"].map(d));
    share.unit = "%".into();
    let mut rest = value("resten", "1 - andel");
    rest.unit = "%".into();
    let calculator = calculator(vec![share], vec![value("del", "andel * 8"), rest]);
    let compiled = CompiledCalculator::new(calculator).unwrap();
    let results = compiled.compute(&[]).unwrap();
    let of = |id| {
        let estimate = compiled.estimate(&results, id).unwrap();
        [estimate.low, estimate.likely, estimate.high].map(|number| number.to_string())
    };
    assert_eq!(of("andel"), ["10", "25", "40"]);
    assert_eq!(of("del"), ["0.8", "2", "3.2"]);
    assert_eq!(of("resten"), ["60", "75", "90"]);
}

#[test]
fn bounds_are_exact_also_where_one_input_alone_moves_nothing() {
    // Alone, neither moves the value from 0; together they do.
    let calculator = calculator(
        vec![
            input("a", ["0", "0", "2", "4", "4"].map(d)),
            input("b", ["0", "3", "5", "6", "9"].map(d)),
        ],
        vec![value("rest", "max(a - b, 0)")],
    );
    let compiled = CompiledCalculator::new(calculator).unwrap();
    let results = compiled.compute(&[]).unwrap();
    let rest = compiled.estimate(&results, "rest").unwrap();
    assert_eq!([rest.low, rest.likely, rest.high], ["0", "0", "1"].map(d));
}

#[test]
fn a_value_that_is_too_large_to_be_shown_or_compared_makes_no_calculator() {
    let most = Decimal::LARGEST;
    let large = |formula: &str| {
        let (zero, one) = (Decimal::ZERO, Decimal::ONE);
        let mut share = value("andel", formula);
        share.unit = "%".into();
        let mut calculator = calculator(
            vec![input("a", [zero, one, one, one, most])],
            vec![share, value("intet", "0 - 1")],
        );
        calculator.break_even = Some(BreakEvenCurve {
            input: "a".into(),
            left: "andel".into(),
            right: "intet".into(),
            ..BreakEvenCurve::default()
        });
        CompiledCalculator::new(calculator)
    };
    let compiled = large("a").unwrap();
    assert!(compiled.compute(&[Some(most)]).is_ok());
    for formula in ["a + 1", "0 - a - 1", "a / 0.000001"] {
        let cause = BoundsError::TooLarge(formula.into());
        let value = "andel".into();
        assert_eq!(
            large(formula),
            Err(CompileError::Unbounded { value, cause })
        );
    }
}

/// Five numbers in order.
fn five() -> impl Strategy<Value = [Decimal; 5]> {
    proptest::array::uniform5(-2_000_000..9_000_000_i128).prop_map(|mut numbers| {
        numbers.sort_unstable();
        numbers.map(Decimal::from_millionths)
    })
}

/// A calculator of random formulas over four uncertain inputs, if there is one.
fn calculators() -> impl Strategy<Value = CompiledCalculator> {
    let formulas = proptest::collection::vec(super::print::tests::formulas(), 1..4);
    (proptest::array::uniform4(five()), formulas).prop_filter_map(
        "formulas that may not compute, or aren't monotonic, make no calculator",
        |(numbers, formulas)| {
            let inputs = ["a", "b", "c", "d"].into_iter().zip(numbers);
            let inputs = inputs.map(|(id, numbers)| input(id, numbers)).collect();
            let values = formulas.iter().enumerate();
            let values = values
                .map(|(at, formula)| value(&format!("v{at}"), &formula.to_string()))
                .collect();
            CompiledCalculator::new(calculator(inputs, values)).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { max_local_rejects: 1_000_000, ..ProptestConfig::default() })]

    #[test]
    fn bounds_hold_whatever_the_uncertain_numbers_are(
        compiled in calculators(),
        shares in proptest::array::uniform4(0..=1000_i128),
    ) {
        let results = compiled.compute(&[]).unwrap();
        // Any numbers between low and high.
        let overrides: Vec<Option<Decimal>> = compiled.definition.inputs.iter().zip(shares).map(|(input, share)| {
            let (low, high) = (input.low?.millionths(), input.high?.millionths());
            Some(Decimal::from_millionths(low + (high - low) * share / 1000))
        }).collect();
        let inside = compiled.compute(&overrides).unwrap();
        for (bounds, number) in results.estimates.iter().zip(&inside.estimates) {
            prop_assert!(bounds.low <= bounds.likely && bounds.likely <= bounds.high, "{bounds:?}");
            prop_assert!(bounds.low <= number.likely && number.likely <= bounds.high, "{bounds:?} {number:?}");
        }
    }

    #[test]
    fn a_point_of_the_curve_is_what_the_calculator_gives_with_that_number(
        compiled in calculators(),
        shares in proptest::array::uniform4(0..=1000_i128),
    ) {
        let mut calculator = compiled.definition;
        let (first, last) = (&calculator.values[0].id, &calculator.values[calculator.values.len() - 1].id);
        let (left, right) = (first.clone(), last.clone());
        calculator.values.push(value("level", "d"));
        for right in [right, "level".into()] {
            let mut calculator = calculator.clone();
            // The curve's number is certain.
            calculator.inputs[0].low = None;
            calculator.inputs[0].high = None;
            calculator.break_even = Some(BreakEvenCurve {
                input: "a".into(), left: left.clone(), right: right.clone(), ..BreakEvenCurve::default()
            });
            let Ok(compiled) = CompiledCalculator::new(calculator) else { continue };
            let mut curve = compiled.curve(&[]).unwrap();
            let a = &compiled.definition.inputs[0];
            let (min, max) = (a.min.millionths(), a.max.millionths());
            for share in shares {
                let number = Decimal::from_millionths(min + (max - min) * share / 1000);
                let point = curve.point(number).unwrap();
                let results = compiled.compute(&[Some(number)]).unwrap();
                prop_assert_eq!(Some(point.left), compiled.estimate(&results, &left));
                prop_assert_eq!(Some(point.right), compiled.estimate(&results, &right));
            }
        }
    }

    #[test]
    fn a_number_that_is_written_is_read_back_exactly_with_and_without_its_unit(
        millionths in -9_000_000_000_000_000_i128..9_000_000_000_000_000,
        places in 0..=6_u32,
        decimals in 0..=6_u8,
        (unit, shown_unit) in proptest::sample::select(vec![
            ("kr", "kr."), ("kr/dag", "kr. om dagen"), ("%", "%"), ("%", "procentpoint"),
            ("person", "personer"), ("time/uge", "timer om ugen"), ("", ""), ("kr", "mio. kr."),
        ]),
    ) {
        let number = Decimal::from_millionths(millionths).round(places);
        let input = Input {
            unit: unit.into(),
            shown_unit: shown_unit.into(),
            decimals,
            likely: Decimal::LARGEST,
            min: Decimal::LARGEST.negate().unwrap(),
            max: Decimal::LARGEST,
            ..Input::default()
        };
        let read = match (unit, decimals, number.places()) {
            ("person", 0, 1..) => Err(Problem::NotWhole),
            ("%", _, 5..) => Err(Problem::TooLarge),
            _ => Ok(Some(number)),
        };
        let text = written(&input, number);
        prop_assert_eq!(entered(&input, &text), read);
        prop_assert_eq!(entered(&input, &format!("{text}\u{a0}{shown_unit}")), read);
        prop_assert_eq!(entered(&input, &format!(" {text} {} ", shown_unit.to_uppercase())), read);
    }

    #[test]
    fn what_was_accepted_computes_within_all_limits(compiled in calculators(), corner in 0..16_u32) {
        let inputs = compiled.definition.inputs.iter().enumerate();
        let overrides: Vec<Option<Decimal>> = inputs
            .map(|(index, input)| Some(if corner >> index & 1 == 0 { input.min } else { input.max }))
            .collect();
        prop_assert!(compiled.compute(&overrides).is_ok());
    }

    #[test]
    fn the_break_even_put_back_gives_equality(
        slope in 1..5_000_000_000_i128, start in -9_000_000_000..0_i128, bend in 0..9_000_000_i128, falls: bool,
    ) {
        let n = Decimal::from_millionths;
        let formula = format!(
            "(max(x, {}) * {} + x * 3) * (1 - {}) - {}",
            n(bend), n(slope), if falls { 2 } else { 0 }, n(-start),
        );
        let (min, max) = (d("-10000"), d("10000"));
        let one = Decimal::ONE;
        let mut calculator = calculator(
            vec![input("x", [min, one, one, one, max])],
            vec![value("left", &formula), value("right", "0")],
        );
        calculator.break_even = Some(BreakEvenCurve {
            input: "x".into(), left: "left".into(), right: "right".into(), ..BreakEvenCurve::default()
        });
        let compiled = CompiledCalculator::new(calculator).unwrap();
        let gain = |number: Decimal| {
            let results = compiled.compute(&[Some(number)]).unwrap();
            compiled.estimate(&results, "left").unwrap().likely
        };
        match compiled.compute(&[]).unwrap().break_even.unwrap().likely {
            Crossing::At(number) => {
                // It pays here, and no longer a millionth further on: no number of six decimals is nearer.
                let beyond = n(number.millionths() + if falls { 1 } else { -1 });
                prop_assert!(!gain(number).is_negative() && gain(beyond).is_negative());
            }
            Crossing::Always => prop_assert!(!gain(min).is_negative() && !gain(max).is_negative()),
            Crossing::Never => prop_assert!(gain(min).is_negative() && gain(max).is_negative()),
        }
    }
}
