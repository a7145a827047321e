//! The page of one entry: problem, solution, fact; how it is done, what it
//! means, what it takes, what is known, where to turn, and where it all stands.

use yew::prelude::*;

use super::super::Message;
use super::super::text::{label, labels, results, small_first};
use super::card::step;
use super::icons::{Icon, icon};
use super::parts::{
    Badge, Scene, arena, badge, origin, outward, paragraph, paragraphs, shape, unseen,
};
use super::tag::{Tag, classed, tag, text};
use crate::calculator::fits;
use crate::catalogue::{
    Basis, Calculator, Card, CostFigure, Entry, Examination, Fact, ImpactLevel, Json, Kind,
    Passage, SourceReference, Term, read,
};
use crate::danish::print_number;
use crate::join::join;
use crate::number::Decimal;

/// An entry's page.
pub(super) fn concept(scene: &Scene<'_>, card: &Card, entry: &Entry) -> Html {
    let read = classed("div", "text")
        .child(steps(scene, entry))
        .child(outcomes(scene, entry))
        .child(next_step(scene, entry))
        .child(requirements(scene, entry))
        .child(facts(scene, entry));
    classed("article", "concept")
        .set_some("data-arena", arena(card))
        .set("data-entry", &entry.id)
        .child(back(scene))
        .child(head(scene, card))
        .child(chain(scene, entry))
        .child(
            classed("div", "columns")
                .child(read)
                .child(aside(scene, entry)),
        )
        .children(calculators(scene, entry))
        .children(worksheets(scene, entry))
        .child(effects(scene, entry))
        .child(part(scene, "Kilder").child(source_list(scene, &entry.sources)))
        .child(related(scene, entry))
        .into()
}

fn back(scene: &Scene<'_>) -> Tag {
    let words = if scene.state.is_narrowed() {
        format!(
            "Tilbage til {}",
            small_first(&results(scene.state.answers.entries.len()))
        )
    } else {
        "Tilbage til kataloget".to_owned()
    };
    scene
        .button("quiet back", Message::Back)
        .child(icon(Icon::Left))
        .text(words)
}

fn head(scene: &Scene<'_>, entry: &Card) -> Tag {
    let who = tag("p")
        .child(classed("span", "card__arena").text(scene.arena_and_kind(entry)))
        .child(classed("span", "card__organisation").text(scene.organisations(entry)));
    let title = scene
        .heading(0)
        .set("class", "title concept__title")
        .set("tabindex", "-1")
        .text(&entry.title);
    let described = entry
        .described
        .map(|date| paragraph("described", format!("Beskrevet {}", date.in_danish())));
    classed("header", "concept__head")
        .child(who)
        .child(title)
        .child(paragraph("lead", &entry.summary))
        .child(described)
        .child(shape(
            entry.arenas.first().map(String::as_str),
            "shape shape--large",
        ))
}

/// Problem → solution → fact.
fn chain(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let (problem, solution) = match entry.kind {
        Kind::Recommendation => ("Hvorfor?", "Hvad skal der ske?"),
        Kind::Concept | Kind::Project | Kind::Other => ("Problemet", "Løsningen"),
        Kind::Method | Kind::Framework | Kind::Knowledge | Kind::Event => {
            ("Baggrunden", "Det er det")
        }
    };
    let link = |title: &'static str| tag("li").child(scene.heading(1).text(title));
    let passage = |title: &'static str, passage: &Passage| {
        link(title).children(sourced(entry, &passage.text, &passage.sources))
    };
    let fact = match (&entry.key_figure, entry.facts.first()) {
        (Some(figure), _) => {
            let title = if figure.claimed_by.is_some() {
                "Påstanden"
            } else {
                "Fakta"
            };
            let by = figure
                .claimed_by
                .as_ref()
                .map(|by| paragraph("muted", format!("Påstået af: {by}")));
            let check = figure
                .check
                .as_ref()
                .map(|check| paragraph("muted", format!("Vores kontrol: {check}")));
            let number = classed("strong", "chain__number").text(&figure.value);
            let words = tag("p")
                .text(&figure.text)
                .child(references(&entry.sources, &figure.sources));
            Some(
                link(title)
                    .child(number)
                    .child(words)
                    .child(by)
                    .child(check),
            )
        }
        (None, Some(fact)) => {
            let number = fact
                .value
                .as_ref()
                .map(|value| classed("strong", "chain__number").text(value));
            let words = tag("p")
                .text(&fact.text)
                .child(references(&entry.sources, &fact.sources));
            let note = fact.note.as_ref().map(|note| paragraph("muted", note));
            Some(link("Fakta").child(number).child(words).child(note))
        }
        (None, None) => None,
    };
    classed("ol", "chain")
        .child(entry.problem.as_ref().map(|text| passage(problem, text)))
        .child(entry.solution.as_ref().map(|text| passage(solution, text)))
        .child(fact)
}

/// A text's paragraphs, the last with its sources.
fn sourced(entry: &Entry, words: &str, sources: &[String]) -> Vec<Tag> {
    let mut paragraphs = paragraphs(words);
    if let Some(last) = paragraphs.pop() {
        paragraphs.push(last.child(references(&entry.sources, sources)));
    }
    paragraphs
}

/// Numbers that point to the list of sources.
pub(super) fn references(sources: &[SourceReference], keys: &[String]) -> Option<Tag> {
    let places = keys
        .iter()
        .filter_map(|key| sources.iter().position(|source| source.key() == key));
    let numbers: Vec<String> = places.map(|place| (place + 1).to_string()).collect();
    (!numbers.is_empty()).then(|| {
        classed("sup", "ref")
            .child(unseen(" Kilde "))
            .text(join(&numbers, ", "))
    })
}

fn part(scene: &Scene<'_>, title: &'static str) -> Tag {
    classed("section", "part").child(scene.heading(1).text(title))
}

fn steps(scene: &Scene<'_>, entry: &Entry) -> Option<Tag> {
    let steps = entry.steps.iter().map(|step| {
        let title = step.title.as_ref().map(|title| tag("strong").text(title));
        tag("li").child(tag("div").child(title).text(&step.text))
    });
    let steps = classed("ol", "steps").children(steps);
    (!entry.steps.is_empty()).then(|| part(scene, "Sådan gør I").child(steps))
}

/// What it means for citizens, with what was found before what was hoped for.
fn outcomes(scene: &Scene<'_>, entry: &Entry) -> Option<Tag> {
    let mut section = part(scene, "Det betyder det for borgeren");
    for (basis, kind, mark) in [
        (Basis::Found, Badge::Found, Icon::Tick),
        (Basis::Expected, Badge::Expected, Icon::Right),
    ] {
        // One list for each who expects or found.
        let mut rest: Vec<_> = entry
            .outcomes
            .iter()
            .filter(|outcome| outcome.basis == basis)
            .collect();
        while let Some(by) = rest.first().map(|outcome| outcome.by.clone()) {
            let (these, others): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|outcome| outcome.by == by);
            rest = others;
            let points = these.into_iter().map(|outcome| {
                let words = tag("span")
                    .text(&outcome.text)
                    .child(references(&entry.sources, &outcome.sources));
                tag("li").child(icon(mark)).child(words)
            });
            section = section
                .child(origin(kind, format!("Ifølge {}", small_the(&by))))
                .child(classed("ul", "points").children(points));
        }
    }
    (!entry.outcomes.is_empty()).then_some(section)
}

/// `Programmet …` and `Kommunen …` are no names: in a sentence they are small.
fn small_the(by: &str) -> String {
    match by.split_once(' ') {
        Some((first, _)) if first.ends_with("et") || first.ends_with("en") => small_first(by),
        _ => by.to_owned(),
    }
}

fn requirements(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let section = part(scene, "Det kræver det");
    let Some(requirements) = &entry.requirements else {
        return section.child(origin(
            Badge::Unknown,
            "Kilden siger ikke, hvad det kræver eller koster.",
        ));
    };
    let figures = requirements
        .figures
        .iter()
        .map(|figure| cost(entry, figure));
    let figures = classed("dl", "figures").children(figures);
    section
        .children(
            requirements
                .text
                .iter()
                .flat_map(|text| sourced(entry, text, &requirements.sources)),
        )
        .child((!requirements.figures.is_empty()).then_some(figures))
}

fn cost(entry: &Entry, figure: &CostFigure) -> Tag {
    let print = |number: Decimal| print_number(number, if number.is_whole() { 0 } else { 2 });
    let low = print(figure.amount);
    let range = figure
        .high
        .map(|high| format!("{low}–{}", print(high)))
        .unwrap_or(low);
    let detail = |name: &'static str, text: &Option<String>| {
        text.as_ref()
            .map(|text| tag("small").text(format!("{name}: {text}")))
    };
    let amount = tag("strong").text(format!("{range}\u{a0}{}", figure.unit));
    let value = tag("dd")
        .child(amount)
        .child(references(&entry.sources, &figure.sources))
        .child(detail("Prisår", &figure.price_year))
        .child(detail("Betaler", &figure.payer))
        .child(detail("Dækker", &figure.covers))
        .child(detail("Bemærk", &figure.excludes));
    tag("div").child(tag("dt").text(&figure.label)).child(value)
}

/// The facts that the chain doesn't already show.
fn facts(scene: &Scene<'_>, entry: &Entry) -> Option<Tag> {
    let in_chain = usize::from(entry.key_figure.is_none());
    let shown = entry
        .key_figure
        .as_ref()
        .map(|figure| (figure.value.as_str(), figure.text.as_str()));
    let is_new = |fact: &&Fact| {
        shown.is_none_or(|(value, text)| fact.value.as_deref() != Some(value) || fact.text != text)
    };
    let others: Vec<&Fact> = entry.facts.iter().skip(in_chain).filter(is_new).collect();
    if others.is_empty() {
        return None;
    }
    let facts = others.into_iter().map(|fact| {
        let value = tag("dd")
            .text(&fact.text)
            .child(references(&entry.sources, &fact.sources))
            .child(
                fact.year
                    .as_ref()
                    .map(|year| tag("small").text(format!("År: {year}"))),
            )
            .child(fact.note.as_ref().map(|note| tag("small").text(note)));
        let name = fact.value.clone().unwrap_or_else(|| "Også".to_owned());
        tag("div").child(tag("dt").text(name)).child(value)
    });
    Some(part(scene, "Flere fakta").child(classed("dl", "facts").children(facts)))
}

fn next_step(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let section =
        classed("section", "part next").child(scene.heading(1).text("Hvad kan du gøre nu?"));
    let Some(step) = &entry.next_step else {
        return section.child(tag("p").text("Spørg din kommune, om den har noget, der ligner."));
    };
    let way = match (&step.url, &step.organisation) {
        (Some(url), organisation) => {
            Some(outward(url, organisation.as_deref().unwrap_or("Læs mere")))
        }
        (None, Some(organisation)) => Some(text(&format!("Spørg hos: {organisation}"))),
        (None, None) => None,
    };
    section
        .child(tag("p").text(&step.text))
        .child(way.map(|way| tag("p").child(way)))
}

fn aside(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let words = &scene.shelf.catalogue.head.vocabularies;
    let language = scene.language();
    let row =
        |title: &'static str, content: Tag| tag("div").child(tag("dt").text(title)).child(content);
    let line = |title: &'static str, text: String| {
        (!text.is_empty()).then(|| row(title, tag("dd").text(text)))
    };
    let list = |title: &'static str, lines: Vec<String>| {
        let items = tag("ul").children(lines.iter().map(|line| tag("li").text(line)));
        (!lines.is_empty()).then(|| row(title, tag("dd").child(items)))
    };
    let method = |id: &String| {
        scene
            .shelf
            .catalogue
            .card(id)
            .map_or_else(|| id.clone(), |card| card.title.clone())
    };
    let legal = entry.legal.iter().map(|legal| {
        let now = legal
            .now
            .as_ref()
            .map(|now| format!(" (nu {now})"))
            .unwrap_or_default();
        format!("{} {}{now}", legal.act, legal.section)
    });
    let goals = entry
        .kkr_goals
        .iter()
        .map(|goal| format!("{}: {}", goal.area, goal.goal));
    let assured = entry.assured.as_ref();
    let rows = tag("dl")
        .child(match entry.target_groups.as_slice() {
            [] => line(
                "Hvem er det for?",
                labels(&words.audiences, &entry.audiences, language),
            ),
            groups => list("Hvem er det for?", groups.to_vec()),
        })
        .child(list(
            "Hvem står bag?",
            entry
                .organisations
                .iter()
                .map(|id| label(&words.organisations, id, language))
                .collect(),
        ))
        .child(line(
            "Hvor?",
            labels(&words.places, &entry.places, language),
        ))
        .child(row(
            "Hvor langt er det?",
            tag("dd").child(stages(scene, entry)),
        ))
        .child(line(
            "Metoder",
            join(&entry.methods.iter().map(method).collect::<Vec<_>>(), ", "),
        ))
        .child(list("Regler", legal.collect()))
        .child(list("Kommunernes fælles mål (KKR)", goals.collect()))
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
                .and_then(|by| line("Inddelt af", by.clone())),
        );
    classed("aside", "box")
        .set("aria-label", format!("Kort om {}", entry.title))
        .child(rows)
}

fn stages(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let stages = &scene.shelf.catalogue.head.vocabularies.stages;
    let Some(reached) = stages
        .iter()
        .position(|term| Some(&term.id) == entry.stage.as_ref())
    else {
        return badge(Badge::Unknown);
    };
    let language = scene.language();
    let points = stages.iter().enumerate().map(|(place, stage)| {
        let here = place == reached;
        let help = stage.help.as_ref().filter(|_| here);
        let words = tag("span")
            .text(stage.label.in_language(language))
            .child(help.map(|help| tag("small").text(help.in_language(language))));
        tag("li")
            .set("data-step", step(place, reached))
            .set_some("aria-current", here.then_some("step"))
            .child(words)
    });
    classed("ol", "stages").children(points)
}

/// The entry's own calculators, and those for any entry that its figures fit.
fn calculators(scene: &Scene<'_>, entry: &Entry) -> Vec<Tag> {
    let catalogue = &scene.shelf.catalogue;
    let mut cards = Vec::new();
    let mut add = |id: String, title: String, lead: &'static str| {
        let button = scene
            .button("button concept__calculate", Message::Calculate(id))
            .child(icon(Icon::Calculator))
            .text(title);
        cards.push(way_on(scene, "Hvad ville det koste hos jer?", lead, button));
    };
    for id in &entry.calculators {
        if let Some(title) = catalogue.calculator_title(id) {
            let lead = "Skift tallene ud med jeres egne, og se, hvad der skal til.";
            add(id.clone(), title.to_owned(), lead);
        }
    }
    let for_any = |json: &&Json| matches!(json.get("forAnyEntry"), Some(Json::Bool(true)));
    let for_any = catalogue.calculators.iter().filter(for_any);
    for calculator in for_any.filter_map(|json| read::<Calculator>(json).ok()) {
        if fits(&calculator, entry) && !entry.calculators.contains(&calculator.id) {
            let id = format!("{}@{}", calculator.id, entry.id);
            let lead = "Beregneren starter med tallene herfra. Ret dem til jeres egne.";
            add(id, calculator.title, lead);
        }
    }
    cards
}

/// The entry's worksheets.
fn worksheets(scene: &Scene<'_>, entry: &Entry) -> Vec<Tag> {
    let mut cards = Vec::new();
    for id in &entry.worksheets {
        if let Some(worksheet) = scene.shelf.catalogue.worksheet(id) {
            let button = scene
                .button("button concept__fill", Message::Fill(worksheet.id))
                .child(icon(Icon::Source))
                .text(worksheet.title);
            let lead = "Skriv det her. Så kan du printe det eller gemme det som en fil.";
            cards.push(way_on(scene, "Lav dit eget", lead, button));
        }
    }
    cards
}

/// A card that leads on to something to do.
fn way_on(scene: &Scene<'_>, title: &'static str, lead: &'static str, button: Tag) -> Tag {
    let words = tag("div")
        .child(scene.heading(1).text(title))
        .child(tag("p").text(lead));
    classed("div", "calculate-card").child(words).child(button)
}

/// What is known of the effect, as stairs of four steps.
fn effects(scene: &Scene<'_>, entry: &Entry) -> Tag {
    let section = part(scene, "Det ved vi om virkningen");
    let Some(effects) = &entry.effects else {
        return section.child(origin(
            Badge::Unknown,
            "Kilden siger ikke, om virkningen er undersøgt.",
        ));
    };
    let levels = &scene.shelf.catalogue.head.vocabularies.impact_levels;
    let stairs = levels.iter().map(|level| {
        impact(
            scene,
            level,
            effects.levels.iter().find(|found| found.level == level.id),
        )
    });
    let stairs = classed("ol", "impact").children(stairs);
    section
        .children(
            effects
                .text
                .iter()
                .flat_map(|text| sourced(entry, text, &effects.sources)),
        )
        .child((!effects.levels.is_empty()).then_some(stairs))
}

fn impact(scene: &Scene<'_>, level: &Term, found: Option<&ImpactLevel>) -> Tag {
    let language = scene.language();
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
    let by = found.and_then(|found| found.by.as_ref());
    tag("li")
        .set("data-state", state)
        .child(scene.heading(2).text(level.label.in_language(language)))
        .child(tag("p").text(words))
        .child(by.map(|by| tag("p").child(tag("small").text(by))))
        .child(badge(mark))
}

/// A numbered list of sources.
pub(super) fn source_list(scene: &Scene<'_>, references: &[SourceReference]) -> Tag {
    classed("ol", "sources").children(references.iter().map(|reference| source(scene, reference)))
}

fn source(scene: &Scene<'_>, reference: &SourceReference) -> Tag {
    let sources = &scene.shelf.catalogue.head.sources;
    let Some(source) = sources.iter().find(|source| source.id == reference.source) else {
        return tag("li").child(badge(Badge::Missing));
    };
    let publisher = source
        .publisher
        .as_ref()
        .map(|publisher| text(&format!("{publisher}: ")));
    let title = match &source.url {
        Some(url) => outward(url, &source.title),
        None => text(&source.title),
    };
    let mut rest = String::new();
    for part in [
        source.date.map(|date| date.in_danish()),
        reference.part.clone(),
    ]
    .into_iter()
    .flatten()
    {
        rest.push_str(", ");
        rest.push_str(&part);
    }
    if let Some(page) = reference.page {
        rest.push_str(&format!(", side {page}"));
    }
    rest.push('.');
    if let Some(date) = source.read {
        rest.push_str(&format!(" Læst {}.", date.in_danish()));
    }
    let note = source
        .note
        .as_ref()
        .map(|note| tag("small").text(format!(" {note}")));
    tag("li").child(
        tag("span")
            .child(publisher)
            .child(title)
            .text(rest)
            .child(note),
    )
}

fn related(scene: &Scene<'_>, entry: &Entry) -> Option<Tag> {
    let related: Vec<&Card> = entry
        .related
        .iter()
        .filter_map(|id| scene.shelf.catalogue.card(id))
        .take(3)
        .collect();
    if related.is_empty() {
        return None;
    }
    let minis = related.into_iter().map(|other| {
        let place = classed("span", "mini__arena")
            .child(shape(
                other.arenas.first().map(String::as_str),
                "shape shape--small",
            ))
            .text(scene.arena_and_kind(other));
        let title = scene
            .heading(2)
            .child(scene.entry_link("mini__link", other).text(&other.title));
        classed("li", "mini")
            .set_some("data-arena", arena(other))
            .child(place)
            .child(title)
            .child(tag("p").text(&other.summary))
    });
    Some(part(scene, "Det minder om").child(classed("ul", "related").children(minis)))
}
