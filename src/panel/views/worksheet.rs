//! A worksheet: its fields to fill in, what the calculator says to them, the
//! ways to take it along, and the pages for the printer.

use yew::prelude::*;

use super::super::paper::{Blank, LONGEST, Paper, PaperTouch, Way};
use super::super::{Hand, Message};
use super::calculator::complaint;
use super::icons::Icon;
use super::parts::{Scene, arena, muted, paragraph, with_icon};
use super::tag::{Tag, classed, tag};
use crate::catalogue::{FieldSize, WorksheetField, WorksheetSection};

/// A worksheet's screen.
pub(super) fn worksheet(scene: &Scene<'_>, paper: &Paper) -> Html {
    let sheet = &paper.worksheet;
    let title = scene.title(0, "title worksheet__title", &sheet.title);
    let begin = classed("div", "actions")
        .child(action(scene, Way::Open, Icon::Source, "Åbn en gemt fil"))
        .child(print(scene));
    let end = classed("div", "actions")
        .child(with_icon(
            way(scene, "button", Way::Save),
            Icon::Down,
            "Gem som fil",
        ))
        .child(print(scene))
        .child(action(scene, Way::Clear, Icon::Cross, "Ryd alt"));
    let head = classed("div", "calculator__head")
        .child(with_icon(
            way(scene, "quiet back", Way::Leave),
            Icon::Left,
            &scene.way_back(),
        ))
        .child(title)
        .child(paragraph("lead", &sheet.lead))
        .child(notice(paper))
        .child(paragraph(
            "muted",
            "Det, du skriver, bliver på din skærm. Gem det som en fil, hvis du skal bruge det igen.",
        ))
        .child(begin)
        .child(talk(scene, paper, true));
    let mut form = classed("form", "worksheet__form").never_submitted(scene.send);
    let mut place = 0;
    for section in &sheet.sections {
        let words = tag("div")
            .child(scene.heading(1).text(&section.title))
            .child(muted("", &section.help));
        let mut fields = tag("div");
        for field in &section.fields {
            fields = fields.child(self::field(scene, paper, field, place));
            place += 1;
        }
        let fields = fields.child(computed(paper, section));
        form = form.child(classed("section", "box").child(words).child(fields));
    }
    let foot = tag("div").child(end).child(talk(scene, paper, false));
    let entry = sheet.entry.as_ref();
    let card = entry.and_then(|id| scene.shelf.catalogue.card(id));
    classed("div", "worksheet")
        .set_some("data-arena", card.and_then(arena))
        .child(head)
        .child(form)
        .child(foot)
        .child(scene.state.handing.paper.then(|| handout(paper)))
        .into()
}

fn touch(scene: &Scene<'_>, class: &'static str, touch: PaperTouch) -> Tag {
    scene.button(class, Message::Paper(touch))
}

/// A button that the focus comes back to when what it asks was answered.
fn way(scene: &Scene<'_>, class: &'static str, way: Way) -> Tag {
    touch(scene, class, PaperTouch::Try(way)).set("data-way", way.name())
}

fn action(scene: &Scene<'_>, to: Way, mark: Icon, words: &'static str) -> Tag {
    with_icon(way(scene, "action", to), mark, words)
}

fn print(scene: &Scene<'_>) -> Tag {
    with_icon(
        scene.button("action", Message::Hand(Hand::Paper)),
        Icon::Printer,
        "Udskriv",
    )
}

fn notice(paper: &Paper) -> Option<Tag> {
    let words = paper.worksheet.notice.as_ref()?;
    Some(paragraph("worksheet__notice", words))
}

/// The question and what is told, beside the buttons that they belong to: those
/// at the top, or those at the end.
fn talk(scene: &Scene<'_>, paper: &Paper, top: bool) -> Tag {
    let here = matches!(paper.way, Way::Leave | Way::Open) == top;
    let (words, sure) = match paper.way {
        Way::Leave | Way::Save => (
            "Du har ikke gemt det, du har skrevet. Det står her, til siden bliver lukket. Så er det væk.",
            "Gå uden at gemme",
        ),
        Way::Open => (
            "Du har ikke gemt det, du har skrevet. Åbner du en fil, kommer den i stedet.",
            "Åbn uden at gemme",
        ),
        Way::Clear => (
            "Vil du slette alt, hvad du har skrevet på arket?",
            "Slet alt",
        ),
    };
    let save = touch(scene, "button", PaperTouch::Try(Way::Save)).text("Gem som fil");
    let question = || {
        classed("div", "box question")
            .set("role", "group")
            .set("tabindex", "-1")
            .set("aria-labelledby", "question")
            .child(tag("p").set("id", "question").text(words))
            .child(
                classed("div", "buttons")
                    .child(paper.unsaved.then_some(save))
                    .child(touch(scene, "button button--second", PaperTouch::Sure).text(sure))
                    .child(
                        // The engine's script presses it when somebody presses Esc.
                        touch(scene, "button button--second", PaperTouch::Stay)
                            .flag("data-escape", true)
                            .text("Bliv her"),
                    ),
            )
    };
    let told = paragraph("actions__told", if here { paper.told.as_str() } else { "" })
        .set("role", "status")
        .flag("data-refused", paper.refused);
    tag("div")
        .child((here && paper.asking).then(question))
        .child(told)
}

/// What the calculator says; it is read aloud sentence by sentence, and only
/// those that changed.
fn computed(paper: &Paper, section: &WorksheetSection) -> Option<Tag> {
    let missing = paper
        .results
        .is_none()
        .then(|| paragraph("muted", "Vi regner, når du har skrevet alle tallene."));
    let computed = classed("div", "worksheet__computed")
        .set("role", "status")
        .set("aria-atomic", "false")
        .child(missing);
    // Without its calculator there is nothing to say.
    let sayable = section.computed.first().and_then(|first| paper.say(first));
    sayable.map(|_| said(computed, paper, section))
}

fn said(mut to: Tag, paper: &Paper, section: &WorksheetSection) -> Tag {
    for sentence in &section.computed {
        to = to.child(tag("p").text(paper.say(sentence).unwrap_or_default()));
    }
    to
}

fn field(scene: &Scene<'_>, paper: &Paper, field: &WorksheetField, place: usize) -> Option<Tag> {
    let blank = paper.blanks.get(place)?;
    let id = |part: &str| part.to_owned() + &place.to_string();
    let (name, help, error) = (id("field"), id("help"), id("error"));
    let described = format!("{help} {error}");
    let input = paper.input(blank);
    let words = muted("", &field.help).map(|words| words.set("id", help));
    let problem = blank.problem.map(|problem| complaint(problem, input));
    let problem = paragraph("assumption__error", problem.unwrap_or_default())
        .set("id", error)
        .set("role", "alert");
    let (kind, class) = match field.size {
        FieldSize::Text => ("textarea", "room"),
        FieldSize::Line => ("input", "room"),
        FieldSize::Date | FieldSize::Number => ("input", "room room--short"),
    };
    let decimal = (field.size == FieldSize::Number).then_some("decimal");
    // The browser is not to remember it for other forms.
    let room = classed(kind, class)
        .set("id", &name)
        .set("autocomplete", "off")
        .set("maxlength", LONGEST.to_string())
        .set("aria-describedby", described)
        .set_some("inputmode", decimal)
        .set_some("aria-invalid", blank.problem.map(|_| "true"))
        .value(&blank.text)
        .on_input(scene.send, move |text| {
            Message::Paper(PaperTouch::Type(place, text))
        });
    let field = classed("div", "worksheet__field")
        .child(tag("label").set("for", name).text(&field.label))
        .child(words)
        .child(
            classed("div", "worksheet__room")
                .child(room)
                .child(unit(paper, blank)),
        )
        .child(problem);
    Some(field)
}

/// What is counted in a field that the calculator uses.
fn unit(paper: &Paper, blank: &Blank) -> Option<Tag> {
    let input = paper.input(blank)?;
    Some(tag("span").text(&input.shown_unit))
}

/// The worksheet on paper: what was written, and lines to write on where
/// nothing was. `data-today` is filled with the day when it is printed.
fn handout(paper: &Paper) -> Tag {
    let sheet = &paper.worksheet;
    let today = tag("time").flag("data-today", true);
    let mut handout = classed("div", "handout")
        .set("data-title", &sheet.title)
        .child(tag("h1").text(&sheet.title))
        .child(notice(paper));
    // The blanks come in the order of the fields.
    let mut blanks = paper.blanks.iter();
    for section in &sheet.sections {
        let mut lines = classed("div", "worksheet__lines");
        for (field, blank) in section.fields.iter().zip(&mut blanks) {
            lines = lines.child(on_paper(paper, field, blank));
        }
        let section_on_paper = tag("section")
            .child(tag("h2").text(&section.title))
            .child(lines);
        handout = handout.child(said(section_on_paper, paper, section));
    }
    handout
        .child(notice(paper))
        .child(paragraph("muted", "Udskrevet ").child(today))
}

fn on_paper(paper: &Paper, field: &WorksheetField, blank: &Blank) -> Tag {
    let text = blank.text.trim();
    let lines = match (text, field.size) {
        ("", FieldSize::Text) => 3,
        ("", _) => 1,
        _ => 0,
    };
    let help = field.help.as_ref().filter(|_| text.is_empty());
    tag("div")
        .child(tag("strong").text(&field.label))
        .child(help.map(|help| tag("small").text(help)))
        .child((lines == 0).then(|| tag("p").text(text)))
        .child(unit(paper, blank))
        .children((0..lines).map(|_| tag("hr")))
}
