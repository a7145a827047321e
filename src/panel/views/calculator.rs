//! A calculator: the answer first, then the assumptions with where each is
//! from, the bars, the break-even, and what the number does not say.

use yew::prelude::*;

use super::super::report::basis_in_words;
use super::super::{CalculatorAction, CalculatorState, Field, Message, Table};
use super::charts;
use super::concept::{references, source_list};
use super::export;
use super::icons::{Icon, icon};
use super::kept::Which;
use super::numbers::{fold, numbers};
use super::parts::{Badge, ViewContext, described, origin, paragraph, with_icon};
use super::tag::{Tag, classed, tag};
use crate::calculator::Problem;
use crate::catalogue::{Answer, Certainty, Input, Payer, SourceReference};
use crate::danish::{end_sentence, print_number};
use crate::number::Decimal;

/// A calculator's screen.
pub(super) fn calculator(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Html {
    let calculator = &state.compiled.definition;
    let is_alone = cx.state.settings.calculator.is_some();
    let back = (!is_alone).then(|| {
        let back = cx.button("quiet back", Message::Back);
        with_icon(back, Icon::Left, &cx.way_back())
    });
    let title = cx.title(0, "title calculator__title", &calculator.title);
    let head = classed("div", "calculator__head")
        .child(back)
        .child(title)
        .child(paragraph("lead", &calculator.lead));
    let grid = classed("div", "calculator__grid")
        .child(
            answers(state, "Svaret")
                .child(cx.kept.part(Which::Actions, state, || export::actions(cx)))
                .child(export::told(cx)),
        )
        .child(assumptions(cx, id, state))
        .child(result(cx, id, state));
    let sources = (!calculator.sources.is_empty()).then(|| {
        cx.kept.part(Which::Sources, state, || {
            classed("section", "part")
                .child(cx.heading(1).text("Kilder"))
                .child(source_list(cx, &calculator.sources))
        })
    });
    let export = &cx.state.export;
    classed("div", "calculator")
        .set_some("data-arena", calculator.arena.as_ref())
        .child(head)
        .child(grid)
        .child(sources)
        .child(export.meeting.then(|| export::meeting(cx, state)))
        .child(export.paper.then(|| export::paper(cx, state)))
        .into()
}

/// The answers stand first, before the numbers that they come from.
pub(super) fn answers(state: &CalculatorState, name: &'static str) -> Tag {
    let calculator = &state.compiled.definition;
    let of = |to: Tag, answer: &Answer, number: &'static str, text: Tag| {
        to.child(self::number(state, answer, number))
            .child(text.text(state.say(&answer.text)))
            .child(range(state, answer))
    };
    let answer = of(
        classed("div", "answer").set("role", "status"),
        &calculator.answer,
        "answer__number",
        classed("p", "answer__text"),
    );
    let mut further = None;
    for answer in &calculator.further {
        let list = further.unwrap_or_else(|| classed("div", "further"));
        further = Some(list.child(of(tag("div"), answer, "further__number", tag("p"))));
    }
    classed("section", "box answers")
        .set("aria-label", name)
        .child(answer)
        .child(further)
}

/// What stands behind the answers: bars, curve, payers, caveats.
fn result(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let mut payers = None;
    for one in &calculator.payers {
        let list = payers.unwrap_or_else(|| tag("dl"));
        payers = Some(list.child(payer(state, one)));
    }
    let payers = payers.map(|payers| {
        classed("div", "payers")
            .child(cx.heading(1).text("Hvem betaler, og hvem sparer?"))
            .child(payers)
    });
    let mut prices = basis_in_words(calculator);
    prices.push_str(" Vi regner med seks decimaler og runder først af, når vi viser tallet.");
    let (bars, curve) = (&calculator.bars, &calculator.break_even);
    let bars = bars.as_ref().map(|bars| charts::bars(state, bars));
    let curve = curve
        .as_ref()
        .and_then(|curve| charts::curve(cx, id, state, curve));
    classed("section", "box result")
        .set("aria-label", "Bag svaret")
        .child(bars)
        .child(curve)
        .child(charts::tornado(state))
        .child(payers)
        .child(caveats(state))
        .child(paragraph("muted", prices))
        .child(fold(
            cx,
            id,
            Table::Numbers,
            "Vis alle tal og mellemregninger",
            state.numbers_unfolded.then(|| numbers(state)),
        ))
}

/// Whose budget it is, with what it pays and saves when the calculator knows.
fn payer(state: &CalculatorState, payer: &Payer) -> Tag {
    let amount = |name: &str, id: &Option<String>| {
        let figures = state.figures(id.as_ref()?)?;
        let number = figures.with_unit(figures.estimate.likely);
        Some(tag("strong").text(format!("{name} {number}{}", figures.bounds())))
    };
    let words = tag("dd")
        .child(amount("Betaler", &payer.pays))
        .child(amount("Sparer", &payer.saves))
        .child(tag("span").text(state.say(&payer.text)));
    described(&payer.who, words)
}

/// What the number does not say: it stands wherever the number does.
pub(super) fn caveats(state: &CalculatorState) -> Tag {
    let mut list = tag("ul");
    for caveat in &state.compiled.definition.caveats {
        list = list.child(tag("li").text(state.say(caveat)));
    }
    let caveats = tag("div")
        .child(tag("strong").text("Hvad tallet ikke siger"))
        .child(list);
    classed("div", "notice caveats")
        .set("data-kind", "info")
        .child(icon(Icon::Info))
        .child(caveats)
}

/// How far an answer may be off, if it may.
fn range(state: &CalculatorState, answer: &Answer) -> Option<Tag> {
    let range = answer.range.as_ref()?;
    let estimate = state.compiled.estimate(&state.results, &answer.value)?;
    match estimate.is_uncertain() {
        true => Some(paragraph("answer__range", state.say(range))),
        false => None,
    }
}

fn number(state: &CalculatorState, answer: &Answer, class: &'static str) -> Option<Tag> {
    let figures = state.figures(&answer.value)?;
    let number = figures.estimate.likely.round(u32::from(figures.decimals));
    // The unit goes below its number rather than out of its box.
    let printed = print_number(number, figures.decimals) + " ";
    Some(paragraph(class, printed).child(tag("small").text(figures.unit_of(number))))
}

fn assumptions(cx: &ViewContext<'_>, id: &str, state: &CalculatorState) -> Tag {
    let calculator = &state.compiled.definition;
    let title = cx.title(1, "assumptions__title", "Jeres tal");
    let mut form = classed("form", "box assumptions")
        .never_submitted(cx.send)
        .child(title);
    for (place, (input, field)) in calculator.inputs.iter().zip(&state.fields).enumerate() {
        // A number that may not be changed is explained by the sentences that use it.
        if !input.fixed {
            let one = Assumption {
                cx,
                id,
                place,
                input,
                field,
                sources: &calculator.sources,
            };
            let part = || assumption(&one);
            form = form.child(cx.kept.part(Which::Field(place), state, part));
        }
    }
    let reset = state.is_changed().then(|| {
        let message = Message::Calculator(id.to_owned(), CalculatorAction::ResetAll);
        let button = cx.button("quiet reset", message);
        with_icon(button, Icon::Again, "Brug vores tal igen")
    });
    form.child(reset).child(short_answer(state))
}

/// The answer once more, at the window's edge while the fields are filled in
/// where it stands far above them. The answer itself is read aloud.
fn short_answer(state: &CalculatorState) -> Option<Tag> {
    let figures = state.figures(&state.compiled.definition.answer.value)?;
    let number = figures.with_unit(figures.estimate.likely);
    let answer = paragraph("short-answer", "Svaret")
        .set("aria-hidden", "true")
        .child(tag("strong").text(number));
    Some(answer)
}

struct Assumption<'a> {
    cx: &'a ViewContext<'a>,
    /// The calculator's id.
    id: &'a str,
    place: usize,
    input: &'a Input,
    field: &'a Field,
    /// The calculator's.
    sources: &'a [SourceReference],
}

impl Assumption<'_> {
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

fn assumption(one: &Assumption<'_>) -> Tag {
    let Assumption {
        place,
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
            .button("choice", CalculatorAction::Choose(place, choice.value))
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
        let button = one.button("quiet assumption__reset", CalculatorAction::Reset(place));
        let words = format!("Vores tal: {}. Brug det igen", one.print(input.likely));
        with_icon(button, Icon::Again, &words)
    });
    let problem = field
        .problem
        .map(|problem| {
            // The result still shows the last good number, and says so.
            complaint(problem, Some(input))
                + " Vi regner videre med det sidste tal, der gav mening."
        })
        .unwrap_or_default();
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
        .child(
            origin(kind, note)
                .set("id", part("-origin"))
                .child((!changed).then(|| references(one.sources, &input.sources))),
        )
        .child(reset)
}

fn number_field(one: &Assumption<'_>, name: &str) -> Tag {
    let Assumption {
        cx,
        id,
        place,
        input,
        field,
        ..
    } = *one;
    let typed = {
        let id = id.to_owned();
        move |text| Message::Calculator(id.clone(), CalculatorAction::Type(place, text))
    };
    let unit = match &input.shown_unit_one {
        Some(unit) if one.number() == Decimal::ONE => unit,
        _ => &input.shown_unit,
    };
    let step = |class, mark, up, verb: &str| {
        one.button(class, CalculatorAction::Step(place, up))
            .set("aria-label", format!("{verb}: {}", input.label))
            .child(icon(mark))
    };
    let field = tag("input")
        .set("id", name)
        .set("type", "text")
        .set("inputmode", "decimal")
        .set("autocomplete", "off")
        .set(
            "aria-describedby",
            format!("{name}-help {name}-error {name}-span {name}-origin"),
        )
        .set_some("aria-invalid", field.problem.map(|_| "true"))
        .value(&field.text)
        .on_input(cx.send, typed)
        .on_blur(
            cx.send,
            Message::Calculator(id.to_owned(), CalculatorAction::Leave(place)),
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

/// What is said about a text that cannot be used as a number, nor as that of
/// the input that it sets, if it sets one.
pub(super) fn complaint(problem: Problem, input: Option<&Input>) -> String {
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
