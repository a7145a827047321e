//! The language of the shipped catalogue: easy to read, not copied, and true to its sources.
#![cfg(feature = "publish")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use virker::publish::Readability;

// The highest LIX of all summaries together, of one summary, and of all other texts together.
const SUMMARIES: usize = 35;
const ONE_SUMMARY: usize = 45;
const BODIES: usize = 44;

fn entries() -> Vec<Value> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let built = virker::publish::build(&sources).map(|(built, _)| built.document);
    let document: Value = serde_json::from_str(&built.unwrap_or_default()).unwrap_or_default();
    document
        .get("entries")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default()
}

/// Collects the sentences of an entry's page. Names and labels are left out, because the editors do not write them.
fn body(value: &Value, sentences: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(' ') => {
            let end = if text.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            sentences.push(format!("{text}{end}"));
        }
        Value::Array(elements) => elements.iter().for_each(|element| body(element, sentences)),
        Value::Object(fields) => {
            for (key, value) in fields {
                let names = [
                    "title",
                    "summary",
                    "by",
                    "unit",
                    "value",
                    "label",
                    "payer",
                    "priceYear",
                    "legal",
                    "sources",
                    "targetGroups",
                    "classifiedBy",
                    "organisation",
                    "claimedBy",
                    "methods",
                ];
                if !names.contains(&key.as_str()) {
                    body(value, sentences);
                }
            }
        }
        _ => {}
    }
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn id(entry: &Value) -> &str {
    text(entry, "id")
}

#[test]
fn summaries_are_easy_to_read_together_and_one_by_one() {
    let entries = entries();
    assert!(entries.len() >= 60);
    let summaries: Vec<&str> = entries.iter().map(|entry| text(entry, "summary")).collect();
    let pooled = Readability::of(&summaries.join("\n")).lix();
    assert!(pooled <= SUMMARIES, "LIX {pooled} for all summaries");
    for entry in &entries {
        let counts = Readability::of(text(entry, "summary"));
        assert!(
            counts.lix() <= ONE_SUMMARY,
            "{}: LIX {}",
            id(entry),
            counts.lix()
        );
        assert!(
            counts.longest_sentence <= 20,
            "{}: {} words",
            id(entry),
            counts.longest_sentence
        );
    }
}

#[test]
fn bodies_are_readable_for_professionals() {
    let mut sentences = Vec::new();
    entries()
        .iter()
        .for_each(|entry| body(entry, &mut sentences));
    let pooled = Readability::of(&sentences.join("\n")).lix();
    assert!(pooled <= BODIES, "LIX {pooled} for all bodies");
}

/// The words of a text in lower case, without punctuation.
fn words(text: &str) -> Vec<String> {
    let parts = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The sources may not be published, so they are not in this repository.
/// `VIRKER_SEEDS` names a folder with them; without it the test does nothing.
#[test]
fn no_eight_consecutive_words_are_copied_from_an_available_source() {
    let Some(folder) = std::env::var_os("VIRKER_SEEDS") else {
        return;
    };
    let mut runs: BTreeSet<Vec<String>> = BTreeSet::new();
    for file in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap_or_default();
        // Join words that are divided at the end of a line.
        let text = text.replace("\u{2010}\n", "").replace('\u{2010}', "");
        for run in words(&text).windows(8) {
            runs.insert(run.to_vec());
        }
    }
    assert!(
        runs.len() > 10_000,
        "the sources hold little: {}",
        runs.len()
    );
    let mut copied = Vec::new();
    for entry in entries() {
        let mut sentences = vec![text(&entry, "summary").to_owned()];
        body(&entry, &mut sentences);
        for sentence in &sentences {
            copied.extend(
                words(sentence)
                    .windows(8)
                    .filter(|run| runs.contains(*run))
                    .map(|run| format!("{}: {}", id(&entry), run.join(" "))),
            );
        }
    }
    assert!(copied.is_empty(), "{copied:#?}");
}

/// A wording that a strict reading of the catalogue against its sources asked for: the file, the words that must be
/// gone from every file, and the words that must stand in this one. Empty: there were none, or there are none.
type Wording = (&'static str, &'static str, &'static str);

// One wording per line, however long.
#[rustfmt::skip]
const WORDINGS: &[Wording] = &[
    // What kommuner pay for days at hospital, and what a day costs.
    ("calculators/madkassen", "Kun hvis borgeren ellers skulle ligge på sådan en plads", "en del af almindelige døgn og af døgn for borgere, der er færdigbehandlede. Spørg jeres økonomiafdeling."),
    ("calculators/madkassen", "Døgnprisen er for en særlig plads i 2022", "cirka 80 % af udgiften. Hele døgnet kostede omkring 5.205 kr."),
    ("calculators/madkassen", "", "Ophold dér varer normalt 6–12 måneder, så prisen siger ikke meget om en kort, almindelig indlæggelse"),
    ("calculators/madkassen", "", "Maden er fra 2024–2026 og døgnet fra 2022"),
    ("calculators/madkassen", "", "60 % af taksten, men højst 8.862 kr. for hver"),
    ("entries/madkassen", "kun op med de laveste", "kun op med den laveste"),
    // What the study of camps says, and what it does not.
    ("entries/impact-undersoegelse", "Svarene er gode", "Konklusionen er positiv"),
    ("entries/impact-undersoegelse", "er altså med begge steder", "Programmet siger ikke, om Next Step har haft noget med undersøgelsen at gøre"),
    ("calculators/impact-undersoegelse", "De svarede for deres kommune", "Programmet siger ikke, hvem der svarede"),
    // Plans with dates that have passed.
    ("entries/motion-og-sundhed", "vælger i 2016 tre indsatser", "Det besluttede Struer Kommune for 2016"),
    ("entries/aktive-medborgere", "I begynder med førstehjælp for 10 borgere", "Ringkøbing-Skjern ville prøve førstehjælp for 10 borgere midt i 2016"),
    ("entries/traeningstilbud-til-unge", "I foråret 2016 skal", ""),
    ("entries/kom-igen", "starter i efteråret 2015", "skulle starte i efteråret 2015"),
    ("entries/medborgerskabelse", "I 2015 får foreløbig endnu et botilbud det", "I 2015 skulle foreløbig endnu et botilbud have det"),
    ("entries/ligestillet-stoette", "skal de første lønnede og frivillige", "skulle de første lønnede og frivillige peer-medarbejdere begynde"),
    // Laws that came later.
    ("entries/sundhedsklynger", "En klynge er et samarbejde", "En lov fra 2025 afskaffer klyngerne og indfører sundhedsråd"),
    ("entries/hverdagsplan", "", "får du en genoptræningsplan"),
    ("entries/hverdagsplan", "", "Det er § 13 a. Vil du ikke være med, laver afdelingen i stedet en koordinationsplan (§ 13 b)"),
    ("entries/familien-hurtigt-paa-banen", "udledt, ikke læst i loven", "Tjek reglerne i dag"),
    ("entries/tidlig-opsporing", "", "De fire arbejder uden myndighed"),
    // What a source says otherwise, or not at all.
    ("entries/biofeedback", "kræver mest tid fra personalet", "Den største udgift er personale"),
    ("entries/en-privat-succes", "", "to gange om ugen, og at de er en halv dag om ugen"),
    ("entries/grundig-udredning", "VIVE har fundet det samme", "VIVE har fundet noget lignende"),
    ("entries/hoejskoletilbud", "Vi tror", "Vi ved ikke, om det er det samme tilbud"),
    ("entries/recoveryhoejskole", "", "Det er regionens tilbud og ikke Roskilde Kommunes"),
    ("entries/bostoette-i-grupper", "Bostøtte og grupper, hvor du bor", "Bostøtte og grupperådgivning"),
    ("entries/omlaegning-i-roskilde", "huskeliste", "som ramme for arbejdet"),
    ("entries/fasemodellen", "er blevet meget ensomme", "social isolation"),
    ("entries/fasemodellen", "Fase 0:", "Modellen kalder trinene fase 0, 1, 2 og 3"),
    ("entries/cafe-tumling", "Det trak sig ud", "Regionen trak sig ud"),
    ("entries/god-start-i-eget-hjem", "", "Programmet siger ikke, hvad en social vicevært koster"),
    // The calculators and the worksheets.
    ("calculators/god-start", "25 % er vores skøn", "Satsen er enten 50 % eller 0 %"),
    ("calculators/god-start", "", "Ledelse, lokaler og kørsel er ikke med. Prisen på herberget er derimod hele prisen"),
    ("calculators/god-start", "", "satsen for herberg i 2023. En nyere har vi ikke fundet"),
    ("calculators/flexjob", "Når du halvt så meget", "Hvis du når halvt så meget, som man ellers forventer"),
    ("calculators/flexjob-paa-jobnet", "skal man i gennemsnit se igennem", "Ét ud af cirka {en_ud_af#} opslag"),
    ("calculators/flexjob-paa-jobnet", "kun et rundt tal at regne med", "Derfor begynder vi ved 0"),
    ("worksheets/flexjobbevis", "I alt får jeg", "Mit tilskud fra kommunen, hvis jeg vil vise det"),
    ("worksheets/flexjobbevis", "", "Min dækningsgrad"),
    ("worksheets/hverdagsplan", "Hvis plan er det?", "Hvem er planen for?"),
    // Danish.
    ("entries/lidt-for-meget", "danskere har cirka", "Ca. 860.000"),
    ("entries/barn-paa-vej", "jordemødretilbud", "jordemodertilbud"),
    ("entries/barn-paa-vej", "den tunge ende", "dem, der har brug for mest støtte"),
    ("entries/grundig-udredning", "De er med tanker og hukommelse", "Det gælder problemer med tanker og hukommelse, krop, psyke og samvær"),
    ("entries/grundig-udredning", "Det gælder mere og mere", "Jo større vanskeligheder, desto sjældnere"),
    ("entries/grundig-udredning", "noget, der ligner", "botilbud eller lignende tilbud"),
    ("entries/tilfredshed", "tilbud, der ligner", "botilbud eller lignende tilbud"),
    ("entries/forudsaetninger", "kan bøjes", "er relevante og fleksible"),
    ("entries/forudsaetninger", "Led, og bliv ved", "Vær en tydelig leder, og hold fast"),
    ("entries/forudsaetninger", "Udvikl myndighed.", "Udvikl myndighedsarbejdet"),
    ("entries/kom-igen", "Sæt holdet bag", "Ansæt folkene bag"),
    ("entries/otte-principper", "Se det, der kan bære", "Se borgerens ressourcer"),
    ("entries/udviklingsforloeb", "venter jer", "hvad I forventer"),
    ("entries/fasemodellen", "venter sig", "hvad man forventer"),
    ("entries/jobstien", "Ventet besparelse", "Forventet besparelse"),
    ("entries/botilbud-til-unge", " ventes ", "forventes"),
    ("entries/fritidsaktiviteter", "andre venter på", "andre forventer på"),
];

/// The texts of each source file, without its comments.
fn sources() -> std::collections::BTreeMap<String, String> {
    fn collect(value: &toml::Value, texts: &mut String) {
        match value {
            toml::Value::String(text) => {
                texts.push_str(text);
                texts.push_str(".\n");
            }
            toml::Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
            toml::Value::Table(table) => table.values().for_each(|value| collect(value, texts)),
            _ => {}
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let mut files = std::collections::BTreeMap::new();
    for folder in ["entries", "calculators", "worksheets"] {
        for file in std::fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = file.map(|file| file.path()).unwrap_or_default();
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let mut texts = String::new();
            if let Ok(table) = source.parse::<toml::Table>() {
                collect(&toml::Value::Table(table), &mut texts);
            }
            files.insert(format!("{folder}/{name}"), texts);
        }
    }
    files
}

#[test]
fn a_wording_that_was_found_wrong_is_gone_everywhere_and_the_right_one_stands() {
    let files = sources();
    assert!(files.len() > 70, "{}", files.len());
    let mut wrong = Vec::new();
    for (file, gone, stands) in WORDINGS {
        let texts = files.get(*file).map(String::as_str).unwrap_or_default();
        if !texts.contains(stands) || texts.is_empty() {
            wrong.push(format!("{file} does not say \u{bb}{stands}\u{ab}"));
        }
        for (name, texts) in files.iter().filter(|_| !gone.is_empty()) {
            if texts.contains(gone) {
                wrong.push(format!("{name} says \u{bb}{gone}\u{ab}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_text_says_that_it_is_this_and_it_is_that_in_sentence_after_sentence() {
    for (name, texts) in sources() {
        let sentences: Vec<&str> = texts.split(['.', '?', '!', '\n']).map(str::trim).collect();
        let sentences: Vec<&&str> = sentences.iter().filter(|one| !one.is_empty()).collect();
        for run in sentences.windows(3) {
            let alike = run.iter().all(|one| one.starts_with("Det er "));
            assert!(!alike, "{name}: {run:?}");
        }
    }
}

#[test]
fn the_title_of_a_step_has_no_number_because_the_list_gives_it_one() {
    for entry in entries() {
        let steps = entry.get("steps").and_then(Value::as_array);
        for step in steps.into_iter().flatten() {
            let title = text(step, "title");
            let label = title.split_once([':', '.', ')']).map(|(label, _)| label);
            let numbered = label.is_some_and(|label| label.contains(char::is_numeric));
            assert!(!numbered, "{}: {title}", id(&entry));
        }
    }
}
