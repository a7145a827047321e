//! The page of one entry: problem, solution, fact; how it is done, what it means, what it takes, what is known, where
//! to turn, and the sources.

use yew::prelude::*;

use super::super::Message;
use super::super::labels::{label, labels, names, small_first};
use super::context::ViewContext;
use super::icons::{Icon, icon};
use super::parts::{
    Badge, badge, described, external_link, muted, origin, paragraph, shape, small, with_icon,
    with_paragraphs,
};
use super::sources::{references, source_list};
use super::tag::{Tag, classed, copied, tag, text};
use crate::calculator::fits;
use crate::catalogue::{
    Basis, Calculator, Card, CostFigure, Entry, Examination, ImpactLevel, Json, Kind, Passage,
    Term, read,
};
use crate::danish::print_number;
use crate::join::join;
use crate::number::Decimal;

/// An entry's page.
pub(super) fn concept(cx: &ViewContext<'_>, card: &Card, entry: &Entry) -> Html {
    let read = classed("div", "text")
        .child(steps(cx, entry))
        .child(outcomes(cx, entry))
        .child(next_step(cx, entry))
        .child(requirements(cx, entry))
        .child(facts(cx, entry));
    let page = classed("article", "concept")
        .set("part", "page")
        .set_some("data-arena", cx.arena(card))
        .set("data-entry", &entry.id)
        .child(cx.back())
        .child(head(cx, card))
        .child(chain(cx, entry))
        .child(
            classed("div", "columns")
                .child(read)
                .child(aside(cx, entry)),
        );
    let page = calculators(page, cx, entry);
    worksheets(page, cx, entry)
        .child(effects(cx, entry))
        .child(part(cx, "Kilder").child(source_list(cx, &entry.sources)))
        .child(related(cx, entry))
        .into()
}

fn head(cx: &ViewContext<'_>, entry: &Card) -> Tag {
    let who = tag("p")
        .child(classed("span", "card__arena").text(cx.arena_and_kind(entry)))
        .child(classed("span", "card__organisation").text(cx.organisations(entry)));
    let title = cx.title(0, "title concept__title", &entry.title);
    let date = entry
        .described
        .map(|date| paragraph("described", format!("Beskrevet {}", date.in_danish())));
    classed("header", "concept__head")
        .child(who)
        .child(title)
        .child(paragraph("lead", &entry.summary))
        .child(date)
        .child(shape(
            cx.arena(entry).map(String::as_str),
            "shape shape--large",
        ))
}

/// Problem → solution → fact.
fn chain(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let (problem, solution) = match entry.kind {
        Kind::Recommendation => ("Hvorfor?", "Hvad skal der ske?"),
        Kind::Concept | Kind::Project | Kind::Other => ("Problemet", "Løsningen"),
        Kind::Method | Kind::Framework | Kind::Knowledge | Kind::Event => {
            ("Baggrunden", "Det er det")
        }
    };
    let link = |title: &'static str| tag("li").child(cx.heading(1).text(title));
    let passage = |title: &'static str, passage: &Passage| {
        sourced(link(title), entry, &passage.text, &passage.sources)
    };
    let number = |value: &String| classed("strong", "chain__number").text(value);
    let words = |text: &str, sources: &[String]| {
        tag("p")
            .text(copied(text))
            .child(references(&entry.sources, sources))
    };
    let fact = match (&entry.key_figure, entry.facts.first()) {
        (Some(figure), _) => {
            let title = if figure.claimed_by.is_some() {
                "Påstanden"
            } else {
                "Fakta"
            };
            Some(
                link(title)
                    .child(number(&figure.value))
                    .child(words(&figure.text, &figure.sources))
                    .child(muted("Påstået af: ", &figure.claimed_by))
                    .child(muted("Vores kontrol: ", &figure.check)),
            )
        }
        (None, Some(fact)) => Some(
            link("Fakta")
                .child(fact.value.as_ref().map(number))
                .child(words(&fact.text, &fact.sources))
                .child(muted("", &fact.note)),
        ),
        (None, None) => None,
    };
    classed("ol", "chain")
        .child(entry.problem.as_ref().map(|text| passage(problem, text)))
        .child(entry.solution.as_ref().map(|text| passage(solution, text)))
        .child(fact)
}

/// Adds a text's paragraphs, the last with its sources.
fn sourced(to: Tag, entry: &Entry, words: &str, sources: &[String]) -> Tag {
    with_paragraphs(to, words, references(&entry.sources, sources))
}

fn part(cx: &ViewContext<'_>, title: &'static str) -> Tag {
    classed("section", "part").child(cx.heading(1).text(title))
}

fn steps(cx: &ViewContext<'_>, entry: &Entry) -> Option<Tag> {
    if entry.steps.is_empty() {
        return None;
    }
    let mut steps = classed("ol", "steps");
    for step in &entry.steps {
        let title = step.title.as_ref().map(|title| tag("strong").text(title));
        steps = steps.child(tag("li").child(tag("div").child(title).text(&step.text)));
    }
    Some(part(cx, "Sådan gør I").child(steps))
}

/// What it means for citizens, with what was found before what was hoped for.
fn outcomes(cx: &ViewContext<'_>, entry: &Entry) -> Option<Tag> {
    if entry.outcomes.is_empty() {
        return None;
    }
    let mut section = part(cx, "Det betyder det for borgeren");
    for (basis, kind, mark) in &[
        (Basis::Found, Badge::Found, Icon::Tick),
        (Basis::Expected, Badge::Expected, Icon::Right),
    ] {
        let mut rest = Vec::new();
        for outcome in &entry.outcomes {
            if outcome.basis == *basis {
                rest.push(outcome);
            }
        }
        // One list for each who expects or found.
        while let Some(by) = rest.first().map(|outcome| &outcome.by) {
            let mut points = classed("ul", "points");
            let mut others = Vec::new();
            for outcome in &rest {
                if outcome.by != *by {
                    others.push(*outcome);
                    continue;
                }
                let words = tag("span")
                    .text(&outcome.text)
                    .child(references(&entry.sources, &outcome.sources));
                points = points.child(tag("li").child(icon(*mark)).child(words));
            }
            section = section
                .child(origin(*kind, format!("Ifølge {}", small_the(by)), None))
                .child(points);
            rest = others;
        }
    }
    Some(section)
}

/// `Programmet …` and `Kommunen …` are no names: in a sentence they are small.
fn small_the(by: &str) -> String {
    match by.split_once(' ') {
        Some((first, _)) if first.ends_with("et") || first.ends_with("en") => small_first(by),
        _ => by.to_owned(),
    }
}

fn requirements(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let mut section = part(cx, "Det kræver det");
    let Some(requirements) = &entry.requirements else {
        return section.child(origin(
            Badge::Unknown,
            "Kilden siger ikke, hvad det kræver eller koster.",
            None,
        ));
    };
    if let Some(text) = &requirements.text {
        section = sourced(section, entry, text, &requirements.sources);
    }
    let mut figures = None;
    for figure in &requirements.figures {
        let list = figures.unwrap_or_else(|| classed("dl", "figures"));
        figures = Some(list.child(cost(entry, figure)));
    }
    section.child(figures)
}

fn cost(entry: &Entry, figure: &CostFigure) -> Tag {
    // Exactly, since it is calculated with.
    let print = |number: Decimal| match number.places() {
        1 => print_number(number, 2),
        places => print_number(number, places),
    };
    let low = print(figure.amount);
    let range = match figure.high {
        Some(high) => format!("{low}–{}", print(high)),
        None => low,
    };
    let amount = tag("strong").text(format!("{range}\u{a0}{}", figure.unit));
    let value = tag("dd")
        .child(amount)
        .child(references(&entry.sources, &figure.sources))
        .child(small("Prisår: ", &figure.price_year))
        .child(small("Betaler: ", &figure.payer))
        .child(small("Dækker: ", &figure.covers))
        .child(small("Bemærk: ", &figure.excludes));
    described(&figure.label, value)
}

/// The facts that the chain doesn't already show.
fn facts(cx: &ViewContext<'_>, entry: &Entry) -> Option<Tag> {
    let in_chain = usize::from(entry.key_figure.is_none());
    let shown = entry
        .key_figure
        .as_ref()
        .map(|figure| (Some(&figure.value), &figure.text));
    let mut facts = None;
    for fact in entry.facts.iter().skip(in_chain) {
        if shown == Some((fact.value.as_ref(), &fact.text)) {
            continue;
        }
        let value = fact.value.as_ref();
        let text = tag("div")
            .text(&fact.text)
            .child(references(&entry.sources, &fact.sources))
            .child(small("År: ", &fact.year))
            .child(small("", &fact.note));
        let list = facts.unwrap_or_else(|| classed("ul", "facts"));
        facts = Some(
            list.child(
                tag("li")
                    .child(value.map(|value| tag("strong").text(value)))
                    .child(text),
            ),
        );
    }
    Some(part(cx, "Flere fakta").child(facts?))
}

fn next_step(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let section = classed("section", "part next").child(cx.heading(1).text("Hvad kan du gøre nu?"));
    // The host's own.
    let contact = tag("slot").set("name", "contact");
    let Some(step) = &entry.next_step else {
        return section
            .child(tag("p").text("Spørg din kommune, om den har noget, der ligner."))
            .child(contact);
    };
    let way = match (&step.url, &step.organisation) {
        (Some(url), organisation) => Some(external_link(
            url,
            organisation.as_deref().unwrap_or("Læs mere"),
        )),
        (None, Some(organisation)) => Some(text(format!("Spørg hos: {organisation}"))),
        (None, None) => None,
    };
    section
        .child(tag("p").text(&step.text))
        .child(way.map(|way| tag("p").child(way)))
        .child(contact)
}

fn aside(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let words = &cx.loaded.catalogue.head.vocabularies;
    let language = cx.language();
    let line = |title: &'static str, text: String| {
        (!text.is_empty()).then(|| described(title, tag("dd").text(text)))
    };
    let list = |title: &'static str, items: Option<Tag>| {
        items.map(|items| described(title, tag("dd").child(items)))
    };
    let mut groups = None;
    for group in &entry.target_groups {
        groups = with_item(groups, group);
    }
    let mut organisations = None;
    for id in &entry.organisations {
        let name = label(&words.organisations, id, language);
        organisations = with_item(organisations, &name);
    }
    let mut methods = Vec::new();
    for id in &entry.methods {
        let card = cx.loaded.catalogue.card(id);
        methods.push(card.map_or(id, |card| &card.title));
    }
    let mut legal = None;
    for law in &entry.legal {
        let mut words = format!("{} {}", law.act, law.section);
        if let Some(now) = &law.now {
            words.push_str(&format!(" (nu {now})"));
        }
        legal = with_item(legal, &words);
    }
    let mut goals = None;
    for id in &entry.kkr_goals {
        goals = with_item(goals, &label(&words.kkr_goals, id, language));
    }
    let assured = entry.assured.as_ref();
    let rows = tag("dl")
        .child(match groups {
            None => line(
                "Hvem er det for?",
                labels(&words.audiences, &entry.audiences, language),
            ),
            groups => list("Hvem er det for?", groups),
        })
        .child(list("Hvem står bag?", organisations))
        .child(line("Hvor?", names(&words.places, &entry.places, language)))
        .child(described(
            "Hvor langt er det?",
            tag("dd").child(stages(cx, entry)),
        ))
        .child(line("Metoder", join(&methods, ", ")))
        .child(list("Regler", legal))
        .child(list("Kommunernes fælles mål (KKR)", goals))
        .child(assured.and_then(|assured| {
            line(
                "Senest gennemgået",
                format!("{} af {}", assured.date.in_danish(), assured.organisation),
            )
        }))
        .child(
            entry
                .classified_by
                .as_ref()
                .and_then(|by| line("Emnerne er valgt af", by.clone())),
        );
    classed("aside", "box")
        .set("aria-label", format!("Kort om {}", entry.title))
        .child(rows)
}

/// A list with one more item.
#[inline(never)]
fn with_item(list: Option<Tag>, words: &str) -> Option<Tag> {
    let list = list.unwrap_or_else(|| tag("ul"));
    Some(list.child(tag("li").text(copied(words))))
}

fn stages(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let stages = &cx.loaded.catalogue.head.vocabularies.stages;
    let Some(reached) = stages
        .iter()
        .position(|term| Some(&term.id) == entry.stage.as_ref())
    else {
        return badge(Badge::Unknown);
    };
    let language = cx.language();
    let mut points = classed("ol", "stages");
    for (place, stage) in stages.iter().enumerate() {
        let here = place == reached;
        let help = stage.help.as_ref().filter(|_| here);
        let words = tag("span")
            .text(copied(stage.label.in_language(language)))
            .child(help.map(|help| tag("small").text(copied(help.in_language(language)))));
        let point = tag("li")
            .set_some("aria-current", here.then_some("step"))
            .child(words);
        points = points.child(point);
    }
    points
}

/// Adds the entry's own calculators, and those for any entry that its figures fit.
fn calculators(mut to: Tag, cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let catalogue = &cx.loaded.catalogue;
    let card = |id: String, title: &str, lead: &'static str| {
        let button = cx.button("button concept__calculate", Message::OpenCalculator(id));
        let button = with_icon(button, Icon::Calculator, copied(title));
        way_on(cx, "Hvad ville det koste hos jer?", lead, button)
    };
    for id in &entry.calculators {
        if let Some(title) = catalogue.calculator_title(id) {
            let lead = "Skift tallene ud med jeres egne, og se, hvad der skal til.";
            to = to.child(card(id.clone(), title, lead));
        }
    }
    for json in catalogue.calculators() {
        if !matches!(json.get("forAnyEntry"), Some(Json::Bool(true))) {
            continue;
        }
        if let Ok(calculator) = read::<Calculator>(json)
            && fits(&calculator, entry)
            && !entry.calculators.contains(&calculator.id)
        {
            let id = format!("{}@{}", calculator.id, entry.id);
            let lead = "Beregneren starter med tallene herfra. Ret dem til jeres egne.";
            to = to.child(card(id, &calculator.title, lead));
        }
    }
    to
}

/// Adds the entry's worksheets.
fn worksheets(mut to: Tag, cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    for id in &entry.worksheets {
        if let Some(worksheet) = cx.loaded.catalogue.worksheet(id) {
            let button = cx.button("button concept__fill", Message::OpenWorksheet(worksheet.id));
            let button = with_icon(button, Icon::Source, &worksheet.title);
            let lead = "Skriv det her. Så kan du printe det eller gemme det som en fil.";
            to = to.child(way_on(cx, "Lav dit eget", lead, button));
        }
    }
    to
}

/// A card that leads on to something to do.
fn way_on(cx: &ViewContext<'_>, title: &'static str, lead: &'static str, button: Tag) -> Tag {
    let words = tag("div")
        .child(cx.heading(1).text(title))
        .child(tag("p").text(lead));
    classed("div", "calculate-card").child(words).child(button)
}

/// What is known of the effect, as stairs of four steps.
fn effects(cx: &ViewContext<'_>, entry: &Entry) -> Tag {
    let mut section = part(cx, "Det ved vi om virkningen");
    let Some(effects) = &entry.effects else {
        return section.child(origin(
            Badge::Unknown,
            "Kilden siger ikke, om virkningen er undersøgt.",
            None,
        ));
    };
    if let Some(text) = &effects.text {
        section = sourced(section, entry, text, &effects.sources);
    }
    if effects.levels.is_empty() {
        return section.child(None::<Tag>);
    }
    let mut stairs = classed("ol", "impact");
    for level in &cx.loaded.catalogue.head.vocabularies.impact_levels {
        let found = effects.levels.iter().find(|found| found.level == level.id);
        stairs = stairs.child(impact(cx, level, found));
    }
    section.child(stairs)
}

fn impact(cx: &ViewContext<'_>, level: &Term, found: Option<&ImpactLevel>) -> Tag {
    let language = cx.language();
    let (state, mark) = match found.map(|found| found.state) {
        Some(Examination::Examined) => ("examined", Badge::Examined),
        Some(Examination::Ongoing) => ("ongoing", Badge::Ongoing),
        Some(Examination::NotExamined) => ("notExamined", Badge::NotExamined),
        None => ("unknown", Badge::Unknown),
    };
    let help = level.help.as_ref().map(|help| help.in_language(language));
    let words = found
        .and_then(|found| found.text.as_deref())
        .or(help)
        .unwrap_or_default();
    let by = found.and_then(|found| small("", &found.by));
    tag("li")
        .set("data-state", state)
        .child(
            cx.heading(2)
                .text(copied(level.label.in_language(language))),
        )
        .child(tag("p").text(copied(words)))
        .child(by.map(|by| tag("p").child(by)))
        .child(badge(mark))
}

fn related(cx: &ViewContext<'_>, entry: &Entry) -> Option<Tag> {
    let mut related = None;
    let known = |id: &String| cx.loaded.catalogue.card(id);
    for other in entry.related.iter().filter_map(known).take(3) {
        let place = classed("span", "mini__arena")
            .child(shape(
                cx.arena(other).map(String::as_str),
                "shape shape--small",
            ))
            .text(cx.arena_and_kind(other));
        let title = cx
            .heading(2)
            .child(cx.entry_link("mini__link", other).text(&other.title));
        let mini = classed("li", "mini")
            .set_some("data-arena", cx.arena(other))
            .child(place)
            .child(title)
            .child(tag("p").text(&other.summary));
        let list = related.unwrap_or_else(|| classed("ul", "related"));
        related = Some(list.child(mini));
    }
    Some(part(cx, "Idéer, der minder om denne").child(related?))
}
