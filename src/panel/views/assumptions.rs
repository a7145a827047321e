//! The assumptions of a calculator: a field for each number that the user may change.

use std::rc::Rc;

use yew::prelude::*;

use super::super::{CalculatorAction, CalculatorState, InputState, Message};
use super::answers::short_answer;
use super::context::PanelContext;
use super::icons::{Icon, icon};
use super::parts::{Badge, origin, paragraph, with_icon};
use super::sources::references;
use super::tag::{Tag, classed, copied, tag};
use crate::calculator::{CompiledCalculator, Problem};
use crate::catalogue::{Certainty, Input, SourceReference};
use crate::danish::{end_sentence, print_number};
use crate::number::Decimal;

/// The numbers that the user may change, each with where it comes from.
pub(super) fn assumptions(cx: &PanelContext, id: &str, state: &CalculatorState) -> Tag {
    let id: Rc<str> = id.into();
    let calculator = &state.compiled.definition;
    let title = cx.title(1, "assumptions__title", "Jeres tal");
    let mut form = classed("form", "box assumptions")
        .never_submitted(&cx.send)
        .child(title);
    let inputs = calculator.inputs.iter().zip(&state.fields);
    for (index, (input, field)) in inputs.enumerate() {
        // A number that may not be changed is explained by the sentences that use it.
        if !input.fixed {
            form = form.child(html! {
                <Assumption
                    panel={cx.clone()}
                    id={id.clone()}
                    calculator={state.compiled.clone()}
                    {index}
                    field={field.clone()}
                />
            });
        }
    }
    let reset = state.is_changed().then(|| {
        let message = Message::Calculator(id.to_string(), CalculatorAction::ResetAll);
        let button = cx.button("quiet reset", message);
        with_icon(button, Icon::Again, "Brug vores tal igen")
    });
    form.child(reset).child(short_answer(state))
}

/// What a field shows.
#[derive(Clone, Properties)]
struct AssumptionProps {
    panel: PanelContext,
    /// The calculator's id.
    id: Rc<str>,
    calculator: Rc<CompiledCalculator>,
    /// The index of the input.
    index: usize,
    field: InputState,
}

impl PartialEq for AssumptionProps {
    fn eq(&self, other: &Self) -> bool {
        self.panel == other.panel
            && Rc::ptr_eq(&self.calculator, &other.calculator)
            && self.index == other.index
            && self.field == other.field
            && self.id == other.id
    }
}

/// A field. Only the one whose number changes is drawn again.
#[component]
fn Assumption(props: &AssumptionProps) -> Html {
    let calculator = &props.calculator.definition;
    match calculator.inputs.get(props.index) {
        Some(input) => assumption(&View {
            cx: &props.panel,
            id: &props.id,
            index: props.index,
            input,
            field: &props.field,
            sources: &calculator.sources,
        })
        .into(),
        None => Html::default(),
    }
}

struct View<'a> {
    cx: &'a PanelContext,
    /// The calculator's id.
    id: &'a str,
    index: usize,
    input: &'a Input,
    field: &'a InputState,
    /// The calculator's sources.
    sources: &'a [SourceReference],
}

impl View<'_> {
    fn button(&self, class: &'static str, touch: CalculatorAction) -> Tag {
        self.cx
            .button(class, Message::Calculator(self.id.to_owned(), touch))
    }

    fn print(&self, number: Decimal) -> String {
        print_number(number, self.input.decimals)
    }

    fn number(&self) -> Decimal {
        self.field.own.unwrap_or(self.input.likely)
    }
}

fn assumption(one: &View<'_>) -> Tag {
    let View {
        index,
        input,
        field,
        ..
    } = *one;
    let name = format!("input-{}", input.id);
    let part = |suffix: &str| name.clone() + suffix;
    let changed = field.own.is_some();
    let span = input.low.zip(input.high).map(|(low, high)| {
        let words = format!(
            "Lavt {} · sandsynligt {} · højt {}",
            one.print(low),
            one.print(input.likely),
            one.print(high)
        );
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
                    .child(references(one.sources, &choice.sources)),
            );
        let group = choices.unwrap_or_else(|| {
            classed("div", "choices")
                .set("role", "group")
                .set("aria-label", format!("Færdige tal: {}", input.label))
        });
        choices = Some(group.child(button));
    }
    let mut note = input.note.clone();
    let mut add = |name: &str, text: &Option<String>| {
        if let Some(text) = text {
            note.push_str(name);
            note.push_str(text);
            end_sentence(&mut note);
        }
    };
    add(" Prisår: ", &input.price_year);
    add(" Betaler: ", &input.payer);
    let kind = if changed {
        Badge::Choice
    } else {
        of_certainty(input.certainty)
    };
    let reset = changed.then(|| {
        let button = one.button("quiet assumption__reset", CalculatorAction::Reset(index));
        let words = format!("Vores tal: {}. Brug det igen", one.print(input.likely));
        with_icon(button, Icon::Again, words)
    });
    let problem = field
        .problem
        .map(|problem| {
            // The result still uses the last valid number, and says so.
            error_message(problem, Some(input))
                + " Vi regner videre med det sidste tal, der gav mening."
        })
        .unwrap_or_default();
    // They are those of our number.
    let sources = match changed {
        true => None,
        false => references(one.sources, &input.sources),
    };
    classed("div", "assumption")
        .set("data-input", &input.id)
        .flag("data-changed", changed)
        .flag("data-invalid", field.problem.is_some())
        .child(tag("label").set("for", &name).text(&input.label))
        .child(
            input
                .help
                .as_ref()
                .map(|help| paragraph("span", help).set("id", part("-help"))),
        )
        .child(number_field(one, &name))
        .child(
            paragraph("assumption__error", problem)
                .set("id", part("-error"))
                .set("role", "alert"),
        )
        .child(span)
        .child(choices)
        .child(origin(kind, note, sources).set("id", part("-origin")))
        .child(reset)
}

fn number_field(one: &View<'_>, name: &str) -> Tag {
    let View {
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
    let step = |class, mark, up, verb: &str| {
        one.button(class, CalculatorAction::Step(index, up))
            .set("aria-label", format!("{verb}: {}", input.label))
            .child(icon(mark))
    };
    let field = tag("input")
        .set("id", copied(name))
        .set("type", "text")
        .set("inputmode", "decimal")
        .set("autocomplete", "off")
        .set(
            "aria-describedby",
            format!("{name}-help {name}-error {name}-span {name}-origin"),
        )
        .set_some("aria-invalid", field.problem.map(|_| "true"))
        .value(&field.text)
        .on_input(&cx.send, typed)
        .on_blur(
            &cx.send,
            Message::Calculator(id.to_owned(), CalculatorAction::Leave(index)),
        );
    let frame = classed("span", "number__frame")
        .child(field)
        .child(classed("span", "number__unit").text(unit));
    classed("div", "number")
        .child(step("number__less", Icon::Minus, false, "Træk fra"))
        .child(frame)
        .child(step("number__more", Icon::Plus, true, "Læg til"))
}

fn of_certainty(certainty: Certainty) -> Badge {
    match certainty {
        Certainty::Source => Badge::Source,
        Certainty::Estimate => Badge::Estimate,
        Certainty::Missing => Badge::Missing,
        Certainty::Choice => Badge::Choice,
        Certainty::Dream => Badge::Dream,
    }
}

/// The error message for a text that is not a valid number, or not one for this input.
pub(super) fn error_message(problem: Problem, input: Option<&Input>) -> String {
    let print = |number: fn(&Input) -> Decimal| match input {
        Some(input) => print_number(number(input), input.decimals),
        None => String::new(),
    };
    let (words, such_as) = match problem {
        Problem::Empty => ("Skriv et tal", ", for eksempel "),
        Problem::NotANumber => ("Det kan vi ikke læse som et tal.", " Skriv for eksempel "),
        Problem::TooLarge => ("Tallet har for mange cifre.", " Skriv for eksempel "),
        Problem::OutOfRange => {
            let (min, max) = (print(|input| input.min), print(|input| input.max));
            return format!("Skriv et tal fra {min} til {max}.");
        }
        Problem::Uncomputable => return "Det tal kan vi ikke regne videre med.".to_owned(),
    };
    match print(|input| input.likely) {
        example if example.is_empty() => words.to_owned(),
        example => format!("{words}{such_as}{example}."),
    }
}
