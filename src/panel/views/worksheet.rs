//! A worksheet: its fields, what its calculator computes, saving and printing, and the hand-out.

use yew::prelude::*;

use super::super::worksheet::{
    FieldState, GuardedAction, MAX_TEXT, WorksheetAction, WorksheetState,
};
use super::super::{ExportAction, ExportStatus, Message, WorksheetStatus};
use super::assumptions::error_message;
use super::context::ViewContext;
use super::export::NOT_PRINTED;
use super::icons::Icon;
use super::parts::{muted, paragraph, with_icon};
use super::tag::{Tag, classed, copied, tag};
use crate::catalogue::{FieldSize, Input, WorksheetField, WorksheetSection};

/// A worksheet's screen.
pub(super) fn worksheet(cx: &ViewContext<'_>, state: &WorksheetState) -> Html {
    let definition = &state.definition;
    let title = cx.title(0, "title worksheet__title", &definition.title);
    let begin = classed("div", "actions")
        .child(action(
            cx,
            GuardedAction::Open,
            Icon::Source,
            "Åbn en gemt fil",
        ))
        .child(print(cx));
    let end = classed("div", "actions")
        .child(with_icon(
            guarded(cx, "button", GuardedAction::Save),
            Icon::Down,
            "Gem som fil",
        ))
        .child(print(cx))
        .child(action(cx, GuardedAction::Clear, Icon::Cross, "Ryd alt"));
    let head = classed("div", "calculator__head")
        .child(cx.state.leads_back().then(|| {
            with_icon(
                guarded(cx, "quiet back", GuardedAction::Leave),
                Icon::Left,
                cx.back_label(),
            )
        }))
        .child(title)
        .child(paragraph("lead", &definition.lead))
        .child(notice(state))
        .child(paragraph(
            "muted",
            "Det, du skriver, bliver på din skærm. Gem det som en fil, hvis du skal bruge det igen.",
        ))
        .child(begin)
        .child(question_and_status(cx, state, true));
    let mut form = classed("form", "worksheet__form").never_submitted(cx.send);
    // The states come in the order of the fields.
    let mut states = state.fields.iter().enumerate();
    for section in &definition.sections {
        let words = tag("div")
            .child(cx.heading(1).text(&section.title))
            .child(muted("", &section.help));
        let mut fields = tag("div");
        for (definition, (index, field_state)) in section.fields.iter().zip(&mut states) {
            let input = field_state.input(state.compiled.as_deref());
            fields = fields.child(field(cx, index, definition, field_state, input));
        }
        let fields = fields.child(computed(state, section));
        form = form.child(classed("section", "box").child(words).child(fields));
    }
    let foot = tag("div")
        .child(end)
        .child(question_and_status(cx, state, false));
    let entry = definition.entry.as_ref();
    let card = entry.and_then(|id| cx.loaded.catalogue.card(id));
    classed("div", "worksheet")
        .set("part", "page")
        .set_some("data-arena", card.and_then(|card| cx.arena(card)))
        .child(head)
        .child(form)
        .child(foot)
        .child(cx.state.export.printing.then(|| handout(state)))
        .into()
}

fn button(cx: &ViewContext<'_>, class: &'static str, action: WorksheetAction) -> Tag {
    cx.button(class, Message::Worksheet(action))
}

/// A button for an action that may ask first. The focus returns to it when the question is answered.
fn guarded(cx: &ViewContext<'_>, class: &'static str, way: GuardedAction) -> Tag {
    button(cx, class, WorksheetAction::Try(way)).set("data-action", way.name())
}

fn action(cx: &ViewContext<'_>, to: GuardedAction, mark: Icon, words: &'static str) -> Tag {
    with_icon(guarded(cx, "action", to), mark, words)
}

fn print(cx: &ViewContext<'_>) -> Tag {
    with_icon(
        cx.button("action", Message::Export(ExportAction::Print)),
        Icon::Printer,
        "Udskriv",
    )
}

fn notice(state: &WorksheetState) -> Option<Tag> {
    let words = state.definition.notice.as_ref()?;
    Some(paragraph("worksheet__notice", words))
}

/// The question and the status of an action, beside the buttons that they belong to: those at the top, or those at the
/// end.
fn question_and_status(cx: &ViewContext<'_>, state: &WorksheetState, top: bool) -> Tag {
    let here = matches!(state.action, GuardedAction::Leave | GuardedAction::Open) == top;
    let (words, sure) = match state.action {
        GuardedAction::Leave | GuardedAction::Save => (
            "Du har ikke gemt det, du har skrevet. Det står her, til siden bliver lukket. Så er det væk.",
            "Gå uden at gemme",
        ),
        GuardedAction::Open => (
            "Du har ikke gemt det, du har skrevet. Åbner du en fil, kommer den i stedet.",
            "Åbn uden at gemme",
        ),
        GuardedAction::Clear => (
            "Vil du slette alt, hvad du har skrevet på arket?",
            "Slet alt",
        ),
    };
    let save = button(cx, "button", WorksheetAction::Try(GuardedAction::Save)).text("Gem som fil");
    let question = || {
        classed("div", "box question")
            .set("role", "group")
            .set("tabindex", "-1")
            .set("aria-labelledby", "question")
            .child(tag("p").set("id", "question").text(words))
            .child(
                classed("div", "buttons")
                    .child(state.unsaved.then_some(save))
                    .child(button(cx, "button button--second", WorksheetAction::Confirm).text(sure))
                    .child(
                        // `engine.js` clicks it when Escape is pressed.
                        button(cx, "button button--second", WorksheetAction::Cancel)
                            .flag("data-escape", true)
                            .text("Bliv her"),
                    ),
            )
    };
    let status = state.status.as_ref().filter(|_| here);
    let not_printed = here && cx.state.export.status == Some(ExportStatus::NotPrinted);
    let words = match status {
        _ if not_printed => NOT_PRINTED.to_owned(),
        Some(status) => status.words(),
        None => String::new(),
    };
    let told = paragraph("actions__told", words)
        .set("role", "status")
        .flag(
            "data-refused",
            not_printed || status.is_some_and(WorksheetStatus::is_refusal),
        );
    tag("div")
        .child((here && state.asking).then(question))
        .child(told)
}

/// What the calculator computes. Screen readers announce the sentences that change.
fn computed(state: &WorksheetState, section: &WorksheetSection) -> Option<Tag> {
    let missing = state
        .results
        .is_none()
        .then(|| paragraph("muted", "Vi regner, når du har skrevet alle tallene."));
    let computed = classed("div", "worksheet__computed")
        .set("role", "status")
        .set("aria-atomic", "false")
        .child(missing);
    // Without a calculator there is nothing to compute.
    let sayable = section.computed.first().and_then(|first| state.say(first));
    sayable.map(|_| said(computed, state, &section.computed))
}

fn said(mut to: Tag, state: &WorksheetState, sentences: &[String]) -> Tag {
    for sentence in sentences {
        to = to.child(tag("p").text(state.say(sentence).unwrap_or_default()));
    }
    to
}

/// A field, by its index among those of all sections, with the calculator's input that it fills.
fn field(
    cx: &ViewContext<'_>,
    index: usize,
    field: &WorksheetField,
    state: &FieldState,
    input: Option<&Input>,
) -> Tag {
    let id = |part: &str| part.to_owned() + &index.to_string();
    let (name, help, error) = (id("field"), id("help"), id("error"));
    let described = format!("{help} {error}");
    let words = muted("", &field.help).map(|words| words.set("id", help));
    let problem = state
        .shown
        .map(|problem| error_message(problem, &state.text, input));
    let problem = paragraph("assumption__error", problem.unwrap_or_default())
        .set("id", error)
        .set("role", "alert");
    let (kind, class) = match field.size {
        FieldSize::Text => ("textarea", "room"),
        FieldSize::Line => ("input", "room"),
        FieldSize::Date | FieldSize::Number => ("input", "room room--short"),
    };
    let decimal = (field.size == FieldSize::Number).then_some("decimal");
    // The browser must not remember it for other forms.
    let room = classed(kind, class)
        .set("id", &name)
        .set("autocomplete", "off")
        .set("maxlength", MAX_TEXT.to_string())
        .set("aria-describedby", described)
        .set_some("inputmode", decimal)
        .set_some("aria-invalid", state.shown.map(|_| "true"))
        .value(&state.text)
        .on_input(cx.send, move |text| {
            Message::Worksheet(WorksheetAction::Type(index, text))
        });
    classed("div", "worksheet__field")
        .child(tag("label").set("for", name).text(&field.label))
        .child(words)
        .child(
            classed("div", "worksheet__room")
                .child(room)
                .child(unit(input)),
        )
        .child(problem)
}

/// The unit of a field that the calculator uses.
fn unit(input: Option<&Input>) -> Option<Tag> {
    Some(tag("span").text(&input?.shown_unit))
}

/// The hand-out: the texts, and empty lines where there are none. When it is printed, `data-today` is filled with the
/// date.
fn handout(state: &WorksheetState) -> Tag {
    let definition = &state.definition;
    let today = tag("time").flag("data-today", true);
    let mut handout = classed("div", "handout")
        .set("data-title", &definition.title)
        .child(tag("h1").text(&definition.title))
        .child(notice(state));
    let mut fields = state.fields.iter();
    for section in &definition.sections {
        let mut lines = classed("div", "worksheet__lines");
        for (field, field_state) in section.fields.iter().zip(&mut fields) {
            lines = lines.child(on_paper(state, field, field_state));
        }
        let section_on_paper = tag("section")
            .child(tag("h2").text(&section.title))
            .child(lines);
        // Without all numbers, a sentence with one says nothing.
        let mut sentences = section.computed.clone();
        sentences.retain(|sentence| state.results.is_some() || !sentence.contains('{'));
        handout = handout.child(said(section_on_paper, state, &sentences));
    }
    handout
        .child(notice(state))
        .child(paragraph("muted", "Udskrevet ").child(today))
}

fn on_paper(state: &WorksheetState, field: &WorksheetField, field_state: &FieldState) -> Tag {
    let text = field_state.text.trim();
    let lines = match (text, field.size) {
        ("", FieldSize::Text) => 3,
        ("", _) => 1,
        _ => 0,
    };
    let help = field.help.as_ref().filter(|_| text.is_empty());
    tag("div")
        .child(tag("strong").text(&field.label))
        .child(help.map(|help| tag("small").text(help)))
        .child((lines == 0).then(|| tag("p").text(copied(text))))
        .child(unit(field_state.input(state.compiled.as_deref())))
        .children((0..lines).map(|_| tag("hr")))
}
