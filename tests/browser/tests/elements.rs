//! What the elements offer a host's page: four kinds of them, attributes, methods, events, slots and themes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use browser_tests::page::until;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Gate, Page, Site, SiteBuilder, with_chromium, with_page};
use serde_json::{Value, json};

/// Opens the empty host page and inserts an element with these attributes and this content.
async fn insert(
    page: &Page,
    site: &Site,
    tag: &str,
    attributes: &Value,
    content: &str,
) -> Result<()> {
    page.open(site, "empty.html", DESKTOP).await?;
    page.run(
        "const [tag, attributes, content] = arguments;
         const element = window.element = document.createElement(tag);
         element.setAttribute('catalogue', new URL('/catalogue/catalogue.json', location).href);
         for (const name in attributes) element.setAttribute(name, attributes[name]);
         element.innerHTML = content;
         window.events = [];
         for (const name of ['ready', 'failed', 'search', 'open', 'calculate'])
           document.addEventListener('virker-' + name, ({ detail }) => events.push([name, detail]));
         document.querySelector('#her').append(element); return null",
        vec![tag.into(), attributes.clone(), content.into()],
    )
    .await?;
    Ok(())
}

async fn events(page: &Page) -> Result<Vec<(String, Value)>> {
    page.evaluate("return events", vec![]).await
}

/// Waits for an event of this name, and returns what the last one carries.
async fn expect_event(page: &Page, name: &str) -> Result<Value> {
    until(name, async || {
        let mut events = events(page).await?.into_iter().rev();
        Ok(events.find(|(known, _)| known == name))
    })
    .await
    .map(|(_, detail)| detail)
}

#[test]
fn an_entry_a_card_and_a_worksheet_can_stand_alone() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let madkassen = json!({ "concept": "madkassen" });
        insert(page, &site, "virker-concept", &madkassen, "").await?;
        let concept = page.element("virker-concept", 0);
        concept.ready().await?;
        concept
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        concept.css(".back").gone().await?;
        concept.css("form.search").gone().await?;
        concept.css(".mini__link").nth(0).click().await?;
        concept.css(".back").shown().await?;

        let card = json!({ "concept": "madkassen", "view": "card" });
        insert(page, &site, "virker-concept", &card, "").await?;
        let concept = page.element("virker-concept", 0);
        concept.ready().await?;
        concept.css(".card").expect_count(1).await?;
        open_entry(concept, "madkassen").await?;
        concept.css(".back").click().await?;
        concept.css(".card__link").expect_focus().await?;

        let plan = json!({ "worksheet": "hverdagsplan" });
        insert(page, &site, "virker-worksheet", &plan, "").await?;
        let worksheet = page.element("virker-worksheet", 0);
        worksheet.ready().await?;
        worksheet.css(".worksheet__form").shown().await?;
        worksheet.css(".back").gone().await
    })
}

#[test]
fn what_is_not_in_the_catalogue_leaves_the_pages_own_content_and_says_why() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let unknown = json!({ "concept": "ukendt", "debug": "" });
        insert(
            page,
            &site,
            "virker-concept",
            &unknown,
            "<a href='#x'>X</a>",
        )
        .await?;
        let failed = expect_event(page, "failed").await?;
        assert_eq!(failed, json!({ "code": "not-in-catalogue" }));
        let concept = page.element("virker-concept", 0);
        concept
            .css("details[open] p")
            .containing("Fejlkode: not-in-catalogue")
            .shown()
            .await?;
        page.document().css("#her a").shown().await
    })
}

#[test]
fn the_methods_work_also_before_the_engine_stands() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        let panel = page.panel(0);
        panel.css("#q").shown().await?;
        page.run(
            "element.search('mad'); element.open('madkassen'); element.focus(); return null",
            vec![],
        )
        .await?;
        panel.css("#q").expect_value("mad").await?;
        panel.css("#q").expect_focus().await?;
        engine.open();
        panel.ready().await?;
        panel
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        page.run("element.open('hverdagsplan'); return null", vec![])
            .await?;
        panel
            .css(".concept__title")
            .containing("Hverdagsplan")
            .shown()
            .await?;
        panel.css(".back").click().await?;
        panel.css(".back").click().await?;
        page.run("element.search('nabo'); return null", vec![])
            .await?;
        panel
            .css(".results__title")
            .containing("»nabo«")
            .shown()
            .await
    })
}

#[test]
fn the_focus_goes_to_what_is_shown() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        open_entry(panel, "madkassen").await?;
        let focus = "element.shadowRoot.activeElement?.blur(); element.focus(); return null";
        page.run(focus, vec![]).await?;
        panel.css(".concept__title").expect_focus().await?;
        panel.css(".back").click().await?;
        panel.css(".card").nth(0).shown().await?;
        page.run(focus, vec![]).await?;
        panel.css("#q").expect_focus().await
    })
}

#[test]
fn a_name_that_is_given_after_the_element_was_inserted_is_the_one_in_links() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        let panel = page.panel(0);
        panel.css("#q").shown().await?;
        page.run("element.id = 'kontakt'; return null", vec![])
            .await?;
        engine.open();
        panel.ready().await?;
        page.run("element.open('madkassen'); return null", vec![])
            .await?;
        panel
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        panel.css(".back").click().await?;
        page.run(
            "location.hash = 'virker.kontakt=1;q=nabo'; return null",
            vec![],
        )
        .await?;
        panel
            .css(".results__title")
            .containing("»nabo«")
            .shown()
            .await
    })
}

#[test]
fn what_the_page_opens_with_is_neither_announced_nor_told_as_a_search() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({ "query": "mad" }), "").await?;
        let panel = page.panel(0);
        panel
            .css(".results__title")
            .containing("»mad«")
            .shown()
            .await?;
        // Longer than typing must rest before anything is said.
        let wait = "await new Promise((resolve) => setTimeout(resolve, 1500)); return null";
        page.evaluate_async::<Value>(wait, vec![]).await?;
        assert_eq!(panel.css(".announce").text().await?, "");
        let told = events(page).await?;
        assert!(told.iter().all(|(name, _)| name != "search"), "{told:?}");
        // Nor does it when it starts anew, with its preset in the field.
        page.run("element.id = 'kontakt'; return null", vec![])
            .await?;
        panel.ready().await?;
        page.evaluate_async::<Value>(wait, vec![]).await?;
        assert_eq!(panel.css(".announce").text().await?, "");
        let told = events(page).await?;
        assert!(told.iter().all(|(name, _)| name != "search"), "{told:?}");
        search_for(panel, "madkassen").await?;
        expect_event(page, "search").await?;
        Ok(())
    })
}

#[test]
fn events_say_how_much_and_only_on_demand_what() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for full in [false, true] {
            let attributes = match full {
                true => json!({ "events": "full", "id": "a" }),
                false => json!({ "id": "a" }),
            };
            insert(page, &site, "virker-panel", &attributes, "").await?;
            let panel = page.panel(0);
            panel.ready().await?;
            assert_eq!(expect_event(page, "ready").await?, json!({}));
            search_for(panel, "madkassen").await?;
            let searched = expect_event(page, "search").await?;
            assert!(searched["results"].as_u64() >= Some(1), "{searched}");
            open_entry(panel, "madkassen").await?;
            let opened = expect_event(page, "open").await?;
            assert_eq!(opened["kind"], "concept");
            panel.css(".concept__calculate").nth(0).click().await?;
            panel.css(".number__more").nth(0).click().await?;
            let calculated = expect_event(page, "calculate").await?;
            assert_eq!(calculated["changed"], 1);
            let links = [&searched, &opened, &calculated].map(|detail| detail["link"].as_str());
            match full {
                false => assert_eq!(links, [None; 3]),
                true => {
                    assert_eq!(links[0], Some("#virker.a=1;q=madkassen"));
                    assert_eq!(links[1], Some("#virker.a=1;entry=madkassen"));
                    let link = links[2].context("a link to the calculator")?;
                    assert!(
                        link.starts_with("#virker.a=1;calculator=madkassen;n."),
                        "{link}"
                    );
                }
            }
        }
        Ok(())
    })
}

#[test]
fn presets_are_there_from_the_start_and_what_is_locked_stays() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let attributes = json!({
            "audience": "paaroerende", "arena": "familien", "query": "barn", "locked": "audience"
        });
        insert(page, &site, "virker-panel", &attributes, "").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css("#q").expect_value("barn").await?;
        panel.css(".found").containing("Se ").shown().await?;
        panel
            .css(".arena[data-arena=familien][aria-pressed=true]")
            .shown()
            .await?;
        assert_eq!(panel.css("legend").texts().await?, ["Hvor langt er det?"]);
        panel.button("Nulstil").click().await?;
        panel.css("#q").expect_value("").await?;
        panel.css(".chosen").gone().await?;
        let all: usize = panel
            .css(".arena__count")
            .texts()
            .await?
            .iter()
            .filter_map(|text| text.split(' ').next()?.parse::<usize>().ok())
            .sum();
        assert!(all < 40, "{all} of the catalogue's 64 are for relatives");
        // Another attribute starts it anew, another text is searched for.
        page.run("element.setAttribute('query', 'nabo'); return null", vec![])
            .await?;
        panel
            .css(".results__title")
            .containing("»nabo«")
            .shown()
            .await?;
        page.run("element.removeAttribute('locked'); return null", vec![])
            .await?;
        panel
            .css("legend")
            .containing("Hvem er det for?")
            .shown()
            .await
    })
}

#[test]
fn a_host_has_prices_of_its_own_in_a_calculator() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let attributes =
            json!({ "calculator": "madkassen", "values": "mad_pr_dag = 95,50; personer=35" });
        insert(page, &site, "virker-calculator", &attributes, "").await?;
        let calculator = page.calculator(0);
        calculator.ready().await?;
        calculator
            .css("#input-mad_pr_dag")
            .expect_value("95,50")
            .await?;
        calculator.css("#input-personer").expect_value("35").await
    })
}

#[test]
fn what_an_attribute_cannot_be_is_told_in_the_console_with_what_it_can() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let attributes = json!({
            "arena": "x", "theme": "blue", "colour": "red", "locked": "stage",
            "class": "a", "data-v-7ba5bd90": "", "_ngcontent-ng-c123": "", "data-step_2": "1", "onclick": "", "aria-label": "Panel"
        });
        insert(page, &site, "virker-panel", &attributes, "").await?;
        page.panel(0).ready().await?;
        // They come with what opened pages need, once the page is quiet.
        let console = until("the console names them", async || {
            let console = page.console().await?.join("\n");
            Ok(console.contains("kendes ikke").then_some(console))
        })
        .await?;
        for words in [
            "»colour« kendes ikke. De kendte er: ",
            "»theme« kan ikke være »blue«. Skriv: light, dark, auto.",
            "»locked« kan ikke være »stage«",
            "arena »x« er ikke i kataloget. Det har: hjem-og-mad",
        ] {
            assert!(console.contains(words), "{words} is not in {console}");
        }
        for own in ["data-", "_ngcontent", "onclick", "aria-label"] {
            assert!(!console.contains(own), "{own}: {console}");
        }
        Ok(())
    })
}

#[test]
fn a_host_adds_its_own_contact_and_help_lines() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let content = "<p slot=contact>Ring til vores støttelinje</p><p slot=help>Akutteamet</p><p id=own>X</p>";
        insert(page, &site, "virker-panel", &json!({}), content).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let document = page.document();
        for hidden in ["[slot=contact]", "[slot=help]", "#own"] {
            document.css(hidden).gone().await?;
        }
        search_for(panel, "jeg vil ikke leve").await?;
        document.css("[slot=help]").shown().await?;
        search_for(panel, "madkas").await?;
        document.css("[slot=help]").gone().await?;
        open_entry(panel, "madkassen").await?;
        document.css("[slot=contact]").shown().await
    })
}

#[test]
fn the_dark_theme_is_there_with_the_first_cards() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        insert(page, &site, "virker-panel", &json!({ "theme": "dark" }), "").await?;
        let panel = page.panel(0);
        panel.css(".card").nth(0).shown().await?;
        let ground = "getComputedStyle(els[0]).backgroundColor";
        let dark: String = panel.css(".virker").evaluate(ground).await?;
        assert_eq!(dark, "rgb(20, 32, 31)");
        engine.open();
        panel.ready().await?;
        page.run("element.removeAttribute('theme'); return null", vec![])
            .await?;
        panel
            .css(".virker")
            .expect(
                "a light ground",
                "getComputedStyle(els[0]).backgroundColor === 'rgb(245, 243, 238)'",
            )
            .await
    })
}

#[test]
fn a_dark_panel_is_printed_with_dark_ink_on_white_paper() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "dark.html", DESKTOP).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let ink = "getComputedStyle(els[0]).color";
        let on_screen: String = panel.css(".card__title").evaluate(ink).await?;
        assert_eq!(on_screen, "rgb(238, 243, 240)");
        page.emulate_media("print", &[]).await?;
        let on_paper: String = panel.css(".card__title").evaluate(ink).await?;
        assert_eq!(on_paper, "rgb(27, 42, 46)");
        Ok(())
    })
}

#[test]
fn a_theme_that_is_set_while_the_engine_is_on_its_way_is_used() -> Result<()> {
    with_page(async |page| {
        let engine = Gate::closed();
        let site = SiteBuilder::shipped()?.hold(".wasm", &engine).start()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        let panel = page.panel(0);
        panel.css(".card").nth(0).shown().await?;
        page.run("element.setAttribute('theme', 'dark'); return null", vec![])
            .await?;
        engine.open();
        panel.ready().await?;
        let dark = "getComputedStyle(els[0]).backgroundColor === 'rgb(20, 32, 31)'";
        panel.css(".virker").expect("a dark ground", dark).await
    })
}

#[test]
fn a_host_that_switches_the_colours_loses_nothing_that_is_open() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(
            page,
            &site,
            "virker-worksheet",
            &json!({ "worksheet": "hverdagsplan" }),
            "",
        )
        .await?;
        let worksheet = page.element("virker-worksheet", 0);
        let field = worksheet.field("Hvem er planen for?");
        field.fill("Anna").await?;
        for (theme, ground) in [("dark", "rgb(20, 32, 31)"), ("light", "rgb(245, 243, 238)")] {
            page.run(
                "element.setAttribute('theme', arguments[0])",
                vec![json!(theme)],
            )
            .await?;
            let is_so = format!("getComputedStyle(els[0]).backgroundColor === '{ground}'");
            worksheet.css(".virker").expect(theme, &is_so).await?;
            field.expect_value("Anna").await?;
        }
        Ok(())
    })
}

#[test]
fn a_number_of_the_hosts_that_a_calculator_cannot_take_is_named_and_left_out() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let attributes = json!({ "calculator": "god-start", "values": "refusion=25" });
        insert(page, &site, "virker-calculator", &attributes, "").await?;
        let calculator = page.calculator(0);
        calculator.ready().await?;
        calculator
            .css("[data-input=refusion] input")
            .expect_value("50")
            .await?;
        until("the console names it", async || {
            let lines = page.console().await?;
            let named = "»refusion« ikke være »25«";
            Ok(lines.iter().any(|line| line.contains(named)).then_some(()))
        })
        .await
    })
}

#[test]
fn presets_that_cannot_be_and_a_name_that_two_have_are_told_in_the_console() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let attributes =
            json!({ "calculator": "madkassen", "values": "mad_pr_dag=mange; personer=35" });
        insert(page, &site, "virker-calculator", &attributes, "").await?;
        page.run(
            "const panel = document.createElement('virker-panel');
             for (const [name, value] of Object.entries({ catalogue: element.getAttribute('catalogue'), locked: 'region' }))
               panel.setAttribute(name, value);
             element.after(panel, panel.cloneNode()); return null",
            vec![],
        )
        .await?;
        let calculator = page.calculator(0);
        calculator.ready().await?;
        // The published number, and the one that is a number.
        calculator
            .css("#input-mad_pr_dag")
            .expect_value("72")
            .await?;
        calculator.css("#input-personer").expect_value("35").await?;
        page.panel(0).ready().await?;
        for words in [
            "I attributten »values« er »mad_pr_dag=mange« ikke et tal",
            "Attributten »locked« låser ikke »region«, fordi attributten »place« er tom.",
            "Flere elementer på siden hedder »panel«",
        ] {
            until(words, async || {
                let console = page.console().await?.join("\n");
                Ok(console.contains(words).then_some(()))
            })
            .await?;
        }
        Ok(())
    })
}

#[test]
fn an_element_that_is_not_shown_fetches_nothing_until_it_is_or_a_link_names_it() -> Result<()> {
    for wake in [
        "document.querySelector('#her').style.display = ''",
        "location.hash = '#virker.panel=1;entry=madkassen'",
    ] {
        with_page(async |page| {
            let site = Site::shipped()?;
            page.open(&site, "empty.html", DESKTOP).await?;
            page.run(
                "document.querySelector('#her').style.display = 'none'; return null",
                vec![],
            )
            .await?;
            page.run(
                "const panel = document.createElement('virker-panel');
                 panel.setAttribute('catalogue', new URL('/catalogue/catalogue.json', location).href);
                 document.querySelector('#her').append(panel); return null",
                vec![],
            )
            .await?;
            until("the script that waits is requested", async || {
                let near = |request: &browser_tests::Request| request.path.starts_with("/near-");
                Ok(site.requests().iter().any(near).then_some(()))
            })
            .await?;
            page.settle().await?;
            assert_eq!(
                site.request_count(".wasm") + site.request_count("catalogue.json"),
                0
            );
            page.run(&format!("{wake}; return null"), vec![]).await?;
            page.panel(0).ready().await
        })?;
    }
    Ok(())
}

/// The names of this part of each element's description.
fn described(manifest: &Value, tag: &str, part: &str) -> BTreeSet<String> {
    let declarations = manifest.pointer("/modules/0/declarations");
    let declarations = declarations.and_then(Value::as_array);
    let mut declarations = declarations.into_iter().flatten();
    let element = declarations.find(|one| one["tagName"] == tag);
    let parts = element.and_then(|element| element[part].as_array());
    let names = parts.into_iter().flatten();
    names
        .filter_map(|one| one["name"].as_str().map(str::to_owned))
        .collect()
}

fn manifest() -> Result<Value> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dist");
    let text = fs::read_to_string(dist.join("custom-elements.json"))?;
    Ok(serde_json::from_str(&text)?)
}

#[test]
fn the_manifest_names_the_parts_methods_and_slots_that_the_elements_have() -> Result<()> {
    with_page(async |page| {
        let manifest = manifest()?;
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        let mut parts: BTreeSet<String> = BTreeSet::new();
        let mut slots = BTreeSet::new();
        let mut look = async || -> Result<()> {
            let list = "return [...element.shadowRoot.querySelectorAll('[' + arguments[0] + ']')].map((one) => one.getAttribute(arguments[0]))";
            let found: Vec<String> = page.evaluate(list, vec!["part".into()]).await?;
            parts.extend(found);
            let found: Vec<String> = page
                .evaluate(
                    "return [...element.shadowRoot.querySelectorAll('slot')].map((slot) => slot.name)",
                    vec![],
                )
                .await?;
            slots.extend(found);
            Ok(())
        };
        look().await?;
        search_for(panel, "selvmord").await?;
        look().await?;
        search_for(panel, "madkas").await?;
        open_entry(panel, "madkassen").await?;
        look().await?;
        assert_eq!(parts, described(&manifest, "virker-panel", "cssParts"));
        assert_eq!(slots, described(&manifest, "virker-panel", "slots"));

        let methods: Vec<String> = page
            .evaluate(
                "return Object.getOwnPropertyNames(Object.getPrototypeOf(customElements.get('virker-panel').prototype))
                   .filter((name) => !/constructor|Callback$|engineStopped/.test(name))",
                vec![],
            )
            .await?;
        let members = described(&manifest, "virker-panel", "members");
        assert_eq!(methods.into_iter().collect::<BTreeSet<_>>(), members);
        Ok(())
    })
}

#[test]
fn a_link_and_a_frame_may_set_every_attribute_but_those_that_are_the_pages_own() -> Result<()> {
    with_page(async |page| {
        let manifest = manifest()?;
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        let allowed: Vec<(String, BTreeSet<String>)> = page
            .evaluate_async(
                "const { ELEMENTS } = await import('/virker-link.js'); return [...ELEMENTS]",
                vec![],
            )
            .await?;
        assert_eq!(allowed.len(), 4);
        for (tag, mut allowed) in allowed {
            allowed.extend(["catalogue", "debug", "events", "lang"].map(str::to_owned));
            assert_eq!(allowed, described(&manifest, &tag, "attributes"), "{tag}");
        }
        Ok(())
    })
}

#[test]
fn the_readme_names_every_token_attribute_and_event_of_the_manifest() -> Result<()> {
    let manifest = manifest()?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md"))?;
    for tag in [
        "virker-panel",
        "virker-calculator",
        "virker-concept",
        "virker-worksheet",
    ] {
        for part in [
            "attributes",
            "events",
            "cssProperties",
            "cssParts",
            "members",
        ] {
            let names = described(&manifest, tag, part);
            if part != "cssParts" {
                assert!(!names.is_empty(), "{tag} has no {part}");
            }
            for name in names {
                let name = name.trim_start_matches("--virker-");
                assert!(
                    readme.contains(&format!("`{name}`")) || readme.contains(&format!("`{name}(")),
                    "README.md does not name {name} of {tag}"
                );
            }
        }
    }
    Ok(())
}

/// Puts this much room above the element, and inserts it.
async fn insert_far_down(page: &Page, site: &Site) -> Result<()> {
    page.open(site, "empty.html", DESKTOP).await?;
    page.run(
        "document.querySelector('h1').style.marginBottom = '9000px';
         const panel = window.element = document.createElement('virker-panel');
         panel.setAttribute('catalogue', new URL('/catalogue/catalogue.json', location).href);
         document.querySelector('#her').append(panel); return null",
        vec![],
    )
    .await?;
    page.panel(0).css("#q").attached().await?;
    page.settle().await
}

#[test]
fn an_element_that_nobody_is_near_fetches_nothing_until_somebody_is() -> Result<()> {
    with_page(async |page| {
        let wakes = [
            "scrollTo(0, 8500)",
            "element.focus()",
            "element.open('madkassen')",
            "element.search('mad')",
            "location.hash = '#virker.panel=1;entry=madkassen'",
        ];
        for wake in wakes {
            let site = Site::shipped()?;
            insert_far_down(page, &site).await?;
            for file in [".wasm", "catalogue.json"] {
                assert_eq!(site.request_count(file), 0, "{file} before {wake}");
            }
            page.run(&format!("{wake}; return null"), vec![]).await?;
            page.panel(0).css(".app[data-ready]").attached().await?;
            assert_eq!(site.request_count("catalogue.json"), 1, "{wake}");
        }
        Ok(())
    })
}

#[test]
fn an_element_that_nobody_is_near_takes_what_changes_without_starting() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert_far_down(page, &site).await?;
        page.run(
            "element.setAttribute('heading-level', '3'); element.searchProvider = undefined;
             element.setAttribute('catalogue', element.getAttribute('catalogue') + '?2'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        assert_eq!(site.request_count(".wasm"), 0);
        page.run("scrollTo(0, 8500); return null", vec![]).await?;
        page.panel(0).ready().await?;
        page.panel(0).css("h3.title").attached().await
    })
}

#[test]
fn an_element_that_waited_is_gone_without_a_trace_when_it_is_removed() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert_far_down(page, &site).await?;
        page.run("element.remove(); scrollTo(0, 8500); return null", vec![])
            .await?;
        page.settle().await?;
        page.run(
            "location.hash = '#virker.panel=1;entry=madkassen'; return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        assert_eq!(site.request_count(".wasm"), 0);
        Ok(())
    })
}

#[test]
fn twenty_elements_request_each_file_once() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "empty.html", DESKTOP).await?;
        page.run(
            "for (let i = 0; i < 20; i++) {
               const panel = document.createElement('virker-panel');
               panel.id = 'p' + i;
               panel.style.cssText = 'position: absolute; inset: 0; height: 300px; overflow: hidden';
               panel.setAttribute('catalogue', new URL('/catalogue/catalogue.json', location).href);
               document.querySelector('#her').append(panel);
             } return null",
            vec![],
        )
        .await?;
        for nth in 0..20 {
            page.panel(nth).css(".app[data-ready]").attached().await?;
        }
        search_for(page.panel(19), "madkas").await?;
        for file in [
            ".cards.json",
            ".index",
            ".lexicon",
            "catalogue.json",
            ".wasm",
        ] {
            let expected = if file == ".wasm" { 4 } else { 1 };
            let count = site.request_count(file);
            assert!(count <= expected, "{file} was requested {count} times");
        }
        Ok(())
    })
}

#[test]
fn another_query_is_searched_for_whatever_is_in_the_field() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({ "query": "mad" }), "").await?;
        let panel = page.panel(0);
        panel.ready().await?;
        for query in ["nabo", "barn"] {
            let set = format!("element.setAttribute('query', '{query}'); return null");
            page.run(&set, vec![]).await?;
            panel.css("#q").expect_value(query).await?;
            let title = format!("»{query}«");
            panel
                .css(".results__title")
                .containing(&title)
                .shown()
                .await?;
        }
        let events = events(page).await?;
        let ready = events.iter().filter(|(name, _)| name == "ready");
        assert_eq!(ready.count(), 1, "it did not start anew");
        Ok(())
    })
}

#[test]
fn what_open_asked_for_is_opened_once() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        page.run("element.open('madkassen'); return null", vec![])
            .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel.css(".back").click().await?;
        page.run(
            "element.setAttribute('heading-level', '3'); return null",
            vec![],
        )
        .await?;
        panel.ready().await?;
        panel.css(".card").nth(0).shown().await
    })
}

#[test]
fn a_removed_element_opens_what_it_was_asked_for_when_it_comes_back() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "virker-panel", &json!({}), "").await?;
        page.panel(0).ready().await?;
        page.run("element.remove(); return null", vec![]).await?;
        page.settle().await?;
        let before: usize = page.evaluate("return history.length", vec![]).await?;
        page.run(
            "element.open('madkassen'); element.open('hverdagsplan'); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        let after: usize = page.evaluate("return history.length", vec![]).await?;
        assert_eq!(before, after);
        page.run(
            "document.querySelector('#her').append(element); return null",
            vec![],
        )
        .await?;
        let panel = page.panel(0);
        panel.ready().await?;
        panel
            .css(".concept__title")
            .expect_text("Hverdagsplan")
            .await
    })
}

#[test]
fn keys_in_the_pages_own_content_reach_the_page_and_those_in_ours_do_not() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let content = "<p slot=contact><input id=own aria-label=Navn></p>";
        insert(page, &site, "virker-panel", &json!({}), content).await?;
        let panel = page.panel(0);
        panel.ready().await?;
        page.run(
            "window.keys = ''; document.addEventListener('keydown', ({ key }) => (window.keys += key)); return null",
            vec![],
        )
        .await?;
        panel.css("#q").focus().await?;
        page.type_keys("ab").await?;
        search_for(panel, "madkas").await?;
        open_entry(panel, "madkassen").await?;
        page.document().css("#own").focus().await?;
        page.type_keys("cd").await?;
        let keys: String = page.evaluate("return keys", vec![]).await?;
        assert_eq!(keys, "cd");
        Ok(())
    })
}
