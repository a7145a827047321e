//! The shipped catalogue compared with its sources.
//!
//! The three tables were written by reading each entry against its source.
//! `FIGURES` lists every figure with its entry, unit and source, `FOUND` every
//! outcome that was *found* and by whom, and `UNKNOWN` every field that is
//! unknown and why. The tests fail when a figure changes, when an expectation
//! becomes a finding, and when a field is unknown without a reason.
#![cfg(feature = "publish")]
#![expect(clippy::expect_used, reason = "a test panics when it fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use toml::{Table, Value};

/// A figure: the entry, the field, the exact text in the field, and the id of
/// the source that the field names.
type Figure = (&'static str, &'static str, &'static str, &'static str);

const KEY: &str = "keyFigure";
const PROBLEM: &str = "problem";
const SOLUTION: &str = "solution";
const FACT: &str = "facts";
const STEP: &str = "steps";
const OUTCOME: &str = "outcomes";
const TAKES: &str = "requirements";
/// `Label: amount unit`, followed by price year, payer, what it covers and what it excludes.
const COST: &str = "requirements.figures";
const EFFECT: &str = "effects";

const PROGRAMME: &str = "programmet";
const DASSOS: &str = "dassos-2016";
const KL: &str = "kl-oplaeg";
const NOTES: &str = "psykiatri-opsamling";

// One figure per line, however long.
#[rustfmt::skip]
const FIGURES: &[Figure] = &[
    // The programme: its three life improvements, its recommendations, its camps, its study.
    ("madkassen", FACT, "27 % af dem, der har ligget over en måned", PROGRAMME),
    ("madkassen", FACT, "indlagt igen efter højst en måned. Tallet er programmets.", PROGRAMME),
    ("madkassen", PROBLEM, "Det skriver, at 27 % af dem kommer tilbage inden for en måned", PROGRAMME),
    ("madkassen", KEY, "1 døgn på hospitalet koster det samme som to måneders morgenmad og aftensmad", PROGRAMME),
    ("madkassen", KEY, "hvis et døgn koster 4.165 kr., og maden højst koster 69,42 kr. om dagen. Døgnprisen er vores skøn.", "regionh-2022"),
    ("madkassen", FACT, "69,42 kr. om dagen", "regionh-2022"),
    ("madkassen", FACT, "Det er cirka 80 % af udgiften.", "saerlige-pladser-ugeskriftet"),
    ("madkassen", FACT, "omkring 5.205 kr., er grænsen 86,75 kr.", "saerlige-pladser-ugeskriftet"),
    ("madkassen", FACT, "22,7 % af alle indlæggelser", "suu-1874"),
    ("madkassen", FACT, "I 2010 var det 18,5 %. (2018)", "suu-1874"),
    ("madkassen", COST, "Mad til én person i 60 dage (vores udregning): 3240–4980 kr.", "kalundborg-mad"),
    ("god-start-i-eget-hjem", KEY, "640.000–820.000 kr. om året koster det Københavns Kommune", PROGRAMME),
    ("god-start-i-eget-hjem", FACT, "640.000–820.000 kr. om året", PROGRAMME),
    ("god-start-i-eget-hjem", FACT, "Det er prisen på herberget, ikke på God start i eget hjem.", PROGRAMME),
    ("god-start-i-eget-hjem", FACT, "1.753–2.247 kr. i døgnet koster pladsen så. Vi har selv regnet tallet ud.", PROGRAMME),
    ("flexjobbevis", KEY, "98 af 28.706 ledige stillinger på jobnet.dk", PROGRAMME),
    ("flexjobbevis", FACT, "Det er 0,34 %. Procenten har vi selv regnet ud.", PROGRAMME),
    ("flexjobbevis", FACT, "19.952 kr. om måneden er det højeste tilskud", "star-2024"),
    ("flexjob-paa-jobnet", KEY, "98 af 28.706 ledige stillinger på jobnet.dk", PROGRAMME),
    ("flexjob-paa-jobnet", FACT, "Det er 0,34 %. Procenten har vi selv regnet ud.", PROGRAMME),
    ("programmet-ingen-er-normale", KEY, "6,5 mio. kr. om året i fem år", PROGRAMME),
    ("programmet-ingen-er-normale", COST, "Hele programmet: 6500000 kr. om året", PROGRAMME),
    ("programmet-ingen-er-normale", COST, "hvert år i 5 år", PROGRAMME),
    ("programmet-ingen-er-normale", FACT, "98 kommuner", PROGRAMME),
    ("programmet-ingen-er-normale", FACT, "178.000 borgere. Dertil kommer 700.000 pårørende og 25.000 medarbejdere. Det er en drøm og ikke et resultat.", PROGRAMME),
    ("impact-undersoegelse", FACT, "247 fik spørgeskemaet, og 114 svarede. Det er 46 %. (2023)", PROGRAMME),
    ("impact-undersoegelse", KEY, "46 % svarede på spørgeskemaet: 114 af 247", PROGRAMME),
    ("impact-undersoegelse", FACT, "9 interviews blev holdt. (2023)", PROGRAMME),
    ("impact-undersoegelse", FACT, "Den siger intet om mennesker med en psykisk diagnose.", PROGRAMME),
    ("kommunecamp", KEY, "30 timer", PROGRAMME),
    ("kommunecamp", COST, "Den første camp: 30 timer", PROGRAMME),
    ("kommunecamp", COST, "Den anden camp: 6 timer", PROGRAMME),
    ("kommunecamp", SOLUTION, "100–200 dage", PROGRAMME),
    ("temacamp", KEY, "8, 24 eller 30 timer", PROGRAMME),
    ("temacamp", COST, "Temacampen: 8–30 timer", PROGRAMME),
    ("temacamp", COST, "Den anden camp: 4 timer", PROGRAMME),
    ("temacamp", STEP, "100–200 dage", PROGRAMME),
    ("virkelighedstest", KEY, "100–200 dage", PROGRAMME),
    ("virkelighedstest", COST, "En virkelighedstest: 100–200 dage", PROGRAMME),
    // KL's talk.
    ("tilfredshed", KEY, "77 % er tilfredse med støtten i botilbud. I eget hjem er det 86 %", KL),
    ("tilfredshed", FACT, "77 % af dem, der bor i botilbud", KL),
    ("tilfredshed", FACT, "86 % af dem, der får støtten i deres eget hjem", KL),
    ("tilfredshed", FACT, "8 % i botilbud er utilfredse eller meget utilfredse. For dem, der bor i eget hjem, er det 6 %.", KL),
    ("grundig-udredning", KEY, "46 % i botilbud føler sig grundigt undersøgt. I eget hjem er det 52 %", KL),
    ("grundig-udredning", FACT, "46 % i botilbud", KL),
    ("grundig-udredning", FACT, "52 % af dem, der bor i eget hjem", KL),
    // The notes from Socialstyrelsen and Roskilde.
    ("kvalitetsloeft-i-socialpsykiatrien", FACT, "6 initiativer", NOTES),
    ("kvalitetsloeft-i-socialpsykiatrien", FACT, "87 kommuner svarede", NOTES),
    ("kvalitetsloeft-i-socialpsykiatrien", FACT, "Over 120.000 flere borgere med psykiske lidelser er der kommet på syv år.", NOTES),
    ("kvalitetsloeft-i-socialpsykiatrien", FACT, "10-årsplan for psykiatrien", NOTES),
    ("kvalitetsloeft-i-socialpsykiatrien", SOLUTION, "Fire kommuner var partnere", NOTES),
    ("omlaegning-i-roskilde", SOLUTION, "Den har seks områder", NOTES),
    // DASSOS' catalogue: adults with a handicap.
    ("biofeedback", COST, "Hele forsøget, forventet udgift: 780000 kr.", DASSOS),
    ("biofeedback", COST, "Det er udgiften til et helt forsøg med evaluering og 20 personer. Det er ikke en pris for hver borger.", DASSOS),
    ("biofeedback", COST, "Forsøgets længde: 6 måneder", DASSOS),
    ("biofeedback", KEY, "20 personer skulle gennemføre", DASSOS),
    ("biofeedback", FACT, "12 træninger hver er gennemsnittet", DASSOS),
    ("motion-og-sundhed", KEY, "4 år har Fjordbos løbeprojekt kørt uden ekstra tid eller ressourcer", DASSOS),
    ("motion-og-sundhed", FACT, "6 pladser er der på Fjordbo, hvor beboerne er fra 18 til 50 år.", DASSOS),
    ("motion-og-sundhed", FACT, "2017 var fristen", DASSOS),
    ("bostoette-via-videosamtaler", KEY, "15 brugere på hvert af tre tilbud", DASSOS),
    ("bostoette-via-videosamtaler", FACT, "3 tilbud skulle være med i forsøget, hvert med 5 medarbejdere og 15 brugere.", DASSOS),
    ("bostoette-via-videosamtaler", COST, "Forsøgets længde: 6 måneder", DASSOS),
    ("traeningstilbud-til-unge", COST, "Et ophold, i gennemsnit: 1 år", DASSOS),
    ("aktive-medborgere", FACT, "80 % af dem, der melder sig, skulle gennemføre kurset og få et bevis. Det var et mål", DASSOS),
    ("aktive-medborgere", FACT, "25 % af dagtilbuddets borgere skulle tage alle tre kurser. Det var et mål", DASSOS),
    ("aktive-medborgere", COST, "Kurset i førstehjælp, for eksempel: 2 timer om ugen", DASSOS),
    ("aktive-medborgere", STEP, "førstehjælp for 10 borgere midt i 2016", DASSOS),
    ("jobstien", COST, "Forventet besparelse: 3500000 kr. om året · fra 2016", DASSOS),
    ("jobstien", COST, "Forventede øgede udgifter: 5500000 kr. om året · fra 2016", DASSOS),
    ("jobstien", COST, "Forventet regning i alt, cirka: 2000000 kr. om året · fra 2016", DASSOS),
    ("jobstien", COST, "De 144 borgere er talt over flere år.", DASSOS),
    ("jobstien", KEY, "144 borgere har været med i Jobstien, talt frem til juni 2015", DASSOS),
    ("jobstien", FACT, "2012 er året", DASSOS),
    ("medborgerskabelse", KEY, "63.000 kr. koster et kursus med otte moduler, uanset hvor mange der deltager", DASSOS),
    ("medborgerskabelse", COST, "Et kursus med otte moduler: 63000 kr.", DASSOS),
    ("medborgerskabelse", COST, "uanset hvor mange der deltager. Der er plads til op til 30 beboere og lige så mange medarbejdere.", DASSOS),
    ("medborgerskabelse", COST, "En underviser, cirka: 160 timer", DASSOS),
    ("kom-igen", COST, "Støtte udefra til hele projektet: 213000 kr.", DASSOS),
    ("kom-igen", COST, "Nordea Fonden og Kulturministeriet", DASSOS),
    ("kom-igen", COST, "Aarhus Kommune lagde et tilsvarende beløb oveni.", DASSOS),
    ("kom-igen", COST, "Træning og samvær for hver deltager: 30 timer", DASSOS),
    ("kom-igen", FACT, "60 deltagere på fire hold var målet for hele projektet. Det var et mål.", DASSOS),
    ("kom-igen", KEY, "6 af 10 fra et hold i 2015 ønskede at fortsætte", DASSOS),
    ("den-gode-flytning", FACT, "2015 er året, hvor beboerne flyttede", DASSOS),
    ("livsbilleder", KEY, "26 borgere har taget billeder", DASSOS),
    ("livsbilleder", FACT, "23 medarbejdere støttede de 26 borgere.", DASSOS),
    ("livsbilleder", COST, "Tid med kamera: 14 dage", DASSOS),
    ("botilbud-til-unge", COST, "Et ophold, typisk: 3–5 år", DASSOS),
    ("botilbud-til-unge", SOLUTION, "unge fra 18 til 30 år", DASSOS),
    ("botilbud-til-unge", FACT, "10 + 8 boliger er der i to huse", DASSOS),
    ("fritidsaktiviteter", KEY, "Ca. 20 spillere træner hver tirsdag", DASSOS),
    ("fasemodellen", KEY, "4 faser og 3 overgange", DASSOS),
    // DASSOS' catalogue: misuse and psychiatry.
    ("bazar-vest", COST, "To misbrugskonsulenter: 8 timer om ugen", DASSOS),
    ("bazar-vest", COST, "Kilden siger ikke, om det er otte timer i alt eller til hver.", DASSOS),
    ("bazar-vest", EFFECT, "Tilbuddet er ikke evalueret.", DASSOS),
    ("lidt-for-meget", FACT, "Ca. 860.000 danskere har et storforbrug af alkohol. Et skøn fra KL og Sundhedsstyrelsen.", DASSOS),
    ("lidt-for-meget", FACT, "585.000 af dem drikker, så det er skadeligt. Cirka 140.000 er afhængige.", DASSOS),
    ("lidt-for-meget", FACT, "3,6 mia. kr. om året er det mindste", DASSOS),
    ("lidt-for-meget", FACT, "Med de sociale udgifter er det over 10 mia. kr.", DASSOS),
    ("lidt-for-meget", COST, "Forløb på skærm til en borger: 12 uger", DASSOS),
    ("cafe-tumling", COST, "En medarbejder fra misbrugscentret, cirka: 16 timer om måneden", DASSOS),
    ("cafe-tumling", KEY, "Ca. 12 familier bruger caféen", DASSOS),
    ("samarbejde-med-regionspsykiatrien", KEY, "22 borgere var med i forsøget", DASSOS),
    ("en-privat-succes", COST, "To behandlere: 12 timer om ugen", DASSOS),
    ("en-privat-succes", COST, "Et forløb i gruppen: 8 uger", DASSOS),
    ("inklusion-og-mestring", COST, "Ekstra bevilling til Center for Mestring: 4000000 kr. om året", DASSOS),
    ("inklusion-og-mestring", KEY, "6 spor", DASSOS),
    ("ligestillet-stoette", COST, "Statens støtte til hele projektet: 9390742 kr.", DASSOS),
    ("ligestillet-stoette", COST, "december 2014–juni 2018", DASSOS),
    ("ligestillet-stoette", KEY, "60–80 mennesker med egne erfaringer skulle uddannes", DASSOS),
    // DASSOS' catalogue: children and young people.
    ("tryg-start-i-livet", COST, "Støtte i hjemmet til en familie, cirka: 80–100 timer", DASSOS),
    ("tryg-start-i-livet", COST, "Frikøb af hver pædagog: 10 timer om ugen", DASSOS),
    ("tryg-start-i-livet", FACT, "27 børn blev henvist fra april 2014 til august 2015.", DASSOS),
    ("familien-hurtigt-paa-banen", KEY, "39 familier", DASSOS),
    ("familien-hurtigt-paa-banen", FACT, "1 barn er indstillet til et specialtilbud.", DASSOS),
    ("familien-hurtigt-paa-banen", OUTCOME, "Kun i cirka halvdelen af sagerne", DASSOS),
    ("saarbare-gravide", COST, "Støtte fra Sundhedsstyrelsen: 3 år", DASSOS),
    ("barn-paa-vej", KEY, "4 kommuner", DASSOS),
    ("barn-paa-vej", STEP, "inden uge 24 i graviditeten. Inden uge 30", DASSOS),
    ("tidlig-opsporing", KEY, "5,9 mio. kr. om året er sat af i budgettet for 2016", DASSOS),
    ("tidlig-opsporing", COST, "Budget til at forebygge: 5900000 kr. om året · budget 2016", DASSOS),
    ("tidlig-opsporing", FACT, "20 mio. kr. om året skulle udgifterne på familieområdet falde fra 2018 og frem.", DASSOS),
    ("tidlig-opsporing", FACT, "Det var et krav, ikke et resultat.", DASSOS),
    // The methods and ways of thinking that KL names, from public sources.
    ("aaben-dialog", KEY, "103 borgere gennemførte et forløb, da fem kommuner prøvede", "aaben-dialog-vidensdokument"),
    ("fit", KEY, "Under 5 minutter", "fit-social"),
    ("ips", KEY, "60 % var kommet i job eller uddannelse efter 18 måneder med IPS. Uden var det 47 %", "ips-ft"),
    ("ips", FACT, "48 jobcentre arbejdede med IPS, og 35 gjorde ikke. Om resten vidste man det ikke. (2021)", "ips-udbredelse"),
    ("faglige-pejlemaerker-bostoette", KEY, "Over 25.000 mennesker", "pejlemaerker-sus"),
    ("kvalitetsloeft-i-socialpsykiatrien", KEY, "22 kommuner ville gerne være partnere. Fire blev valgt", "kvalitetsloeft-22-kommuner"),
    ("kvalitetsloeft-i-socialpsykiatrien", COST, "Puljen til kommunerne i partnerskabet: 13000000 kr. · 2019", "kvalitetsloeft-pulje"),
    ("recoveryhoejskole", FACT, "5 dage varer et ophold på Region Sjællands højskole", "recoveryhoejskole-region"),
    ("god-faglig-ledelse", KEY, "7 principper", "faglig-ledelse-sbst"),
    ("god-faglig-ledelse", FACT, "2 netværk for faglige ledere mødtes to gange om året frem til udgangen af 2022.", "faglig-ledelse-netvaerk"),
    ("kvalitet-i-botilbud", KEY, "7 anbefalinger", "kvalitet-botilbud-sbst"),
    ("kvalitetsloeft-i-socialpsykiatrien", FACT, "Det kom i januar 2022. (2022)", "kvalitet-botilbud-sbst"),
    ("sundhedsklynger", FACT, "17 sundhedsråd", "sundhedsraad-dagensmedicin"),
    ("sundhedsklynger", FACT, "Det er lovforslaget L 214 fra 2025, som er stadfæstet.", "l214-2025"),
    ("sundhedsklynger", FACT, "den 1. januar 2027", "sundhedsreform-2027"),
    ("udviklingsforloeb", COST, "Et forløb: 4–12 måneder", "udviklingsforloeb-selveje"),
    ("bostoette-i-grupper", FACT, "80–120 borgere", "roskilde-abc"),
];

/// Who *found* an outcome, by entry. All other outcomes are expected.
const FOUND: &[(&str, &[&str])] = &[
    (
        "aaben-dialog",
        &["DEFACTUM: evaluering i fem kommuner 2014–2016"],
    ),
    ("bazar-vest", &["Aarhus Kommunes erfaringer"]),
    ("botilbud-til-unge", &["Randers Kommune"]),
    ("cafe-tumling", &["Evalueringen af Café Tumling"]),
    (
        "erfaringseksperter",
        &["Evaluering af peer-støtte 2014–2018"],
    ),
    (
        "familien-hurtigt-paa-banen",
        &["Evalueringen af Familien hurtigt på banen"],
    ),
    (
        "fit",
        &["VIVE: lodtrækningsforsøg i Københavns Kommune 2015–2016"],
    ),
    (
        "fritidsaktiviteter",
        &["Personalet på botilbuddene", "Randers Kommune"],
    ),
    ("ips", &["Projekt Inklusion: lodtrækningsforsøg 2011–2017"]),
    ("jobstien", &["Aarhus Kommune"]),
    ("kom-igen", &["Aarhus Kommune"]),
    ("livsbilleder", &["Randers Kommune"]),
    (
        "medborgerskabelse",
        &["Aarhus Kommunes erfaringer fra det første forløb"],
    ),
    (
        "motion-og-sundhed",
        &["Struer Kommune, erfaringer fra Fjordbo"],
    ),
    (
        "tryg-start-i-livet",
        &[
            "Aarhus Kommunes foreløbige erfaringer",
            "Tilbagemeldinger fra forældre",
        ],
    ),
];

/// A field that is unknown, why, and in which entries.
struct Unknown {
    field: &'static str,
    why: &'static str,
    entries: &'static str,
}

/// All fields that may be unknown. A row that no longer applies must be removed.
const UNKNOWN: &[Unknown] = &[
    // Life arenas are an editor's choice.
    Unknown {
        field: "arenas",
        why: "it is about the whole of life, or about how the public side works, and not about one arena",
        entries: "aaben-raadgivning biofeedback borgeren-i-centrum fit forandringsagenter forudsaetninger \
            god-faglig-ledelse grundig-udredning impact-undersoegelse kommunecamp kvalitetsloeft-i-socialpsykiatrien noegletalsvaerktoej \
            omlaegning-i-roskilde otte-principper samarbejde-med-regionspsykiatrien sundhedsklynger topmoede \
            udviklingsforloeb virkelighedstest visitations-og-sagsmoeder",
    },
    Unknown {
        field: "targetGroups",
        why: "the source does not say who may come to a camp on a theme",
        entries: "temacamp",
    },
    Unknown {
        field: "organisations",
        why: "many use it, and the source names none that stands behind it here",
        entries: "aaben-dialog chime fit ips netvaerkskort sundhedsklynger",
    },
    Unknown {
        field: "places",
        why: "the programme does not say where it was tried",
        entries: "flexjob-paa-jobnet flexjobbevis god-start-i-eget-hjem hverdagsplan impact-undersoegelse \
            ja-tak-portalen kommunecamp madkassen programmet-ingen-er-normale temacamp topmoede virkelighedstest",
    },
    Unknown {
        field: "places",
        why: "it holds for the whole country, or the source names no place",
        entries: "aaben-dialog chime faglige-pejlemaerker-bostoette fit forudsaetninger god-faglig-ledelse \
            grundig-udredning ips kvalitet-i-botilbud la2 netvaerkskort otte-principper sundhedsklynger tilfredshed udviklingsforloeb",
    },
    // An editor chose the stages, where the source says that it runs, is tried or is an idea.
    Unknown {
        field: "stage",
        why: "the programme names it as an example, and does not say whether it was tried",
        entries: "flexjobbevis god-start-i-eget-hjem madkassen",
    },
    Unknown {
        field: "stage",
        why: "it is the method itself or a study of it, and goes through no stages",
        entries: "impact-undersoegelse kommunecamp programmet-ingen-er-normale temacamp topmoede virkelighedstest",
    },
    Unknown {
        field: "stage",
        why: "it was being built up when DASSOS described it, and the source does not say whether it had begun",
        entries: "fasemodellen inklusion-og-mestring saarbare-gravide tidlig-opsporing",
    },
    Unknown {
        field: "stage",
        why: "it is something known or a way to think or organise, and goes through no stages",
        entries: "chime forudsaetninger grundig-udredning omlaegning-i-roskilde otte-principper sundhedsklynger tilfredshed",
    },
    Unknown {
        field: "stage",
        why: "KL recommends the method, but the sources do not say how widely it is used",
        entries: "fit la2 netvaerkskort",
    },
    Unknown {
        field: "stage",
        why: "the notes from the meeting name it, but not how far it is",
        entries: "aaben-raadgivning bostoette-i-grupper hoejskoletilbud kapacitetsanalyse noegletalsvaerktoej \
            visitations-og-sagsmoeder",
    },
    Unknown {
        field: "described",
        why: "the programme's presentation has no date",
        entries: "flexjob-paa-jobnet flexjobbevis god-start-i-eget-hjem hverdagsplan impact-undersoegelse \
            ja-tak-portalen kommunecamp madkassen programmet-ingen-er-normale temacamp topmoede virkelighedstest",
    },
    Unknown {
        field: "described",
        why: "KL's slides have no date",
        entries: "aaben-dialog chime forudsaetninger grundig-udredning ips netvaerkskort otte-principper tilfredshed",
    },
    Unknown {
        field: "described",
        why: "the notes from the meeting have no date",
        entries: "aaben-raadgivning bostoette-i-grupper erfaringseksperter forandringsagenter hoejskoletilbud \
            kapacitetsanalyse kvalitetsloeft-i-socialpsykiatrien noegletalsvaerktoej omlaegning-i-roskilde \
            recoveryhoejskole visitations-og-sagsmoeder",
    },
    Unknown {
        field: "keyFigure",
        why: "the source has no number that would tell a reader something on a card",
        entries: "aaben-raadgivning aktive-medborgere borgeren-i-centrum bostoette-i-grupper den-gode-flytning \
            forandringsagenter forudsaetninger hoejskoletilbud hverdagsplan ja-tak-portalen kapacitetsanalyse \
            netvaerkskort noegletalsvaerktoej omlaegning-i-roskilde otte-principper recoveryhoejskole sundhedsklynger \
            topmoede visitations-og-sagsmoeder",
    },
    Unknown {
        field: "facts",
        why: "all that the source says stands in the other fields",
        entries: "bazar-vest faglige-pejlemaerker-bostoette forandringsagenter forudsaetninger fritidsaktiviteter \
            ja-tak-portalen kapacitetsanalyse kommunecamp kvalitet-i-botilbud la2 otte-principper saarbare-gravide \
            samarbejde-med-regionspsykiatrien temacamp topmoede virkelighedstest",
    },
    Unknown {
        field: "steps",
        why: "the source does not say how it is done",
        entries: "aaben-raadgivning borgeren-i-centrum bostoette-i-grupper hoejskoletilbud noegletalsvaerktoej \
            recoveryhoejskole sundhedsklynger topmoede visitations-og-sagsmoeder",
    },
    Unknown {
        field: "steps",
        why: "it is something known or a way to think, not something to do",
        entries: "chime grundig-udredning impact-undersoegelse tilfredshed",
    },
    Unknown {
        field: "outcomes",
        why: "the source does not say what it means for citizens",
        entries: "bostoette-i-grupper forandringsagenter forudsaetninger god-start-i-eget-hjem kapacitetsanalyse \
            omlaegning-i-roskilde otte-principper visitations-og-sagsmoeder",
    },
    Unknown {
        field: "outcomes",
        why: "what is known or thought is the entry itself, in its facts",
        entries: "chime grundig-udredning impact-undersoegelse tilfredshed",
    },
    Unknown {
        field: "requirements",
        why: "the source does not say what it takes",
        entries: "aaben-raadgivning borgeren-i-centrum bostoette-i-grupper faglige-pejlemaerker-bostoette \
            flexjob-paa-jobnet flexjobbevis god-faglig-ledelse hverdagsplan ja-tak-portalen kvalitet-i-botilbud \
            noegletalsvaerktoej otte-principper sundhedsklynger visitations-og-sagsmoeder",
    },
    Unknown {
        field: "requirements",
        why: "it is something known or a way to think, and takes nothing",
        entries: "chime grundig-udredning impact-undersoegelse tilfredshed",
    },
    Unknown {
        field: "requirements.figures",
        why: "the source has no figure for money or time; where there is a text, it says so or says what it takes in words",
        entries: "aaben-dialog barn-paa-vej den-gode-flytning erfaringseksperter fasemodellen fit forandringsagenter \
            forudsaetninger fritidsaktiviteter god-start-i-eget-hjem hoejskoletilbud ips kapacitetsanalyse la2 motion-og-sundhed \
            netvaerkskort omlaegning-i-roskilde recoveryhoejskole samarbejde-med-regionspsykiatrien topmoede",
    },
    Unknown {
        field: "priceYear",
        why: "the source has an amount but no price year; the entry says 'ukendt'",
        entries: "biofeedback inklusion-og-mestring kom-igen medborgerskabelse programmet-ingen-er-normale",
    },
    Unknown {
        field: "priceYear",
        why: "one of the prices that we added up has no year; the entry says so",
        entries: "madkassen",
    },
    Unknown {
        field: "payer",
        why: "the source does not say who pays",
        entries: "biofeedback inklusion-og-mestring medborgerskabelse programmet-ingen-er-normale",
    },
    Unknown {
        field: "effects",
        why: "the source neither has results nor says whether anyone has looked",
        entries: "aaben-raadgivning bostoette-i-grupper den-gode-flytning flexjob-paa-jobnet flexjobbevis \
            forandringsagenter forudsaetninger god-faglig-ledelse god-start-i-eget-hjem hoejskoletilbud hverdagsplan \
            ja-tak-portalen kapacitetsanalyse kvalitet-i-botilbud madkassen netvaerkskort noegletalsvaerktoej otte-principper recoveryhoejskole \
            sundhedsklynger topmoede udviklingsforloeb virkelighedstest visitations-og-sagsmoeder",
    },
    Unknown {
        field: "effects",
        why: "it is something known or a way to think, with no effect of its own",
        entries: "chime grundig-udredning tilfredshed",
    },
    Unknown {
        field: "effects.levels",
        why: "the source tells of hopes, experiences or a plan, but of no study at any of the four levels",
        entries: "aktive-medborgere barn-paa-vej biofeedback bostoette-via-videosamtaler botilbud-til-unge \
            en-privat-succes faglige-pejlemaerker-bostoette fasemodellen fritidsaktiviteter inklusion-og-mestring \
            jobstien kom-igen kvalitetsloeft-i-socialpsykiatrien ligestillet-stoette medborgerskabelse \
            motion-og-sundhed omlaegning-i-roskilde saarbare-gravide tidlig-opsporing traeningstilbud-til-unge",
    },
    Unknown {
        field: "effects.levels",
        why: "it was or is to be studied, but the source does not say at which level for citizens",
        entries: "la2 livsbilleder samarbejde-med-regionspsykiatrien",
    },
    Unknown {
        field: "effects.levels",
        why: "only camps on dementia were studied, and that is an entry of its own",
        entries: "kommunecamp programmet-ingen-er-normale temacamp",
    },
    Unknown {
        field: "nextStep.organisation",
        why: "no organisation offers it as far as the programme says; the next step names whom to ask in words",
        entries: "flexjob-paa-jobnet flexjobbevis god-start-i-eget-hjem hverdagsplan ja-tak-portalen madkassen",
    },
];

#[test]
fn every_figure_is_in_its_entry_with_its_unit_and_its_source() {
    let entries = entries();
    let errors: Vec<String> = FIGURES
        .iter()
        .filter_map(|figure| misplaced(&entries, figure))
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn only_listed_findings_are_published_as_found() {
    let expected: BTreeMap<String, BTreeSet<String>> = FOUND
        .iter()
        .map(|(entry, by)| {
            let by = by.iter().map(|by| (*by).to_owned()).collect();
            ((*entry).to_owned(), by)
        })
        .collect();
    assert_eq!(found(&entries()), expected);
}

#[test]
fn every_unknown_field_is_listed_and_every_listed_field_is_unknown() {
    let listed = listed(UNKNOWN);
    let unknown = unknown(&entries());
    let surplus: Vec<_> = unknown.difference(&listed).collect();
    let outdated: Vec<_> = listed.difference(&unknown).collect();
    assert!(surplus.is_empty(), "unknown without a reason: {surplus:?}");
    assert!(outdated.is_empty(), "no longer unknown: {outdated:?}");
}

#[test]
fn each_unknown_field_has_one_meaningful_reason() {
    let mut seen = BTreeSet::new();
    for row in UNKNOWN {
        assert!(row.why.split_whitespace().count() > 4, "{}", row.why);
        for entry in row.entries.split_whitespace() {
            assert!(seen.insert((entry, row.field)), "{entry} {}", row.field);
        }
    }
}

#[test]
fn exactly_the_concepts_of_the_dassos_catalogue_have_goals() {
    for (id, entry) in entries() {
        let from_dassos = sources(&entry, &[]).contains(DASSOS);
        assert_eq!(entry.contains_key("kkrGoals"), from_dassos, "{id}");
    }
}

#[test]
fn each_goal_has_an_entry() {
    let entries = entries();
    let named: BTreeSet<String> = entries
        .values()
        .flat_map(|entry| texts(entry.get("kkrGoals")))
        .collect();
    let head =
        fs::read_to_string("catalogue/catalogue.toml").expect("the tests run in the repository");
    let head: Table = head.parse().expect("valid TOML");
    let ids = tables(&head, "vocabularies.kkrGoals").into_iter();
    let ids = ids.filter_map(|goal| goal.get("id").and_then(Value::as_str));
    let listed: BTreeSet<String> = ids.map(str::to_owned).collect();
    assert_eq!(listed.len(), 9);
    assert_eq!(named, listed);
}

#[test]
fn related_entries_refer_to_each_other() {
    let entries = entries();
    let related = |id: &str| texts(entries.get(id).and_then(|entry| entry.get("related")));
    let one_way: Vec<String> = entries
        .keys()
        .flat_map(|from| related(from).into_iter().map(move |to| (from, to)))
        .filter(|(from, to)| !related(to).contains(*from))
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect();
    assert!(one_way.is_empty(), "{one_way:?}");
}

#[test]
fn a_change_of_a_figures_amount_unit_field_or_source_is_detected() {
    let text = "
        [[requirements.figures]]
        label = 'Et kursus'
        amount = 63000
        unit = 'kr.'
        sources = ['here']
        [[sources]]
        source = 'dassos-2016'
        key = 'here'";
    let right: Figure = ("a", COST, "Et kursus: 63000 kr.", DASSOS);
    let detects = |text: &str, figure: &Figure| misplaced(&one("a", text), figure).is_some();
    assert!(!detects(text, &right));
    assert!(detects(&text.replace("63000", "64000"), &right));
    assert!(detects(
        &text.replace("'kr.'", "'kr. om året'"),
        &("a", COST, "Et kursus: 63000 kr. ·", DASSOS)
    ));
    assert!(detects(&text.replace("dassos-2016", "programmet"), &right));
    assert!(detects(&text.replace("['here']", "['elsewhere']"), &right));
    assert!(detects(text, &("a", FACT, "63000 kr.", DASSOS)));
    assert!(detects(text, &("b", COST, "Et kursus: 63000 kr.", DASSOS)));
}

#[test]
fn an_expectation_that_became_a_finding_is_detected() {
    let text = "[[outcomes]]\ntext = 'x'\nbasis = 'expected'\nby = 'Kommunen'";
    assert!(found(&one("a", text)).is_empty());
    assert!(!found(&one("a", &text.replace("expected", "found"))).is_empty());
}

#[test]
fn a_field_that_became_empty_is_detected() {
    let text = "
        arenas = ['familien']
        [[requirements.figures]]
        label = 'Alt'
        amount = 1
        unit = 'kr.'
        priceYear = '2016'
        payer = 'Kommunen'";
    let has = |text: &str, field: &str| {
        unknown(&one("a", text)).contains(&("a".to_owned(), field.to_owned()))
    };
    assert!(!has(text, "arenas") && !has(text, "priceYear") && !has(text, "payer"));
    assert!(has(text, "problem"));
    assert!(has(&text.replace("['familien']", "[]"), "arenas"));
    assert!(has(
        &text.replace("'2016'", "'ukendt (oplyst 2016)'"),
        "priceYear"
    ));
    assert!(has(&text.replace("payer = 'Kommunen'", ""), "payer"));
}

type Entries = BTreeMap<String, Table>;

/// The entries as the editors wrote them.
fn entries() -> Entries {
    let files = fs::read_dir("catalogue/entries").expect("the tests run in the repository");
    let entries: Entries = files
        .map(|file| file.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("readable");
            let entry: Table = text.parse().expect("well-formed");
            let id = entry.get("id").and_then(Value::as_str).expect("an id");
            (id.to_owned(), entry)
        })
        .collect();
    assert_eq!(
        entries.len(),
        64,
        "a new entry needs its rows in these tables"
    );
    entries
}

fn one(id: &str, text: &str) -> Entries {
    let entry = text.parse().expect("well-formed");
    BTreeMap::from([(id.to_owned(), entry)])
}

/// Why a figure is not in its field, or `None` if it is.
fn misplaced(entries: &Entries, (id, field, text, source): &Figure) -> Option<String> {
    let Some(entry) = entries.get(*id) else {
        return Some(format!("{id}: no such entry"));
    };
    let tables: Vec<&Table> = tables(entry, field);
    let with_text: Vec<&&Table> = tables
        .iter()
        .filter(|table| written(table, field).contains(text))
        .collect();
    if with_text.is_empty() {
        let there: Vec<String> = tables.iter().map(|table| written(table, field)).collect();
        return Some(format!("{id}, {field}: no '{text}' in {there:#?}"));
    }
    let cited = with_text.iter().any(|table| {
        // A step names no sources, so all sources of the entry apply.
        let keys = texts(table.get("sources"));
        (!keys.is_empty() || *field == STEP) && sources(entry, &keys).contains(*source)
    });
    (!cited).then(|| format!("{id}, {field}: '{text}' does not cite {source}"))
}

/// The tables in a field: one, several or none.
fn tables<'a>(entry: &'a Table, field: &str) -> Vec<&'a Table> {
    let mut table = Some(entry);
    let (path, last) = field.rsplit_once('.').unwrap_or(("", field));
    for key in path.split('.').filter(|key| !key.is_empty()) {
        table = table
            .and_then(|table| table.get(key))
            .and_then(Value::as_table);
    }
    match table.and_then(|table| table.get(last)) {
        Some(Value::Table(table)) => vec![table],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_table).collect(),
        _ => Vec::new(),
    }
}

/// A table as it is shown: the number and its text as one sentence.
fn written(table: &Table, field: &str) -> String {
    let get = |key: &str| table.get(key).and_then(Value::as_str);
    if field == COST {
        let amount = |key: &str| match table.get(key) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Integer(number)) => Some(number.to_string()),
            _ => None,
        };
        let mut text = format!(
            "{}: {}",
            get("label").unwrap_or_default(),
            amount("amount").unwrap_or_default()
        );
        if let Some(high) = amount("high") {
            text += &format!("–{high}");
        }
        text += &format!(" {}", get("unit").unwrap_or_default());
        for key in ["priceYear", "payer", "covers", "excludes"] {
            text += &get(key)
                .map(|more| format!(" · {more}"))
                .unwrap_or_default();
        }
        return text;
    }
    let year = get("year").map(|year| format!("({year})"));
    let parts = [
        get("value"),
        get("text"),
        year.as_deref(),
        get("note"),
        get("check"),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(" ")
}

/// The ids of an entry's sources with these keys; of all its sources when no key is given.
fn sources(entry: &Table, keys: &[String]) -> BTreeSet<String> {
    tables(entry, "sources")
        .into_iter()
        .filter_map(|row| {
            let source = row.get("source").and_then(Value::as_str)?;
            let key = row.get("key").and_then(Value::as_str).unwrap_or(source);
            (keys.is_empty() || keys.iter().any(|wanted| wanted == key)).then(|| source.to_owned())
        })
        .collect()
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let list = value
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Who found an outcome, by entry.
fn found(entries: &Entries) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, entry) in entries {
        for outcome in tables(entry, OUTCOME) {
            let get = |key: &str| outcome.get(key).and_then(Value::as_str);
            if get("basis") != Some("expected") {
                let by = get("by").unwrap_or("nobody").to_owned();
                found.entry(id.clone()).or_default().insert(by);
            }
        }
    }
    found
}

fn listed(rows: &[Unknown]) -> BTreeSet<(String, String)> {
    let pairs = rows.iter().flat_map(|row| {
        let entries = row.entries.split_whitespace();
        entries.map(|entry| (entry.to_owned(), row.field.to_owned()))
    });
    pairs.collect()
}

/// Each field that is absent or empty. A part of a field counts only when the field is there.
fn unknown(entries: &Entries) -> BTreeSet<(String, String)> {
    let empty = |value: Option<&Value>| match value {
        None => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        Some(Value::Table(table)) => table.is_empty(),
        Some(_) => false,
    };
    let mut unknown = BTreeSet::new();
    for (id, entry) in entries {
        let mut note = |field: &str| unknown.insert((id.clone(), field.to_owned()));
        for field in [
            "summary",
            "arenas",
            "audiences",
            "classifiedBy",
            "targetGroups",
            "organisations",
            "places",
            "stage",
            "described",
            KEY,
            PROBLEM,
            SOLUTION,
            FACT,
            STEP,
            OUTCOME,
            TAKES,
            EFFECT,
            "related",
            "nextStep",
            "sources",
        ] {
            if empty(entry.get(field)) {
                note(field);
            }
        }
        for (whole, part) in [
            (TAKES, "figures"),
            (EFFECT, "levels"),
            ("nextStep", "organisation"),
        ] {
            if let Some(table) = entry.get(whole).and_then(Value::as_table)
                && empty(table.get(part))
            {
                note(&format!("{whole}.{part}"));
            }
        }
        for figure in tables(entry, COST) {
            let get = |key: &str| figure.get(key).and_then(Value::as_str).unwrap_or_default();
            if !get("unit").starts_with("kr.") {
                continue;
            }
            if get("priceYear").is_empty() || get("priceYear").contains("ukendt") {
                note("priceYear");
            }
            if get("payer").is_empty() {
                note("payer");
            }
        }
    }
    unknown
}
