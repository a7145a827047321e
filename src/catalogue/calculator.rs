//! Calculators, worksheets, the thesaurus and help: the parts of a catalogue
//! that are not entries.

use super::reading::{record, words};
use super::{Date, Passage};
use crate::number::Decimal;

record! {
    /// A small calculator, published as data: a formula can only compute.
    pub struct Calculator {
        /// Unique among the catalogue's calculators.
        pub id: String,
        /// Its name: `Regn på Madkassen`.
        pub title: String,
        /// What is held against what, in a sentence.
        pub lead: String,
        /// Whose budget it looks at: `Kommunens`, `Alle offentlige kasser`.
        pub budget: String,
        /// Id of the entry that it belongs to.
        pub entry: Option<String>,
        /// Whether every entry that has figures for it may open it with them; see [`Input::prefill`].
        pub for_any_entry: bool,
        /// Id of the life arena whose colours it wears.
        pub arena: Option<String>,
        /// The prices' year or years, in words.
        pub price_year: String,
        /// Over how long it is calculated, in words.
        pub horizon: Option<String>,
        /// What may be changed, in order.
        pub inputs: Vec<Input>,
        /// What is computed, in order: a formula may use what stands above it.
        pub values: Vec<Value>,
        /// The answer, first and largest.
        pub answer: Answer,
        /// Further answers, each a number and a sentence.
        pub further: Vec<Answer>,
        /// What is compared as bars.
        pub bars: Option<Bars>,
        /// Where two values meet, in words and as a curve.
        pub break_even: Option<BreakEvenCurve>,
        /// Id of the value whose uncertainty is taken apart, assumption by assumption; absent it is the answer's.
        pub sensitivity: Option<String>,
        /// Who pays and who saves, and under which assumption.
        pub payers: Vec<Payer>,
        /// What the number does not say.
        pub caveats: Vec<String>,
        /// The sources that the inputs name, as [`super::SourceReference`]s do.
        pub sources: Vec<super::SourceReference>,
    }
}

words! {
    /// How sure an assumption is: what its badge says.
    pub enum Certainty {
        /// A source states it: 'Kilde'.
        #[default]
        Source = "source",
        /// We estimate it, also when the estimate starts from a source: 'Vores skøn'.
        Estimate = "estimate",
        /// It is needed, and no source was found: 'Kilde mangler'.
        Missing = "missing",
        /// The user decides it: 'Jeres valg'.
        Choice = "choice",
        /// It is hoped for, and nothing shows it yet: 'Drøm'.
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
        /// What it is called in tables and sentences: `Prisen på maden`.
        pub short: String,
        /// What to think of, in a sentence.
        pub help: Option<String>,
        /// Its unit, as formulas see it: `person`, `kr/dag`, `kr/doegn`. An input in `%` stands in formulas as a share:
        /// 25 % is 0.25 there.
        pub unit: String,
        /// The unit as it is shown after the number: `personer`, `kr. om dagen`.
        pub shown_unit: String,
        /// The unit as it is shown after exactly 1, when that differs: `person`.
        pub shown_unit_one: Option<String>,
        /// The likely value, which the calculator starts from.
        pub likely: Decimal,
        /// The lowest value that is reckoned with; absent when it is not uncertain.
        pub low: Option<Decimal>,
        /// The highest value that is reckoned with; absent when it is not uncertain.
        pub high: Option<Decimal>,
        /// The lowest value that makes sense.
        pub min: Decimal,
        /// The highest value that makes sense.
        pub max: Decimal,
        /// How much − and + change it.
        pub step: Decimal,
        /// How many decimals it is shown with.
        pub decimals: u8,
        /// How sure it is.
        pub certainty: Certainty,
        /// What it rests on, in a sentence or two.
        pub note: String,
        /// Ready-made values with where each is from.
        pub choices: Vec<Choice>,
        /// The year of the price.
        pub price_year: Option<String>,
        /// Who pays it.
        pub payer: Option<String>,
        /// Keys of [`Calculator::sources`].
        pub sources: Vec<String>,
        /// Whether the user may not change it.
        pub fixed: bool,
        /// Which of an entry's figures it starts from when the calculator is opened from that entry: the
        /// [`super::CostFigure::measure`] that must match.
        pub prefill: Option<String>,
    }
}

record! {
    /// A ready-made value of an input.
    pub struct Choice {
        /// The value.
        pub value: Decimal,
        /// Where it is from: `Kalundborg: morgenmad 22 kr., aftensmad 32 kr.`
        pub label: String,
        /// Keys of [`Calculator::sources`].
        pub sources: Vec<String>,
    }
}

record! {
    /// A computed value.
    pub struct Value {
        /// The name that later formulas and sentences use.
        pub id: String,
        /// What it is, for tables.
        pub label: String,
        /// Its unit: that of its formula. A share can have the unit `%`, and is then shown as 25 % where the formula
        /// gives 0.25.
        pub unit: String,
        /// The unit as it is shown after the number.
        pub shown_unit: String,
        /// The unit as it is shown after exactly 1, when that differs.
        pub shown_unit_one: Option<String>,
        /// How many decimals it is shown with.
        pub decimals: u8,
        /// The formula; see [`crate::calculator::Formula::parse`].
        pub formula: String,
    }
}

record! {
    /// A number with its sentence. In all sentences `{id}` stands for a number
    /// with its unit and `{id#}` for the number alone, `{id.low}`, `{id.high}`
    /// for its bounds.
    pub struct Answer {
        /// Id of the value.
        pub value: String,
        /// The sentence that says what the number means.
        pub text: String,
        /// How far it may be off, in a sentence.
        pub range: Option<String>,
    }
}

record! {
    /// Values of one unit, compared.
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
        /// What it is; a sentence with `{id}` is filled.
        pub label: String,
        /// Whether it is the one that the calculator is about.
        pub own: bool,
    }
}

record! {
    /// Two values that meet when one input is right: the left one must rise against the right one, or fall against it,
    /// all the way. It pays where the left one is at least as high. In its sentences `{breakEven}` is where they meet.
    pub struct BreakEvenCurve {
        /// Id of the input that is solved for.
        pub input: String,
        /// Id of the value that must reach the other: what is saved.
        pub left: String,
        /// What the left value is called; a sentence with `{id}` is filled.
        pub left_label: String,
        /// Id of the value that must be reached: what it costs.
        pub right: String,
        /// What the right value is called; a sentence with `{id}` is filled.
        pub right_label: String,
        /// What grows along the axis: `Døgn, der undgås i alt`.
        pub axis: String,
        /// Where they meet, in a sentence; it heads the curve.
        pub text: String,
        /// How far that may be off, in a sentence with `{breakEven.low}` and `{breakEven.high}`.
        pub range: Option<String>,
        /// What is said when they never meet, and it never pays.
        pub never: String,
        /// What is said when it pays however the input is.
        pub always: String,
    }
}

record! {
    /// One budget.
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

record! {
    /// Something that a citizen fills in, alone or with staff.
    pub struct Worksheet {
        /// Unique among the catalogue's worksheets.
        pub id: String,
        /// Its name.
        pub title: String,
        /// What it is for.
        pub lead: String,
        /// What must stand on it wherever it goes: `Ikke et officielt bevis`.
        pub notice: Option<String>,
        /// Id of the entry that it belongs to.
        pub entry: Option<String>,
        /// Id of the calculator whose numbers its number fields and sentences use.
        pub calculator: Option<String>,
        /// Its parts, in order.
        pub sections: Vec<WorksheetSection>,
    }
}

record! {
    /// One part of a worksheet.
    pub struct WorksheetSection {
        /// Its heading.
        pub title: String,
        /// What to think of.
        pub help: Option<String>,
        /// What is filled in.
        pub fields: Vec<WorksheetField>,
        /// What the calculator says to what was filled in; sentences with `{id}` are filled.
        pub computed: Vec<String>,
    }
}

record! {
    /// One field of a worksheet.
    pub struct WorksheetField {
        /// Unique in its worksheet.
        pub id: String,
        /// The question.
        pub label: String,
        /// What to think of.
        pub help: Option<String>,
        /// How much room it has.
        pub size: FieldSize,
        /// Id of the calculator's input that a number field sets.
        pub input: Option<String>,
    }
}

words! {
    /// How much room a worksheet's field has.
    pub enum FieldSize, absent Line {
        /// One line.
        #[default]
        Line = "line",
        /// A few lines.
        Text = "text",
        /// A date.
        Date = "date",
        /// A number.
        Number = "number",
    }
}

record! {
    /// Words that find one another.
    pub struct ThesaurusRow {
        /// Words that may be shown.
        pub words: Vec<String>,
        /// Words that find but are never shown: slang, outdated words.
        pub finds: Vec<String>,
        /// Whether the words are equal or merely related.
        pub relation: Relation,
        /// Why the row is there.
        pub reason: String,
    }
}

words! {
    /// How near the words of a thesaurus row are.
    pub enum Relation {
        /// They mean the same.
        #[default]
        Equal = "equal",
        /// They belong together.
        Related = "related",
    }
}

record! {
    /// Help in a crisis, shown before any result when a trigger is sought.
    pub struct Help {
        /// Unique among the catalogue's help.
        pub id: String,
        /// Words that bring it up.
        pub triggers: Vec<String>,
        /// A heading in a calm voice.
        pub title: String,
        /// What to do.
        pub text: Passage,
        /// Where to turn: organisations only.
        pub contacts: Vec<Contact>,
    }
}

record! {
    /// An organisation that answers in a crisis.
    pub struct Contact {
        /// The organisation or service.
        pub organisation: String,
        /// When to use it, and when it answers.
        pub text: String,
        /// Its number, digits and spaces only.
        pub phone: Option<String>,
        /// Its web address, https only.
        pub url: Option<String>,
        /// Where the number was found.
        pub source: String,
        /// When it was checked.
        pub checked: Date,
    }
}
