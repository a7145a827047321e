//! Calculators, published as data.

use super::entry::SourceReference;
use super::macros::{record, words};
use crate::number::Decimal;

record! {
    /// A calculator. It is data, not code: a formula can only compute.
    pub struct Calculator {
        /// Unique among the catalogue's calculators.
        pub id: String,
        /// Its name: `Regn på Madkassen`.
        pub title: String,
        /// What is compared with what, in a sentence.
        pub lead: String,
        /// Whose budget it is calculated for: `Kommunens`, `Alle offentlige kasser`.
        pub budget: String,
        /// Id of the entry that it belongs to.
        pub entry: Option<String>,
        /// Whether it can be opened from every entry that has figures for it; see [`Input::prefill`].
        pub for_any_entry: bool,
        /// Id of the life arena whose colours it uses.
        pub arena: Option<String>,
        /// The prices' year or years, in words.
        pub price_year: String,
        /// The period it is calculated for, in words.
        pub horizon: Option<String>,
        /// The assumptions, in the order in which they are shown.
        pub inputs: Vec<Input>,
        /// The computed values. A formula may use the inputs and the values above it.
        pub values: Vec<Value>,
        /// The answer, shown first and largest.
        pub answer: Answer,
        /// Further answers, each a number and a sentence.
        pub further: Vec<Answer>,
        /// Values that are compared as bars.
        pub bars: Option<Bars>,
        /// Where two values meet, in words and as a curve.
        pub break_even: Option<BreakEvenCurve>,
        /// Id of the value whose uncertainty is broken down by assumption; absent it is the answer's.
        pub sensitivity: Option<String>,
        /// Who pays and who saves, and under which assumption.
        pub payers: Vec<Payer>,
        /// What the number does not say.
        pub caveats: Vec<String>,
        /// The sources that the inputs refer to by key.
        pub sources: Vec<SourceReference>,
    }
}

words! {
    /// How certain an assumption is. It is shown as a badge, whose Danish text follows each variant.
    pub enum Certainty {
        /// A source states it: Kilde.
        #[default]
        Source = "source",
        /// The editors' estimate, also when it starts from a source: Vores skøn.
        Estimate = "estimate",
        /// It is needed, and no source was found: Kilde mangler.
        Missing = "missing",
        /// The user decides it: Eksempel, until they have.
        Choice = "choice",
        /// Somebody hopes for it, and nothing shows it yet: Drøm.
        Dream = "dream",
    }
}

record! {
    /// One assumption.
    pub struct Input {
        /// The name that formulas use: lower-case ASCII letters, digits and `_`.
        pub id: String,
        /// The question: `Hvor mange skal have Madkassen?`
        pub label: String,
        /// Its name in tables and sentences: `Prisen på maden`.
        pub short: String,
        /// What to consider, in a sentence.
        pub help: Option<String>,
        /// Its unit in formulas: `person`, `kr/dag`, `kr/doegn`. An input in `%` is a share in formulas, where 25 % is
        /// 0.25.
        pub unit: String,
        /// The unit as shown after the number: `personer`, `kr. om dagen`.
        pub shown_unit: String,
        /// The unit as shown after exactly 1, when that differs: `person`.
        pub shown_unit_one: Option<String>,
        /// The likely value, which the calculator starts with.
        pub likely: Decimal,
        /// The lowest plausible value; absent when it is not uncertain.
        pub low: Option<Decimal>,
        /// The highest plausible value; absent when it is not uncertain.
        pub high: Option<Decimal>,
        /// The lowest value that the user may enter.
        pub min: Decimal,
        /// The highest value that the user may enter.
        pub max: Decimal,
        /// How much the buttons − and + change it. Where one step leads from `min` to `max`, nothing between them is
        /// accepted.
        pub step: Decimal,
        /// How many decimals it is shown with.
        pub decimals: u8,
        /// How certain it is.
        pub certainty: Certainty,
        /// What it is based on, in a sentence or two.
        pub note: String,
        /// Preset values, each with its origin.
        pub choices: Vec<Choice>,
        /// The year of the price.
        pub price_year: Option<String>,
        /// Who pays it.
        pub payer: Option<String>,
        /// Keys of [`Calculator::sources`].
        pub sources: Vec<String>,
        /// Whether the user may not change it.
        pub fixed: bool,
        /// Which figure of an entry it starts with when the calculator is opened from that entry: the figure whose
        /// [`CostFigure::measure`](super::CostFigure::measure) is this.
        pub prefill: Option<String>,
    }
}

record! {
    /// A preset value of an input.
    pub struct Choice {
        /// The value.
        pub value: Decimal,
        /// Its origin: `Kalundborg: morgenmad 22 kr., aftensmad 32 kr.`
        pub label: String,
        /// Keys of [`Calculator::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// A computed value.
    pub struct Value {
        /// The name that formulas below it and sentences use.
        pub id: String,
        /// What it is, for tables.
        pub label: String,
        /// The unit of its formula. A share may have the unit `%`; it is shown as 25 % when the formula gives 0.25.
        pub unit: String,
        /// The unit as shown after the number.
        pub shown_unit: String,
        /// The unit as shown after exactly 1, when that differs.
        pub shown_unit_one: Option<String>,
        /// How many decimals it is shown with.
        pub decimals: u8,
        /// The formula; see [`crate::calculator::Formula::parse`].
        pub formula: String,
    }
}

record! {
    /// A number with its sentence. In all sentences of a calculator `{id}` is
    /// replaced with a number and its unit, `{id#}` with the number alone, and
    /// `{id.low}` and `{id.high}` with its bounds.
    pub struct Answer {
        /// Id of the value.
        pub value: String,
        /// The sentence that says what the number means.
        pub text: String,
        /// How much it may vary, in a sentence.
        pub range: Option<String>,
    }
}

record! {
    /// A bar chart of values with one unit.
    pub struct Bars {
        /// The heading.
        pub title: String,
        /// The bars, in order.
        pub items: Vec<Bar>,
    }
}

record! {
    /// One bar.
    pub struct Bar {
        /// Id of the value or input.
        pub value: String,
        /// What it is; may hold `{id}`.
        pub label: String,
        /// Whether it is the one that the calculator is about.
        pub own: bool,
    }
}

record! {
    /// The value of one input at which two values are equal. Their difference must rise or fall monotonically with the
    /// input. It pays where the left value is at least the right one. In its sentences `{breakEven}` is that value of
    /// the input.
    pub struct BreakEvenCurve {
        /// Id of the input that is solved for.
        pub input: String,
        /// Id of the value that must reach the other, such as what is saved.
        pub left: String,
        /// The left value's name; may hold `{id}`.
        pub left_label: String,
        /// Id of the value that must be reached, such as what it costs.
        pub right: String,
        /// The right value's name; may hold `{id}`.
        pub right_label: String,
        /// The axis' title: `Døgn, der undgås i alt`.
        pub axis: String,
        /// Where they meet, in a sentence; the curve's heading.
        pub text: String,
        /// How much that may vary, in a sentence with `{breakEven.low}` and `{breakEven.high}`.
        pub range: Option<String>,
        /// The sentence shown when it pays for no value of the input.
        pub never: String,
        /// The sentence shown when it pays for every value of the input.
        pub always: String,
    }
}

record! {
    /// One budget that pays or saves.
    pub struct Payer {
        /// Whose budget: `Kommunen`, `Regionen`.
        pub who: String,
        /// Id of the value that it pays.
        pub pays: Option<String>,
        /// Id of the value that it saves.
        pub saves: Option<String>,
        /// What it pays or saves, and under which assumption.
        pub text: String,
    }
}
