//! Formulas, and calculators made of them: any text is refused or computes, and the results have the
//! documented properties.
#![no_main]

use libfuzzer_sys::fuzz_target;
use virker::calculator::{
    BreakEven, CompiledCalculator, Crossing, Formula, Results, unit_mismatches,
};
use virker::catalogue::{Answer, BreakEvenCurve, Calculator, Input, Value};
use virker::number::Decimal;

/// What bytes beyond ASCII stand for, so that much of the input can be parsed.
const TOKENS: [&str; 20] = [
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "if(",
    "min(",
    "max(",
    "round(",
    "ceil(",
    "floor(",
    "sqrt(",
    "present_value(",
    "<=",
    "!=",
    "100",
    "0.000001",
    " [%]",
    "; ",
];

const INPUTS: [&str; 4] = ["a", "b", "c", "d"];
const VALUES: [&str; 4] = ["e", "f", "g", "h"];

/// A number of any size: some digits and a magnitude.
type Any = (i16, u8);

/// As a catalogue may write it: at most 24 digits before the point.
fn written((digits, size): Any) -> Decimal {
    Decimal::from_millionths(i128::from(digits) * 10_i128.pow(u32::from(size % 26)))
}

/// Any number up to the largest.
fn held((digits, size): Any) -> Decimal {
    Decimal::from_millionths(i128::from(digits) << (size % 113))
}

struct Made {
    numbers: [[Any; 5]; 4],
    /// Bits: which inputs are uncertain, and which are in per cent.
    inputs: u8,
    /// Bits: which values are in per cent, which input is solved for, and against what.
    others: u8,
    text: String,
}

/// The bytes as text, or as tokens.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0, text @ ..] => String::from_utf8_lossy(text).into_owned(),
        tokens => tokens.iter().map(token).collect(),
    }
}

fn token(byte: &u8) -> String {
    match byte.checked_sub(128) {
        None => char::from(*byte).to_string(),
        Some(token) => TOKENS[usize::from(token) % TOKENS.len()].to_owned(),
    }
}

fuzz_target!(|input: ([[Any; 5]; 4], u8, u8, &[u8])| {
    let (numbers, inputs, others, bytes) = input;
    let made = Made {
        numbers,
        inputs,
        others,
        text: text(bytes),
    };
    for text in made.text.split(';') {
        formula(text, &made);
    }
    if let Some(compiled) = compiled(&made) {
        computes(&compiled);
    }
});

/// A formula is printed as it is parsed, and computes or returns nothing.
fn formula(text: &str, made: &Made) {
    let Ok(mut formula) = Formula::parse(text) else {
        return;
    };
    let printed = formula.to_string();
    if printed.len() <= 500 {
        assert_eq!(Formula::parse(&printed).as_ref(), Ok(&formula), "{printed}");
    }
    let index = |name: &str| name.bytes().next().map(|byte| usize::from(byte) % 4);
    assert_eq!(formula.bind(&index), Ok(()));
    for at in 0..5 {
        let _ = formula.compute(&made.numbers.map(|numbers| held(numbers[at])));
        let _ = formula.compute(&made.numbers.map(|numbers| written(numbers[at])));
    }
}

/// The calculator if it compiles, with a break-even if possible.
fn compiled(made: &Made) -> Option<CompiledCalculator> {
    let bit = |bits: u8, at: usize| bits >> at & 1 == 1;
    let unit = |is_share: bool| if is_share { "%" } else { "" }.to_owned();
    let inputs = INPUTS.iter().zip(made.numbers).enumerate();
    let inputs = inputs.map(|(at, (id, numbers))| {
        let mut numbers = numbers.map(written);
        numbers.sort_unstable();
        let [min, low, likely, high, max] = numbers;
        let uncertain = bit(made.inputs, at);
        Input {
            id: (*id).to_owned(),
            unit: unit(bit(made.inputs, at + 4)),
            low: uncertain.then_some(low),
            high: uncertain.then_some(high),
            likely,
            min,
            max,
            ..Input::default()
        }
    });
    let values = VALUES.iter().zip(made.text.split(';')).enumerate();
    let mut values: Vec<Value> = values
        .map(|(at, (id, formula))| Value {
            id: (*id).to_owned(),
            unit: unit(bit(made.others, at)),
            formula: formula.to_owned(),
            ..Value::default()
        })
        .collect();
    let last = values.last()?.id.clone();
    values.push(Value {
        id: "nothing".to_owned(),
        formula: "0".to_owned(),
        ..Value::default()
    });
    let mut calculator = Calculator {
        inputs: inputs.collect(),
        values,
        answer: Answer {
            value: last.clone(),
            ..Answer::default()
        },
        ..Calculator::default()
    };
    let right = if bit(made.others, 6) { "e" } else { "nothing" };
    calculator.break_even = Some(BreakEvenCurve {
        input: INPUTS[usize::from(made.others >> 4 & 3)].to_owned(),
        left: last,
        right: right.to_owned(),
        ..BreakEvenCurve::default()
    });
    if let Ok(compiled) = CompiledCalculator::new(calculator.clone()) {
        return Some(compiled);
    }
    calculator.break_even = None;
    CompiledCalculator::new(calculator).ok()
}

/// A compiled calculator computes, its bounds hold, and its break-even is one.
fn computes(compiled: &CompiledCalculator) {
    let _ = unit_mismatches(compiled);
    let bounds = compiled.compute(&[]).expect("it computes where it starts");
    in_order(&bounds);
    for corner in 0..16_u32 {
        let at = |from: fn(&Input) -> [Decimal; 2]| {
            let inputs = compiled.definition.inputs.iter().enumerate();
            inputs
                .map(|(index, input)| Some(from(input)[(corner >> index & 1) as usize]))
                .collect::<Vec<Option<Decimal>>>()
        };
        let limits = at(|input| [input.min, input.max]);
        let results = compiled
            .compute(&limits)
            .expect("it computes within its limits");
        in_order(&results);
        let uncertain = at(|input| {
            let (low, high) = (input.low, input.high);
            [low.unwrap_or(input.likely), high.unwrap_or(input.likely)]
        });
        let inside = compiled
            .compute(&uncertain)
            .expect("it computes within its bounds");
        for (bounds, number) in bounds.estimates.iter().zip(&inside.estimates) {
            assert!(bounds.low <= number.likely && number.likely <= bounds.high);
        }
        // The limit of the input that is solved for is a point of the curve.
        for number in limits.iter().flatten() {
            let _ = compiled
                .curve(&uncertain)
                .map(|mut curve| curve.point(*number));
        }
        if let Some(break_even) = inside.break_even {
            breaks_even(compiled, &uncertain, break_even);
        }
    }
    if let Some(break_even) = bounds.break_even {
        breaks_even(compiled, &[], break_even);
        let rank = |crossing| match crossing {
            Crossing::Always => (0, 0),
            Crossing::At(number) if break_even.rises => (1, number.millionths()),
            Crossing::At(number) => (1, -number.millionths()),
            Crossing::Never => (2, 0),
        };
        assert!(rank(break_even.best) <= rank(break_even.likely));
        assert!(rank(break_even.likely) <= rank(break_even.worst));
    }
}

fn in_order(results: &Results) {
    for bounds in &results.estimates {
        assert!(
            bounds.low <= bounds.likely && bounds.likely <= bounds.high,
            "{bounds:?}"
        );
    }
    let widths = results.swings.iter().map(|swing| swing.width());
    assert!(widths.rev().is_sorted());
}

/// It pays at the break-even, and does not a millionth beyond.
fn breaks_even(
    compiled: &CompiledCalculator,
    overrides: &[Option<Decimal>],
    break_even: BreakEven,
) {
    let calculator = &compiled.definition;
    let solved = calculator.break_even.as_ref().map(|curve| &curve.input);
    let input = calculator
        .inputs
        .iter()
        .find(|input| Some(&input.id) == solved);
    let input = input.expect("it is one of the inputs");
    let gain = |millionths: i128| {
        let number = Decimal::from_millionths(millionths);
        let point = compiled
            .curve(overrides)
            .and_then(|mut curve| curve.point(number))
            .expect("it computes within its limits");
        // A share is shown as per cent, which must not be held against a number that isn't.
        let of = |id: &str, shown: Decimal| {
            let value = calculator.values.iter().find(|value| value.id == id);
            match value.map(|value| value.unit.as_str()) {
                Some("%") => shown.millionths(),
                _ => shown.millionths() * 100,
            }
        };
        let solved = calculator
            .break_even
            .as_ref()
            .expect("something is solved for");
        of(&solved.left, point.left.likely) - of(&solved.right, point.right.likely)
    };
    // A millionth of a share is 100 of the millionths that per cent are counted in.
    let step = if input.unit == "%" { 100 } else { 1 };
    let (min, max) = (input.min.millionths(), input.max.millionths());
    let (poor, good) = if break_even.rises {
        (min, max)
    } else {
        (max, min)
    };
    match break_even.likely {
        Crossing::At(number) => {
            let beyond = number.millionths() - step * (good - poor).signum();
            assert!(gain(number.millionths()) >= 0 && gain(beyond) < 0);
        }
        Crossing::Always => assert!(gain(poor) >= 0),
        Crossing::Never => assert!(gain(good) < 0),
    }
}
