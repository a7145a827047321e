//! The assumptions of a calculator: a field for each number that the user may change.

use super::super::report::{certainty_in_words, is_to_one, note_holds};
use super::super::{CalculatorAction, CalculatorState, InputState, Message};
use super::answers::short_answer;
use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::parts::{Badge, origin, paragraph, with_icon};
use super::sources::references;
use super::tag::{Tag, classed, copied, tag};
use crate::calculator::{Estimate, Problem, own_estimate, written};
use crate::catalogue::{Calculator, Certainty, Input};
use crate::danish::{end_sentence, parse_amount};
use crate::number::Decimal;

/// The numbers that the user may change, each with where it comes from.
pub(super) fn assumptions(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let title = match is_to_one(calculator) {
        true => "Dine tal",
        false => "Jeres tal",
    };
    let title = cx.title(1, "assumptions__title", title);
    let mut form = classed("form", "box assumptions")
        .never_submitted(cx.send)
        .child(title);
    let inputs = calculator.inputs.iter().zip(&state.fields);
    for (index, (input, field)) in inputs.enumerate() {
        // A number that may not be changed is explained by the sentences that use it.
        if !input.fixed {
            form = form.child(assumption(&Assumption {
                cx,
                id,
                index,
                input,
                field,
                note: note_holds(state, input),
                calculator,
            }));
        }
    }
    let reset = state.is_changed().then(|| {
        let message = Message::Calculator(id.to_owned(), CalculatorAction::ResetAll);
        let button = cx.button("quiet reset", message);
        with_icon(button, Icon::Again, "Brug vores tal igen")
    });
    form.child(reset).child(short_answer(state))
}

/// What a field shows.
struct Assumption<'a> {
    cx: &'a ViewContext<'a>,
    /// The calculator's id.
    id: &'a str,
    /// The index of the input.
    index: usize,
    input: &'a Input,
    field: &'a InputState,
    /// Whether its note holds.
    note: bool,
    calculator: &'a Calculator,
}

impl Assumption<'_> {
    fn button(&self, class: &'static str, touch: CalculatorAction) -> Tag {
        self.cx
            .button(class, Message::Calculator(self.id.to_owned(), touch))
    }

    fn print(&self, number: Decimal) -> String {
        written(self.input, number)
    }

    fn number(&self) -> Decimal {
        self.field.own.unwrap_or(self.input.likely)
    }
}

fn assumption(one: &Assumption<'_>) -> Tag {
    let Assumption {
        index,
        input,
        field,
        ..
    } = *one;
    let name = format!("input-{}", input.id);
    let part = |suffix: &str| name.clone() + suffix;
    let changed = field.own.is_some();
    let sources = &one.calculator.sources;
    let span = input.low.zip(input.high).map(|(low, high)| {
        let likely = one.number();
        let Estimate { low, high, .. } = match field.own {
            Some(own) => own_estimate(input, own),
            None => Estimate { low, likely, high },
        };
        let (low, likely, high) = (one.print(low), one.print(likely), one.print(high));
        let words = match changed {
            false => format!("Lavt {low} · sandsynligt {likely} · højt {high}"),
            true if low == high => "Uden spænd: Lavt og højt er det samme tal.".to_owned(),
            true => format!(
                "Lavt {low} · højt {high}: lige så mange procent fra jeres tal som fra vores."
            ),
        };
        paragraph("span", words).set("id", part("-span"))
    });
    let mut choices = None;
    for choice in &input.choices {
        let now = one.number() == choice.value;
        let button = one
            .button("choice", CalculatorAction::Choose(index, choice.value))
            .set("aria-pressed", if now { "true" } else { "false" })
            .child(tag("strong").text(one.print(choice.value)))
            .child(
                tag("span")
                    .text(&choice.label)
                    .child(references(sources, &choice.sources)),
            );
        let group = choices.unwrap_or_else(|| {
            classed("div", "choices")
                .set("role", "group")
                .set("aria-label", format!("Færdige tal: {}", input.label))
        });
        choices = Some(group.child(button));
    }
    let mut note = match one.note {
        true => input.note.clone(),
        false => String::new(),
    };
    // Like the sources, they are those of our number.
    let mut add = |name: &str, text: &Option<String>| {
        if let Some(text) = text
            && !changed
        {
            note.push_str(name);
            note.push_str(text);
            end_sentence(&mut note);
        }
    };
    add(" Prisår: ", &input.price_year);
    add(" Betaler: ", &input.payer);
    let kind = match input.certainty {
        _ if changed => Badge::Choice(certainty_in_words(one.calculator, input, field)),
        Certainty::Source => Badge::Source,
        Certainty::Estimate => Badge::Estimate,
        Certainty::Missing => Badge::Missing,
        Certainty::Choice => Badge::Example,
        Certainty::Dream => Badge::Dream,
    };
    let reset = changed.then(|| {
        let button = one.button("quiet assumption__reset", CalculatorAction::Reset(index));
        let words = format!("Brug vores tal igen ({})", one.print(input.likely));
        with_icon(button, Icon::Again, words)
    });
    let problem = field.shown.map(|problem| {
        // The result still uses the last valid number, and says so.
        let message = error_message(problem, &field.text, Some(input));
        format!(
            "{message} Vi regner stadig med {}.",
            one.print(one.number())
        )
    });
    let sources = match changed {
        true => None,
        false => references(sources, &input.sources),
    };
    classed("div", "assumption")
        .set("data-input", &input.id)
        .flag("data-changed", changed)
        .flag("data-invalid", field.shown.is_some())
        .child(tag("label").set("for", &name).text(&input.label))
        .child(
            input
                .help
                .as_ref()
                .map(|help| paragraph("span", help).set("id", part("-help"))),
        )
        .child(number_field(one, &name))
        .child(
            paragraph("assumption__error", problem.unwrap_or_default())
                .set("id", part("-error"))
                .set("role", "alert"),
        )
        .child(span)
        .child(choices)
        .child(origin(kind, note, sources))
        .child(reset)
}

fn number_field(one: &Assumption<'_>, name: &str) -> Tag {
    let Assumption {
        cx,
        id,
        index,
        input,
        field,
        ..
    } = *one;
    let typed = {
        let id = id.to_owned();
        move |text| Message::Calculator(id.clone(), CalculatorAction::Type(index, text))
    };
    let unit = match &input.shown_unit_one {
        Some(unit) if one.number() == Decimal::ONE => unit,
        _ => &input.shown_unit,
    };
    let inputs = one.calculator.inputs.iter().filter(|other| !other.fixed);
    let alike = inputs.filter(|other| other.shown_unit == input.shown_unit);
    let is_alone = alike.count() == 1 && !input.unit.starts_with("kr") && input.unit != "%";
    let step = |class, mark, up, [fewer, less]: [&str; 2]| {
        let name = match is_alone {
            true => format!("{fewer} {}", input.shown_unit),
            false => format!("{less}: {}", input.short),
        };
        one.button(class, CalculatorAction::Step(index, up))
            .set("aria-label", name)
            .child(icon(mark))
    };
    let field = tag("input")
        .set("id", copied(name))
        .set("type", "text")
        .set("inputmode", "decimal")
        .set("autocomplete", "off")
        .set(
            "aria-describedby",
            format!("{name}-unit {name}-help {name}-error {name}-span"),
        )
        .set_some("aria-invalid", field.shown.map(|_| "true"))
        .value(&field.text)
        .on_input(cx.send, typed)
        .on_blur(
            cx.send,
            Message::Calculator(id.to_owned(), CalculatorAction::Leave(index)),
        );
    let frame = classed("span", "number__frame").child(field).child(
        classed("span", "number__unit")
            .set("id", format!("{name}-unit"))
            .text(unit),
    );
    classed("div", "number")
        .child(step(
            "number__less",
            Icon::Minus,
            false,
            ["Færre", "Lavere"],
        ))
        .child(frame)
        .child(step("number__more", Icon::Plus, true, ["Flere", "Højere"]))
}

/// The error message for a text that is not a valid number, or not one for this input.
pub(super) fn error_message(problem: Problem, text: &str, input: Option<&Input>) -> String {
    let print = |number: fn(&Input) -> Decimal| match input {
        Some(input) => written(input, number(input)),
        None => String::new(),
    };
    let (words, such_as) = match problem {
        Problem::Empty => ("Skriv et tal", ", for eksempel "),
        Problem::NotANumber => ("Det kan vi ikke læse som et tal.", " Skriv for eksempel "),
        Problem::TooLarge => ("Tallet har for mange cifre.", " Skriv for eksempel "),
        Problem::NotWhole => ("Skriv et helt tal", ", for eksempel "),
        Problem::OtherUnit => {
            let typed = parse_amount(text).map_or(String::new(), |amount| amount.unit);
            let unit = input.map_or("", |input| input.shown_unit.as_str());
            return match unit {
                "" => format!("Skriv tallet uden {typed}."),
                unit => format!("Skriv tallet i {unit}, ikke i {typed}."),
            };
        }
        Problem::OutOfRange => {
            let (min, max) = (print(|input| input.min), print(|input| input.max));
            return format!("Skriv et tal fra {min} til {max}.");
        }
        Problem::NeitherOfTwo => {
            let (min, max) = (print(|input| input.min), print(|input| input.max));
            return format!("Skriv {min} eller {max}.");
        }
        Problem::Uncomputable => return "Det tal kan vi ikke regne videre med.".to_owned(),
    };
    match print(|input| input.likely) {
        example if example.is_empty() => words.to_owned(),
        example => format!("{words}{such_as}{example}."),
    }
}
